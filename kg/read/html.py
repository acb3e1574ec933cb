"""The text of a web page: what stands in its main part, each character with its offset in the source.

Left out are elements that never hold the text (scripts, navigation, footers, forms), elements whose class or id says
that they are such, and blocks that are mostly links. Where the page marks its ``<article>`` or ``<main>``, only that
is read, if it holds at least half of the text.
"""

from __future__ import annotations

import html as entities
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from itertools import accumulate

from kg.read.view import Hint, View

_NEVER = frozenset(
    (
        "script style noscript template svg iframe nav footer aside form button select option head textarea object"
        " canvas"
    ).split()
)
_OPEN = frozenset("area base br col embed hr img input link meta param source track wbr body html article main".split())
_BLOCK = frozenset(
    "address article blockquote body caption center dd details div dl dt fieldset figcaption figure h1 h2 h3 h4 h5 h6"
    " header hr html li main ol p pre section summary table tbody td tfoot th thead title tr ul br".split()
)
_FURNITURE = re.compile(
    r"(?:^|[-_ ])(?:nav|navbar|menu|breadcrumbs?|crumbs?|footer|foot|sidebar|side|share|sharing|related|recommend"
    r"|comments?|copyright|advert|ads?|banner|toolbar|pagination|pager|login|search|qrcode)(?:$|[-_ ])",
    re.IGNORECASE,
)
_HINTS: dict[str, Hint] = {
    "h1": "title",
    **dict.fromkeys(("h2", "h3", "h4", "h5", "h6"), "heading"),
    "li": "list",
    "figcaption": "caption",
}
_LINKS, _TOO_MUCH, _LONG = 0.6, 2, 200
_DATE_NAMES = re.compile(
    r"(?:article:)?(?:published[_:]?time|pubdate|publishdate|publish[-_]?date|dc\.date(?:\.issued)?|dcterms\.issued"
    r"|og:release_date|datepublished|date)$",
    re.IGNORECASE,
)


@dataclass(slots=True)
class _Text:
    """A stretch of text; ``stops``: 2 where a block begins with it, 1 after a line break, else 0."""

    start: int
    text: str
    stops: int
    link: bool
    main: bool
    hint: Hint | None = None
    entity: bool = False


@dataclass(slots=True)
class Meta:
    """What a page says about itself in its head."""

    title: str = ""
    published: str = ""
    source: str = ""
    dates: dict[str, str] = field(default_factory=dict)


def _is_furniture(values: dict[str, str]) -> bool:
    marks = " ".join((values.get("class", ""), values.get("id", ""), values.get("role", "")))
    return _FURNITURE.search(marks) is not None


