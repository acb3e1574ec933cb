#!/usr/bin/env bash
# The main job, as a newcomer sees it: build from corpus/, ask three questions, write a page. Called by `make demo`.
set -euo pipefail
cd "$(dirname "$0")/.."
KG=${KG:-kg} OUT=${OUT:-out} STORE=${STORE:-$OUT/store}
mkdir -p "$OUT"

say() { printf '\n\033[1m%s\033[0m\n' "$*"; }

say "1. Read the documents of corpus/ into $STORE"
"$KG" build corpus --manifest corpus/manifest.csv --store "$STORE" --fresh

say "2. Which agreements have Sichuan and Chongqing signed, and when?"
"$KG" ask agreements-between -p a 四川省 -p b 重庆市 --store "$STORE"

say "3. What do they build together?"
"$KG" ask joint-projects -p a 四川省 -p b 重庆市 --store "$STORE"

say "4. Which policies has the government of Chongqing issued, alone or with others?"
"$KG" ask policies-of -p body 重庆市人民政府 --store "$STORE"

say "5. Draw the graph"
"$KG" view --store "$STORE" -o "$OUT/graph.html"

printf '\nDone. Open %s in a browser: click a node for its names and facts, an edge for its sentence.\n' "$OUT/graph.html"
printf 'What to do next:\n'
printf '  %-50s %s\n' \
  "$KG ask --store $STORE" "lists all questions" \
  "$KG show '遂宁市' --store $STORE" "one entity, with the sentences" \
  "$KG build YOUR-FOLDER --store my-store" "the same with your own documents" \
  "README.md" "says more"
