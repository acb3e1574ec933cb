"""Questions to a dataset: SPARQL, and the catalogue of ready-made questions."""
