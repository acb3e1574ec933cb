"""Names in quotation marks whose kind stands right before them (数据交换系统“澜湄链”, 会员产品“海旅通”)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.knowledge.grammar import alternation, grammar
from kg.mention.candidate import Candidate
from kg.mention.tokens import tokenize, unknown

_NAME = r"“((?:(?![的是了不])[\u3400-\u9fffA-Za-z0-9·+—-]){2,12})”"
_CLOSED = r"(?=[，。；：、）等和与及的上在已于是由为将可，\d今昨日近目现]|正式|成功|发布|上线|投|开|启|$)"
_OFFERED = frozenset({"产品", "贷款", "保险"})  # behind these stand ways of doing things too (“绿色通道”)
_OFFERS = frozenset("贷保险债宝通卡券易融")
_COMMON_TAGS = frozenset("vdpcurmqtf")


@cache
def _kinds() -> dict[str, str]:
    return grammar().pairs("announcing")


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(rf"({alternation(_kinds())})(?:”?——|：)?{_NAME}{_CLOSED}")


def announced(text: str) -> Iterator[Candidate]:
    """Platforms and products by the noun before their quotation marks."""
    for match in _pattern().finditer(text) if "“" in text else ():
        offer = match.group(1) in _OFFERED and match.group(2)[-1] not in _OFFERS
        if not offer and _own(match.group(2)):
            start, end = match.start(2) - 1, match.end(2) + 1
            yield Candidate(start, end, _kinds()[match.group(1)], match.group(2), "quoted-announced", 1)


def _own(name: str) -> bool:
    """Whether it can be a name: made up of a word that the dictionary lacks, or short and no verb or adverb first."""
    words = tokenize(name)
    strange = any(unknown(word.word) or word.word.isascii() for word in words) or all(len(t.word) == 1 for t in words)
    return strange or (words[0].tag[0] not in _COMMON_TAGS and len(words) <= 3)
