"""Bodies of government: central ones by name, local ones by the grammar region + department, branches of both."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.knowledge.grammar import grammar
from kg.knowledge.lexicon import lexicon
from kg.mention.candidate import Candidate
from kg.mention.regions import region_ending_at, region_names
from kg.mention.scan import Scanner
from kg.mention.tokens import Tokens, unknown

_AWAY = re.compile(r"以北约\d")  # 某地以|北约13公里
_KIND = "部门"  # 两地文旅部门 is no ministry
_LEVEL = "省市区县州"
_SHARED = ("局长", "厅长")
REGION = "自治区"
_BRANCH = (
    r"(?:省|市|自治区)?(?:分行|营业管理部|中心支行|支行|监管局|监管分局|分局"
    r"|专员办|专员办事处|办事处|税务局|稽查局|特派办|特派员办事处|分署|代表处|调查总队|调查队|监测总站)"
)
_CONGRESS = re.compile(r"第[一二三四五六七八九十百]+届(?:全国)?(?:人民代表大会|委员会)(?:常务委员会)?(?!第)")
_FRONTS = ("中国人民政治协商会议", "中国共产党", "政协", "中共")
_AUTONOMOUS = frozenset({"自治县", "自治州", "自治区"})
_PARTICLES = frozenset("到于同与和及为将已获对在的是也就")  # segmentation may join them to a name (改革委|到会)
_GLUED = 2  # the characters of a department's name that is too short to be sure then
_OFFICE = re.compile(r"[\u3400-\u9fff]{2,6}?办(?=党组书记|常务副主任|副主任|主任(?!会))")
_BUREAU = re.compile(r"[\u3400-\u9fff]{2,8}?[局司署]")
_BARE_BEFORE = re.compile(r"[省市区县州镇]$")


@cache
def departments() -> Scanner:
    """The department names that follow the name of their region."""
    patterns = (pattern for department in lexicon().departments for pattern in department.patterns)
    return Scanner({pattern[2:] for pattern in patterns if pattern.startswith("{}")}, overlapping=True)


@cache
def _framed() -> tuple[Scanner, dict[str, list[str]]]:
    """Departments whose name stands around the region (政协{}委员会): what is before, and by that what is behind it."""
    frames: dict[str, list[str]] = {}
    for department in lexicon().departments:
        for pattern in department.patterns:
            front, back = pattern.split("{}", 1)
            if front:
                frames.setdefault(front, []).append(back)
    return Scanner(frames, overlapping=True), frames


@cache
def central_names() -> dict[str, str]:
    """Every name of a central body with its class."""
    names: dict[str, str] = {}
    for body in lexicon().bodies:
        for name in (body.name, *body.short):
            if len(name) > 1:
                names.setdefault(name, body.type)
    return names


@cache
def _central() -> Scanner:
    return Scanner(central_names())


@cache
def _branch() -> re.Pattern[str]:
    return re.compile(_BRANCH)


@cache
def _titles() -> re.Pattern[str]:
    words = lexicon()
    prefixes = "|".join(map(re.escape, words.prefixes))
    return re.compile(f"(?:{prefixes})*(?:" + "|".join(map(re.escape, words.titles)) + ")")


def title_at(text: str, offset: int) -> bool:
    """Whether a post title starts at this offset (大渡口区委|书记): the dictionary may have joined it to the body."""
    return _titles().match(text, offset) is not None


def bodies(text: str, tokens: Tokens) -> Iterator[Candidate]:
    """Candidates for bodies of government in a sentence."""
    known = dict(departments().longest(text))
    yield from _sessions(text)
    yield from _league(text, tokens)
    yield from _local(text, tokens, known)
    yield from _offices(text, tokens)
    yield from _around(text)
    for start, end in _central().spans(text):
        if text[max(0, start - 2) : start] == "中国" and not tokens.boundary(start):
            start -= 2  # noqa: PLW2901 - 中国财政部 is one word of the dictionary
        if not tokens.boundary(start) or _inner_office(tokens, start) or _AWAY.match(text, start - 1):
            continue
        if (not tokens.boundary(end) and end not in known) or text.startswith(_KIND, end - 1):
            continue
        local = _of_place(text, tokens, start) if text.startswith("国家", start) else None
        if local is not None:
            yield Candidate(local, end, "GovernmentBody", text[local:end], "organ-office")
        name = text[start:end].removeprefix("中国") if text[start:end] not in central_names() else text[start:end]
        yield Candidate(start, end, central_names()[name], name, "body-central")
        yield from _branches(text, start, end)
        if name.endswith(("特别行政区政府", "特区政府")):
            yield from _bureaus(text, tokens, start, end)


def _of_place(text: str, tokens: Tokens, start: int) -> int | None:
    """Where the body of a place begins that is called like the central one: 绵阳市国家保密局, 市国家保密局."""
    owner = region_ending_at(text, start)
    if owner is not None:
        return owner if text[start - 1] in _LEVEL else None
    bare = text[start - 1 : start]
    return start - 1 if bare and bare in _LEVEL and tokens.boundary(start - 1) else None


def _offices(text: str, tokens: Tokens) -> Iterator[Candidate]:
    """An office of a place before the post of its head: 广东省|大湾区办|主任."""
    for match in _OFFICE.finditer(text) if "办" in text else ():
        end = match.end()
        for start in range(match.start(), end - 2):
            owner = region_ending_at(text, start)
            if owner is not None and _plain(tokens, start, end):
                yield Candidate(owner, end, "GovernmentBody", text[owner:end], "organ-office")
                break


def _bureaus(text: str, tokens: Tokens, start: int, end: int) -> Iterator[Candidate]:
    """A bureau of the government of Hong Kong or Macao: its name behind the government's."""
    match = _BUREAU.match(text, end)
    whole = match is not None and (tokens.boundary(match.end()) or title_at(text, match.end()))
    if match is not None and whole and _plain(tokens, end, match.end()):
        yield Candidate(start, match.end(), "GovernmentBody", text[start : match.end()], "organ-office")


