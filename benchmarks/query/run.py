"""Time every question of the catalogue and the interactive look-ups on synthetic stores, beside rdflib, as a table.

    python benchmarks/query/run.py out/bench --sizes 100000 1000000 --rdflib 100000

Each question is asked with several values of its parameters, drawn from the store (the largest regions among them),
five times each; the figure is the median, with all rows fetched. The store is on disk, open, and warm.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pyoxigraph as ox

sys.path.insert(0, str(Path(__file__).parent))

from generate import SEED, fill

from kg.graph import Graph
from kg.names import find
from kg.query import spoken
from kg.query.ask import bind
from kg.query.catalogue import TYPES, Parameter, Question, catalogue
from kg.query.engine import evaluate
from kg.rdf.terms import cy, term
from kg.store import Store

ROUNDS = 5
VALUES = 4
SLOW = 30.0
FIXED = {"year": "2020", "from": "2020", "to": "2021", "modality": "planned", "basis": "stated"}
LARGE = ("region/510000", "region/500000")


def _pool(store: Store, parameter: Parameter) -> list[str]:
    """Keys of things that a parameter takes, the large regions first."""
    if parameter.type == "document":
        return [graph.removeprefix(store.base) for graph in store.graphs()[:50]]
    classes = TYPES[parameter.type] or ("Agreement", "Region", "Organisation")
    found: list[str] = [] if "Region" not in classes else list(LARGE)
    for name in classes:
        nodes = {quad.subject.value for quad in store.data.quads_for_pattern(None, term("rdf:type"), cy(name))}  # type: ignore[union-attr]
        found += [node.removeprefix(store.base) for node in sorted(nodes)[:200]]
    return found


def values(store: Store, question: Question, draw: random.Random) -> Iterator[dict[str, str]]:
    """Several ways to ask a question: the largest first, the others at random."""
    pools = {each.name: _pool(store, each) for each in question.parameters if each.name not in FIXED}
    for place in range(VALUES if pools else 1):
        given = {each.name: FIXED[each.name] for each in question.parameters if each.name in FIXED and each.required}
        for offset, (name, pool) in enumerate(pools.items()):
            given[name] = pool[offset] if place == 0 else draw.choice(pool)
        yield given


def timed(work: Callable[[], object]) -> float:
    """Seconds that a piece of work takes."""
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def median(works: list[Callable[[], object]]) -> float:
    """The median of all rounds, in milliseconds; one round of what is slow."""
    times = []
    for work in works:
        work()
        first = timed(work)
        times += [first] * ROUNDS if first > 1 else [first, *(timed(work) for _ in range(ROUNDS - 1))]
    return statistics.median(times) * 1000


def embedded(store: Store) -> dict[str, float]:
    """Question → milliseconds."""
    found = {}
    for name, question in catalogue().items():
        works: list[Callable[[], object]] = []
        for given in values(store, question, random.Random(SEED)):  # noqa: S311 - reproducible
            bindings = bind(question, given, store)
            works.append(lambda b=bindings, q=question: evaluate(store, q.body, bindings=b))  # type: ignore[misc]
        found[name] = median(works)
        print(f"  {name} {found[name]:.1f}", file=sys.stderr, flush=True)
    return found


def lookups(store: Store) -> dict[str, float]:
    """The look-ups of an interactive program → milliseconds."""
    graph = Graph(store)
    draw = random.Random(SEED)  # noqa: S311 - reproducible
    agreements = sorted(
        quad.subject.value for quad in store.data.quads_for_pattern(None, term("rdf:type"), cy("Agreement"))
    )  # type: ignore[union-attr]
    keys = [iri.removeprefix(store.base) for iri in draw.sample(sorted(set(agreements)), 20)]
    names = [graph.find(key)[0].name for key in keys]
    node = [ox.NamedNode(store.base + key) for key in keys]
    near = "SELECT ?node ?p ?o WHERE { ?node ?p ?o }"
    asked = [f"谁签署了《{name}》？" for name in names]
    import datetime as dt

    today = dt.date(2026, 1, 1)
    return {
        "(by name)": median([lambda n=n: find(store, n) for n in names]),  # type: ignore[misc]
        "(neighbourhood)": median([lambda n=n: evaluate(store, near, bindings={"node": n}) for n in node]),  # type: ignore[misc]
        "(about, with evidence)": median([lambda k=k: graph.about(k) for k in keys]),  # type: ignore[misc]
        "(question in Chinese)": median(
            [lambda q=q: spoken.replied(store, spoken.understand(q, store, today=today)) for q in asked]  # type: ignore[misc]
        ),
    }


def plain_rdflib(store: Store) -> dict[str, float]:
    """Question → milliseconds in rdflib's own memory store, one round each; the slow ones are given up."""
    import warnings

    import rdflib

    warnings.simplefilter("ignore")
    dataset = rdflib.Dataset(default_union=True)
    dataset.parse(data=store.data.dump(format=ox.RdfFormat.N_QUADS), format="nquads")
    found = {}
    for name, question in catalogue().items():
        given = next(iter(values(store, question, random.Random(SEED))))  # noqa: S311 - reproducible
        text = question.bound(bind(question, given, store))
        found[name] = _limited(dataset, text)
        print(f"  rdflib {name} {found[name]:.0f}", file=sys.stderr, flush=True)
    return found


def _limited(dataset: object, text: str) -> float:
    """Milliseconds of one query in a process of its own, or infinity after ``SLOW`` seconds."""
    import multiprocessing

    context = multiprocessing.get_context("fork")
    receiver, sender = context.Pipe(duplex=False)

    def work() -> None:
        begin = time.perf_counter()
        list(dataset.query(text))  # type: ignore[attr-defined]
        sender.send((time.perf_counter() - begin) * 1000)

    process = context.Process(target=work, daemon=True)
    process.start()
    took = receiver.recv() if receiver.poll(SLOW) else float("inf")
    process.kill()
    process.join()
    return float(took)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--sizes", type=int, nargs="+", default=[100_000])
    parser.add_argument("--rdflib", type=int, default=0, metavar="SIZE", help="time rdflib at this size, too")
    given = parser.parse_args()
    columns: dict[str, dict[str, float]] = {}
    for size in given.sizes:
        place = given.folder / str(size)
        if not place.exists():
            with Store.open(place, fresh=True) as store:
                fill(store, size)
        with Store.open(place, read_only=True) as store:
            columns[f"kg, {size:,}"] = embedded(store) | lookups(store)
            if size == given.rdflib:
                columns[f"rdflib, {size:,}"] = plain_rdflib(store)
    print("| question | " + " | ".join(columns) + " |")
    print("|---" + "|---:" * len(columns) + "|")
    for name in next(iter(columns.values())):
        cells = [_cell(column.get(name)) for column in columns.values()]
        print(f"| {name} | " + " | ".join(cells) + " |")


def _cell(figure: float | None) -> str:
    if figure is None:
        return ""
    if figure == float("inf"):
        return f"> {SLOW * 1000:,.0f}"
    return f"{figure:,.1f}" if figure < 100 else f"{figure:,.0f}"


if __name__ == "__main__":
    main()
