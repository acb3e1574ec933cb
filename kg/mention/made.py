"""What is called by a name in quotation marks that says nothing by itself: the deed beside it tells that it was made.

That is 甲与乙合办的“江畔修复工坊”, 共同推出“江岸碳汇指数”, “江畔之窗”服务站, 这套设备命名为“江苗一号”.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from kg.knowledge.grammar import alternation, any_of, grammar
from kg.knowledge.lexicon import lexicon
from kg.mention.candidate import Candidate
from kg.mention.regions import region_names
from kg.mention.tokens import Tokens, tokenize, unknown

_QUOTED = re.compile(r"“([\u3400-\u9fffA-Za-z0-9·—-]{2,16})”")
# somebody's words, a way of working, or a row of things
_SAID = re.compile("[的了着把让被从是不+]|^(?:[一先最多零首新再让为向跨]|全(?=[方流程面域链员民]))|系列$")
_FREE = re.compile(r"(?=[，。；：、）等上于已正将在由是]|今天|昨天|近日|日前|正式|成功|启用|投用|开通|挂牌|揭牌|$)")
_MARK = re.compile("[，。；：]")
_PERSON = "Person"
_FAR, _REACH = 44, 16  # characters before the quotation marks; between who acts and the deed
_LONG = 6  # characters of a name that says more than its kind
_TAILS = (5, 4, 3, 2)
_NOUN_TAGS = frozenset("nabjlzsteg")
_THINGS = frozenset({
    "Alliance", "ResearchInstitution", "PublicInstitution", "EducationalInstitution", "MedicalInstitution",
    "Platform", "Product",
})  # fmt: skip


@cache
def _deeds() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What stands before what several made together, and before what one made; the group is the deed."""
    words = grammar()
    deed = words.alternation("made_deed")
    behind = r"(?:起了|出了|了|的|起|出)"
    joint = rf"(?:{words.alternation('acting_together')})[^，。；：“”的]{{0,3}}(?:{deed})"
    return (
        re.compile(rf"({joint}|{words.alternation('made_joint')}){behind}?[^，。；：“”的]{{0,4}}$"),
        re.compile(rf"(?<!参与)(?<!协助)(?<!拟)((?:{deed}){behind}|[设建办开]了)[^，。；：“”的]{{0,4}}$"),
    )


@cache
def _heads() -> dict[str, str]:
    return grammar().pairs("made_head")


@cache
def _head() -> re.Pattern[str]:
    """A head noun right behind the quotation marks, over a few characters of what it is for."""
    inner = "(?![的了是在和与及等由为将])[\u3400-\u9fff]"
    return re.compile(f"(?:{inner}){{0,5}}?({alternation(_heads())})")


@cache
def _opened() -> re.Pattern[str]:
    words = grammar()
    before = words.alternation("opens_before")
    return re.compile(
        rf"(?:{before}|[于在]?\d+[年月日]|在[^，。；]{{2,8}}?)*(?:上线|建成|启用|投用|揭牌|挂牌|开通|开张|开门|投入)"
    )


@cache
def _naming() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What stands before a name that is said to be one, with the kind of thing; the same behind it."""
    words = grammar()
    kinds = alternation(_named_kinds())
    called = words.alternation("naming")
    return (
        re.compile(rf"({kinds})(?:[^。；：“”]{{0,30}}，)?(?:就|便|也|被|它)?(?:{called})$"),
        re.compile(rf"的[^，。；“”]{{0,6}}?({kinds})(?=[，。；：、的由在上]|$)"),
    )


@cache
def _named_kinds() -> dict[str, str]:
    return grammar().pairs("announcing") | grammar().pairs("named_kind")


def made(text: str, tokens: Tokens, found: Sequence[Candidate]) -> Iterator[Candidate]:
    """Things in quotation marks that none of ``found`` is already: founded, brought out or opened, or called so."""
    for match in _QUOTED.finditer(text) if "“" in text else ():
        start, end = match.span()
        if any(c.type and c.start <= start and c.end >= end for c in found):
            continue
        name, before = match[1], text[max(0, start - _FAR) : start]
        named = _called(before, text, end)
        if _SAID.search(name):
            continue
        if named:
            yield Candidate(start, end, named, name, "quoted-made", 1)
            continue
        deed = _deed(before)
        head = _head().match(text, end)
        if head is not None and tokens.boundary(head.end()):
            if _own(name) or deed or _opened().match(text, head.end()):
                yield Candidate(start, head.end(), _heads()[head[1]], text[start : head.end()], "quoted-made", 1)
            continue
        kind = _kind(name, text, end, deed)
        if not kind and deed and _brought(name, deed, text, end) and _by_one(before, start, found):
            kind = "Platform"
        if kind:
            yield Candidate(start, end, kind, name, "quoted-made", 1)


def _deed(before: str) -> str:
    """The deed before a name, with what stands behind it."""
    if not any_of("made_deed").search(before) and "了" not in before:
        return ""
    together, alone = _deeds()
    match = together.search(before) or alone.search(before)
    return match[0] if match else ""


def _by_one(before: str, start: int, found: Sequence[Candidate]) -> bool:
    """Whether one who has a name, or several together, did it."""
    together, alone = _deeds()
    if together.search(before):
        return True
    match = alone.search(before)
    if match is None:
        return False
    at = start - len(before) + match.start()
    acts = (c for c in found if c.type and c.type != _PERSON and c.end <= at and at - c.end <= _REACH)
    return any(_MARK.search(before, c.end - start + len(before), match.start()) is None for c in acts)


def _called(before: str, text: str, end: int) -> str:
    """The class of what is called so: 平台叫“某某”, 名为“某某”的系统."""
    front, behind = _naming()
    if not any_of("naming").search(before):
        return ""
    match = front.search(before)
    if match is None and re.search(f"(?:{grammar().alternation('naming')})$", before):
        match = behind.match(text, end)
    return _named_kinds()[match[1]] if match else ""


def _kind(name: str, text: str, end: int, deed: str) -> str:
    """The class of a name by its last word, where it was made or is opened."""
    tail = next((name[-width:] for width in _TAILS if name[-width:] in _heads()), "")
    if tail:
        known = _own(name) or len(name) >= _LONG
        return _heads()[tail] if known and (deed or _opened().match(text, end)) else ""
    suffixes = grammar().ends(name, range(min(6, len(name) - 1), 1, -1))
    kind = next((s.type for s in suffixes if s.type in _THINGS), "")
    special = name not in grammar().words["common_name"] and (len(name) >= _LONG or _own(name))
    return kind if deed and special else ""


def _brought(name: str, deed: str, text: str, end: int) -> bool:
    """Whether what somebody brought out is called by a name of its own, and no way of working: 推出的“江易管”."""
    if any_of("brings_out").search(deed) is None or _FREE.match(text, end) is None or not _noun(name):
        return False
    return _own(name) or (deed.endswith("的") and len(name) >= _LONG - 1)


def _noun(name: str) -> bool:
    """Whether nothing in it is a verb or a word of grammar."""
    return all(token.tag[0] in _NOUN_TAGS or unknown(token.word) for token in tokenize(name))


def _own(name: str) -> bool:
    """Whether it is made for the thing: a place, a letter or an unknown word stands in it."""
    words = tokenize(name)
    kinds = lexicon().abbreviation_kinds
    placed = any(name[:width] in region_names() for width in (2, 3, 4)) or all(kinds.get(c) for c in name[:2])
    strange = any(unknown(token.word) or token.tag in {"nz", "ns"} for token in words)
    return placed or strange or (len(words) > 2 and all(len(token.word) == 1 for token in words))
