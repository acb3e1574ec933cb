"""The text of a Markdown file: its lines without the signs of the markup, each character with its offset."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from kg.read.view import Hint, View

_FRONT = re.compile(
    r"\A---[ \t]*\r?\n.*?\r?\n---[ \t]*(?:\r?\n|\Z)|\A\+\+\+[ \t]*\r?\n.*?\r?\n\+\+\+[ \t]*(?:\r?\n|\Z)", re.DOTALL
)
_LINE = re.compile(r"[^\n]*(?:\n|\Z)")
_HEADING = re.compile(r"[ ]{0,3}(#{1,6})[ \t]+")
_CLOSING = re.compile(r"[ \t]+#+[ \t]*$")
_ITEM = re.compile(r"[ \t]*(?:[-*+][ \t]+|\d{1,3}[.)][ \t]+)")
_QUOTE = re.compile(r"[ \t]*>[ \t]?")
_RULE = re.compile(r"[ \t]*(?:(?:[-*_][ \t]*){3,}|=+|\|?[ \t:|-]*-{3,}[ \t:|-]*)$")
_FENCE = re.compile(r"[ \t]*(?:```|~~~)")
#: What is left out inside a line: pictures, the address of a link, emphasis, code marks, HTML tags, comments.
_MARKS = re.compile(
    r"!\[(?P<alt>[^\]\n]*)\]\([^)\n]*\)|(?<!!)\[(?P<link>[^\]\n]*)\](?:\([^)\n]*\)|\[[^\]\n]*\])"
    r"|<!--.*?-->|</?[A-Za-z][^<>\n]*>|\*{1,3}(?=\S)|(?<=\S)\*{1,3}|(?<![A-Za-z0-9])_{1,3}(?=\S)|(?<=\S)_{1,3}(?![A-Za-z0-9])"
    r"|`+|~~|\\(?=[\\`*_{}\[\]()#+.!>~|-])"
)


def front_matter(text: str) -> int:
    """Where the front matter of a text ends; 0 where it has none."""
    match = _FRONT.match(text)
    return match.end() if match else 0


def _kept(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The stretches of a line that are text."""
    at = start
    for mark in _MARKS.finditer(text, start, end):
        if mark.start() < at:
            continue
        if mark.start() > at:
            yield at, mark.start()
        for name in ("alt", "link"):
            if mark.group(name):
                yield mark.span(name)
        at = mark.end()
    if at < end:
        yield at, end


def _cells(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The cells of a table row."""
    edges = [start - 1, *(m.start() for m in re.finditer(r"(?<!\\)\|", text[:end]) if m.start() >= start), end]
    return [(a + 1, b) for a, b in itertools.pairwise(edges) if text[a + 1 : b].strip()]


class _Builder:
    def __init__(self, text: str) -> None:
        self.text, self.parts, self.origin, self.size = text, [""], list[int](), 0
        self.hints: dict[int, Hint] = {}

    def add(self, start: int, end: int) -> None:
        self.parts.append(self.text[start:end])
        self.origin.extend(range(start, end))
        self.size += end - start

    def line(self, start: int, end: int, hint: Hint | None) -> None:
        if hint:
            self.hints[self.size] = hint
        for left, right in _kept(self.text, start, end):
            self.add(left, right)


def markdown(text: str) -> View:
    """The view of a Markdown text; front matter, rules, code fences and addresses of links are left out."""
    out = _Builder(text)
    top = True
    for match in _LINE.finditer(text, front_matter(text)):
        start, stop = match.span()
        end = start + len(match[0].rstrip("\r\n"))
        if not _FENCE.match(match[0]) and not (_RULE.match(match[0].rstrip()) and match[0].strip()):
            top = _one(out, start, end, top=top)
        if stop > end and (not out.origin or out.origin[-1] < end):
            out.add(end, stop)
        if stop >= len(text):
            break
    return View("".join(out.parts), out.origin, out.hints)


def _one(out: _Builder, start: int, end: int, *, top: bool) -> bool:
    text = out.text
    hint: Hint | None = None
    if quote := _QUOTE.match(text, start, end):
        start = quote.end()
    if heading := _HEADING.match(text, start, end):
        start, hint = heading.end(), "title" if top and len(heading[1]) == 1 else "heading"
        top = top and len(heading[1]) > 1
        if closing := _CLOSING.search(text[start:end]):
            end = start + closing.start()
    elif item := _ITEM.match(text, start, end):
        start, hint = item.end(), "list"
    elif text[start:end].lstrip().startswith("|"):
        cells = _cells(text, start, end)
        for number, (left, right) in enumerate(cells):
            out.line(left, right, "list" if number == 0 else None)
            if number + 1 < len(cells):
                out.parts.append("\u3000")
                out.origin.append(right)
                out.size += 1
        return top
    out.line(start, end, hint)
    return top
