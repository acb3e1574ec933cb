"""Finds many names in a text at once (Aho-Corasick), by code point offsets."""

from __future__ import annotations

from collections.abc import Iterable

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind


class Scanner:
    """All occurrences of a set of names."""

    def __init__(self, names: Iterable[str], *, overlapping: bool = False) -> None:
        """``overlapping``: every occurrence; otherwise at each place the longest, and none that overlaps it."""
        self._overlapping = overlapping
        kind = MatchKind.Standard if overlapping else MatchKind.LeftmostLongest
        self._automaton = AhoCorasick(sorted(names), matchkind=kind, implementation=Implementation.ContiguousNFA)

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Start and end of each occurrence, in the order of their ends."""
        found = self._automaton.find_matches_as_indexes(text, overlapping=self._overlapping)
        return [(start, end) for _, start, end in found] if found else []

    def longest(self, text: str) -> list[tuple[int, int]]:
        """At every offset where a name starts, the longest that starts there, by offset (overlaps allowed)."""
        found = self._automaton.find_matches_as_indexes(
            text, overlapping=True
        )  # by their ends: the last is the longest
        return sorted({start: end for _, start, end in found}.items())
