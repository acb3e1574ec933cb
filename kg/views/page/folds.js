// Many neighbours of one kind stand as one disk with their number, until the reader asks for them: a line to each of
// forty signatories says less than "签署方 40".
const MOST_UNFOLDED = 25;
const foldKey = (i, predicate, type) => [i, predicate, type].join("|");
const folded = (i) => new Set(V.folds.filter((each) => each.i === i).flatMap((each) => each.list));
function kindOf(i, other, predicate) {
  const pair = pairs[neighbours[i].find((k) => pairs[k].a === other || pairs[k].b === other)];
  const there = new Set(pair.statements.filter(passes).map((each) => each.p));
  return foldKey(i, predicate || D.predicates.find((each) => there.has(each.id)).id, D.nodes[other].type);
}
// What an expansion shows, and what it folds.
function unfoldedOf(i, found, predicate) {
  const kinds = new Map();
  for (const other of found) { const key = kindOf(i, other, predicate); kinds.set(key, (kinds.get(key) || []).concat(other)); }
  const many = Array.from(kinds).filter(([, list]) => list.length > MOST_UNFOLDED && !LARGE);
  const away = new Set(many.flatMap(([, list]) => list));
  return [found.filter((other) => !away.has(other)), many.map(([key]) => key)];
}
function seeFolds() {
  V.folds = [];
  for (const key of S.folds) {
    const [i, predicate, type] = key.split("|"), at = Number(i);
    if (!V.nodes.has(at)) continue;
    const list = hiddenNeighbours(at, predicate).filter((other) => D.nodes[other].type === type);
    if (!list.length) continue;
    V.folds.push({ key, i: at, predicate, type, list });
    const left = (V.more.get(at) || 0) - list.length;
    if (left > 0) V.more.set(at, left); else V.more.delete(at);
  }
}
function unfold(fold) {
  change({ ...shownPatch(fold.list), folds: S.folds.filter((each) => each !== fold.key) });
  fit([fold.i, ...fold.list]);
}
const foldText = (fold) => label(predicateOf.get(fold.predicate)) + " · " + label(typeOf.get(fold.type));
// The members as a list, in the panel of the entity that they belong to.
function foldLists(i) {
  return V.folds.filter((each) => each.i === i).map((fold) => el("details", { class: "fold", open: true },
    el("summary", {}, foldText(fold) + " ", el("span", { class: "n" }, fold.list.length)),
    el("button", { type: "button", class: "more", onclick: () => unfold(fold) }, t("expand") + " " + t("expand.all", { n: fold.list.length })),
    el("ul", { class: "chips" }, ...[...fold.list].sort((a, b) => degree[b] - degree[a] || a - b).map((other) => el("li", {}, go(other))))));
}

let disks = [];
function placeFolds(grid, spots, widthOf) {
  const found = [];
  for (const fold of V.folds) {
    if (!spots.has(fold.i)) continue;
    const [x, y, r] = spots.get(fold.i), size = 11 + Math.min(Math.sqrt(fold.list.length), 12), text = foldText(fold), wide = Math.max(widthOf(text, 12, false), 2 * size) / 2 + 3;
    const places = [60, 95, 140].flatMap((far) => [0, 1, 2, 3, 4, 5, 6, 7].map((k) => [x + Math.cos(k * Math.PI / 4 - 0.5) * (r + far), y + Math.sin(k * Math.PI / 4 - 0.5) * (r + far)]));
    const box = ([cx, cy]) => [cx - wide, cy - size, cx + wide, cy + size + 18];
    const at = places.find((each) => grid.free(box(each), -5)) || places[0];
    const away = Math.hypot(at[0] - x, at[1] - y) || 1, from = [x + (at[0] - x) * r / away, y + (at[1] - y) * r / away];
    grid.add(box(at), -5);
    found.push({ ...fold, text, size, from, at, box: box(at) });
  }
  return found;
}
function drawFolds(context, found) {
  for (const { from, at, size, text, type, list } of found) {
    context.beginPath(); context.moveTo(...from); context.lineTo(...at);
    context.lineWidth = 2; context.strokeStyle = css("edge"); context.setLineDash([1, 4]); context.lineCap = "round"; context.stroke(); context.setLineDash([]);
    context.beginPath(); context.arc(at[0], at[1], size, 0, 2 * Math.PI);
    context.fillStyle = css("card"); context.fill(); context.lineWidth = 3; context.strokeStyle = colour(typeOf.get(type)); context.stroke();
    context.fillStyle = css("ink"); context.font = "600 12px " + FONT; context.fillText(String(list.length), at[0], at[1] + 0.5);
    context.font = "12px " + FONT; context.lineWidth = 3.5; context.strokeStyle = css("paper");
    context.strokeText(text, at[0], at[1] + size + 10); context.fillText(text, at[0], at[1] + size + 10);
  }
  disks = found;
}
function foldParts(found) {
  return found.flatMap(({ from, at, size, text, type, list }) => [
    svg("line", { x1: from[0].toFixed(1), y1: from[1].toFixed(1), x2: at[0].toFixed(1), y2: at[1].toFixed(1), stroke: css("edge"), "stroke-width": 2, "stroke-dasharray": "1 4", "stroke-linecap": "round" }),
    svg("circle", { cx: at[0].toFixed(1), cy: at[1].toFixed(1), r: size.toFixed(1), fill: css("card"), stroke: colour(typeOf.get(type)), "stroke-width": 3 }),
    svg("text", { x: at[0].toFixed(1), y: at[1].toFixed(1), "font-size": 12, "font-weight": 600, fill: css("ink"), "text-anchor": "middle", "dominant-baseline": "central" }, list.length),
    svg("text", { x: at[0].toFixed(1), y: (at[1] + size + 10).toFixed(1), "font-size": 12, fill: css("ink"), "text-anchor": "middle", "dominant-baseline": "central" }, text)]);
}
function foldAt(point) { return disks.find((each) => inside(each.box, point)) || null; }
