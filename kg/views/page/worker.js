
// The worker that answers: it loads the data once and runs one query after the other.
let answering = null;
onmessage = ({ data }) => {
  const { id } = data;
  try {
    if (data.wasm) {
      initSync({ module: data.wasm });
      answering = new Store();
      answering.load(data.quads, { format: "nq", no_transaction: true });
      postMessage({ id, size: answering.size });
      return;
    }
    const start = performance.now();
    const text = answering.query(data.query, { results_format: data.form, base_iri: data.base, use_default_graph_as_union: !data.graphs });
    postMessage({ id, text, took: performance.now() - start });
  } catch (error) {
    postMessage({ id, error: String((error && error.message) || error) });
  }
};
