"""Sentences of a paragraph, and the text of a paragraph out of its lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

#: White space and invisible characters: all that a reader does not see.
SPACE = r"[\s\u200b\u200c\u200d\u2060\ufeff\u00ad]"
_SPACES = re.compile(SPACE + "+")
_PAIRS = {"）": "（", "》": "《", "〉": "〈", "】": "【", "〕": "〔"}
_GOES_ON = re.compile(r"[，、；：）》〉】〕,;:。]|的(?!确)|等(?!到|待|候)")
_LETTER = re.compile(r"[A-Za-z]")
_BYLINE_BRACKET = re.compile(r"（[^（）。]{0,40}(?:记者|通讯员|实习生)[^（）。]{0,40}）")
_ARTICLE = re.compile(r"第[一二三四五六七八九十百零〇\d]+[章节条编款]$")
_LONGEST_BRACKET = 200


def _wide(gap: str) -> bool:
    return len(gap) > 1 or gap in {"\t", "\u3000"}


def _keeps_space(left: str, right: str, gap: str, *, columns: bool) -> bool:
    """Whether the white space between two runs of characters of one line says something."""
    a, b = left[-1:], right[:1]
    if a.isascii() and b.isascii():
        return not (a in "([" or b in ")],.;:!?%")
    if not (a.isalpha() and b.isalpha()):
        return columns and (a.isalnum() or a in "”》）") and (b.isalnum() or b in "“《（")
    if columns or _ARTICLE.search(left):
        return True
    return _wide(gap) and len(left) > 1 and len(right) > 1 and not a.isascii() and not b.isascii()


def _joint(left: str, right: str) -> str:
    """What stands between the last character of a wrapped line and the first of the next: nothing or a space."""
    if _LETTER.match(left) and _LETTER.match(right) and not (left.isupper() and right.isupper()):
        return " "
    return ""


def _chunks(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    at = start
    for space in _SPACES.finditer(text, start, end):
        if space.start() > at:
            yield at, space.start()
        at = space.end()
    if at < end:
        yield at, end


def assemble(
    text: str, lines: Sequence[tuple[int, int]], *, columns: bool = False, breaks: frozenset[int] = frozenset()
) -> tuple[str, list[int]]:
    """Join lines of ``text`` (start and end offsets) into one paragraph.

    ``columns`` keeps white space inside a line as one space (names side by side, the parts of a headline); the line
    breaks before the lines numbered in ``breaks`` are kept as a space. Returns the paragraph and, for each of its
    characters, the offset in ``text``.
    """
    if len(lines) == 1 and not _SPACES.search(text, *lines[0]):
        start, end = lines[0]
        return text[start:end], list(range(start, end))
    parts: list[str] = []
    origin: list[int] = []
    last = (0, 0)
    for number, (line_start, line_end) in enumerate(lines):
        bylines = [m.span() for m in _BYLINE_BRACKET.finditer(text, line_start, line_end)]
        for index, (start, end) in enumerate(_chunks(text, line_start, line_end)):
            if parts:
                left, right, gap = text[slice(*last)], text[start:end], text[last[1] : start]
                if index == 0:
                    space = number in breaks or _joint(left[-1], right[0]) == " "
                    if left[-1] == "-" and left[-2:-1].islower() and right[0].islower() and number not in breaks:
                        parts[-1], space = parts[-1][:-1], False
                        origin.pop()
                else:
                    listed = columns or any(a < start < b for a, b in bylines)
                    space = _keeps_space(left, right, gap, columns=listed)
                if space:
                    parts.append(" ")
                    origin.append(last[1])
            parts.append(text[start:end])
            origin.extend(range(start, end))
            last = (start, end)
    return "".join(parts), origin


def _brackets(text: str) -> list[tuple[int, int]]:
    """Spans of round and title brackets, outermost only; a bracket that is not closed soon does not count."""
    stack: list[tuple[str, int]] = []
    spans: list[tuple[int, int]] = []
    for match in re.finditer(r"[（《〈【〔）》〉】〕]", text):
        sign = match[0]
        if sign not in _PAIRS:
            stack.append((sign, match.start()))
            continue
        for depth in range(len(stack) - 1, max(-1, len(stack) - 4), -1):
            if stack[depth][0] == _PAIRS[sign]:
                start = stack[depth][1]
                del stack[depth:]
                if match.end() - start <= _LONGEST_BRACKET:
                    while spans and spans[-1][0] > start:
                        spans.pop()
                    spans.append((start, match.end()))
                break
    return spans


_END = re.compile(r"(?:[。！？!?]+|…+[。！？]*)[”’]*|(?<=[a-z0-9)][.])(?=\s[A-Z])")


def cuts(text: str) -> list[int]:
    """Where the sentences of a paragraph end: offsets, the last one its length.

    A sentence ends after 。！？ and …… and the closing quotes that follow. ；does not end one, nor does anything inside
    （） and 《》.
    """
    ends: list[int] = []
    spans = _brackets(text)
    at = 0
    for match in _END.finditer(text):
        while at < len(spans) and spans[at][1] <= match.start():
            at += 1
        if at < len(spans) and spans[at][0] < match.start() < spans[at][1]:
            continue
        end = match.end()
        if match[0] in {"!", "?"} and text[end : end + 1].isascii() and text[end : end + 1].strip():
            continue
        if end < len(text) and _GOES_ON.match(text, end) and (match[0][-1:] in "”’…" or text[end] not in "的等"):
            continue
        ends.append(end)
    if not ends or ends[-1] != len(text):
        ends.append(len(text))
    return ends


def split(text: str, origin: Sequence[int]) -> Iterator[tuple[str, tuple[int, ...]]]:
    """The sentences of a paragraph, with the origin of each character; spaces around them are dropped."""
    start = 0
    for end in cuts(text):
        piece = text[start:end]
        left = len(piece) - len(piece.lstrip())
        right = len(piece.rstrip())
        if right > left:
            yield piece[left:right], tuple(origin[start + left : start + right])
        start = end
