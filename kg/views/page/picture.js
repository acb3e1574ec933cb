// The picture: vis-network draws what pyvis built, at the places computed with the page; labels are our own layer.
let network = null, nodesSet = null, edgesSet = null;

const paint = (value) => ({ background: value, border: css("paper"), highlight: { background: value, border: css("accent") }, hover: { background: value, border: css("ink") } });
function polygon(kind) {
  // The two shapes that vis-network does not have.
  return ({ ctx, x, y, style, state }) => ({
    drawNode() {
      ctx.beginPath();
      SHAPES[kind].forEach(([dx, dy], k) => (k ? ctx.lineTo(x + dx * style.size, y + dy * style.size) : ctx.moveTo(x + dx * style.size, y + dy * style.size)));
      ctx.closePath();
      ctx.fillStyle = style.color; ctx.fill();
      ctx.lineWidth = state.selected ? 3 : 1.5; ctx.strokeStyle = style.borderColor; ctx.stroke();
    },
    nodeDimensions: { width: style.size * 2, height: style.size * 2 },
  });
}
function visNode(i) {
  const { label: _, ...node } = drawn.get(i);
  if (node.shape === "pentagon" || node.shape === "cross") { node.ctxRenderer = polygon(node.shape); node.shape = "custom"; }
  return { ...node, color: paint(nodeColour(i)), opacity: dimmed(i) ? 0.3 : 1 };
}
function sync(set, wanted) {
  const gone = set.getIds().filter((id) => !wanted.has(id));
  if (gone.length) set.remove(gone);
  set.update(Array.from(wanted.values()));
}
function redraw() {
  bright = near();
  sync(nodesSet, new Map(Array.from(V.nodes, (i) => [idOf(i), visNode(i)])));
  sync(edgesSet, new Map(Array.from(V.edges, ([k, statements]) => [pairs[k].id, visEdge(k, statements)])));
  network.unselectAll();
  if (S.sel && S.sel.kind === "n" && V.nodes.has(S.sel.i)) network.selectNodes([idOf(S.sel.i)], false);
  if (S.sel && S.sel.kind === "e" && V.edges.has(S.sel.i)) network.selectEdges([pairs[S.sel.i].id]);
}

function startPicture() {
  nodesSet = new vis.DataSet(); edgesSet = new vis.DataSet();
  network = new vis.Network($("canvas"), { nodes: nodesSet, edges: edgesSet }, D.network.options);
  network.on("click", (event) => {
    const badge = badgeAt(event.pointer.DOM);
    if (badge !== null) { expand(badge); return; }
    const fold = foldAt(event.pointer.DOM);
    if (fold) { select({ kind: "n", i: fold.i }); $("panel").scrollTop = 0; return; }
    const node = event.nodes.length ? nodeAt.get(event.nodes[0]) : labelAt(event.pointer.DOM);
    if (node !== null) select({ kind: "n", i: node });
    else if (event.edges.length) select({ kind: "e", i: pairById.get(event.edges[0]) });
    else select(null);
  });
  network.on("doubleClick", (event) => { if (event.nodes.length) expand(nodeAt.get(event.nodes[0])); });
  network.on("hoverNode", (event) => { hovered = { kind: "n", i: nodeAt.get(event.node) }; $("canvas").classList.add("over"); network.redraw(); });
  network.on("hoverEdge", (event) => { hovered = { kind: "e", i: pairById.get(event.edge) }; network.redraw(); });
  for (const name of ["blurNode", "blurEdge"]) network.on(name, () => { hovered = null; network.redraw(); });
  network.on("dragEnd", (event) => { if (event.nodes.length) moved(event.nodes); keepCamera(); });
  network.on("zoom", () => keepCamera());
  network.on("animationFinished", () => keepCamera());
  network.on("afterDrawing", (context) => drawLabels(context));
}
function moved(ids) {
  const places = network.getPositions(ids);
  for (const id of ids) { Object.assign(drawn.get(nodeAt.get(id)), places[id]); if (!S.layout) HOMES.set(nodeAt.get(id), [places[id].x, places[id].y]); }
}
