// Labels keep their size on the screen at every zoom and never cover one another: the important ones come first,
// each takes the first free side of its node, and one that finds no room waits until the reader comes nearer.
const FONT = css("sans") || "sans-serif";
let placed = [], badges = [];
const widths = new Map(), ALWAYS = 24;

function measure(context, text, size, bold) {
  const key = size + (bold ? "b" : "") + text;
  if (!widths.has(key)) {
    context.save();
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.font = (bold ? "600 " : "") + size + "px " + FONT;
    widths.set(key, context.measureText(text).width);
    context.restore();
  }
  return widths.get(key);
}

class Grid {
  constructor() { this.cells = new Map(); this.size = 80; }
  *keys(box) {
    for (let x = Math.floor(box[0] / this.size); x <= Math.floor(box[2] / this.size); x += 1)
      for (let y = Math.floor(box[1] / this.size); y <= Math.floor(box[3] / this.size); y += 1) yield x + "," + y;
  }
  add(box, owner) { for (const key of this.keys(box)) { const cell = this.cells.get(key); if (cell) cell.push([box, owner]); else this.cells.set(key, [[box, owner]]); } }
  // How much of a box is taken by nodes; all of it where a label stands already.
  taken(box, owner) {
    const seen = new Set();
    let sum = 0;
    for (const key of this.keys(box)) for (const entry of this.cells.get(key) || []) {
      const [other, whose] = entry;
      if (whose === owner || seen.has(entry)) continue;
      seen.add(entry);
      const wide = Math.min(box[2], other[2]) - Math.max(box[0], other[0]), high = Math.min(box[3], other[3]) - Math.max(box[1], other[1]);
      if (wide > 0 && high > 0) { if (whose < 0) return 1; sum += wide * high; }
    }
    return sum / ((box[2] - box[0]) * (box[3] - box[1]));
  }
  free(box, owner) {
    for (const key of this.keys(box)) for (const [other, whose] of this.cells.get(key) || [])
      if (whose !== owner && box[0] < other[2] && box[2] > other[0] && box[1] < other[3] && box[3] > other[1]) return false;
    return true;
  }
}

// Where labels go, in screen pixels: `toScreen` maps a place of the picture, `size` is a text-measuring function.
function placeLabels(scale, toScreen, widthOf, bounds, limit) {
  const grid = new Grid(), result = [];
  const order = byImportance.filter((i) => V.nodes.has(i));
  const first = S.sel && S.sel.kind === "n" ? [S.sel.i] : S.sel ? [pairs[S.sel.i].a, pairs[S.sel.i].b] : [];
  if (hovered && hovered.kind === "n") first.unshift(hovered.i);
  const ranked = first.concat(order.filter((i) => bright && bright.has(i)), limit && bright ? [] : order.filter((i) => !bright || !bright.has(i)));
  const spots = new Map();
  for (const i of order) {
    const node = drawn.get(i), [x, y] = toScreen(node.x, node.y), r = limit ? network.radius(i) : Math.max(node.size * scale, 2);
    if (bounds && (x < -200 || y < -100 || x > bounds[0] + 200 || y > bounds[1] + 100)) continue;
    spots.set(i, [x, y, r]);
    if (!limit || (bright ? bright.has(i) : spots.size < limit)) grid.add([x - r, y - r, x + r, y + r], i);
  }
  for (const head of heads) {
    const [left, top] = toScreen(head.x, head.y), list = headLines(head, scale), wide = Math.max(...list.map((line) => widthOf(line, 14, true))) / 2 + 3;
    grid.add([left - wide, top - 10 - (list.length - 1) * 17, left + wide, top + 10], -4);
  }
  const marks = limit ? [] : placeBadges(grid, spots), folds = limit ? [] : placeFolds(grid, spots, widthOf);
  const done = new Set();
  for (const i of ranked) {
    if (done.has(i) || !spots.has(i)) continue;
    if (limit && done.size >= limit) break;
    done.add(i);
    const node = drawn.get(i), [x, y, r] = spots.get(i);
    const big = node.size > 17, size = Math.round((big ? 14.5 : 12.5) * Math.min(Math.max(Math.pow(scale, 0.25), 0.95), 1.25) * 2) / 2;
    const lines = node.label.split("\n"), high = size * 1.22;
    const wide = Math.max(...lines.map((line) => widthOf(line, size, big))), tall = high * lines.length;
    const must = first.includes(i);
    const sides = [[x - wide / 2, y + r + 2], [x + r + 4, y - tall / 2], [x - r - 4 - wide, y - tall / 2], [x - wide / 2, y - r - 3 - tall],
      [x + r * 0.6, y + r * 0.75], [x - r * 0.6 - wide, y + r * 0.75], [x + r * 0.7, y - r * 0.7 - tall], [x - r * 0.7 - wide, y - r * 0.7 - tall],
      [x - wide * 0.8, y + r + 2], [x - wide * 0.2, y + r + 2], [x - wide * 0.8, y - r - 3 - tall], [x - wide * 0.2, y - r - 3 - tall],
      [x - wide / 2, y + r + 12], [x - wide / 2, y - r - 14 - tall], [x + r + 14, y - tall], [x + r + 14, y], [x - r - 14 - wide, y - tall], [x - r - 14 - wide, y]];
    const free = sides.filter(([left, top]) => grid.free([left - 1, top - 1, left + wide + 1, top + tall + 1], i));
    const whole = ([left, top]) => !bounds || (left > 2 && top > 2 && left + wide < bounds[0] - 2 && top + tall < bounds[1] - 2);
    let side = free.find(whole);
    if (!side && (must || done.size <= ALWAYS)) {
      // The names that matter most may cover a little of smaller nodes, but no other name.
      const [least] = sides.filter(whole).map((each) => [grid.taken([each[0], each[1], each[0] + wide, each[1] + tall], i), each]).sort((a, b) => a[0] - b[0]);
      side = least && (least[0] < 0.12 || (must && least[0] < 1)) ? least[1] : must ? free[0] || sides[0] : null;
    }
    if (!side) continue;
    const box = [side[0], side[1], side[0] + wide, side[1] + tall];
    grid.add(box, -1);
    result.push({ node: i, lines, size, bold: big, box, high, must, faint: dimmed(i) });
  }
  return { result, grid, marks, folds };
}
function placeEdgeLabels(scale, grid, toScreen, widthOf, bounds) {
  const result = [];
  const all = Array.from(V.edges.keys());
  const hot = all.filter((k) => touches(k) || (hovered && hovered.kind === "e" && hovered.i === k));
  const rest = V.edges.size > (scale > 0.95 ? 500 : 70) || bright ? [] : all.filter((k) => !hot.includes(k));
  for (const k of hot.concat(rest)) {
    const [ax, ay] = toScreen(drawn.get(pairs[k].a).x, drawn.get(pairs[k].a).y), [bx, by] = toScreen(drawn.get(pairs[k].b).x, drawn.get(pairs[k].b).y);
    const text = edgeText(k), wide = widthOf(text, 11, false);
    const must = hovered && hovered.kind === "e" && hovered.i === k;
    if (!must && Math.hypot(bx - ax, by - ay) < wide + 40) continue;
    const at = (part) => {
      const x = ax + (bx - ax) * part, y = ay + (by - ay) * part;
      return { x, y, box: [x - wide / 2 - 2, y - 8, x + wide / 2 + 2, y + 7] };
    };
    const spot = [0.5, 0.38, 0.62].map(at).find(({ box }) => grid.free(box, -2)) || (must ? at(0.5) : null);
    if (!spot || (bounds && (spot.x < 0 || spot.y < 0 || spot.x > bounds[0] || spot.y > bounds[1]))) continue;
    grid.add(spot.box, -1);
    result.push({ edge: k, text, ...spot, hot: hot.includes(k) });
  }
  return result;
}

