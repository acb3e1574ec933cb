#!/usr/bin/env bash
# Load the parts beside this script into an Oxigraph database (pip install oxigraph, or a release of oxigraph).
#   OXIGRAPH_LOCATION  folder of the database, made if it is not there (default: oxigraph-data)
# No server may have the database open. Afterwards: oxigraph serve-read-only --location oxigraph-data
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
shopt -s nullglob
files=("$here"/graph-*.nq "$here"/graph-*.nq.gz)
[ "${#files[@]}" -gt 0 ] || { echo "no graph-*.nq beside this script" >&2; exit 1; }
oxigraph load --location "${OXIGRAPH_LOCATION:-oxigraph-data}" --file "${files[@]}"
