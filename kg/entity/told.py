"""What a document has told where a word stands for a name: its sentences, what is named in each, its entities."""

from __future__ import annotations

from bisect import insort
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from kg.model import Entity, Reference, Sentence

_REACH = 6


class Told(NamedTuple):
    """The sentences of a document, the references in each by its number and in text order, and all entities by key."""

    sentences: Sequence[Sentence]
    rows: dict[int, list[Reference]]
    entities: dict[str, Entity]

    @classmethod
    def of(cls, sentences: Sequence[Sentence], references: Iterable[Reference], entities: dict[str, Entity]) -> Told:
        """What these references tell, which may come in any order."""
        rows: dict[int, list[Reference]] = {}
        for reference in references:
            rows.setdefault(reference.mention.sentence, []).append(reference)
        for row in rows.values():
            row.sort(key=_place)
        return cls(sentences, rows, entities)

    def add(self, reference: Reference) -> None:
        """Put a reference in its place."""
        insort(self.rows.setdefault(reference.mention.sentence, []), reference, key=_place)

    def row(self, index: int) -> list[Reference]:
        """The references of one sentence."""
        return self.rows.get(index, [])

    def before(self, sentence: Sentence, start: int, *, reach: int | None = _REACH) -> list[list[Reference]]:
        """References in front of an offset, sentence by sentence, nearest first; at most ``reach`` sentences back."""
        found = [[r for r in self.row(sentence.index) if r.mention.end <= start]]
        for index in range(sentence.index - 1, -1 if reach is None else max(-1, sentence.index - reach - 1), -1):
            if self.sentences[index].article != sentence.article:
                break
            found.append(self.row(index))
            if reach is not None and self.sentences[index].kind == "subheading":
                break  # 双方 of one item of news are not those of the item before
        return found


def _place(reference: Reference) -> tuple[int, int]:
    return reference.mention.start, reference.mention.end
