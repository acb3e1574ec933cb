// Pictures beside the explorer. Each of VIEWS draws itself into a box from its settings Q, which live in the address;
// what is selected (Q.sel) fills the panel with sentences.
const VIEWS = {};
let kind = D.kind, Q = {};
const view = () => VIEWS[kind];

function setQ(patch) {
  const next = { ...Q, ...patch };
  for (const key of Object.keys(next)) if (next[key] === null || next[key] === undefined || next[key] === "") delete next[key];
  Q = next;
  drawScene();
}
function drawScene() {
  const at = document.activeElement && document.activeElement.id;
  if (view().prepare) view().prepare();
  scenePanel(); // first, for it takes its room from the picture
  view().draw($("scene"), $("bar"));
  $("status").textContent = view().status();
  // Drawing anew must not take the focus from someone who works with the keyboard.
  if (at && document.activeElement === document.body && $(at)) $(at).focus({ preventScroll: true });
  rememberScene();
}
let sceneFor = "";
function scenePanel() {
  const panel = $("panel"), content = (Q.sel ? sceneContent(Q.sel) : null) || (view().list ? view().list() : null);
  panel.hidden = !content;
  panel.setAttribute("aria-label", t("details"));
  if (content) panel.replaceChildren(...content.filter(Boolean));
  if (Q.sel !== sceneFor) panel.scrollTop = 0;
  sceneFor = Q.sel;
}
function sceneContent(sel) {
  const rest = sel.slice(2);
  if (sel.startsWith("n:")) return nodeAt.has(rest) ? nodePanel(nodeAt.get(rest)) : null;
  if (sel.startsWith("p:")) return paperPanel(rest);
  return view().panel(sel[0], rest);
}
// All that one document states.
function paperPanel(id) {
  const d = D.documents.findIndex((each) => each.id === id);
  if (d < 0) return null;
  const stated = D.statements.filter((each) => passes(each) && each.ev.some((evidence) => evidence.d === d));
  return [...panelHead([name(D.documents[d].title)], t("document")), el("p", { class: "meta" }, ...documentLine(D.documents[d])), el("h3", {}, t("document.list", { n: stated.length })), ...factBlocks(stated), roleKey()];
}
// The entity that is chosen, -1 for none.
const soughtNode = () => (Q.sel && Q.sel.startsWith("n:") && nodeAt.has(Q.sel.slice(2)) ? nodeAt.get(Q.sel.slice(2)) : -1);
const choose = (sel) => setQ({ sel: sel === Q.sel ? null : sel });
function panelHead(title, sub) { return [el("div", { class: "top" }, el("h2", {}, ...title), closer()), sub ? el("p", { class: "kind" }, sub) : null]; }

function toParams(values) {
  return Object.keys(values).sort().map((key) => key + "=" + encodeURIComponent(values[key]).replace(/%2F/g, "/").replace(/%2C/g, ",").replace(/%3A/g, ":")).join("&");
}
function fromParams(text) {
  const found = {};
  for (const part of text.replace(/^#/, "").split("&")) {
    const cut = part.indexOf("=");
    if (cut < 1) continue;
    try { found[part.slice(0, cut)] = decodeURIComponent(part.slice(cut + 1)); } catch (error) { /* a damaged link */ }
  }
  return found;
}

// A row of buttons of which one is on.
function choice(key, options, fallback) {
  return el("span", { class: "choice", role: "group", "aria-label": t(key) }, el("span", { class: "quiet" }, t(key)),
    ...options.map((value) => el("button", { type: "button", id: "q-" + key + "-" + value, "aria-pressed": String((Q[key] || fallback) === value), onclick: () => setQ({ [key]: value === fallback ? null : value }) }, t(key + "." + value))));
}

// Ties: two parties, and the statements that tie them.
const TIES = (D.ties || []).map(([a, b, via, list]) => ({ a, b, via, statements: list.map((i) => D.statements[i]) }));
const placeOf = (i) => D.place[i];
function pairKey(a, b) { return a < b ? a + "," + b : b + "," + a; }
function tieDetails(tie, open) {
  const why = tie.via === null ? label(predicateOf.get(tie.statements[0].p)) : label(predicateOf.get(tie.statements[0].p)) + " · " + D.nodes[tie.via].label;
  const box = el("details", { class: "fact", open },
    el("summary", {}, name(D.nodes[tie.a].label), el("span", { class: "pred" }, " ↔ "), name(D.nodes[tie.b].label), el("span", { class: "why" }, why)));
  const fill = () => { if (box.open && box.childElementCount === 1) box.append(el("div", {}, ...factBlocks(tie.statements))); };
  box.addEventListener("toggle", fill); fill();
  return box;
}
const tieList = (ties) => [...ties.map((tie) => tieDetails(tie, ties.length < 3)), roleKey()];
// One of five steps of colour, by the logarithm: 1 is the first, the most the last.
const level = (n, most) => (most < 2 ? 1 : 1 + Math.round(4 * Math.log(n) / Math.log(most)));
