"""The life of a worker process: it reads one snapshot of the store and makes one answer after another.

Nothing else guards a query: the process has a limit on its memory, ends itself should its parent be gone, and is killed
by its parent when its time is over.
"""

from __future__ import annotations

import contextlib
import importlib
import os
import signal
import sys
import traceback
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING, Final

from kg.serve.settings import Refusal, Reply, Request, Settings
from kg.store import StoreError

if TYPE_CHECKING:
    from kg.serve.desk import Desk

# What can be asked for → the function that answers.
TASKS: Final = {
    "sparql": "kg.serve.sparql:answer",
    "editor": "kg.serve.sparql:editor",
    "description": "kg.serve.description:service",
    "void": "kg.serve.description:dataset",
    "home": "kg.serve.pages:home",
    "search": "kg.serve.pages:search",
    "thing": "kg.serve.things:thing",
    "ask": "kg.serve.spoken:spoken",
    "questions": "kg.serve.questions:listing",
    "question": "kg.serve.questions:question",
    "view": "kg.serve.views:view",
}
MODULES: Final = tuple(sorted({"kg.serve.desk", *(name.partition(":")[0] for name in TASKS.values())}))
"""What a worker imports before it says that it is ready."""
_GRACE: Final = 5.0


def work(pipe: Connection, settings: Settings, nice: int, place: str) -> None:
    """Answer until the parent closes the pipe; ``place`` is the snapshot that is probably asked for first."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's affair
    from kg.serve.desk import Desk

    for name in MODULES:
        importlib.import_module(name)
    desk = Desk(settings)
    _limit_memory(settings.memory)
    if hasattr(os, "nice"):
        os.nice(nice)
    if place:
        with contextlib.suppress(StoreError, OSError):  # it may be gone by now
            desk.at(place)
    try:
        pipe.send("ready")
        while True:
            place, request = pipe.recv()
            _alarm(settings.timeout + _GRACE)
            desk.at(place)
            pipe.send(answered(desk, request))
            _alarm(0)
    except (EOFError, OSError):
        return


def answered(desk: Desk, request: Request) -> Reply:
    """The answer to a request, or the page or text that says why there is none."""
    module, _, name = TASKS[request.task].partition(":")
    answer: Callable[[Desk, Request], Reply] = getattr(importlib.import_module(module), name)
    from kg.serve.refusal import refused

    root = desk.settings.root
    try:
        reply = answer(desk, request)
    except Refusal as refusal:
        return refused(refusal, request, root=root)
    except MemoryError:
        return refused(Refusal(503, "The query was stopped: it took more memory than it may."), request, root=root)
    except Exception:  # noqa: BLE001 - one request must not end the others
        traceback.print_exc(file=sys.stderr)
        return refused(Refusal(500, "The server failed at this request; its log says where."), request, root=root)
    if len(reply.body) > desk.settings.answer:
        return refused(Refusal(503, "The answer is too large; ask for less of it, with LIMIT."), request, root=root)
    return reply


def _limit_memory(mebibytes: int) -> None:
    """No more memory than this for data; Rust then ends the process, which the parent sees."""
    try:
        import resource
    except ImportError:  # not on Windows
        return
    kept = resource.getrlimit(resource.RLIMIT_DATA)[1]
    resource.setrlimit(resource.RLIMIT_DATA, (mebibytes << 20, kept))


def _alarm(seconds: float) -> None:
    """End this process after so long, even where the engine never gives Python a turn (0: not at all).

    The parent is quicker, if it is still there.
    """
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, seconds)
