// The picture's side of the data: where nodes stand, and which pairs of them an edge joins.
const drawn = new Map(D.network.nodes.map((node) => [nodeAt.get(node.id), node]));
const byImportance = D.nodes.map((_, i) => i).sort((i, j) => drawn.get(j).size - drawn.get(i).size || i - j);

// One edge of the picture joins two entities and stands for all statements between them.
const pairs = D.network.edges.map((edge) => {
  const a = nodeAt.get(edge.from), b = nodeAt.get(edge.to);
  return { id: edge.id, a: Math.min(a, b), b: Math.max(a, b), statements: [] };
});
const pairAt = new Map(pairs.map((pair, i) => [pair.a + "," + pair.b, i]));
const pairById = new Map(pairs.map((pair, i) => [pair.id, i]));
const neighbours = D.nodes.map(() => []); // node → its pairs
pairs.forEach((pair, i) => { neighbours[pair.a].push(i); neighbours[pair.b].push(i); });
D.statements.forEach((statement) => {
  if (statement.dated || statement.o === statement.s) return;
  const a = Math.min(statement.s, statement.o), b = Math.max(statement.s, statement.o);
  pairs[pairAt.get(a + "," + b)].statements.push(statement);
});
