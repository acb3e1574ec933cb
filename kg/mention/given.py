"""The name of a person that begins at an offset: where it ends, by its surname, its characters and what follows."""

from __future__ import annotations

import re

from kg.knowledge.grammar import grammar
from kg.knowledge.lexicon import lexicon
from kg.mention.tokens import Token, Tokens, tokenize, unknown

CJK = re.compile(r"[\u3400-\u9fff]")
NAME_TAGS = frozenset({"nr", "nrt", "nrfg", "nz", "x", "ns", "j"})
_CLOSING_TAGS = frozenset("xpcudvrtfmli")
_NEVER = frozenset("的了在与等是被把说称也都已或其该这那同就并又还则们")
_NEVER_LAST = frozenset("却任愿会为有于将向到由从对及以至曾个就受获赴率")
_ALL = frozenset("全")  # 全程, 全体
_RARE_LAST = frozenset("也其以同之亦")
_ADVERB, _SAID = "d", frozenset("vadnbim")  # what an adverb stands before, as the dictionary tags it
_PREDICATE_TAGS = frozenset({"v", "d", "x", "p", "t"})
REPORT = frozenset("的了关题说")  # 作了说明, 作的报告
FULL = 3  # characters of most names
_AHEAD = 5  # characters that are cut anew behind a name
GLUED = 2  # characters of a word of which the first belongs to a name
SPEECH_MARKS = frozenset("，：“。")


def given_at(text: str, tokens: Tokens, start: int) -> int | None:
    """Where the name that starts at ``start`` ends; ``None`` if no name starts there."""
    surname = surname_at(text, start)
    first = tokens.after(start)
    if first is None or not surname:
        return None if first is None else _rare(tokens, start)
    if _adverb(tokens, first) and not _spoken_noun(tokens, first):
        return None
    after = tokens[tokens.at(first.end)] if first.end < tokens[-1].end else first
    cut = len(first.word) == 1 and len(after.word) == GLUED and after.tag == "nr" and not surname_at(after.word, 0)
    tagged = first.start == start and (first.tag.startswith("nr") or cut)  # 顾|小川
    spoken = (_spoken(tokens, start + surname + 2) and first.tag[0] not in "pcvd") or _spoken_noun(tokens, first)
    if surname == 1 and text[start] in grammar().words["surname_word"] and not tagged and not spoken:
        return None
    common = first.start == start and len(first.word) > surname and first.tag not in NAME_TAGS
    common = common and not _split(tokens, first) and not _mistaken(tokens, first)
    if common and not unknown(first.word) and not (spoken and len(first.word) == GLUED):
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


def surname_at(text: str, start: int) -> int:
    """The length of the surname at an offset; 0 if none stands there."""
    surnames = lexicon().surnames
    if text[start : start + 2] in surnames:
        return 2
    return int(text[start : start + 1] in surnames)


def possible(name: str, surname: int, *, known: bool = False, written: bool = False) -> bool:
    """Whether the characters can be a name: no function words in it, none that joins to what follows at its end.

    One that is ``known`` to the dictionary may have a function word in the middle (某其亮), not at the end (某某称).
    Nothing is held against the characters of one that is ``written`` there.
    """
    given = name[surname:]
    words = grammar().words
    if not given or name in words["policy_tail"] or name in words["generic"] or name[1:] in words["address"]:
        return False
    never = name[:2] in words["solar_term"] or name[1:] in words["no_given"]
    if name[1:] in words["family"] or "某" in name or never:  # 梁家, 巴方, 王某
        return False
    if name[0] in words["familiar"] and surname_at(name, 1):  # 老李, 小王
        return False
    fits = written or (not set(given[-1:] if known else given) & _NEVER and given[-1] not in _NEVER_LAST)
    return fits and all(map(CJK.match, name))


