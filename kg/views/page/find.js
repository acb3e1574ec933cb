// The search box of the explorer: to an entity, to what a document names, or along a path.
let pathFrom = null;
function placeholder() { $("q").placeholder = t(pathFrom === null ? "search" : "search.to"); $("q").setAttribute("aria-label", $("q").placeholder); }
function pick(hit) {
  if (hit.doc !== undefined) { change({ docs: [D.documents[hit.doc].id] }); fit(); return; }
  if (pathFrom !== null) { const from = pathFrom; pathFrom = null; placeholder(); showPath(from, hit.node); return; }
  reveal(hit.node);
}
function startSearch() {
  const input = $("q");
  suggest(input, $("hits"), $("found"), { find: (text) => search(text, null, pathFrom === null), pick, after: () => $("canvas").focus(), leave: () => { pathFrom = null; placeholder(); input.blur(); } });
}

// The shortest path through facts that pass the filters.
function showPath(from, to) {
  const before = new Map([[from, null]]);
  const queue = [from];
  while (queue.length && !before.has(to)) {
    const i = queue.shift();
    for (const k of neighbours[i]) {
      const pair = pairs[k], other = pair.a === i ? pair.b : pair.a;
      if (!before.has(other) && nodePasses(other) && pair.statements.some(passes)) { before.set(other, i); queue.push(other); }
    }
  }
  if (!before.has(to)) { toast(t("path.none")); return; }
  const path = [];
  for (let i = to; i !== null; i = before.get(i)) path.push(i);
  show(path);
  network.selectNodes(path.map(idOf).filter((id) => V.nodes.has(nodeAt.get(id))));
  fit(path);
  toast(t("path.steps", { n: path.length - 1 }));
}
