"""Which place a name means: the divisions, resolved by parent, by what else the document names, or not at all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from kg.knowledge.lexicon import lexicon
from kg.model import Mention

_MUNICIPALITIES = frozenset({"110000", "120000", "310000", "500000"})
_LEVELS = {"country": 0, "province": 1, "prefecture": 2, "county": 3, "township": 4}


class Places:
    """Resolves the place names of one document.

    Ambiguous names are decided by a parent named right before, by the only candidate inside a place that the document
    names unmistakably, or by rank (a province before a county); otherwise they stay unresolved.
    """

    def __init__(self, mentions: Sequence[Mention], texts: Sequence[str], year: int | None) -> None:
        """Take the region mentions of the document, its sentences' texts, and the year of publication."""
        self._words = lexicon()
        self._texts = texts
        self._year = year
        counts: Counter[str] = Counter()
        self._full: Counter[str] = Counter()
        self._own: Counter[str] = Counter()
        for mention in mentions:
            found = self._options(mention.text)
            if len(found) == 1:
                code = found[0]
                counts[code] += 1
                self._own[code] += 1
                self._full[code] += self._words.divisions[code].name == mention.text
                counts.update(c for c in self._words.ancestors(code) if c != "CN")
        self._counts = counts

    def _options(self, name: str) -> tuple[str, ...]:
        if name in self._words.abbreviations and name not in self._words.by_name:
            return ()
        found = self._words.resolve(name, year=self._year) or self._words.townships(name)
        return tuple(found)

    def known(self, code: str) -> bool:
        """Whether the document names this place, or one inside it, by a name that can mean nothing else."""
        return self._counts[code] > 0

    def place(self, mention: Mention) -> str | None:
        """The code that the mention stands for."""
        return self.named(mention.text, self._before(mention))

    def _before(self, mention: Mention) -> str:
        return self._texts[mention.sentence][max(0, mention.start - 12) : mention.start]

    def named(self, name: str, before: str = "") -> str | None:
        """The code that a name means here; ``before``: the text in front of it, which may name its parent."""
        found = self._options(name)
        if not found:
            return None
        if before:
            for width in range(min(12, len(before)), 1, -1):
                parents = set(self._options(before[-width:]))
                inside = [c for c in found if parents.intersection(self._words.ancestors(c))]
                if len(inside) == 1:
                    return inside[0]
        if len(found) == 1:
            return found[0] if self._supported(found[0], name) else None
        weights = [(self._weight(code), code) for code in found]
        best = max(weights)[0]
        winners = [code for weight, code in weights if weight == best]
        if best > 0 and len(winners) == 1:
            return winners[0]
        ranked = sorted(found, key=lambda c: _LEVELS[self._words.divisions[c].level])
        levels = [_LEVELS[self._words.divisions[c].level] for c in ranked]
        return ranked[0] if levels[0] < levels[1] and levels[0] <= 2 and best == 0 else None

    def _supported(self, code: str, name: str) -> bool:
        """A county's short name counts only in a document that names what it lies in, or the county in full."""
        division = self._words.divisions[code]
        if division.level != "county" or name == division.name:
            return True
        return self._full[code] > 0 or any(
            self._counts[c] > self._own[code] for c in self._words.ancestors(code) if c != "CN"
        )

    def _weight(self, code: str) -> int:
        """How strongly the document speaks of the places around this one, nearest first."""
        own = self._counts.get(code, 0)
        above = [c for c in self._words.ancestors(code) if c != "CN"]
        return own * 4 + sum(self._counts.get(c, 0) * (3 if i == 0 else 1) for i, c in enumerate(above))

    def home(self, level: str) -> str | None:
        """The place of this level (省, 市, 区, 县, 州) that the document is about: its most mentioned one."""
        wanted = {
            "省": ("province",),
            "市": ("prefecture", "province"),
            "区": ("county",),
            "县": ("county",),
            "州": ("prefecture",),
        }[level]
        best: tuple[int, str] | None = None
        for code, count in self._counts.items():
            division = self._words.divisions[code]
            if division.level not in wanted or not division.name.endswith(level):
                continue
            if level == "市" and division.level == "province" and code not in _MUNICIPALITIES:
                continue
            if best is None or (count, code) > best:
                best = (count, code)
        return best[1] if best else None


def chain(found: Iterable[str]) -> list[str]:
    """The given codes with all divisions above them, up to but without China."""
    words = lexicon()
    every = {code for given in found for code in (given, *words.ancestors(given)) if code != "CN"}
    return sorted(every)
