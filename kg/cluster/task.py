"""The task that runs on a worker of the cluster: a pure function over a batch of documents."""

from __future__ import annotations

import faulthandler
import os
from collections.abc import Sequence
from typing import IO

from kg.build.stamp import version
from kg.build.work import Job, Result, graph_of
from kg.model import Document


def extracted(documents: Sequence[Document], job: Job) -> list[Result]:
    """The graph of each document, or why there is none. Raises ``RuntimeError`` where another version of kg runs.

    A document that takes too long ends the worker's process; Dask starts another. Nothing less helps: a regular
    expression that runs for ever in a thread hears no signal.
    """
    if version() != job.version:
        raise RuntimeError(f"kg is {version()} here and {job.version} where the build runs")
    with open(os.devnull, "w", encoding="utf-8") as nowhere:  # noqa: PTH123 - faulthandler wants a real file
        return [_watched(document, job, nowhere) for document in documents]


def _watched(document: Document, job: Job, nowhere: IO[str]) -> Result:
    faulthandler.dump_traceback_later(job.limit, exit=True, file=nowhere)
    try:
        return graph_of(document, job)
    finally:
        faulthandler.cancel_dump_traceback_later()
