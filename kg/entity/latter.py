"""前者 and 后者: the first and the last of two things of one kind that the clauses right before name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from kg.entity.said import covered, stands_for
from kg.entity.told import Told
from kg.entity.words import ACTORS
from kg.model import Entity, Reference, Sentence

_REGION = "AdministrativeRegion"
_BODIES = frozenset(ACTORS) - {_REGION}
#: What the two may be, the likeliest kind first: places mostly say only where the others are.
_KINDS = (_BODIES, frozenset(("Project", "Platform", "Product")), frozenset(("Person",)), frozenset((_REGION,)))
_WORD = re.compile("(?<![先随此之然最事今])(?P<which>[前后])者(?!居上)")
_PAIR = 2


def latter(told: Told) -> Iterator[Reference]:
    """References for 前者 and 后者; where more than two are named only for 后者, which is the one named last."""
    for sentence in told.sentences:
        if "者" not in sentence.text:
            continue
        row = told.row(sentence.index)
        taken = covered(row)
        for match in _WORD.finditer(sentence.text):
            before = [r for r in row if r.mention.end <= match.start()]
            if not before and (earlier := _earlier(sentence, told.sentences)) is not None:
                before = told.row(earlier.index)
            key = _meant(match["which"], before, told.entities)
            if key and taken.isdisjoint(range(*match.span())):
                yield stands_for(sentence, *match.span(), (key,), told.entities[key].type)


def _earlier(sentence: Sentence, sentences: Sequence[Sentence]) -> Sentence | None:
    """The sentence before, in the same paragraph."""
    before = sentences[sentence.index - 1] if sentence.index else None
    same = before is not None and (before.article, before.paragraph) == (sentence.article, sentence.paragraph)
    return before if same else None


def _meant(which: str, before: Sequence[Reference], entities: dict[str, Entity]) -> str | None:
    for kind in _KINDS:
        named = [r.entities[0] for r in before if len(r.entities) == 1 and entities[r.entities[0]].type in kind]
        runs = [key for key, _ in groupby(named)]
        if len(set(runs)) < _PAIR:
            continue
        if which == "后":
            return runs[-1]
        return runs[0] if len(set(runs)) == _PAIR else None
    return None
