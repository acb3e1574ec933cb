// Where vis-network's nodes stand, and its edges.
const LARGE = false;
const drawn = new Map(D.network.nodes.map((node) => [nodeAt.get(node.id), node]));
const byImportance = D.nodes.map((_, i) => i).sort((i, j) => drawn.get(j).size - drawn.get(i).size || i - j);

// One edge of the picture joins two entities and stands for all statements between them.
const pairs = D.network.edges.map((edge) => {
  const a = nodeAt.get(edge.from), b = nodeAt.get(edge.to);
  return { id: edge.id, a: Math.min(a, b), b: Math.max(a, b), from: a, statements: [] };
});
