// Agreements, policies and events on a time axis, in lanes by region, by body or by type. A date that is known to the
// day is a mark, a month or a year a bar; either opens its sentences.
const DATED = { signedOn: "Agreement", issuedOn: "Policy", heldOn: "Event" };
const PARTY = { signatory: "s", issuedBy: "s", launchedBy: "s", heldIn: "s", participatedIn: "o" };
const LAST = ["places", "none"]; // the lanes of those without a party of the kind asked for
const PAPER = [1120, 640]; // a sheet across, in pixels
const DAY = 86400000, LANES = 16, SIDE = 132, LINE = 24;
const dayOf = (iso) => Date.parse(iso + "T00:00:00Z") / DAY;
const isoOf = (day) => new Date(day * DAY).toISOString().slice(0, 10);

const timeItems = (() => {
  // One item an entity and date; a vaguer date that an exact one fits is no item of its own.
  const found = new Map();
  for (const each of D.statements) {
    if (!each.dated || !DATED[each.p] || each.m !== "asserted") continue;
    const list = found.get(each.s) || found.set(each.s, []).get(each.s);
    const same = list.find((item) => item.date === each.o);
    if (same) same.statements.push(each); else list.push({ i: each.s, date: each.o, from: each.when[0], to: each.when[1], statements: [each], type: D.nodes[each.s].type });
  }
  const items = [];
  for (const list of found.values()) {
    list.sort((a, b) => b.date.length - a.date.length || (a.from < b.from ? -1 : 1));
    const kept = [];
    for (const item of list) {
      const finer = kept.find((other) => other.from >= item.from && other.to <= item.to);
      if (finer) finer.statements.push(...item.statements); else kept.push(item);
    }
    items.push(...kept);
  }
  for (const item of items) item.parties = facts[item.i].filter((each) => PARTY[each.p] && each.m === "asserted" && (PARTY[each.p] === "s" ? each.s === item.i : each.o === item.i)).map((each) => (PARTY[each.p] === "s" ? each.o : each.s));
  return items.sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : a.i - b.i));
})();
const undated = () => D.nodes.filter((node, i) => Object.values(DATED).includes(node.type) && node.docs.length && !timeItems.some((item) => item.i === i)).length;

