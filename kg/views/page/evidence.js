// Evidence: the sentences behind facts, with their marks, sources and citations; and all that is known of an entity.
// A page says what happens on a visit to an entity, on closing, and which buttons an entity has.
const safeLink = (text) => (/^https?:\/\//i.test(text || "") ? text : null);
function documentLine(document_) {
  const link = safeLink(document_.source);
  if (D.site) return [el("a", { href: D.site.things + "document/" + encodeURIComponent(document_.id) + D.site.query }, name(document_.title)), link ? el("a", { href: link, target: "_blank", rel: "noopener noreferrer", "aria-label": t("source.link") }, " ↗") : "",
    document_.date ? "　" + document_.date : "", !link && document_.source ? "　" + document_.source : ""];
  return [link ? el("a", { href: link, target: "_blank", rel: "noopener noreferrer" }, name(document_.title)) : name(document_.title),
    document_.date ? "　" + document_.date : "", !link && document_.source ? "　" + document_.source : ""];
}
const sentence = (evidence) => evidence.parts.map(([, text]) => text).join("");

function objectText(statement) { return statement.dated ? statement.o : D.nodes[statement.o].label; }

function citation(evidence) {
  const source = D.documents[evidence.d], link = safeLink(source.source);
  // GB/T 7714: of what is online the day of citing, too.
  const now = new Date(), today = [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((n) => String(n).padStart(2, "0")).join("-");
  if (link) return source.title + "[EB/OL]. " + (source.date ? "(" + source.date + ")" : "") + "[" + today + "]. " + link + ".";
  const from = [source.source, source.date].filter(Boolean).join(", ");
  return source.title + "[N]." + (from ? " " + from + "." : "");
}
function plainCitation(evidence) {
  const source = D.documents[evidence.d];
  const words = sentence(evidence).replace(/\n/g, "");
  return (lang === "zh" ? "“" + words + "”——" : "“" + words + "” — ") + [source.title, source.date, source.source].filter(Boolean).join(lang === "zh" ? "，" : ", ")
    + (lang === "zh" ? "（" + t("chars", { a: evidence.at[0], b: evidence.at[1] }) + "）" : " (" + t("chars", { a: evidence.at[0], b: evidence.at[1] }) + ")");
}
function copy(text) {
  const fallback = () => {
    const area = el("textarea", { readonly: true, "aria-hidden": "true" });
    area.value = text; document.body.append(area); area.select();
    let done = false;
    try { done = document.execCommand("copy"); } catch (error) { done = false; }
    area.remove(); toast(t(done ? "copied" : "copy.failed"));
  };
  if (navigator.clipboard && window.isSecureContext) navigator.clipboard.writeText(text).then(() => toast(t("copied")), fallback);
  else fallback();
}

function evidenceBlock(statement, evidence) {
  const words = evidence.parts.map(([role, text]) => (role ? el("mark", { class: role, title: t("mark." + role) }, text) : document.createTextNode(text)));
  return el("div", { class: "evidence" },
    el("blockquote", { lang: "zh" }, ...words),
    el("p", { class: "meta" }, ...documentLine(D.documents[evidence.d])),
    el("p", { class: "meta" }, t("rule") + " ", el("code", {}, statement.r || "–"), " · " + t("conf") + " " + statement.c.toFixed(2) + " · " + label(D.modalities[statement.m]) + " · " + t("chars", { a: evidence.at[0], b: evidence.at[1] })),
    el("div", { class: "cites" },
      el("button", { type: "button", onclick: () => copy(citation(evidence)) }, t("cite")),
      el("button", { type: "button", onclick: () => copy(plainCitation(evidence)) }, t("cite.plain"))));
}
function evidenceOf(statements) {
  const blocks = statements.flatMap((statement) => statement.ev.map((evidence) => evidenceBlock(statement, evidence)));
  if (!blocks.length) return [el("p", { class: "meta" }, t("nosource"))];
  const others = new Set(statements.flatMap((each) => each.ev.map((evidence) => evidence.d))).size - 1;
  return others > 0 ? [blocks[0], el("p", { class: "meta also" }, t("also", { n: others })), ...blocks.slice(1)] : blocks;
}
function grouped(statements) {
  const found = new Map();
  for (const each of statements) found.set(factKey(each), (found.get(factKey(each)) || []).concat(each));
  return Array.from(found.values());
}
const tags = (statement) => [
  statement.m && statement.m !== "asserted" ? el("span", { class: "tag" }, label(D.modalities[statement.m])) : null,
  statement.title ? el("span", { class: "tag" }, name(statement.title)) : null,
];
function go(i) { return el("button", { type: "button", class: "go", onclick: () => visit(i) }, name(D.nodes[i].label)); }
function closer() { return el("button", { type: "button", id: "p-close", "aria-label": t("close"), title: t("close"), onclick: () => dismiss() }, "×"); }

function nodePanel(i) {
  const node = D.nodes[i], type = typeOf.get(node.type);
  const content = [el("div", { class: "top" }, icon(type), el("h2", {}, name(node.label)), closer()),
    el("p", { class: "kind" }, label(type.fine[node.fine] || type) + (node.code ? " · " + t("code") + " " + node.code : ""),
      D.site ? el("span", {}, " · ", el("a", { href: D.site.things + node.id.split("/").map(encodeURIComponent).join("/") + D.site.query }, t("site.page"))) : null)];
  content.push(actions(i));
  if (node.names.length) content.push(el("h3", {}, t("names")), el("ul", { class: "chips" }, ...node.names.map((each) => el("li", {}, name(each)))));
  if (node.merges.length) content.push(mergeReasons(node));
  content.push(el("h3", {}, t("facts")), ...factList(i));
  content.push(el("h3", {}, node.docs.length ? t("mentioned", { n: node.docs.length }) : t("unmentioned")),
    el("ul", { class: "docs" }, ...node.docs.map((d) => el("li", {}, ...documentLine(D.documents[d]), " ", onlyButton(d)))));
  return content;
}
function mergeReasons(node) {
  // Why other names were taken to be this entity's: the rule, and the document where it applied.
  const reasons = node.merges.map(([merged, rule, d]) => el("li", {}, name(merged), " · " + t("rule") + " ", el("code", {}, rule), ...(d === null ? [] : [" · ", ...documentLine(D.documents[d])])));
  return el("details", { class: "merges" }, el("summary", {}, t("merges", { n: reasons.length })), el("ul", { class: "docs" }, ...reasons));
}
function factBlocks(statements) {
  // Facts one under the other, each with its sentences.
  return grouped(statements).flatMap((group) => {
    const [{ s, p, o, dated }] = group, predicate = predicateOf.get(p);
    return [el("p", { class: "triple" }, go(s), el("span", { class: "pred" }, " " + label(predicate) + (predicate.symmetric ? " ↔ " : " → ")), dated ? name(o) : go(o), ...tags(group[0])), ...evidenceOf(group)];
  });
}
const roleKey = () => el("p", { class: "key" }, ...["s", "t", "o"].map((role) => el("span", {}, el("mark", { class: role }, t("mark." + role)))));
function factList(i) {
  const groups = grouped(facts[i].filter(passes));
  if (!groups.length) return [el("p", { class: "meta" }, t("nofacts"))];
  const order = new Map(D.predicates.map((each, k) => [each.id, k]));
  groups.sort((a, b) => (a[0].s === i ? 0 : 1) - (b[0].s === i ? 0 : 1) || order.get(a[0].p) - order.get(b[0].p));
  return groups.map((group) => {
    const [statement] = group, out = statement.s === i, other = out ? statement.o : statement.s, predicate = predicateOf.get(statement.p);
    const text = out ? label(predicate) : predicate[lang + "_inverse"] || "← " + label(predicate);
    const documents = new Set(group.flatMap((each) => each.ev.map((evidence) => evidence.d))).size;
    const details = el("details", { class: statement.m && statement.m !== "asserted" ? "fact uncertain" : "fact" },
      el("summary", {}, el("span", { class: "pred" }, text), name(statement.dated ? statement.o : D.nodes[other].label), ...tags(statement),
        documents > 1 ? el("span", { class: "extra" }, "×" + documents) : null));
    details.addEventListener("toggle", () => { if (details.open && details.childElementCount === 1) details.append(...evidenceOf(group)); });
    const jump = statement.dated || other === i ? null : el("button", { type: "button", class: "jump", title: t("go", { name: D.nodes[other].label }), "aria-label": t("go", { name: D.nodes[other].label }), onclick: () => visit(other) }, "→");
    return el("div", { class: "factrow" }, details, jump);
  });
}
