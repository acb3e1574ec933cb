// The graph drawn by WebGL (sigma.js), for more nodes than the explorer carries: find, look, click, read.
const drawn = new Map(D.nodes.map((_, i) => [i, { x: D.cloud.places[i][0], y: D.cloud.places[i][1], size: D.cloud.sizes[i] }]));
const pairs = D.cloud.pairs.map(([a, b]) => ({ a: Math.min(a, b), b: Math.max(a, b), statements: [] }));
const pairAt = new Map(pairs.map((pair, k) => [pair.a + "," + pair.b, k]));
const neighbours = D.nodes.map(() => []);
pairs.forEach((pair, k) => { neighbours[pair.a].push(k); neighbours[pair.b].push(k); });
D.statements.forEach((each) => { if (!each.dated && each.s !== each.o) pairs[pairAt.get(Math.min(each.s, each.o) + "," + Math.max(each.s, each.o))].statements.push(each); });
const stated = pairs.filter((pair) => pair.statements.some(passes)).length;
let sigma = null, bright = null, hidden = [], ink = {}; // colours, looked up once a drawing

// What the search box asks of a page.
const reveal = (i) => { setQ({ sel: "n:" + D.nodes[i].id }); fly(i); };
function change({ docs }) { if (docs) setQ({ doc: docs[0] }); }
function fit() { if (sigma) sigma.getCamera().animatedReset(); }
function show() { /* all is shown */ }
const V = { nodes: new Set() };

