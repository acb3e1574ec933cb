// Start, keys, buttons, and the one function that brings everything in line with the state.
const AFTER = [], LATER = []; // what a page around the explorer adds to it
function update() {
  see();
  const moved_ = layOut();
  if (!S.layout && !LARGE) settle();
  redraw();
  const resized = [showPanel(), showTable()].some(Boolean);
  showFilters();
  $("empty").hidden = V.nodes.size > 0;
  $("status").textContent = t("status", { n: V.nodes.size, e: V.edges.size, all: D.nodes.length, facts: sameFact.size });
  $("b-undo").disabled = !past.length; $("b-redo").disabled = !future.length;
  if (resized) { resize(); inView(); }
  if (moved_ && S.layout) fit(null, true);
  remember();
  AFTER.forEach((run) => run());
}
// A panel that opens may cover what was selected: bring it back into the frame.
function inView() {
  if (!S.sel || (S.sel.kind === "n" ? !V.nodes.has(S.sel.i) : !V.edges.has(S.sel.i))) return;
  const box = $("canvas").getBoundingClientRect();
  const ends = S.sel.kind === "n" ? [S.sel.i] : [pairs[S.sel.i].a, pairs[S.sel.i].b];
  const points = ends.map((i) => network.canvasToDOM(drawn.get(i)));
  if (points.every(({ x, y }) => x > 40 && y > 40 && x < box.width - 40 && y < box.height - 40)) return;
  const xs = ends.map((i) => drawn.get(i).x), ys = ends.map((i) => drawn.get(i).y);
  moveTo((Math.min(...xs) + Math.max(...xs)) / 2, (Math.min(...ys) + Math.max(...ys)) / 2, network.getScale(), true);
}
// What a link to an entity or an edge shows first: it and what lies around it.
function close() {
  if (!S.sel || (V.nodes.size <= 40 && !LARGE)) return null;
  const ends = (S.sel.kind === "n" ? [S.sel.i] : [pairs[S.sel.i].a, pairs[S.sel.i].b]).filter((i) => V.nodes.has(i));
  const around_ = ends.flatMap((i) => neighbours[i].filter((k) => V.edges.has(k)).flatMap((k) => [pairs[k].a, pairs[k].b]));
  return ends.length ? Array.from(new Set([...ends, ...around_])) : null;
}
function resize() {
  // The canvas follows its frame; what stood in the middle stays there.
  const middle = network.getViewPosition(), scale = network.getScale();
  network.setSize("100%", "100%"); network.redraw();
  network.moveTo({ position: middle, scale, animation: false });
}
let toastTimer = 0;
function toast(text) {
  $("toast").textContent = text; $("toast").hidden = false;
  clearTimeout(toastTimer); toastTimer = setTimeout(() => { $("toast").hidden = true; }, 2500);
}
function texts() {
  document.documentElement.lang = lang === "zh" ? "zh-Hans" : "en";
  nameIt();
  $("keys").textContent = t("help.text");
  $("canvas").setAttribute("aria-label", t("picture"));
  for (const [id, key] of [["z-in", "zoom.in"], ["z-out", "zoom.out"], ["z-fit", "fit"]]) { $(id).title = t(key); $(id).setAttribute("aria-label", t(key)); }
  placeholder();
}
function setLanguage(to) { lang = to; texts(); update(); }
function setTheme(to) {
  document.documentElement.dataset.theme = to;
  if (network) update();
}
function openSide(on) {
  $("side").hidden = !on; $("b-filters").setAttribute("aria-expanded", String(on));
  resize();
}
function zoom(factor) {
  const { x, y } = network.getViewPosition();
  moveTo(x, y, Math.min(Math.max(network.getScale() * factor, 0.03), LARGE ? 60 : 6), true);
}
function reset() { change({ ...START, at: null, table: S.table }); fit(); }

