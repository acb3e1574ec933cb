"""Digital services named by their place or 国家 and many words behind it (某省|电子政务|共享|交换|平台)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.knowledge.grammar import any_of, grammar
from kg.mention.candidate import Candidate
from kg.mention.parts import CLOSE, OPEN, is_region
from kg.mention.regions import region_names
from kg.mention.scan import Scanner
from kg.mention.tokens import Token, Tokens

_WIDE = frozenset({"国家", "全国", "中国"})
_CLOSING = frozenset("pcuxdvmtrf")
_TAGS = frozenset("nvabljigz")
_JOINS = frozenset({"与", "和", "及", "“", "”", "·", "—", "-", "一体化", "统一"})
_MOST, _LEAST = 12, 2
_WINDOW = re.compile("(?:国际贸易)?(?:“单一窗口”|单一窗口)")


@cache
def _heads() -> Scanner:
    return Scanner(grammar().words["service_head"], overlapping=True)


def services_of_places(text: str, tokens: Tokens) -> Iterator[Candidate]:
    """Platforms, systems and data bases of a place or of the country, and the single windows of trade."""
    if any_of("service_head").search(text) is not None:
        for start, end in _heads().longest(text):
            if tokens.boundary(end) and _closed(tokens, end):
                first = _front(tokens, tokens.at(start + 1) - 1)
                if first is not None:
                    begin = tokens[first].start
                    yield Candidate(begin, end, "Platform", text[begin:end], "service-placed")
    for match in _WINDOW.finditer(text) if "单一窗口" in text else ():
        index = tokens.at(match.start())
        before = tokens[index - 1] if index else None
        if before is not None and before.end == match.start() and (is_region(before) or before.word in _WIDE):
            yield Candidate(before.start, match.end(), "Platform", text[before.start : match.end()], "single-window")


def _front(tokens: Tokens, head: int) -> int | None:
    """Where the name begins, if there is one: the last place or 国家 before the head, over words that name services."""
    words = grammar().words
    first = head
    while first > max(0, head - _MOST) and _inside(tokens[first - 1]):
        first -= 1
        if is_region(tokens[first]) or tokens[first].word in _WIDE:
            break
    else:
        return None
    while first and is_region(tokens[first - 1]) and region_names()[tokens[first - 1].word] == "AdministrativeRegion":
        first -= 1
    inside = tokens[first + 1 : head]
    quotes = [t.word for t in inside if t.word in {"“", "”"}]
    about = [t.word for t in inside if len(t.word) > 1]
    digital = words["digital_word"]
    said = any({t.word, t.word[:2], t.word[-2:]} & digital for t in inside) or any(
        w in tokens[head].word for w in digital
    )
    whole = quotes.count("“") == quotes.count("”")
    return first if len(about) >= _LEAST and said and whole and not _described(inside) else None


def _described(inside: tuple[Token, ...]) -> bool:
    return any(token.word in grammar().words["describing"] for token in inside)


def _inside(token: Token) -> bool:
    words = grammar().words
    if token.word in _JOINS or token.word in OPEN[:2] or token.word in CLOSE[:2] or token.word in words["digital_word"]:
        return True
    never = ("service_stop", "determiner", "stop_character", "role", "firm_noun")
    return (is_region(token) or token.tag[0] in _TAGS) and not any(token.word in words[name] for name in never)


def _closed(tokens: Tokens, end: int) -> bool:
    """Whether no noun follows that the words would describe."""
    behind = tokens.after(end)
    return behind is None or behind.tag[0] in _CLOSING
