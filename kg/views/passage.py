"""Evidence as a reader sees it: one sentence, cut into parts that say which words are meant.

The marks of a statement point into the decoded original; the sentence is its repaired reading (wrapped lines joined,
traditional characters simplified). Here the two are laid side by side, so that the page needs no offsets at all.
"""

from __future__ import annotations

import difflib
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

Part = tuple[str, str]
"""A role (``s`` subject, ``o`` object, ``t`` trigger, empty: none) and a stretch of text."""

_FRAGMENT = re.compile(r"char=(\d+),(\d+)")
_PRECEDENCE = "tos"


def fragment(text: str) -> tuple[int, int]:
    """The offsets of an RFC 5147 text fragment ``char=12,31``: code points, end exclusive.

    Raises ``ValueError`` for anything else.
    """
    match = _FRAGMENT.fullmatch(text)
    if match is None:
        raise ValueError(f"not a text fragment of the form char=START,END: {text!r}")
    return int(match[1]), int(match[2])


def marked(sentence: str, quote: str, start: int, marks: Mapping[str, tuple[tuple[int, int], ...]]) -> tuple[Part, ...]:
    """The sentence in parts, with the roles of its characters.

    ``quote`` is the original from offset ``start`` on; ``marks`` maps roles to (start, end) offsets into the original.
    Where the sentence is the quote but for white space, the quote's own characters are shown (as written, traditional
    forms included), else the sentence's. Where two roles claim a character, subject wins over object over trigger.
    """
    shown, origin = _aligned(sentence, quote)
    roles = [""] * len(shown)
    for role in _PRECEDENCE:
        for first, last in marks.get(role, ()):
            for index, place in enumerate(origin):
                if place is not None and first - start <= place < last - start:
                    roles[index] = role
    for index in range(1, len(shown) - 1):
        if shown[index].isspace() and roles[index - 1] == roles[index + 1]:
            roles[index] = roles[index - 1]  # a name of two words is one mark
    return _runs(shown, roles)


def _aligned(sentence: str, quote: str) -> tuple[str, list[int | None]]:
    """What to show, and for each character of it the offset in the quote that it stands for."""
    places = [index for index, character in enumerate(quote) if not character.isspace()]
    solid = [index for index, character in enumerate(sentence) if not character.isspace()]
    if len(places) == len(solid):
        shown = list(sentence)
        origin: list[int | None] = [None] * len(sentence)
        for index, place in zip(solid, places, strict=True):
            shown[index] = quote[place]
            origin[index] = place
        return "".join(shown), origin
    origin = [None] * len(sentence)
    matcher = difflib.SequenceMatcher(None, quote, sentence, autojunk=False)
    for first, second, size in matcher.get_matching_blocks():
        origin[second : second + size] = range(first, first + size)
    return sentence, origin


def _runs(shown: str, roles: list[str]) -> tuple[Part, ...]:
    parts: list[Part] = []
    for character, role in zip(shown, roles, strict=True):
        if parts and parts[-1][0] == role:
            parts[-1] = (role, parts[-1][1] + character)
        else:
            parts.append((role, character))
    return tuple(parts)
