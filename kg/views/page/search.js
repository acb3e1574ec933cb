// Search: names, other names, codes, documents, and pinyin by syllables (chongqing, cq, chongq, cqs).
function syllableMatch(query, syllables, at, left) {
  // `left` syllables may be left out on the way, as 市 in 重庆经信委. Each syllable is typed in full, or by its initial (zh, ch, sh or one letter); the last one as far as one got.
  if (!query) return true;
  if (at >= syllables.length) return false;
  const syllable = syllables[at];
  if (syllable.startsWith(query)) return true;
  const heads = [syllable, /^[zcs]h/.test(syllable) ? syllable.slice(0, 2) : "", syllable[0]];
  return heads.some((head) => head && query.startsWith(head) && syllableMatch(query.slice(head.length), syllables, at + 1, left)) || (left > 0 && at > 0 && syllableMatch(query, syllables, at + 1, left - 1));
}
function pinyinScore(query, spelled) {
  const syllables = spelled.split(" ");
  const initials = syllables.map((each) => each[0]).join("");
  if (query === initials || query === syllables.join("")) return 4;
  if (syllableMatch(query, syllables, 0)) return 3;
  for (let at = 1; at < syllables.length; at += 1) if (syllableMatch(query, syllables, at)) return query.length > 1 ? 1 : 0;
  if (query.length > 4 && syllableMatch(query, syllables, 0, 1)) return 0.7;
  return 0;
}
function textScore(query, text) {
  const low = text.toLowerCase();
  if (low === query) return 6;
  if (low.startsWith(query)) return 5;
  return low.includes(query) ? 3.5 : 0;
}
function score(query, letters, texts, spelled) {
  let best = 0;
  texts.forEach((text, k) => { const found = textScore(query, text); if (found) best = Math.max(best, found - (k ? 0.2 : 0)); });
  if (letters) spelled.forEach((each, k) => { const found = pinyinScore(letters, each); if (found) best = Math.max(best, found - (k ? 0.2 : 0)); });
  return best;
}
// What a text may mean, the best first: entities for which `wanted` is true, and documents if asked.
function search(text, wanted, withDocuments) {
  const query = text.trim().toLowerCase();
  if (!query) return [];
  const letters = /^[a-z0-9' ü]+$/.test(query) ? query.replace(/ü/g, "v").replace(/[' ]/g, "") : "";
  const hits = [];
  D.nodes.forEach((node, i) => {
    if (wanted && !wanted(i)) return;
    const found = Math.max(node.code === text.trim() ? 7 : 0, score(query, letters, [node.label, ...node.names], node.py));
    if (found) hits.push({ found, node: i, weight: degree[i], text: node.label });
  });
  if (withDocuments) D.documents.forEach((each, d) => {
    const found = Math.max(each.id === text.trim() ? 5 : 0, score(query, letters.length > 2 ? letters : "", [each.title], [each.py]));
    if (found) hits.push({ found: found - 0.5, doc: d, weight: 0, text: each.title });
  });
  return hits.sort((a, b) => b.found - a.found || b.weight - a.weight || (a.text < b.text ? -1 : 1));
}

// A box that suggests: `input` with its list and a line that counts; `options` say what it finds and what a choice does.
function suggest(input, list, count, options) {
  let hits = [], chosen = -1, listed = 12;
  const close = () => { hits = []; chosen = -1; draw(); };
  function draw() {
    const text = input.value.trim(), open = Boolean(text) && document.activeElement === input;
    list.hidden = !open || !hits.length;
    input.setAttribute("aria-expanded", String(!list.hidden));
    if (count) count.textContent = !open ? "" : hits.length ? t("search.count", { n: hits.length }) : t("search.none");
    list.replaceChildren(...hits.slice(0, listed).map((hit, k) => entry(hit, k, text)));
    if (hits.length > listed) list.append(el("li", { role: "option", "aria-selected": "false", class: "quiet", onmousedown: (event) => { event.preventDefault(); listed += 40; draw(); } }, t("table.more", { n: hits.length - listed })));
    const at = chosen < 0 ? null : $(list.id + chosen);
    if (at) { input.setAttribute("aria-activedescendant", at.id); at.scrollIntoView({ block: "nearest" }); } else input.removeAttribute("aria-activedescendant");
  }
  function entry(hit, k, text) {
    const node = hit.node === undefined ? null : D.nodes[hit.node], type = node && typeOf.get(node.type);
    const matched = node && !node.label.includes(text) && node.names.find((each) => each.includes(text));
    return el("li", { role: "option", id: list.id + k, "aria-selected": String(k === chosen), onmousedown: (event) => { event.preventDefault(); take(hit); } },
      node ? icon(type) : "📄",
      el("span", { class: "name" }, hit.text, matched ? el("span", { class: "quiet" }, "　" + matched) : null),
      el("span", { class: "quiet" }, node ? label(type.fine[node.fine] || type) + " · " + degree[hit.node] : t("document")));
  }
  function take(hit) { input.value = options.keep ? hit.text : ""; close(); options.pick(hit); }
  input.addEventListener("input", () => { hits = options.find(input.value); chosen = hits.length ? 0 : -1; listed = 12; draw(); if (options.typed) options.typed(); });
  input.addEventListener("blur", () => { setTimeout(draw, 0); });
  input.addEventListener("focus", draw);
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!hits.length) return;
      chosen = (chosen + (event.key === "ArrowDown" ? 1 : -1) + hits.length) % hits.length; listed = Math.max(listed, chosen + 1); draw();
    } else if (event.key === "Enter" && hits[chosen] && !list.hidden) { event.preventDefault(); event.stopPropagation(); take(hits[chosen]); if (options.after) options.after(); }
    else if (event.key === "Escape") { event.stopPropagation(); if (!options.keep) input.value = ""; close(); if (options.leave) options.leave(); }
  });
}
// What every search box is made of.
function searchBox() {
  const input = el("input", { id: "q", type: "search", autocomplete: "off", spellcheck: "false", role: "combobox", "aria-expanded": "false", "aria-controls": "hits", "aria-autocomplete": "list" });
  return el("div", { id: "search", role: "search" }, input, el("ul", { id: "hits", role: "listbox", "aria-label": t("search.hits"), hidden: true }), el("p", { id: "found", class: "quiet", role: "status", "aria-live": "polite" }));
}
