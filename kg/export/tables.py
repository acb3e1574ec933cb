"""CSV: nodes, edges, evidence, documents, one file each."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from kg.export.facts import Tables, coarse_of
from kg.model import When

HEADERS: Final[dict[str, tuple[str, ...]]] = {
    "nodes": ("id", "label", "type", "class", "aliases", "code", "part_of", "jurisdiction", "documents"),
    "edges": (
        "source",
        "target",
        "predicate",
        "value",
        "source_label",
        "target_label",
        "modality",
        "confidence",
        "earliest",
        "latest",
        "title",
        "documents",
        "statements",
        "sentence",
    ),
    "evidence": (
        "statement",
        "source",
        "predicate",
        "target",
        "modality",
        "confidence",
        "rule",
        "document",
        "start",
        "end",
        "quote",
        "sentence",
    ),
    "documents": ("id", "title", "issued", "source", "path", "sha256"),
}
"""Columns. An edge is a fact, counted once: ``value`` holds a date, ``documents`` how many state it, ``statements``
the keys of its statements; ``evidence`` has one row a statement, with offsets in code points into the original."""


def files(rows: Tables) -> dict[str, bytes]:
    """File name → its CSV, UTF-8 without a byte order mark, lines ending in a line feed."""
    makers = {"nodes": _nodes, "edges": _edges, "evidence": _evidence, "documents": _documents}
    return {f"{name}.csv": _csv(HEADERS[name], make(rows)) for name, make in makers.items()}


def _csv(header: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    writer.writerows([["" if cell is None else cell for cell in row] for row in rows])
    return out.getvalue().encode("utf-8")


def _nodes(rows: Tables) -> Iterator[Sequence[object]]:
    for each in rows.entities:
        aliases = "|".join(each.aliases)
        named = rows.mentions.get(each.key, 0)
        kind = (each.type, coarse_of(each))
        yield each.key, each.name, *kind, aliases, each.code, each.part_of, each.jurisdiction, named


def _edges(rows: Tables) -> Iterator[Sequence[object]]:
    names = {entity.key: entity.name for entity in rows.entities}
    for each in rows.edges:
        target, value = ("", each.object) if each.dated else (each.object, "")
        yield (
            each.subject,
            target,
            each.predicate,
            value,
            names.get(each.subject, ""),
            names.get(target, ""),
            each.modality,
            each.confidence,
            each.earliest,
            each.latest,
            each.title,
            len(each.documents),
            " ".join(fact.key for fact in each.statements),
            each.sentence,
        )


def _evidence(rows: Tables) -> Iterator[Sequence[object]]:
    for fact in rows.facts:
        claim = fact.claim
        value = claim.object.iso if isinstance(claim.object, When) else claim.object
        start, end = claim.evidence.start, claim.evidence.end
        said = (fact.key, claim.subject, claim.predicate, value, claim.modality, claim.confidence, claim.rule)
        yield *said, fact.document, start, end, fact.quote, claim.sentence


def _documents(rows: Tables) -> Iterator[Sequence[object]]:
    for each in rows.documents:
        issued = each.published.iso if each.published else ""
        yield f"document/{each.id}", each.title, issued, each.source, each.path, each.digest
