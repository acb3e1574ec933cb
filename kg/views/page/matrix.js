// Who works with whom, as a table: regions or bodies in both directions, counts that open their sentences.
const MOST_ROWS = 40;
function matrixData() {
  const bodies = Q.of === "bodies", cells = new Map(), totals = new Map();
  for (const tie of TIES) {
    const [a, b] = bodies ? [tie.a, tie.b] : [placeOf(tie.a), placeOf(tie.b)];
    if (a === null || b === null || a === b || (bodies && (D.nodes[a].type !== "Organisation" || D.nodes[b].type !== "Organisation"))) continue;
    const key = pairKey(a, b);
    cells.set(key, (cells.get(key) || []).concat(tie));
    for (const i of [a, b]) totals.set(i, (totals.get(i) || 0) + 1);
  }
  const groups = D.groups[bodies ? "bodies" : "regions"], groupOf = new Map(groups.flatMap((group, k) => group.map((i) => [i, k])));
  const byCount = (i, j) => totals.get(j) - totals.get(i) || i - j;
  const code = (i) => D.nodes[i].code || "~" + D.nodes[i].id;
  const names = new Intl.Collator("zh-Hans-CN");
  const orders = {
    code: (i, j) => (code(i) < code(j) ? -1 : code(i) > code(j) ? 1 : 0), count: byCount,
    group: (i, j) => (groupOf.get(i) ?? 1e9) - (groupOf.get(j) ?? 1e9) || byCount(i, j),
    name: (i, j) => names.compare(D.nodes[i].label, D.nodes[j].label),
  };
  const order = orders[Q.order] && !(bodies && Q.order === "code") ? Q.order : bodies ? "group" : "code";
  const all = Array.from(totals.keys()).sort(byCount);
  const shown = (Q.rows === "all" ? all : all.slice(0, MOST_ROWS)).sort(orders[order]);
  return { cells, totals, shown, all, groupOf, groups, order };
}
VIEWS.matrix = {
  data: null,
  status() { const { shown, all, cells } = this.data; return t("matrix.status", { n: shown.length, all: all.length, ties: Array.from(cells.values()).flat().length }); },
  prepare() { this.data = matrixData(); },
  draw(box, bar) {
    const data = this.data, { cells, totals, shown, all, order } = data;
    const most = Math.max(1, ...Array.from(cells.values(), (list) => list.length));
    bar.replaceChildren(choice("of", ["regions", "bodies"], "regions"), choice("order", Q.of === "bodies" ? ["group", "count", "name"] : ["code", "group", "count", "name"], Q.of === "bodies" ? "group" : "code"),
      all.length > MOST_ROWS ? el("button", { type: "button", id: "q-rows", "aria-pressed": String(Q.rows === "all"), onclick: () => setQ({ rows: Q.rows === "all" ? null : "all" }) }, t("matrix.all", { n: all.length })) : "",
      el("p", { class: "quiet" }, t("ties.note") + (order === "group" ? t("groups.note") : "")));
    if (!shown.length) { box.replaceChildren(el("p", { class: "nothing" }, t("ties.none"))); return; }
    const [, left, right] = (Q.sel || "").match(/^t:(.*),(.*)$/) || [];
    const sought = soughtNode(), at = sought < 0 ? -1 : Q.of === "bodies" ? sought : placeOf(sought) ?? sought;
    const first = (i, k) => order === "group" && k > 0 && data.groupOf.get(i) !== data.groupOf.get(shown[k - 1]) ? "cut" : null;
    const short = (text, most_) => (most_ && text.length > most_ ? text.slice(0, most_ - 1) + "…" : text);
    const title = (i, extra, most_) => el("button", { type: "button", class: "go", onclick: () => choose("n:" + D.nodes[i].id), ...extra }, name(short(D.nodes[i].label, most_)));
    const head = el("tr", {}, el("td", { class: "corner" }), el("th", { scope: "col", class: "total" }, t("matrix.total")),
      ...shown.map((i, k) => el("th", { scope: "col", class: "tall" + (first(i, k) ? " cut" : "") + (i === at ? " sought" : "") }, title(i, { title: D.nodes[i].label }, 10))));
    const rows = shown.map((i, r) => el("tr", { class: [first(i, r), i === at ? "sought" : null].filter(Boolean).join(" ") || null }, el("th", { scope: "row" }, title(i)), el("td", { class: "total" }, totals.get(i)),
      ...shown.map((j, k) => {
        const list = cells.get(pairKey(i, j)) || [], mark = first(j, k) ? " cut" : "";
        if (i === j) return el("td", { class: "same" + mark });
        if (!list.length) return el("td", { class: mark || null });
        const ids = [D.nodes[i].id, D.nodes[j].id], on = (left === ids[0] && right === ids[1]) || (left === ids[1] && right === ids[0]);
        return el("td", { class: "cell l" + level(list.length, most) + mark, "aria-current": on ? "true" : null },
          el("button", { type: "button", id: "m-" + i + "-" + j, "aria-label": D.nodes[i].label + " ↔ " + D.nodes[j].label + "：" + list.length, onclick: () => choose("t:" + ids.join(",")) }, list.length));
      })));
    const scroll = [box.scrollLeft, box.scrollTop];
    box.replaceChildren(el("table", { class: "matrix" }, el("caption", {}, t("matrix.caption." + (Q.of || "regions"))), el("thead", {}, head), el("tbody", {}, ...rows)));
    [box.scrollLeft, box.scrollTop] = scroll;
  },
  bring() { const row_ = document.querySelector("#scene tr.sought"); if (row_) row_.scrollIntoView({ block: "center" }); },
  panel(type, rest) {
    const [a, b] = rest.split(",").map((id) => nodeAt.get(id));
    const list = a === undefined || b === undefined ? [] : this.data.cells.get(pairKey(a, b)) || [];
    return list.length ? [...panelHead([name(D.nodes[a].label), " ↔ ", name(D.nodes[b].label)], t("ties.count", { n: list.length })), ...tieList(list)] : null;
  },
  rows() {
    const { cells, shown } = matrixData();
    return [["", ...shown.map((i) => D.nodes[i].label)], ...shown.map((i) => [D.nodes[i].label, ...shown.map((j) => (i === j ? "" : (cells.get(pairKey(i, j)) || []).length))])];
  },
  used() { return Array.from(this.data.cells.values()).flat().flatMap((tie) => tie.statements); },
};
