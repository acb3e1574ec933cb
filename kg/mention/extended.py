"""Bodies called after something that has a name: behind it general words and a head noun (甲乙大桥|建设|管理中心)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from kg.knowledge.grammar import alternation, any_of, grammar
from kg.knowledge.lexicon import lexicon
from kg.mention.bodies import central_names, title_at
from kg.mention.candidate import Candidate
from kg.mention.levels import RULE as LEVEL
from kg.mention.parts import says_more
from kg.mention.regions import region_ending_at, region_names, world_places
from kg.mention.tokens import Tokens, unknown

_BASES = frozenset({"Project", "DevelopmentZone", "EconomicRegion"})
_PARKS = frozenset({"DevelopmentZone", "PublicInstitution", "MedicalInstitution", "ResearchInstitution"})
_FIRMS = frozenset({"Company", "FinancialInstitution"})
_CLOSING = frozenset("pcuxdvmtrbf")
_OFFICES = {"办公室": "Alliance", "秘书处": "Alliance"}
_OWN = "中国"
_SESSION = re.compile(
    r"(?:第[一二三四五六七八九十百\d]+[次届]|首次|20\d{2}年度?(?:第[一二三四五六七八九十]+次)?)"
    r"(?:全体|全会|工作|主任|主席|理事|理事会|成员|联席|专题|常务|会员代表|部长级|执行){0,2}(?:扩大)?(?:会议|大会|年会|例会)"
)
_TERM = re.compile(r"第?[一二三四五六七八九十]{1,3}届$")
_FAR = 5
_LEVELS = frozenset("省市县区州")
_BRACKETED = frozenset({"ResearchInstitution", "PublicInstitution", "EducationalInstitution"})
_SITE = re.compile("[（(]([\u3400-\u9fff]{2,6})[）)]")
_HOLDS = frozenset({"Alliance", "GovernmentBody", "PublicInstitution"})
_STATIONS = re.compile("工作站|服务站|试验站|分中心|分院|分所")
_ATTACHED = {
    "EducationalInstitution": re.compile(
        "附属(?:(?![的与、，。])[\u3400-\u9fff]){0,8}?(医院|中学|小学|学校|幼儿园|实验学校)"
    ),
    "MedicalInstitution": re.compile("(?<=院)[东西南北新老](?:院区|院)()"),
    "PublicInstitution": re.compile("(?<=[馆院])(?:[东西南北新]馆|[\u3400-\u9fff]{0,3}?(?:分馆|馆区|新馆|院区))()"),
}
_KINDS = {"医院": "MedicalInstitution"}
_PEOPLE_TAGS = frozenset({"nr", "nrt"})
_DAUGHTERS = {
    "PublicInstitution": _STATIONS,
    "ResearchInstitution": _STATIONS,
    "MedicalInstitution": re.compile("医院|院区|分院"),
    "EducationalInstitution": re.compile(
        "(?:(?![的与和、，。])[\u3400-\u9fff]){0,3}?(?:校区|分校|实验学校|学校|附属中学|附属小学)"
    ),
}
_INSTITUTE = re.compile(
    "(?:(?![的和与及等、，。；：（）“”在对将已由为])[\u3400-\u9fff]){2,9}?"
    "(?:研究所|研究院|研究中心|实验站|试验站|植物园|天文台|所(?![属在有以说谓能需长作做著言述提供写设办]))"
)
_ACADEMY = ("科院", "科学院", "社科院")
_SECTION = re.compile(
    r"(?:(?![的和与及等、，。；：（）“”在对将已由为])[\u3400-\u9fff]){2,14}?"
    "(?:法庭|检察室|派出所|刑侦支队|支队|大队|管护站|管理站|监测站|执法队)(?![\u3400-\u9fff]?长)"
)
_FIELD = "(?:(?![的和与及等、，。；：（）“”在对将已由为])[\u3400-\u9fff])"
_FACULTY = re.compile(f"({_FIELD}{{2,10}}?)[与和及]({_FIELD}{{2,10}}?)(学院|研究院|研究中心|实验室|书院)")
_STUDIES = {"研究院": "ResearchInstitution", "研究中心": "ResearchInstitution", "实验室": "ResearchInstitution"}
_SCHOOLS = frozenset({"EducationalInstitution"})
_AND = frozenset("与和及")
_FIELD_TAGS = frozenset("nvjbslagfz")
_PEOPLE = frozenset({"nr", "nrt", "nt"})
_TAILS = (6, 5, 4, 3, 2)
_GLUED = frozenset("由与和在将对向")
_BRANCH = frozenset("分支总")
_GOES_ON = frozenset("njabvsml")
ZONE = "bare-zone"
_BUREAU = re.compile(
    r"(?:(?![的和与及等、，。；：（）“”])[\u3400-\u9fff]){2,9}?[司局厅](?![\u3400-\u9fff]?[长令]|[副一二]|负责|有关)"
)
_CHAMBER = re.compile(
    r"(?:(?![的和与及等、，。；：（）“”])[\u3400-\u9fff]){2,7}?(?:[和与、](?:(?![的和与及等、，。；：（）“”])[\u3400-\u9fff]){2,7}?)?"
    r"委员会"
)
_CHAMBERS = ("政协", "人大", "人大常委会")
_BODY_ENDS = frozenset("部委会院署局行办盟")
_STATE = "GovernmentBody"
_PHASE = re.compile(
    "(?:[一二三四五]期(?:改扩建|扩建|改建|改造|迁建|扩能)?|改扩建|扩建|迁建)(?:工程|项目)?"
    "(?![\u3400-\u9fff]?(?:学员|学生|债|疫))"
)
_LATER = re.compile("(?:(?![的和与及等在对将为、，。；：])[\u3400-\u9fff]){2,10}?[二三四五]期(?:工程|项目)?")
_LINE = re.compile("(?:[A-Z]{1,2}\\d{1,2}号?|\\d{1,2}号|[红橙黄绿蓝紫])线(?:[一二三四]期)?(?:工程|项目)?")
_RAILS = ("铁路", "城际", "轻轨", "高铁", "地铁", "轨道交通")
_GATES = ("港", "机场", "枢纽", "口岸")
_VERBS = frozenset({"扩建", "改扩建", "迁建"})
_PHASED = ("机场", "码头", "中心", "基地", "工程", "项目", "电站", "园", "港", "线", "枢纽")
_BRANCH_PARK = re.compile("([\u3400-\u9fff]{2,4}?)(?:分区|分园|产业园|科技园|创新园|合作园)(?!区)")
_PLACE = 6  # the characters of a place, at the most


@cache
def _heads() -> dict[str, str]:
    return grammar().pairs("after_named")


@cache
def _behind() -> re.Pattern[str]:
    words = grammar()
    part = words.alternation("after_named_part")
    alone = words.alternation("after_named_alone")
    return re.compile(f"(?:(?P<alone>{alone})|(?:{part})(?:[和与及]?(?:{part}))*(?P<head>{alternation(_heads())}))")


@cache
def _abroad() -> re.Pattern[str]:
    """What a firm has in a country besides branches: 中国|研发|中心."""
    return re.compile(f"{_OWN}(?:{grammar().alternation('after_named_part')}){{1,2}}中心")


def extended(text: str, tokens: Tokens, found: Sequence[Candidate]) -> Iterator[Candidate]:
    """Candidates that go on behind those ``found``."""
    for base in found:
        if not base.rank or base.end >= len(text):
            continue
        yield from _part(text, tokens, base)
        yield from _bracketed(text, base)
        if base.type in _HOLDS:
            yield from _session(text, tokens, base)
        if base.type in _PARKS:
            yield from _branch_park(text, tokens, base)
        if base.type in _BASES:
            yield from _body(text, tokens, base)
        elif base.type == "Alliance" and base.rule != "body-central":
            yield from _office(text, tokens, base)
        elif base.type in _DAUGHTERS:
            yield from _institute(text, tokens, base)
            yield from _daughter(text, tokens, base)
            yield from _attached(text, tokens, base)
            yield from _faculty(text, tokens, base)
        elif base.type in _FIRMS and text.startswith(_OWN, base.end):
            match = _abroad().match(text, base.end)
            if match is not None and _ends(tokens, match.end()):
                yield _whole(base, match.end(), "PublicInstitution", text)


def _body(text: str, tokens: Tokens, base: Candidate) -> Iterator[Candidate]:
    match = _behind().match(text, base.end)
    if match is not None and (_ends(tokens, match.end()) or title_at(text, match.end())):
        yield _whole(base, match.end(), _heads()[match.group("head") or match.group("alone")], text)


def _bracketed(text: str, base: Candidate) -> Iterator[Candidate]:
    """An institute or school with its place in brackets behind it (某某创新研究院（厦门）)."""
    match = _SITE.match(text, base.end) if base.type in _BRACKETED else None
    if match is not None and match.group(1) in region_names():
        yield Candidate(base.start, match.end(), base.type, text[base.start : match.end()], "campus")


def _branch_park(text: str, tokens: Tokens, base: Candidate) -> Iterator[Candidate]:
    """What a zone has in another place (某某高新区|南江|分园)."""
    match = _BRANCH_PARK.match(text, base.end)
    if match is not None and match.group(1) in region_names() and tokens.boundary(match.end()):
        yield _whole(base, match.end(), "DevelopmentZone", text)


def _office(text: str, tokens: Tokens, base: Candidate) -> Iterator[Candidate]:
    """What an alliance has: an office, a centre of its own."""
    match = _behind().match(text, base.end)
    if match is not None and match.group("head") == "中心" and _ends(tokens, match.end()):
        yield _whole(base, match.end(), "PublicInstitution", text)
    for office, kind in _OFFICES.items():
        end = base.end + len(office)
        if text.startswith(office, base.end) and tokens.boundary(end):
            yield _whole(base, end, kind, text)


def _daughter(text: str, tokens: Tokens, base: Candidate) -> Iterator[Candidate]:
    """The hospital or school of another one in a place (甲医院|某市医院, 乙中学|某地容和学校)."""
    place = next((width for width in range(_PLACE, 1, -1) if text[base.end : base.end + width] in region_names()), 0)
    match = _DAUGHTERS[base.type].match(text, base.end + place) if place else None
    if match is not None and tokens.boundary(match.end()):
        yield _whole(base, match.end(), base.type, text)


def _attached(text: str, tokens: Tokens, base: Candidate) -> Iterator[Candidate]:
    """The hospital or school of a university (某某医学院|附属|协和医院), another house of a museum (某馆|西馆)."""
    match = _ATTACHED[base.type].match(text, base.end) if base.type in _ATTACHED else None
    if match is None or not tokens.boundary(match.end()):
        return
    inside = tokens[tokens.at(base.end) : tokens.at(match.end())]
    if not any(token.word in _never() or token.tag in _PEOPLE_TAGS for token in inside):
        kind = _KINDS.get(match.group(1), base.type)
        yield Candidate(base.start, match.end(), kind, text[base.start : match.end()], "named-after")


def _institute(text: str, tokens: Tokens, base: Candidate) -> Iterator[Candidate]:
    """An institute of an academy (某某科学院|电工所)."""
    match = _INSTITUTE.match(text, base.end) if text.endswith(_ACADEMY, 0, base.end) else None
    if match is None or not tokens.boundary(base.end) or not tokens.boundary(match.end()):
        return
    inside = tokens[tokens.at(base.end) : tokens.at(match.end())]
    words = grammar().words
    never = _never() | words["apposition"]
    fields = (token.tag[0] in _FIELD_TAGS and token.tag not in _PEOPLE and token.word not in never for token in inside)
    if all(field or token.word == "所" for field, token in zip(fields, inside, strict=True)):
        yield Candidate(base.start, match.end(), "ResearchInstitution", text[base.start : match.end()], "named-after")


def _faculty(text: str, tokens: Tokens, base: Candidate) -> Iterator[Candidate]:
    """A school of a university for two fields (某某大学|机械与电气工程学院)."""
    match = _FACULTY.match(text, base.end) if base.type in _SCHOOLS else None
    if match is None or not tokens.boundary(match.end()) or not tokens.boundary(match.start(2)):
        return
    inside = tokens[tokens.at(base.end) : tokens.at(match.end())]
    words = grammar().words
    told = _never() | words["apposition"]
    fields = all(
        (token.word in _AND or token.tag[0] in _FIELD_TAGS)
        and (token.tag not in _PEOPLE or token.word in world_places())
        and token.word not in told
        and not (token.tag == "v" and len(token.word) > 1 and token.word not in words["inner"] | words["trade_verb"])
        for token in inside
    )
    bodies = any(suffix.need == "proper" for suffix in grammar().ends(match.group(1), _TAILS))
    if fields and not bodies and region_ending_at(text, match.end(2)) is None:
        kind = _STUDIES.get(match.group(3), base.type)
        yield Candidate(base.start, match.end(), kind, text[base.start : match.end()], "named-after")


def zone_bodies(text: str, tokens: Tokens) -> Iterator[Candidate]:
    """Bodies of the zone that the text is about, which only its kind names (合作区|经济发展局)."""
    for match in any_of("zone_word").finditer(text):
        first = tokens.at(match.start())
        before = tokens[first - 1] if first else None
        if before is not None and before.word == "行为" and first > 1 and tokens[first - 2].word in _BRANCH:
            before = None  # 某某分|行为|合作区管委会
        named = before is not None and (before.tag[0] in _GOES_ON or before.word in grammar().words["determiner"])
        behind = None if named or not tokens.boundary(match.start()) else _behind().match(text, match.end())
        if behind is not None and (_ends(tokens, behind.end()) or title_at(text, behind.end())):
            kind = _heads()[behind.group("head") or behind.group("alone")]
            yield Candidate(match.start(), behind.end(), kind, text[match.start() : behind.end()], ZONE)


@cache
def _never() -> frozenset[str]:
    words = grammar().words
    return words["outside"] | words["no_head"] | frozenset(lexicon().titles) | central_names().keys()


def _part(text: str, tokens: Tokens, base: Candidate) -> Iterator[Candidate]:
    """What is built later (某某数据中心|二期), a court room, station or squad, a department (某委|基础设施发展司)."""
    far = base.end - base.start > _FAR or text.endswith(_GATES, 0, base.end)
    phased = far and text.endswith(_PHASED, 0, base.end)
    line = _LINE.match(text, base.end) if text.endswith(_RAILS, 0, base.end) else None
    if line is not None and base.type == "Project" and tokens.boundary(line.end()):
        yield _whole(base, line.end(), "Project", text)  # 甲乙城际铁路|R1线
    phase = _PHASE.match(text, base.end) if phased else None
    if phase is None and base.type == "Project" and text.endswith(_GATES, 0, base.end):
        later = _LATER.match(text, base.end)
        inside = tokens[tokens.at(base.end) : tokens.at(later.end())] if later else ()
        phase = later if all(token.tag[0] in "nvbmjldf" for token in inside) else None  # 某某港|铁水联运二期
    if phase is not None and tokens.boundary(phase.end()) and phase.group() not in _VERBS:
        yield _whole(base, phase.end(), "Project", text)
    if base.type == _STATE and text.endswith(_CHAMBERS, 0, base.end):
        yield from _committee(text, tokens, base)
    forms = [_SECTION] if base.type == _STATE else []
    if base.rule in {"body-central", "organ-abroad"} and text[base.end - 1] in _BODY_ENDS:
        forms = [_SECTION, _BUREAU]
    for match in filter(None, (form.match(text, base.end) for form in forms)):
        inside = tokens[tokens.at(base.end) : tokens.at(match.end())]
        nouns = all(token.tag[0] in "nvjbsl" and token.word not in _never() for token in inside)
        if nouns and tokens.boundary(base.end) and tokens.boundary(match.end()):
            yield Candidate(base.start, match.end(), _STATE, text[base.start : match.end()], "organ-office")


def _committee(text: str, tokens: Tokens, base: Candidate) -> Iterator[Candidate]:
    """A committee of a chamber (省政协|文化文史和学习|委员会); that of a level alone is of the place that is meant."""
    match = _CHAMBER.match(text, base.end)
    if match is None or not tokens.boundary(match.end()) or title_at(text, match.end()):
        return  # 全国政协|提案委员会主任 is a post in the chamber
    inside = tokens[tokens.at(base.end) : tokens.at(match.end())]
    plain = _never() | grammar().words["common_committee"]
    if any(token.tag[0] in "pumrd" or token.word in plain for token in inside[:-1]):
        return
    rule = LEVEL if base.rule == "body-bare" and text[base.start] in _LEVELS else "organ-office"
    yield Candidate(base.start, match.end(), _STATE, text[base.start : match.end()], rule)


def _session(text: str, tokens: Tokens, base: Candidate) -> Iterator[Candidate]:
    """The meeting of a body that is called by its number, with the term of the body before it."""
    session = _SESSION.match(text, base.end)
    if session is None or not tokens.boundary(session.end()):
        return
    term = _TERM.search(text, max(0, base.start - _FAR), base.start)
    start = term.start() if term else base.start
    if tokens.boundary(start):
        yield Candidate(start, session.end(), "Event", text[start : session.end()], "named-session")


def _whole(base: Candidate, end: int, kind: str, text: str) -> Candidate:
    return Candidate(base.start, end, kind, text[base.start : end], "named-after")


@cache
def _posts() -> tuple[str, ...]:
    return tuple(sorted(grammar().words["post_behind"]))


def _ends(tokens: Tokens, offset: int) -> bool:
    """Whether a word ends there, and no noun follows that it would describe."""
    if not tokens.boundary(offset):
        return False
    behind = tokens.after(offset)
    if behind is None or behind.tag[0] in _CLOSING or behind.word.startswith(_posts()) or says_more(behind):
        return True
    if behind.word in grammar().words["adverb_noun"]:
        return True  # 执委会|全资|设立
    return behind.word[0] in _GLUED and unknown(behind.word)  # 办公室|由五市|…
