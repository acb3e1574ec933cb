"""Papers and programmes without 《》: after a place, in rows behind their verb, and reports that all know by name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.knowledge.grammar import any_of, grammar
from kg.mention.candidate import Candidate
from kg.mention.parts import is_region
from kg.mention.regions import region_names
from kg.mention.tokens import Token, Tokens

_REPORT = "政府工作报告"
_OUTLINE = re.compile(
    r"(?:“十[一二三四五六]五”|国民经济和社会发展(?:第[一二三四五六七八九十]+个五年|“十[一二三四五六]五”))?"
    r"规划(?:和20\d{2}年远景目标)?纲要(?:草案|（草案）)?"
)
_ITEM = r"[^，。；：、《》“”（）\s的了]"
_CAMPAIGN = re.compile(r"“?([\u3400-\u9fff]{4,10}年)”?活动")
_WARDEN = re.compile(r"“[河湖林田链湾路山]长制”")
_AND = frozenset("、和与及")
_JOINS = frozenset({"“", "”", "—", "与", "和", "及", "暨"})
_HARD = frozenset("pcurxydmqw")
_MOST = 16  # tokens of a paper's title, at the most
_LONG, _FULL = 7, 8
_SOME = 3  # words that name, whatever they are
_MANY = 4  # specific words that make a name even of what only describes
_YEAR = re.compile(r"(?:19|20)\d{2}年?度?")


@cache
def _titles() -> frozenset[str]:
    """The words with which the titles of papers and agreements end."""
    words = grammar().words
    return words["paper_head"] | words["policy_tail"] | words["agreement_tail"]


@cache
def _heads() -> re.Pattern[str]:
    return re.compile(rf"(?:{grammar().alternation('paper_head')})(?:草案)?")


@cache
def _member() -> re.Pattern[str]:
    words = grammar()
    tails, behind = words.alternation("programme_tail"), words.alternation("programme_behind")
    return re.compile(rf"({_ITEM}{{2,26}}?(?:{tails}))(?=[，。；：、》”（和与及]|$|{behind})")


@cache
def _verbs() -> re.Pattern[str]:
    """The verbs that carry programmes out, and members of the row in quotation marks behind them."""
    verbs = grammar().alternation("programme_verb")
    return re.compile(rf"(?:{verbs})(?:{verbs})*(?:了|的|好)?(?:“[^“”]{{2,16}}”[^，。；、和]{{0,12}}[、和])*")


def reports(text: str, tokens: Tokens) -> Iterator[Candidate]:
    """What a government lays before its congress: its report, its five-year plan; with the place right before them."""
    position = text.find(_REPORT)
    while position >= 0:
        end = position + len(_REPORT)
        yield from _placed(text, tokens, position, end, "report")
        position = text.find(_REPORT, end)
    for match in _OUTLINE.finditer(text) if "纲要" in text else ():
        if match.group()[0] != "规":
            yield from _placed(text, tokens, *match.span(), "outline")


def _placed(text: str, tokens: Tokens, position: int, end: int, rule: str) -> Iterator[Candidate]:
    before = tokens[tokens.at(position) - 1] if tokens.at(position) else None
    placed = before is not None and is_region(before) and before.end == position
    start = before.start if before is not None and placed else position
    if tokens.boundary(position) and tokens.boundary(end):
        name = text[start:end]
        if "十四五”规划纲要" in name:
            name = name.replace("规划纲要", "规划和2035年远景目标纲要")
        yield Candidate(start, end, "PolicyDocument", name, rule)


def papers(text: str, tokens: Tokens) -> Iterator[Candidate]:
    """Papers whose title begins with the place for which they are made (某省推进…实施方案)."""
    last = 0
    for match in _heads().finditer(text):
        end = match.end()
        if not tokens.boundary(end) or not _closed(tokens, end):
            continue
        first = _front(tokens, tokens.at(match.start() + 1) - 1)
        if first is not None and tokens[first].start >= last and (first or end < len(text)):
            start, last = tokens[first].start, end
            yield Candidate(start, end, "PolicyDocument", text[start:end], "paper-placed")


def _front(tokens: Tokens, head: int) -> int | None:
    """The token of the place that a paper's title begins with; ``None`` where only a sentence stands there."""
    words, first = grammar().words, None
    for index in range(head - 1, max(-1, head - _MOST), -1):
        token = tokens[index]
        if is_region(token):
            first = index
        elif (
            (token.word in _AND and tokens[index - 1].word in _titles())
            or token.word in words["paper_stop"]
            or token.word in words["determiner"]
            or not _inside(token)
        ):  # 甲地宣言和|乙地行动计划
            break
    if first is None or (first and len(tokens[first - 1].word) == 1 and tokens[first - 1].tag[0] in "nj"):
        return None  # 珠|港澳
    inside = tokens[first + 1 : head]
    own = region_names()[tokens[first].word] != "AdministrativeRegion"
    about = [t for t in inside if len(t.word) > 1 and t.word not in words["generic"] and not is_region(t)]
    marks = [t.word for t in inside if t.word in {"“", "”"}]
    timed = any(t.word in words["plan_years"] for t in tokens[first : head + 1])
    some = own or timed or tokens[head].word.endswith("条例")
    enough = (
        len(about) > 1
        or (bool(about) and len(tokens[head].word) >= _MANY)
        or len(inside) > _SOME
        or (some and bool(inside))
        or (own and not inside)
    )
    return first if enough and marks.count("“") == marks.count("”") else None