function drawLabels(context, limit) {
  const canvas = $("canvas").getBoundingClientRect();
  const zero = network.canvasToDOM({ x: 0, y: 0 }), unit = network.getScale(), toScreen = (x, y) => [zero.x + x * unit, zero.y + y * unit];
  const widthOf = (text, size, bold) => measure(context, text, size, bold);
  const { result, grid, marks, folds } = placeLabels(unit, toScreen, widthOf, [canvas.width, canvas.height], limit);
  const edges = LARGE ? [] : placeEdgeLabels(unit, grid, toScreen, widthOf, [canvas.width, canvas.height]);
  placed = result;
  const ratio = context.canvas.width / canvas.width;
  context.save();
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.lineJoin = "round"; context.textBaseline = "middle"; context.textAlign = "center";
  drawHeads(context);
  for (const each of edges) {
    context.font = "11px " + FONT;
    context.lineWidth = 4; context.strokeStyle = css("paper"); context.strokeText(each.text, each.x, each.y);
    context.fillStyle = each.hot ? css("accent") : css("quiet"); context.fillText(each.text, each.x, each.y);
  }
  const ink = css("ink"), paper = css("paper");
  for (const each of result) {
    context.font = (each.bold ? "600 " : "") + each.size + "px " + FONT;
    context.globalAlpha = each.faint ? 0.45 : 1;
    context.lineWidth = 3.5; context.strokeStyle = paper; context.fillStyle = ink;
    each.lines.forEach((line, k) => {
      const x = (each.box[0] + each.box[2]) / 2, y = each.box[1] + each.high * (k + 0.5);
      context.strokeText(line, x, y); context.fillText(line, x, y);
    });
  }
  context.globalAlpha = 1;
  drawBadges(context, marks);
  drawFolds(context, folds);
  context.restore();
}
// "+n": so many neighbours are not in the picture; a click brings them. In a dense picture only the selection has them.
function placeBadges(grid, spots) {
  const found = [];
  for (const [i, n] of V.more) {
    if (!spots.has(i)) continue;
    const [x, y, r] = spots.get(i), own = S.sel && S.sel.kind === "n" && S.sel.i === i;
    if (!own && (r < 5.5 || dimmed(i) || (n < 2 && V.nodes.size > 60))) continue;
    const text = "+" + n, wide = 10 + 6 * text.length, left = x + r * 0.72 - 2, bottom = y - r * 0.72 + 3;
    const box = [left, bottom - 14, left + wide, bottom];
    if (!own && !grid.free(box, i)) continue;
    grid.add(box, -3);
    found.push({ node: i, text, box });
  }
  return found;
}
function drawBadges(context, marks) {
  for (const { text, box } of marks) {
    context.beginPath(); context.roundRect(box[0], box[1], box[2] - box[0], 14, 7);
    context.fillStyle = css("card"); context.fill(); context.lineWidth = 1; context.strokeStyle = css("edge"); context.stroke();
    context.font = "10px " + FONT; context.fillStyle = css("quiet"); context.fillText(text, (box[0] + box[2]) / 2, (box[1] + box[3]) / 2 + 0.5);
  }
  badges = marks;
}
const inside = (box, { x, y }) => x >= box[0] && x <= box[2] && y >= box[1] && y <= box[3];
function badgeAt(point) { const found = badges.find((each) => inside(each.box, point)); return found ? found.node : null; }
function labelAt(point) { const found = placed.find((each) => inside(each.box, point)); return found ? found.node : null; }
