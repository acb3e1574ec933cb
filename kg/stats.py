"""What is in a store: documents, entities by type, statements by predicate, modality and confidence."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Final

from kg.knowledge import terms
from kg.model import When
from kg.rdf import document, key
from kg.rdf.terms import cy, local, term
from kg.store import Store

# The lower bounds of the bands of confidence.
BANDS: Final = (0.9, 0.8, 0.7, 0.6, 0.5, 0.0)


@dataclass(frozen=True, slots=True)
class Stats:
    """Counts. Entities and facts count once however many documents hold them, statements once a document.

    ``facts`` are distinct asserted triples; ``first`` and ``last`` the dates of publication between which the
    documents lie; ``types`` are finest classes; ``bands`` run from each bound (e.g. 0.9) to below the next higher.
    """

    documents: int
    first: When | None
    last: When | None
    quads: int
    entities: int
    statements: int
    facts: int
    types: dict[str, int]
    predicates: dict[str, int]
    modalities: dict[str, int]
    bands: dict[float, int]
    rules: dict[str, int]


def stats(store: Store) -> Stats:
    """Count what is in the store."""
    dates = sorted(filter(None, (_published(store, graph) for graph in store.graphs())), key=lambda when: when.earliest)
    types = _types(store)
    confidences = [float(value) for value in _values(store, "cy:confidence")]
    predicates = Counter(value.rpartition("#")[2] for value in _values(store, "rdf:predicate"))
    return Stats(
        documents=len(store.graphs()),
        first=dates[0] if dates else None,
        last=dates[-1] if dates else None,
        quads=len(store),
        entities=sum(types.values()),
        statements=predicates.total(),
        facts=_facts(store),
        types=_ordered(types),
        predicates=_ordered(predicates),
        modalities=_ordered(Counter(_values(store, "cy:modality"))),
        bands=_bands(confidences),
        rules=_ordered(Counter(_values(store, "cy:rule", of="Statement"))),
    )


def _ordered(counts: Counter[str]) -> dict[str, int]:
    """The most frequent first, equals by name."""
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def _published(store: Store, graph: str) -> When | None:
    from pyoxigraph import NamedNode

    node = NamedNode(graph)
    return document(store.data.quads_for_pattern(node, None, None, node), base=store.base).published


def _types(store: Store) -> Counter[str]:
    """Entities (named by a document or not) by finest class."""
    known = {cy(name): name for name in terms.classes()}
    kinds: dict[str, set[str]] = {}
    for node, name in known.items():
        for quad in store.data.quads_for_pattern(None, term("rdf:type"), node):
            kinds.setdefault(key(quad.subject, store.base), set()).add(name)  # type: ignore[arg-type]
    coarse = set(terms.coarse_classes())
    return Counter(min(names - coarse or names) for names in kinds.values())


def _values(store: Store, predicate: str, *, of: str = "") -> list[str]:
    """The values of a predicate, one a statement and document."""
    quads = store.data.quads_for_pattern(None, term(predicate), None)
    found = [(quad.subject, quad.object) for quad in quads]
    if of:
        kept = {quad.subject for quad in store.data.quads_for_pattern(None, term("rdf:type"), cy(of))}
        found = [(subject, value) for subject, value in found if subject in kept]
    return [str(getattr(value, "value", value)) for _, value in found]


def _facts(store: Store) -> int:
    return len(
        {
            (quad.subject, local(quad.predicate), quad.object)
            for name in terms.predicates()
            for quad in store.data.quads_for_pattern(None, cy(name), None)
        }
    )


def _bands(confidences: list[float]) -> dict[float, int]:
    counts = Counter(next(band for band in BANDS if value >= band) for value in confidences)
    return {band: counts[band] for band in BANDS if counts[band]}
