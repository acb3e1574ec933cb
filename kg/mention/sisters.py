"""Names in a row: departments that share the first one's place (某县教育局、水利局), a school among schools."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from kg.knowledge.grammar import grammar
from kg.mention.bodies import central_names, departments, title_at
from kg.mention.candidate import Candidate
from kg.mention.parts import CUT_TYPES
from kg.mention.tokens import Tokens

_FIRST = frozenset({"body-local", "body-bare"})
_ROW = frozenset("、和与及")
_ENDS = frozenset("局厅委办院")
_ROW_TYPES = CUT_TYPES | {"Alliance"}
_WORDS = 2
_MEMBER = re.compile(
    "、((?:(?![的等与及了])[\u3400-\u9fff]){2,8}?(大学|学院|医院|研究院|研究所|中学|协会|学会|商会))(?=[、，。；等]|[和与及以])"
)
_LEAST = 3  # the characters of a department that its place is not said of again


def sisters(text: str, tokens: Tokens, found: Sequence[Candidate]) -> Iterator[Candidate]:
    """Candidates behind the bodies among ``found``, named as if their place were said again."""
    bases = [c for c in found if c.rule in _FIRST and text[c.end : c.end + 1] in _ROW and text[c.end - 1] in _ENDS]
    if not bases:
        return
    known = dict(departments().longest(text))
    begins = {end: start for start, end in reversed(known.items())}
    for base in bases:
        if base.end not in begins:
            continue
        front = base.text[: len(base.text) - (base.end - begins[base.end])]
        offset = base.end
        while text[offset : offset + 1] in _ROW and (end := known.get(offset + 1)) is not None:
            name = text[offset + 1 : end]
            whole = tokens.boundary(end) or title_at(text, end)  # in front, 和 may be joined to it
            if not whole or len(name) < _LEAST or name[-1] not in _ENDS or name in central_names():
                break
            yield Candidate(offset + 1, end, "GovernmentBody", front + name, "body-row")
            offset = end


def siblings(text: str, tokens: Tokens, found: Sequence[Candidate]) -> Iterator[Candidate]:
    """Candidates without a place in a row of names that end alike (某地清华大学、成功大学、某交通大学)."""
    if "、" not in text:
        return
    members = [*_MEMBER.finditer(text)]
    bodies = [c for c in found if c.rank and c.type in _ROW_TYPES] if members else ()
    ends = {(c.end, text[c.end - 2 : c.end]): c.type for c in bodies}
    starts = {c.start for c in bodies}
    for match in members:
        start, end = match.span(1)
        kind = ends.get((start - 1, text[end - 2 : end]))
        if kind is None or end + 1 not in starts or text[end] == "，":
            continue
        if tokens.boundary(start) and tokens.boundary(end) and _nameable(tokens, start, end, match.group(1)):
            yield Candidate(start, end, kind, match.group(1), "list-member")


@cache
def _plain() -> frozenset[str]:
    words = grammar().words
    return words["outside"] | words["determiner"] | words["describing"] | words["generic"] | words["no_level"]


def _nameable(tokens: Tokens, start: int, end: int, name: str) -> bool:
    """Whether a member of a row says more than what kind of body it is (成功大学, but not 医科大学)."""
    inside = tokens[tokens.at(start) : tokens.at(end)]
    plain = _plain() if len(inside) > _WORDS else _plain() - grammar().words["outside"]
    common = name in grammar().words["common_name"] or name in grammar().suffixes
    return (
        not common and not any(t.word in plain or t.tag[0] in "pcumqr" for t in inside[:-1]) and len(inside) >= _WORDS
    )
