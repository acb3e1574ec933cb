"""People whose names Chinese surnames do not begin: Tibetan names of two or three parts, Yi names by their family."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.knowledge.grammar import grammar
from kg.mention.candidate import Candidate
from kg.mention.regions import region_names
from kg.mention.scan import Scanner
from kg.mention.tokens import Tokens


@cache
def _forms() -> re.Pattern[str]:
    words = grammar()
    part, family, last = (words.alternation(name) for name in ("tibetan_part", "yi_family", "yi_last"))
    return re.compile(rf"(?:{part}){{2,3}}|(?:{family})[\u3400-\u9fff]{{0,2}}(?:{last})")


@cache
def _beginnings() -> Scanner:
    return Scanner(grammar().words["tibetan_part"] | grammar().words["yi_family"])


def minorities(text: str, tokens: Tokens) -> Iterator[Candidate]:
    """Names by these forms that begin and end at words."""
    for match in _forms().finditer(text) if _beginnings().spans(text) else ():
        start, end = match.span()
        whole = tokens.boundary(start) and tokens.boundary(end) and len(tokens[tokens.at(start) : tokens.at(end)]) > 0
        if whole and match.group() not in region_names():
            yield Candidate(start, end, "Person", match.group(), "person-form")
