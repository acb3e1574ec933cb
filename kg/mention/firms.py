"""Companies that neither a list nor a legal form shows: what a whole document says where only a firm can stand.

A brand is a word of no dictionary. With its trade (云帆|锂电) one such position is enough; a brand by itself, or
an everyday word before a trade, needs two. What is known so is known everywhere in the document.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from kg.knowledge.grammar import grammar
from kg.mention.candidate import Candidate
from kg.mention.given import surname_at
from kg.mention.positions import Position, ways
from kg.mention.spots import LIQUOR, PERSON, Spot, spots
from kg.mention.tokens import Tokens

RULE = "company-shown"
_PLACES = frozenset({"AdministrativeRegion", "EconomicRegion"})
_SURE = frozenset({"kind", "count", "gets", "by", "meets", "has"})
_DEALS = frozenset({"does", "gets", "by", "meets", "has"})
_ROWS = frozenset({"row", "count"})
_KNOWN = _SURE | {"row", "does"}
_LIKELY = _SURE | {"does", "placed", "row", "home", "alone"}


class _Shown:
    """What a document shows of possible firms: by name the ways, and a place where it stands."""

    def __init__(self) -> None:
        """Nothing is shown yet."""
        self.how: dict[str, set[str]] = defaultdict(set)
        self.spots: dict[str, Spot] = {}

    def names(self) -> set[str]:
        """The names of what is shown well enough."""
        return {name for name, how in self.how.items() if _enough(name, self.spots[name], how)}

    def read(self, text: str, tokens: Tokens, candidates: Sequence[Candidate], stands: Iterable[Spot]) -> None:
        """Add what a sentence shows of these of its spots."""
        taken = _taken(candidates)
        for spot in stands:
            free = taken
            if spot.sited:  # what ends there is a part of it, or the same for something else
                free = _taken(c for c in candidates if not (spot.start <= c.start and c.end == spot.end))
            if not free.isdisjoint(range(spot.start, spot.end)):
                continue
            name, position = text[spot.start : spot.end], Position(text, tokens, spot.start, spot.end)
            sure = spot.traded and not (spot.loose or spot.wide)
            if spot.sited:
                self.how[name].add("home")
            self.how[name] |= ways(position, candidates, traded=spot.traded, sure=sure, home=spot.placed, own=spot.own)
            self.spots[name] = spot


def firms(
    texts: Sequence[str], cuts: Sequence[Tokens], found: Sequence[Sequence[Candidate]]
) -> Iterator[tuple[int, Candidate]]:
    """Each such company with the number of its sentence; ``found``: what else was found in each sentence."""
    shown = _Shown()
    spotted = [(text, tokens, cs, [*spots(tokens)]) for text, tokens, cs in zip(texts, cuts, found, strict=True)]
    spotted = [row for row in spotted if row[-1]]
    for text, tokens, candidates, here in spotted:
        shown.read(text, tokens, candidates, here)
    names = shown.names()
    for text, tokens, candidates, here in spotted if names else ():  # what stands in a row with one of them is one too
        own = [s for s in here if text[s.start : s.end] in names]
        if len(here) > len(own) > 0:
            more = [Candidate(s.start, s.end, "Company", text[s.start : s.end], RULE, 0) for s in own]
            shown.read(text, tokens, [*candidates, *more], here)
    for name in sorted(shown.names()):
        for number, (text, tokens) in enumerate(zip(texts, cuts, strict=True)):
            at = text.find(name)
            while at >= 0:
                end = at + len(name)
                if tokens.boundary(end) and (tokens.boundary(at) or text[at - 1] in _fronts()):
                    yield number, Candidate(at, end, "Company", name, RULE, shown.spots[name].rank)
                at = text.find(name, end)


@cache
def _fronts() -> frozenset[str]:
    """The characters that segmentation may have joined to the front of a brand."""
    return grammar().words["glued"] | {"的"}


def _enough(name: str, spot: Spot, how: set[str]) -> bool:
    """Whether these ways show that it is a firm: one with its trade, two without; some are surer than others."""
    if (spot.loose or _person(name, spot)) and how.isdisjoint(_ROWS if not spot.loose else _SURE | _ROWS):
        return False
    if spot.known:
        return len(how & _KNOWN) > spot.loose
    if len(how) > 1 or ("count" in how and (spot.traded or spot.placed)):
        return True
    if spot.placed and spot.traded and not spot.wide and how & _SURE:
        return True  # 某市|飞驰|轴承
    named = spot.placed and spot.full and not spot.loose and not surname_at(name, len(name) - PERSON)
    if named and how & _DEALS:
        return True
    return spot.traded and not spot.loose and bool(how & (_SURE if spot.wide else _LIKELY))


def _person(name: str, spot: Spot) -> bool:
    """Whether it may be a person's name."""
    alone = not spot.traded and not spot.placed and len(name) <= PERSON and name[-1] != LIQUOR
    return alone and surname_at(name, 0) > 0


def _taken(candidates: Iterable[Candidate]) -> set[int]:
    """The offsets of what is no place by itself."""
    return {at for c in candidates if c.rank and c.type not in _PLACES for at in range(c.start, c.end)}
