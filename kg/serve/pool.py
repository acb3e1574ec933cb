"""Worker processes under a hard time limit: one that does not answer in time is killed, and another takes its place.

pyoxigraph's ``query`` can neither be limited nor interrupted, so nothing less than a process stops a cross product.
Processes come out of a server process that has all modules loaded and no threads: a new one is there in 10 ms.
"""

from __future__ import annotations

import asyncio
import contextlib
import multiprocessing
import os
import threading
import time
from collections import deque
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import cache, partial
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext, ForkServerProcess, SpawnContext, SpawnProcess
from pathlib import Path
from typing import Any, Final, TypeAlias

from kg.serve.settings import Refusal, Reply, Request, Settings
from kg.serve.worker import MODULES, work

Leaving: TypeAlias = Callable[[], Coroutine[Any, Any, None]]

_BOOT: Final = 120.0
_LOOK: Final = 0.02
_PATIENCE: Final = 4
"""How many times its moment a query may take where the processor is busy."""


class OvertimeError(Exception):
    """No answer came within the seconds that the caller gave; the work was stopped."""


class Worker:
    """One process and the pipe to it. ``ask`` blocks; one thread at a time."""

    def __init__(self, settings: Settings, nice: int) -> None:
        """Start nothing yet; ``nice`` is by how much the process gives way to others."""
        self._settings, self._nice = settings, nice
        self._process: SpawnProcess | ForkServerProcess | None = None
        self._pipe: Connection | None = None
        self._closed = self._ready = False
        self._lock = threading.Lock()
        self.place = ""

    def start(self, place: str = "") -> None:
        """Start the process; it gets ready by itself, with the snapshot ``place`` open."""
        context = _context()
        ours, theirs = context.Pipe()
        with self._lock:
            if self._closed:
                return
            process = context.Process(target=work, args=(theirs, self._settings, self._nice, place), daemon=True)
            process.start()
            theirs.close()
            self._process, self._pipe, self.place = process, ours, place

    def ask(self, place: str, request: Request, moment: float | None = None) -> Reply:
        """The answer of the process, on the snapshot ``place``.

        Raises ``Refusal`` (503): none came in time; ``OvertimeError``: none came within ``moment``.
        """
        pipe = self._able()
        self.place = place
        seconds = self._settings.timeout
        try:
            pipe.send((place, request))
            if not (pipe.poll(seconds) if moment is None else self._soon(pipe, moment)):
                self._renew()
                if moment is not None:
                    raise OvertimeError
                raise Refusal(503, f"There was no answer within {seconds:g} seconds; the query was stopped.")
            reply: Reply = pipe.recv()
        except (EOFError, OSError):
            self._renew()
            text = "The query was stopped: it took more memory than it may, or its process ended."
            raise Refusal(503, text) from None
        return reply

    def _soon(self, pipe: Connection, moment: float) -> bool:
        """Whether the answer comes after so many seconds of work; the processor may be busy with others meanwhile."""
        process = self._process
        begin, end = _worked(process), time.monotonic() + _PATIENCE * moment
        while time.monotonic() < end and _worked(process) - begin < moment:
            if pipe.poll(_LOOK):
                return True
        return pipe.poll()

    def _able(self) -> Connection:
        """The pipe to a process that waits for work; the second try is for one that died in its sleep."""
        for _ in range(2):
            if self._pipe is None:
                self.start()
            pipe = self._pipe
            with contextlib.suppress(EOFError, OSError):
                if pipe is not None:
                    if not self._ready:
                        if not pipe.poll(_BOOT):
                            break
                        pipe.recv()
                        self._ready = True
                    if self._process is not None and self._process.is_alive():
                        return pipe
            self._renew()
        raise Refusal(503, "The server cannot start its processes.")

    def _renew(self) -> None:
        place = self.place
        self.kill()
        self._end()
        self.start(place)

    def _end(self) -> None:
        with self._lock:
            process, pipe = self._process, self._pipe
            self._process = self._pipe = None
        self.place, self._ready = "", False
        if pipe is not None:
            pipe.close()
        if process is not None:
            process.join()
            process.close()

    def kill(self) -> None:
        """End the process now, from any thread; who waits in ``ask`` gets its ``Refusal``, and a new one starts."""
        with self._lock:
            if self._process is not None:
                self._process.kill()

    def close(self) -> None:
        """End the process for good."""
        self._closed = True
        self.kill()
        self._end()


