"""Events that are called by their edition or year, to their head noun: 第八届甲乙合作周, 2024甲乙消费季.

The number says that it is one event of a row, so that no verb of holding is needed behind it, and words that
segmentation joined to the name (节在, 会同日) do no harm: what stands behind the head noun is looked at as text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.knowledge.grammar import grammar
from kg.mention.candidate import Candidate
from kg.mention.parts import is_region
from kg.mention.tokens import Tokens

_NUMBER = "[一二三四五六七八九十百\\d]{1,4}"
_LEAST = 3  # characters that say what it is about, where no place stands among them
# no word that stands between a meeting and its verb, but as a part of 在线, 自由, 未来
_WORD = "(?:(?!在(?!线)|于|将|是|(?<!自)由)[^，。；：！？、《》\\s的了被])"
_EVENTS = "系列活动"
_QUOTES = (("“", "”"), ("（", "）"))


@cache
def _numbered() -> re.Pattern[str]:
    words = grammar()
    behind = f"(?=[，。；：！？、）”》\\d]|$|上(?![海饶游下市网山])|中(?![国心])|{words.alternation('edition_behind')})"
    row = f"(?:第{_NUMBER}届|首届|(?<!\\d)20\\d\\d(?![年\\d—–-]))(?P<topic>{_WORD}{{2,32}}?)"
    bodies = "".join(f"(?<!{word})" for word in sorted(words.words["edition_no_end"]))
    row = f"{row}(?:{words.alternation('edition_head')}){bodies}"
    talks = f"第{_NUMBER}次(?P<parties>{_WORD}{{2,20}}?)(?:{words.alternation('talks_head')})"
    return re.compile(f"(?:{row}|{talks})(?:{_EVENTS})?{behind}")


@cache
def _never() -> re.Pattern[str]:
    return re.compile(grammar().alternation("edition_never"))


def editions(text: str, tokens: Tokens) -> Iterator[Candidate]:
    """Events that begin with 第几届, 首届 or a year, or 第几次 before talks of places, where the words say which."""
    if "届" not in text and "次" not in text and "20" not in text:
        return
    for match in _numbered().finditer(text):
        about = match["topic"] or match["parties"]
        start, end = match.span()
        open_quote = about.count("“") > about.count("”") and text[end : end + 1] == "”"  # 第五届“甲乙之夜”
        about, end = (f"{about}”", end + 1) if open_quote else (about, end)
        if _never().search(match.group()) or any(about.count(a) != about.count(b) for a, b in _QUOTES):
            continue
        inside = tokens[tokens.at(start) : tokens.at(end)]
        placed = any(is_region(token) or token.tag == "ns" for token in inside)
        if tokens.boundary(start) and (placed or (match["topic"] and len(about) >= _LEAST)):
            end -= len(_EVENTS) * match.group().endswith(_EVENTS)
            yield Candidate(start, end, "Event", text[start:end], "event-edition")