class _Page(HTMLParser):
    """Collects the text of a page; without ``strict`` the names of classes do not count."""

    def __init__(self, text: str, *, strict: bool = True) -> None:
        super().__init__(convert_charrefs=False)
        self._strict, self.left_out = strict, 0
        self._starts = [0, *accumulate(len(line) for line in re.split(r"(?<=\n)", text))]
        self.found: list[_Text] = []
        self.meta = Meta()
        self._skip: list[str] = []
        self._links = self._main = 0
        self._stops, self._title = 2, False
        self._hint: Hint | None = None
        self._og = ""
        self.feed(text)
        self.close()
        self.meta.title = (self._og or re.sub(r"\s+", " ", self.meta.title)).strip()

    def _at(self) -> int:
        row, column = self.getpos()
        return self._starts[row - 1] + column

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self._read_meta(tag, values)
        if self._skip:
            if tag == self._skip[0]:
                self._skip.append(tag)
            return
        if tag in _NEVER or (tag not in _OPEN and self._strict and _is_furniture(values)):
            self._skip.append(tag)
            self._stops = 2
            return
        if tag == "a":
            self._links += 1
        elif tag in {"article", "main"}:
            self._main += 1
        if tag in _BLOCK:
            self._stops = max(self._stops, 1) if tag == "br" else 2
            self._hint = self._hint if tag == "br" else _HINTS.get(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag == "title":
            self._title = False
        if self._skip:
            if tag == self._skip[0]:
                self._skip.pop()
            return
        if tag == "a":
            self._links = max(self._links - 1, 0)
        elif tag in {"article", "main"}:
            self._main = max(self._main - 1, 0)
        if tag in _BLOCK:
            self._stops, self._hint = 2, None

    def _read_meta(self, tag: str, values: dict[str, str]) -> None:
        if tag == "title" and not self.meta.title:
            self._title = True
        elif tag == "time" and values.get("datetime"):
            self.meta.dates.setdefault("time", values["datetime"])
        elif tag == "link" and values.get("rel") == "canonical":
            self.meta.source = self.meta.source or values.get("href", "")
        elif tag == "meta":
            name = values.get("property") or values.get("name") or values.get("itemprop") or ""
            if _DATE_NAMES.match(name):
                self.meta.dates.setdefault(name.lower(), values.get("content", ""))
            elif name == "og:title":
                self._og = values.get("content", "")
            elif name == "og:url":
                self.meta.source = values.get("content", "") or self.meta.source

    def _add(self, start: int, text: str, *, entity: bool = False) -> None:
        if self._title:
            self.meta.title += text
        if self._skip or self._title:
            self.left_out += len(text.strip()) if self._skip and self._skip[0] not in _NEVER else 0
            return
        if not entity and not text.strip() and self._stops:
            return
        self.found.append(_Text(start, text, self._stops, self._links > 0, self._main > 0, self._hint, entity))
        self._stops = 0

    def handle_data(self, data: str) -> None:
        self._add(self._at(), data)

    def handle_entityref(self, name: str) -> None:
        plain = entities.unescape(f"&{name};")
        self._add(self._at(), plain if len(plain) == 1 else f"&{name}", entity=len(plain) == 1)

    def handle_charref(self, name: str) -> None:
        plain = entities.unescape(f"&#{name};")
        self._add(self._at(), plain if len(plain) == 1 else "\ufffd", entity=True)


def _blocks(found: list[_Text]) -> list[list[_Text]]:
    out: list[list[_Text]] = []
    for piece in found:
        if piece.stops or not out:
            out.append([])
        out[-1].append(piece)
    return out


def _size(pieces: list[_Text]) -> int:
    return sum(len(piece.text.strip()) for piece in pieces)


def page_meta(text: str) -> Meta:
    """Title, date of publication and address that the head of a page states; empty where it does not."""
    meta = _Page(text).meta
    stated = [value for name, value in meta.dates.items() if name != "time"] + [meta.dates.get("time", "")]
    meta.published = next((value.strip() for value in stated if value.strip()), "")
    return meta


def html(text: str) -> View:
    """The view of a web page."""
    page = _Page(text)
    if page.left_out > _TOO_MUCH * _size(page.found):
        page = _Page(text, strict=False)  # the text itself stands in an element that is named like furniture
    blocks = _blocks(page.found)
    main = [block for block in blocks if block[0].main]
    if main and 2 * sum(map(_size, main)) >= sum(map(_size, blocks)):
        blocks = main
    parts: list[str] = []
    origin: list[int] = []
    hints: dict[int, Hint] = {}
    for block in blocks:
        size = _size(block)
        linked = _size([piece for piece in block if piece.link])
        if not size or (linked > _LINKS * size and size < _LONG and block[0].hint is None):
            continue
        first = block[0].start
        if origin:
            _gap(parts, origin, first, block[0].stops)
        if block[0].hint:
            hints[len(origin)] = block[0].hint
        for piece in block:
            parts.append(re.sub(r"[\r\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]", " ", piece.text))
            origin.extend([piece.start] if piece.entity else range(piece.start, piece.start + len(piece.text)))
    return View("".join(parts), origin, hints)


def _gap(parts: list[str], origin: list[int], before: int, wanted: int) -> None:
    """Line breaks between blocks; they stand for characters of the markup between them."""
    room = min(before - origin[-1] - 1, wanted)
    parts.append("\n" * room)
    origin.extend(range(before - room, before))
