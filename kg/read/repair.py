"""Lines back to paragraphs: wraps joined, headings and captions left apart.

Newspaper pages reach us wrapped in the middle of words, with empty lines where a column or a page ended, and with
captions where a picture stood. What decides is layout first (how full a line is, how many empty lines follow), then
punctuation (an open quote, a comma), and only where these leave it open the words at the seam.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache

from kg.read.headings import title_lines
from kg.read.lines import Line
from kg.read.shapes import NEWS_LINE, furniture

_OPEN_END = re.compile(r"[，、,“‘《〈（(【]$")
_CLOSED_END = re.compile(r"(?:[；;：:]|—+)$")
_GOES_ON = re.compile(r"[，。、；：！？”’）》〉】,.;:!?)]")
_PAUSE = re.compile(r"[，。；：、！？]")
_STOP = re.compile(r"[，。；：！？]")
#: How a sentence begins that is no heading: it says when, where, according to whom, before its first comma.
_SENTENCE_START = re.compile(
    r"[“‘]?(?:作为|据|随着|截至|目前|当前|近年来?|近日|近期|日前|此外|同时|其中|今年|去年|为了|对于|按照|根据|针对"
    r"|比如|譬如|例如|然而|如今|未来"
    r"|在(?=[^，]{2,20}，)|\d{2,4}年(?!度)|\d{1,2}月)[^。，]{0,24}，"
)
_HALF = "的和与及在将把被为以对从由向"
_OPENERS, _CLOSERS = "“《（", "”》）"
_SEAM_WINDOW = 50_000
_LONG, _MEDIUM, _TAIL = 60, 25, 240
_LEAST_WRAP, _SAME_COLUMN, _RAGGED, _SOON, _FEW, _WIDEST = 8, 2.5, 2.0, 40, 2, 45


@dataclass(slots=True)
class Unit:
    """Lines that make one paragraph (or heading, caption, …); ``gap`` counts the empty lines before it.

    ``leads``: it is the first of the page, where a headline stands. ``breaks`` numbers the lines that begin a column.
    """

    lines: list[Line]
    gap: int
    kind: str | None = None
    leads: bool = False
    breaks: set[int] = field(default_factory=set)
    _size: int = 0
    _stopped: bool = False
    _tail: str = ""

    def __post_init__(self) -> None:
        """Count the lines that it begins with."""
        first, self.lines = self.lines, []
        for line in first:
            self.add(line)

    def add(self, line: Line) -> None:
        """Go on with a line."""
        self.lines.append(line)
        self._size += len(line.text)
        self._stopped = self._stopped or _STOP.search(line.text) is not None
        self._tail = (self._tail + line.text)[-_TAIL:]

    @property
    def text(self) -> str:
        """The lines without what stands between them."""
        return "".join(line.text for line in self.lines)

    @property
    def tail(self) -> str:
        """The end of it: what the next line may go on with."""
        return self._tail

    @property
    def ended(self) -> bool:
        """Whether it ends where a sentence ends."""
        return self.lines[-1].ended

    @property
    def bodily(self) -> bool:
        """Whether it reads as running text, not as a heading."""
        return self._size >= _LONG or (self._stopped and self._size >= _MEDIUM) or "。" in self._tail


@cache
def _cutter() -> object:
    import rjieba

    return rjieba


def _words_meet(left: str, right: str) -> bool:
    """Whether a word runs over the seam and leaves a stump on either side."""
    cut = _cutter().cut  # type: ignore[attr-defined]
    left, right = (
        re.split(r"[，。、；：！？“”《》（）\s]", left)[-1][-12:],
        re.split(r"[，。、；：！？“”《》（）\s]", right)[0][:12],
    )
    if not left or not right:
        return False
    at = 0
    for word in cut(left + right):
        if at < len(left) < at + len(word):
            stump = cut(left)[-1]
            return len(stump) == 1 or at + len(word) - len(left) == 1 == len(cut(right)[0])
        at += len(word)
    return False


class Seams:
    """Decides where words at the seam of two lines show whether they belong together."""

    def __init__(self, text: str) -> None:
        """Keep the text, in which the same words may stand unbroken."""
        self._text = text

    def meet(self, left: Line, right: Line) -> bool:
        """Whether the end of one line and the start of the other make a word, here or elsewhere in the text."""
        a, b = left.text[-2:], right.text[:2]
        if len(a) < 2 or len(b) < 2 or not (a + b).isalnum():
            return False
        near = max(left.start - _SEAM_WINDOW, 0), right.end + _SEAM_WINDOW
        return self._text.find(a + b, *near) >= 0 or _words_meet(left.text, right.text)


def _unclosed(text: str) -> str:
    """The closing sign that a text still waits for, or nothing."""
    for opener, closer in zip(_OPENERS, _CLOSERS, strict=True):
        if text.rfind(opener) > text.rfind(closer):
            return closer
    return ""


def _closes(text: str, closer: str) -> bool:
    at = text.find(closer)
    opener = text.find(_OPENERS[_CLOSERS.index(closer)])
    return at >= 0 and not 0 <= opener < at


def bodily(text: str) -> bool:
    """Whether a stretch reads as running text, not as a heading."""
    return len(text) >= _LONG or "。" in text or (len(text) >= _MEDIUM and _STOP.search(text) is not None)


def _apart(unit: Unit, line: Line) -> bool:
    """Whether the form of a line, or of what stands before it, says that they do not belong together."""
    last = unit.lines[-1]
    if line.hint or last.hint or furniture(line.text) or NEWS_LINE.match(line.text):
        return True
    return len(unit.lines) == 1 and furniture(last.text) is not None


def _joins(unit: Unit, line: Line, seams: Seams) -> bool:
    """Whether a line goes on with the paragraph before it."""
    last = unit.lines[-1]
    if _apart(unit, line):
        return False
    if unit.kind == "credit" or (line.gap <= 1 and not last.ended and _GOES_ON.match(line.text)):
        return True
    if last.ended or (line.indented and not last.full):
        return last.full and line.full and line.gap == 0 and not line.indented
    if _CLOSED_END.search(last.text) and not _unclosed(unit.tail):
        announces = last.text.endswith("—") and "，" in unit.tail and line.gap <= 1 and bodily(line.text)
        return announces or (last.full and line.gap == 0)
    if line.gap <= 1 and _OPEN_END.search(last.text):
        return True
    return _joins_below(unit, line, seams) if line.gap == 0 else _joins_across(unit, line, seams)


def _wrapped(unit: Unit, line: Line) -> bool:
    return line.full or any(x.full for x in unit.lines[-3:])


def _half_phrase(last: Line, line: Line) -> bool:
    """Whether a line, nearly as wide as the column, ends on a word that needs another one after it."""
    return line.full and last.width >= 0.75 * line.width and last.text[-1] in _HALF


def _short_column(unit: Unit, line: Line) -> bool:
    """Whether lines too few to show their column are text for certain, and about equally wide."""
    last = unit.lines[-1]
    certain = "。" in unit.tail or NEWS_LINE.match(unit.lines[0].text) is not None
    alike = abs(last.width - line.width) <= _SAME_COLUMN or (line.ended and line.width < last.width)
    return certain and alike and _LEAST_WRAP <= last.width <= _WIDEST


def _joins_below(unit: Unit, line: Line, seams: Seams) -> bool:
    """Whether a line goes on with an unfinished one right above it."""
    last, text = unit.lines[-1], unit.tail
    if last.full or _short_column(unit, line):
        return True
    if not _wrapped(unit, line) or last.width < _LEAST_WRAP:
        return False
    goes_on = _PAUSE.search(text) or _unclosed(text) or _GOES_ON.match(line.text[1:2])
    return bool(goes_on) or _half_phrase(last, line) or seams.meet(last, line)


def _joins_across(unit: Unit, line: Line, seams: Seams) -> bool:
    """Whether a line goes on with an unfinished one above it, over empty lines."""
    last, text, closer = unit.lines[-1], unit.tail, _unclosed(unit.tail)
    if closer and _closes(line.text[:_SOON], closer):
        return True
    if line.gap > _FEW:
        return False
    wrapped = _wrapped(unit, line)
    filled = last.full and last.width >= last.column - _RAGGED
    if filled and line.full and abs(last.width - line.width) <= _SAME_COLUMN:
        return True
    if line.full or line.ended or _STOP.search(line.text):
        if _SENTENCE_START.match(text) or (text[-1] in _HALF + "但而并让使" and _STOP.search(text)):
            return True
        if unit.bodily and (filled or not wrapped):
            return filled or not unit.leads
    return wrapped and last.width >= _LEAST_WRAP and seams.meet(last, line)


def units(lines: list[Line], text: str) -> list[Unit]:
    """Join lines into paragraphs."""
    seams = Seams(text)
    out: list[Unit] = []
    title = 0
    for at, line in enumerate(lines):
        title = title - 1 if title > 1 else 0
        if title or (out and _joins(out[-1], line, seams)):
            out[-1].add(line)
            if out[-1].kind == "credit" and "提供" in line.text:
                out[-1].kind = None
        else:
            out.append(Unit([line], line.gap, leads=not out))
            title = title_lines(lines, at)
            if (
                re.match(r"[（(]?(?:本[组版])?(?:图片?|照片)由", line.text)
                and "提供" not in line.text
                and len(line.text) < 40
            ):
                out[-1].kind = "credit"
    return _bridge(out, seams)


def _bridge(out: list[Unit], seams: Seams) -> list[Unit]:
    """Give back to a broken sentence its second half where captions or headings stand between the halves.

    The second half keeps its place among the units by number: the unit then holds lines from before and after what
    interrupts it, which follows as a unit of its own.
    """
    done: list[Unit] = []
    skip: set[int] = set()
    for at, unit in enumerate(out):
        if at in skip:
            continue
        done.append(unit)
        text = unit.tail
        broken = unit.bodily or _SENTENCE_START.match(text) or _unclosed(text)
        if unit.ended or unit.kind or unit.leads or not broken or _CLOSED_END.search(text):
            continue
        other = _other_half(out, at, seams)
        if other is not None:
            for line in out[other].lines:
                unit.add(line)
            skip.add(other)
    return done


def _other_half(out: list[Unit], at: int, seams: Seams) -> int | None:
    unit, closer = out[at], _unclosed(out[at].tail[-_SOON:])
    for other in range(at + 2, min(at + 5, len(out))):
        between, after = out[other - 1], out[other]
        if bodily(between.text) or between.ended:
            return None
        if not (bodily(after.text) or after.ended) or furniture(after.text) or after.lines[0].hint:
            continue
        if closer:
            return other if _closes(after.text[:_SOON], closer) else None
        if _OPEN_END.search(unit.tail) or seams.meet(unit.lines[-1], after.lines[0]):
            return other
        return None
    return None
