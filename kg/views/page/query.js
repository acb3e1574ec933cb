// Questions and SPARQL in the page itself: Oxigraph (WebAssembly) runs in a worker, so that a long query can be stopped.
const ASK = D.ask, MOST_SHOWN = 300;
const questionOf = new Map(ASK.questions.map((each) => [each.name, each]));
const iriOf = (i) => (/^[a-z]+:\/\//.test(D.nodes[i].id) ? D.nodes[i].id : ASK.base + D.nodes[i].id);
const statementAt = new Map(D.statements.filter((each) => each.id).map((each) => [each.id, each]));
const paperAt = new Map(D.documents.map((each, d) => [each.id, d]));

// The engine.
let worker = null, asked = 0, parts = null, size = null;
const waiting = new Map();
async function unpacked(id) {
  const bytes = Uint8Array.from(atob($(id).textContent), (character) => character.charCodeAt(0));
  return new Uint8Array(await new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).arrayBuffer());
}
function tell(message) { return new Promise((done, failed) => { asked += 1; waiting.set(asked, { done, failed }); worker.postMessage({ ...message, id: asked }); }); }
async function startEngine() {
  if (!parts) parts = { wasm: await unpacked("wasm"), quads: await unpacked("quads") };
  const source = URL.createObjectURL(new Blob([$("engine").textContent], { type: "text/javascript" }));
  worker = new Worker(source);
  worker.onmessage = ({ data }) => { const { done, failed } = waiting.get(data.id); waiting.delete(data.id); if (data.error === undefined) done(data); else failed(new Error(data.error)); };
  worker.onerror = (event) => { for (const { failed } of waiting.values()) failed(new Error(event.message || t("query.noengine"))); waiting.clear(); };
  ({ size } = await tell(parts));
}
function stopEngine() {
  if (worker) worker.terminate();
  for (const { failed } of waiting.values()) failed(new Error(t("query.stopped")));
  waiting.clear();
  return startEngine();
}

// A query: which form its answer has, and the prefixes that it need not write.
const bare = (text) => text.replace(/<[^<>\s]*>|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|#[^\n]*/g, " _ ");
function formOf(text) { const [, verb] = bare(text).match(/\b(SELECT|ASK|CONSTRUCT|DESCRIBE)\b/i) || []; return verb && /^[CD]/i.test(verb) ? "nt" : "json"; }
function prefixed(text) { return Object.entries(ASK.prefixes).map(([prefix, iri]) => "PREFIX " + prefix + ": <" + iri + "> ").join("") + text; }
async function answer(text) {
  const form = formOf(text), { text: found, took } = await tell({ query: prefixed(text), form, base: ASK.base, graphs: /(^|[^?$\w])FROM\s/i.test(bare(text)) });
  if (form === "nt") return { took, head: ["N-Triples"], rows: Array.from(new Set(found.split("\n").filter(Boolean))).sort().map((line) => [{ value: line }]) };
  const result = JSON.parse(found);
  if ("boolean" in result) return { took, head: [t("query.answer")], rows: [[{ value: t(result.boolean ? "query.yes" : "query.no") }]] };
  return { took, head: result.head.vars, rows: result.results.bindings.map((row) => result.head.vars.map((each) => row[each] || null)) };
}

// The values that a reader gives to a question, as terms.
class Unclear extends Error {}
const lastDay = (month) => new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)), 0)).getUTCDate();
function dayOfText(text, edge) {
  if (!/^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$/.test(text)) throw new Unclear(t("query.nodate", { text }));
  if (text.length === 10) return text;
  const month = text.length === 7 ? text : text + (edge === "last" ? "-12" : "-01");
  return month + (edge === "last" ? "-" + lastDay(month) : "-01");
}
const takes = (slot) => { const kinds = ASK.kinds[slot.type] || []; return (i) => !kinds.length || kinds.includes(D.nodes[i].type); };
function thingOf(slot, text) {
  const fits = takes(slot), among = D.nodes.map((_, i) => i).filter(fits);
  for (const test of [(node) => node.id === text || node.code === text, (node) => node.label === text, (node) => node.names.includes(text)]) {
    const found = among.filter((i) => test(D.nodes[i]));
    if (found.length === 1) return found[0];
    if (found.length) throw new Unclear(t("query.several", { text, list: found.slice(0, 5).map((i) => D.nodes[i].label + " = " + D.nodes[i].id).join("；") }));
  }
  const [near] = search(text, fits, false);
  if (near) return near.node;
  throw new Unclear(t("query.nothing", { text }));
}
function termOf(slot, text) {
  if (slot.type === "date") return '"' + dayOfText(text, slot.edge) + '"^^<http://www.w3.org/2001/XMLSchema#date>';
  if (slot.type === "year") { if (!/^\d{4}$/.test(text)) throw new Unclear(t("query.nodate", { text })); return text; }
  if (slot.type === "choice") return JSON.stringify(text);
  if (slot.type === "document") {
    const found = D.documents.filter((each) => each.id === text || each.title === text), near = found.length ? found : D.documents.filter((each) => each.title.includes(text));
    if (near.length !== 1) throw new Unclear(t(near.length ? "query.several" : "query.nothing", { text, list: near.slice(0, 5).map((each) => each.title + " = " + each.id).join("；") }));
    return "<" + ASK.base + "document/" + near[0].id + ">";
  }
  return "<" + iriOf(thingOf(slot, text)) + ">";
}
const given = (slot) => (Q["a." + slot.name] || slot.default || "").trim();
function bound(question) {
  const terms = question.parameters.map((slot) => {
    const text = given(slot);
    if (!text && slot.required) throw new Unclear(t("query.wants", { name: slot.label[lang] }));
    return text ? [slot.name, termOf(slot, text)] : null;
  }).filter(Boolean);
  if (!terms.length) return question.body;
  return question.body.split(ASK.mark).join("VALUES (" + terms.map(([each]) => "?" + each).join(" ") + ") { (" + terms.map(([, term]) => term).join(" ") + ") }");
}

