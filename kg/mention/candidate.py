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


def _preference(found: Candidate) -> tuple[int, int, int, bool, str, str]:
    """Rank, length, place; of two readings of the same words the one as a body of government, then by name."""
    body = found.rule.startswith("body-")
    return -found.rank, found.start - found.end, found.start, not body, found.type, found.rule


def longest_wins(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Keep candidates that do not overlap: higher rank first, then the longer, then the earlier; in text order."""
    kept: list[Candidate] = []
    taken: set[int] = set()
    for found in sorted(candidates, key=_preference):
        positions = range(found.start, found.end)
        if taken.isdisjoint(positions):
            taken.update(positions)
            kept.append(found)
    return sorted(kept)
