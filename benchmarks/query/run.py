"""Time every question of the catalogue and the interactive look-ups on synthetic stores, as a Markdown table.

    python benchmarks/query/run.py out/bench --sizes 100000 1000000 --rdflib 100000 > benchmarks/results/queries.md

Beside the store on disk, asked as `kg ask` asks it, stand plain Oxigraph (the same text, given to pyoxigraph itself,
which holds the same data in memory) and rdflib. Figures are milliseconds of processor time with all rows fetched, the
store open and warm.
"""

from __future__ import annotations

import argparse
import datetime as dt
import multiprocessing
import random
import re
import statistics
import sys
import time
import warnings
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pyoxigraph as ox

sys.path.insert(0, str(Path(__file__).parent))

from generate import SEED, fill

from kg.folder import NAMES
from kg.graph import Graph
from kg.knowledge.terms import terms
from kg.names import find, nearest
from kg.query import spoken
from kg.query.ask import bind
from kg.query.catalogue import TYPES, Parameter, Question, catalogue
from kg.query.engine import evaluate
from kg.rdf.terms import cy, term
from kg.store import Store

ROUNDS = 3
VALUES = 4
SLOW = 5.0
OFTEN = 40
FIXED = {"year": "2020", "from": "2020", "to": "2020", "modality": "planned", "basis": "stated"}
LARGE = ("region/510000", "region/500000")
EMPTY = float("nan")


def _pool(store: Store, question: Question, parameter: Parameter) -> list[str]:
    """Keys of things that a parameter takes and that the question has an answer for, the most frequent first."""
    if parameter.type == "document":
        return [graph.removeprefix(store.base) for graph in store.graphs()[:OFTEN]]
    classes = TYPES[parameter.type]
    fitting = {
        quad.subject
        for name in classes or ("Agreement", "Event", "Organisation", "Policy", "Project", "Region")
        for quad in store.data.quads_for_pattern(None, term("rdf:type"), cy(name))
    }
    said = [cy(name) for name in sorted(set(re.findall(r"cy:(\w+)", question.body)) & set(terms()))]
    if "rdf:predicate ?predicate" in question.body:
        said = [term("rdf:subject"), term("rdf:object")]
    seen = Counter(
        node
        for predicate in said
        for quad in store.data.quads_for_pattern(None, predicate, None)
        for node in (quad.subject, quad.object)
        if node in fitting
    )
    often = sorted(seen, key=lambda node: (-seen[node], str(node)))[:OFTEN]
    keys = [node.value.removeprefix(store.base) for node in often if isinstance(node, ox.NamedNode)]
    return [*(LARGE if "Region" in classes else ()), *keys]


def values(store: Store, question: Question) -> list[dict[str, str]]:
    """Ways to ask a question: of the largest; with all that may be given; with one half of that; with the other."""
    draw = random.Random(SEED)  # noqa: S311 - reproducible
    pools = {each.name: _pool(store, question, each) for each in question.parameters if each.name not in FIXED}
    ways: list[dict[str, str]] = []
    for place in range(VALUES):
        given = {}
        for offset, each in enumerate(question.parameters):
            if each.name in FIXED and (each.required or place in {1, 3}):
                given[each.name] = FIXED[each.name]
            elif each.name in pools and pools[each.name] and (each.required or place in {1, 2}):
                given[each.name] = pools[each.name][offset] if place == 0 else draw.choice(pools[each.name])
        if given not in ways:
            ways.append(given)
    return ways


def timed(work: Callable[[], object]) -> float:
    """Milliseconds of processor time that a piece of work takes."""
    begin = time.process_time()
    work()
    return (time.process_time() - begin) * 1000


def measured(works: list[Callable[[], object]]) -> tuple[float, float]:
    """The median of all ways and rounds, and the median of the slowest way."""
    each = []
    for work in works:
        first = timed(work)
        each.append([first] if first > SLOW * 1000 else [timed(work) for _ in range(ROUNDS)])
    return statistics.median(took for way in each for took in way), max(map(statistics.median, each))


def embedded(store: Store, asked: dict[str, list[str]]) -> dict[str, tuple[float, float]]:
    """Question → median and slowest, by our own path."""
    return {name: measured([lambda t=t: evaluate(store, t) for t in texts]) for name, texts in asked.items()}  # type: ignore[misc]


def plain(store: Store, asked: dict[str, list[str]]) -> dict[str, float]:
    """Question → median, by pyoxigraph itself in memory."""
    memory = ox.Store()
    memory.bulk_extend(store.data)
    memory.optimize()

    def ask(text: str) -> list[object]:
        return list(memory.query(text, base_iri=store.base, use_default_graph_as_union=True))  # type: ignore[arg-type]

    return {name: measured([lambda t=t: ask(t) for t in texts])[0] for name, texts in asked.items()}  # type: ignore[misc]


def other(store: Store, asked: dict[str, list[str]]) -> dict[str, float]:
    """Question → median of one round, by rdflib in memory, of two ways; each is given up after ``SLOW`` seconds."""
    import rdflib

    warnings.simplefilter("ignore")
    dataset = rdflib.Dataset(default_union=True)
    dataset.parse(data=store.data.dump(format=ox.RdfFormat.N_QUADS), format="nquads")
    return {name: statistics.median(_limited(dataset, text) for text in texts[:2]) for name, texts in asked.items()}


