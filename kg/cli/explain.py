"""``kg explain``: why a statement is there, or what the rules make of a sentence."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.cli import common

if TYPE_CHECKING:
    from kg.explain import Explanation, Merged, Reader
    from kg.model import Extraction, Linked, Span, When
    from kg.store import Store


@click.command(name="explain")
@click.argument("what", nargs=-1, metavar="[STATEMENT | DOCUMENT | NAME [PREDICATE] [NAME]]")
@click.option("--text", metavar="TEXT", help="Explain what the rules make of this sentence (- reads standard input).")
@click.option(
    "--published", callback=common.when, metavar="DATE", help="With --text: its date, for 今年, 4月14日 and the like."
)
@common.store_option
@common.confidence_option
@common.format_option("text", "json")
@common.output_option
def command(  # noqa: PLR0917 - click passes options by name
    what: tuple[str, ...],
    text: str | None,
    published: When | None,
    store: Path,
    min_confidence: float,
    fmt: str,
    output: str,
) -> None:
    """Show why a statement is there: passage, rule, confidence, and which rule merged what.

    Give a statement (statement/…), a document (document/001), or an entity by name, if wanted with a relation
    (signatory or 签署方) and another entity. With --text no store is needed: the sentence is read as a document.

    \b
    Example:
      kg explain 重庆市 --store kg-store
      kg explain 重庆市 signatory
      kg explain --text "4月1日，绵阳市与广元市签署《旅游合作协议》。" --published 2024-04-02
    """  # noqa: D301
    if (text is None) == (not what):
        raise click.UsageError("Give a statement, a document or a name, or a sentence with --text.")
    if text is not None:
        common.write(_dry(sys.stdin.read() if text == "-" else text, published, fmt), output)
        return
    from kg.explain import Reader

    with common.open_store(store) as opened:
        reader = Reader(opened, min_confidence=min_confidence)
        found, merges = _found(opened, reader, what)
        if not found and not merges:
            raise common.Fault(f"The store has no statement about {' '.join(what)}.", cure="`kg show NAME` lists them.")
        common.write(_json(found, merges) if fmt == "json" else _text(reader, found, merges), output)


def _found(store: Store, reader: Reader, what: tuple[str, ...]) -> tuple[list[Explanation], list[Merged]]:
    """What the words on the command line ask for."""
    from kg.explain import predicate
    from kg.names import documents, find

    first = what[0].removeprefix(store.base)
    if len(what) == 1:
        if first.startswith("statement/"):
            return reader.statement(first), []
        named = [] if find(store, what[0]) else documents(store, what[0])
        if len(named) == 1:
            return reader.of_document(named[0]), reader.merges("", document=named[0])
    if len(what) > 3:
        raise click.UsageError("Too many words: at most a name, a relation and another name.")
    subject = common.one_entity(store, what[0]).key
    if len(what) == 1:
        return reader.about(subject), reader.merges(subject)
    relation = predicate(what[1])
    if relation is None and len(what) == 3:
        from kg.knowledge.terms import predicates

        raise common.Fault(f"There is no relation {what[1]!r}.", cure=f"One of: {', '.join(predicates())}.", code=2)
    other = what[2] if len(what) == 3 else None if relation else what[1]
    return reader.between(subject, relation, common.one_entity(store, other).key if other else None), []


def _text(reader: Reader, found: Sequence[Explanation], merges: Sequence[Merged]) -> str:
    blocks = ["\n".join(_block(each)) for each in found]
    if merges:
        lines = ["Merged names:"]
        for each in merges:
            at = f" char={each.merge.span.start},{each.merge.span.end}" if each.merge.span else ""
            name = reader.name(each.entity)
            lines.append(f"  {each.merge.name} = {name}  rule {each.merge.rule}  {each.document}{at}")
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks) + "\n"


def _block(each: Explanation) -> Iterator[str]:
    from kg.knowledge.terms import label

    claim, document = each.fact.claim, each.document
    title = f" ({claim.title})" if claim.title else ""
    yield f"{each.subject}  {label(claim.predicate)} {claim.predicate}{title}  {each.object}"
    yield f"  statement   {each.fact.key}"
    yield f"  rule        {claim.rule}" + (f": {each.says}" if each.says else "")
    yield f"  confidence  {claim.confidence:.2f}, {claim.modality}"
    if claim.when:
        yield f"  date        {claim.when.iso}"
    published = f", {document.published.iso}" if document.published else ""
    yield f"  document    {document.id} {document.title}{published}"
    yield f"  passage     {claim.sentence}"
    yield f"  place       {document.path or document.id} char={claim.evidence.start},{claim.evidence.end}"
    marks = (("subject", claim.subject_span), ("object", claim.object_span), ("trigger", claim.trigger_span))
    yield from (f"  {name:<11} {_mark(each, span)}" for name, span in marks if span)


def _mark(each: Explanation, span: Span) -> str:
    return f"{each.words(span)}  char={span.start},{span.end}".strip()


def _json(found: Sequence[Explanation], merges: Sequence[Merged]) -> str:
    import json

    return json.dumps(
        {"statements": [_record(each) for each in found], "merges": [_merge(each) for each in merges]},
        ensure_ascii=False,
        indent=1,
    )


def _record(each: Explanation) -> dict[str, Any]:
    claim, document = each.fact.claim, each.document
    return {
        "statement": each.fact.key,
        "subject": {"key": claim.subject, "name": each.subject},
        "predicate": claim.predicate,
        "object": {"key": claim.object, "name": each.object} if isinstance(claim.object, str) else claim.object.iso,
        "title": claim.title,
        "rule": claim.rule,
        "says": each.says,
        "confidence": claim.confidence,
        "modality": claim.modality,
        "date": each.when.iso if each.when else None,
        "document": {"id": document.id, "title": document.title, "path": document.path},
        "sentence": claim.sentence,
        "quote": each.fact.quote,
        "char": [claim.evidence.start, claim.evidence.end],
        "marks": {
            name: [span.start, span.end]
            for name, span in (
                ("subject", claim.subject_span),
                ("object", claim.object_span),
                ("trigger", claim.trigger_span),
            )
            if span
        },
    }


def _merge(each: Merged) -> dict[str, Any]:
    span = each.merge.span
    return {
        "entity": each.entity,
        "name": each.merge.name,
        "rule": each.merge.rule,
        "document": each.document,
        "char": [span.start, span.end] if span else None,
    }


def _dry(text: str, published: When | None, fmt: str) -> str:
    from kg.explain import dry_run, rules

    linked, extraction = dry_run(text, published=published)
    if fmt == "json":
        import dataclasses
        import json

        data = {
            "references": [dataclasses.asdict(each) for each in linked.references],
            "dates": [dataclasses.asdict(each) for each in linked.dates],
            "entities": [dataclasses.asdict(each) for each in extraction.entities],
            "claims": [dataclasses.asdict(each) for each in extraction.claims],
        }
        return json.dumps(data, ensure_ascii=False, indent=1)
    return "".join(_parts(linked, extraction, rules()))


def _parts(linked: Linked, extraction: Extraction, says: dict[str, str]) -> Iterator[str]:
    yield "Sentences\n"
    yield from (f"  {sentence.index} {sentence.kind}: {sentence.text}\n" for sentence in linked.sentences)
    names = {entity.key: entity.name for entity in extraction.entities}
    rows: list[tuple[str, ...]] = [
        (
            f"{mention.sentence}:{mention.start}-{mention.end}",
            mention.text,
            mention.type,
            mention.rule,
            " + ".join(names.get(each, each) for each in reference.entities),
            reference.rule,
        )
        for reference in linked.references
        for mention in [reference.mention]
    ]
    yield common.table(("at", "mention", "type", "found by", "entity", "linked by"), rows)
    if linked.dates:
        dates = [
            (f"{d.sentence}:{d.start}-{d.end}", linked.sentences[d.sentence].text[d.start : d.end], d.when.iso)
            for d in linked.dates
        ]
        yield common.table(("at", "date", "means"), dates)
    merges = [(entity.name, merge.name, merge.rule) for entity in extraction.entities for merge in entity.merges]
    if merges:
        yield common.table(("entity", "also called", "merged by"), merges)
    yield from _claims(extraction, names, says)


def _claims(extraction: Extraction, names: dict[str, str], says: dict[str, str]) -> Iterator[str]:
    if not extraction.claims:
        yield "\nNo rule fires.\n"
        return
    rows = [
        (
            names.get(claim.subject, claim.subject),
            claim.predicate + (f" ({claim.title})" if claim.title else ""),
            names.get(claim.object, claim.object) if isinstance(claim.object, str) else claim.object.iso,
            claim.modality,
            f"{claim.confidence:.2f}",
            claim.rule,
        )
        for claim in extraction.claims
    ]
    yield common.table(("subject", "predicate", "object", "modality", "confidence", "rule"), rows)
    fired = dict.fromkeys(claim.rule for claim in extraction.claims)
    yield from (f"  {rule}: {says[rule]}\n" for rule in fired if rule in says)
