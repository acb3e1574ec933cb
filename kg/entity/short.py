"""Short names inside a document: defined ones (以下简称), what is left of a company's name, and tails of long names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.knowledge.grammar import grammar
from kg.mention.regions import region_names
from kg.mention.tokens import tokenize, unknown

_LEGAL = re.compile(
    r"(?:集团)?(?:股份有限公司|有限责任公司|有限公司)$|(?:控股)?集团公司$|总公司$|公司$|(?:控股)?集团$|（集团）|\(集团\)|（控股）|\(控股\)"
)
_BRACKETS = re.compile(r"[（(][^（）()]*[）)]")
_COMMON_TAGS = {"n", "vn", "v", "a", "an", "d", "b", "l", "i", "m", "q", "t", "f", "s", "r", "p", "c", "u", "ad"}
_MIN_TAIL = 4
_SITES = ("分公司", "公司", "工厂", "基地", "厂区")
_LEAST_FIRM = 2  # characters of a firm before its place


@cache
def _definition() -> re.Pattern[str]:
    """What stands right behind a name that is defined: its short forms in group 1 or 2."""
    words = "|".join(f"(?:股票|证券)?{word}" for word in sorted(grammar().words["define"]) if not word.endswith("统称"))
    return re.compile(
        rf"^[（(\[［](?:[^（）()]{{2,40}}[，,；;])?(?:{words})(?:为|：|:)?([^（）()\[\]［］]{{2,40}}?)[）)\]］]"
        r"|^[，,](?:以下)?简称(?:为)?[“《]([^”》]{2,20})[”》]"
    )


_SEVERAL = re.compile(r"[“《][^”》]+[”》](?:[、和或]?(?:以下简称|简称)?[“《][^”》]+[”》])*")
_FULL_BEFORE = re.compile(r"([\u3400-\u9fffA-Za-z0-9·]{2,20})[（(](?:(?:全称|全名)(?:为|是|：|:)?|即)?$")
_FULL_BEHIND = re.compile(r"(的(?:简称|缩写|略称))?[）)]")
_NO_NAME = re.compile(
    "[两双三四五六七八九十各本我](?:[地方市省县区校家国院行司所]|省市|区县|部门|公司|机构|单位|企业)$"
)


def defined(following: str) -> tuple[str, ...]:
    """The short names that a definition right behind a name gives it."""
    match = _definition().match(following)
    if match is None:
        return ()
    inner = (match.group(1) or f"“{match.group(2)}”").partition("，")[0].strip()
    parts = re.findall(r"[“《]([^”》]+)[”》]", inner) if _SEVERAL.fullmatch(inner) else [inner.strip("《》")]
    return tuple(part for part in parts if 2 <= len(part) <= 20 and not _NO_NAME.match(part))


def spelt_out(preceding: str) -> bool:
    """Whether what stands in front of a name says that it is the full one: 这个园区全称某某园区."""
    return re.search(r"(?:全称|全名)(?:为|是|叫|：)?[“《]?$", preceding) is not None


def ambiguous(name: str) -> bool:
    """Whether a short name is a word that texts use otherwise too (公司, 领导小组): it counts only where it is one."""
    words = grammar()
    return len(name) <= 2 or name in region_names() or name in words.suffixes or name in words.words["generic"]


def defined_before(preceding: str, full: str, following: str) -> str | None:
    """The short name in front of a bracket that gives the full one: 甲（某某有限公司的简称）, 甲（全称某某公司）."""
    behind = _FULL_BEHIND.match(following)
    match = _FULL_BEFORE.search(preceding) if behind else None
    if behind is None or match is None or (behind[1] is None and preceding[-1] in "（("):
        return None
    said = match[1]
    for start in range(len(said) - 1):
        letters = iter(full)
        if all(letter in letters for letter in said[start:]) and said[start:] != full:
            return said[start:]
    return None


def _without_region(name: str) -> str:
    names = region_names()
    for width in range(min(10, len(name) - 2), 1, -1):
        if name[:width] in names:
            rest = name[width:]
            return _without_region(rest) if rest[:2] in names and len(rest) > 4 else rest
    return name


def company_short(name: str) -> Iterator[str]:
    """Short names that a company's full name allows, longest first: without legal form, region, line of business."""
    if _LEGAL.search(name) is None and not _line_of_business(name):
        return  # 国家开发银行四川省分行 has no parts that may be left out
    if (sited := _sited(name)) is not None:
        yield from sited
        return
    core = _BRACKETS.sub("", name)
    previous = None
    while previous != core:
        previous, core = core, _LEGAL.sub("", core)
    seen = {name}
    region = core[: len(core) - len(_without_region(core))]
    bare = _without_region(core)
    brand = _brand(bare)
    place = region.rstrip("省市")
    if brand and _LEGAL.search(name) is None and tokenize(brand)[0].tag == "ns":
        brand = ""  # 秦山 of 秦山核电 may be the place as well
    shorts = [core, place + bare, bare]
    if brand:
        shorts += [place + brand, *(brand + tail for tail in _brand_tails(bare, brand)), brand]
    for short in shorts:
        if len(short) >= 2 and short not in seen and not _common(short) and not _NO_NAME.match(short):
            seen.add(short)
            yield short


def _sited(name: str) -> tuple[str, ...] | None:
    """The short names of what a firm has in a place (云帆光电|江畔|公司): never the firm's own; else ``None``."""
    site = next((end for end in _SITES if name.endswith(end)), None)
    if site is None or name.endswith("有限公司"):
        return None
    stem, names = name.removesuffix(site), region_names()
    width = next((w for w in range(min(8, len(stem) - _LEAST_FIRM), 1, -1) if stem[-w:] in names), 0)
    if not width or stem in names or stem[:-width] in names:
        return None
    return () if site == "公司" else (name[len(stem) - width :],)  # 江畔工厂


def _line_of_business(name: str) -> bool:
    """Whether a name without legal form ends in a word for what a company does (药业, 汽车)."""
    suffixes, trades = grammar().suffixes, grammar().words["trade"]
    ends = (name[-2:], name[-3:])
    return any(end in trades or any(suffix.type == "Company" for suffix in suffixes.get(end, ())) for end in ends)


def _brand_tails(bare: str, brand: str) -> Iterator[str]:
    """What a brand is said with: 集团, 公司, 股份, or the first word of its line of business."""
    yield from sorted(grammar().words["company_tail"])
    following = tokenize(bare[len(brand) :])
    if following:
        yield following[0].word


def _brand(bare: str) -> str:
    """The leading proper part of a company's name (雅迪 of 雅迪科技): up to the first common word."""
    words = grammar()
    tokens = tokenize(bare)
    end = 0
    for token in tokens:
        if end >= 2 and (token.tag in _COMMON_TAGS or token.word in words.suffixes) and len(token.word) > 1:
            break
        end = token.end
    return bare[:end] if 2 <= end <= 5 and end < len(bare) else ""


def _common(short: str) -> bool:
    """Whether a short form is a common word or a place, so that finding it proves nothing."""
    words = grammar()
    if short in region_names() or short in words.suffixes or short in words.words["generic"]:
        return True
    tokens = tokenize(short)
    return all(token.tag in _COMMON_TAGS and len(token.word) > 1 and not unknown(token.word) for token in tokens)


def tail_of(short: str, full: str) -> bool:
    """Whether a name can be the shortened form of a longer one: its end, long enough to say something."""
    return len(short) >= _MIN_TAIL and len(full) > len(short) and full.endswith(short)
