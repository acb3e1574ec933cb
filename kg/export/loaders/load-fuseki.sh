#!/usr/bin/env bash
# Load the parts beside this script into Apache Jena Fuseki 4 or 5.
#   FUSEKI_LOCATION    folder of a TDB2 database: loaded without a server, by tdb2.tdbloader (default: fuseki-data)
#   FUSEKI_URL         or the data set of a running server, like http://127.0.0.1:3030/chuanyu
#   FUSEKI_USER, FUSEKI_PASSWORD   if the server wants them
# Afterwards: fuseki-server --loc=fuseki-data /chuanyu   (tdb2:unionDefaultGraph true makes the union the default graph)
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
shopt -s nullglob
files=("$here"/graph-*.nq "$here"/graph-*.nq.gz)
[ "${#files[@]}" -gt 0 ] || { echo "no graph-*.nq beside this script" >&2; exit 1; }
if [ -z "${FUSEKI_URL:-}" ]; then
  tdb2.tdbloader --loc "${FUSEKI_LOCATION:-fuseki-data}" "${files[@]}"
  exit 0
fi
login=()
[ -z "${FUSEKI_USER:-}" ] || login=(--user "$FUSEKI_USER:${FUSEKI_PASSWORD:-}")
for file in "${files[@]}"; do
  case $file in *.gz) show=(gzip -dc "$file") ;; *) show=(cat "$file") ;; esac
  "${show[@]}" | curl --request POST --upload-file - --fail-with-body --silent --show-error "${login[@]}" \
    --header 'Content-Type: application/n-quads' "$FUSEKI_URL/data" >/dev/null
  echo "loaded $(basename "$file")"
done
