// The same for a picture that WebGL draws: places and sizes come as plain numbers, and all is shown at first.
const LARGE = true;
D.first = D.nodes.map((_, i) => i);
function cut(text) { const lines = []; for (let at = 0; at < text.length; at += 10) lines.push(text.slice(at, at + 10)); return lines.length > 3 ? [...lines.slice(0, 2), lines[2].slice(0, 9) + "…"] : lines; }
const drawn = new Map(D.nodes.map((node, i) => [i, { id: node.id, x: D.cloud.places[i][0], y: D.cloud.places[i][1], size: D.cloud.sizes[i], shape: typeOf.get(node.type).shape, label: cut(node.label).join("\n") }]));
const byImportance = D.nodes.map((_, i) => i).sort((i, j) => drawn.get(j).size - drawn.get(i).size || i - j);
const pairs = D.cloud.pairs.map(([a, b], k) => ({ id: "e" + k, a: Math.min(a, b), b: Math.max(a, b), from: a, statements: [] }));
