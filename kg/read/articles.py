"""A document into articles and sentences: what each paragraph is, where an article begins, what its headline is."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from kg.model import Article, Document, Sentence, SentenceKind
from kg.read.kinds import name_kinds
from kg.read.lines import lines
from kg.read.repair import Unit, units
from kg.read.sentences import assemble, split
from kg.read.shapes import JUMP
from kg.read.traditional import normalise
from kg.read.view import View
from kg.read.views import view
from kg.read.wires import wire_end

_START = re.compile(r"本报讯|(?:本报|新华社|中新社)[^。，]{0,14}(?:[电讯]|消息)[\s（(]|[（(]上接")
_SIGNED = re.compile(r"[■□◆●▲]")
#: A headline that is none of its own: a sub-title, a line in brackets, the number of a notice.
_SIDE_TITLE = re.compile(r"^(?:——|—|--)|[，,]$|^(?:[【（(\[].*[】）)\]])$|〔\d{4}〕\s*第?\s*\d+\s*号$")
_END_MARK = re.compile(
    r"[（(](?:(?:资料|数据|信息)?来源[：:][^）)]*"
    r"|[^（）()。]{0,20}(?:记者|通讯员|供稿|摄影报道)[^（）()。]{0,30})[）)]。?$"
)
_TEXT = {"body", "dateline"}
_SPLIT_KINDS = {"headline", "subheading", "byline", "caption", "list"}


def _starts(found: list[Unit]) -> list[int]:
    """Numbers of the units with which an article begins."""
    starts = [0]
    begun = False
    first = 0  # of the run of headings right before the unit
    for at, unit in enumerate(found):
        if begun and (opens := _opens(found, at, first)):
            start = at if opens == "here" or _owned_by_last(found, starts[-1], first, at) else first
            if start > starts[-1]:
                starts.append(start)
                begun = False
        begun = begun or unit.kind in _TEXT or unit.kind == "list"
        if unit.kind != "heading":
            first = at + 1
    return starts


def _opens(found: list[Unit], at: int, first: int) -> str:
    """Whether a unit shows that an article begins: ``here``, or ``above`` with the headings before it, or not."""
    unit, text = found[at], found[at].text
    if unit.kind == "body" and _START.match(text):
        return "above"
    if unit.kind == "byline" and found[at - 1].kind in {"heading", "body"}:
        if JUMP.match(text) and text.lstrip("（(▲△")[:1] == "上":
            return "above"
        follows = found[at + 1].kind if at + 1 < len(found) else None
        if (follows == "body" and _SIGNED.match(text)) or (first < at and follows is not None):
            return "above"
    if unit.kind == "heading" and first == at and _heading_opens(found, at):
        return "here"
    return ""


def _heading_opens(found: list[Unit], at: int) -> bool:
    """Whether a heading, the first of a run, is the headline of a new article."""
    end = at
    while end < len(found) and found[end].kind == "heading":
        end += 1
    if end == len(found) or found[end].kind != "body":
        return False
    before = found[at - 1]
    if before.kind in {"byline", "caption"} or (before.kind == "body" and _END_MARK.search(before.text)):
        closing = before.kind != "caption" or any(u.kind == "byline" for u in found[max(at - 4, 0) : at])
        return (closing and found[at].lines[0].hint is None) or found[at].lines[0].hint == "title"
    return (end - at >= 3 and found[at].lines[0].hint is None) or found[at].lines[0].hint == "title"


def _owned_by_last(found: list[Unit], current: int, first: int, at: int) -> bool:
    """Whether the headings before a new article are the headline of the article before it, printed under its text."""
    if first == at:
        return True
    for unit in found[current:first]:
        if unit.kind == "heading":
            return False
        if unit.kind == "body":
            return True
    return False


def _title(group: list[Unit], texts: dict[int, str]) -> str:
    """The best headline: the last of those before the text that is no sub-title, or what stands under the text."""
    heads = [texts[id(u)] for u in group if u.kind == "headline"]
    if not heads:
        return ""
    strong: list[str] = []
    for at, unit in enumerate(group):
        if unit.kind != "headline":
            continue
        if unit.lines[0].hint in {"title", "heading"}:
            return texts[id(unit)]
        glued = unit.gap == 0 and at > 0 and group[at - 1].kind == "headline"
        if not _SIDE_TITLE.search(texts[id(unit)]) and len(unit.text) > 3 and not (glued and strong):
            strong.append(texts[id(unit)])
    return (strong or heads)[-1]


def _headlines(group: list[Unit]) -> None:
    """Name the headings of an article: headlines before its text, sub-headings in it."""
    begun = False
    for unit in group:
        if unit.kind in {"body", "dateline", "list"}:
            begun = True
        elif unit.kind == "heading":
            unit.kind = "subheading" if begun else "headline"
    _give_back(group)
    if not any(unit.kind == "headline" for unit in group):
        for unit in reversed(group):
            if unit.kind != "subheading":
                break
            unit.kind = "headline"


def _glued(group: list[Unit], lead: list[Unit]) -> None:
    """Headings right above the text, with an empty line between them and the headline, belong to the text."""
    at = len(lead)
    if at < 2 or at >= len(group) or any(unit.lines[0].hint for unit in lead) or group[:at] != lead or group[at].gap:
        return
    while at > 1 and not group[at].gap:
        at -= 1
    for unit in lead[at:] if group[at].gap and at else []:
        unit.kind = "subheading"


def _give_back(group: list[Unit]) -> None:
    """The last headings before the text are sub-headings where those in the text look the same."""
    lead = [u for u in group if u.kind == "headline"]
    _glued(group, lead)
    lead = [u for u in lead if u.kind == "headline"]
    runs: list[list[Unit]] = []
    for before, unit in itertools.pairwise(group):
        if unit.kind == "subheading":
            if before.kind == "subheading" and runs:
                runs[-1].append(unit)
            else:
                runs.append([unit])
    size = len(runs[0]) if runs else 0
    if len(lead) <= size or not size or any(u.lines[0].hint for u in lead) or any(len(r) != size for r in runs[:2]):
        return
    if any(u.kind == "byline" for u in group[: len(lead) + 1]):
        return
    for mine, theirs in zip(lead[-size:], runs[0], strict=True):
        if abs(len(mine.text) - len(theirs.text)) > 2 or (" " in mine.text) != (" " in theirs.text):
            return
    for unit in lead[-size:]:
        unit.kind = "subheading"


def _sentences(unit: Unit, page: View, normal: str) -> Iterator[tuple[SentenceKind, str, tuple[int, ...]]]:
    """The sentences of a paragraph; a wire line before the first is a byline of its own."""
    kind: SentenceKind = unit.kind if unit.kind in _KINDS else "body"  # type: ignore[assignment]
    columns = unit.kind in _SPLIT_KINDS
    spans = [(line.start, line.end) for line in unit.lines]
    text, origin = assemble(normal, spans, columns=columns, breaks=frozenset(unit.breaks))
    if not isinstance(page.origin, range):
        origin = [page.origin[at] for at in origin]
    if columns:
        yield kind, text, tuple(origin)
        return
    begin = wire_end(text) if kind == "body" else 0
    for piece, places in split(text[:begin], origin[:begin]):
        yield "byline", piece, places
    for piece, places in split(text[begin:], origin[begin:]):
        yield kind, piece, places


def articles(document: Document) -> tuple[Article, ...]:
    """The articles of a document, in order, with all their sentences.

    Every character of the text that is neither white space nor markup stands in exactly one sentence. Offsets
    (``Sentence.origin``) are code points of ``document.text``.
    """
    page = view(document)
    normal = normalise(page.text)
    found = name_kinds(units(lines(View(normal, page.origin, page.hints)), normal))
    if not found:
        return ()
    starts = [*_starts(found), len(found)]
    out: list[Article] = []
    index = 0
    for number, (first, last) in enumerate(itertools.pairwise(starts)):
        group = found[first:last]
        _headlines(group)
        sentences: list[Sentence] = []
        texts: dict[int, str] = {}
        for paragraph, unit in enumerate(group, first):
            for kind, text, origin in _sentences(unit, page, normal):
                texts.setdefault(id(unit), text)
                sentences.append(Sentence(index, number, paragraph, kind, text, origin))
                index += 1
        out.append(Article(number, _title(group, texts), tuple(sentences)))
    return tuple(out)


_KINDS = {"headline", "subheading", "byline", "caption", "dateline", "body", "list"}
