"""The graph into a triple store over HTTP: only what changed, resumable, counted afterwards."""
