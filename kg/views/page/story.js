// A story: views in an order, each with a text. The reader goes on by a button, a key, or a click on any step, and may
// explore each view as on its own page.
let step = -1;
const steps = D.story, opened = location.hash; // drawing the first picture writes another address

function storyAddress(params) { return ["step=" + (step + 1), params].filter(Boolean).join("&"); }
function rememberScene() { try { history.replaceState(null, "", "#" + storyAddress(toParams(Q))); } catch (error) { /* no address */ } }
function toStep(n, params) {
  const { kind: kind_, first, address } = steps[n];
  step = n; kind = kind_; D.first = first;
  past = []; future = [];
  addressHead = "step=" + (n + 1);
  document.body.className = "story " + kind;
  for (const id of ["canvas", "zoom", "hint"]) $(id).hidden = kind !== "graph";
  for (const id of ["scene", "bar"]) $(id).hidden = kind === "graph";
  const state = params === undefined ? address : params;
  S = kind === "graph" ? fromHash(state) : { ...START };
  Q = kind === "graph" ? {} : fromParams(state);
  delete Q.step; delete Q.lang;
  update();
  if (kind === "graph") { resize(); if (S.at) moveTo(S.at[0], S.at[1], S.at[2], false); else fit(S.sel && V.nodes.size > 60 ? around() : null, true); }
  showSteps();
}
function around() { return S.sel.kind === "n" ? [S.sel.i, ...Array.from(near() || [])] : [pairs[S.sel.i].a, pairs[S.sel.i].b]; }
function storyStep(n) { if (n >= 0 && n < steps.length) toStep(n); }
function showSteps() {
  const paragraphs = (text) => text.split(/\n\s*\n/).filter(Boolean).map((each) => el("p", {}, each.replace(/\s*\n\s*/g, "")));
  $("story").setAttribute("aria-label", t("kind.story"));
  $("story").replaceChildren(...(D.lead ? [el("div", { class: "lead" }, ...paragraphs(D.lead))] : []),
    el("ol", {}, ...steps.map((each, n) => el("li", { class: n === step ? "on" : null, "aria-current": n === step ? "step" : null },
      el("button", { type: "button", class: "head", id: "step-" + (n + 1), onclick: () => storyStep(n) }, el("span", { class: "n" }, n + 1), each.title),
      n === step ? el("div", {}, ...paragraphs(each.text), nextButtons()) : null))));
  const on = $("step-" + (step + 1));
  if (on) on.scrollIntoView({ block: "nearest" });
}
function nextButtons() {
  return el("p", { class: "next" }, el("button", { type: "button", id: "s-back", disabled: step === 0, onclick: () => { storyStep(step - 1); $("s-next").focus(); } }, "← " + t("story.back")),
    el("button", { type: "button", id: "s-next", disabled: step === steps.length - 1, onclick: () => { storyStep(step + 1); ($("s-next").disabled ? $("s-back") : $("s-next")).focus(); } }, t("story.next") + " →"));
}
function recallStep(hash) {
  const { step: wanted, ...rest } = fromParams(hash), n = Math.min(Math.max(Number(wanted) || 1, 1), steps.length) - 1;
  delete rest.lang;
  fromHash(hash); // takes the language
  toStep(n, wanted && Object.keys(rest).length ? toParams(rest) : undefined);
}
function storyPrint() {
  // Paper has all views, one after the other, each with its text.
  document.documentElement.classList.add("paper");
  const at = step, kept = kind === "graph" ? toHash(S) : toParams(Q), parts = [], used = new Set();
  if (D.lead) parts.push(el("p", {}, D.lead));
  steps.forEach((each, n) => {
    toStep(n);
    const drawing = kind === "graph" ? (V.nodes.size ? pictureSvg(printScale()).root : null) : view().sheets ? view().sheets() : view().svg ? view().svg() : $("scene").firstElementChild.cloneNode(true);
    for (const each of kind === "graph" ? Array.from(V.edges.values()).flat() : view().used()) used.add(each);
    parts.push(el("section", {}, el("h2", {}, n + 1 + ". " + each.title), ...each.text.split(/\n\s*\n/).map((text) => el("p", {}, text)), ...[drawing].flat()));
  });
  $("print").replaceChildren(...parts, sourceList(Array.from(used)));
  toStep(at, kept);
}
AFTER.push(() => { if (step >= 0 && kind !== "graph") drawScene(); });
LATER.push(() => {
  visit = (i) => (kind === "graph" ? reveal(i) : setQ({ sel: "n:" + D.nodes[i].id }));
  dismiss = () => (kind === "graph" ? select(null) : setQ({ sel: null }));
  KEYS.n = () => storyStep(step + 1); KEYS.p = () => storyStep(step - 1);
  openSide(false);
  window.addEventListener("beforeprint", storyPrint);
  window.addEventListener("hashchange", () => recallStep(location.hash));
  recallStep(opened);
  texts(); update();
});
AFTER.push(() => { if (step >= 0) showSteps(); });
