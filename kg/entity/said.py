"""References for words that stand for a name, and where references stand."""

from __future__ import annotations

from collections.abc import Iterable

from kg.model import Mention, Reference, Sentence

_RULE = "anaphora"


def stands_for(sentence: Sentence, start: int, end: int, keys: tuple[str, ...], kind: str) -> Reference:
    """The words from ``start`` to ``end`` of a sentence, which stand for these entities of the class ``kind``."""
    return Reference(Mention(sentence.index, start, end, kind, sentence.text[start:end], _RULE), keys, _RULE)


def covered(references: Iterable[Reference]) -> set[int]:
    """The offsets on which the references of one sentence stand."""
    return {offset for r in references for offset in range(r.mention.start, r.mention.end)}
