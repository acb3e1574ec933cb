// What the reader brings in stands beside what it is linked to, where nothing stands yet. The places that come with the
// page leave room for all entities at once, and few of them are ever shown.
const settled = new Set(D.first);
function boxOf(i, x, y) {
  const { size, label: text } = drawn.get(i), lines = text.split("\n");
  const columns = Math.max(...lines.map((line) => Array.from(line).reduce((sum, each) => sum + (each > "\u2e7f" ? 2 : 1), 0)));
  const wide = Math.max(size, 3.4 * columns) + 5;
  return [x - wide, y - size - 4, x + wide, y + size + 16 * lines.length + 4];
}
function inSight([x, y], end, i, other) {
  // No other entity lies on the line between a place and an end of it.
  const long = Math.hypot(end.x - x, end.y - y) || 1;
  return !Array.from(settled).some((j) => {
    if (j === i || j === other) return false;
    const at = drawn.get(j), along = ((at.x - x) * (end.x - x) + (at.y - y) * (end.y - y)) / long;
    return along > 0 && along < long && Math.abs((at.x - x) * (end.y - y) - (at.y - y) * (end.x - x)) / long < at.size + 4;
  });
}
function settle() {
  for (const i of settled) if (!V.nodes.has(i)) settled.delete(i);
  const coming = [...D.first, ...S.add].filter((i) => V.nodes.has(i) && !settled.has(i));
  if (!coming.length) return;
  const taken = Array.from(settled, (i) => boxOf(i, drawn.get(i).x, drawn.get(i).y));
  const free = (box) => !taken.some((other) => box[0] < other[2] && box[2] > other[0] && box[1] < other[3] && box[3] > other[1]);
  for (const i of coming) {
    const own = drawn.get(i), ends = neighbours[i].map((k) => (pairs[k].a === i ? pairs[k].b : pairs[k].a)).filter((other) => settled.has(other));
    const x = ends.length ? ends.reduce((sum, other) => sum + drawn.get(other).x, 0) / ends.length : own.x, y = ends.length ? ends.reduce((sum, other) => sum + drawn.get(other).y, 0) / ends.length : own.y;
    if (!D.first.includes(i) && (!free(boxOf(i, own.x, own.y)) || Math.hypot(own.x - x, own.y - y) > 260)) {
      // Outward in rings, beginning on the side where the page had put it.
      const from = Math.atan2(own.y - y, own.x - x);
      let spot = null, seen = null;
      // The first free one to which no line runs across another entity; after some rings, the first free one.
      for (let far = ends.length > 1 ? 0 : 90; !seen && (far < 500 || !spot) && far < 3000; far += 30) for (let k = 0; !seen && k < 24; k += 1) {
        const angle = from + (k % 2 ? -1 : 1) * Math.ceil(k / 2) * Math.PI / 12, at = [Math.round(x + far * 1.25 * Math.cos(angle)), Math.round(y + far * Math.sin(angle))];
        if (!free(boxOf(i, ...at))) continue;
        spot = spot || at;
        if (ends.every((other) => inSight(at, drawn.get(other), i, other))) seen = at;
      }
      spot = seen || spot;
      if (spot) { Object.assign(own, { x: spot[0], y: spot[1] }); HOMES.set(i, spot); }
    }
    settled.add(i);
    taken.push(boxOf(i, own.x, own.y));
  }
}
