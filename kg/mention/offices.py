"""Offices that are called in short (市委人才办, 某省大湾区办), and the centres of the state for one field."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.knowledge.grammar import grammar
from kg.mention.bodies import title_at
from kg.mention.candidate import Candidate
from kg.mention.levels import RULE as LEVEL
from kg.mention.parts import CUT_TYPES, heads_of, is_region
from kg.mention.regions import country_names, region_ending_at, region_names, world_places
from kg.mention.tokens import Tokens

_FIELD = r"(?![的和与及等、，。；：（）“”《》在对将已由为向从被把])[\u3400-\u9fff]"
# 办 not as the end of a verb, and with what a body does or is behind it
_SHORT = (
    "(?<![主承协举开创兴筹合联督交包代新停试自校民公经帮操备查申])办"
    "(?=[、，。；）和与同]|印发|出台|发布|牵头|会同|联合|主办|组织|公布|通报|工作人员|有关|相关|党组|党委|等|签|正式|将|在)"
)
_CALLED = re.compile(_SHORT)
_OFFICE = re.compile(rf"(?P<party>[省市区县州盟旗]委)?(?P<about>(?:{_FIELD}){{2,6}}?){_SHORT}")
_RULERS = re.compile("(?:人民政府|政府|人民委员会|委员会|人民议会|议会|委(?=书记|副书记|常委))")
_RULED = frozenset("省市州邦县区道府")
_NAME = 10  # the characters of a place abroad
_LEVELS = frozenset("省市区县州盟旗")
_NOUNS = frozenset("nvjbagls")
_PEOPLE = frozenset({"nr", "nrt", "nt"})
_CENTRE = re.compile(
    rf"(?:国家|全国|中国)(?P<field>(?:(?:{_FIELD})|[与和](?!国家|中国|全国)){{2,18}}?)"
    "(?P<head>(?:技术|制造业|产业)?创新中心|检验检测中心|检测检验中心|(?:质量)?监督检验(?:检测)?中心|工程(?:技术)?研究中心|技术研究中心"
    "|(?:重点|工程)?实验室|医学中心|质量标准中心|超级计算中心|超算中心|种质资源库|基因库)"
    "(?P<place>[（(][\u3400-\u9fff]{2,6}[）)])?"
)
_HOUSES = re.compile("中心|实验室|资源库|基因库")
_COMPUTING = re.compile("国家超(?:级计算|算)(?P<place>[\u3400-\u9fff]{2,3})中心")
_COUNTED = frozenset("mq")
_FIRST = ("首个", "首家")
_MANY = re.compile(r"(?:\d|[一二三四五六七八九十几多])[余多]?[个家批][^，。；：、]{0,4}$")
_LABORATORY = re.compile("(?:重点)?实验室(?P<place>[（(][\u3400-\u9fff]{2,6}[）)])?")
_AND = frozenset({"与", "和", "及"})
_BODIES = CUT_TYPES | {"Alliance"}
_LEAST, _MOST = 4, 10


def offices(text: str, tokens: Tokens) -> Iterator[Candidate]:
    """Candidates for offices in short behind their place or its party committee, and for national centres."""
    for match in _OFFICE.finditer(text) if "办" in text and _CALLED.search(text) else ():
        start, end = match.span()
        found = _owned(text, tokens, match)
        if found is not None and tokens.boundary(end) and _nouns(tokens, match.start("about"), end - 1):
            bare = found == start and text[start] in _LEVELS
            yield Candidate(found, end, "GovernmentBody", text[found:end], LEVEL if bare else "organ-office")
    yield from _abroad(text, tokens)
    yield from _centres(text, tokens)
    yield from _laboratories(text, tokens)


def _owned(text: str, tokens: Tokens, match: re.Match[str]) -> int | None:
    """Where the name of the office begins: at its place, or at its committee's place or level."""
    start = match.start()
    if match.group("party"):
        place = region_ending_at(text, start + 1)
        if place is None:
            place = start if tokens.boundary(start) else None
        return place
    for shorter in range(match.start("about"), match.end("about") - 1):
        place = region_ending_at(text, shorter)
        if place is not None and text[shorter - 1] in _LEVELS and tokens.boundary(place):
            return place
    return None


def _nouns(tokens: Tokens, start: int, end: int) -> bool:
    """Whether nothing stands there but what a body can be called by."""
    words = grammar().words
    inside = tokens[tokens.at(start) : tokens.at(end)]
    return bool(inside) and all(
        token.tag[0] in _NOUNS
        and token.tag not in _PEOPLE
        and token.word not in words["outside"]
        and token.word not in words["determiner"]
        for token in inside
    )


