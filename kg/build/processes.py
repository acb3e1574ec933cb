"""Extraction in several processes of this machine; one that dies or hangs costs the document it was at, no more.

Each worker has its own pipe and works on its documents in turn, so it is always known where it is.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import queue
import signal
import threading
import time
from collections import deque
from collections.abc import Iterable, Iterator
from functools import partial
from multiprocessing.connection import Connection, wait
from typing import Any, Final

from kg.build.work import Farm, Job, Result, graph_of, too_long
from kg.model import Document

_AHEAD: Final = 3  # documents that wait at a worker, so that it never does
_GRACE: Final = 2.0  # seconds behind its limit after which a worker that has not stopped by itself is killed
_TICK: Final = 0.5
_METHOD: Final = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"


def farm(workers: int) -> Farm:
    """A farm of so many processes."""
    return partial(_work, workers=workers)


def _work(documents: Iterable[Document], job: Job, *, workers: int) -> Iterator[tuple[Document, Result]]:
    source = iter(documents)
    again: deque[Document] = deque()
    crew = [_Worker(job) for _ in range(workers)]
    try:
        more = True
        while more or any(worker.waiting for worker in crew):
            for worker in crew:
                while more and len(worker.waiting) < _AHEAD:
                    document = again.popleft() if again else next(source, None)
                    more = document is not None
                    if document is not None:
                        worker.give(document)
            if busy := [worker.pipe for worker in crew if worker.waiting]:
                wait(busy, _TICK)
            for place, worker in enumerate(crew):
                yield from worker.done()
                cause = worker.fault()
                if cause:
                    worker.end()
                    yield worker.waiting.popleft(), cause
                    again.extend(worker.waiting)
                    more = True
                    crew[place] = _Worker(job)
    finally:
        # After an interruption nothing more is waited for: what is stored is whole.
        for worker in crew:
            worker.end()


class _Worker:
    """A process, the documents that it has been given, and since when it works at the first of them."""

    def __init__(self, job: Job) -> None:
        self.waiting: deque[Document] = deque()
        self._limit, self._since, self._dead = job.limit, time.monotonic(), False
        context: Any = multiprocessing.get_context(_METHOD)
        if _METHOD == "forkserver":
            context.set_forkserver_preload(["kg.build.warm"])
        self.pipe, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs, job), daemon=True)
        self._process.start()
        theirs.close()
        self._given: queue.SimpleQueue[Document | None] = queue.SimpleQueue()
        # A thread sends: this process must never wait to send while the worker waits to be heard.
        threading.Thread(target=_send, args=(self.pipe, self._given), daemon=True).start()

    def give(self, document: Document) -> None:
        if not self.waiting:
            self._since = time.monotonic()
        self.waiting.append(document)
        self._given.put(document)

    def done(self) -> Iterator[tuple[Document, Result]]:
        """What has come back since the last look."""
        try:
            while self.waiting and self.pipe.poll():
                result = self.pipe.recv()
                self._since = time.monotonic()
                yield self.waiting.popleft(), result
        except (EOFError, OSError):
            self._dead = True

    def fault(self) -> str:
        """Why the worker will not come back from its document; empty where it may."""
        if self._dead and self.waiting:
            self._process.join(_GRACE)
            return f"the extraction failed: its process died (exit code {self._process.exitcode}; out of memory?)"
        if self.waiting and time.monotonic() - self._since > self._limit + _GRACE:
            return too_long(self._limit)
        return ""

    def end(self) -> None:
        self._given.put(None)
        self._process.kill()
        self._process.join()
        self.pipe.close()


def _send(pipe: Connection, given: queue.SimpleQueue[Document | None]) -> None:
    with contextlib.suppress(OSError):  # the worker has died, which the other end of the pipe says as well
        while (document := given.get()) is not None:
            pipe.send(document)


def _serve(pipe: Connection, job: Job) -> None:
    """The life of a worker; Ctrl-C is the main process's business."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with contextlib.suppress(EOFError, OSError):
        while True:
            pipe.send(graph_of(pipe.recv(), job))