function timeLanes() {
  const hidden = (Q.hide || "").split(","), items = timeItems.filter((item) => !hidden.includes(item.type)), lanes = new Map();
  const put = (key, text, item) => { const lane = lanes.get(key) || lanes.set(key, { key, text, items: [] }).get(key); if (!lane.items.includes(item)) lane.items.push(item); };
  for (const item of items) {
    if (Q.by === "type") { put(item.type, label(typeOf.get(item.type)), item); continue; }
    const ends = Q.by === "body" ? item.parties.filter((i) => D.nodes[i].type === "Organisation") : item.parties.map(placeOf).filter((i) => i !== null && i !== undefined);
    for (const i of ends) put(i, D.nodes[i].label, item);
    // Parties may be regions where bodies are asked for: that is not the same as none.
    if (!ends.length) put(...(Q.by === "body" && item.parties.length ? ["places", t("timeline.places")] : ["none", t("timeline.none")]), item);
  }
  const order = Array.from(lanes.values()).sort((a, b) => LAST.indexOf(a.key) - LAST.indexOf(b.key) || b.items.length - a.items.length || (String(a.key) < String(b.key) ? -1 : 1));
  const own = order.filter((lane) => !LAST.includes(lane.key)), none = order.filter((lane) => LAST.includes(lane.key));
  const limit = Q.lanes === "all" ? Infinity : LANES, rest = own.slice(limit);
  const other = rest.length ? [{ key: "rest", text: t("timeline.rest", { n: rest.length }), items: Array.from(new Set(rest.flatMap((lane) => lane.items))).sort((a, b) => (a.from < b.from ? -1 : 1)) }] : [];
  return { items, lanes: own.slice(0, limit).concat(other, none), more: rest.length };
}
function timeRange(items) {
  const all = items.length ? [Math.min(...items.map((item) => dayOf(item.from))), Math.max(...items.map((item) => dayOf(item.to)))] : [dayOf("2020-01-01"), dayOf("2021-01-01")];
  const pad = Math.max(20, (all[1] - all[0]) * 0.03), whole = [all[0] - pad, all[1] + pad * 2.5];
  const from = /^\d{4}-\d\d-\d\d$/.test(Q.from || "") ? dayOf(Q.from) : whole[0], to = /^\d{4}-\d\d-\d\d$/.test(Q.to || "") ? dayOf(Q.to) : whole[1];
  return { whole, range: to - from >= 7 ? [from, to] : whole };
}
function timeTicks([from, to], wide) {
  const room = (to - from) / wide * 64, ticks = [], start = new Date(from * DAY), year = start.getUTCFullYear();
  const months = room > 200 ? 12 * Math.ceil(room / 366) : room > 62 ? 6 : room > 31 ? 3 : room > 16 ? 1 : 0;
  if (months) for (let m = 0; ; m += months) {
    const at = new Date(Date.UTC(year, m, 1)), day = at.getTime() / DAY;
    if (day > to) break;
    if (day >= from) ticks.push([day, at.getUTCMonth() === 0 || !ticks.length ? String(at.getUTCFullYear()) + (at.getUTCMonth() ? "-" + String(at.getUTCMonth() + 1).padStart(2, "0") : "") : lang === "zh" ? at.getUTCMonth() + 1 + "月" : isoOf(day).slice(0, 7), at.getUTCMonth() === 0]);
  } else for (let day = Math.ceil(from), step = Math.max(1, Math.ceil(room)); day <= to; day += step) ticks.push([day, isoOf(day).slice(5), false]);
  return ticks;
}
function timeSvg(live, wide, part) {
  const { items, lanes: all } = timeLanes(), lanes = part || all, { range } = timeRange(items), x = (day) => SIDE + (day - range[0]) / (range[1] - range[0]) * (wide - SIDE - 12);
  const context = document.createElement("canvas").getContext("2d"); context.font = "13px " + css("sans");
  const root = svg("svg", { xmlns: "http://www.w3.org/2000/svg", class: "chart", "font-family": css("sans"), role: live ? "group" : "img" });
  const back = svg("g", {}), front = svg("g", {}), heads = svg("g", {});
  let y = 34;
  lanes.forEach((lane, n) => {
    const ends = [], top = y, broken = brokenName(lane.text, 8);
    for (const item of lane.items) {
      const left = x(dayOf(item.from)), right = x(dayOf(item.to) + 1);
      if (right < SIDE || left > wide) continue;
      let text = D.nodes[item.i].label; if (text.length > 17) text = text.slice(0, 16) + "…";
      const bar = item.from !== item.to, start = bar ? Math.max(left, SIDE) : left, stop = bar ? Math.min(Math.max(right, start + 8), wide) : left + 8, words = context.measureText(text).width;
      const turned = stop + words + 8 > wide && start - words - 14 > SIDE, begin = turned ? start - words - 14 : start - 8;
      let row_ = ends.findIndex((end) => end < begin); if (row_ < 0) row_ = ends.length;
      ends[row_] = turned ? stop + 8 : stop + words + 14;
      timeMark(front, item, lane, { start, stop, bar, text, turned, y: top + 8 + row_ * LINE + LINE / 2 }, live);
    }
    y = Math.max(top + 16 + ends.length * LINE, top + 34 + broken.length * 17);
    if (n % 2 === 0) back.append(svg("rect", { x: 0, y: top, width: wide, height: y - top, fill: css("band") }));
    heads.append(svg("rect", { x: 0, y: top, width: SIDE - 6, height: y - top, fill: css(n % 2 ? "paper" : "band") }));
    broken.forEach((line, k) => heads.append(svg("text", { x: 12, y: top + 23 + k * 17, "font-size": 13.5, "font-weight": 600, fill: css("ink") }, line)));
    heads.append(svg("text", { x: 12, y: top + 23 + broken.length * 17, "font-size": 12, fill: css("quiet") }, t("timeline.count", { n: lane.items.length })));
  });
  const axis = svg("g", { "font-size": 12.5, class: "axis" }, svg("rect", { width: wide, height: 27, fill: css("paper"), opacity: 0.94 }));
  for (const [day, text, strong] of timeTicks(range, wide - SIDE)) {
    back.append(svg("line", { x1: x(day), x2: x(day), y1: 26, y2: y, stroke: css("line"), "stroke-width": strong ? 1.4 : 0.7 }));
    axis.append(svg("text", { x: x(day) + 4, y: 18, fill: css("quiet"), "font-weight": strong ? 600 : 400 }, text));
  }
  const high = y + (live ? 8 : 34), legend = svg("g", { "font-size": 12.5, fill: css("quiet") });
  if (!live) timeLegend(legend, lanes, y + 18, context);
  for (const [key, value] of Object.entries({ viewBox: "0 0 " + wide + " " + high, width: wide, height: high })) root.setAttribute(key, value);
  root.append(svg("title", {}, D.title), svg("rect", { width: wide, height: high, fill: css("paper") }), back, front, heads, axis, legend);
  return root;
}
function timeLegend(legend, lanes, y, context) {
  // A picture that leaves the page takes along what its shapes mean.
  const there = new Set(lanes.flatMap((lane) => lane.items.map((item) => item.type)));
  let x = SIDE;
  for (const type of D.types.filter((each) => there.has(each.id))) {
    const drawing = shape(type.shape, x + 7, y, 6.5);
    drawing.setAttribute("fill", colour(type));
    legend.append(drawing, svg("text", { x: x + 19, y: y + 4.5 }, label(type)));
    x += 44 + context.measureText(label(type)).width;
  }
  legend.append(svg("rect", { x, y: y - 5, width: 26, height: 10, rx: 5, fill: css("quiet"), "fill-opacity": 0.4, stroke: css("quiet") }), svg("text", { x: x + 34, y: y + 4.5 }, t("timeline.bar")));
}
// For paper: as many lanes a sheet as are read at their size.
function timeSheets() {
  const sheets = [], { lanes } = timeLanes(), high = (part) => Number(timeSvg(false, PAPER[0], part).getAttribute("height"));
  let part = [];
  for (const lane of lanes) {
    if (part.length && high([...part, lane]) > PAPER[1]) { sheets.push(part); part = []; }
    part.push(lane);
  }
  if (part.length) sheets.push(part);
  return sheets.map((each) => timeSvg(false, PAPER[0], each));
}
function brokenName(text, n) { const found = []; for (let k = 0; k < text.length && found.length < 3; k += n) found.push(text.slice(k, k + n)); return found; }
function timeMark(front, item, lane, at, live) {
  const type = typeOf.get(item.type), own = "n:" + D.nodes[item.i].id, sought = soughtNode(), chosen = Q.sel === "d:" + D.nodes[item.i].id + "," + item.date || (sought >= 0 && (item.i === sought || item.parties.includes(sought)));
  const group = svg("g", live ? { tabindex: 0, role: "button", class: chosen ? "hit on" : "hit", id: "d-" + lane.key + "-" + item.i + "-" + item.date, "aria-label": item.date + " " + D.nodes[item.i].label } : {});
  const drawing = at.bar ? svg("rect", { x: at.start.toFixed(1), y: at.y - 6, width: Math.max(at.stop - at.start, 6).toFixed(1), height: 12, rx: 6, fill: colour(type), "fill-opacity": 0.55, stroke: colour(type) }) : shape(type.shape, at.start.toFixed(1) * 1, at.y, 7);
  if (!at.bar) drawing.setAttribute("fill", colour(type));
  if (chosen) { drawing.setAttribute("stroke", css("accent")); drawing.setAttribute("stroke-width", 3); }
  const side = at.turned ? { x: at.start - 11, "text-anchor": "end" } : { x: at.stop + 5 };
  group.append(svg("title", {}, item.date + "　" + D.nodes[item.i].label), drawing, svg("text", { ...side, y: at.y + 4.5, "font-size": 13, fill: css("ink"), "font-weight": chosen ? 600 : 400, "paint-order": "stroke", stroke: css("paper"), "stroke-width": 3 }, at.text));
  if (live) {
    const open = () => choose("d:" + own.slice(2) + "," + item.date);
    group.addEventListener("click", open);
    group.addEventListener("keydown", (event) => { if (event.key === "Enter" || event.key === " ") { event.preventDefault(); open(); } });
  }
  front.append(group);
}
function timeZoom(factor, where) {
  const { whole, range } = timeRange(timeLanes().items), centre = range[0] + (range[1] - range[0]) * (where === undefined ? 0.5 : where);
  const span = Math.min(Math.max((range[1] - range[0]) * factor, 21), whole[1] - whole[0]);
  timeShow(centre - span * (where === undefined ? 0.5 : where), span);
}
function timeShow(from, span) {
  const { whole } = timeRange(timeLanes().items), start = Math.min(Math.max(from, whole[0]), whole[1] - span);
  setQ(span >= whole[1] - whole[0] - 1 ? { from: null, to: null } : { from: isoOf(Math.round(start)), to: isoOf(Math.round(start + span)) });
}
VIEWS.timeline = {
  started: false,
  status() { const { items } = timeLanes(); return t("timeline.status", { n: items.length, none: undated() }); },
  draw(box, bar) {
    const hidden = (Q.hide || "").split(",").filter(Boolean), { more } = timeLanes();
    const types = Object.values(DATED).filter((id) => typeOf.has(id)).map((id) => { const type = typeOf.get(id), off = hidden.includes(id); return el("button", { type: "button", id: "q-" + id, "aria-pressed": String(!off), onclick: () => setQ({ hide: (off ? hidden.filter((each) => each !== id) : hidden.concat(id)).join(",") }) }, icon(type), " ", label(type)); });
    const tool = (id, text, tip, run) => el("button", { type: "button", id, title: tip, "aria-label": tip, onclick: run }, text);
    bar.replaceChildren(choice("by", ["region", "body", "type"], "region"), el("span", { class: "choice", role: "group", "aria-label": t("legend") }, ...types),
      more || Q.lanes ? el("button", { type: "button", id: "q-lanes", "aria-pressed": String(Q.lanes === "all"), onclick: () => setQ({ lanes: Q.lanes ? null : "all" }) }, t("timeline.all")) : "",
      el("span", { class: "choice", role: "group" }, tool("z-in", "+", t("zoom.in"), () => timeZoom(0.6)), tool("z-out", "−", t("zoom.out"), () => timeZoom(1 / 0.6)), tool("z-fit", "⤢", t("fit"), () => setQ({ from: null, to: null }))),
      el("p", { class: "quiet" }, t("timeline.note")));
    const scroll = box.scrollTop;
    box.replaceChildren(timeItems.length ? timeSvg(true, Math.max(box.clientWidth - 2, 520)) : el("p", { class: "nothing" }, t("timeline.empty")));
    box.scrollTop = scroll;
    this.stick(box);
    if (!this.started) this.listen(box);
    this.started = true;
  },
  stick(box) { const axis = box.querySelector(".axis"); if (axis) axis.setAttribute("transform", "translate(0 " + box.scrollTop + ")"); },
  listen(box) {
    box.addEventListener("scroll", () => this.stick(box));
    const part = (event) => { const at = box.getBoundingClientRect(); return Math.min(Math.max((event.clientX - at.left - SIDE) / (at.width - SIDE), 0), 1); };
    box.addEventListener("wheel", (event) => { if (kind === "timeline" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); timeZoom(event.deltaY > 0 ? 1.25 : 0.8, part(event)); } }, { passive: false });
    box.addEventListener("dblclick", (event) => { if (kind === "timeline" && !event.target.closest(".hit")) timeZoom(0.5, part(event)); });
    box.addEventListener("keydown", (event) => {
      if (kind !== "timeline") return;
      const { range } = timeRange(timeLanes().items), span = range[1] - range[0];
      const run = { "+": () => timeZoom(0.6), "=": () => timeZoom(0.6), "-": () => timeZoom(1 / 0.6), 0: () => setQ({ from: null, to: null }), ArrowLeft: () => timeShow(range[0] - span * 0.2, span), ArrowRight: () => timeShow(range[0] + span * 0.2, span) }[event.key];
      if (run) { event.preventDefault(); run(); }
    });
    box.addEventListener("pointerdown", (event) => {
      if (kind !== "timeline" || event.button || event.target.closest(".hit") || event.pointerType === "touch") return;
      const { range } = timeRange(timeLanes().items), span = range[1] - range[0], begin = event.clientX, wide = box.clientWidth - SIDE;
      const move = (now) => { if (Math.abs(now.clientX - begin) > 3) timeShow(range[0] - (now.clientX - begin) / wide * span, span); };
      const stop = () => { window.removeEventListener("pointermove", move); window.removeEventListener("pointerup", stop); };
      window.addEventListener("pointermove", move); window.addEventListener("pointerup", stop);
    });
  },
  bring() {
    // What was found may lie outside the part of the axis that is shown.
    if (!document.querySelector("#scene .hit.on") && (Q.from || Q.to)) setQ({ from: null, to: null });
    const mark = document.querySelector("#scene .hit.on");
    if (mark) mark.scrollIntoView({ block: "center", inline: "nearest" });
  },
  panel(type, rest) {
    const [id, date] = rest.split(","), item = timeItems.find((each) => D.nodes[each.i].id === id && each.date === date);
    if (!item) return null;
    const type_ = typeOf.get(item.type), others = facts[item.i].filter((each) => passes(each) && !each.dated);
    return [...panelHead([name(D.nodes[item.i].label)], label(type_) + "　" + item.date), ...factBlocks(item.statements), ...(others.length ? [el("h3", {}, t("facts")), ...factList(item.i)] : []), roleKey()];
  },
  svg() { return timeSvg(false, 1400); },
  sheets: timeSheets,
  rows() {
    return [[t("col.date"), t("col.type"), t("col.name"), t("col.parties"), t("col.sentence"), t("col.document")],
      ...timeLanes().items.map((item) => [item.date, label(typeOf.get(item.type)), D.nodes[item.i].label, Array.from(new Set(item.parties.map((i) => D.nodes[i].label))).join("；"), sentence(item.statements[0].ev[0]), D.documents[item.statements[0].ev[0].d].title])];
  },
  used() { return timeLanes().items.flatMap((item) => item.statements); },
};
