"""Where a page stands that a server gives out: the way back, and the other pictures of the same data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Site:
    """Paths of a server: its start page, the pages of things (what stands before their keys), its pictures.

    ``views`` are pairs of a kind and the path of its page, in the order in which they are offered; ``query`` goes with
    every link to a thing (the language, where it was asked for).
    """

    home: str
    things: str
    views: Sequence[tuple[str, str]] = ()
    query: str = ""

    def data(self) -> dict[str, Any]:
        """What the page reads."""
        return {
            "home": self.home,
            "things": self.things,
            "query": self.query,
            "views": [list(each) for each in self.views],
        }