def _plain(tokens: Tokens, start: int, end: int) -> bool:
    """Whether nothing but nouns and what is inside names stands there."""
    inside = tokens[tokens.at(start) : tokens.at(end)]
    return all(t.tag[0] not in "pcudrx" and t.word not in grammar().words["outside"] for t in inside)


_LEAGUE = re.compile(rf"(?:共青)?团([{_LEVEL}])委")


def _league(text: str, tokens: Tokens) -> Iterator[Candidate]:
    """The Youth League's committee of a place, which stands around the word for its level: 团市委."""
    for match in _LEAGUE.finditer(text) if "团" in text else ():
        if tokens.boundary(match.end()) or title_at(text, match.end()):
            owner = region_ending_at(text, match.start())
            start = match.start() if owner is None else owner
            place = match.group(1)
            if owner is not None:
                place = text[owner : match.start()].removesuffix(place) + place
            yield Candidate(start, match.end(), "GovernmentBody", f"团{place}委", "body-bare")


def _sessions(text: str) -> Iterator[Candidate]:
    """A congress with its number (重庆市第五届人民代表大会常务委员会) is named as a body of its own."""
    for match in _CONGRESS.finditer(text):
        start = region_ending_at(text, match.start())
        if start is not None:
            start -= next((len(front) for front in _FRONTS if text.endswith(front, 0, start)), 0)
            yield Candidate(start, match.end(), "GovernmentBody", text[start : match.end()], "body-session")


def _inner_office(tokens: Tokens, start: int) -> bool:
    """Whether a noun runs right into the name, so that it belongs to something else (科研|教育部)."""
    index = tokens.at(start) - 1
    if index < 0 or tokens[index].end != start or len(tokens[index].word) == 1:
        return False
    token = tokens[index]
    return token.tag in {"n", "vn"} and token.word not in grammar().words["apposition"] and token.word != "国家"


