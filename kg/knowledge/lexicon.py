"""The closed classes of the world: divisions, countries, state bodies, banks, surnames; read from ``ontology/lexicon``.

Each file is a table with a header line, tabs between columns, ``|`` between the values of one cell, sorted and unique,
with the source of each row in its last column. ``lexicon()`` reads them all once.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, cast, get_args

from kg.knowledge.entries import (
    Abbreviation,
    AbbreviationKind,
    Body,
    Company,
    Department,
    Division,
    Institution,
    Level,
    NamedRegion,
    WorldPlace,
    ZonePattern,
)
from kg.knowledge.tables import LexiconError, Table, codes, integer, member, read, required, values
from kg.resources import ontology

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

__all__ = [
    "Abbreviation",
    "Body",
    "Company",
    "Department",
    "Division",
    "Institution",
    "Lexicon",
    "LexiconError",
    "NamedRegion",
    "WorldPlace",
    "ZonePattern",
    "lexicon",
    "load",
]

_FORGOTTEN = 1997  # what ended before it never makes a name of today ambiguous


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
    companies: tuple[Company, ...]
    world_places: tuple[WorldPlace, ...]
    surnames: frozenset[str]
    titles: tuple[str, ...]
    prefixes: tuple[str, ...]
    _townships: dict[str, tuple[str, ...]] = field(default_factory=dict, repr=False)
    _renewed: frozenset[str] = field(default=frozenset(), repr=False)

    def resolve(self, name: str, *, year: int | None = None) -> tuple[str, ...]:
        """Codes of a name; with ``year``, without what did not exist yet and, if others are left, what had ended."""
        return self._in_year(self.by_name.get(name, ()), year)

    def townships(self, name: str, *, year: int | None = None) -> tuple[str, ...]:
        """Codes of the townships of Sichuan and Chongqing with this full name (安富街道); ``year`` as ``resolve``."""
        return self._in_year(self._townships.get(name, ()), year)

    def _in_year(self, found: tuple[str, ...], year: int | None) -> tuple[str, ...]:
        if year is None:
            return found
        begun = tuple(code for code in found if self._begun(code, year))
        alive = tuple(code for code in begun if self.divisions[code].valid_in(year))
        return alive or begun

    def _begun(self, code: str, year: int) -> bool:
        """Whether there was a place of this name: a code may be younger than the province or county that bears it."""
        division = self.divisions[code]
        return division.level == "province" or code in self._renewed or (division.valid_from or year) <= year

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
    towns = _townships(read(folder / "townships.tsv", TOWNSHIP_COLUMNS), divisions)
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
        companies=_companies(read(folder / "companies.tsv", "name code short loose ambiguous type source")),
        world_places=_world_places(
            read(folder / "world_places.tsv", "name short country kind ambiguous source"), countries
        ),
        surnames=frozenset(required(row, 0) for row in read(folder / "surnames.tsv", "name source")),
        titles=_longest_first(name for name, kind in titles if kind == "title"),
        prefixes=_longest_first(name for name, kind in titles if kind == "prefix"),
        _townships={name: tuple(sorted(found)) for name, found in by_town.items()},
        _renewed=_renewed(divisions),
    )


DIVISION_COLUMNS = "code name level parent short former valid_from valid_until successor source"
TOWNSHIP_COLUMNS = "code name parent valid_from valid_until source"
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
        found[row[0]] = Division(
            code=row[0],
            name=required(row, 1),
            level="township",
            parent=parent,
            valid_from=integer(row, 3),
            valid_until=integer(row, 4),
            source=row[5],
        )
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


def _renewed(divisions: dict[str, Division]) -> frozenset[str]:
    """The codes under which a place of the same name goes on: 敦煌市 of 2002, 菏泽市 of 2000."""
    after = ((each, divisions[each.successor]) for each in divisions.values() if each.successor)
    return frozenset(
        new.code for old, new in after if {old.name, *old.short} & {new.name, *new.short} and new.level != "township"
    )


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


def _companies(table: Table) -> tuple[Company, ...]:
    return tuple(
        Company(
            code=row[1],
            name=required(row, 0),
            short=values(row, 2),
            ambiguous=member(row, 4, ("yes", "no")) == "yes",
            type=required(row, 5),
            source=row[6],
            loose=values(row, 3),
        )
        for row in table
    )


def _world_places(table: Table, countries: dict[str, Division]) -> tuple[WorldPlace, ...]:
    found = []
    for row in table:
        (country,) = codes(row, 2, countries, several=False) or ("",)
        if not country:
            raise row.wrong("has no country")
        found.append(
            WorldPlace(
                name=required(row, 0),
                short=values(row, 1),
                country=country,
                kind=member(row, 3, ("city", "division")),
                source=row[5],
                ambiguous=member(row, 4, ("yes", "no")) == "yes",
            )
        )
    return tuple(found)
