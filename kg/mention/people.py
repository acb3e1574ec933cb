"""People: names behind a post (区委书记张果), before a form of address or a verb of speech, in lists, with a dot."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from kg.knowledge.grammar import grammar
from kg.knowledge.lexicon import lexicon
from kg.mention.candidate import Candidate
from kg.mention.regions import region_names
from kg.mention.tokens import Tokens, unknown

_CJK = re.compile(r"[\u3400-\u9fff]")
_DOT = re.compile(r"[·•]")
_NAME_TAGS = frozenset({"nr", "nrt", "nrfg", "nz", "x", "ns", "j"})
_CLOSING_TAGS = frozenset("xpcudvrtfm")
_NEVER = frozenset("的了在与等是被把说称也都已或其该这那同就并又还则们")
_NEVER_LAST = frozenset("和为有于将向到由从对及以至曾个")  # 李和平 is a name, 李平和 is not one before another name
_LIST_ENDS = frozenset("、，。；）） 等和")
_SPEECH_MARKS = frozenset("，：“。")


@cache
def _posts() -> re.Pattern[str]:
    titles = sorted({*lexicon().titles, *grammar().words["role"]}, key=lambda title: (-len(title), title))
    return re.compile("(?:" + "|".join(map(re.escape, titles)) + r")(?:（[^（）]{1,12}）)?[\s：:]?")


@cache
def _address() -> re.Pattern[str]:
    return re.compile(grammar().alternation("address"))


def people(text: str, tokens: Tokens) -> Iterator[Candidate]:
    """Person names in a sentence, by what stands before or behind them."""
    for match in _posts().finditer(text):
        start = match.end()
        if tokens.boundary(match.start()) or tokens.boundary(start):
            end = _given(text, tokens, start) or _foreign(text, tokens, start)
            if end is not None:
                yield Candidate(start, end, "Person", text[start:end], "person-post", 2)
                yield from _more(text, tokens, end)
    yield from _dotted(text, tokens)
    yield from _speakers(text, tokens)
    yield from _addressed(text, tokens)
    yield from _rows(tokens)


def again(text: str, names: Iterable[str]) -> Iterator[Candidate]:
    """Where names of persons known from this document stand once more."""
    for name in names:
        position = text.find(name)
        while position >= 0:
            yield Candidate(position, position + len(name), "Person", name, "person-again")
            position = text.find(name, position + len(name))


def _surname(text: str, start: int) -> int:
    """The length of the surname at an offset; 0 if none stands there."""
    surnames = lexicon().surnames
    if text[start : start + 2] in surnames:
        return 2
    return int(text[start : start + 1] in surnames)


def _possible(name: str, surname: int) -> bool:
    """Whether the characters can be a name: no function words in it, none that joins to what follows at its end."""
    given = name[surname:]
    words = grammar().words
    if name in words["policy_tail"] or name in words["generic"] or name[1:] in words["address"]:
        return False
    if name[0] in words["familiar"] and _surname(name, 1):  # 老李, 小王
        return False
    return all(map(_CJK.match, name)) and not set(given) & _NEVER and given[-1] not in _NEVER_LAST


def _given(text: str, tokens: Tokens, start: int) -> int | None:
    """Where the name that starts at ``start`` ends; ``None`` if no name starts there."""
    surname = _surname(text, start)
    first = tokens[tokens.at(start)] if tokens.at(start) < len(tokens) else None
    if not surname or first is None:
        return None
    tagged = first.start == start and first.tag.startswith("nr")
    if surname == 1 and text[start] in grammar().words["surname_word"] and not tagged:
        return None
    common = first.start == start and len(first.word) > surname and first.tag not in _NAME_TAGS
    if common and not unknown(first.word):
        return None
    options = [
        (*grade, start + width)
        for width in (surname + 2, surname + 1)
        if (grade := _grade(text, tokens, start, width, surname)) is not None
    ]
    best = max(options, default=None)
    return best[-1] if best is not None and best[0] else None


def _grade(text: str, tokens: Tokens, start: int, width: int, surname: int) -> tuple[bool, bool, int] | None:
    """How well a name of this width fits: whether it closes, whether speech or a mark follows, longer first."""
    end = start + width
    name = text[start:end]
    if len(name) < width or not _possible(name, surname):
        return None
    index = tokens.at(end)
    boundary = tokens.boundary(end)
    if width == surname + 2 and boundary and _cut_before(tokens, start, end):
        return None  # 刘奇|来景德镇
    if not boundary and not _says(text, end):
        return None
    following = tokens[index] if index < len(tokens) else None
    if following is None or not boundary:
        return True, True, width
    speech = following.word in grammar().words["speech"]
    tagged = tokens[tokens.at(start)].tag.startswith("nr") and width == surname + 2 and len(following.word) > 1
    return following.tag[0] in _CLOSING_TAGS or speech or tagged, speech or following.tag == "x", width


def _cut_before(tokens: Tokens, start: int, end: int) -> bool:
    """Whether the dictionary knows the first two characters as a person and the third as a word of its own."""
    first = tokens[tokens.at(start)]
    last = tokens[tokens.at(first.end)] if tokens.at(first.end) < len(tokens) else first
    whole = first.start == start and first.end == end - 1 and first.tag.startswith("nr")
    return whole and last.end == end and last.tag[0] in "vpcudr"


def _says(text: str, offset: int) -> bool:
    """Whether a one-character verb of speech stands here that segmentation may have joined to the name (曾平|称，)."""
    return text[offset : offset + 1] in {"称", "说"} and text[offset + 1 : offset + 2] in _SPEECH_MARKS


def _more(text: str, tokens: Tokens, end: int) -> Iterator[Candidate]:
    """Further names of a list behind a post (记者 周尤 何春阳; 副主任张三、李四)."""
    while text[end : end + 1] in {"、", " ", "和", "与", "及"}:
        start = end + 1
        found = _given(text, tokens, start)
        if found is None or (text[end] != " " and text[found : found + 1] not in _LIST_ENDS | {""}):
            return
        yield Candidate(start, found, "Person", text[start:found], "person-list")
        end = found


def _foreign(text: str, tokens: Tokens, start: int) -> int | None:
    """Where a name without a Chinese surname ends that stands behind a post and before a verb (总裁阿迪昂表示)."""
    if not tokens.boundary(start) or start >= len(text):
        return None
    if _surname(text, start) and not tokens[tokens.at(start)].tag.startswith("nr"):
        return None
    named = False
    for token in tokens[tokens.at(start) :]:
        spoken = token.word in grammar().words["speech"]
        if spoken or token.tag[0] in "xpcud" or (token.tag == "v" and len(token.word) > 1 and not unknown(token.word)):
            name = text[start : token.start]
            whole = named and 2 <= len(name) <= 6 and _possible(name, 1) and text[token.start] not in "·、"
            return token.start if whole else None
        if not _CJK.match(token.word) or (token.tag in {"n", "vn", "a", "b"} and not unknown(token.word)):
            return None
        named = named or token.tag in {"nr", "nrt", "nrfg"}
    return None


def _dotted(text: str, tokens: Tokens) -> Iterator[Candidate]:
    """Names with a middle dot (特雷莎·梅): tokens joined by dots, one of which can be part of a name."""
    done = 0
    for match in _DOT.finditer(text):
        dot = tokens.at(match.start())
        if match.start() < done or dot == 0 or dot + 1 >= len(tokens) or tokens[dot].start != match.start():
            continue
        first, last = dot - 1, dot + 1
        while last + 2 < len(tokens) and _DOT.fullmatch(tokens[last + 1].word):
            last += 2
        while first and tokens[first - 1].tag in {"nrt", "nrfg"} and tokens[first].tag in _NAME_TAGS:
            first -= 1
        while last + 1 < len(tokens) and len(tokens[last].word) == 1 and tokens[last + 1].tag in {"nr", "nrt", "nrfg"}:
            last += 1
        quoted = (
            text[tokens[first].start - 1 : tokens[first].start] == "“"
            and text[tokens[last].end : tokens[last].end + 1] == "”"
        )
        if quoted:
            continue
        parts = [tokens[i] for i in range(first, last + 1) if not _DOT.fullmatch(tokens[i].word)]
        if all(_CJK.match(t.word) and t.word not in region_names() for t in parts) and any(
            t.tag in _NAME_TAGS - {"ns", "j"} for t in parts
        ):
            done = tokens[last].end
            yield Candidate(tokens[first].start, done, "Person", text[tokens[first].start : done], "person-dotted", 2)


def _addressed(text: str, tokens: Tokens) -> Iterator[Candidate]:
    """A name in front of a form of address (习近平总书记, 李明同志), the longest that a surname begins."""
    for match in _address().finditer(text):
        end = match.start()
        for width in (4, 3, 2):
            start = end - width
            surname = _surname(text, start) if start >= 0 else 0
            name = text[start:end]
            if (
                not surname
                or width - surname not in {1, 2}
                or not tokens.boundary(start)
                or not _possible(name, surname)
            ):
                continue
            if tokens[tokens.at(start)].tag.startswith("nr") or match.group() in grammar().words["address_sure"]:
                yield Candidate(start, end, "Person", name, "person-address", 2)
                break


def _speakers(text: str, tokens: Tokens) -> Iterator[Candidate]:
    """A name at the beginning of a clause and right before a verb of speech."""
    speech = grammar().words["speech"]
    for index, token in enumerate(tokens):
        if token.word not in speech:
            continue
        for back in (1, 2):
            if index < back:
                break
            start = tokens[index - back].start
            name, surname = text[start : token.start], _surname(text, start)
            if (
                surname
                and 1 <= len(name) - surname <= 2
                and _possible(name, surname)
                and text[start - 1 : start] in {"", "。", "，", "”", "；", " "}
                and tokens[index - back].tag.startswith("nr")
            ):
                yield Candidate(start, token.start, "Person", name, "person-speaker")


def _rows(tokens: Tokens) -> Iterator[Candidate]:
    """Rows of names joined by 、 in front of a word for what people do: two or more that can be persons."""
    row: list[int] = []
    if sum(token.word == "、" for token in tokens) == 0:
        return
    for index in range(len(tokens) + 1):
        token = tokens[index] if index < len(tokens) else None
        if token is not None and _row_member(tokens, index):
            row.append(index)
        elif not (token is not None and token.word == "、" and row and row[-1] == index - 1):
            if len(row) > 1 and token is not None and token.word in grammar().words["row_verb"]:
                yield from (
                    Candidate(tokens[i].start, tokens[i].end, "Person", tokens[i].word, "person-row") for i in row
                )
            row = []


def _row_member(tokens: Tokens, index: int) -> bool:
    token = tokens[index]
    if not token.tag.startswith("nr") or not 2 <= len(token.word) <= 4 or not _surname(token.word, 0):
        return False
    before = tokens[index - 1].word if index else ""
    behind = tokens[index + 1].word if index + 1 < len(tokens) else ""
    if before and tokens[index - 1].tag != "x":
        return False
    return "、" in {before, behind} and _possible(token.word, _surname(token.word, 0))
