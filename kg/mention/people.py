"""People: names behind a post (区委书记张果), before a form of address or a verb of speech, in lists, with a dot."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.knowledge.grammar import grammar
from kg.knowledge.lexicon import lexicon
from kg.mention.candidate import Candidate
from kg.mention.foreign import dotted, foreign, sounds
from kg.mention.regions import region_names, world_places
from kg.mention.scan import Scanner
from kg.mention.tokens import Token, Tokens, unknown

_CJK = re.compile(r"[\u3400-\u9fff]")
_NAME_TAGS = frozenset({"nr", "nrt", "nrfg", "nz", "x", "ns", "j"})
_CLOSING_TAGS = frozenset("xpcudvrtfmli")
_NEVER = frozenset("的了在与等是被把说称也都已或其该这那同就并又还则们")
_NEVER_LAST = frozenset("任愿会为有于将向到由从对及以至曾个就受获赴率")
_PREDICATE_TAGS = frozenset({"v", "d", "x", "p", "t"})
_STATE = frozenset({"总统", "总理", "首相", "主席"})
REPORT = frozenset("的了关题说")  # 作了说明, 作的报告
_LIST_ENDS = frozenset("、，。；）） 等和")
_LIST_MARKS = "、，；：。"
_FULL = 3  # characters of a name that is sure enough behind 的
_NEAR = 12  # characters before a post in which its country stands
_DOTS = frozenset("·•")
_JAPANESE_LAST = frozenset("三郎夫子雄彦一男二充")
_GLUED = 2  # characters of a word of which the first belongs to a name
_SAYS = frozenset("说称")
_BETWEEN = re.compile(r"(?:（[^（）]{1,12}）)?[\s：:]?")  # what may stand between a post and its name
_SPEECH_MARKS = frozenset("，：“。")


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
            given = _given(text, tokens, start)
            if given is None or text[start + 3 : start + 4] in _JAPANESE_LAST:
                given = _japanese(text, tokens, post, start) or given
            end = foreign(text, tokens, start, given) or given
            place = end is not None and {text[start:end], f"{text[start:end]}地区"} & region_names().keys()
            if end is not None and not place and text[end : end + 1] not in _DOTS:
                yield Candidate(start, end, "Person", text[start:end], "person-post", 2)
                yield from _more(text, tokens, end)
        elif text[behind : behind + 1] == "的" and _own(tokens, behind + 1):  # 现任总经理的邱立夏
            end = _given(text, tokens, behind + 1)
            if end == behind + 1 + _FULL and text[behind + 1 : end] not in region_names():
                yield Candidate(behind + 1, end, "Person", text[behind + 1 : end], "person-post")
    yield from _named_workers(text, tokens)
    yield from dotted(text, tokens)
    yield from _speakers(text, tokens)
    for found in _addressed(text, tokens):
        yield found
        if text[found.start - 1 : found.start] == "、":
            listed = _backwards(text, tokens, found.start - 1)
            yield from (Candidate(start, end, "Person", text[start:end], "person-list") for start, end in listed)
    yield from _rows(text, tokens)


def _japanese(text: str, tokens: Tokens, post: int, start: int) -> int | None:
    """Where a name of four characters ends behind a post of Japan (日本首相安倍晋三); ``None`` for none."""
    end = start + 4
    whole = tokens.boundary(start) and tokens.boundary(end) and all(map(_CJK.match, text[start:end]))
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
        end = _given(text, tokens, token.end) if token.word not in words["role"] else None
        if end is not None and end - token.end > _GLUED and text[token.end : end] not in region_names():
            yield Candidate(token.end, end, "Person", text[token.end : end], "person-post")


def surname_at(text: str, start: int) -> int:
    """The length of the surname at an offset; 0 if none stands there."""
    surnames = lexicon().surnames
    if text[start : start + 2] in surnames:
        return 2
    return int(text[start : start + 1] in surnames)


def possible(name: str, surname: int, *, known: bool = False) -> bool:
    """Whether the characters can be a name: no function words in it, none that joins to what follows at its end.

    One that is ``known`` to the dictionary may have a function word in the middle (某其亮), not at the end (某某称).
    """
    given = name[surname:]
    words = grammar().words
    if not given or name in words["policy_tail"] or name in words["generic"] or name[1:] in words["address"]:
        return False
    if name[1:] in words["family"] or "某" in name:  # 梁家, 巴方, 王某
        return False
    if name[0] in words["familiar"] and surname_at(name, 1):  # 老李, 小王
        return False
    return (
        all(map(_CJK.match, name)) and not set(given[-1:] if known else given) & _NEVER and given[-1] not in _NEVER_LAST
    )


def _given(text: str, tokens: Tokens, start: int) -> int | None:
    """Where the name that starts at ``start`` ends; ``None`` if no name starts there."""
    surname = surname_at(text, start)
    first = tokens[tokens.at(start)] if tokens.at(start) < len(tokens) else None
    if first is None or not surname:
        return None if first is None else _rare(tokens, start)
    tagged = first.start == start and first.tag.startswith("nr")
    spoken = _spoken(tokens, start + surname + 2) and first.tag[0] not in "pcvd"
    if surname == 1 and text[start] in grammar().words["surname_word"] and not tagged and not spoken:
        return None
    common = first.start == start and len(first.word) > surname and first.tag not in _NAME_TAGS
    if common and not unknown(first.word) and not (spoken and len(first.word) == _GLUED):
        return None
    for widths in ((surname + 2, surname + 1), (4,)):  # a married woman may have two surnames (周梁淑芬)
        options = [
            (*grade, start + width)
            for width in widths
            if (grade := _grade(text, tokens, start, width, surname)) is not None
        ]
        best = max(options, default=None)
        if best is not None and best[0]:
            return best[-1]
        if surname > 1 or not surname_at(text, start + 1) or text[start + 3 : start + 4] == "家":
            break
    return None


def _spoken(tokens: Tokens, end: int) -> bool:
    """Whether a verb of speech follows right at the end of a name: who speaks behind a post is a person (叶家麟说)."""
    index = tokens.at(end)
    return index < len(tokens) and tokens[index].start == end and tokens[index].word in grammar().words["speech"]


def _rare(tokens: Tokens, start: int) -> int | None:
    """Where a name with a rare surname ends: what segmentation itself takes for a person of three characters."""
    index = tokens.at(start)
    pieces = [token for token in tokens[index : index + 2] if token.tag == "nr"]
    verb = bool(pieces) and pieces[0].word[0] in grammar().words["after_name"]
    if not pieces or pieces[0].start != start or verb or not all(map(_CJK.match, pieces[0].word)):
        return None
    end = pieces[0].end if len(pieces[0].word) > 1 else pieces[-1].end
    closing = tokens.at(end) >= len(tokens) or tokens[tokens.at(end)].tag[0] in _CLOSING_TAGS
    word = "".join(token.word for token in pieces if token.end <= end)
    return end if closing and len(word) == 3 and unknown(word) and possible(word, 1) else None


def _grade(text: str, tokens: Tokens, start: int, width: int, surname: int) -> tuple[bool, bool, int] | None:
    """How well a name of this width fits: whether it closes, whether speech or a mark follows, longer first."""
    end = start + width
    name = text[start:end]
    whole = width == surname + 2 and _known(tokens, start, end)
    index = tokens.at(end)
    boundary = tokens.boundary(end)
    following = tokens[index] if index < len(tokens) else None
    with_verb = whole and name[-1:] == "同" and following is not None and following.tag == "v"  # 雷维同|宣布
    if len(name) < width or not (possible(name, surname, known=whole) or with_verb):
        return None
    if width == surname + 2 and boundary and _cut_before(tokens, start, end):
        return None  # 刘奇|来景德镇
    if name[-1] == "和" and (following is None or following.tag not in _PREDICATE_TAGS):
        return None  # 李和平 is a name, 李平和 is none before another name
    if (name[-1] == "作" and text[end : end + 1] in REPORT) or (not boundary and not _glued(tokens, text, end)):
        return None
    if following is None or not boundary or with_verb:
        return True, True, width
    words = grammar().words
    speech = following.word in words["speech"] or following.word in words["person_after"] or _acts(following.word)
    tagged = tokens[tokens.at(start)].tag.startswith("nr") and width == surname + 2 and len(following.word) > 1
    return following.tag[0] in _CLOSING_TAGS or speech or tagged, speech or following.tag == "x", width


def _cut_before(tokens: Tokens, start: int, end: int) -> bool:
    """Whether the dictionary knows the first two characters as a person, and the third is a verb or particle."""
    first = tokens[tokens.at(start)]
    last = tokens[tokens.at(first.end)] if tokens.at(first.end) < len(tokens) else first
    whole = first.start == start and first.end == end - 1 and first.tag.startswith("nr")
    if not whole or last.end != end or last.word not in grammar().words["after_name"]:
        return False
    after = tokens[tokens.at(end)] if tokens.at(end) < len(tokens) else last
    if last.tag[0] in "dp" and after.tag[0] in "vx" and (last.tag == "p" or after.tag == "x"):
        return False  # a preposition before a verb, an adverb before a mark are part of the name
    return last.tag[0] in "vpcudr"


def _glued(tokens: Tokens, text: str, offset: int) -> bool:
    """Whether segmentation joined the end of a name and the verb behind it to one word (曾平|称，)."""
    token = tokens[tokens.at(offset) - 1]
    if token.word in grammar().words["row_verb"] or token.word in grammar().words["person_after"]:
        return False  # 唐蓓|担任
    alone = token.end == offset + 1 and text[offset] in grammar().words["after_name"]
    return alone and (unknown(token.word) or text[offset + 1 : offset + 2] in _SPEECH_MARKS or _bare(tokens, token))


def _bare(tokens: Tokens, token: Token) -> bool:
    """Whether a surname stands alone before a word, which it never does behind a post (韩|正在|某地调研)."""
    before = tokens[tokens.at(token.start) - 1]
    return before.end == token.start and len(token.word) == _GLUED and before.word in lexicon().surnames


def _more(text: str, tokens: Tokens, end: int) -> Iterator[Candidate]:
    """Further names of a list behind a post (记者 周尤 何春阳; 副主任张三、李四)."""
    while text[end : end + 1] in {"、", " ", "和", "与", "及"}:
        start = end + 1
        found = _given(text, tokens, start)
        if found is None or (text[end] != " " and not _row_ends(text, tokens, found)):
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
    return any(len(t.word) > 1 and t.tag not in _NAME_TAGS and not unknown(t.word) for t in inside) or any(
        t.word in grammar().words["familiar"] or t.word in grammar().words["determiner"] for t in inside
    )


def _speakers(text: str, tokens: Tokens) -> Iterator[Candidate]:
    """A name at the beginning of a clause and right before a verb of speech, or of what officials do at meetings."""
    speech, verbs = grammar().words["speech"], grammar().words["row_verb"]
    if "说" not in text and "称" not in text and speech.isdisjoint(tokens.words) and verbs.isdisjoint(tokens.words):
        return
    for index, token in enumerate(tokens):
        if token.word in speech or (token.word in verbs and token.tag.startswith("v") and len(token.word) > 1):
            end, inner = token.start, 0
        elif token.word[-1] in _SAYS and len(token.word) == 2 and text[token.end : token.end + 1] in _SPEECH_MARKS:
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
    for index in [index for index, word in enumerate(tokens.words) if _acts(word)]:
        if index:
            row = [*_backwards(text, tokens, tokens[index].start)]
            if sum(_known(tokens, start, end) for start, end in row) > 1:
                yield from (Candidate(start, end, "Person", text[start:end], "person-row") for start, end in row)


def _acts(word: str) -> bool:
    """Whether a word says what people do together, with or without its object (出席, 出席会议)."""
    verbs = grammar().words["row_verb"]
    return word in verbs or word[:2] in verbs


def _known(tokens: Tokens, start: int, end: int) -> bool:
    """Whether the dictionary takes the characters for one person's name."""
    first = tokens[tokens.at(start)]
    return first.end == end and first.tag.startswith("nr")


def _backwards(text: str, tokens: Tokens, end: int) -> Iterator[tuple[int, int]]:
    """The names of a list that ends at ``end``, last first: what stands between marks, as long as it can be a name."""
    while end > 0:
        start = max(text.rfind(mark, 0, end) for mark in _LIST_MARKS) + 1
        name, surname = text[start:end], surname_at(text, start)
        if not surname or not 1 <= len(name) - surname <= 2:
            return
        if not possible(name, surname, known=_known(tokens, start, end)):
            return
        alone = tokens[tokens.at(start)].end == start + surname and tokens[tokens.at(start)].tag == "nr"
        if name in region_names() or (not alone and _common(tokens, start, end)):
            return
        yield start, end
        if text[start - 1 : start] != "、":
            return
        end = start - 1
