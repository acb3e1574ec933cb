"""Departments in a row behind the first one, whose place or level they share (某县教育局、水利局和文旅局)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.mention.bodies import central_names, departments, title_at
from kg.mention.candidate import Candidate
from kg.mention.tokens import Tokens

_FIRST = frozenset({"body-local", "body-bare"})
_ROW = frozenset("、和与及")
_ENDS = frozenset("局厅委办")
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
