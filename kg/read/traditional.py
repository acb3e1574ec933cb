"""One form of each character: simplified, half-width digits and letters, full-width Chinese punctuation.

Everything here keeps the length: character ``i`` of the result stands for character ``i`` of the input, so offsets
hold without a table.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

_HAN = "\u3400-\u9fff\uf900-\ufaff"
_CHINESE = _HAN + "，。、；：！？（）《》〈〉【】〔〕“”‘’…—"
_FOREIGN_FORMS = {"「": "“", "」": "”", "『": "‘", "』": "’", "﹁": "“", "﹂": "”", "﹃": "‘", "﹄": "’", "﹑": "、"}
_DOTS = dict.fromkeys("•・‧∙⋅", "·")
_DASHES = dict.fromkeys("━─―", "—")
_COMMA = re.compile(
    rf"(?<=[{_CHINESE}])[,;:!?](?!\d)|(?<=\d)[,;:](?=[{_HAN}])|[,;:](?=[{_HAN}“《（])|(?<=[{_HAN}])[:](?=\d)"
)
_ROUND = re.compile(r"\(([^()\n]{0,200})\)")
_NEAR = re.compile(rf"[{_CHINESE}]")
_QUOTES = re.compile(r'"([^"\n]{1,200})"')
_FULL = str.maketrans(",;:!?()", "，；：！？（）")
_TRADITIONAL_SHARE = 0.15
_IN_NAMES = frozenset("昇甦邨迺龢脩祕谿氾")  # simplified as well, in names: 通用规范汉字表 (2013)


@cache
def _widths() -> dict[int, int]:
    """Full-width letters, digits and signs to ASCII, compatibility characters and radicals to the plain character."""
    table = {ord(a): ord(b) for a, b in (_FOREIGN_FORMS | _DOTS | _DASHES).items()}
    signs = [ord(c) for c in "％＋＆＝＠／＃＄＊．－＜＞～｜＿"]
    letters = [*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B), *signs]
    for code in [*letters, *range(0x2F00, 0x2FD6), *range(0x2E80, 0x2F00), *range(0xF900, 0xFB00)]:
        plain = unicodedata.normalize("NFKC", chr(code))
        if len(plain) == 1 and plain != chr(code):
            table[code] = ord(plain)
    return table


@cache
def _simplified() -> dict[str, str]:
    """Each traditional character with its simplified one, character by character (OpenCC ``t2s``)."""
    from opencc import OpenCC

    characters = [chr(code) for code in (*range(0x3400, 0x4DC0), *range(0x4E00, 0xA000))]
    lines = OpenCC("t2s").convert("\n".join(characters)).split("\n")
    return {a: b for a, b in zip(characters, lines, strict=True) if a != b and len(b) == 1}


def _in_gb2312(character: str) -> bool:
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


@cache
def _tables() -> tuple[dict[int, int], dict[int, int], re.Pattern[str]]:
    """The table for texts in simplified characters, that for traditional ones, and what tells the two apart.

    A simplified text may hold a stray traditional character, but 瞭 in 瞭望 and 乾 in 乾隆 are right there: what
    GB 2312 (the character set of simplified Chinese) contains is changed only in a text that is traditional.
    """
    every = {ord(a): ord(b) for a, b in _simplified().items()}
    stray = {a: b for a, b in every.items() if not _in_gb2312(chr(a)) and chr(a) not in _IN_NAMES}
    plain, full = ({a: table.get(b, b) for a, b in _widths().items()} for table in (stray, every))  # a radical of 曆
    return plain | stray, full | every, re.compile("[" + "".join(map(chr, stray)) + "]")


def is_traditional(text: str) -> bool:
    """Whether the first part of a text is written in traditional characters."""
    head = text[:20000]
    strange = len(_tables()[2].findall(head))
    return strange > 0 and strange > _TRADITIONAL_SHARE * len(re.findall(rf"[{_HAN}]", head))


def _round(match: re.Match[str]) -> str:
    text, start, end = match.string, match.start(), match.end()
    near = text[max(start - 1, 0) : start] + match[1] + text[end : end + 1]
    return f"（{match[1]}）" if _NEAR.search(near) else match[0]


def _quote(match: re.Match[str]) -> str:
    text, start, end = match.string, match.start(), match.end()
    near = text[max(start - 1, 0) : start] + match[1] + text[end : end + 1]
    return f"“{match[1]}”" if _NEAR.search(near) else match[0]


def normalise(text: str) -> str:
    """The text in the one form that the rules read; as long as the text itself."""
    simplified, traditional, _ = _tables()
    out = text.translate(traditional if is_traditional(text) else simplified)
    while (wider := _wide(out)) != out:
        out = wider
    return out


def _wide(text: str) -> str:
    """Signs beside Chinese made Chinese; each may bring the next beside Chinese."""
    if "(" in text:
        text = _ROUND.sub(_round, text)
    if '"' in text:
        text = _QUOTES.sub(_quote, text)
    if any(sign in text for sign in ",;:!?"):
        text = _COMMA.sub(lambda match: match[0].translate(_FULL), text)
    return text
