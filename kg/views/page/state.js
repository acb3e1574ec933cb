// What the reader sees, as one plain object: it lives in the address, so that a link opens the same view.
const START = Object.freeze({
  add: [], del: [], folds: [], types: [], preds: [], docs: [], conf: 0, mods: ["asserted"], ctx: false, from: null, to: null,
  sel: null, table: null, scope: true, at: null, hub: null, ...D.start,
});
let S = { ...START };
let past = [], future = [];

const idOf = (i) => D.nodes[i].id;
const LISTS = ["add", "del", "types", "preds", "docs", "mods"];

function toHash(state) {
  const parts = [];
  const put = (key, value) => parts.push(key + "=" + encodeURIComponent(value).replace(/%2F/g, "/").replace(/%2C/g, ",").replace(/%3A/g, ":"));
  for (const key of LISTS) {
    const value = state[key].map((each) => (key === "add" || key === "del" ? idOf(each) : each)).join(",");
    if (value !== START[key].join(",")) put(key, value);
  }
  if (state.folds.length) put("folds", state.folds.map((each) => each.replace(/^\d+/, (i) => idOf(Number(i)))).join(","));
  if (state.conf) put("conf", state.conf);
  if (state.ctx) put("ctx", 1);
  if (state.from) put("from", state.from);
  if (state.to) put("to", state.to);
  if (state.sel) put("sel", state.sel.kind + ":" + (state.sel.kind === "n" ? idOf(state.sel.i) : idOf(pairs[state.sel.i].a) + "," + idOf(pairs[state.sel.i].b)));
  if (state.table) put("table", state.table);
  if (!state.scope) put("rows", "all");
  if (state.layout === "circle" && state.hub !== null) put("hub", idOf(state.hub));
  for (const key of ["layout", "colour"]) if (state[key] !== START[key]) put(key, state[key] || "no");
  if (state.at) put("at", state.at.join(","));
  if (lang !== D.lang) put("lang", lang);
  return parts.join("&");
}

function fromHash(hash) {
  const state = { ...START };
  for (const part of hash.replace(/^#/, "").split("&")) {
    const cut = part.indexOf("=");
    if (cut < 0) continue;
    const key = part.slice(0, cut);
    let value;
    try { value = decodeURIComponent(part.slice(cut + 1)); } catch (error) { continue; }
    const list = value.split(",").filter(Boolean);
    if (key === "add" || key === "del") state[key] = list.map((id) => nodeAt.get(id)).filter((i) => i !== undefined);
    else if (key === "folds") state.folds = list.map((each) => each.split("|")).filter(([id, predicate, type]) => nodeAt.has(id) && predicateOf.has(predicate) && typeOf.has(type)).map(([id, ...rest]) => [nodeAt.get(id), ...rest].join("|"));
    else if (LISTS.includes(key)) state[key] = list;
    else if (key === "conf") state.conf = Math.min(Math.max(parseFloat(value) || 0, 0), 1);
    else if (key === "ctx") state.ctx = true;
    else if (key === "from" || key === "to") state[key] = /^\d{4}$/.test(value) ? value : null;
    else if (key === "layout") state.layout = ["region", "time", "circle"].includes(value) ? value : null;
    else if (key === "hub") state.hub = nodeAt.has(value) ? nodeAt.get(value) : null;
    else if (key === "colour") state.colour = value === "group" ? value : null;
    else if (key === "table") state.table = value === "statements" ? "statements" : "nodes";
    else if (key === "rows") state.scope = false;
    else if (key === "at") state.at = list.length === 3 && list.every((x) => isFinite(x)) ? list.map(Number) : null;
    else if (key === "lang" && (value === "zh" || value === "en")) lang = value;
    else if (key === "sel") state.sel = selectionFrom(value);
  }
  // What a link has chosen is in the picture, whether it begins there or not.
  const chosen = !state.sel ? [] : state.sel.kind === "n" ? [state.sel.i] : [pairs[state.sel.i].a, pairs[state.sel.i].b];
  state.add = state.add.concat(chosen.filter((i) => ![...D.first, ...state.add, ...state.del].includes(i)));
  return state;
}

function selectionFrom(value) {
  const ids = value.slice(2).split(",").map((id) => nodeAt.get(id));
  if (ids.some((i) => i === undefined)) return null;
  if (value.startsWith("n:")) return { kind: "n", i: ids[0] };
  const pair = pairAt.get(Math.min(...ids) + "," + Math.max(...ids));
  return pair === undefined ? null : { kind: "e", i: pair };
}

// Every change goes through here; looking around (selection, camera, table) is not a step that undo takes back.
const STEPS = ["add", "del", "folds", "types", "preds", "docs", "conf", "mods", "ctx", "from", "to"];
function change(patch) {
  const before = S;
  S = { ...S, ...patch };
  if (STEPS.some((key) => key in patch)) { past.push(before); future = []; }
  update();
}
function undo() { if (past.length) { future.push(S); S = { ...past.pop(), at: S.at, table: S.table }; update(); } }
function redo() { if (future.length) { past.push(S); S = { ...future.pop(), at: S.at, table: S.table }; update(); } }
let addressHead = "";
function remember() {
  const hash = "#" + [addressHead, toHash(S)].filter(Boolean).join("&");
  // A page inside a notebook's frame has no address to write to.
  try { history.replaceState(null, "", hash === "#" ? location.pathname + location.search : hash); } catch (error) { /* no address */ }
}

// What passes the filters.
function passes(statement) {
  if (S.preds.includes(statement.p)) return false;
  if (statement.context) return S.ctx;
  if (!S.mods.includes(statement.m) || statement.c < S.conf) return false;
  if (S.docs.length && !statement.ev.some((each) => S.docs.includes(D.documents[each.d].id))) return false;
  if (statement.when) {
    if (S.from && statement.when[1].slice(0, 4) < S.from) return false;
    if (S.to && statement.when[0].slice(0, 4) > S.to) return false;
  } else if (S.from || S.to) return false;
  return true;
}
function nodePasses(i) {
  const node = D.nodes[i];
  if (S.types.includes(node.type)) return false;
  return !S.docs.length || node.docs.some((d) => S.docs.includes(D.documents[d].id)) || (S.ctx && !node.docs.length);
}

// The visible picture: nodes that are shown and pass, edges between them, and no node that only a filter left alone.
let V = { nodes: new Set(), edges: new Map(), more: new Map(), folds: [] };
function see() {
  const shown = new Set(D.first);
  S.add.forEach((i) => shown.add(i));
  S.del.forEach((i) => shown.delete(i));
  const kept = new Set(S.add.concat(D.focus));
  const nodes = new Set(Array.from(shown).filter(nodePasses));
  const edges = new Map(), degree = new Map(), more = new Map();
  pairs.forEach((pair, i) => {
    if (!nodes.has(pair.a) && !nodes.has(pair.b)) return;
    const passing = pair.statements.filter(passes);
    if (!passing.length) return;
    if (nodes.has(pair.a) && nodes.has(pair.b)) {
      edges.set(i, passing);
      degree.set(pair.a, 1).set(pair.b, 1);
    } else {
      const [inside, outside] = nodes.has(pair.a) ? [pair.a, pair.b] : [pair.b, pair.a];
      if (!shown.has(outside) && nodePasses(outside)) more.set(inside, (more.get(inside) || 0) + 1);
    }
  });
  for (const i of nodes) if (!degree.has(i) && !kept.has(i) && neighbours[i].length) { nodes.delete(i); more.delete(i); }
  V = { nodes, edges, more, shown, folds: [] };
  seeFolds();
}
