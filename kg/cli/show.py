"""``kg show``: one entity and all that is said of it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli import common

if TYPE_CHECKING:
    from kg.explain import Explanation, Reader
    from kg.model import Document, Entity

HEADER = ("relation", "with", "date", "sentence", "document")
_FEW = 3
FULL = ("relation", "direction", "with", "key", "date", "modality", "confidence", "rule", "sentence", "document")


@click.command(name="show")
@click.argument("name")
@common.store_option
@common.confidence_option
@common.format_option("table", "json", "csv", "md", "ttl")
@common.output_option
def command(name: str, store: Path, min_confidence: float, fmt: str, output: str) -> None:
    """Show one entity: its types, names and facts, each with its sentence.

    NAME is a full or short name, pinyin (sichuansheng, scs), an official code, a key (region/510000) or an IRI.

    \b
    Example:
      kg show 重庆市 --store kg-store
      kg show chongqing -f json --min-confidence 0.8
    """  # noqa: D301
    from kg.explain import Reader

    with common.open_store(store) as opened:
        key = common.one_entity(opened, name).key
        reader = Reader(opened, min_confidence=min_confidence)
        text = _turtle(reader, key) if fmt == "ttl" else _written(reader, key, fmt)
    common.write(text, output)


def _written(reader: Reader, key: str, fmt: str) -> str:
    entity, documents, facts = reader.entity(key), reader.mentioned_in(key), reader.about(key)
    if fmt == "json":
        return _json(reader, entity, documents, facts)
    if fmt == "csv":
        return common.rows_as(fmt, FULL, [list(_row(key, each).values()) for each in facts])
    rows = [_short(key, each) for each in facts]
    head = _head(reader, entity, documents)
    if fmt == "md":
        lines = [f"# {entity.name}", "", *(f"- {line}" for line in head[1:]), ""]
        return "\n".join([*lines, common.rows_as("md", HEADER, rows)] if rows else lines)
    body = common.table(HEADER, rows) if rows else "\nNo statement is about it.\n"
    return "\n".join(head) + "\n" + body


def _head(reader: Reader, entity: Entity, documents: Sequence[Document]) -> list[str]:
    from kg.knowledge.terms import label
    from kg.rdf.pinyin import spellings

    spelt = spellings(entity.name, person=entity.type == "Person")
    lines = [f"{entity.name}  {label(entity.type)} ({entity.type})  {entity.key}"]
    if spelt:
        lines.append(f"pinyin: {spelt[0]}")
    if entity.aliases:
        lines.append(f"also: {', '.join(entity.aliases)}")
    if entity.code:
        lines.append(f"code: {entity.code}")
    if entity.part_of:
        lines.append(f"part of: {reader.name(entity.part_of)}")
    if entity.jurisdiction:
        lines.append(f"for: {reader.name(entity.jurisdiction)}")
    lines.append(f"named in {_named(documents)}")
    return lines


def _named(documents: Sequence[Document]) -> str:
    """The documents that name it: a few with their titles, many with their ids."""
    if not documents:
        return "no document"
    count = f"{len(documents)} document{'' if len(documents) == 1 else 's'}"
    if len(documents) > _FEW:
        return f"{count}: {', '.join(each.id for each in documents)}"
    dates = (f" ({each.published.iso})" if each.published else "" for each in documents)
    return f"{count}: " + "; ".join(
        f"{each.id} {each.title}{date}" for each, date in zip(documents, dates, strict=True)
    )


def _row(key: str, each: Explanation) -> dict[str, object]:
    """A fact as seen from the entity: the other end, which way it points, and where it is said."""
    claim = each.fact.claim
    outward = claim.subject == key
    other = claim.object if outward else claim.subject
    return {
        "relation": claim.predicate,
        "direction": "out" if outward else "in",
        "with": each.object if outward else each.subject,
        "key": other if isinstance(other, str) else "",
        "date": each.when.iso if each.when else "",
        "modality": claim.modality,
        "confidence": claim.confidence,
        "rule": claim.rule,
        "sentence": claim.sentence,
        "document": each.document.id,
        "published": each.document.published.iso if each.document.published else "",
        "statement": each.fact.key,
        "title": claim.title or "",
    }


def _short(key: str, each: Explanation) -> tuple[str, ...]:
    from kg.knowledge.terms import terms

    claim, row = each.fact.claim, _row(key, each)
    known = terms()[claim.predicate]
    relation = (known.label if row["direction"] == "out" else known.inverse_label)["zh"]
    if claim.title:
        relation += f" {claim.title}"
    if claim.modality != "asserted":
        relation += f" [{claim.modality}]"
    place = f"{each.document.id}\n{row['published']}".strip()
    return relation, str(row["with"]), str(row["date"]), claim.sentence, place


def _json(reader: Reader, entity: Entity, documents: Sequence[Document], facts: Sequence[Explanation]) -> str:
    import json

    from kg.knowledge.terms import coarse

    return json.dumps(
        {
            "key": entity.key,
            "iri": reader.store.base + entity.key,
            "name": entity.name,
            "types": list(dict.fromkeys([entity.type, coarse(entity.type)])),
            "aliases": entity.aliases,
            "code": entity.code,
            "partOf": entity.part_of,
            "jurisdiction": entity.jurisdiction,
            "documents": [
                {"id": d.id, "title": d.title, "published": d.published.iso if d.published else None} for d in documents
            ],
            "facts": [_row(entity.key, each) for each in facts],
        },
        ensure_ascii=False,
        indent=1,
    )


def _turtle(reader: Reader, key: str) -> str:
    from pyoxigraph import RdfFormat, Triple, serialize

    from kg.rdf import PREFIXES

    triples = {Triple(quad.subject, quad.predicate, quad.object) for quad in reader.quads(key)}
    written = serialize(sorted(triples, key=str), format=RdfFormat.TURTLE, prefixes=PREFIXES)
    return (written or b"").decode()
