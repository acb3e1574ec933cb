"""A name found in a sentence before overlaps are settled, and the one overlap policy."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class Candidate(NamedTuple):
    """A possible name: where it stands in the sentence, its finest class, its label, the rule, and its rank.

    ``rank`` decides before length: 2 for what punctuation marks (《》), 1 for the rest, 0 for guesses.
    """

    start: int
    end: int
    type: str
    text: str
    rule: str
    rank: int = 1


def longest_wins(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Keep candidates that do not overlap: higher rank first, then the longer, then the earlier; in text order."""
    kept: list[Candidate] = []
    taken: set[int] = set()
    for found in sorted(candidates, key=lambda c: (-c.rank, c.start - c.end, c.start, c.type, c.rule)):
        positions = range(found.start, found.end)
        if taken.isdisjoint(positions):
            taken.update(positions)
            kept.append(found)
    return sorted(kept)