def _abroad(text: str, tokens: Tokens) -> Iterator[Candidate]:
    """The government or party committee of a division of another country (掸邦政府, 谅山省委书记)."""
    for match in _RULERS.finditer(text):
        head, end = match.span()
        cuts = range(max(0, head - _NAME), head - 1) if text[head - 1 : head] in _RULED else ()
        start = next((at for at in cuts if text[at:head] in world_places()), None)
        whole = tokens.boundary(end) or title_at(text, end)
        if start is None or not whole or not tokens.boundary(start):
            continue
        state = region_ending_at(text, start)
        start = state if state is not None and text[state:start] in country_names() else start
        yield Candidate(start, end, "GovernmentBody", text[start:end], "organ-abroad")


def _centres(text: str, tokens: Tokens) -> Iterator[Candidate]:
    """Centres and laboratories of the state for one field, with the place in brackets behind them."""
    if "国" not in text:
        return
    for match in _COMPUTING.finditer(text) if "国家超" in text else ():
        if match.group("place") in region_names():
            yield Candidate(*match.span(), "ResearchInstitution", match.group(), "national")
    for match in _CENTRE.finditer(text) if _HOUSES.search(text) else ():
        start, end = match.span()
        place = match.group("place")
        if place and place[1:-1] not in region_names():
            end = match.start("place")
        first = tokens.at(start)
        before = tokens[first - 1] if first else None
        counted = before is not None and before.tag[0] in _COUNTED and not before.word.startswith(_FIRST)
        counted = counted or _MANY.search(text, 0, start) is not None
        whole = tokens.boundary(start) and tokens.boundary(end) and not counted
        if whole and _of_field(tokens, match.start("field"), match.start("head")):
            kind = "PublicInstitution" if "检" in match.group("head") else "ResearchInstitution"
            yield Candidate(start, end, kind, text[start:end], "national")


def _of_field(tokens: Tokens, start: int, end: int) -> bool:
    """Whether the words say of what field it is, and are not only such as stand before all of its kind."""
    words = grammar().words
    inside = [token for token in tokens[tokens.at(start) : tokens.at(end)] if token.end <= end]  # 质量检验|检测中心
    if not inside or inside[0].start != start or any(is_region(token) for token in inside):
        return False
    plain = words["generic"] | words["describing"]
    own = [token for token in inside if len(token.word) > 1 and token.word not in plain]
    never = ("outside", "determiner", "describing", "role")
    return bool(own) and all(
        (token.tag[0] in _NOUNS or token.word in _AND or (token.tag == "d" and len(token.word) > 1))
        and token.tag not in _PEOPLE
        and not any(token.word in words[name] for name in never)
        for token in inside
    )


def _laboratories(text: str, tokens: Tokens) -> Iterator[Candidate]:
    """A laboratory of a province with its field before the province (某某科学与工程|广东省|实验室)."""
    for match in _LABORATORY.finditer(text) if "实验室" in text else ():
        head, place = tokens.at(match.start()), match.group("place")
        if not head or tokens[head - 1].end != match.start() or tokens[head - 1].word[-1] != "省":
            continue
        first = head - 1
        while first and head - first < _MOST and _names_field(tokens, first - 1):
            first -= 1
        while first < head - 1 and tokens[first].word in _AND:
            first += 1
        start = tokens[first].start
        end = match.end() if place and place[1:-1] in region_names() else match.start() + match.group().index("室") + 1
        if tokens[head - 1].start - start >= _LEAST and tokens.boundary(end):
            yield Candidate(start, end, "ResearchInstitution", text[start:end], "national")


def _names_field(tokens: Tokens, index: int) -> bool:
    """Whether a token can be a part of the field: a noun that ends no body, or 与 between two."""
    token, words = tokens[index], grammar().words
    if token.word in _AND:
        return index > 0 and tokens[index - 1].tag[0] in _NOUNS and not _ends_body(tokens[index - 1].word)
    plain = token.tag[0] in _NOUNS or (token.tag == "f" and len(token.word) > 1)
    never = any(token.word in words[name] for name in ("outside", "determiner", "apposition", "role"))
    return plain and token.tag not in _PEOPLE and not never and not is_region(token) and not _ends_body(token.word)


def _ends_body(word: str) -> bool:
    return any(head.type in _BODIES and len(head.text) > 1 for head in heads_of(word))
