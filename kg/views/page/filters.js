// Filters with counts. A count says how many entities or facts there would be of that kind, the other filters standing.
function counts() {
  const found = { types: new Map(), preds: new Map(), docs: new Map(), mods: new Map(), years: new Map(), ctx: 0 };
  const add = (map, key) => map.set(key, (map.get(key) || 0) + 1);
  D.nodes.forEach((node, i) => { if (V.shown.has(i)) add(found.types, node.type); });
  const freed = (key) => ({ ...S, ...key }), free = { preds: freed({ preds: [] }), docs: freed({ docs: [] }), time: freed({ from: null, to: null }) }, kept = S;
  const mods = new Map(Object.keys(D.modalities).map((each) => [each, freed({ mods: [each] })]));
  const without = (state, statement) => { S = state; const yes = passes(statement); S = kept; return yes; };
  for (const statement of D.statements) {
    if (statement.context) { if (!S.preds.includes(statement.p)) found.ctx += 1; if (S.ctx) add(found.preds, statement.p); continue; }
    if (without(free.preds, statement)) add(found.preds, statement.p);
    if (without(mods.get(statement.m) || kept, statement)) add(found.mods, statement.m);
    if (without(free.docs, statement)) for (const d of new Set(statement.ev.map((each) => each.d))) add(found.docs, d);
    if (statement.when && without(free.time, statement))
      for (let y = Number(statement.when[0].slice(0, 4)); y <= Number(statement.when[1].slice(0, 4)); y += 1) add(found.years, String(y));
  }
  return found;
}

const MOST_LISTED = 80;
function toggled(list, item) { return list.includes(item) ? list.filter((each) => each !== item) : list.concat(item); }

function row(text, n, on, mark, flip, only, id) {
  const box = el("input", { type: "checkbox", checked: on, onchange: flip, id });
  return el("div", { class: on ? "row" : "row off" },
    el("label", {}, box, mark, el("span", { class: "name", title: text }, text)),
    only ? el("button", { type: "button", onclick: only, "aria-label": t("only") + " " + text }, t("only")) : null,
    el("span", { class: "n" }, n));
}
function heading(text, every, none) {
  return el("h2", {}, el("span", {}, text),
    every ? el("button", { type: "button", onclick: every }, t("all")) : null,
    none ? el("button", { type: "button", onclick: none }, t("none")) : null);
}

