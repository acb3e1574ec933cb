// What one does with the picture, whoever draws it: look closer, choose, show, expand, collapse, hide.
const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
let hovered = null;

function near() {
  // What stays bright beside a selection.
  if (!S.sel || (V.nodes.size > 600 && !LARGE)) return null;
  if (S.sel.kind === "e") return null;
  const found = new Set([S.sel.i]);
  for (const k of neighbours[S.sel.i]) if (V.edges.has(k)) { found.add(pairs[k].a); found.add(pairs[k].b); }
  return found;
}
let bright = null;
const dimmed = (i) => bright !== null && !bright.has(i);
const touches = (k) => S.sel && (S.sel.kind === "e" ? S.sel.i === k : pairs[k].a === S.sel.i || pairs[k].b === S.sel.i);

function visEdge(k, statements) {
  const pair = pairs[k];
  const stated = statements.filter((each) => !each.context);
  const directed = statements.filter((each) => !predicateOf.get(each.p).symmetric);
  const kinds = new Set(statements.map(factKey)).size;
  const sure = stated.some((each) => each.m === "asserted");
  const from = pair.from;
  const strong = touches(k);
  const value = strong ? css("accent") : stated.length ? css("edge") : css("context");
  return {
    id: pair.id, from: idOf(from), to: idOf(from === pair.a ? pair.b : pair.a),
    arrows: { to: { enabled: directed.some((each) => each.s === from) }, from: { enabled: directed.some((each) => each.s !== from) } },
    width: strong ? 2.2 : Math.min(1 + 0.7 * Math.log2(Math.max(kinds, stated.length || 1)), 4),
    dashes: sure ? false : stated.length ? [7, 5] : [2, 5],
    color: { color: value, highlight: css("accent"), hover: css("accent"), opacity: bright && !strong ? 0.3 : 1 },
  };
}
function edgeText(k) {
  const statements = V.edges.get(k) || [];
  const names = Array.from(new Set(statements.map((each) => label(predicateOf.get(each.p)))));
  const kinds = new Set(statements.map(factKey)).size;
  return names.slice(0, 2).join(lang === "zh" ? "、" : ", ") + (names.length > 2 ? "…" : "") + (kinds > 1 ? " ×" + kinds : "");
}

let cameraTimer = 0;
function keepCamera() {
  clearTimeout(cameraTimer);
  cameraTimer = setTimeout(() => {
    const { x, y } = network.getViewPosition();
    S = { ...S, at: [Math.round(x), Math.round(y), Math.round(network.getScale() * 1000) / 1000] };
    remember();
  }, 150);
}
const animation = () => (still ? false : { duration: 350, easingFunction: "easeInOutQuad" });
function moveTo(x, y, scale, slow) {
  network.moveTo({ position: { x, y }, scale, animation: slow ? animation() : false });
  if (!slow || still) keepCamera();
}
function extent(list) {
  const found = [Infinity, -Infinity, Infinity, -Infinity];
  for (const { x, y } of list) { found[0] = Math.min(found[0], x); found[1] = Math.max(found[1], x); found[2] = Math.min(found[2], y); found[3] = Math.max(found[3], y); }
  return found;
}
function fit(among, at_once) {
  const list = (among || Array.from(V.nodes)).map((i) => drawn.get(i));
  if (!list.length) return;
  const box = $("canvas").getBoundingClientRect();
  const [left, right, top, bottom] = extent(list);
  // Labels keep their size on the screen: leave them room at the edges.
  const scale = Math.min((box.width - 150) / Math.max(right - left, 60), (box.height - 110) / Math.max(bottom - top, 60), LARGE ? 8 : 1.4);
  if (!among && box.width < 600 && scale < 0.58) {
    // A small screen shows the middle of things rather than all of them too small to read.
    const most = drawn.get(byImportance.find((i) => V.nodes.has(i)));
    moveTo(most.x, most.y, 0.6, !at_once);
  } else moveTo((left + right) / 2, (top + bottom) / 2 + 8 / scale, Math.max(scale, 0.03), !at_once);
}
function centre(i) {
  const { x, y } = drawn.get(i);
  moveTo(x, y, Math.max(network.getScale(), LARGE ? 4 : 0.8), true);
}

// Verbs.
function select(what) {
  if (what && what.kind === "n" && !V.nodes.has(what.i)) { reveal(what.i); return; }
  if (what && what.kind === "e" && !V.edges.has(what.i)) show([pairs[what.i].a, pairs[what.i].b]);
  change({ sel: what });
}
function shownPatch(list) {
  const hidden = list.filter((i) => !V.shown.has(i));
  return { add: Array.from(new Set(S.add.concat(list.filter((i) => !V.nodes.has(i))))), del: S.del.filter((i) => !hidden.includes(i)) };
}
function show(list) { change(shownPatch(list)); }
function reveal(i) {
  if (!V.nodes.has(i)) show([i]);
  change({ sel: { kind: "n", i } });
  if (V.nodes.has(i)) centre(i);
}
function hiddenNeighbours(i, predicate) {
  const found = [];
  for (const k of neighbours[i]) {
    const other = pairs[k].a === i ? pairs[k].b : pairs[k].a;
    if (!V.shown.has(other) && nodePasses(other) && pairs[k].statements.some((each) => passes(each) && (!predicate || each.p === predicate))) found.push(other);
  }
  return found;
}
function expand(i, predicate) {
  const away = folded(i), [found, folds] = unfoldedOf(i, hiddenNeighbours(i, predicate).filter((other) => !away.has(other)), predicate);
  if (!found.length && !folds.length) return;
  change({ ...shownPatch(found), folds: S.folds.concat(folds) });
  fit([i, ...found, ...Array.from(near() || [])]);
}
function collapse(i) {
  // Take away the neighbours that only this entity holds in the picture.
  const only = [];
  for (const k of neighbours[i]) {
    const other = pairs[k].a === i ? pairs[k].b : pairs[k].a;
    if (V.nodes.has(other) && neighbours[other].filter((each) => V.edges.has(each)).length === 1) only.push(other);
  }
  hide(only, S.folds.filter((each) => !each.startsWith(i + "|")));
}
function hide(list, folds) {
  const sel = S.sel && S.sel.kind === "n" && list.includes(S.sel.i) ? null : S.sel;
  change({ add: S.add.filter((i) => !list.includes(i)), del: Array.from(new Set(S.del.concat(list))), sel, folds: folds || S.folds });
}