def _adverb(tokens: Tokens, first: Token) -> bool:
    """Whether what could be a surname is the adverb of a longer word of the dictionary (曾|明确指出, not 曾|明|华)."""
    if len(first.word) > 1 or first.tag[0] != _ADVERB or first.end >= tokens[-1].end:
        return False
    following = tokens[tokens.at(first.end)]
    named = following.tag == "nr"  # 常|金平
    return len(following.word) > 1 and following.tag[0] in _SAID and not named and not unknown(following.word)


def _spoken_noun(tokens: Tokens, first: Token) -> bool:
    """Whether a noun, or one character and a noun, does what only people do: 高原|说, 尚|文雅|介绍; not 全程|说."""
    if first.word[0] in _ALL or first.tag[0] in "pc" or first.word in grammar().words["role"]:
        return False
    last = first if len(first.word) == GLUED else tokens.after(first.end) or first
    whole = last is first or (len(first.word) == 1 and len(last.word) == GLUED)
    noun = whole and last.tag == "n" and last.word not in grammar().words["role"]
    return noun and (_spoken(tokens, last.end) or (last is not first and _moves(tokens, last.end)))


def _split(tokens: Tokens, first: Token) -> bool:
    """Whether a word and one character that the dictionary takes for a person's make up the name (万里|鹏)."""
    after = tokens.after(first.end) or first
    person = after.tag == "nr" or _does(tokens, after.end)  # 万里|川|出席
    return len(first.word) == GLUED and first.tag == "m" and len(after.word) == 1 and person


def _mistaken(tokens: Tokens, first: Token) -> bool:
    """Whether a word of the dictionary is a full name: it closes, no word makes up its end (朱|幼棣, not 高|水平)."""
    after = tokens.after(first.end)
    closed = after is None or after.tag[0] in _CLOSING_TAGS
    return len(first.word) == FULL and closed and unknown(first.word[1:])


def _spoken(tokens: Tokens, end: int) -> bool:
    """Whether a verb of speech follows right at the end of a name: who speaks behind a post is a person (叶家麟说)."""
    index = tokens.at(end)
    return index < len(tokens) and tokens[index].start == end and tokens[index].word in grammar().words["speech"]


def _does(tokens: Tokens, end: int) -> bool:
    """Whether a verb of what only people do follows, of speech or of what officials do at meetings."""
    index = tokens.at(end)
    if index >= len(tokens) or tokens[index].start != end or not tokens[index].tag.startswith("v"):
        return _spoken(tokens, end)
    return _spoken(tokens, end) or (len(tokens[index].word) > 1 and _acts(tokens[index].word))


def _moves(tokens: Tokens, end: int) -> bool:
    """Whether words of two or more follow that stand behind people alone: 农|文峰|指着屏幕."""
    index = tokens.at(end)
    word = tokens[index].word if index < len(tokens) and tokens[index].start == end else ""
    return len(word) > 1 and word in grammar().words["person_after"]


def _rare(tokens: Tokens, start: int) -> int | None:
    """Where a name with a rare surname ends: what segmentation itself takes for a person of three characters."""
    index = tokens.at(start)
    pieces = [token for token in tokens[index : index + 2] if token.tag == "nr"]
    verb = bool(pieces) and pieces[0].word[0] in grammar().words["after_name"]
    if not pieces or pieces[0].start != start or verb or not all(map(CJK.match, pieces[0].word)):
        return None
    end = pieces[0].end if len(pieces[0].word) > 1 else pieces[-1].end
    behind = tokens.after(end)
    closing = behind is None or behind.tag[0] in _CLOSING_TAGS
    word = "".join(token.word for token in pieces if token.end <= end)
    return end if closing and len(word) == 3 and unknown(word) and possible(word, 1) else None


