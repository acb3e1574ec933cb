"""The graph as files: RDF, GraphML and GEXF, tables."""