def _branches(text: str, start: int, end: int) -> Iterator[Candidate]:
    """A branch of a central body: its name, a region, and a word for the branch (人民银行重庆市分行)."""
    for reach in range(end + 2, min(end + 12, len(text))):
        branch = _branch().match(text, reach)
        if branch and region_ending_at(text, reach) == end:
            yield Candidate(start, branch.end(), "GovernmentBody", text[start : branch.end()], "body-branch")


def _glued_behind(text: str, tokens: Tokens, offset: int) -> bool:
    """Whether segmentation joined a conjunction to the end of the name (建设委|与)."""
    return text[offset : offset + 1] in {"与", "和", "同", "及"} and _unknown_across(tokens, offset)


def _unknown_across(tokens: Tokens, offset: int) -> bool:
    """Whether the cut in front of a bare 市, 省 was only missed by an unknown word (从市|科技局)."""
    token = tokens[max(tokens.at(offset) - 1, 0)]
    return token.start < offset < token.end and unknown(token.word)


def _around(text: str) -> Iterator[Candidate]:
    scanner, frames = _framed()
    for start, middle in scanner.spans(text):
        for back in frames[text[start:middle]]:
            last = min(middle + 14, len(text)) - 1 + len(back)
            reach = text.find(back, middle + 2, last)
            while reach >= 0:
                if region_ending_at(text, reach) == middle:
                    end = reach + len(back)
                    yield Candidate(start, end, "GovernmentBody", text[start:end], "body-local")
                reach = text.find(back, reach + 1, last)


def _doubled(text: str, offset: int) -> int | None:
    """Where a place begins before a bare body that says its level again (合川区|区委); ``None`` if there is none."""
    level = text[offset - 1 : offset]
    if not level or level not in _LEVEL or text[offset - 2 : offset - 1] != level:
        return None
    return region_ending_at(text, offset - 1)


def _shares(tokens: Tokens, end: int) -> bool:
    """Whether the last character of a body is the first one of its head's title as well: 三亚市旅游|局长."""
    joined = tokens[tokens.at(end) - 1]
    return joined.end == end + 1 and joined.word.endswith(_SHARED)


def _strange(tokens: Tokens, offset: int) -> bool:
    """Whether a place of no list stands right before the level, so that the body is its own (谅山|省委)."""
    before = tokens[tokens.at(offset) - 1] if offset else None
    return before is not None and before.tag == "ns" and before.end == offset and before.word not in region_names()


def _local(text: str, tokens: Tokens, known: dict[int, int]) -> Iterator[Candidate]:
    position = 0
    for start, end in sorted(known.items()):
        if start < position:
            continue
        owner = region_ending_at(text, start)
        whole = tokens.boundary(end) or title_at(text, end) or _glued_behind(text, tokens, end) or _shares(tokens, end)
        joined = owner is not None and end - start > _GLUED
        if not (whole or (joined and (text[end] in _PARTICLES or _unknown_across(tokens, end)))):
            continue
        if owner is None and (doubled := _doubled(text, start)) is not None and tokens.boundary(doubled):
            yield Candidate(doubled, end, "GovernmentBody", text[doubled : start - 1] + text[start:end], "body-local")
            position = end
            continue
        if owner is None and text[start - 3 : start] in _AUTONOMOUS and tokens.boundary(start - 3):
            named = start - 3 if text[start - 3 : start] == REGION else start - 1
            yield Candidate(start - 3, end, "GovernmentBody", text[named:end], "body-bare")
            position = end
            continue
        if owner is None and text[start - 1 : start] and text[start - 1] in _LEVEL:
            before = text[: start - 1]
            if (
                _BARE_BEFORE.search(before)
                or _strange(tokens, start - 1)
                or not (tokens.boundary(start - 1) or _unknown_across(tokens, start - 1))
            ):
                continue
            yield Candidate(start - 1, end, "GovernmentBody", text[start - 1 : end], "body-bare")
            position = end
        elif owner is not None:
            if end - start == 1 and text[start - 1] not in _LEVEL:  # 重庆委 is no committee
                continue
            wider = region_ending_at(text, owner)
            first = wider if wider is not None and text[owner - 1] in _LEVEL else owner
            yield Candidate(first, end, "GovernmentBody", text[first:end], "body-local")
            position = end
