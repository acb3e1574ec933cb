// A map of equal tiles: Sichuan's prefectures and Chongqing's districts and counties, each where it lies, with the
// number of ties that end there and lines between places. Places beyond stand in a row below.
const CELL = 74, GAP = 6;
// Where the province and the municipality as such stand: side by side in the gap between them, so that what they do
// together crosses no tile.
const PROVINCES = new Map([["510000", [6.3, 0]], ["500000", [8.1, 0]]]);
function mapData() {
  const spots = new Map(), links = new Map(), inner = new Map();
  const tiles = new Map(D.chart.tiles.map(([code, full, short, column, row_]) => [code, { key: code, full, short, column, row: row_ }]));
  for (const [code, full] of D.chart.provinces) { const [column, row_] = PROVINCES.get(code); tiles.set(code, { key: code, full, short: full, column, row: row_, whole: true }); }
  const at = (i) => { const place = placeOf(i); if (place === null) return null; const code = D.home[place]; return code && tiles.has(code) ? code : D.nodes[place].id; };
  for (const tie of TIES) {
    const a = at(tie.a), b = at(tie.b);
    if (a === null || b === null || (!tiles.has(a) && !tiles.has(b))) continue;
    if (a === b) { if (placeOf(tie.a) !== placeOf(tie.b)) inner.set(a, (inner.get(a) || []).concat(tie)); continue; }
    const key = a < b ? a + "," + b : b + "," + a;
    links.set(key, (links.get(key) || []).concat(tie));
  }
  const ties = new Map();
  for (const [key, list] of links) for (const end of key.split(",")) ties.set(end, (ties.get(end) || []).concat(list));
  for (const [key, list] of inner) ties.set(key, (ties.get(key) || []).concat(list));
  const beyond = Array.from(ties.keys()).filter((key) => !tiles.has(key)).sort((a, b) => ties.get(b).length - ties.get(a).length || (a < b ? -1 : 1));
  for (const tile of tiles.values()) spots.set(tile.key, { ...tile, x: tile.column * (CELL + GAP), y: tile.row * (CELL + GAP) });
  beyond.slice(0, 24).forEach((key, k) => {
    const label_ = D.nodes[nodeAt.get(key)].label;
    spots.set(key, { key, full: label_, short: label_.length > 6 ? label_.slice(0, 5) + "…" : label_, beyond: true, x: (k % 12) * (CELL + GAP) + GAP, y: (7.45 + Math.floor(k / 12) * 0.72) * (CELL + GAP) });
  });
  return { spots, links, ties, beyond, at };
}
function mapSvg(data, live) {
  const { spots, links, ties, beyond } = data;
  const rows = 7.45 + (beyond.length ? 0.8 + Math.floor((Math.min(beyond.length, 24) - 1) / 12) * 0.72 : -0.3), wide = 12.5 * (CELL + GAP) + GAP, high = rows * (CELL + GAP) + 70;
  const most = Math.max(1, ...Array.from(spots.values(), (spot) => (spot.whole || spot.beyond ? 0 : (ties.get(spot.key) || []).length)));
  const widest = Math.max(1, ...Array.from(links.values(), (list) => list.length));
  const root = svg("svg", { xmlns: "http://www.w3.org/2000/svg", viewBox: [-GAP, -24, wide + GAP, high].join(" "), class: "chart", "font-family": css("sans"), role: live ? "group" : "img" });
  root.append(svg("title", {}, t("map.title")));
  if (!live) root.append(svg("rect", { x: -GAP, y: -24, width: wide + GAP, height: high, fill: css("paper") }));
  const sought = soughtNode(), on = (Q.sel || "").match(/^k:(.*)$/) ? Q.sel.slice(2) : sought < 0 ? null : data.at(sought), pairOn = (Q.sel || "").startsWith("t:") ? Q.sel.slice(2) : null;
  const lines = svg("g", { fill: "none", "stroke-linecap": "round" }), tiles = svg("g", {}), words = svg("g", { "pointer-events": "none", "text-anchor": "middle" });
  const far = (spot) => (on && spot.key !== on && !links.has([spot.key, on].sort().join(","))) || (pairOn && !pairOn.split(",").includes(spot.key));
  for (const spot of spots.values()) drawTile(spot, (ties.get(spot.key) || []).length, most, far(spot), on === spot.key, tiles, words, live);
  for (const [key, list] of Array.from(links).sort((a, b) => a[1].length - b[1].length)) {
    const [a, b] = key.split(",").map((end) => spots.get(end));
    if (!a || !b) continue;
    drawLink(lines, key, a, b, list.length, widest, on ? key.split(",").includes(on) : pairOn ? pairOn === key : null, live);
  }
  if (beyond.length) words.append(svg("text", { x: GAP, y: 7.34 * (CELL + GAP), "text-anchor": "start", "font-size": 13, fill: css("quiet") }, t("map.beyond") + (beyond.length > 24 ? "（" + t("map.more", { n: beyond.length - 24 }) + "）" : "")));
  root.append(tiles, lines, words, mapLegend(most, high - 44));
  return root;
}
const middle = (spot) => [spot.x + CELL / 2, spot.y + (spot.beyond ? CELL * 0.3 : CELL / 2)];
function drawTile(spot, n, most, faint, chosen, tiles, words, live) {
  const high = spot.beyond ? CELL * 0.6 : CELL, step = n && !spot.whole && !spot.beyond ? level(n, most) : 0;
  const fill = step ? css("l" + step) : spot.whole ? css("card") : css("tile"), ink = step >= 4 ? css("l-ink") : css("ink");
  const box = svg("rect", { x: spot.x, y: spot.y, width: CELL, height: high, rx: spot.whole ? 20 : 6, fill, stroke: chosen ? css("accent") : spot.whole || spot.beyond ? css("edge") : css("tile-line"), "stroke-width": chosen ? 3 : spot.whole ? 1.6 : 1, opacity: faint ? 0.35 : 1 });
  if (spot.beyond) box.setAttribute("stroke-dasharray", "3 3");
  if (live && n) {
    for (const [key, value] of Object.entries({ tabindex: 0, role: "button", id: "k-" + spot.key.replace(/\W/g, "-"), "aria-label": spot.full + "：" + t("ties.count", { n }), class: "hit" })) box.setAttribute(key, value);
    const open = () => choose("k:" + spot.key);
    box.addEventListener("click", open);
    box.addEventListener("keydown", (event) => { if (event.key === "Enter" || event.key === " ") { event.preventDefault(); open(); } });
  }
  box.append(svg("title", {}, spot.full + (n ? "：" + t("ties.count", { n }) : "")));
  tiles.append(box);
  const halo = faint ? {} : { "paint-order": "stroke", stroke: fill, "stroke-width": 4, "stroke-linejoin": "round" }; // lines pass below the words
  const x = spot.x + CELL / 2, size = spot.short.length > 4 ? 12 : 14.5;
  words.append(svg("text", { x, y: spot.y + (n ? high * 0.42 : high * 0.56), "font-size": spot.beyond ? 12 : size, "font-weight": spot.whole ? 600 : 400, fill: n ? ink : css("quiet"), opacity: faint ? 0.5 : 1, ...halo }, spot.short));
  if (n) words.append(svg("text", { x, y: spot.y + high * (spot.beyond ? 0.82 : 0.74), "font-size": spot.beyond ? 12 : 16, "font-weight": 600, fill: ink, opacity: faint ? 0.5 : 1, ...halo }, String(n)));
}
function drawLink(lines, key, a, b, n, widest, hot, live) {
  const [ax, ay] = middle(a), [bx, by] = middle(b), length = Math.hypot(bx - ax, by - ay) || 1, bend = Math.min(60, length * 0.16);
  const mx = (ax + bx) / 2 + (ay - by) / length * bend, my = (ay + by) / 2 - (bx - ax) / length * bend;
  const d = "M" + [ax, ay].map((v) => v.toFixed(1)) + " Q" + [mx, my, bx, by].map((v) => v.toFixed(1)).join(" ");
  const far = hot === false;
  const part = (n - 1) / Math.max(widest - 1, 1);
  lines.append(svg("path", { d, stroke: css("link"), "stroke-width": (1 + 5 * part).toFixed(1), opacity: far ? 0.05 : hot ? 0.9 : (0.26 + 0.4 * part).toFixed(2) }));
  if (!live || far) return;
  const wide = svg("path", { d, stroke: "transparent", "stroke-width": 14, class: "hit", id: "t-" + key.replace(/\W/g, "-") }, svg("title", {}, a.full + " ↔ " + b.full + "：" + n));
  wide.addEventListener("click", () => choose("t:" + key));
  lines.append(wide);
}
function mapLegend(most, y) {
  const group = svg("g", { "font-size": 12.5, fill: css("quiet") }), steps = [];
  for (let n = 1; n <= most; n += 1) { const step = level(n, most); if (steps[step]) steps[step][1] = n; else steps[step] = [n, n]; }
  let x = GAP;
  group.append(svg("text", { x, y: y + 13 }, t("map.legend")));
  x += lang === "zh" ? 96 : 150;
  steps.forEach((range, step) => {
    if (!range) return;
    group.append(svg("rect", { x, y, width: 18, height: 18, rx: 3, fill: css("l" + step) }), svg("text", { x: x + 24, y: y + 13 }, range[0] === range[1] ? String(range[0]) : range.join("–")));
    x += 78;
  });
  group.append(svg("rect", { x, y, width: 18, height: 18, rx: 3, fill: css("tile"), stroke: css("tile-line") }), svg("text", { x: x + 24, y: y + 13 }, t("map.zero")));
  x += lang === "zh" ? 92 : 110;
  group.append(svg("line", { x1: x, x2: x + 22, y1: y + 9, y2: y + 9, stroke: css("link"), "stroke-width": 3, opacity: 0.6 }), svg("text", { x: x + 28, y: y + 13 }, t("map.lines")));
  return group;
}
VIEWS.map = {
  data: null,
  status() { const { links, ties, spots } = this.data; return t("map.status", { n: Array.from(ties.keys()).filter((key) => spots.has(key) && !spots.get(key).beyond).length, links: links.size }); },
  prepare() { this.data = mapData(); },
  draw(box, bar) {
    bar.replaceChildren(el("p", { class: "quiet" }, t("ties.note") + t("map.note")));
    box.replaceChildren(mapSvg(this.data, true));
  },
  panel(type, rest) {
    const { spots, links, ties } = this.data;
    if (type === "t") {
      const list = links.get(rest), ends = rest.split(",").map((end) => spots.get(end));
      return list && ends.every(Boolean) ? [...panelHead([name(ends[0].full), " ↔ ", name(ends[1].full)], t("ties.count", { n: list.length })), ...tieList(list)] : null;
    }
    const spot = spots.get(rest), list = ties.get(rest);
    if (!spot || !list) return null;
    const others = Array.from(links).filter(([key]) => key.split(",").includes(rest)).sort((a, b) => b[1].length - a[1].length);
    const within = list.filter((tie) => !others.some(([, each]) => each.includes(tie)));
    return [...panelHead([name(spot.full)], t("ties.count", { n: list.length })),
      ...others.flatMap(([key, each]) => { const other = spots.get(key.split(",").find((end) => end !== rest)); return [el("h3", {}, name(other ? other.full : D.nodes[nodeAt.get(key.split(",").find((end) => end !== rest))].label), el("span", { class: "n" }, " " + each.length)), ...each.map((tie) => tieDetails(tie, list.length < 3))]; }),
      ...(within.length ? [el("h3", {}, t("map.within")), ...within.map((tie) => tieDetails(tie, false))] : []), roleKey()];
  },
  svg() { return mapSvg(this.data, false); },
  rows() {
    const { spots, links } = this.data, full = (key) => (spots.get(key) ? spots.get(key).full : D.nodes[nodeAt.get(key)].label);
    return [[t("col.place"), t("col.place"), t("col.ties")], ...Array.from(links, ([key, list]) => [...key.split(",").map(full), list.length]).sort((a, b) => b[2] - a[2])];
  },
  used() { return Array.from(this.data.links.values()).flat().flatMap((tie) => tie.statements); },
};
