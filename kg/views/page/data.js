// The data of the page, indexed. Everything here is read once and never changed.
const D = JSON.parse(document.getElementById("data").textContent);
const nodeAt = new Map(D.nodes.map((node, i) => [node.id, i]));
const typeOf = new Map(D.types.map((type) => [type.id, type]));
const predicateOf = new Map(D.predicates.map((predicate) => [predicate.id, predicate]));

const facts = D.nodes.map(() => []); // node → its statements
D.statements.forEach((statement, i) => {
  statement.i = i;
  statement.dated = typeof statement.o === "string";
  statement.context = !statement.ev;
  statement.ev = statement.ev || [];
  facts[statement.s].push(statement);
  if (statement.dated) return;
  if (statement.o !== statement.s) facts[statement.o].push(statement);
});

// How many others an entity is linked to.
const degree = facts.map((list, i) => new Set(list.filter((each) => !each.dated && each.s !== each.o).map((each) => (each.s === i ? each.o : each.s))).size);

// The same fact in several documents: one group, keyed by what it says.
const sameFact = new Map();
const factKey = (statement) => [statement.s, statement.p, statement.o, statement.m].join("|");
D.statements.forEach((statement) => {
  const key = factKey(statement);
  sameFact.set(key, (sameFact.get(key) || []).concat(statement));
});

// When: the date of the fact, else the date of publication; partial dates are spans.
function span(date) {
  if (!date) return null;
  const from = (date + "-01-01").slice(0, 10);
  return [from, date.length === 10 ? date : date + (date.length === 4 ? "-12-31" : "-31")];
}
D.statements.forEach((statement) => {
  const published = statement.ev.map((each) => span(D.documents[each.d].date)).filter(Boolean).sort()[0];
  statement.when = statement.from ? [statement.from, statement.to || statement.from] : published || null;
});
const years = Array.from(new Set(D.statements.filter((s) => s.when).flatMap((s) => s.when.map((d) => d.slice(0, 4))))).sort();
function spanText([from, to]) {
  if (from === to) return from;
  if (from.slice(0, 7) === to.slice(0, 7) && from.endsWith("-01") && /-(28|29|30|31)$/.test(to)) return from.slice(0, 7);
  if (from.slice(0, 4) === to.slice(0, 4) && from.endsWith("-01-01") && to.endsWith("-12-31")) return from.slice(0, 4);
  return from + "–" + to;
}

// Interface texts.
let lang = D.lang;
function t(key, values) {
  const text = (D.strings[key] || {})[lang] || key;
  return text.replace(/\{(\w+)\}/g, (_, name) => (values && name in values ? values[name] : ""));
}
// A page that nobody gave a title is called what it is, in the language that it speaks.
function nameIt() {
  if (D.heading) D.title = t(D.heading);
  $("title").textContent = D.title; document.title = D.title;
  for (const element of document.querySelectorAll("[data-t]")) element.textContent = t(element.dataset.t);
}
const label = (thing) => (thing ? thing[lang] : "");
