"""The page of a document: its text with the words of its facts marked, and the facts.

The store holds no texts. The file is looked for in the folders that the store was built from, and taken where its bytes
have the document's digest; without it the page shows the sentences that the store has.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from kg.explain import Explanation, Reader
from kg.model import Document, Span
from kg.serve.desk import Desk
from kg.serve.settings import Reply, Request
from kg.views.passage import Part, marked
from kg.views.things import Source

_ROLES: Final = (("s", "subject_span"), ("o", "object_span"), ("t", "trigger_span"))
_LARGEST: Final = 32 << 20


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of the text: a heading or a paragraph, in parts; ``anchors`` are the statements that begin there."""

    kind: str
    parts: tuple[Part, ...]
    anchors: tuple[str, ...]


def parts(each: Explanation) -> tuple[Part, ...]:
    """The sentence of a statement in parts: what stands for its subject, its object, and the words that say it."""
    claim, marks = each.fact.claim, {}
    for role, name in _ROLES:
        span: Span | None = getattr(claim, name)
        if span is not None:
            marks[role] = ((span.start, span.end),)
    return marked(claim.sentence, each.fact.quote, claim.evidence.start, marks)


def document(desk: Desk, request: Request, reader: Reader, key: str) -> Reply:
    """The page of a document; ``?statement=`` marks the words of that one, else the passages of all are marked."""
    found = reader.document(key)
    facts = reader.of_document(key)
    wanted = request.value("statement")
    chosen = [each for each in facts if each.fact.key == f"statement/{wanted}"]
    text = text_of(desk, found)
    return desk.page(
        "document.html",
        request,
        document=found,
        key=key,
        iri=desk.store.base + key,
        facts=[(each, parts(each)) for each in facts],
        chosen=chosen,
        blocks=list(_blocks(text, facts, chosen)) if text else [],
        name=reader.name,
    )


def text_of(desk: Desk, found: Document | Source) -> Document | None:
    """The document with its text, from a file with the same bytes; ``None`` where there is none."""
    from kg.read import read

    for folder in desk.store.folders():
        # The name comes out of the store, where a build puts no folders into it.
        path = folder / (found.path or "")
        if found.path and path.parent == folder and path.is_file() and path.stat().st_size <= _LARGEST:
            for item in read(path):
                if isinstance(item, Document) and item.digest == found.digest:
                    return item
    return None


def _blocks(text: Document, facts: Sequence[Explanation], chosen: Sequence[Explanation]) -> Iterator[Block]:
    """The text as people read it: wrapped lines joined, paragraphs apart, the words as they stand in the original."""
    from kg.read import articles

    roles = dict(_roles(facts, chosen))
    starts = {each.fact.claim.evidence.start: [] for each in facts}  # type: dict[int, list[str]]
    for each in facts:
        starts[each.fact.claim.evidence.start].append(each.fact.key.removeprefix("statement/"))
    for article in articles(text):
        block: list[tuple[str, int]] = []
        last = None
        for sentence in article.sentences:
            place = (sentence.kind, sentence.paragraph)
            if block and place != last:
                yield _block(last[0] if last else "body", block, roles, starts)
                block = []
            last = place
            block += [
                (text.text[at] if text.text[at : at + 1].isalnum() else character, at)
                for character, at in zip(sentence.text, sentence.origin, strict=True)
            ]
        if block and last:
            yield _block(last[0], block, roles, starts)


def _block(kind: str, block: list[tuple[str, int]], roles: dict[int, str], starts: dict[int, list[str]]) -> Block:
    found: list[Part] = []
    for character, at in block:
        role = roles.get(at, "")
        if found and found[-1][0] == role:
            found[-1] = (role, found[-1][1] + character)
        else:
            found.append((role, character))
    anchors = tuple(key for _, at in block for key in starts.pop(at, ()))
    return Block(kind, tuple(found), anchors)


def _roles(facts: Sequence[Explanation], chosen: Sequence[Explanation]) -> Iterator[tuple[int, str]]:
    """Offset → what to mark there; later ones win."""
    for each in chosen or facts:
        span = each.fact.claim.evidence
        yield from ((at, "e") for at in range(span.start, span.end))
    for each in chosen:
        for role, name in reversed(_ROLES):
            mark: Span | None = getattr(each.fact.claim, name)
            if mark is not None:
                yield from ((at, role) for at in range(mark.start, mark.end))
