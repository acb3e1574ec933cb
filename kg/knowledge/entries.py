"""What the rows of the lexicon are: frozen types without behaviour beyond their own fields."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Level = Literal["country", "province", "prefecture", "county", "township"]
AbbreviationKind = Literal["single", "composite", "component"]
_COUNTRY = "CN"


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
class Company:
    """A listed or well-known company, of China or another country.

    ``name`` is the registered name, or the usual one where the source has no other; ``code`` the one of the stock
    exchange (six digits Shanghai, Shenzhen, Beijing; five Hong Kong; letters New York), empty for the unlisted.
    ``ambiguous``: forms that do not end in 公司 are everyday words or places too and need a company's context.
    ``loose``: short names beside ``short`` that need one in any case (苹果 of 苹果公司).
    """

    code: str
    name: str
    short: tuple[str, ...]
    ambiguous: bool
    type: str
    source: str = ""
    loose: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WorldPlace:
    """A city or first-level division outside China; ``country`` ISO 3166-1 alpha-2, ``kind`` city or division.

    ``ambiguous``: the name is a word, a place in China or a person too, or its two characters often meet by chance
    (里加 in 公里加密).
    """

    name: str
    short: tuple[str, ...]
    country: str
    kind: str
    source: str = ""
    ambiguous: bool = False