function fly(i) {
  if (!sigma) return;
  const at = sigma.getNodeDisplayData(String(i));
  sigma.getCamera().animate({ x: at.x, y: at.y, ratio: Math.min(sigma.getCamera().ratio, 0.12) }, { duration: 400 });
}
function around() {
  // What stays bright: the selection with its neighbours, or what a document names.
  const sel = Q.sel || "";
  if (sel.startsWith("n:") && nodeAt.has(sel.slice(2))) {
    const i = nodeAt.get(sel.slice(2));
    return new Set([i, ...neighbours[i].map((k) => (pairs[k].a === i ? pairs[k].b : pairs[k].a))]);
  }
  if (sel.startsWith("e:")) return new Set(sel.slice(2).split(",").map((id) => nodeAt.get(id)));
  if (Q.doc) return new Set(D.nodes.map((_, i) => i).filter((i) => D.nodes[i].docs.some((d) => D.documents[d].id === Q.doc)));
  return null;
}
function startSigma(box) {
  const graph = new graphology.Graph({ type: "undirected" });
  D.nodes.forEach((node, i) => graph.addNode(String(i), { ...drawn.get(i), label: node.label, kind: node.type }));
  pairs.forEach((pair, k) => { if (pair.statements.some(passes)) graph.addEdgeWithKey(String(k), String(pair.a), String(pair.b), { size: 0.5 + 0.4 * Math.log2(pair.statements.length) }); });
  const text = (context, data, settings) => {
    context.font = (data.highlighted ? "600 " : "") + settings.labelSize + "px " + css("sans");
    context.lineWidth = 3; context.lineJoin = "round"; context.strokeStyle = css("paper"); context.fillStyle = css("ink");
    context.strokeText(data.label, data.x + data.size + 3, data.y + settings.labelSize / 3);
    context.fillText(data.label, data.x + data.size + 3, data.y + settings.labelSize / 3);
  };
  sigma = new Sigma(graph, box, {
    labelSize: 13, labelDensity: 0.6, labelGridCellSize: 140, labelRenderedSizeThreshold: 5, hideEdgesOnMove: graph.size > 15000, enableEdgeEvents: graph.size <= 15000, zIndex: true, allowInvalidContainer: true,
    defaultDrawNodeLabel: (context, data, settings) => { if (data.label) text(context, data, settings); }, defaultDrawNodeHover: (context, data, settings) => { if (data.label) text(context, { ...data, highlighted: true }, settings); },
    nodeReducer: (key, data) => {
      if (hidden.includes(data.kind)) return { ...data, hidden: true };
      const i = Number(key), on = bright && bright.has(i), chosen = Q.sel === "n:" + D.nodes[i].id;
      return { ...data, size: bright && !on ? data.size * 0.45 : on ? data.size + 2 : data.size, color: bright && !on ? ink.context : ink[data.kind], forceLabel: Boolean(on && bright.size < 40), label: bright && !on ? "" : data.label, highlighted: chosen, zIndex: on ? 1 : 0 };
    },
    edgeReducer: (key, data) => {
      const pair = pairs[Number(key)], on = bright && bright.has(pair.a) && bright.has(pair.b);
      return { ...data, color: on ? ink.accent : (bright ? ink["tile-line"] : ink.line), size: on ? data.size + 0.8 : data.size, zIndex: on ? 1 : 0, hidden: Boolean(bright && !on && pairs.length > 15000) };
    },
  });
  sigma.on("clickNode", ({ node }) => choose("n:" + D.nodes[Number(node)].id));
  sigma.on("clickEdge", ({ edge }) => choose("e:" + [pairs[Number(edge)].a, pairs[Number(edge)].b].map((i) => D.nodes[i].id).join(",")));
  sigma.on("clickStage", () => { if (Q.sel || Q.doc) setQ({ sel: null, doc: null }); });
}
VIEWS.large = {
  started: false,
  status() { return t("large.status", { n: D.nodes.length, e: stated }); },
  draw(box, bar) {
    hidden = (Q.hide || "").split(",").filter(Boolean); bright = around();
    ink = Object.fromEntries([...["context", "accent", "line", "tile-line"].map((each) => [each, css(each)]), ...D.types.map((type) => [type.id, colour(type)])]);
    if (!this.started) {
      this.started = true;
      const input = el("input", { id: "q", type: "search", autocomplete: "off", spellcheck: "false", role: "combobox", "aria-expanded": "false", "aria-controls": "hits", "aria-autocomplete": "list" });
      bar.append(el("div", { id: "search", role: "search" }, input, el("ul", { id: "hits", role: "listbox", hidden: true }), el("p", { id: "found", class: "quiet", role: "status" })), el("span", { id: "kinds", class: "choice" }), el("p", { class: "quiet", "data-t": "large.note" }));
      startSearch();
      try { startSigma(box); } catch (error) { box.replaceChildren(el("p", { class: "nothing" }, t("large.nowebgl"))); }
    }
    placeholder();
    for (const element of bar.querySelectorAll("[data-t]")) element.textContent = t(element.dataset.t);
    $("kinds").replaceChildren(...D.types.map((type) => { const off = hidden.includes(type.id), dot = el("span", { class: "swatch" }); dot.style.background = colour(type); return el("button", { type: "button", id: "q-" + type.id, "aria-pressed": String(!off), onclick: () => setQ({ hide: (off ? hidden.filter((each) => each !== type.id) : hidden.concat(type.id)).join(",") }) }, dot, label(type)); }));
    if (sigma) { sigma.resize(); sigma.refresh(); }
  },
  camera() { return sigma && sigma.getCamera(); },
  panel(type, rest) {
    if (type !== "e") return null;
    const [a, b] = rest.split(",").map((id) => nodeAt.get(id)), k = pairAt.get(Math.min(a, b) + "," + Math.max(a, b));
    return k === undefined ? null : [...panelHead([name(D.nodes[a].label), " — ", name(D.nodes[b].label)]), ...factBlocks(pairs[k].statements.filter(passes)), roleKey()];
  },
  rows() { return [[t("col.name"), t("col.type"), t("col.links"), t("col.docs")], ...D.nodes.map((node, i) => [node.label, label(typeOf.get(node.type).fine[node.fine]), neighbours[i].length, node.docs.length])]; },
};
