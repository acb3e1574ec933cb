// A page with one such picture: header, theme, language, address, exports.
const passes = (statement) => !statement.context && (kind === "document" || statement.m === "asserted");
const visit = (i) => setQ({ sel: "n:" + D.nodes[i].id }), dismiss = () => setQ({ sel: null });
const onlyButton = () => null, actions = () => null;

function rememberScene() {
  const hash = toParams({ ...Q, ...(lang !== D.lang ? { lang } : {}) });
  try { history.replaceState(null, "", hash ? "#" + hash : location.pathname + location.search); } catch (error) { /* no address */ }
}
function recall() {
  const { lang: wanted, ...rest } = fromParams(location.hash);
  if (wanted === "zh" || wanted === "en") lang = wanted;
  Q = rest;
}
let toastTimer = 0;
function toast(text) {
  $("toast").textContent = text; $("toast").hidden = false;
  clearTimeout(toastTimer); toastTimer = setTimeout(() => { $("toast").hidden = true; }, 2500);
}
function texts() {
  document.documentElement.lang = lang === "zh" ? "zh-Hans" : "en";
  nameIt();
  $("scene").setAttribute("aria-label", t("kind." + kind));
  $("q").placeholder = t("search"); $("q").setAttribute("aria-label", t("search"));
}
function setLanguage(to) { lang = to; texts(); drawScene(); }
function setTheme(to) { document.documentElement.dataset.theme = to; drawScene(); }
function menu(on) { $("exports").hidden = !on; $("b-export").setAttribute("aria-expanded", String(on)); }
// The search box: to an entity, or to what a document says; the view marks where it stands.
function startFind() {
  $("find").append(searchBox());
  const input = $("q");
  suggest(input, $("hits"), $("found"), {
    find: (text) => search(text, null, true), after: () => $("scene").focus(), leave: () => input.blur(),
    pick: (hit) => { setQ({ sel: hit.doc === undefined ? "n:" + D.nodes[hit.node].id : "p:" + D.documents[hit.doc].id }); if (view().bring) view().bring(); },
  });
}
function sceneSvg() { return new XMLSerializer().serializeToString(view().svg()); }
const sceneFiles = {
  "x-svg": () => download(new Blob([sceneSvg()], { type: "image/svg+xml" }), "svg", kind),
  "x-png": () => { const root = view().svg(), [, , wide, high] = root.getAttribute("viewBox").split(" ").map(Number); pngOf(root, wide, high, (blob) => download(blob, "png", kind)); },
  "x-csv": () => download(new Blob([csvOf(view().rows())], { type: "text/csv;charset=utf-8" }), "csv", kind),
  "x-print": () => window.print(),
};
let themeBefore = null;
function preparePrint() {
  themeBefore = document.documentElement.dataset.theme;
  document.documentElement.classList.add("paper");
  setTheme("light");
  const sheets = view().sheets ? view().sheets() : [];
  document.body.classList.toggle("sheets", Boolean(sheets.length));
  $("print").replaceChildren(...sheets, sourceList(view().used(), view().papers ? view().papers() : []));
}
function start() {
  const prefers = window.matchMedia("(prefers-color-scheme: dark)");
  document.documentElement.dataset.theme = prefers.matches ? "dark" : "light";
  prefers.addEventListener("change", (event) => setTheme(event.matches ? "dark" : "light"));
  recall(); startFind(); texts();
  const on = (id, run) => $(id).addEventListener("click", run);
  on("b-link", () => copy(location.href));
  on("b-export", () => menu($("exports").hidden));
  for (const [id, run] of Object.entries(sceneFiles)) {
    $(id).hidden = (id === "x-csv" && !view().rows) || ((id === "x-svg" || id === "x-png") && !view().svg);
    on(id, () => { menu(false); run(); });
  }
  on("b-theme", () => setTheme(dark() ? "light" : "dark"));
  on("b-lang", () => setLanguage(lang === "zh" ? "en" : "zh"));
  document.addEventListener("click", (event) => { if (!event.target.closest(".menu")) menu(false); });
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && !event.target.matches("input, textarea, select") && !event.ctrlKey && !event.metaKey && !event.altKey) { event.preventDefault(); $("q").focus(); return; }
    if (event.key !== "Escape") return;
    if (!$("exports").hidden) menu(false); else if (Q.sel) { setQ({ sel: null }); $("scene").focus(); }
  });
  window.addEventListener("beforeprint", preparePrint);
  window.addEventListener("afterprint", () => { document.documentElement.classList.remove("paper"); if (themeBefore) setTheme(themeBefore); themeBefore = null; });
  let resizing = 0;
  window.addEventListener("resize", () => { clearTimeout(resizing); resizing = setTimeout(drawScene, 100); });
  window.addEventListener("hashchange", () => { recall(); texts(); drawScene(); });
  drawScene();
  if (Q.sel && view().bring) view().bring();
  window.kgView = { state: () => Q, rows: () => view().rows(), csvText: () => csvOf(view().rows()), svgText: () => (view().svg ? sceneSvg() : null), camera: () => (view().camera ? view().camera() : null) };
  performance.mark("first-picture");
  document.documentElement.dataset.ready = "yes";
}
