// Other orders of the same picture: columns of places, columns of years; and colours by computed group. The places of
// the force layout come with the page and are kept beside.
const HOMES = new Map(D.nodes.map((_, i) => [i, [drawn.get(i).x, drawn.get(i).y]]));
const COLUMN = 170, ROW = 112, MOST_COLUMNS = 12;
let heads = [], laid = "";

function layOut() {
  // True where nodes have other places than before.
  const key = S.layout ? S.layout + lang + (S.layout === "circle" ? centreOf() : "") + "," + Array.from(V.nodes).join(",") : "";
  if (key === laid) return false;
  laid = key;
  heads = [];
  if (!S.layout) { for (const [i, [x, y]] of HOMES) Object.assign(drawn.get(i), { x, y }); return true; }
  if (S.layout === "circle") { rings(centreOf()); return true; }
  const columns = new Map();
  for (const i of V.nodes) { const [order, text] = (S.layout === "region" ? regionColumn : timeColumn)(i); (columns.get(order) || columns.set(order, { order, text, list: [] }).get(order)).list.push(i); }
  const kept = Array.from(columns.values()).sort((a, b) => b.list.length - a.list.length);
  const few = S.layout === "region" && kept.length > MOST_COLUMNS ? kept.splice(MOST_COLUMNS - 1) : [];
  kept.sort((a, b) => (a.order < b.order ? -1 : 1));
  if (few.length) kept.push({ text: t("layout.rest"), list: few.flatMap((each) => each.list) });
  // As deep as makes the whole most like the screen.
  const box = $("canvas").getBoundingClientRect(), shape_ = (box.width || 1100) / (box.height || 700);
  const likeness = (deep) => Math.abs(Math.log(kept.reduce((sum, { list }) => sum + Math.ceil(list.length / deep) * COLUMN + 30, 0) / ((deep + 1) * ROW) / shape_));
  const limit = Array.from({ length: 56 }, (_, k) => k + 5).sort((a, b) => likeness(a) - likeness(b) || a - b)[0];
  let x = 0;
  for (const { text, list } of kept) {
    list.sort((a, b) => (D.nodes[a].type === "Region" ? 0 : 1) - (D.nodes[b].type === "Region" ? 0 : 1) || drawn.get(b).size - drawn.get(a).size || a - b);
    const wide = Math.ceil(list.length / limit), deep = Math.ceil(list.length / wide);
    list.forEach((i, k) => Object.assign(drawn.get(i), { x: x + Math.floor(k / deep) * COLUMN, y: (k % deep) * ROW + (Math.floor(k / deep) % 2) * ROW / 2 }));
    heads.push({ x: x + (wide - 1) * COLUMN / 2, y: -ROW * 0.85, text, wide: wide * COLUMN + 20 });
    x += wide * COLUMN + 30;
  }
  return true;
}
// Rings around one entity: its neighbours, theirs, and so on; outermost what nothing links to it.
const centreOf = () => (S.hub !== null && V.nodes.has(S.hub) ? S.hub : [...D.focus, ...byImportance].find((i) => V.nodes.has(i)));
function rings(centre) {
  const angle = new Map([[centre, 0]]);
  let ring = centre === undefined ? [] : [centre], far = 0;
  if (ring.length) Object.assign(drawn.get(centre), { x: 0, y: 0 });
  const beyond = () => {
    const next = new Map();
    for (const i of ring) for (const k of neighbours[i]) { const other = pairs[k].a === i ? pairs[k].b : pairs[k].a; if (V.edges.has(k) && !angle.has(other) && !next.has(other)) next.set(other, angle.get(i)); }
    return next.size ? next : new Map(Array.from(V.nodes).filter((i) => !angle.has(i)).map((i) => [i, 7]));
  };
  for (let next = beyond(); next.size; next = beyond()) {
    // In the order of those that they hang on, so that few lines cross.
    ring = Array.from(next.keys()).sort((a, b) => next.get(a) - next.get(b) || a - b);
    far = Math.max(far + 150, ring.length * COLUMN * 0.75 / (2 * Math.PI));
    ring.forEach((i, k) => { const at = 2 * Math.PI * (k + 0.5) / ring.length; angle.set(i, at); Object.assign(drawn.get(i), { x: Math.round(far * 1.3 * Math.cos(at)), y: Math.round(far * Math.sin(at)) }); });
  }
}
function regionColumn(i) {
  // Its own place; else the place that most of its visible neighbours have.
  const named = (place) => [D.nodes[place].code || "~" + D.nodes[place].id, D.nodes[place].label];
  if (D.place[i] !== null) return named(D.place[i]);
  const votes = new Map();
  for (const k of neighbours[i]) if (V.edges.has(k)) { const place = D.place[pairs[k].a === i ? pairs[k].b : pairs[k].a]; if (place !== null) votes.set(place, (votes.get(place) || 0) + V.edges.get(k).length); }
  const [best] = Array.from(votes).sort((a, b) => b[1] - a[1] || a[0] - b[0]);
  return best ? named(best[0]) : ["~~", t("layout.noplace")];
}
function timeColumn(i) {
  // The date of the thing itself; else that of the earliest fact about it.
  const own = facts[i].filter((each) => each.dated && each.when && passes(each)), all = own.length ? own : facts[i].filter((each) => each.when && passes(each));
  const first = all.map((each) => each.when[0]).sort()[0];
  return first ? [first.slice(0, 4), first.slice(0, 4)] : ["~", t("layout.nodate")];
}
// The name of a column in lines no wider than it, the last one at its place.
function headLines({ text, wide }, scale) {
  const most = Math.max(3, Math.floor((wide * scale - 6) / 14.5)), all = Array.from(text), deep = Math.ceil(all.length / most), even = Math.ceil(all.length / deep), found = [];
  if (/[a-z]/i.test(text) || deep < 2) return [text];
  for (let k = 0; k < all.length; k += even) found.push(all.slice(k, k + even).join(""));
  return found;
}
function drawHeads(context) {
  context.font = "600 14px " + FONT; context.fillStyle = css("quiet");
  for (const head of heads) { const at = network.canvasToDOM(head), list = headLines(head, network.getScale()); list.forEach((line, k) => context.fillText(line, at.x, at.y - (list.length - 1 - k) * 17)); }
}
function nodeColour(i) { return S.colour ? groupColour(D.com[i]) : colour(typeOf.get(D.nodes[i].type)); }
function groupColour(n) { const found = n === null ? null : D.palette[n]; return found ? (dark() ? found.dark : found.light) : css("edge"); }
function groupText(n) { const [i, size] = D.communities[n]; return t("colour.group.name", { name: D.nodes[i].label, n: size }); }
function pickButton(id, key, value, text) {
  return el("button", { type: "button", id, "aria-pressed": String((S[key] || null) === value), onclick: () => { change({ [key]: value, ...(value === "circle" ? { hub: S.sel && S.sel.kind === "n" ? S.sel.i : null } : {}) }); if (key === "layout") fit(); } }, text);
}
function orderGroup() {
  const box = el("div", { class: "group", id: "f-order" },
    el("p", { class: "choice" }, el("span", { class: "quiet" }, t("layout")), pickButton("f-l-force", "layout", null, t("layout.force")), pickButton("f-l-region", "layout", "region", t("layout.region")), pickButton("f-l-time", "layout", "time", t("layout.time")),
      pickButton("f-l-circle", "layout", "circle", t("layout.circle"))),
    el("p", { class: "choice" }, el("span", { class: "quiet" }, t("colour")), pickButton("f-c-type", "colour", null, t("colour.type")), pickButton("f-c-group", "colour", "group", t("colour.group"))));
  if (!S.colour) return box;
  box.append(el("ul", { class: "communities" }, ...D.communities.slice(0, D.palette.length).map((_, n) => { const dot = el("span", { class: "swatch" }); dot.style.background = groupColour(n); return el("li", {}, dot, groupText(n)); })), el("p", { class: "quiet" }, t("colour.note")));
  return box;
}