@dataclass(slots=True)
class Pool:
    """Some workers and the requests that wait for one; use it within one event loop.

    With ``newest`` the last that came is the next: where more comes than can be done, some are served soon and those
    that have waited longest give up, instead of all being served late.
    """

    settings: Settings
    size: int
    nice: int = 0
    newest: bool = False
    _all: list[Worker] = field(default_factory=list)
    _free: list[Worker] = field(default_factory=list)
    _waiting: deque[asyncio.Future[Worker]] = field(default_factory=deque)
    _threads: ThreadPoolExecutor | None = None

    def open(self) -> None:
        """Start the workers."""
        self._threads = ThreadPoolExecutor(self.size, thread_name_prefix="kg-serve")
        for _ in range(self.size):
            worker = Worker(self.settings, self.nice)
            worker.start()
            self._all.append(worker)
            self._free.append(worker)

    def close(self) -> None:
        """End the workers, whatever they do."""
        for worker in self._all:
            worker.close()
        if self._threads:
            self._threads.shutdown(wait=True, cancel_futures=True)

    @property
    def places(self) -> frozenset[str]:
        """The snapshots that workers have open."""
        return frozenset(worker.place for worker in self._all)

    async def ask(self, place: str, request: Request, gone: Leaving, moment: float | None = None) -> Reply:
        """The answer of one of the workers; where ``gone()`` is done first (the client has left), the work is stopped.

        Raises ``Refusal``: 503 where all are busy for too long, or out of time; ``OvertimeError`` after ``moment``.
        """
        worker = await self._taken()
        loop = asyncio.get_running_loop()
        work = loop.run_in_executor(self._threads, worker.ask, place, request, moment)
        # Only when the thread is done is the worker free, whoever still waits for the answer.
        work.add_done_callback(partial(self._freed, worker))
        leaving = asyncio.create_task(gone())
        both: set[asyncio.Future[Any]] = {work, leaving}
        try:
            await asyncio.wait(both, return_when=asyncio.FIRST_COMPLETED)
            if not work.done():
                worker.kill()
                raise Refusal(503, "The client has left.")
            return work.result()
        finally:
            leaving.cancel()

    def _freed(self, worker: Worker, work: asyncio.Future[Reply]) -> None:
        if not work.cancelled():
            work.exception()  # seen, even if nobody waits any more
        self._give(worker)

    def _give(self, worker: Worker) -> None:
        """Hand a worker to one who waits, or keep it."""
        while self._waiting:
            waiter = self._waiting.pop() if self.newest else self._waiting.popleft()
            if not waiter.done():
                waiter.set_result(worker)
                return
        self._free.append(worker)

    async def _taken(self) -> Worker:
        if self._free:
            return self._free.pop()
        if len(self._waiting) >= self.settings.queue:
            raise _busy()
        waiter: asyncio.Future[Worker] = asyncio.get_running_loop().create_future()
        self._waiting.append(waiter)
        try:
            return await asyncio.wait_for(waiter, self.settings.wait)
        except (TimeoutError, asyncio.CancelledError) as error:
            if waiter.done() and not waiter.cancelled():  # it came at the last moment
                self._give(waiter.result())
            if isinstance(error, TimeoutError):
                raise _busy() from None
            raise
        finally:
            if waiter in self._waiting:
                self._waiting.remove(waiter)


def _worked(process: SpawnProcess | ForkServerProcess | None) -> float:
    """The seconds that the processor has worked for a process; where the system does not say, those of the clock."""
    try:
        text = Path(f"/proc/{process.pid if process else 0}/stat").read_text(encoding="ascii", errors="replace")
        user, system = text.rpartition(")")[2].split()[11:13]
        return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")
    except (OSError, ValueError, AttributeError):
        return time.monotonic()


@cache
def _context() -> SpawnContext | ForkServerContext:
    """How processes are made: a fork of our own process, which has threads, would not be safe."""
    if "forkserver" not in multiprocessing.get_all_start_methods():  # Windows
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["kg.cli", *MODULES])
    return context


def _busy() -> Refusal:
    return Refusal(503, "The server is busy with other queries; try again soon.", headers=(("Retry-After", "2"),))
