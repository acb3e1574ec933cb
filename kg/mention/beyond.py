"""Parts of other countries that no list has, right behind the country or a larger part (老挝|乌多姆赛省|纳磨县)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from kg.knowledge.lexicon import lexicon
from kg.mention.candidate import Candidate
from kg.mention.tokens import Token, Tokens, unknown

_PART = re.compile(r"[\u3400-\u9fff]{2,6}?(?:特别自治道|自治道|自治州|自治区|[省州邦郡县区])")
_QUARTER, _DIVISIONS = "区", ("自治", "特区", "第", "行政")
_PROPER_TAGS = frozenset({"ns", "nr", "nrt", "nrfg", "nz"})
_KINDS = ("地区", "社区", "园区", "城区", "时区", "山区", "郊区")  # no divisions


@cache
def _listed() -> frozenset[str]:
    return frozenset(name for place in lexicon().world_places for name in (place.name, *place.short))


def _described(inside: Sequence[Token]) -> bool:
    """Whether a quarter is one of a kind and no division: 某岛|居民区, 某地|任务|区."""
    last = inside[-1] if len(inside[-1].word) > 1 or len(inside) == 1 else inside[-2]
    return not unknown(last.word) and last.tag not in _PROPER_TAGS and not last.word.startswith(_DIVISIONS)


def parts_abroad(text: str, tokens: Tokens, start: int) -> Iterator[Candidate]:
    """The division of another country named at ``start``, which is where the larger one before it ends."""
    match = _PART.match(text, start)
    if match is None or match.group().endswith(_KINDS) or match.group() in _listed():
        return
    if not tokens.boundary(start) or not tokens.boundary(match.end()):
        return
    inside = tokens[tokens.at(start) : tokens.at(match.end())]
    first = inside[0]
    strange = unknown(first.word) or (first.tag in _PROPER_TAGS and len(first.word) > 1)
    if match.group()[-1] == _QUARTER and _described(inside):
        return
    if strange and all(unknown(each.word) or each.tag[0] in "nsx" for each in inside):
        yield Candidate(start, match.end(), "AdministrativeRegion", match.group(), "settlement", 0)
