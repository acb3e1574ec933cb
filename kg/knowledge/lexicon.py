"""The closed classes of the world: divisions, countries, state bodies, banks, surnames; read from ``ontology/lexicon``.

Each file is a table with a header line, tabs between columns, ``|`` between the values of one cell, sorted and unique,
with the source of each row in its last column. ``lexicon()`` reads them all once.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Literal, cast, get_args

from kg.knowledge.tables import LexiconError, Table, codes, integer, member, read, required, values
from kg.resources import ontology

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

__all__ = [
    "Abbreviation",
    "Body",
    "Department",
    "Division",
    "Institution",
    "Lexicon",
    "LexiconError",
    "NamedRegion",
    "ZonePattern",
    "lexicon",
    "load",
]

Level = Literal["country", "province", "prefecture", "county", "township"]
AbbreviationKind = Literal["single", "composite", "component"]
_COUNTRY = "CN"
_FORGOTTEN = 1997  # what ended before it never makes a name of today ambiguous


@dataclass(frozen=True, slots=True)
class Division:
    """A country, province, prefecture, county or township.

    ``code``: GB/T 2260 (six digits; townships nine), countries ISO 3166-1 alpha-2. ``short``: names that mean the same
    (渝北 for 渝北区). ``former``: earlier names under the same code. ``valid_from``/``valid_until``: years, the second
    the year in which it ended; ``successor``: the code of what it became. ``parent`` of a province is ``CN``.
    """

    code: str
    name: str
    level: Level
    parent: str
    short: tuple[str, ...] = ()
    valid_from: int | None = None
    valid_until: int | None = None
    successor: str | None = None
    former: tuple[str, ...] = ()
    source: str = ""

    def valid_in(self, year: int) -> bool:
        """Whether it existed at some time of that year."""
        return (self.valid_from or year) <= year <= (self.valid_until or year)


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """渝, 川渝, 成渝: ``kind`` component means: stands for the region only inside composites (渝广 = 渝 + 广)."""

    name: str
    kind: AbbreviationKind
    codes: tuple[str, ...]
    source: str = ""


@dataclass(frozen=True, slots=True)
class Body:
    """A central organ, an armed service, a mass organisation or an international organisation."""

    name: str
    short: tuple[str, ...]
    type: str
    scope: str = _COUNTRY
    source: str = ""


@dataclass(frozen=True, slots=True)
class Department:
    """The pattern of a local body's name.

    ``name`` and ``short`` follow the name of the region (经济和信息化委员会, 经信委), or hold ``{}`` where it stands
    (中国共产党{}委员会). ``kinds``: the kinds of region that have one (province, municipality, prefecture, county).
    ``region``: which form of the region's name goes in: full (四川省), bare (四川) or any.
    """

    name: str
    short: tuple[str, ...]
    kinds: tuple[str, ...]
    party: bool = False
    region: str = "any"
    source: str = ""

    @property
    def patterns(self) -> tuple[str, ...]:
        """All forms with ``{}`` for the region, the full one first."""
        return tuple(form if "{}" in form else "{}" + form for form in (self.name, *self.short))


@dataclass(frozen=True, slots=True)
class NamedRegion:
    """A named area that is no division; ``covers`` holds the codes of the divisions that it lies in or is made of."""

    name: str
    short: tuple[str, ...]
    type: str
    covers: tuple[str, ...]
    source: str = ""


@dataclass(frozen=True, slots=True)
class ZonePattern:
    """How zones are named: a name that ends in ``name`` also occurs ending in each of ``short``."""

    name: str
    short: tuple[str, ...]
    source: str = ""


@dataclass(frozen=True, slots=True)
class Institution:
    """A national bank, insurer, exchange, news medium, state enterprise or university; ``type`` is the finest class."""

    name: str
    short: tuple[str, ...]
    type: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All tables. ``divisions`` has townships and countries too, so that every chain of parents ends in it.

    ``by_name``: full, short and former names → codes, what is in force first, larger before smaller; more than one
    code means that the name alone does not tell. ``prefixes`` may stand before a title of ``titles`` (副, 常务副).
    """

    divisions: dict[str, Division]
    countries: dict[str, Division]
    by_name: dict[str, tuple[str, ...]]
    abbreviations: dict[str, tuple[str, ...]]
    abbreviation_kinds: dict[str, AbbreviationKind]
    bodies: tuple[Body, ...]
    departments: tuple[Department, ...]
    economic_regions: tuple[NamedRegion, ...]
    zones: tuple[NamedRegion, ...]
    zone_patterns: tuple[ZonePattern, ...]
    institutions: tuple[Institution, ...]
    surnames: frozenset[str]
    titles: tuple[str, ...]
    prefixes: tuple[str, ...]
    _townships: dict[str, tuple[str, ...]] = field(default_factory=dict, repr=False)

    def resolve(self, name: str, *, year: int | None = None) -> tuple[str, ...]:
        """Codes of a name; with ``year``, without what did not exist yet and, if others are left, what had ended."""
        found = self.by_name.get(name, ())
        if year is None:
            return found
        begun = tuple(code for code in found if (self.divisions[code].valid_from or year) <= year)
        alive = tuple(code for code in begun if self.divisions[code].valid_in(year))
        return alive or begun

    def townships(self, name: str) -> tuple[str, ...]:
        """Codes of the townships of Sichuan and Chongqing with this full name (安富街道)."""
        return self._townships.get(name, ())

    def ancestors(self, code: str) -> tuple[str, ...]:
        """The codes above a division, nearest first; the last is the country."""
        chain: list[str] = []
        while parent := self.divisions[code].parent:
            chain.append(parent)
            code = parent
        return tuple(chain)

    def within(self, code: str, other: str) -> bool:
        """Whether division ``code`` is ``other`` or lies in it."""
        return code == other or other in self.ancestors(code)


