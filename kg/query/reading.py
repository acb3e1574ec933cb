"""A question in Chinese cut into what the grammar knows: names of the store, dates, words; and what is left over.

Names are looked up in the store's own index, piece by piece, so that a question costs the same whatever the size of
the store. The cut with the fewest unknown characters, then the fewest pieces, is taken (a shortest path over the
characters; ties go to the longer piece first).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

import pyoxigraph as ox

from kg.knowledge.lexicon import lexicon
from kg.names import Candidate, candidate, find, normal, simplified
from kg.query import dates
from kg.query.dates import Period
from kg.query.grammar import Word, grammar
from kg.query.prefixes import PREFIXES
from kg.rdf.terms import cy, iri
from kg.store import Store

MAX_LENGTH: Final = 300
_LONGEST_NAME: Final = 48
_LABELS: Final = tuple(ox.NamedNode(PREFIXES["skos"] + name) for name in ("prefLabel", "altLabel"))
_TAGS: Final = ("zh", "zh-hant", "en")
_LATIN: Final = re.compile(r"[A-Za-z][A-Za-z0-9./_-]*(?: [A-Za-z]+)*|\d{6,12}(?!\d)")
# Costs of the pieces: a name of one character is rather part of a word, and what is unknown is avoided at any price.
_PIECE, _SHORT_NAME, _UNKNOWN = 10, 25, 1000


@dataclass(frozen=True, slots=True)
class Name:
    """A name in the question: the things that each of its parts may be (川渝 has two parts)."""

    parts: tuple[tuple[Candidate, ...], ...]


@dataclass(frozen=True, slots=True)
class Title:
    """The title of a post."""

    text: str


Meaning = Name | Title | Period | Word | None


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of the question: its text, where it stands (code points, end exclusive), and what it is.

    ``meaning`` is ``None`` for what is not understood.
    """

    text: str
    start: int
    end: int
    meaning: Meaning


def read(question: str, store: Store, *, today: dt.date) -> list[Piece]:
    """The pieces of ``question`` in their order, with neither gap nor overlap.

    ``today`` is what 去年 counts from. Raises ``ValueError`` for more than ``MAX_LENGTH`` characters.
    """
    if len(question) > MAX_LENGTH:
        raise ValueError(f"a question may have {MAX_LENGTH} characters, this one has {len(question)}")
    plain = simplified(question)
    text = plain if len(plain) == len(question) else question
    pieces = [*_words(text), *_dates(text, today), *_titles(text, store), *_composites(text, store)]
    pieces += [*_names(text, store), *_bodies(text, store)]
    cut = _shortest(text, pieces)
    if any(piece.meaning is None for piece in cut):
        cut = _shortest(text, [*pieces, *_latin(text, store), *_loose(text, store)])
    return _joined(cut)


def _words(text: str) -> Iterator[Piece]:
    """The words of the grammar."""
    known = grammar().words
    longest = max(map(len, known))
    for start, end in _stretches(len(text), longest):
        word = known.get(text[start:end])
        if word is not None:
            yield Piece(text[start:end], start, end, word)


def _dates(text: str, today: dt.date) -> Iterator[Piece]:
    for each in dates.find(text, today):
        yield Piece(text[each.start : each.end], each.start, each.end, each.period)


def _titles(text: str, store: Store) -> Iterator[Piece]:
    """Titles of posts: those of the lexicon, with their prefixes, and those of the store."""
    words, predicate = lexicon(), cy("postTitle")
    titles, prefixes = frozenset(words.titles), words.prefixes
    for start, end in _stretches(len(text), 12):
        piece = text[start:end]
        prefix = next((each for each in prefixes if piece.startswith(each)), "")
        known = piece in titles or (prefix and piece[len(prefix) :] in titles)
        if known or _any(store, predicate, piece):
            yield Piece(piece, start, end, Title(piece))


def _any(store: Store, predicate: ox.NamedNode, text: str) -> bool:
    return any(store.data.quads_for_pattern(None, predicate, ox.Literal(text, language="zh")))


def _composites(text: str, store: Store) -> Iterator[Piece]:
    """Short names that stand for several regions (川渝, 京津冀), where the store has all of them."""
    for name, codes in lexicon().abbreviations.items():
        if len(codes) > 1 and name in text:
            regions = [_known(store, f"region/{code}") for code in codes]
            if all(regions):
                for match in re.finditer(re.escape(name), text):
                    parts = tuple((region,) for region in regions if region)
                    yield Piece(name, match.start(), match.end(), Name(parts))


def _known(store: Store, key: str) -> Candidate | None:
    node = iri(key, store.base)
    return candidate(store, node) if any(store.data.quads_for_pattern(node, _LABELS[0], None)) else None


def _names(text: str, store: Store) -> Iterator[Piece]:
    """Names as the store writes them; of one length of a name the preferred label decides."""
    for start, end in _stretches(len(text), _LONGEST_NAME):
        nodes = _bearers(store, text[start:end])
        if nodes:
            found = tuple(sorted(candidate(store, node) for node in nodes))
            yield Piece(text[start:end], start, end, Name((found,)))


