// The data of the page, indexed. Everything here is read once and never changed.
const D = JSON.parse(document.getElementById("data").textContent);
const nodeAt = new Map(D.nodes.map((node, i) => [node.id, i]));
const typeOf = new Map(D.types.map((type) => [type.id, type]));
const predicateOf = new Map(D.predicates.map((predicate) => [predicate.id, predicate]));
const drawn = new Map(D.network.nodes.map((node) => [nodeAt.get(node.id), node]));

// One edge of the picture joins two entities and stands for all statements between them.
const pairs = D.network.edges.map((edge) => {
  const a = nodeAt.get(edge.from), b = nodeAt.get(edge.to);
  return { id: edge.id, a: Math.min(a, b), b: Math.max(a, b), statements: [] };
});
const pairAt = new Map(pairs.map((pair, i) => [pair.a + "," + pair.b, i]));
const pairById = new Map(pairs.map((pair, i) => [pair.id, i]));
const facts = D.nodes.map(() => []);      // node → its statements
const neighbours = D.nodes.map(() => []); // node → its pairs
pairs.forEach((pair, i) => { neighbours[pair.a].push(i); neighbours[pair.b].push(i); });

D.statements.forEach((statement, i) => {
  statement.i = i;
  statement.dated = typeof statement.o === "string";
  statement.context = !statement.ev;
  statement.ev = statement.ev || [];
  facts[statement.s].push(statement);
  if (statement.dated) return;
  if (statement.o !== statement.s) {
    facts[statement.o].push(statement);
    const a = Math.min(statement.s, statement.o), b = Math.max(statement.s, statement.o);
    pairs[pairAt.get(a + "," + b)].statements.push(statement);
  }
});

// The same fact in several documents: one group, keyed by what it says.
const sameFact = new Map();
const factKey = (statement) => [statement.s, statement.p, statement.o, statement.m].join("|");
D.statements.forEach((statement) => {
  const key = factKey(statement);
  sameFact.set(key, (sameFact.get(key) || []).concat(statement));
});

// When: the date of the fact, else the date of publication; partial dates are spans.
function span(date) {
  if (!date) return null;
  const from = (date + "-01-01").slice(0, 10);
  return [from, date.length === 10 ? date : date + (date.length === 4 ? "-12-31" : "-31")];
}
D.statements.forEach((statement) => {
  const published = statement.ev.map((each) => span(D.documents[each.d].date)).filter(Boolean).sort()[0];
  statement.when = statement.from ? [statement.from, statement.to || statement.from] : published || null;
});
const years = Array.from(new Set(D.statements.filter((s) => s.when).flatMap((s) => s.when.map((d) => d.slice(0, 4))))).sort();
function spanText([from, to]) {
  if (from === to) return from;
  if (from.slice(0, 7) === to.slice(0, 7) && from.endsWith("-01") && /-(28|29|30|31)$/.test(to)) return from.slice(0, 7);
  if (from.slice(0, 4) === to.slice(0, 4) && from.endsWith("-01-01") && to.endsWith("-12-31")) return from.slice(0, 4);
  return from + "–" + to;
}

const byImportance = D.nodes.map((_, i) => i).sort((i, j) => drawn.get(j).size - drawn.get(i).size || i - j);

// Interface texts.
let lang = D.lang;
function t(key, values) {
  const text = (D.strings[key] || {})[lang] || key;
  return text.replace(/\{(\w+)\}/g, (_, name) => (values && name in values ? values[name] : ""));
}
const label = (thing) => (thing ? thing[lang] : "");

// The only two ways in which this page makes elements: what comes from documents is always a text node.
function el(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "class") element.className = value;
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined).map((child) => (child instanceof Node ? child : String(child))));
  return element;
}
function svg(tag, attributes, ...children) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes || {})) element.setAttribute(name, value);
  element.append(...children);
  return element;
}
const $ = (id) => document.getElementById(id);
const name = (text) => el("bdi", { class: "name" }, text);

// Shapes as points on a circle of radius 1: used by icons, by the two shapes that vis-network lacks, and by SVG.
const SHAPES = {
  square: [[-0.9, -0.9], [0.9, -0.9], [0.9, 0.9], [-0.9, 0.9]],
  diamond: [[0, -1], [1, 0], [0, 1], [-1, 0]],
  triangle: [[0, -1], [0.95, 0.7], [-0.95, 0.7]],
  triangleDown: [[0, 1], [0.95, -0.7], [-0.95, -0.7]],
  hexagon: [0, 1, 2, 3, 4, 5].map((k) => [Math.cos(k * Math.PI / 3), Math.sin(k * Math.PI / 3)]),
  pentagon: [0, 1, 2, 3, 4].map((k) => [Math.sin(k * 2 * Math.PI / 5), -Math.cos(k * 2 * Math.PI / 5)]),
  star: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map((k) => [(k % 2 ? 0.45 : 1.1) * Math.sin(k * Math.PI / 5), -(k % 2 ? 0.45 : 1.1) * Math.cos(k * Math.PI / 5)]),
  cross: [[-0.35, -1], [0.35, -1], [0.35, -0.35], [1, -0.35], [1, 0.35], [0.35, 0.35], [0.35, 1], [-0.35, 1], [-0.35, 0.35], [-1, 0.35], [-1, -0.35], [-0.35, -0.35]],
};
function shape(kind, x, y, r) {
  if (kind === "dot") return svg("circle", { cx: x, cy: y, r });
  const points = SHAPES[kind].map(([dx, dy]) => (x + dx * r).toFixed(1) + "," + (y + dy * r).toFixed(1)).join(" ");
  return svg("polygon", { points });
}
function icon(type) {
  const drawing = shape(type.shape, 8, 8, 6.5);
  drawing.setAttribute("fill", colour(type));
  return svg("svg", { viewBox: "0 0 16 16", class: "icon", "aria-hidden": "true" }, drawing);
}
const dark = () => document.documentElement.dataset.theme === "dark";
const colour = (type) => (dark() ? type.dark : type.light);
const css = (variable) => getComputedStyle(document.documentElement).getPropertyValue("--" + variable).trim();
