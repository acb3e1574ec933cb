"""A query under a hard time limit: it runs in a process of its own, which is killed when the time is over.

pyoxigraph's ``query`` has no limit and cannot be interrupted, so nothing less than a process stops a cross product.
"""

from __future__ import annotations

import multiprocessing
import signal
from collections.abc import Mapping
from multiprocessing.connection import Connection
from pathlib import Path

from kg.query.engine import evaluate, open_dataset
from kg.query.result import Result, Term

_Options = tuple[str, str, dict[str, Term], int | None, bool]


class QueryTimeoutError(TimeoutError):
    """The query had no answer within the limit and was stopped."""


def run(
    source: str | Path,
    text: str,
    *,
    timeout: float | None = None,
    bindings: Mapping[str, Term] | None = None,
    limit: int | None = None,
    labels: bool = False,
) -> Result:
    """The answer to ``text`` on the dataset at ``source``, as ``engine.evaluate`` gives it.

    ``timeout`` in seconds, counted from the start of the worker process; ``None`` runs it here, without a limit.
    Raises ``QueryTimeoutError``, and what ``open_dataset`` and ``evaluate`` raise.
    """
    if timeout is None:
        with open_dataset(source) as store:
            return evaluate(store, text, bindings=bindings, limit=limit, labels=labels)
    # "spawn", because a fork of a process that holds an open store or threads is not safe.
    context = multiprocessing.get_context("spawn")
    receiver, sender = context.Pipe(duplex=False)
    options: _Options = (str(source), text, dict(bindings or {}), limit, labels)
    process = context.Process(target=_work, args=(sender, options), daemon=True)
    process.start()
    sender.close()
    try:
        if not receiver.poll(timeout):
            raise QueryTimeoutError(f"no answer within {timeout:g} s; the query was stopped")
        return _received(receiver)
    finally:
        process.kill()
        process.join()
        process.close()
        receiver.close()


def _received(receiver: Connection) -> Result:
    """What the worker sent: its result, or its exception raised here."""
    try:
        sent = receiver.recv()
    except EOFError:
        raise RuntimeError("the query process ended without an answer; it may have run out of memory") from None
    if isinstance(sent, Exception):
        raise sent
    result: Result = sent
    return result


def _work(sender: Connection, options: _Options) -> None:
    """The worker's whole life: one query, one answer."""
    source, text, bindings, limit, labels = options
    # Ctrl-C reaches this process too, and the engine would not let Python see it.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    try:
        with open_dataset(source) as store:
            sent: Result | Exception = evaluate(store, text, bindings=bindings, limit=limit, labels=labels)
    except Exception as error:  # noqa: BLE001 - whatever it is, the caller has to hear of it
        sent = error
    sender.send(sent)
    sender.close()