def _bearers(store: Store, name: str) -> set[ox.NamedNode]:
    for label in _LABELS:
        found = {
            quad.subject
            for tag in _TAGS
            for quad in store.data.quads_for_pattern(None, label, ox.Literal(name, language=tag))
            if isinstance(quad.subject, ox.NamedNode)
        }
        if found:
            return found
    return set()


def _bodies(text: str, store: Store) -> Iterator[Piece]:
    """Short names of state bodies that the store knows by their full name only: 四川省政府, 国家发改委."""
    known = lexicon()
    for start, end in _stretches(len(text), _LONGEST_NAME):
        for full in _full_names().get(text[start:end], ()):
            yield from _as(full, text, start, end, store)
        for code in known.by_name.get(text[start:end], ()):
            region = known.divisions[code].name
            for short, full in _departments().items():
                if text.startswith(short, end):
                    yield from _as(region + full, text, start, end + len(short), store)


def _as(full: str, text: str, start: int, end: int, store: Store) -> Iterator[Piece]:
    """The piece of the text as the thing that the store calls ``full``, if it does."""
    nodes = _bearers(store, full)
    if nodes:
        found = tuple(sorted(candidate(store, node) for node in nodes))
        yield Piece(text[start:end], start, end, Name((found,)))


@cache
def _full_names() -> dict[str, tuple[str, ...]]:
    """Short names of the bodies of the state and of institutions → their full names."""
    found: dict[str, tuple[str, ...]] = {}
    named = [(each.name, each.short) for each in lexicon().bodies]
    named += [(each.name, each.short) for each in lexicon().institutions]
    for name, shorts in named:
        for short in shorts:
            found[short] = (*found.get(short, ()), name)
    return found


@cache
def _departments() -> dict[str, str]:
    """What follows a region's name in a local body's: short → full (经信委 → 经济和信息化委员会)."""
    return {
        short: each.name
        for each in lexicon().departments
        for short in (each.name, *each.short)
        if "{}" not in short + each.name
    }


def _latin(text: str, store: Store) -> Iterator[Piece]:
    """Pinyin, keys and codes."""
    for match in _LATIN.finditer(text):
        found = tuple(find(store, match.group()))
        if found:
            yield Piece(match.group(), match.start(), match.end(), Name((found,)))


def _loose(text: str, store: Store) -> Iterator[Piece]:
    """Names that differ in quotation marks or blanks only; this one reads all names of the store."""
    kept = [(place, sign) for place, char in enumerate(text) for sign in normal(char)]
    bare = "".join(sign for _, sign in kept)
    for label in _LABELS:
        for quad in store.data.quads_for_pattern(None, label, None):
            name = normal(quad.object.value) if isinstance(quad.object, ox.Literal) else ""
            at = bare.find(name) if len(name) > 2 else -1
            if at >= 0 and isinstance(quad.subject, ox.NamedNode):
                start, end = kept[at][0], kept[at + len(name) - 1][0] + 1
                yield Piece(text[start:end], start, end, Name(((candidate(store, quad.subject),),)))


def _stretches(length: int, longest: int) -> Iterator[tuple[int, int]]:
    """All stretches of a text of this length, up to the longest."""
    for start in range(length):
        for end in range(start + 1, min(length, start + longest) + 1):
            yield start, end


def _shortest(text: str, pieces: Iterable[Piece]) -> list[Piece]:
    """The cheapest way through the text."""
    ending: dict[int, list[Piece]] = {}
    for piece in pieces:
        ending.setdefault(piece.end, []).append(piece)
    best: list[tuple[int, Piece | None]] = [(0, None)]
    for end in range(1, len(text) + 1):
        unknown = Piece(text[end - 1], end - 1, end, None)
        choices = [*ending.get(end, ()), unknown]
        costs = [(best[piece.start][0] + _cost(piece), piece.start, order) for order, piece in enumerate(choices)]
        cost, _, order = min(costs)
        best.append((cost, choices[order]))
    cut: list[Piece] = []
    place = len(text)
    while place:
        taken = best[place][1]
        if taken is None:
            break
        cut.append(taken)
        place = taken.start
    return cut[::-1]


def _cost(piece: Piece) -> int:
    if piece.meaning is None:
        return _UNKNOWN
    return _SHORT_NAME if isinstance(piece.meaning, Name) and len(piece.text) == 1 else _PIECE


def _joined(cut: list[Piece]) -> list[Piece]:
    """The pieces with the unknown characters that stand together made one."""
    joined: list[Piece] = []
    for piece in cut:
        last = joined[-1] if joined else None
        if last is not None and last.meaning is None and piece.meaning is None:
            joined[-1] = Piece(last.text + piece.text, last.start, piece.end, None)
        else:
            joined.append(piece)
    return joined
