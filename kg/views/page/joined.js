// Which pairs of entities an edge joins, and what is stated of each.
const pairAt = new Map(pairs.map((pair, i) => [pair.a + "," + pair.b, i]));
const pairById = new Map(pairs.map((pair, i) => [pair.id, i]));
const neighbours = D.nodes.map(() => []); // node → its pairs
pairs.forEach((pair, i) => { neighbours[pair.a].push(i); neighbours[pair.b].push(i); });
D.statements.forEach((statement) => {
  if (statement.dated || statement.o === statement.s) return;
  const a = Math.min(statement.s, statement.o), b = Math.max(statement.s, statement.o);
  pairs[pairAt.get(a + "," + b)].statements.push(statement);
});