function showFilters() {
  const box = $("filters"), found = counts(), at = document.activeElement && document.activeElement.id, scroll = $("side").scrollTop;
  const types = D.types.map((type) => type.id), preds = D.predicates.map((each) => each.id);
  // Of very many documents the list has those with most facts; search finds the others by their titles.
  const all = D.documents.map((each, d) => [each, d]), most_ = all.length <= MOST_LISTED ? null : new Set([...all].sort((a, b) => (found.docs.get(b[1]) || 0) - (found.docs.get(a[1]) || 0) || a[1] - b[1]).slice(0, MOST_LISTED).map(([, d]) => d));
  const listed = most_ ? all.filter(([each, d]) => most_.has(d) || (S.docs.length < 20 && S.docs.includes(each.id))) : all;
  const children = [
    orderGroup(),
    el("div", { class: "group", id: "f-types" }, heading(t("legend"), () => change({ types: [] }), () => change({ types })),
      ...D.types.map((type) => row(label(type), found.types.get(type.id) || 0, !S.types.includes(type.id), icon(type),
        () => change({ types: toggled(S.types, type.id) }), () => change({ types: types.filter((each) => each !== type.id) }), "t-" + type.id))),
    el("div", { class: "group", id: "f-preds" }, heading(t("predicates"), () => change({ preds: [] }), () => change({ preds })),
      ...D.predicates.filter((each) => found.preds.get(each.id) || S.preds.includes(each.id)).map((each) => row(label(each), found.preds.get(each.id) || 0, !S.preds.includes(each.id), null,
        () => change({ preds: toggled(S.preds, each.id) }), () => change({ preds: preds.filter((other) => other !== each.id) }), "p-" + each.id))),
    modalityGroup(found), timeGroup(found), confidenceGroup(),
    el("div", { class: "group", id: "f-docs" }, heading(t("documents"), S.docs.length ? () => change({ docs: [] }) : null),
      ...listed.map(([each, d]) => row(each.title, found.docs.get(d) || 0, !S.docs.length || S.docs.includes(each.id), null,
        () => change({ docs: S.docs.length ? toggled(S.docs, each.id) : D.documents.map((other) => other.id).filter((id) => id !== each.id) }), () => change({ docs: [each.id] }), "d-" + each.id)),
      D.documents.length > listed.length ? el("p", { class: "quiet" }, t("documents.more", { n: D.documents.length - listed.length })) : null),
  ];
  box.replaceChildren(...children.filter(Boolean));
  $("side").scrollTop = scroll;
  if (at && /^[tpdm]-|^f-|^c-/.test(at) && $(at)) $(at).focus({ preventScroll: true });
}
function modalityGroup(found) {
  const dashes = (pattern) => svg("svg", { viewBox: "0 0 16 16", class: "icon", "aria-hidden": "true" }, svg("line", { x1: 0, y1: 8, x2: 16, y2: 8, stroke: css("quiet"), "stroke-width": 2, "stroke-dasharray": pattern }));
  const kinds = Object.keys(D.modalities).filter((each) => found.mods.get(each) || (S.mods.includes(each) && each !== "asserted"));
  const rows = kinds.map((each) => row(label(D.modalities[each]), found.mods.get(each) || 0, S.mods.includes(each), dashes(each === "asserted" ? "none" : "4 3"),
    () => change({ mods: toggled(S.mods, each) }), null, "m-" + each));
  if (found.ctx) rows.push(row(t("context"), found.ctx, S.ctx, dashes("1 3"), () => change({ ctx: !S.ctx }), null, "m-context"));
  return rows.length > 1 ? el("div", { class: "group", id: "f-mods" }, heading(t("modality")), ...rows) : null;
}
function timeGroup(found) {
  if (years.length < 2) return null;
  const low = Number(years[0]), high = Number(years[years.length - 1]), n = high - low + 1;
  const most = Math.max(1, ...found.years.values()), from = Number(S.from || low), to = Number(S.to || high);
  const bars = svg("svg", { viewBox: "0 0 " + n * 10 + " 42", id: "bars", preserveAspectRatio: "none", "aria-hidden": "true" });
  for (let k = 0; k < n; k += 1) {
    const high_ = 40 * (found.years.get(String(low + k)) || 0) / most;
    bars.append(svg("rect", { x: k * 10 + 1, y: 42 - high_, width: 8, height: high_, fill: low + k >= from && low + k <= to ? css("accent") : css("line") }));
  }
  const slider = (id, value, text, apply) => el("input", { type: "range", id, min: low, max: high, value, "aria-label": text, onchange: (event) => apply(Number(event.target.value)) });
  return el("div", { class: "group", id: "f-time" }, heading(t("time") + "　" + from + "–" + to, S.from || S.to ? () => change({ from: null, to: null }) : null), bars,
    slider("f-from", from, t("time") + " ≥", (value) => change({ from: value > low ? String(Math.min(value, to)) : null })),
    slider("f-to", to, t("time") + " ≤", (value) => change({ to: value < high ? String(Math.max(value, from)) : null })),
    el("p", { class: "quiet" }, t("time.note")));
}
function confidenceGroup() {
  return el("div", { class: "group", id: "f-conf" }, heading(t("confidence") + "　" + S.conf.toFixed(2)),
    el("input", { type: "range", id: "c-conf", min: 0, max: 1, step: 0.05, value: S.conf, "aria-label": t("confidence"), onchange: (event) => change({ conf: Number(event.target.value) }) }));
}
