"""Committees of the democratic parties in a place, or of the level that the text means (民盟市委, 台盟福建省委会)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.knowledge.grammar import grammar
from kg.mention.bodies import title_at
from kg.mention.candidate import Candidate
from kg.mention.regions import region_ending_at
from kg.mention.tokens import Tokens


@cache
def _committee() -> re.Pattern[str]:
    return re.compile(
        rf"(?:{grammar().alternation('democratic_party')})(?P<place>[\u3400-\u9fff]{{0,8}}?[省市区县州])委(?:员会|会)?"
    )


def parties(text: str, tokens: Tokens) -> Iterator[Candidate]:
    """Candidates that the departments of the lexicon lack: of a bare level, and those that end in 委会."""
    if "委" not in text:
        return
    for match in _committee().finditer(text):
        start, end = match.span()
        place = match.span("place")
        named = place[1] - place[0] == 1 or region_ending_at(text, place[1]) == place[0]
        if named and (tokens.boundary(end) or title_at(text, end)):
            yield Candidate(start, end, "Alliance", match.group(), "party-committee")
