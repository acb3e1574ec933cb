"""Names that end in a head noun (公司, 大学, 产业园, 项目 …): it is the right edge, the left edge is searched.

What must stand in front of the head noun for it to name, not describe, is said by its ``need`` in ``suffixes.tsv``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from kg.knowledge.grammar import Suffix, grammar
from kg.knowledge.lexicon import lexicon
from kg.mention.bodies import central_names
from kg.mention.candidate import Candidate
from kg.mention.edges import beginning, leftmost
from kg.mention.lexical import named_things
from kg.mention.parts import CLOSE, OPEN, PROPER_TAGS, Content, content, is_region
from kg.mention.regions import region_ending_at, region_names
from kg.mention.tokens import Token, Tokens, unknown

_ORDINAL = re.compile(r"第[一二三四五六七八九十百\d]+(?:届|次|期|批)|(?:19|20)\d{2}年?|首届|[一二三四五六七八九十]届")
_LEVEL = "省市区县州盟旗"
_LONG_TITLE = 9


def named(text: str, tokens: Tokens) -> Iterator[Candidate]:
    """Every name with a head noun in the sentence (longer and shorter readings; the overlap policy decides)."""
    words = grammar()
    position = 0
    while match := words.pattern.search(text, position):
        position = match.start() + 1
        if not tokens.boundary(match.end()):
            continue
        word = tokens[tokens.at(match.end()) - 1].word
        if (
            word not in words.words["relative_company"]
            and word not in region_names()
            and word not in named_things()
            and word not in central_names()
        ):
            for suffix in words.suffixes[match.group()]:
                yield from _grow(text, tokens, match.start(), match.end(), suffix)


class _Found(NamedTuple):
    """A name that may be one: its text, what it holds in front of the head noun, its tokens and what follows."""

    name: str
    content: Content
    tokens: tuple[Token, ...]
    inside: int
    following: Token | None
    before: str
    legal: bool


def _grow(text: str, tokens: Tokens, head_start: int, end: int, suffix: Suffix) -> Iterator[Candidate]:
    """The name that ends with this head noun, if there is one."""
    last = tokens.at(end) - 1
    head = tokens.at(head_start)
    if head > last or tokens[head].start != head_start:
        head = min(head - 1, last) if head else 0
    inside = head_start - tokens[head].start  # characters of the head noun's own token that belong to the name
    start = beginning(tokens, leftmost(text, tokens, head, suffix), head, suffix.type)
    if start is None:
        if inside < 2:
            return
        start = head
    if inside == 0 and start == head:
        return
    offset = tokens[start].start
    glued = grammar().words["glued"]
    while text[offset] in glued and unknown(tokens[start].word) and offset < tokens[start].end - 1:
        offset += 1  # 以甲乙公司: segmentation may glue a preposition to an unknown name
    offset = _whole_place(text, offset, suffix)
    reach = _bracket_behind(text, end, suffix.type)
    if offset < head_start and not _described(tokens, start, head, text[offset:end], suffix.type):
        following = tokens[tokens.at(end)] if tokens.at(end) < len(tokens) else None
        held = _held(tokens, start, head, inside)
        found = _Found(
            text[offset:end],
            held,
            tuple(tokens[start:head]),
            inside,
            following,
            text[max(0, offset - 4) : offset],
            suffix.text in grammar().words["legal_form"],
        )
        if _NEEDS[suffix.need](found):
            yield Candidate(offset, reach, suffix.type, text[offset:reach], f"suffix-{suffix.need}")


def _whole_place(text: str, offset: int, suffix: Suffix) -> int:
    """Where the name begins once a place that segmentation cut through, or left in front of it, is whole again."""
    placed = any(text[offset : offset + width] in lexicon().by_name for width in (2, 3, 4))
    for back in () if placed else (1, 2, 3):
        start = offset - back
        if start >= 0 and any(text[start : offset + ahead] in lexicon().by_name for ahead in (1, 2)):
            return start
    if suffix.text in grammar().words["legal_form"]:
        place = region_ending_at(text, offset)
        return offset if place is None else place
    return offset


def _held(tokens: Tokens, start: int, head: int, inside: int) -> Content:
    """The content in front of the head noun, the front part of its own token included."""
    found = content(tokens, start, head)
    token = tokens[head]
    if inside > 1 or (inside == 1 and token.tag in PROPER_TAGS):
        places = any(token.word[:width] in region_names() for width in range(2, len(token.word)))
        found = Content(found.regions + places, found.proper + (token.tag in PROPER_TAGS), found.specific)
    return found


def _described(tokens: Tokens, start: int, head: int, name: str, kind: str) -> bool:
    """Whether the words describe a thing of a kind (这家公司, 上市公司) instead of naming one."""
    words = grammar().words
    before = tokens[start - 1].word if start else ""
    if before in words["determiner"] or "某" in before:
        return True
    common = words["common_name"]
    return (
        name in common
        or any(
            name.removeprefix(token.word) in common
            and token.word not in named_things()
            and not (kind == "Company" and token.tag in {"nr", "nrt"})  # 云帆科技公司 is named, 国际科技公司 described
            for token in tokens[start:head]
        )
    )


def _bracket_behind(text: str, end: int, kind: str) -> int:
    """The end of a name with the place in brackets behind it (临空经济区（廊坊）), for zones."""
    if kind == "DevelopmentZone" and text[end : end + 1] in OPEN[:2]:
        close = min((i for i in (text.find(mark, end) for mark in CLOSE[:2]) if i > 0), default=-1)
        if close > 0 and text[end + 1 : close] in region_names():
            return close + 1
    return end


def _closed(found: _Found) -> bool:
    """Whether the name can end here: no noun follows that it would modify."""
    return found.following is None or found.following.tag[0] in "pcurxdvmtz" or found.following.tag in {"ad", "a"}


def _proper(found: _Found) -> bool:
    held = found.content
    if found.legal and len(found.name) > 6:
        return True
    division = found.inside > 1 or any(token.word in lexicon().by_name for token in found.tokens)
    placed = held.regions > 0 and (division or held.specific > 0 or len(found.name) >= _LONG_TITLE)
    return placed or (held.proper > 0 and len(found.name) > 3)


def _named(found: _Found) -> bool:
    held = found.content
    return held.proper > 0 or (held.regions > 0 and held.specific > 0)


def _between(found: _Found) -> bool:
    """Whether a line is named by its ends: two places, or their abbreviations (渝昆高铁)."""
    places = [token.word for token in found.tokens if is_region(token)]
    return len(places) > 1 or any(word in lexicon().abbreviations for word in places)


def _registered(found: _Found) -> bool:
    """Whether a registered name stands inside already, so that what follows is no part of it (甲有限公司担保)."""
    return any(token.word in grammar().words["legal_form"] for token in found.tokens)


def _bureau(found: _Found) -> bool:
    first = found.tokens[0] if found.tokens else None
    return first is not None and is_region(first) and first.word[-1] in _LEVEL


def _event(found: _Found) -> bool:
    held = found.content
    ordinal = _ORDINAL.search(found.before + found.name) is not None
    placed = held.regions + held.proper > 0
    if any(found.name.endswith(tail) for tail in grammar().words["described_event"]):
        full = placed and held.specific > 1 and len(found.name) > _LONG_TITLE
        return full or (ordinal and sum(held) > 0)
    prestige = any(token.word in grammar().words["prestige"] for token in found.tokens)
    return placed or ((ordinal or prestige) and held.specific > 0) or (ordinal and len(found.name) > _LONG_TITLE)


def _platform(found: _Found) -> bool:
    held = found.content
    brands = held.proper - sum(token.word.isascii() for token in found.tokens)
    return (brands > 0 or held.regions > 0) and held.specific + held.proper > 0


_NEEDS: dict[str, Callable[[_Found], bool]] = {
    "proper": _proper,
    "name": _named,
    "standing": lambda found: _proper(found) and _ORDINAL.search(found.name) is None,
    "body": lambda found: found.content.regions + found.content.proper > 0,
    "bureau": _bureau,
    "line": lambda found: _named(found) or _between(found),
    "port": lambda found: found.content.regions > 0,
    "industry": lambda found: found.content.regions > 0 and found.content.proper > 0 and _closed(found),
    "weak": lambda found: _named(found) and _closed(found) and not _registered(found),
    "fund": lambda found: found.content.regions > 0 and _named(found) and _closed(found),
    "event": _event,
    "project": lambda found: _named(found) and len(found.name) > 3,
    "platform": _platform,
    "product": lambda found: found.content.proper > 1,
    "quoted": lambda _: False,
    "programme": lambda _: False,  # only in quotation marks, or behind a verb (lists.untitled)
}
