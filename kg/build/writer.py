"""Graphs into the store: new ones many at a time, in a thread of their own, so that nobody waits for the disk."""

from __future__ import annotations

import queue
import threading
from typing import Final, Self

from pyoxigraph import NamedNode, RdfFormat, parse

from kg.store import Store

_BATCH: Final = 8 << 20  # bytes of N-Quads: larger ones load hardly faster and take more memory


class Writer:
    """Puts graphs into a store; a context manager, at whose end everything is in it, whatever happened."""

    def __init__(self, store: Store) -> None:
        """Start with nothing to write."""
        self._store = store
        self._new: dict[str, bytes] = {}
        self._size = 0
        self._batches: queue.Queue[dict[str, bytes] | None] = queue.Queue(1)
        self._error: BaseException | None = None
        self._thread = threading.Thread(target=self._load, name="writer", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._hand_over()
        self._batches.put(None)
        self._thread.join()
        if self._error:
            raise self._error

    def put(self, graph: str, data: bytes) -> None:
        """A graph as N-Quads: in place of the one in the store, or soon among the new ones.

        Raises what went wrong with those before it.
        """
        if self._error:
            raise self._error
        if self._store.data.contains_named_graph(NamedNode(graph)):
            self._store.replace(graph, parse(data, format=RdfFormat.N_QUADS))
            return
        self._new[graph] = data
        self._size += len(data)
        if self._size >= _BATCH:
            self._hand_over()

    def _hand_over(self) -> None:
        if self._new:
            batch, self._new, self._size = self._new, {}, 0
            self._batches.put(batch)

    def _load(self) -> None:
        while (batch := self._batches.get()) is not None:
            if self._error is None:
                try:
                    self._store.load(batch)
                except BaseException as error:  # noqa: BLE001 - it is raised where somebody hears it
                    self._error = error
