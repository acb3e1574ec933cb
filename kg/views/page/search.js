// Search: names, other names, codes, documents, and pinyin by syllables (chongqing, cq, chongq, cqs).
function syllableMatch(query, syllables, at) {
  // Each syllable is typed in full, or by its initial (zh, ch, sh or one letter); the last one as far as one got.
  if (!query) return true;
  if (at >= syllables.length) return false;
  const syllable = syllables[at];
  if (syllable.startsWith(query)) return true;
  const heads = [syllable, /^[zcs]h/.test(syllable) ? syllable.slice(0, 2) : "", syllable[0]];
  return heads.some((head) => head && query.startsWith(head) && syllableMatch(query.slice(head.length), syllables, at + 1));
}
function pinyinScore(query, spelled) {
  const syllables = spelled.split(" ");
  const initials = syllables.map((each) => each[0]).join("");
  if (query === initials || query === syllables.join("")) return 4;
  if (syllableMatch(query, syllables, 0)) return 3;
  for (let at = 1; at < syllables.length; at += 1) if (syllableMatch(query, syllables, at)) return query.length > 1 ? 1 : 0;
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
function search(text) {
  const query = text.trim().toLowerCase();
  if (!query) return [];
  const letters = /^[a-z0-9' ü]+$/.test(query) ? query.replace(/ü/g, "v").replace(/[' ]/g, "") : "";
  const hits = [];
  D.nodes.forEach((node, i) => {
    const found = Math.max(node.code === text.trim() ? 7 : 0, score(query, letters, [node.label, ...node.names], node.py));
    if (found) hits.push({ found, node: i, weight: drawn.get(i).size, text: node.label });
  });
  D.documents.forEach((each, d) => {
    const found = Math.max(each.id === text.trim() ? 5 : 0, score(query, letters.length > 2 ? letters : "", [each.title], [each.py]));
    if (found) hits.push({ found: found - 0.5, doc: d, weight: 0, text: each.title });
  });
  return hits.sort((a, b) => b.found - a.found || b.weight - a.weight || (a.text < b.text ? -1 : 1));
}

let hits = [], chosen = -1, pathFrom = null, listed = 12;
function showHits() {
  const list = $("hits"), input = $("q");
  const open = Boolean(input.value.trim()) && document.activeElement === input;
  list.hidden = !open || !hits.length;
  input.setAttribute("aria-expanded", String(!list.hidden));
  $("found").textContent = !open ? "" : hits.length ? t("search.count", { n: hits.length }) : t("search.none");
  list.replaceChildren(...hits.slice(0, listed).map((hit, k) => {
    const node = hit.node === undefined ? null : D.nodes[hit.node];
    const type = node && typeOf.get(node.type);
    const matched = node && !node.label.includes(input.value.trim()) && node.names.find((each) => each.includes(input.value.trim()));
    return el("li", { role: "option", id: "hit" + k, "aria-selected": String(k === chosen), onmousedown: (event) => { event.preventDefault(); pick(hit); } },
      node ? icon(type) : "📄",
      el("span", { class: "name" }, hit.text, matched ? el("span", { class: "quiet" }, "　" + matched) : null),
      el("span", { class: "quiet" }, node ? label(type.fine[node.fine] || type) + " · " + neighbours[hit.node].length : t("document")));
  }));
  if (hits.length > listed) list.append(el("li", { role: "option", "aria-selected": "false", class: "quiet", onmousedown: (event) => { event.preventDefault(); listed += 40; showHits(); } }, t("table.more", { n: hits.length - listed })));
  if (chosen >= 0) { input.setAttribute("aria-activedescendant", "hit" + chosen); const at = $("hit" + chosen); if (at) at.scrollIntoView({ block: "nearest" }); } else input.removeAttribute("aria-activedescendant");
}
function pick(hit) {
  $("q").value = ""; hits = []; chosen = -1; showHits();
  if (hit.doc !== undefined) { change({ docs: [D.documents[hit.doc].id] }); fit(); return; }
  if (pathFrom !== null) { const from = pathFrom; pathFrom = null; placeholder(); showPath(from, hit.node); return; }
  reveal(hit.node);
}
function placeholder() { $("q").placeholder = t(pathFrom === null ? "search" : "search.to"); $("q").setAttribute("aria-label", $("q").placeholder); }
function startSearch() {
  const input = $("q");
  input.addEventListener("input", () => { hits = search(input.value); chosen = hits.length ? 0 : -1; listed = 12; showHits(); });
  input.addEventListener("blur", () => { setTimeout(showHits, 0); });
  input.addEventListener("focus", showHits);
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      if (hits.length) { chosen = (chosen + step + hits.length) % hits.length; listed = Math.max(listed, chosen + 1); showHits(); }
    } else if (event.key === "Enter" && hits[chosen]) { event.preventDefault(); pick(hits[chosen]); ($("canvas") || $("scene")).focus(); }
    else if (event.key === "Escape") { event.stopPropagation(); input.value = ""; hits = []; pathFrom = null; placeholder(); showHits(); input.blur(); }
  });
}

// The shortest path through facts that pass the filters.
function showPath(from, to) {
  const before = new Map([[from, null]]);
  const queue = [from];
  while (queue.length && !before.has(to)) {
    const i = queue.shift();
    for (const k of neighbours[i]) {
      const pair = pairs[k], other = pair.a === i ? pair.b : pair.a;
      if (!before.has(other) && nodePasses(other) && pair.statements.some(passes)) { before.set(other, i); queue.push(other); }
    }
  }
  if (!before.has(to)) { toast(t("path.none")); return; }
  const path = [];
  for (let i = to; i !== null; i = before.get(i)) path.push(i);
  show(path);
  network.selectNodes(path.map(idOf).filter((id) => V.nodes.has(nodeAt.get(id))));
  fit(path);
  toast(t("path.steps", { n: path.length - 1 }));
}
