// What the reader takes away: the picture as SVG and PNG, the rows as CSV, a printed page with legend and sources.
function pictureSvg(scale) {
  // The places are ours, so the picture is drawn anew, with every visible node, at one scale.
  const list = Array.from(V.nodes, (i) => drawn.get(i));
  const [west, east, north, south] = extent(list).map((value) => value * scale);
  const left = west - 80, top = north - (heads.length ? 150 : 80), wide = Math.ceil(east - left + 80), high = Math.ceil(south - top + 70);
  const toScreen = (x, y) => [x * scale - left, y * scale - top];
  const context = document.createElement("canvas").getContext("2d");
  const widthOf = (text, size, bold) => measure(context, text, size, bold);
  const { result, grid, folds } = placeLabels(scale, toScreen, widthOf, [wide, high]);
  const edges = placeEdgeLabels(scale, grid, toScreen, widthOf, [wide, high]);
  const root = svg("svg", { xmlns: "http://www.w3.org/2000/svg", viewBox: "0 0 " + wide + " " + high, width: wide, height: high, class: "graph", "font-family": FONT, role: "img" });
  root.append(svg("title", {}, D.title), svg("rect", { width: wide, height: high, fill: css("paper") }));
  for (const [k, statements] of V.edges) root.append(...edgeLine(k, statements, toScreen, scale));
  for (const i of V.nodes) {
    const node = drawn.get(i), [x, y] = toScreen(node.x, node.y), drawing = shape(node.shape, x.toFixed(1) * 1, y.toFixed(1) * 1, Math.max(node.size * scale, 2));
    drawing.setAttribute("fill", nodeColour(i)); drawing.setAttribute("stroke", css("paper")); drawing.setAttribute("stroke-width", "1.2");
    root.append(drawing);
  }
  const halo = { "text-anchor": "middle", "paint-order": "stroke", stroke: css("paper"), "stroke-width": 3.5, "stroke-linejoin": "round", "dominant-baseline": "central" };
  for (const each of edges) root.append(svg("text", { x: each.x.toFixed(1), y: each.y.toFixed(1), "font-size": 11, fill: css("quiet"), ...halo }, each.text));
  for (const each of result) each.lines.forEach((line, k) => root.append(svg("text", {
    x: ((each.box[0] + each.box[2]) / 2).toFixed(1), y: (each.box[1] + each.high * (k + 0.5)).toFixed(1), "font-size": each.size, "font-weight": each.bold ? 600 : 400, fill: css("ink"), ...halo }, line)));
  for (const head of heads) { const [hx, hy] = toScreen(head.x, head.y), list = headLines(head, scale); list.forEach((line, k) => root.append(svg("text", { x: hx.toFixed(1), y: (hy - (list.length - 1 - k) * 17).toFixed(1), "font-size": 14, "font-weight": 600, fill: css("quiet"), "text-anchor": "middle" }, line))); }
  root.append(...foldParts(folds));
  legendLine(root, high);
  return { root, wide, high };
}
function edgeLine(k, statements, toScreen, scale) {
  const edge = visEdge(k, statements), from = drawn.get(nodeAt.get(edge.from)), to = drawn.get(nodeAt.get(edge.to));
  const [ax, ay] = toScreen(from.x, from.y), [bx, by] = toScreen(to.x, to.y);
  const line = svg("line", { x1: ax.toFixed(1), y1: ay.toFixed(1), x2: bx.toFixed(1), y2: by.toFixed(1), stroke: edge.color.color, "stroke-width": Math.max(edge.width * scale, 0.8).toFixed(2) });
  if (edge.dashes) line.setAttribute("stroke-dasharray", edge.dashes.join(" "));
  const parts = [line], length = Math.hypot(bx - ax, by - ay) || 1, ux = (bx - ax) / length, uy = (by - ay) / length;
  const head = (x, y, dx, dy, r) => svg("polygon", { fill: edge.color.color, points: [[x - dx * r, y - dy * r], [x - dx * (r + 7) - dy * 3, y - dy * (r + 7) + dx * 3], [x - dx * (r + 7) + dy * 3, y - dy * (r + 7) - dx * 3]].map((p) => p.map((v) => v.toFixed(1)).join(",")).join(" ") });
  if (edge.arrows.to.enabled) parts.push(head(bx, by, ux, uy, to.size * scale + 1));
  if (edge.arrows.from.enabled) parts.push(head(ax, ay, -ux, -uy, from.size * scale + 1));
  return parts;
}
function legendLine(root, high) {
  let x = 16;
  const context = document.createElement("canvas").getContext("2d");
  const there = new Set(Array.from(V.nodes, (i) => D.nodes[i].type));
  for (const type of D.types.filter((each) => there.has(each.id))) {
    const drawing = shape(type.shape, x + 7, 20, 6.5);
    drawing.setAttribute("fill", S.colour ? css("quiet") : colour(type));
    root.append(drawing, svg("text", { x: x + 18, y: 20, "font-size": 12.5, fill: css("quiet"), "dominant-baseline": "central" }, label(type)));
    x += 36 + measure(context, label(type), 12.5, false);
  }
  if (!S.colour) return;
  x = 16;
  const shown = new Set(Array.from(V.nodes, (i) => D.com[i]));
  for (let n = 0; n < Math.min(D.palette.length, D.communities.length); n += 1) {
    if (!shown.has(n)) continue;
    const text = groupText(n);
    root.append(svg("circle", { cx: x + 7, cy: high - 16, r: 6, fill: groupColour(n) }), svg("text", { x: x + 18, y: high - 16, "font-size": 12, fill: css("quiet"), "dominant-baseline": "central" }, text));
    x += 34 + measure(context, text, 12, false);
  }
}
const printScale = () => (LARGE ? 1.6 : Math.max(network.getScale(), 0.55));
function svgText() { return new XMLSerializer().serializeToString(pictureSvg(printScale()).root); }
function exportSvg() { download(new Blob([svgText()], { type: "image/svg+xml" }), "svg", "graph"); }
function exportPng() {
  const { root, wide, high } = pictureSvg(printScale());
  pngOf(root, wide, high, (blob) => download(blob, "png", "graph"));
}
const csvText = (kind) => csvOf([COLUMNS[kind].map((key) => t(key)), ...tableRows(kind).map((each) => each.cells)]);
function exportCsv() { download(new Blob([csvText(S.table || "statements")], { type: "text/csv;charset=utf-8" }), "csv", "graph"); }
let themeBefore = null;
function afterPrint() { document.documentElement.classList.remove("paper"); if (themeBefore) document.documentElement.dataset.theme = themeBefore; themeBefore = null; }
function preparePrint() {
  // Paper is white, whatever the screen is.
  themeBefore = document.documentElement.dataset.theme;
  document.documentElement.dataset.theme = "light";
  document.documentElement.classList.add("paper");
  $("print").replaceChildren(V.nodes.size ? pictureSvg(printScale()).root : "", sourceList(Array.from(V.edges.values()).flat()));
}
