// Files that the reader takes away: a drawing as a bitmap, rows as CSV, the sources as a list.
function download(blob, suffix, stem) {
  const link = el("a", { download: stem + "." + suffix, href: URL.createObjectURL(blob) });
  document.body.append(link); link.click(); link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}
function pngOf(root, wide, high, done) {
  const image = new Image(), factor = Math.min(2, 16000 / Math.max(wide, high));
  image.onload = () => {
    const canvas = document.createElement("canvas");
    canvas.width = wide * factor; canvas.height = high * factor;
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    canvas.toBlob(done, "image/png");
  };
  image.src = "data:image/svg+xml;charset=utf-8," + encodeURIComponent(new XMLSerializer().serializeToString(root));
}
function csvOf(rows) {
  // A spreadsheet takes a cell that begins so for a formula: an apostrophe keeps it a text.
  const safe = (cell) => { const text = String(cell); const kept = typeof cell === "string" && /^[=+\-@\t\r]/.test(text) ? "'" + text : text; return /[",\n\r]/.test(kept) ? '"' + kept.replace(/"/g, '""') + '"' : kept; };
  return "\ufeff" + rows.map((line) => line.map(safe).join(",")).join("\r\n") + "\r\n";
}
function sourceList(statements, papers) {
  const used = new Set(statements.flatMap((each) => each.ev.map((evidence) => evidence.d)).concat(papers || []));
  if (!used.size) return "";
  const sources = D.documents.filter((_, d) => used.has(d));
  return el("div", {}, el("h3", {}, t("sources")),
    el("ol", {}, ...sources.map((each) => el("li", {}, each.title + (each.date ? "，" + each.date : "") + (each.source ? "，" + each.source : "")))));
}
