// The panel beside the picture: an entity with its facts, or the sentences behind an edge.
let visit = (i) => reveal(i), dismiss = () => select(null);
const onlyButton = (d) => el("button", { type: "button", class: "quiet", onclick: () => change({ docs: [D.documents[d].id] }) }, t("only"));

function edgePanel(k) {
  const pair = pairs[k], statements = pair.statements.filter(passes);
  const content = factBlocks(statements);
  return [el("div", { class: "top" }, el("h2", {}, name(D.nodes[pair.a].label), " — ", name(D.nodes[pair.b].label)), closer()),
    ...(content.length ? content : [el("p", { class: "meta" }, t("nofacts"))]),
    roleKey()];
}

function actions(i) {
  const row_ = el("div", { class: "acts" });
  const away = folded(i), left = (predicate) => hiddenNeighbours(i, predicate).filter((other) => !away.has(other)), all = left();
  if (all.length) {
    row_.append(el("button", { type: "button", id: "a-expand", onclick: () => expand(i) }, t("expand") + " " + t("expand.all", { n: all.length })));
    for (const predicate of D.predicates) {
      const found = left(predicate.id);
      if (found.length && found.length < all.length) row_.append(el("button", { type: "button", onclick: () => expand(i, predicate.id) }, label(predicate) + " +" + found.length));
    }
  }
  row_.append(el("button", { type: "button", onclick: () => collapse(i) }, t("collapse")), el("button", { type: "button", onclick: () => hide([i]) }, t("hide")),
    el("button", { type: "button", id: "a-path", onclick: () => { pathFrom = i; placeholder(); openSide(true); $("q").focus(); } }, t("path")));
  return el("div", {}, row_, ...foldLists(i));
}
let panelFor = "";
function showPanel() {
  const panel = $("panel"), before = panel.hidden;
  panel.hidden = !S.sel;
  panel.setAttribute("aria-label", t("details"));
  const key = S.sel ? S.sel.kind + S.sel.i : "";
  if (S.sel) panel.replaceChildren(...(S.sel.kind === "n" ? nodePanel(S.sel.i) : edgePanel(S.sel.i)));
  if (key !== panelFor) panel.scrollTop = 0;
  panelFor = key;
  $("hint").hidden = Boolean(S.sel);
  return before !== panel.hidden;
}
