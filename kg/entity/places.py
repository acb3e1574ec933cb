"""Which place a name means: the divisions, resolved by parent, by what else the document names, or not at all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache

from kg.entity.bodies import parse
from kg.knowledge.lexicon import lexicon
from kg.model import Mention, Sentence

MUNICIPALITIES = frozenset({"110000", "120000", "310000", "500000"})
_PLACED = {"AdministrativeRegion", "EconomicRegion", "GovernmentBody"}
_PRESS = "MediaOrganisation"
_NAMED_AFTER = {"Company", "FinancialInstitution", "EducationalInstitution", "MedicalInstitution", "PublicInstitution"}
_LONGEST = 11
_THERE = ("在", "来到", "落户", "前往")
_LEVELS = {"country": 0, "province": 1, "prefecture": 2, "county": 3, "township": 4}


@cache
def _ends() -> frozenset[str]:
    """The last two characters of the names of places."""
    words = lexicon()
    return frozenset(name[-2:] for name in (*words.by_name, *(each.name for each in words.divisions.values())))


class Places:
    """Resolves the place names of one document.

    Ambiguous names are decided by a parent named right before, by the only candidate inside a place that the document
    names unmistakably, or by rank (a province before a county); otherwise they stay unresolved.
    """

    def __init__(self, mentions: Sequence[Mention], sentences: Sequence[Sentence], year: int | None) -> None:
        """Take the mentions of the document (regions; bodies for theirs), its sentences, its year."""
        self._words = lexicon()
        self._sentences = sentences
        self._year = year
        counts: Counter[str] = Counter()
        self._full: Counter[str] = Counter()
        self._own: Counter[str] = Counter()
        self._press: list[str] = []
        self._hinted: set[str] = set()
        self._articles: dict[int, Counter[str]] = {}
        for mention in mentions:
            if mention.type == _PRESS:
                self._press += self._front(mention.text)
            if mention.type not in _PLACED:
                self._hinted.update(self._front(mention.text) if mention.type in _NAMED_AFTER else ())
                continue
            name = mention.text
            if mention.rule == "body-local":
                parsed = parse(name)
                name = parsed.region if parsed else ""
            found = self._options(name)
            if len(found) == 1:
                code = found[0]
                counts[code] += 1
                self._own[code] += 1
                self._full[code] += self._words.divisions[code].name == name
                around = [code, *(c for c in self._words.ancestors(code) if c != "CN")]
                counts.update(around[1:])
                self._articles.setdefault(sentences[mention.sentence].article, Counter()).update(around)
        self._counts = counts
        self._before_reform = {
            after: code
            for code in self._full
            if self._full[code] and (after := self._words.divisions[code].successor) and not self._full[after]
        }

    def _front(self, name: str) -> list[str]:
        """The place with which a name begins (绵阳日报, 绵阳某某公司), with those above it; nothing for 人民日报."""
        for width in range(len(name) - 2, 1, -1):
            found = self._options(name[:width])
            if len(found) == 1:
                return chain(found)
        return []

    def _options(self, name: str) -> tuple[str, ...]:
        if name in self._words.by_name:
            return self._words.resolve(name, year=self._year) or self._words.townships(name)
        return () if name in self._words.abbreviations else self._words.townships(name)

    def known(self, code: str) -> bool:
        """Whether the document names this place, or one inside it, by a name that can mean nothing else."""
        return self._counts[code] > 0

    def place(self, mention: Mention) -> str | None:
        """The code that the mention stands for; where the text calls a place by its former name, the former place."""
        code = self.named(mention.text, self._before(mention))
        return self._before_reform.get(code, code) if code else None

    def _before(self, mention: Mention) -> str:
        return self._sentences[mention.sentence].text[max(0, mention.start - 12) : mention.start]

    def named(self, name: str, before: str = "") -> str | None:
        """The code that a name means here; ``before``: the text in front of it, which may name its parent."""
        found = self._options(name)
        if not found:
            return None
        if before[-2:] in _ends():
            for width in range(min(12, len(before)), 1, -1):
                parents = set(self._options(before[-width:]))
                inside = [c for c in found if parents.intersection(self._words.ancestors(c))]
                if len(inside) == 1:
                    return inside[0]
        if len(found) == 1:
            return found[0] if self._supported(found[0], name, before) else None
        weights = [(self._weight(code), code) for code in found]
        best = max(weights)[0]
        winners = [code for weight, code in weights if weight == best]
        if best > 0 and len(winners) == 1:
            return winners[0]
        ranked = sorted(found, key=lambda c: _LEVELS[self._words.divisions[c].level])
        levels = [_LEVELS[self._words.divisions[c].level] for c in ranked]
        return ranked[0] if levels[0] < levels[1] and levels[0] <= 2 and best == 0 else None

    def _supported(self, code: str, name: str, before: str) -> bool:
        """A county's short name counts only in a document that names what it lies in, or the county in full.

        Behind 在, it is enough that the name of a firm or school begins with what it lies in (福建某某医院).
        """
        division = self._words.divisions[code]
        if division.level != "county" or name == division.name:
            return True
        above = [c for c in self._words.ancestors(code) if c != "CN"]
        if self._full[code] > 0 or any(self._counts[c] > self._own[code] for c in above):
            return True
        return before.endswith(_THERE) and not self._hinted.isdisjoint(above)

    def _weight(self, code: str) -> int:
        """How strongly the document speaks of the places around this one, nearest first."""
        own = self._counts.get(code, 0)
        above = [c for c in self._words.ancestors(code) if c != "CN"]
        return own * 4 + sum(self._counts.get(c, 0) * (3 if i == 0 else 1) for i, c in enumerate(above))

    def is_level(self, code: str, level: str) -> bool:
        """Whether a place is of this level (省, 市, 区, 县, 州); a municipality is a 市."""
        division = self._words.divisions.get(code)
        if division is None or not division.name.endswith(level):
            return False
        wanted = {
            "省": {"province"},
            "自治区": {"province"},
            "市": {"prefecture", "province"},
            "州": {"prefecture"},
        }.get(level, {"county"})
        return division.level in wanted and (
            division.level != "province" or level in {"省", "自治区"} or code in MUNICIPALITIES
        )

    def home(self, level: str, article: int) -> str | None:
        """The place of this level that the document is most about, if no other comes near it, else the article.

        Where it names none, the place of the one newspaper that it comes from.
        """
        for counts in (self._counts, self._articles.get(article, Counter())):
            most = sorted(((n, code) for code, n in counts.items() if self.is_level(code, level)), reverse=True)
            if most and (len(most) == 1 or most[0][0] > 2 * most[1][0]):
                return most[0][1]
        named = any(self.is_level(code, level) for code in self._counts)
        press = {code for code in self._press if self.is_level(code, level)}
        return press.pop() if len(press) == 1 and not named else None

    def front(self, name: str) -> str | None:
        """The place with which a name begins (重庆市 of 重庆市某某公司)."""
        width = next((w for w in range(min(_LONGEST, len(name) - 2), 1, -1) if name[:w] in self._words.by_name), 0)
        return self.named(name[:width]) if width else None


def chain(found: Iterable[str]) -> list[str]:
    """The given codes with all divisions above them, up to but without China."""
    words = lexicon()
    every = {code for given in found for code in (given, *words.ancestors(given)) if code != "CN"}
    return sorted(every)