def _inside(token: Token) -> bool:
    """Whether a title goes on over the word; quotation marks and years belong to it."""
    if token.word in _JOINS or _YEAR.fullmatch(token.word):
        return True
    if token.tag == "d" and len(token.word) > 1 and token.word not in grammar().words["begun_before"]:
        return True  # 民族团结|进步|条例
    return token.tag[0] not in _HARD and token.word not in grammar().words["stop_character"]


def _closed(tokens: Tokens, end: int) -> bool:
    """Whether no noun follows that the title would describe."""
    index = tokens.at(end)
    return index >= len(tokens) or tokens[index].tag[0] in "pcurxdvmtf" or tokens[index].tag == "ad"


def programmes(text: str, tokens: Tokens) -> Iterator[Candidate]:
    """Programmes behind the verb that carries them out, each member of a row (实施甲工程、乙计划和丙行动)."""
    if any_of("programme_tail").search(text) is None:
        return
    for verb in _verbs().finditer(text):
        match = _member().match(text, verb.end())
        while match is not None:
            start, end = match.span(1)
            row = "”" in verb.group()  # behind a programme in quotation marks
            if tokens.boundary(start) and tokens.boundary(end) and _says(tokens, start, end, row=row):
                yield Candidate(start, end, "Programme", text[start:end], "programme", int(_timed(tokens, start, end)))
            match = _member().match(text, end + 1) if text[end : end + 1] in _AND else None


def campaigns(text: str, tokens: Tokens) -> Iterator[Candidate]:
    """Years given to a cause (开展营商环境优化年活动), and systems of wardens in quotation marks (“林长制”)."""
    for match in _CAMPAIGN.finditer(text) if "年" in text else ():
        last = tokens.at(match.end(1)) - 1
        first = last
        while first and tokens[first - 1].start >= match.start() and _cause(tokens[first - 1]):
            first -= 1
        start, end = tokens[first].start, match.end()
        start -= text[start - 1 : start] == "“" and text[match.end(1)] == "”"
        named = (
            tokens[last].word == "年" and last - first > 1 and text[start:end].count("“") == text[start:end].count("”")
        )
        if named and tokens.boundary(end):
            yield Candidate(start, end, "Programme", text[start:end], "campaign", 0)
    for match in _WARDEN.finditer(text) if "长制”" in text else ():
        if tokens.boundary(match.start()) and tokens.boundary(match.end()):
            yield Candidate(*match.span(), "Programme", match.group().strip("“”"), "warden")


def _cause(token: Token) -> bool:
    """Whether the cause of a year can have the word in it: no verb that begins the campaign, no place, no number."""
    words = grammar().words
    begins = token.word in words["programme_verb"] or token.word in words["paper_stop"]
    return token.tag[0] in "nvaljb" and not begins and not is_region(token)


def _timed(tokens: Tokens, start: int, end: int) -> bool:
    """Whether the name says for how many years it is made: then nothing inside it is named alone."""
    inside = tokens[tokens.at(start) : tokens.at(end)]
    return any(token.word in grammar().words["plan_years"] for token in inside)


def _says(tokens: Tokens, start: int, end: int, *, row: bool) -> bool:
    """Whether the words say which programme it is, and not only of what kind, or how many there are."""
    words = grammar().words
    inside = tokens[tokens.at(start) : tokens.at(end)]
    body = inside[:-1]
    counted = (inside[0].tag[0] in "mqrpcudf" or inside[0].word[0] == "第") and not _YEAR.fullmatch(inside[0].word)
    if counted or any(t.tag[0] in "pru" or t.word in words["determiner"] for t in inside):
        return False
    specific = sum(len(t.word) > 1 and t.word not in words["generic"] for t in body)
    if _timed(tokens, start, end):
        return specific > 1
    if inside[-1].word == "战略":
        plain = bool(body) and body[-1].word in words["plain_strategy"]
        return specific > plain and not any(t.word in words["outside"] for t in body)
    if any(t.word in words["describing"] for t in body) and specific < _MANY and not row:
        return False
    proper = any(t.word in region_names() or t.tag in {"nz", "nt"} for t in body)
    if not proper and inside[-1].word.startswith("试点"):
        return False
    return specific > 1 + (not proper and not row) and end - start >= (_LONG if proper else _FULL)
