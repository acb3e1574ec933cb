"""People whose names are written by sound: with a middle dot (特雷莎·梅), or behind a post (总裁阿迪昂)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.knowledge.grammar import grammar
from kg.mention.bodies import central_names
from kg.mention.candidate import Candidate
from kg.mention.regions import region_names
from kg.mention.tokens import Token, Tokens, unknown

_HYPHENS = frozenset("-－")
_DOT = re.compile(r"[·•]")
_CJK = re.compile(r"[\u3400-\u9fff]")
_PERSON_TAGS = frozenset({"nr", "nrt", "nrfg"})
_NAME_TAGS = _PERSON_TAGS | {"nz", "x"}
_PIECE_TAGS = _NAME_TAGS | {"ns", "j"}
_REGNAL = re.compile("[一二三四五六七八]世")  # 阿卜杜拉二世
_CHINESE = 3  # the characters of a Chinese name; what is longer and written by sound is a foreign one
_LONGEST = 12
_LONG = 3  # characters by which a word that the dictionary takes for a thing is sure to be a name (基辛格)


def sounds(word: str) -> int:
    """How many characters at the front of a word write sounds of foreign names."""
    characters = grammar().words["transliteration"]
    return next((index for index, character in enumerate(word) if character not in characters), len(word))


def sounded(token: Token) -> bool:
    """Whether a token can be a piece of a name: it is written by sound, and no word of its own that is no name."""
    if not token.word or sounds(token.word) < len(token.word) or token.word in grammar().words["after_name"]:
        return False
    return len(token.word) == 1 or token.tag in _PIECE_TAGS or unknown(token.word) or _thing(token)


def _thing(token: Token) -> bool:
    return len(token.word) >= _LONG and token.tag == "n"


def by_sound(tokens: Tokens, start: int) -> int | None:
    """Where the run of sounds that starts at offset ``start`` ends, if it is longer than a Chinese name or has none."""
    index = tokens.at(start)
    if index >= len(tokens) or tokens[index].start != start:
        return None
    end, person = start, False
    while index < len(tokens):
        token = tokens[index]
        place = token.word in region_names()
        if token.word in grammar().words["role"]:  # 萨巴赫|埃米尔
            break
        if place and not (index + 1 < len(tokens) and tokens[index + 1].tag in _PERSON_TAGS):
            break
        if place or sounded(token):
            end, person = _trimmed(token), person or token.tag in _PERSON_TAGS or len(token.word) > 1
        elif not (
            token.word in _HYPHENS and end == token.start and index + 1 < len(tokens) and sounded(tokens[index + 1])
        ):
            front = sounds(token.word)
            if front and unknown(token.word) and len(token.word) - front == 1:  # 布雷|耶等
                end = token.start + front
            break
        index += 1
    return end if person and end - start <= _LONGEST else None


def _trimmed(token: Token) -> int:
    """Where a piece of a name ends without the adverb that segmentation joined to it (普京|曾)."""
    glued = len(token.word) > 2 and unknown(token.word) and token.word[-1] in grammar().words["after_name"]
    return token.end - glued


def foreign(text: str, tokens: Tokens, start: int, given: int | None) -> int | None:
    """Where a name written by sound ends behind a post; ``given``: where a Chinese name would end there.

    A name that can be Chinese is one, unless more sounds follow than a Chinese name has.
    """
    end = by_sound(tokens, start)
    if end is None or end - start < 2 or text[end : end + 1] in {"·", "•", "-"}:
        return None
    if text[start:end] in region_names() or text[start:end] in central_names():
        return None
    end += 2 * (_REGNAL.match(text, end) is not None)
    return end if given is None or (end > given and end - start > _CHINESE) else None


def dotted(text: str, tokens: Tokens) -> Iterator[Candidate]:
    """Names with a middle dot: the tokens that dots join, with the sounds on both sides that segmentation cut off."""
    done = 0
    for match in _DOT.finditer(text):
        dot = tokens.at(match.start())
        if match.start() < done or dot == 0 or dot + 1 >= len(tokens) or tokens[dot].start != match.start():
            continue
        last = dot + 1
        while last + 1 < len(tokens) and (_DOT.fullmatch(tokens[last + 1].word) or _DOT.fullmatch(tokens[last].word)):
            last += 1
        end = _back(tokens, last)
        while (
            (mark := tokens.after(end))
            and mark.start == end
            and _DOT.fullmatch(mark.word)
            and len(tokens) > tokens.at(end) + 1
        ):
            last = tokens.at(end) + 1
            end = _back(tokens, last)
        first = _front(tokens, dot - 1)
        start = tokens[first].start
        quoted = text[start - 1 : start] == "“" and text[end : end + 1] == "”"
        begins = sounds(text[start]) or tokens[first].tag in _PERSON_TAGS
        if quoted or end <= match.end() or not begins:
            continue
        parts = [t for t in tokens[first : last + 1] if not _DOT.fullmatch(t.word)]
        if all(_CJK.match(t.word) for t in parts) and _is_name(parts, tokens[last], end):
            done = end
            yield Candidate(start, end, "Person", text[start:end], "person-dotted", 2)


def _is_name(parts: list[Token], last: Token, end: int) -> bool:
    """Whether the pieces make a person: no place in front, one that is no known word, sounds or a name at the end."""
    named = any(t.tag in _NAME_TAGS or unknown(t.word) for t in parts)
    closed = sounds(last.word) > 0 or (last.end <= end and last.tag in _PERSON_TAGS)
    return named and closed and parts[0].word not in region_names()


def _front(tokens: Tokens, first: int) -> int:
    """The token where the name begins whose last token before the dot this is."""
    while (
        first
        and sounded(tokens[first - 1])
        and tokens[first - 1].word not in region_names()
        and sounds(tokens[first].word) == len(tokens[first].word)
    ):
        first -= 1
    return first


def _back(tokens: Tokens, last: int) -> int:
    """Where the name ends whose first token behind the last dot this is: what is no sound is no part of it."""
    token = tokens[last]
    front = sounds(token.word)
    if 0 < front < len(token.word) and unknown(token.word):
        return token.start + front
    end = _trimmed(token)
    for token in tokens[last + 1 :]:
        if not sounded(token) or token.word in region_names():
            glued = unknown(token.word) and token.word[-1] in grammar().words["after_name"]
            return token.end - 1 if glued and sounds(token.word) == len(token.word) - 1 > 0 else end  # 西门以
        end = _trimmed(token)
    return end