// What is asked, and what came of it.
let last = null, busy = false, shown = MOST_SHOWN;
async function run(text, question) {
  if (busy) return;
  busy = true; shown = MOST_SHOWN; last = null; drawAnswer();
  try { last = { ...(await answer(text)), question }; } catch (error) { last = { error: cleaned(error.message) }; }
  busy = false; drawAnswer();
}
// The engine counts what was put before the first line of the query.
function cleaned(message) { const before = prefixed("").length; return message.replace(/\b1:(\d+)/g, (all, column) => (Number(column) > before ? "1:" + (Number(column) - before) : all)); }
function ask() {
  const question = questionOf.get(Q.q);
  try { const text = question ? bound(question) : editor().value; editor().value = text.trim(); run(text, question); } catch (error) {
    if (!(error instanceof Unclear)) throw error;
    last = { error: error.message }; drawAnswer();
  }
}
const editor = () => $("sparql");

function columns({ head, rows, question }) {
  // A thing beside its name is one column; so is what was asked for, which is the same in every row.
  const fixed = new Set(question ? question.parameters.map((slot) => slot.name).filter((each) => head.includes(each) && (given(questionOf.get(question.name).parameters.find((slot) => slot.name === each)) || rows.every((row) => !row[head.indexOf(each)]))) : []);
  return head.map((each, k) => ({ name: each, k })).filter(({ name: each }) => !fixed.has(each) && !head.includes(each + "Label")).map(({ name: each, k }) => {
    const stem = each.endsWith("Label") ? each.slice(0, -5) : each;
    return { k, of: stem === each ? -1 : head.indexOf(stem), title: D.strings["var." + stem] ? t("var." + stem) : stem, key: stem };
  });
}
function opened(term) {
  // Where a click on an IRI leads: an entity, a document or a statement that the page knows.
  if (!term || term.type !== "uri" || !term.value.startsWith(ASK.base)) return null;
  const key = term.value.slice(ASK.base.length);
  if (nodeAt.has(key)) return ["n:" + key, D.nodes[nodeAt.get(key)].label];
  if (key.startsWith("document/") && paperAt.has(key.slice(9))) return ["p:" + key.slice(9), D.documents[paperAt.get(key.slice(9))].title];
  if (key.startsWith("statement/") && statementAt.has(key.slice(10))) return ["s:" + key.slice(10), null];
  return null;
}
// What an answer rests on: the statements or documents that its rows name.
function found(mark, at) { return Array.from(new Set(last.rows.flatMap((row) => row.map(opened)).filter((to) => to && to[0].startsWith(mark)).map((to) => at(to[0].slice(2))))); }
function shortened(term) {
  if (!term) return "";
  if (term.type !== "uri") return term.value;
  const [prefix, iri] = Object.entries(ASK.prefixes).filter(([, each]) => term.value.startsWith(each)).sort((a, b) => b[1].length - a[1].length)[0] || [];
  return prefix ? prefix + ":" + term.value.slice(iri.length) : term.value;
}
function cell(row, column) {
  const term = row[column.k], to = opened(column.of >= 0 ? row[column.of] : term);
  const text = column.of >= 0 || !to || !to[1] ? shortened(term) : to[1];
  const inner = to ? el("button", { type: "button", class: "go", onclick: () => choose(to[0]) }, name(text)) : name(text);
  return el("td", { class: column.key === "sentence" ? "said" : term && /^\d{4}(-\d\d){0,2}$/.test(term.value) ? "date" : term && /#(integer|decimal|double)$/.test(term.datatype || "") ? "n" : null }, inner);
}
function drawAnswer() {
  const box = $("answer");
  $("ask").disabled = busy || size === null; $("stop").hidden = !busy;
  if (busy) { box.replaceChildren(el("p", { class: "quiet" }, t("query.busy"))); return; }
  if (!last) { box.replaceChildren(); return; }
  if (last.error) { box.replaceChildren(el("p", { class: "wrong", role: "alert" }, last.error)); return; }
  const kept = columns(last), rows = last.rows.slice(0, shown);
  box.replaceChildren(el("p", { class: "quiet", role: "status", id: "took" }, t("query.took", { n: last.rows.length, ms: Math.round(last.took) })),
    last.rows.length ? el("table", {}, el("thead", {}, el("tr", {}, ...kept.map((column) => el("th", { scope: "col" }, column.title)))), el("tbody", {}, ...rows.map((row) => el("tr", {}, ...kept.map((column) => cell(row, column)))))) : el("p", { class: "nothing" }, t("query.none")),
    last.rows.length > shown ? el("button", { type: "button", class: "more", onclick: () => { shown += 1000; drawAnswer(); } }, t("table.more", { n: last.rows.length - shown })) : "");
}

// The form.
function slotField(slot) {
  const id = "a-" + slot.name, keep = (value) => { Q = { ...Q, ["a." + slot.name]: value }; if (!value) delete Q["a." + slot.name]; rememberScene(); };
  const caption = el("label", { for: id }, slot.label[lang], slot.required ? "" : el("span", { class: "quiet" }, " " + t("query.optional")));
  if (slot.type === "choice") {
    const box = el("select", { id, onchange: (event) => keep(event.target.value) }, el("option", { value: "" }, t("query.any")), ...slot.enumeration.map((each) => el("option", { value: each }, each)));
    box.value = given(slot);
    return el("div", { class: "slot" }, caption, box);
  }
  const plain = slot.type === "date" || slot.type === "year" || slot.type === "document";
  const input = el("input", { id, autocomplete: "off", spellcheck: "false", placeholder: slot.type === "date" ? "2020-05" : slot.type === "year" ? "2020" : null, oninput: (event) => keep(event.target.value), ...(plain ? { list: slot.type === "document" ? "papers" : null } : { role: "combobox", "aria-expanded": "false", "aria-controls": id + "-hits", "aria-autocomplete": "list" }) });
  input.value = given(slot);
  const list = plain ? null : el("ul", { id: id + "-hits", class: "hits", role: "listbox", "aria-label": t("search.hits"), hidden: true });
  if (list) suggest(input, list, null, { find: (text) => search(text, takes(slot), false), keep: true, pick: (hit) => keep(hit.text) });
  return el("div", { class: "slot" }, caption, input, list);
}
function chooseQuestion(each) {
  Q = { q: each.name, ...Object.fromEntries(each.parameters.filter((slot) => each.example[slot.name]).map((slot) => ["a." + slot.name, each.example[slot.name]])) };
  last = null; drawScene(); drawForm(); $("form").scrollIntoView({ block: "nearest" });
}
function drawForm() {
  const question = questionOf.get(Q.q);
  $("form").replaceChildren(...(question ? [el("h2", {}, question.summary[lang]), question.note ? el("p", { class: "quiet" }, question.note[lang]) : "", el("div", { class: "slots" }, ...question.parameters.map(slotField))] : [el("h2", {}, t("query.own"))]));
  editor().value = question ? question.body.trim() : Q.sparql || editor().value || FIRST_QUERY;
  $("writing").open = !question;
  drawAnswer();
}
const FIRST_QUERY = "SELECT ?agreement ?agreementLabel (COUNT(DISTINCT ?party) AS ?parties)\nWHERE {\n  ?agreement cy:signatory ?party ; skos:prefLabel ?agreementLabel .\n}\nGROUP BY ?agreement ?agreementLabel\nORDER BY DESC(?parties)\nLIMIT 20";
function drawList() {
  const words = ($("which") ? $("which").value : "").trim().toLowerCase();
  const fitting = ASK.questions.filter((each) => !words || [each.name, each.summary.zh, each.summary.en].join(" ").toLowerCase().includes(words));
  $("asks").replaceChildren(el("li", {}, el("button", { type: "button", id: "own", "aria-current": Q.q ? null : "true", onclick: () => { Q = { sparql: Q.sparql || "" }; last = null; drawScene(); drawForm(); } }, t("query.own"))),
    ...fitting.map((each) => el("li", {}, el("button", { type: "button", id: "ask-" + each.name, "aria-current": Q.q === each.name ? "true" : null, onclick: () => chooseQuestion(each) }, each.summary[lang]))));
}
VIEWS.query = {
  built: "",
  status() { return size === null ? t("query.loading") : t("query.status", { n: size, all: D.nodes.length }); },
  draw(box, bar) {
    if (this.built === lang) { drawList(); return; }
    this.built = lang;
    bar.replaceChildren(el("p", { class: "quiet" }, t("query.note")));
    const which = el("input", { id: "which", type: "search", placeholder: t("query.which"), "aria-label": t("query.which"), oninput: drawList });
    box.replaceChildren(el("nav", { id: "catalogue", "aria-label": t("query.catalogue") }, which, el("ul", { id: "asks" })),
      el("div", { id: "desk" }, el("form", { id: "asking", onsubmit: (event) => { event.preventDefault(); ask(); } }, el("div", { id: "form" }),
        el("details", { id: "writing" }, el("summary", {}, "SPARQL"), el("textarea", { id: "sparql", spellcheck: "false", rows: 14, "aria-label": "SPARQL", oninput: () => { Q = { sparql: editor().value }; rememberScene(); drawList(); $("form").replaceChildren(el("h2", {}, t("query.own"))); } })),
        el("p", { class: "acts" }, el("button", { type: "submit", id: "ask", class: "main" }, t("query.ask")), el("button", { type: "button", id: "stop", hidden: true, onclick: () => { size = null; stopEngine().then(drawScene).then(drawAnswer); } }, t("query.stop")))),
      el("div", { id: "answer", tabindex: 0, role: "region", "aria-label": t("query.answer") })),
      el("datalist", { id: "papers" }, ...D.documents.map((each) => el("option", { value: each.title }))));
    editor().addEventListener("keydown", (event) => { if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); ask(); } });
    drawList(); drawForm();
    if (!this.started) {
      this.started = true;
      startEngine().then(() => { drawScene(); drawAnswer(); if (Q.q || Q.sparql) ask(); document.documentElement.dataset.engine = "yes"; }, (error) => { last = { error: t("query.noengine") + " " + error.message }; drawAnswer(); });
    }
  },
  panel(type, rest) { const each = type === "s" ? statementAt.get(rest) : null; return each ? [...panelHead([name(D.nodes[each.s].label)], label(predicateOf.get(each.p))), ...factBlocks([each]), roleKey()] : null; },
  rows() { if (!last || last.error) return [[t("query.none")]]; const kept = columns(last); return [kept.map((column) => column.title), ...last.rows.map((row) => kept.map((column) => shortened(row[column.k])))]; },
  used() { return last && !last.error ? found("s:", (id) => statementAt.get(id)) : []; },
  papers() { return last && !last.error ? found("p:", (id) => paperAt.get(id)) : []; },
};
