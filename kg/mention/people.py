"""People: names behind a post (区委书记张果), before a form of address or a verb of speech, in lists, with a dot."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.knowledge.grammar import grammar
from kg.knowledge.lexicon import lexicon
from kg.mention.appointed import GLOSS_BEFORE, glossed, past_gloss
from kg.mention.candidate import Candidate
from kg.mention.foreign import dotted, foreign, sounds
from kg.mention.given import CJK, GLUED, NAME_TAGS, SPEECH_MARKS, given_at, known_person, possible, surname_at
from kg.mention.regions import region_names, world_places
from kg.mention.scan import Scanner
from kg.mention.tokens import Tokens, unknown

_STATE = frozenset({"总统", "总理", "首相", "主席"})
_LIST_ENDS = frozenset("、，。；）） 等和")
_LIST_MARKS = "、，；：。"
_FULL = 3  # characters of a name that is sure enough behind 的
_NEAR = 12  # characters before a post in which its country stands
_DOTS = frozenset("·•")
_JAPANESE_LAST = frozenset("三郎夫子雄彦一男二充")
_SAYS = frozenset("说称")
_BEHIND = re.compile("[，。；、）]|$|兼任|担任|出任|教授|同志")  # 董事长为某某某，, 主任由某某某兼任
_BETWEEN = re.compile(r"(?:（[^（）]{1,12}）)?[\s：:]?(?P<is>[为是由])?")  # what may stand between a post and its name


@cache
def _posts() -> Scanner:
    return Scanner({*lexicon().titles, *grammar().words["role"]})


@cache
def _address() -> re.Pattern[str]:
    words = grammar()
    return re.compile(f"{words.alternation('address_post')}|{words.alternation('address')}")


def people(text: str, tokens: Tokens) -> Iterator[Candidate]:
    """Person names in a sentence, by what stands before or behind them."""
    for post, behind in _posts().spans(text):
        between = _BETWEEN.match(text, behind)
        start = between.end() if between else behind
        if text[start : start + 1] != "的" and (tokens.boundary(post) or tokens.boundary(start)):
            given = given_at(text, tokens, start)
            if given is None or text[start + 3 : start + 4] in _JAPANESE_LAST:
                given = _japanese(text, tokens, post, start) or given
            end = foreign(text, tokens, start, given) or given
            place = end is not None and {text[start:end], f"{text[start:end]}地区"} & region_names().keys()
            if between and between["is"] and not (end == start + _FULL and _BEHIND.match(text, end)):
                continue
            if end is not None and not place and text[end : end + 1] not in _DOTS:
                yield Candidate(start, end, "Person", text[start:end], "person-post", 2)
                yield from _more(text, tokens, end)
        elif text[behind : behind + 1] == "的" and _own(tokens, behind + 1):  # 现任总经理的邱立夏
            end = given_at(text, tokens, behind + 1)
            sure = end == behind + 1 + _FULL or (end == behind + _FULL and text[end : end + 1] in _LIST_MARKS)
            if end and sure and text[behind + 1 : end] not in region_names():
                yield Candidate(behind + 1, end, "Person", text[behind + 1 : end], "person-post")
    yield from _named_workers(text, tokens)
    yield from dotted(text, tokens)
    yield from _speakers(text, tokens)
    for found in (*_addressed(text, tokens), *glossed(text, tokens)):
        yield found
        if text[found.start - 1 : found.start] == "、":
            listed = _backwards(text, tokens, found.start - 1)
            yield from (Candidate(start, end, "Person", text[start:end], "person-list") for start, end in listed)
    yield from _rows(text, tokens)


def _japanese(text: str, tokens: Tokens, post: int, start: int) -> int | None:
    """Where a name of four characters ends behind a post of Japan (日本首相安倍晋三); ``None`` for none."""
    end = start + 4
    whole = tokens.boundary(start) and tokens.boundary(end) and all(map(CJK.match, text[start:end]))
    if not whole or len(text) < end or "日本" not in text[max(0, post - _NEAR) : post]:
        return None
    inside = tokens[tokens.at(start) : tokens.at(end)]
    return end if any(t.tag.startswith("nr") for t in inside) or unknown(inside[0].word) else None


def _own(tokens: Tokens, offset: int) -> bool:
    """Whether a person's name begins here by the dictionary, or one that it lacks."""
    index = tokens.at(offset)
    return index < len(tokens) and tokens[index].start == offset and tokens[index].tag == "nr"


def _named_workers(text: str, tokens: Tokens) -> Iterator[Candidate]:
    """A name of full length right behind a noun for what somebody is (驾驶员杨苗苗, 歌唱家何晓川)."""
    words = grammar().words
    nouns = words["person_noun"]
    for index in [index for index, word in enumerate(tokens.words[:-1]) if word[-1] in nouns]:
        token = tokens[index]
        if token.tag != "n" or len(token.word) == 1:
            continue
        if not tokens[tokens.at(token.end)].tag.startswith("nr"):
            continue
        end = given_at(text, tokens, token.end) if token.word not in words["role"] else None
        if end is not None and end - token.end > GLUED and text[token.end : end] not in region_names():
            yield Candidate(token.end, end, "Person", text[token.end : end], "person-post")


