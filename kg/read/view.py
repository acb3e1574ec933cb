"""What of a document is text: the characters without markup, each with its offset in the document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

#: What the markup says about a line: the text has to say it where there is no markup.
Hint = Literal["heading", "title", "list", "caption", "paragraph"]


@dataclass(frozen=True, slots=True)
class View:
    """The text of a document as its lines stand.

    ``origin[i]`` is the offset in ``Document.text`` of ``text[i]``; it only grows. ``hints`` says, by the offset in
    ``text`` at which a line begins, what the markup calls this line.
    """

    text: str
    origin: Sequence[int] = field(repr=False)
    hints: dict[int, Hint] = field(default_factory=dict)


def plain(text: str) -> View:
    """The view of a plain text: all of it."""
    return View(text, range(len(text)))
