"""Bodies of government: central ones by name, local ones by the grammar region + department, branches of both."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.knowledge.grammar import grammar
from kg.knowledge.lexicon import lexicon
from kg.mention.candidate import Candidate
from kg.mention.regions import region_ending_at
from kg.mention.tokens import Tokens

_LEVEL = "省市区县州"
_BRANCH = (
    r"(?:省|市|自治区)?(?:分行|营业管理部|中心支行|支行|监管局|监管分局|分局"
    r"|专员办|专员办事处|办事处|税务局|稽查局|特派办)"
)
_BARE_BEFORE = re.compile(r"[省市区县州镇]$")


@cache
def _department() -> tuple[re.Pattern[str], dict[str, str]]:
    """A pattern for every department name that follows its region (longest first), and the full form of each."""
    full: dict[str, str] = {}
    for department in lexicon().departments:
        for pattern in department.patterns:
            if pattern.startswith("{}"):
                full.setdefault(pattern[2:], department.patterns[0])
    return re.compile("|".join(map(re.escape, sorted(full, key=lambda n: (-len(n), n))))), full


@cache
def _framed() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Departments whose name stands around the region (政协{}委员会): what is before and what behind it."""
    return tuple(
        (re.compile(re.escape(pattern.split("{}")[0])), pattern.split("{}")[1])
        for department in lexicon().departments
        for pattern in department.patterns
        if not pattern.startswith("{}")
    )


@cache
def _central() -> tuple[re.Pattern[str], dict[str, str]]:
    names: dict[str, str] = {}
    for body in lexicon().bodies:
        for name in (body.name, *body.short):
            if len(name) > 1:
                names.setdefault(name, body.type)
    return re.compile("|".join(map(re.escape, sorted(names, key=lambda n: (-len(n), n)))) or "(?!)"), names


def central_names() -> dict[str, str]:
    """Every name of a central body with its class."""
    return _central()[1]


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
    yield from _local(text, tokens)
    yield from _around(text)
    pattern, names = _central()
    for match in pattern.finditer(text):
        start, end = match.span()
        if _inner_office(tokens, start):
            continue
        if not tokens.boundary(start) or not (tokens.boundary(end) or _department()[0].match(text, end)):
            continue
        yield Candidate(start, end, names[match.group()], match.group(), "body-central")
        yield from _branches(text, start, end)


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


def _around(text: str) -> Iterator[Candidate]:
    for front, back in _framed():
        for match in front.finditer(text):
            for reach in range(match.end() + 2, min(match.end() + 14, len(text))):
                if text.startswith(back, reach) and region_ending_at(text, reach) == match.end():
                    end = reach + len(back)
                    yield Candidate(match.start(), end, "GovernmentBody", text[match.start() : end], "body-local")


def _local(text: str, tokens: Tokens) -> Iterator[Candidate]:
    pattern = _department()[0]
    position = 0
    while match := pattern.search(text, position):
        position = match.start() + 1
        start, end = match.span()
        if not tokens.boundary(end) and not title_at(text, end):
            continue
        owner = region_ending_at(text, start)
        if owner is None and text[start - 1 : start] and text[start - 1] in _LEVEL:
            before = text[: start - 1]
            if _BARE_BEFORE.search(before) or not tokens.boundary(start - 1):
                continue
            yield Candidate(start - 1, end, "GovernmentBody", text[start - 1 : end], "body-bare")
            position = end
        elif owner is not None:
            if len(match.group()) == 1 and text[start - 1] not in _LEVEL:  # 重庆委 is no committee
                continue
            wider = region_ending_at(text, owner)
            first = wider if wider is not None and text[owner - 1] in _LEVEL else owner
            yield Candidate(first, end, "GovernmentBody", text[first:end], "body-local")
            position = end