def _more(text: str, tokens: Tokens, end: int) -> Iterator[Candidate]:
    """Further names of a list behind a post (记者 周尤 何春阳; 副主任张三、李四)."""
    while text[(mark := past_gloss(text, end)) : mark + 1] in {"、", " ", "和", "与", "及"}:
        start = mark + 1
        found = given_at(text, tokens, start)
        if found is None or (text[mark] != " " and not _row_ends(text, tokens, past_gloss(text, found))):
            return
        yield Candidate(start, found, "Person", text[start:found], "person-list")
        end = found


def _row_ends(text: str, tokens: Tokens, end: int) -> bool:
    """Whether a list of names can end or go on here: a mark, or a verb of what the listed people do."""
    if text[end : end + 1] in _LIST_ENDS | {""}:
        return True
    words, index = grammar().words, tokens.at(end)
    if index >= len(tokens) or tokens[index].start != end:
        return False
    return tokens[index].word in words["row_verb"] or tokens[index].word in words["speech"]


def _addressed(text: str, tokens: Tokens) -> Iterator[Candidate]:
    """A name in front of a form of address (习近平总书记, 李明同志), the longest that a surname begins."""
    words = grammar().words
    for match in _address().finditer(text):
        end = match.start()
        for width in (4, 3, 2):
            start = end - width
            surname = surname_at(text, start) if start >= 0 else 0
            if not surname or width - surname not in {1, 2} or not tokens.boundary(start):
                continue
            name, first = text[start:end], tokens[tokens.at(start)]
            if match.group() in _STATE and name[0] in words["glued"] and sounds(name[1:]) == width - 1 > 1:
                yield Candidate(start + 1, end, "Person", name[1:], "person-address", 2)  # 向普京总统
                break
            sure = match.group() in words["address_sure"] and not _common(tokens, start, end)
            if match.group() in words["address_post"] and _common(tokens, start, end + 1):
                continue  # 司法部长
            place = name in region_names() or name in world_places()
            if possible(name, surname) and not place and (first.tag.startswith("nr") or sure):
                yield Candidate(start, end, "Person", name, "person-address", 2)
                break


def _common(tokens: Tokens, start: int, end: int) -> bool:
    """Whether the characters hold a word of the language (全体, 青年, 各位) and so are no name."""
    inside = tokens[tokens.at(start) : tokens.at(end)]
    return any(len(t.word) > 1 and t.tag not in NAME_TAGS and not unknown(t.word) for t in inside) or any(
        t.word in grammar().words["familiar"] or t.word in grammar().words["determiner"] for t in inside
    )


def _speakers(text: str, tokens: Tokens) -> Iterator[Candidate]:
    """A name at the beginning of a clause and right before a verb of speech, or of what officials do at meetings."""
    speech, verbs = grammar().words["speech"], grammar().words["row_verb"]
    if "说" not in text and "称" not in text and speech.isdisjoint(tokens.words) and verbs.isdisjoint(tokens.words):
        return
    for index in [i for i, word in enumerate(tokens.words) if word[-1] in _SAYS or word in speech or word in verbs]:
        token = tokens[index]
        if token.word in speech or (token.word in verbs and token.tag.startswith("v") and len(token.word) > 1):
            end, inner = token.start, 0
        elif token.word[-1] in _SAYS and len(token.word) == 2 and text[token.end : token.end + 1] in SPEECH_MARKS:
            end, inner = token.end - 1, 1  # 周秉|文说
        else:
            continue
        for back in (1, 2):
            if index < back - inner:
                break
            start = tokens[index - back + inner].start
            name, surname = text[start:end], surname_at(text, start)
            if (
                surname
                and (len(name) - surname == 2 or (len(name) - surname == 1 and token.word not in verbs))
                and possible(name, surname)
                and text[start - 1 : start] in {"", "。", "，", "”", "；", " "}
                and (tokens[index - back + inner].tag.startswith("nr") or inner)
            ):
                yield Candidate(start, end, "Person", name, "person-speaker")


def _rows(text: str, tokens: Tokens) -> Iterator[Candidate]:
    """Rows of names joined by 、 in front of a word for what people do, two or more of them known as persons."""
    if "、" not in text:
        return
    verbs = grammar().words["row_verb"]
    for index in [index for index, word in enumerate(tokens.words) if word in verbs or word[:2] in verbs]:
        if index:
            row = [*_backwards(text, tokens, tokens[index].start)]
            if sum(known_person(tokens, start, end) for start, end in row) > 1:
                yield from (Candidate(start, end, "Person", text[start:end], "person-row") for start, end in row)


def _backwards(text: str, tokens: Tokens, end: int) -> Iterator[tuple[int, int]]:
    """The names of a list that ends at ``end``, last first: what stands between marks, as long as it can be a name."""
    while end > 0:
        gloss = GLOSS_BEFORE.search(text, max(0, end - _NEAR), end)
        end = gloss.start() if gloss else end
        start = max(text.rfind(mark, 0, end) for mark in _LIST_MARKS) + 1
        name, surname = text[start:end], surname_at(text, start)
        if not surname or not 1 <= len(name) - surname <= 2:
            return
        if not possible(name, surname, known=known_person(tokens, start, end)):
            return
        alone = tokens[tokens.at(start)].end == start + surname and tokens[tokens.at(start)].tag == "nr"
        if name in region_names() or (not alone and _common(tokens, start, end)):
            return
        yield start, end
        if text[start - 1 : start] != "、":
            return
        end = start - 1
