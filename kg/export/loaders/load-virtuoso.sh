#!/usr/bin/env bash
# Load the parts beside this script into a running Virtuoso 7 or 8.
#   VIRTUOSO_HOST      host:port of its SQL listener (default: localhost:1111)
#   VIRTUOSO_USER, VIRTUOSO_PASSWORD   default: dba, dba (change that password)
# This folder has to be readable for the server under the same path, and named in DirsAllowed of virtuoso.ini.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
isql=$(command -v isql-vt || command -v isql-v || command -v isql) || { echo "isql of Virtuoso is not there" >&2; exit 1; }
run() {
  "$isql" "${VIRTUOSO_HOST:-localhost:1111}" "${VIRTUOSO_USER:-dba}" "${VIRTUOSO_PASSWORD:-dba}" \
    VERBOSE=OFF BANNER=OFF PROMPT=OFF ERRORS=STDOUT
}
# The third argument is for triples without a graph; ours all have one. A file that was loaded before is loaded again.
out=$(run <<SQL
delete from DB.DBA.load_list where ll_file like '$here/graph-%';
ld_dir ('$here', 'graph-%.nq', 'https://w3id.org/chuanyu-kg/id/');
ld_dir ('$here', 'graph-%.nq.gz', 'https://w3id.org/chuanyu-kg/id/');
rdf_loader_run ();
checkpoint;
SQL
)
case $out in *Error*) echo "$out" >&2; exit 1 ;; esac
failed=$(run <<SQL
select ll_file, ll_error from DB.DBA.load_list where ll_file like '$here/graph-%' and (ll_error is not null or ll_state <> 2);
SQL
)
if [ -n "${failed//[[:space:]]/}" ]; then
  echo "not loaded: $failed" >&2
  exit 1
fi
echo "loaded"
