#!/usr/bin/env bash
# Index the parts beside this script with QLever (pip install qlever; it runs QLever natively or in a container).
#   QLEVER_FOLDER      folder of the index, made if it is not there (default: qlever-data)
#   QLEVER_SYSTEM      native, docker or podman (default: docker)
#   QLEVER_PORT        port of the server (default: 7019)
#   QLEVER_TOKEN       what the server wants for updates (default: a random one, written into the Qleverfile)
# Afterwards, in that folder: qlever start
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
folder=${QLEVER_FOLDER:-qlever-data}
shopt -s nullglob
files=("$here"/graph-*.nq "$here"/graph-*.nq.gz)
[ "${#files[@]}" -gt 0 ] || { echo "no graph-*.nq beside this script" >&2; exit 1; }
mkdir -p "$folder"
# A container sees only this folder, so the parts have to stand in it.
for file in "${files[@]}"; do
  case $file in *.gz) gzip -dc "$file" ;; *) cat "$file" ;; esac
done >"$folder/graph.nq"
token=${QLEVER_TOKEN:-$(od -An -N8 -tx1 /dev/urandom | tr -d ' \n')}
cat >"$folder/Qleverfile" <<FILE
[data]
NAME         = chuanyu
DESCRIPTION  = chuanyu-kg
FORMAT       = nq

[index]
INPUT_FILES     = graph.nq
CAT_INPUT_FILES = cat \${INPUT_FILES}
SETTINGS_JSON   = { "ascii-prefixes-only": true, "num-triples-per-batch": 1000000 }

[server]
PORT         = ${QLEVER_PORT:-7019}
ACCESS_TOKEN = $token

[runtime]
SYSTEM = ${QLEVER_SYSTEM:-docker}
IMAGE  = docker.io/adfreiburg/qlever
FILE
(cd "$folder" && qlever index --overwrite-existing ${QLEVER_SHOW:+--show})
