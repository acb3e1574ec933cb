"""Extraction on many machines by Dask distributed (``pip install chuanyu-kg[cluster]``).

Documents travel to the workers in batches and their graphs come back; the store stays where the build runs. A graph
depends on its document alone, so it does not matter which worker makes it, nor when.
"""

from __future__ import annotations

import importlib
from collections import deque
from collections.abc import Iterable, Iterator
from functools import partial
from itertools import islice
from typing import Any, Final

from kg.build.work import Farm, Job, Result
from kg.cluster.task import extracted
from kg.model import Document

__all__ = ["ClusterError", "farm"]

BATCH: Final = 64  # documents: a task costs Dask about 1.6 ms, a document of a newspaper about 5
_AHEAD: Final = 2  # batches for each thread of the cluster, so that none waits for this process
_PATIENCE: Final = 20  # seconds until a scheduler must have answered, and between two looks at the workers
_DESERTED: Final = 120  # seconds without any worker after which none is waited for


class ClusterError(Exception):
    """The cluster cannot be used: what is wrong, and what helps (``cure``)."""

    def __init__(self, problem: str, cure: str) -> None:
        """Take one sentence each."""
        super().__init__(f"{problem} {cure}")
        self.problem, self.cure = problem, cure


def farm(address: str, *, batch: int = BATCH) -> Farm:
    """A farm on the Dask cluster whose scheduler answers at ``address`` (``tcp://host:8786``).

    A worker that dies costs nothing but time: its batches go to others. A document that kills workers, or takes too
    long, comes back with the cause. Using it raises ``ClusterError``.
    """
    return partial(_work, address=address, size=batch)


def _work(documents: Iterable[Document], job: Job, *, address: str, size: int) -> Iterator[tuple[Document, Result]]:
    with _connected(address) as client:
        source = iter(documents)
        again: deque[list[Document]] = deque()
        running: dict[Any, list[Document]] = {}
        more = True
        while more or again or running:
            while (more or again) and len(running) < _room(client):
                batch = again.popleft() if again else list(islice(source, size))
                more = more and bool(batch)
                if batch:
                    running[client.submit(extracted, batch, job, pure=False)] = batch
            for future in _finished(client, running):
                batch = running.pop(future)
                yield from _results(future, batch, again)


def _connected(address: str) -> Any:  # noqa: ANN401
    try:
        client = _dask().Client
    except ImportError as error:
        raise ClusterError(
            "Dask is not installed here.", "Install it with `pip install 'chuanyu-kg[cluster]'`."
        ) from error
    try:
        return client(address, timeout=_PATIENCE)
    except (OSError, ValueError) as error:
        cure = "Start one with `dask scheduler` and workers with `dask worker ADDRESS --nthreads 1`."
        raise ClusterError(f"{address}: no Dask scheduler answers there.", cure) from error


def _dask() -> Any:  # noqa: ANN401 - it is installed only where a cluster is used
    return importlib.import_module("distributed")


def _room(client: Any) -> int:  # noqa: ANN401
    """How many batches may be under way: workers may come and go meanwhile."""
    threads: dict[str, int] = client.nthreads()
    return max(1, sum(threads.values())) * _AHEAD


def _finished(client: Any, running: dict[Any, list[Document]]) -> list[Any]:  # noqa: ANN401
    """The batches that are done, as soon as one is; an error where no worker is left to do any."""
    alone: float = 0
    while running:
        try:
            return list(_dask().wait(list(running), timeout=_PATIENCE, return_when="FIRST_COMPLETED").done)
        except _dask().TimeoutError:
            alone = 0 if client.nthreads() else alone + _PATIENCE
            if alone >= _DESERTED:
                cure = "Start workers with `dask worker ADDRESS --nthreads 1` and build again."
                raise ClusterError(f"The cluster has had no worker for {alone:.0f} seconds.", cure) from None
    return []


def _results(
    future: Any,  # noqa: ANN401 - Dask has no types for it
    batch: list[Document],
    again: deque[list[Document]],
) -> Iterator[tuple[Document, Result]]:
    """What came back; a batch that workers died of is tried again one by one, so that one document is to blame."""
    if future.status == "finished":
        yield from zip(batch, future.result(), strict=True)
        return
    error = future.exception()
    if not isinstance(error, _dask().KilledWorker):
        raise ClusterError(f"A worker of the cluster cannot work: {error}.", "Install the same kg on all machines.")
    if len(batch) > 1:
        again.extend([document] for document in batch)
    else:
        yield batch[0], "the extraction failed: it took too long, or killed every worker that tried it"