// Arrow keys walk from the selected entity to the neighbour that lies in that direction.
function walk(dx, dy) {
  const at = S.sel && S.sel.kind === "n" ? S.sel.i : byImportance.find((i) => V.nodes.has(i));
  if (at === undefined) return;
  if (!S.sel || S.sel.kind !== "n") { reveal(at); return; }
  const from = drawn.get(at);
  let best = null, least = Infinity;
  for (const k of neighbours[at]) {
    if (!V.edges.has(k)) continue;
    const other = pairs[k].a === at ? pairs[k].b : pairs[k].a, to = drawn.get(other);
    const along = (to.x - from.x) * dx + (to.y - from.y) * dy, across = Math.abs((to.x - from.x) * dy) + Math.abs((to.y - from.y) * dx);
    if (along > 0 && along + 2 * across < least) { best = other; least = along + 2 * across; }
  }
  if (best !== null) reveal(best);
}
const KEYS = {
  "/": () => { openSide(true); $("q").focus(); }, "+": () => zoom(1.3), "=": () => zoom(1.3), "-": () => zoom(1 / 1.3), 0: () => fit(),
  e: () => { if (S.sel && S.sel.kind === "n") expand(S.sel.i); }, h: () => { if (S.sel && S.sel.kind === "n") hide([S.sel.i]); },
  t: () => change({ table: S.table ? null : "nodes" }), u: undo, r: redo, l: () => setLanguage(lang === "zh" ? "en" : "zh"), d: () => setTheme(dark() ? "light" : "dark"),
  "?": () => toggleHelp(), Escape: () => { if (!$("exports").hidden) menu(false); else if (S.sel) select(null); },
  Enter: () => { if (S.sel) $("panel").focus(); },
};
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  const at = event.target, typing = at.matches("input:not([type=checkbox]):not([type=range]), textarea, select");
  if (typing) return;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  if (ARROWS[key]) { if (at === document.body || at.closest("#canvas")) { event.preventDefault(); walk(...ARROWS[key]); } return; }
  if (key === "Enter" && at !== document.body && !at.closest("#canvas")) return;
  if (KEYS[key]) { event.preventDefault(); KEYS[key](); }
}
function toggleHelp() { $("keys").hidden = !$("keys").hidden; $("b-help").setAttribute("aria-expanded", String(!$("keys").hidden)); resize(); }
function menu(on) { $("exports").hidden = !on; $("b-export").setAttribute("aria-expanded", String(on)); }

function startButtons() {
  const on = (id, run) => $(id).addEventListener("click", run);
  on("b-filters", () => openSide($("side").hidden));
  on("b-table", () => KEYS.t());
  on("b-undo", undo); on("b-redo", redo); on("b-reset", reset);
  on("b-link", () => copy(location.href));
  on("b-export", () => menu($("exports").hidden));
  for (const [id, run] of [["x-png", exportPng], ["x-svg", exportSvg], ["x-csv", exportCsv], ["x-print", () => window.print()]]) on(id, () => { menu(false); run(); });
  on("b-help", toggleHelp);
  on("b-theme", () => setTheme(dark() ? "light" : "dark"));
  on("b-lang", () => setLanguage(lang === "zh" ? "en" : "zh"));
  on("z-in", () => zoom(1.3)); on("z-out", () => zoom(1 / 1.3)); on("z-fit", () => fit());
  document.addEventListener("keydown", onKey);
  document.addEventListener("click", (event) => { if (!event.target.closest(".menu")) menu(false); });
  window.addEventListener("beforeprint", preparePrint);
  window.addEventListener("afterprint", afterPrint);
  window.addEventListener("resize", () => resize());
  // The event's own address: a rest of the camera may have been written into the bar since.
  window.addEventListener("hashchange", (event) => { S = fromHash(new URL(event.newURL).hash); texts(); update(); if (S.at) moveTo(S.at[0], S.at[1], S.at[2], false); });
}
function start() {
  const prefers = window.matchMedia("(prefers-color-scheme: dark)");
  document.documentElement.dataset.theme = prefers.matches ? "dark" : "light";
  prefers.addEventListener("change", (event) => setTheme(event.matches ? "dark" : "light"));
  S = fromHash(location.hash);
  if (window.innerWidth <= 820) { $("side").hidden = true; $("b-filters").setAttribute("aria-expanded", "false"); }
  texts();
  startPicture(); startSearch(); startButtons();
  update();
  if (S.at) moveTo(S.at[0], S.at[1], S.at[2], false); else fit(close(), true);
  // For scripts and tests that drive the page.
  window.kgView = { network, pairs, nodeAt, svgText, csvText, disks: () => disks, labels: () => placed.map(({ node, box }) => [idOf(node), ...box]), visible: () => ({ nodes: Array.from(V.nodes, idOf), edges: Array.from(V.edges.keys(), (k) => pairs[k].id) }) };
  network.once("afterDrawing", () => { performance.mark("first-picture"); document.documentElement.dataset.ready = "yes"; });
  network.redraw();
  LATER.forEach((run) => run());
}
