"""Physical lines of a page: where they stand, how wide they are, which of them fill their column."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from kg.read.sentences import SPACE
from kg.read.view import Hint, View

_LINE = re.compile(r"[^\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
_BREAK = re.compile(r"\r\n|[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_EDGE = re.compile(SPACE + "*")
_INDENT = re.compile(r"\u3000|[ \xa0]{2}|\t")
#: A headline and the start of the text on one line (本报讯, or a byline with its sign): they belong apart.
_GLUED = re.compile(rf"(?<=[^\s。！？]){SPACE}+(?=本报讯{SPACE}*[（(]|[■□◆●▲]{SPACE}*(?:本报|[^\s。，]{{0,12}}记者))")
_END = re.compile(r"(?:[。！？!?]|…)[”’）〕)\"]*$")
_PAUSE = re.compile(r"[，。、；：！？]")
_NARROW, _WIDE, _NEAR, _TOLERANCE = 8.0, 60.0, 6, 2.0
_SUPPORT, _RARE = 3, 40


@dataclass(slots=True)
class Line:
    """A line with something on it: its span without outer space, what comes before it and how it ends.

    ``gap`` counts the empty lines before it, ``width`` is in full-width characters, ``full`` says that it ends
    because its column ends, which is about ``column`` wide.
    """

    start: int
    end: int
    text: str
    gap: int
    width: float
    indented: bool = False
    ended: bool = False
    full: bool = False
    column: float = 0.0
    hint: Hint | None = None


def _width(text: str) -> float:
    if text.isascii():
        return len(text) / 2
    narrow = len(re.findall(r"[\x00-\x7f]", text))
    return len(text) - narrow / 2


def _pieces(text: str, start: int, end: int) -> list[tuple[int, int]]:
    if "本报" not in text[start:end] and "记者" not in text[start:end]:
        return [(start, end)]
    cuts = [m.start() for m in _GLUED.finditer(text, start, end)]
    return list(pairwise([start, *cuts, end]))


def _line(view: View, start: int, end: int, gap: int) -> Line | None:
    text = view.text
    edge = _EDGE.match(text, start, end)
    left = edge.end() if edge else start
    right = left + len(text[left:end].rstrip(" \t\u3000\xa0\u200b\ufeff\u200c\u200d\u2060\u00ad"))
    while right > left and _EDGE.fullmatch(text, right - 1, right):
        right -= 1
    if right <= left:
        return None
    body = text[left:right]
    indented = _INDENT.match(text, start) is not None
    return Line(
        left, right, body, gap, _width(body), indented, _END.search(body) is not None, hint=view.hints.get(start)
    )


def lines(view: View) -> list[Line]:
    """The lines of a text that are not empty, in order."""
    out: list[Line] = []
    text, last = view.text, 0
    for match in _LINE.finditer(text):
        breaks = len(_BREAK.findall(text, last, match.start())) if out else 1
        for number, (start, end) in enumerate(_pieces(text, *match.span())):
            line = _line(view, start, end, max(breaks - 1, 0) if number == 0 else 1)
            if line is not None:
                out.append(line)
                last = match.end()
    _mark_full(out)
    return out


def _mark_full(out: list[Line]) -> None:
    """Find the lines that fill their column.

    A column shows as several lines near each other, about equally wide, most of them ending in the middle of a
    sentence, in a text that has sentence punctuation (a list of names has none).
    """
    pauses = [len(_PAUSE.findall(line.text)) for line in out]
    opened = [not line.ended and line.text[-1] not in "；;：:" for line in out]
    for at, line in enumerate(out):
        if line.hint is not None or not _NARROW <= line.width <= _WIDE:
            continue
        low, high = line.width - _TOLERANCE, line.width + _TOLERANCE
        alike = [k for k in range(max(at - _NEAR, 0), min(at + _NEAR + 1, len(out))) if low <= out[k].width <= high]
        support = sum([opened[k] for k in alike]) - opened[at]
        marks = sum([pauses[k] for k in alike])
        line.full = support >= _SUPPORT and support * 2 >= len(alike) - 1 and marks * _RARE >= line.width * len(alike)
    for at, line in enumerate(out):
        if line.full:
            near = out[max(at - _NEAR, 0) : at + _NEAR + 1]
            line.column = median([x.width for x in near if (x.full and not x.ended) or x is line])
