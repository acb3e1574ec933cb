"""Our store and queries beside rdflib on one graph: ``python benchmarks/engines.py STORE`` prints a JSON object.

Loaded is the graph as N-Quads: into a store on disk here, into rdflib's store in memory there. Asked are the questions
of the catalogue, each with the same values, by processor time; what takes rdflib longer than ``SLOW`` seconds, or what
it fails at, is given up and counted as that long, so that the ratio is too kind to rdflib.
"""

from __future__ import annotations

import json
import statistics
import sys
import tempfile
import time
import warnings
from pathlib import Path
from typing import Any

import rdflib
from pyoxigraph import RdfFormat

from kg.query.ask import bind
from kg.query.catalogue import catalogue
from kg.query.engine import evaluate
from kg.store import Store

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE / "query"))

import run as questions  # noqa: E402 - found by the line above

SLOW = 2.0


def loaded(data: bytes, graph: str) -> tuple[float, float, rdflib.Dataset]:
    """CPU seconds to load the graph here and in rdflib, and rdflib's data set."""
    with tempfile.TemporaryDirectory() as folder, Store.open(Path(folder) / "store") as store:
        begin = time.process_time()
        store.load({graph: data})
        store.flush()
        ours = time.process_time() - begin
    dataset = rdflib.Dataset(default_union=True)
    begin = time.process_time()
    dataset.parse(data=data, format="nquads")
    return ours, time.process_time() - begin, dataset


def compared(store: Store) -> dict[str, Any]:
    """Seconds and milliseconds of both, and the ratios (how many times as fast as rdflib)."""
    warnings.simplefilter("ignore")
    questions.SLOW = SLOW
    data = store.data.dump(format=RdfFormat.N_QUADS) or b""
    ours, theirs, dataset = loaded(data, store.graphs()[0])
    rows: list[tuple[float, float]] = []
    for question in catalogue().values():
        given = next(iter(questions.values(store, question)))
        bindings = bind(question, given, store)
        here, _ = questions.measured([lambda q=question, b=bindings: evaluate(store, q.body, bindings=b)])  # type: ignore[misc]
        there = questions._limited(dataset, question.bound(bindings))  # noqa: SLF001 - one benchmark of another
        rows.append((here, min(there, SLOW * 1000)))
    return {
        "quads": len(store),
        "load_s": round(ours, 3),
        "rdflib_load_s": round(theirs, 3),
        "load_to_rdflib": round(theirs / ours, 2),
        "questions": len(rows),
        "question_ms": round(statistics.median(here for here, _ in rows), 2),
        "rdflib_question_ms": round(statistics.median(there for _, there in rows), 1),
        "question_to_rdflib": round(statistics.median(there / here for here, there in rows), 1),
        "rdflib_gave_up": sum(there >= SLOW * 1000 for _, there in rows),
    }


if __name__ == "__main__":
    with Store.open(sys.argv[1], read_only=True) as opened:
        print(json.dumps(compared(opened)))
