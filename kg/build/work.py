"""One document to its graph as bytes: what runs in each process and on each machine, and knows nothing of them."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import FrameType
from typing import Final, TypeAlias

from kg import rdf
from kg.model import Document

LIMIT: Final = 300.0
"""Seconds that a document may take unless another limit is given: a book takes a few."""

Result: TypeAlias = bytes | str
"""The graph as N-Quads; or, as a ``str``, why there is none."""

Farm: TypeAlias = Callable[[Iterable[Document], "Job"], Iterator[tuple[Document, Result]]]
"""Something that works on documents and gives each back with its result, in any order."""


@dataclass(frozen=True, slots=True)
class Job:
    """What is the same for all documents of a build: the base IRI, the extractor's version, seconds a document."""

    base: str
    version: str
    limit: float = LIMIT


class _TooLong(BaseException):
    """The time is up; no ``Exception``, so that nothing on the way takes it for an error of its own."""


def graph_of(document: Document, job: Job) -> Result:
    """The document's graph as sorted N-Quads, or the cause why there is none; a pure function of its arguments.

    The time limit works in the main thread of a process (not on Windows).
    """
    from kg.extract import extract

    try:
        with _limited(job.limit):
            return rdf.lines(extract(document), base=job.base, version=job.version)
    except _TooLong:
        return too_long(job.limit)
    except Exception as error:  # noqa: BLE001 - whatever a rule does to one document, the others must go on
        return f"the extraction failed: {type(error).__name__}: {error}"


def one_by_one(documents: Iterable[Document], job: Job) -> Iterator[tuple[Document, Result]]:
    """The farm of one process: this one."""
    for document in documents:
        yield document, graph_of(document, job)


def too_long(limit: float) -> str:
    """The cause of a document that took too long."""
    return f"the extraction took longer than {limit:g} s"


@contextmanager
def _limited(seconds: float) -> Iterator[None]:
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(number: int, frame: FrameType | None) -> None:
        del number, frame
        raise _TooLong

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