@cache
def lexicon() -> Lexicon:
    """The lexicon of this installation; raises ``LexiconError`` naming file, line and cause of a malformed row."""
    return load(ontology() / "lexicon")


def load(folder: Path) -> Lexicon:
    """Reads a lexicon folder without caching; raises ``LexiconError`` as ``lexicon``."""
    countries = _countries(read(folder / "countries.tsv", "code name short source"))
    divisions = _divisions(read(folder / "divisions.tsv", DIVISION_COLUMNS), countries)
    by_name = _names(divisions.values())
    towns = _townships(read(folder / "townships.tsv", "code name parent source"), divisions)
    known = divisions | towns
    abbreviations = _abbreviations(read(folder / "abbreviations.tsv", "name kind codes source"), known)
    titles = [(row[0], member(row, 1, ("title", "prefix"))) for row in read(folder / "titles.tsv", "name kind source")]
    by_town: dict[str, list[str]] = {}
    for town in towns.values():
        by_town.setdefault(town.name, []).append(town.code)
    return Lexicon(
        divisions=known,
        countries=countries,
        by_name=by_name,
        abbreviations={item.name: item.codes for item in abbreviations},
        abbreviation_kinds={item.name: item.kind for item in abbreviations},
        bodies=_bodies(read(folder / "bodies.tsv", "name short type source")),
        departments=_departments(read(folder / "departments.tsv", "name short region kinds party source")),
        economic_regions=_regions(read(folder / "economic_regions.tsv", REGION_COLUMNS), "EconomicRegion", known),
        zones=_regions(read(folder / "zones.tsv", REGION_COLUMNS), "DevelopmentZone", known),
        zone_patterns=tuple(
            ZonePattern(required(row, 0), values(row, 1), row[2])
            for row in read(folder / "zone_patterns.tsv", "name short source")
        ),
        institutions=_institutions(read(folder / "institutions.tsv", "name short type source")),
        surnames=frozenset(required(row, 0) for row in read(folder / "surnames.tsv", "name source")),
        titles=_longest_first(name for name, kind in titles if kind == "title"),
        prefixes=_longest_first(name for name, kind in titles if kind == "prefix"),
        _townships={name: tuple(sorted(found)) for name, found in by_town.items()},
    )