def _limited(dataset: object, text: str) -> float:
    """Milliseconds of one query in a process of its own, or infinity after ``SLOW`` seconds."""
    context = multiprocessing.get_context("fork")
    receiver, sender = context.Pipe(duplex=False)

    def work() -> None:
        sender.send(timed(lambda: list(dataset.query(text))))  # type: ignore[attr-defined]

    process = context.Process(target=work, daemon=True)
    process.start()
    took = receiver.recv() if receiver.poll(SLOW) else float("inf")
    process.kill()
    process.join()
    return float(took)


def first(store: Store) -> tuple[float, float]:
    """A name that nothing bears, asked first after the store has changed, and first after it was opened again."""
    place = store.path or Path()
    (place / NAMES).unlink(missing_ok=True)
    took = []
    for _ in range(2):
        with Store.open(place, read_only=True) as again:
            took.append(timed(lambda again=again: find(again, "无人叫此名")))  # type: ignore[misc]
    return took[0], took[1]


def lookups(store: Store) -> dict[str, tuple[float, float]]:
    """What an interactive program asks → median and slowest."""
    graph = Graph(store)
    draw = random.Random(SEED)  # noqa: S311 - reproducible
    found = store.data.quads_for_pattern(None, term("rdf:type"), cy("Agreement"))
    keys = draw.sample(sorted({quad.subject.value.removeprefix(store.base) for quad in found}), 20)  # type: ignore[union-attr]
    names = [graph.find(key)[0].name for key in keys]
    nodes = [ox.NamedNode(store.base + key) for key in keys]
    near = "SELECT ?node ?p ?o WHERE { VALUES ?node { %s } ?node ?p ?o }"
    asked = [f"谁签署了《{name}》？" for name in names]
    today = dt.date(2026, 1, 1)
    changed, opened = first(store)
    return {
        "look-up by name": measured([lambda n=n: find(store, n) for n in names]),  # type: ignore[misc]
        "a name that nothing bears": measured([lambda n=n: find(store, n + "之外") for n in names]),  # type: ignore[misc]
        "the same, first after a change": (changed, changed),
        "the same, first after opening": (opened, opened),
        "the nearest names": measured([lambda n=n: nearest(store, n + "之外") for n in names]),  # type: ignore[misc]
        "neighbourhood": measured([lambda n=n: evaluate(store, near % n) for n in nodes]),  # type: ignore[misc]
        "a thing with its evidence": measured([lambda k=k: graph.about(k) for k in keys]),  # type: ignore[misc]
        "a question in Chinese": measured(
            [lambda q=q: spoken.replied(store, spoken.understand(q, store, today=today)) for q in asked]  # type: ignore[misc]
        ),
    }


def columns(store: Store, *, rdflib: bool) -> Iterator[tuple[str, dict[str, float]]]:
    """The columns of one size: heading → row → figure."""
    asked = {
        name: [question.bound(bind(question, given, store)) for given in values(store, question)]
        for name, question in catalogue().items()
    }
    ours = embedded(store, asked) | lookups(store)
    yield "kg", {name: median for name, (median, _) in ours.items()}
    yield "slowest way", {name: slowest for name, (_, slowest) in ours.items()}
    beside = plain(store, asked)
    yield "Oxigraph, memory", beside
    if rdflib:
        found = other(store, asked)
        yield "rdflib", found
        # What was given up took at least so long; a figure below nothing says so.
        least = {name: -SLOW * 1000 if took == float("inf") else took for name, took in found.items()}
        yield "rdflib ÷ kg", {name: took / ours[name][0] for name, took in least.items()}


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--sizes", type=int, nargs="+", default=[100_000])
    parser.add_argument("--rdflib", type=int, default=0, metavar="SIZE", help="time rdflib at this size, too")
    given = parser.parse_args()
    table: dict[str, dict[str, float]] = {}
    for size in given.sizes:
        place = given.folder / str(size)
        if not place.exists():
            with Store.open(place, fresh=True) as store:
                fill(store, size)
        with Store.open(place, read_only=True) as store:
            for heading, column in columns(store, rdflib=size == given.rdflib):
                table[f"{heading}, {size:,}"] = column
                print(f"{heading}, {size:,}: done", file=sys.stderr, flush=True)
    print("| ms of processor time | " + " | ".join(table) + " |")
    print("|---" + "|---:" * len(table) + "|")
    for name in next(iter(table.values())):
        print(f"| {name} | " + " | ".join(_cell(column.get(name, EMPTY)) for column in table.values()) + " |")


def _cell(figure: float) -> str:
    if figure != figure:  # noqa: PLR0124 - what is not a number is the only thing unlike itself
        return ""
    if figure == float("inf"):
        return f"> {SLOW * 1000:,.0f}"
    if figure < 0:
        return f"> {-figure:,.0f}"
    return f"{figure:,.1f}" if figure < 100 else f"{figure:,.0f}"


if __name__ == "__main__":
    main()
