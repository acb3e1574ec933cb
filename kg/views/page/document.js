// The page itself, as a reviewer reads it: names underlined in the colour of their type, a number at each sentence that
// statements rest on, a question mark at one that names two things and states nothing.
const LINES = D.reading.lines.map((line) => ({ ...line, text: Array.from(line.t) }));
const stated = Array.from(new Set(LINES.flatMap((line) => line.on)));
const misses = LINES.map((line, k) => k).filter((k) => LINES[k].k !== "byline" && !LINES[k].on.length && new Set(LINES[k].m.flatMap(([, , nodes]) => nodes)).size > 1);
const unread = () => LINES.filter((line) => line.text.length > 12 && !line.m.length && !line.on.length).length;
const statementById = new Map(D.statements.filter((each) => each.id).map((each) => [each.id, each]));
let step = -1;

function lineParts(line, chosen) {
  // Cut the sentence wherever a mark begins or ends.
  const cuts = new Set([0, line.text.length]);
  for (const [start, end] of line.m) cuts.add(start).add(end);
  const roles = chosen ? line.s.filter(([, , number]) => D.statements[number] === chosen) : [];
  for (const [start, end] of roles) cuts.add(start).add(end);
  const at = Array.from(cuts).sort((a, b) => a - b);
  return at.slice(0, -1).map((start, k) => {
    const end = at[k + 1], text = line.text.slice(start, end).join("");
    const role = ["s", "o", "t"].find((each) => roles.some(([from, to, , name_]) => name_ === each && from <= start && to >= end));
    const inner = role ? el("mark", { class: role, title: t("mark." + role) }, text) : document.createTextNode(text);
    const mention = line.m.filter(([from, to]) => from <= start && to >= end).sort((a, b) => a[1] - a[0] - b[1] + b[0])[0];
    if (!mention) return inner;
    const [node] = mention[2], names = mention[2].map((i) => D.nodes[i].label).join("、"), type = typeOf.get(D.nodes[node].type);
    const span = el("span", { class: "mention", role: "button", tabindex: 0, title: label(type) + "：" + names, "data-n": mention[2].join(" "),
      onclick: (event) => { event.stopPropagation(); choose("n:" + D.nodes[node].id); }, onkeydown: (event) => { if (event.key === "Enter") { event.stopPropagation(); choose("n:" + D.nodes[node].id); } } }, inner);
    span.style.setProperty("--c", colour(type));
    if (Q.sel === "n:" + D.nodes[node].id) span.classList.add("on");
    return span;
  });
}
function lineElement(line, k, chosen) {
  const missing = misses.includes(k), on = (chosen && line.on.includes(D.statements.indexOf(chosen))) || Q.sel === "q:" + k;
  const count = line.on.length ? el("button", { type: "button", class: "count", title: t("document.statements", { n: line.on.length }), "aria-label": t("document.statements", { n: line.on.length }), id: "q-" + k, onclick: () => choose("q:" + k) }, line.on.length)
    : missing ? el("button", { type: "button", class: "count miss", title: t("document.miss"), "aria-label": t("document.miss"), id: "q-" + k, onclick: () => choose("q:" + k) }, "?") : null;
  return el("span", { class: "line" + (on ? " on" : "") + (missing && Q.show !== "plain" ? " missing" : "") + (line.on.length ? " has" : ""), id: "line-" + k }, ...lineParts(line, chosen), count);
}
function jumpTo(list) {
  if (!list.length) return;
  step = (step + 1) % list.length;
  setQ({ sel: "q:" + list[step] });
  $("line-" + list[step]).scrollIntoView({ block: "center" });
}
function listPanel() {
  // Nothing chosen: all statements in the order of the text.
  const order = LINES.flatMap((line) => line.on).filter((number, k, all) => all.indexOf(number) === k);
  return [el("h2", {}, t("document.list", { n: order.length })), el("ul", { class: "statements" }, ...order.map((number) => {
    const each = D.statements[number];
    return el("li", {}, el("button", { type: "button", class: "pickline", id: "s-" + number, onclick: () => openStatement(each) }, name(D.nodes[each.s].label), el("span", { class: "pred" }, " " + label(predicateOf.get(each.p)) + " "), name(objectText(each)), ...tags(each)));
  })), roleKey()];
}
function openStatement(statement) {
  setQ({ sel: "s:" + statement.id });
  const at = LINES.findIndex((line) => line.on.includes(statement.i));
  if (at >= 0) $("line-" + at).scrollIntoView({ block: "center" });
}
const back = () => el("button", { type: "button", class: "more", onclick: () => setQ({ sel: null }) }, "← " + t("document.back"));
VIEWS.document = {
  status() { return t("document.status", { n: LINES.reduce((sum, line) => sum + line.m.length, 0), facts: stated.length, misses: misses.length }); },
  draw(box, bar) {
    const chosen = (Q.sel || "").startsWith("s:") ? statementById.get(Q.sel.slice(2)) : null;
    bar.replaceChildren(choice("show", ["marked", "plain"], "marked"),
      el("button", { type: "button", id: "q-next", disabled: !stated.length, onclick: () => jumpTo(LINES.map((line, k) => k).filter((k) => LINES[k].on.length)) }, t("document.next")),
      el("button", { type: "button", id: "q-miss", disabled: !misses.length, onclick: () => jumpTo(misses) }, t("document.next.miss", { n: misses.length })),
      el("span", { class: "choice types" }, ...D.types.filter((type) => LINES.some((line) => line.m.some(([, , nodes]) => nodes.some((i) => D.nodes[i].type === type.id)))).map((type) => { const word = el("span", { class: "mention" }, label(type)); word.style.setProperty("--c", colour(type)); return word; })),
      el("p", { class: "quiet" }, t("document.note", { n: unread() })));
    const scroll = box.scrollTop, source = D.documents[0], text = el("article", { class: Q.show === "plain" ? "text plain" : "text", lang: "zh" }, source ? el("p", { class: "meta" }, ...documentLine(source)) : "");
    let last = null, block = null;
    LINES.forEach((line, k) => {
      const key = line.a + ":" + line.p + ":" + line.k;
      if (key !== last) { block = el(line.k === "headline" ? "h2" : line.k === "subheading" ? "h3" : "p", { class: line.k }); text.append(block); last = key; }
      block.append(lineElement(line, k, chosen));
    });
    box.replaceChildren(text);
    box.scrollTop = scroll;
    if (!this.started) { this.started = true; const at = chosen ? LINES.findIndex((line) => line.on.includes(chosen.i)) : -1; if (at > 0) $("line-" + at).scrollIntoView({ block: "center" }); }
  },
  panel(type, rest) {
    if (type === "s") { const each = statementById.get(rest); return each ? [...panelHead([name(D.nodes[each.s].label)], label(predicateOf.get(each.p))), ...factBlocks([each]), roleKey(), back()] : null; }
    const line = LINES[Number(rest)];
    if (!line) return null;
    const list = line.on.map((number) => D.statements[number]), nodes = Array.from(new Set(line.m.flatMap(([, , found]) => found)));
    return [...panelHead([t(list.length ? "document.sentence" : "document.miss")]), ...(list.length ? [...factBlocks(list), roleKey()] : [el("blockquote", { lang: "zh" }, line.t)]),
      el("h3", {}, t("document.named")), el("ul", { class: "docs" }, ...nodes.map((i) => el("li", {}, icon(typeOf.get(D.nodes[i].type)), " ", go(i)))), back()];
  },
  list: listPanel,
  rows() {
    return [[t("col.subject"), t("col.predicate"), t("col.object"), t("col.modality"), t("rule"), t("col.confidence"), t("col.sentence")],
      ...stated.map((number) => { const each = D.statements[number]; return [D.nodes[each.s].label, label(predicateOf.get(each.p)), objectText(each), label(D.modalities[each.m]), each.r, each.c, sentence(each.ev[0])]; })];
  },
  used() { return stated.map((number) => D.statements[number]); },
};
