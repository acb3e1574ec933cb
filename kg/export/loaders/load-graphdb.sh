#!/usr/bin/env bash
# Load the parts beside this script into GraphDB 10 or 11.
#   GRAPHDB_URL        the repository of a running server (default: http://127.0.0.1:7200/repositories/chuanyu)
#   GRAPHDB_USER, GRAPHDB_PASSWORD   if the server wants them
#   GRAPHDB_REPOSITORY or the name of a repository of a stopped server: loaded by importrdf, much faster
# The repository has to be there; it needs no inference.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
shopt -s nullglob
files=("$here"/graph-*.nq "$here"/graph-*.nq.gz)
[ "${#files[@]}" -gt 0 ] || { echo "no graph-*.nq beside this script" >&2; exit 1; }
if [ -n "${GRAPHDB_REPOSITORY:-}" ]; then
  importrdf load --force --repository "$GRAPHDB_REPOSITORY" --mode parallel "${files[@]}"
  exit 0
fi
url=${GRAPHDB_URL:-http://127.0.0.1:7200/repositories/chuanyu}
login=()
[ -z "${GRAPHDB_USER:-}" ] || login=(--user "$GRAPHDB_USER:${GRAPHDB_PASSWORD:-}")
for file in "${files[@]}"; do
  case $file in *.gz) show=(gzip -dc "$file") ;; *) show=(cat "$file") ;; esac
  "${show[@]}" | curl --request POST --upload-file - --fail-with-body --silent --show-error "${login[@]}" \
    --header 'Content-Type: application/n-quads' "$url/statements" >/dev/null
  echo "loaded $(basename "$file")"
done