DIVISION_COLUMNS = "code name level parent short former valid_from valid_until successor source"
REGION_COLUMNS = "name short covers source"
_LEVELS = get_args(Level)


def _longest_first(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(names, key=lambda name: (-len(name), name)))


def _countries(table: Table) -> dict[str, Division]:
    return {
        row[0]: Division(required(row, 0), required(row, 1), "country", "", values(row, 2), source=row[3])
        for row in table
    }


def _divisions(table: Table, countries: dict[str, Division]) -> dict[str, Division]:
    found = dict(countries)
    rows = list(table)
    for row in rows:
        found[row[0]] = Division(
            code=row[0],
            name=required(row, 1),
            level=cast("Level", member(row, 2, _LEVELS)),
            parent=row[3],
            short=values(row, 4),
            former=values(row, 5),
            valid_from=integer(row, 6),
            valid_until=integer(row, 7),
            successor=row[8] or None,
            source=row[9],
        )
    for row in rows:
        codes(row, 3, found, several=False)
        codes(row, 8, found, several=False)
    return found


def _townships(table: Table, divisions: dict[str, Division]) -> dict[str, Division]:
    found = {}
    for row in table:
        (parent,) = codes(row, 2, divisions)
        found[row[0]] = Division(row[0], required(row, 1), "township", parent, source=row[3])
    return found


def _names(divisions: Iterable[Division]) -> dict[str, tuple[str, ...]]:
    """Every name of country to county → codes; a predecessor gives way to a successor of the same name."""
    bearers: dict[str, list[Division]] = {}
    by_code: dict[str, Division] = {}
    for division in divisions:
        by_code[division.code] = division
        for name in dict.fromkeys((division.name, *division.short, *division.former)):
            bearers.setdefault(name, []).append(division)
    return {name: _order(found, by_code) if len(found) > 1 else (found[0].code,) for name, found in bearers.items()}


def _order(found: list[Division], by_code: dict[str, Division]) -> tuple[str, ...]:
    present = {division.code for division in found}
    alive = any(division.valid_until is None for division in found)
    kept = [
        division
        for division in found
        if not _successors(division, by_code) & present
        and not (alive and division.valid_until is not None and division.valid_until <= _FORGOTTEN)
    ]
    kept.sort(key=lambda each: (-(each.valid_until or 9999), _LEVELS.index(each.level), each.code))
    return tuple(division.code for division in kept)


def _successors(division: Division, by_code: dict[str, Division]) -> set[str]:
    chain: set[str] = set()
    after = division.successor
    while after is not None and after not in chain:
        chain.add(after)
        after = by_code[after].successor
    return chain - {division.code}


def _abbreviations(table: Table, divisions: dict[str, Division]) -> tuple[Abbreviation, ...]:
    kinds = get_args(AbbreviationKind)
    return tuple(
        Abbreviation(
            required(row, 0), cast("AbbreviationKind", member(row, 1, kinds)), codes(row, 2, divisions), row[3]
        )
        for row in table
    )


def _bodies(table: Table) -> tuple[Body, ...]:
    return tuple(Body(required(row, 0), values(row, 1), required(row, 2), source=row[3]) for row in table)


def _departments(table: Table) -> tuple[Department, ...]:
    return tuple(
        Department(
            name=required(row, 0),
            short=values(row, 1),
            region=member(row, 2, ("any", "full", "bare")),
            kinds=values(row, 3),
            party=member(row, 4, ("yes", "no")) == "yes",
            source=row[5],
        )
        for row in table
    )


def _regions(table: Table, kind: str, divisions: dict[str, Division]) -> tuple[NamedRegion, ...]:
    return tuple(NamedRegion(required(row, 0), values(row, 1), kind, codes(row, 2, divisions), row[3]) for row in table)


def _institutions(table: Table) -> tuple[Institution, ...]:
    return tuple(Institution(required(row, 0), values(row, 1), required(row, 2), row[3]) for row in table)
