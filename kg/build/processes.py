"""Extraction in several processes of this machine; one that dies or hangs costs the document it was at, no more.

Each worker has its own pipe, works on its documents in turn and notes in shared memory at which it is.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import queue
import signal
import threading
import time
from collections import deque
from collections.abc import Iterable, Iterator, MutableSequence
from functools import partial
from multiprocessing.connection import Connection, wait
from typing import Any, Final

from kg.build.work import Farm, Job, Result, graph_of, too_long
from kg.model import Document

_CHUNK: Final = 8  # documents that travel together,
_LARGE: Final = 100_000  # or fewer, if they have so many characters
_AHEAD: Final = 2  # chunks that wait at a worker, so that it never does
_GRACE: Final = 2.0  # seconds behind its limit after which a worker that has not stopped by itself is killed
_TICK: Final = 0.5
_METHOD: Final = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"


def farm(workers: int) -> Farm:
    """A farm of so many processes."""
    return partial(_work, workers=workers)


def _work(documents: Iterable[Document], job: Job, *, workers: int) -> Iterator[tuple[Document, Result]]:
    source = _chunks(documents)
    again: deque[list[Document]] = deque()
    crew = [_Worker(job) for _ in range(workers)]
    try:
        more = True
        while more or any(worker.waiting for worker in crew):
            for worker in crew:
                while more and len(worker.waiting) < _AHEAD:
                    chunk = again.popleft() if again else next(source, None)
                    more = chunk is not None
                    if chunk is not None:
                        worker.give(chunk)
            if busy := [worker.pipe for worker in crew if worker.waiting]:
                wait(busy, _TICK)
            for place, worker in enumerate(crew):
                yield from worker.done()
                cause = worker.fault()
                if cause:
                    worker.end()
                    yield worker.culprit(), cause
                    again.extend(chunk for chunk in worker.waiting if chunk)
                    more = True
                    crew[place] = _Worker(job)
    finally:
        # After an interruption nothing more is waited for: what is stored is whole.
        for worker in crew:
            worker.end()


def _chunks(documents: Iterable[Document]) -> Iterator[list[Document]]:
    chunk: list[Document] = []
    size = 0
    for document in documents:
        chunk.append(document)
        size += len(document.text)
        if len(chunk) == _CHUNK or size > _LARGE:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk


class _Worker:
    """A process, the chunks that it has been given, and where in the first of them it is, since when."""

    def __init__(self, job: Job) -> None:
        self.waiting: deque[list[Document]] = deque()
        self._limit, self._dead = job.limit, False
        context: Any = multiprocessing.get_context(_METHOD)
        if _METHOD == "forkserver":
            context.set_forkserver_preload(["kg.build.warm"])
        self._at = context.RawArray("d", 2)  # the document in the chunk, and when it was begun (0: none is)
        self.pipe, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs, job, self._at), daemon=True)
        self._process.start()
        theirs.close()
        self._given: queue.SimpleQueue[list[Document] | None] = queue.SimpleQueue()
        # A thread sends: this process must never wait to send while the worker waits to be heard.
        threading.Thread(target=_send, args=(self.pipe, self._given), daemon=True).start()

    def give(self, chunk: list[Document]) -> None:
        self.waiting.append(chunk)
        self._given.put(chunk)

    def done(self) -> Iterator[tuple[Document, Result]]:
        """What has come back since the last look."""
        try:
            while self.waiting and self.pipe.poll():
                results = self.pipe.recv()
                yield from zip(self.waiting.popleft(), results, strict=True)
        except (EOFError, OSError):
            self._dead = True

    def fault(self) -> str:
        """Why the worker will not come back from its document; empty where it may."""
        if self._dead and self.waiting:
            self._process.join(_GRACE)
            return f"the extraction failed: its process died (exit code {self._process.exitcode}; out of memory?)"
        begun = self._at[1]
        if self.waiting and begun and time.monotonic() - begun > self._limit + _GRACE:
            return too_long(self._limit)
        return ""

    def culprit(self) -> Document:
        """The document that the worker was at, taken out of its chunk."""
        first = self.waiting[0]
        return first.pop(min(int(self._at[0]), len(first) - 1))

    def end(self) -> None:
        self._given.put(None)
        self._process.kill()
        self._process.join()
        self.pipe.close()


def _send(pipe: Connection, given: queue.SimpleQueue[list[Document] | None]) -> None:
    with contextlib.suppress(OSError):  # the worker has died, which the other end of the pipe says as well
        while (chunk := given.get()) is not None:
            pipe.send(chunk)


def _serve(pipe: Connection, job: Job, at: MutableSequence[float]) -> None:
    """The life of a worker; Ctrl-C is the main process's business."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with contextlib.suppress(EOFError, OSError):
        while True:
            results = []
            for number, document in enumerate(pipe.recv()):
                at[:] = [number, time.monotonic()]
                results.append(graph_of(document, job))
            at[1] = 0.0
            pipe.send(results)