def _grade(text: str, tokens: Tokens, start: int, width: int, surname: int) -> tuple[bool, bool, int] | None:
    """How well a name of this width fits: whether it closes, whether speech or a mark follows, longer first."""
    end = start + width
    name = text[start:end]
    whole = width == surname + 2 and known_person(tokens, start, end)
    written = whole and not unknown(name)  # 傅全有, 汤云为: the dictionary has the very name
    boundary = tokens.boundary(end)
    following = tokens.after(end)
    with_verb = whole and name[-1:] == "同" and following is not None and following.tag in {"v", "p"}  # 雷维同|宣布
    said = width == surname + 2 and _spoken(tokens, end)  # 林在舟说
    fits = possible(name, surname, known=whole or said, written=written) or with_verb
    if len(name) < width or not (fits or _lone(tokens, start, end)):
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
    speech = any(following.word in words[kind] for kind in ("speech", "person_after", "address"))
    speech = speech or _acts(following.word)
    inside = tokens[tokens.at(start) : tokens.at(end)]
    tagged = any(t.tag.startswith("nr") for t in inside) and width == surname + 2 and len(following.word) > 1
    return following.tag[0] in _CLOSING_TAGS or speech or tagged, speech or following.tag == "x", width


def _lone(tokens: Tokens, start: int, end: int) -> bool:
    """Whether a surname and a rare character stand before a verb, as no surname stands alone: 柴|也|会见."""
    index = tokens.at(start)
    if index + 2 >= len(tokens) or tokens[index + 1].end != end or tokens[index].tag != "nr":
        return False
    first, last, verb = tokens[index : index + 3]
    alone = first.start == start and len(first.word) == len(last.word) == 1 and last.word in _RARE_LAST
    return alone and verb.tag.startswith("v") and len(verb.word) > 1


def _cut_before(tokens: Tokens, start: int, end: int) -> bool:
    """Whether the dictionary knows the first two characters as a person, and the third is a verb or particle."""
    first = tokens[tokens.at(start)]
    last = tokens.after(first.end) or first
    whole = first.start == start and first.end == end - 1 and first.tag.startswith("nr")
    if not whole or last.end != end or last.word not in grammar().words["after_name"]:
        return False
    after = tokens.after(end) or last
    if last.tag[0] == "d" and after.tag[0] in "tc":
        return False  # 吴光正|日前, 丁世均|以及
    if last.tag[0] in "dp" and after.tag[0] in "vx" and (last.tag == "p" or after.tag == "x"):
        return False  # a preposition before a verb, an adverb before a mark are part of the name
    return last.tag[0] in "vpcudr"


def _glued(tokens: Tokens, text: str, offset: int) -> bool:
    """Whether segmentation joined the end of a name and the verb behind it to one word (曾平|称，)."""
    token = tokens[tokens.at(offset) - 1]
    if token.word in grammar().words["row_verb"] or token.word in grammar().words["person_after"]:
        return False  # 唐蓓|担任
    cut = token.tag == "nr" and len(token.word) == FULL + 1 and unknown(token.word)  # 郝小兰算|过账
    if cut and token.end == offset + 1 and tokenize(text[offset : offset + _AHEAD])[0].tag[0] in "vpd":
        return True
    alone = token.end == offset + 1 and text[offset] in grammar().words["after_name"]
    told = text[offset] == "作" and text[offset + 1 : offset + 2] in REPORT  # 周光|权作|的
    closed = told or text[offset + 1 : offset + 2] in SPEECH_MARKS
    return alone and (closed or unknown(token.word) or _bare(tokens, token))


def _bare(tokens: Tokens, token: Token) -> bool:
    """Whether a surname stands alone before a word, which it never does behind a post (韩|正在|某地调研)."""
    before = tokens[tokens.at(token.start) - 1]
    return before.end == token.start and len(token.word) == GLUED and before.word in lexicon().surnames


def _acts(word: str) -> bool:
    """Whether a word says what people do together, with or without its object (出席, 出席会议)."""
    verbs = grammar().words["row_verb"]
    return word in verbs or word[:2] in verbs


def known_person(tokens: Tokens, start: int, end: int) -> bool:
    """Whether the dictionary takes the characters for one person's name."""
    first = tokens[tokens.at(start)]
    return first.end == end and first.tag.startswith("nr")
