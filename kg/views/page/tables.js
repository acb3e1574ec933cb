// The tables hold all that the picture shows: sortable, the same filters, the same selection.
let sorted = { nodes: [2, -1], statements: [0, 1] }, most = 200;
const COLUMNS = {
  nodes: ["col.name", "col.type", "col.links", "col.docs"],
  statements: ["col.subject", "col.predicate", "col.object", "col.modality", "col.date", "col.confidence", "col.sentence", "col.document"],
};
function nodeRows() {
  const list = D.nodes.map((_, i) => i).filter((i) => (S.scope ? V.nodes.has(i) : nodePasses(i)));
  return list.map((i) => ({
    what: { kind: "n", i }, icon: typeOf.get(D.nodes[i].type),
    cells: [D.nodes[i].label, label(typeOf.get(D.nodes[i].type).fine[D.nodes[i].fine]), facts[i].filter(passes).length, D.nodes[i].docs.length],
  }));
}
function statementRows() {
  const there = (statement) => V.nodes.has(statement.s) && (statement.dated || V.nodes.has(statement.o));
  return D.statements.filter((each) => passes(each) && (!S.scope || there(each))).map((each) => {
    const evidence = each.ev[0];
    return {
      what: each.dated || each.s === each.o ? { kind: "n", i: each.s } : { kind: "e", i: pairAt.get(Math.min(each.s, each.o) + "," + Math.max(each.s, each.o)) },
      cells: [D.nodes[each.s].label, label(predicateOf.get(each.p)), objectText(each) + (each.title ? "（" + each.title + "）" : ""), each.m ? label(D.modalities[each.m]) : "",
        each.when ? spanText(each.when) : "", each.c === undefined ? "" : each.c, evidence ? sentence(evidence) : "", evidence ? D.documents[evidence.d].title : ""],
    };
  });
}
function tableRows(kind) {
  const rows = kind === "nodes" ? nodeRows() : statementRows();
  const [column, direction] = sorted[kind];
  const order = new Intl.Collator(lang === "zh" ? "zh-Hans-CN" : "en", { numeric: true });
  return rows.sort((a, b) => {
    const x = a.cells[column], y = b.cells[column];
    return direction * (typeof x === "number" && typeof y === "number" ? x - y : order.compare(String(x), String(y)));
  });
}
function showTable() {
  const drawer = $("drawer"), before = drawer.hidden;
  drawer.hidden = !S.table;
  drawer.setAttribute("aria-label", t("table"));
  $("b-table").setAttribute("aria-expanded", String(Boolean(S.table)));
  if (S.table) {
    const at = document.activeElement && document.activeElement.id;
    const tab = (kind) => el("button", { type: "button", role: "tab", id: "tab-" + kind, "aria-controls": "rows", "aria-selected": String(S.table === kind), onclick: () => { most = 200; change({ table: kind }); } }, t("table." + kind));
    $("tabs").replaceChildren(el("span", { role: "tablist" }, tab("nodes"), tab("statements")),
      el("label", {}, el("input", { type: "checkbox", id: "tab-scope", checked: S.scope, onchange: () => change({ scope: !S.scope }) }), t("table.scope")));
    const rows = tableRows(S.table), scroll = $("rows").scrollTop;
    $("rows").setAttribute("aria-label", t("table." + S.table));
    $("rows").replaceChildren(tableOf(S.table, rows.slice(0, most)));
    if (rows.length > most) $("rows").append(el("button", { type: "button", class: "more", onclick: () => { most += 500; showTable(); } }, t("table.more", { n: rows.length - most })));
    $("rows").scrollTop = scroll;
    if (at && at.startsWith("tab-") && $(at)) $(at).focus();
  }
  return before !== drawer.hidden;
}
function tableOf(kind, rows) {
  const [column, direction] = sorted[kind];
  const head = COLUMNS[kind].map((key, k) => el("th", { scope: "col", "aria-sort": k === column ? (direction > 0 ? "ascending" : "descending") : "none" },
    el("button", { type: "button", onclick: () => { sorted[kind] = [k, k === column ? -direction : 1]; showTable(); } }, t(key) + (k === column ? (direction > 0 ? " ▲" : " ▼") : ""))));
  const body = rows.map((each) => {
    const chosen_ = S.sel && S.sel.kind === each.what.kind && S.sel.i === each.what.i;
    const line = el("tr", { "aria-current": chosen_ ? "true" : null });
    each.cells.forEach((cell, k) => line.append(el("td", { class: typeof cell === "number" ? "n" : COLUMNS[kind][k].slice(4) },
      k === 0 ? el("button", { type: "button", class: "go", onclick: () => { select(each.what); if (S.sel && S.sel.kind === "e") fit([pairs[S.sel.i].a, pairs[S.sel.i].b]); } }, name(cell)) : typeof cell === "string" ? name(cell) : cell)));
    return line;
  });
  return el("table", {}, el("thead", {}, el("tr", {}, ...head)), el("tbody", {}, ...body));
}
