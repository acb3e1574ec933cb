"""A sentence as a string of one token per name, so that rules are regular expressions over Chinese text.

Every reference and every date becomes two characters that no text has: its type, and its index in the sentence.
Quotation marks and 《》 around a name belong to its token; white space and short glosses in brackets are left out.

The characters that the rules put into character sets (tokens, punctuation) are below U+0100 in the encoded text:
``re`` compiles a set with one character above that in half a millisecond instead of ten microseconds, and the rules
have thousands of them. ``pattern`` translates the punctuation of an expression in the same way.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from kg.kept import kept
from kg.knowledge.rules import grammar
from kg.mention.dates import in_title
from kg.model import Dated, Linked, Sentence
from kg.relate.headlines import punctuated

TYPE, INDEX, LAST = 0x80, 0xA0, 0xFF  # at most 32 classes, and 96 names in a sentence
TOKEN = re.compile(f"[{chr(TYPE)}-{chr(INDEX - 1)}][{chr(INDEX)}-{chr(LAST)}]")
_MARKS = tuple(zip("，。；：！？、（）", "\x01\x02\x03\x04\x05\x06\x07\x0e\x0f", strict=True))
_PLAIN = dict.fromkeys(range(TYPE, LAST + 1), "�") | str.maketrans(dict(_MARKS))
_OPEN, _CLOSE = "《〈“‘「『【", "》〉”’」』】"
_SPACE = re.compile(r"\s")
_HEADLINES = ("headline", "subheading")
_GLOSS = re.compile(r"[（(\[［](?:[^（）()]|[（(][^（）()]*[）)]){1,48}[）)\]］]")
_GLOSS_WORD = re.compile(r"简称|下称|〔|号[）)]|^.[^，。；]{0,12}.$|^.[男女]，[^，。；]{1,8}族.$")


def translated(expression: str) -> str:
    """An expression as it reads for encoded text."""
    for mark, code in _MARKS:  # on such long expressions ten times as fast as str.translate
        expression = expression.replace(mark, code)
    return expression


def pattern(text: str) -> re.Pattern[str]:
    """An expression for encoded text."""
    return kept().pattern(translated(text))


@cache
def classes() -> dict[str, str]:
    """The character of each class name."""
    names = sorted({name for members in grammar().types.values() for name in members})
    return {name: chr(TYPE + number) for number, name in enumerate(names)}


@dataclass(frozen=True, slots=True)
class Item:
    """What a token stands for: entity keys (or a date), the type, where it stands in the sentence."""

    type: str
    start: int
    end: int
    entities: tuple[str, ...] = ()
    date: Dated | None = None


@dataclass(frozen=True, slots=True)
class Encoded:
    """An encoded sentence: ``text``, for each of its characters the offset in the sentence, and the items."""

    sentence: Sentence
    text: str
    at: tuple[int, ...]
    items: tuple[Item, ...]

    def item(self, position: int) -> Item:
        """The item whose token starts at ``position`` of ``text``."""
        return self.items[ord(self.text[position + 1]) - INDEX]

    def place(self, item: Item) -> int:
        """Where the token of an item starts in ``text``; -1 for an item of another sentence."""
        return self.text.find(chr(INDEX + self.items.index(item)), 1) - 1 if item in self.items else -1

    def plain(self, start: int, end: int) -> tuple[int, int]:
        """Offsets in the sentence for a stretch of ``text``."""
        if end <= start:
            return self.at[start], self.at[start] + 1
        last = self.text[end - 1]
        if ord(last) >= INDEX and ord(last) <= LAST:
            return self.at[start], self.items[ord(last) - INDEX].end
        return self.at[start], self.at[end - 1] + 1


def _items(linked: Linked) -> dict[int, list[Item]]:
    found: dict[int, list[Item]] = {}
    known = classes()
    for reference in linked.references:
        mention = reference.mention
        keys = tuple(key for key in reference.entities if key in linked.entities)
        if not keys or mention.end <= mention.start:
            continue
        kind = linked.entities[keys[0]].type
        kind = kind if kind in known else "Organisation"
        found.setdefault(mention.sentence, []).append(Item(kind, mention.start, mention.end, keys))
    for dated in linked.dates:
        if in_title(linked.sentences[dated.sentence].text, dated.start):
            continue
        found.setdefault(dated.sentence, []).append(Item("Date", dated.start, dated.end, (), dated))
    return found


def _longest(items: list[Item]) -> list[Item]:
    """Without overlaps: names before dates inside them, the longer one first."""
    kept: list[Item] = []
    for item in sorted(items, key=lambda i: (i.start - i.end, i.start, i.type)):
        if all(item.end <= other.start or other.end <= item.start for other in kept):
            kept.append(item)
    return sorted(kept, key=lambda i: i.start)


def _glosses(text: str, items: list[Item]) -> list[tuple[int, int]]:
    found = []
    for match in _GLOSS.finditer(text):
        inside = any(item.start <= match.start() < item.end for item in items)
        if match.start() and not inside and _GLOSS_WORD.search(match.group()):
            found.append((match.start(), match.end()))
    return found


def _one(sentence: Sentence, items: list[Item]) -> Encoded:
    text, known = sentence.text, classes()
    kept = _longest(items)
    if " " in text and sentence.kind in _HEADLINES:
        text = punctuated(text, [(item.start, item.end, item.type) for item in kept])
    skip = _glosses(text, kept)
    kept = [item for item in kept if not any(a <= item.start < b for a, b in skip)][: LAST - INDEX + 1]
    starts = {item.start: number for number, item in enumerate(kept)}
    out: list[str] = []
    at: list[int] = []
    gaps = dict(skip)
    here = 0
    for stop in sorted({*starts, *gaps, len(text)}):
        while here < stop:  # the closing mark of a name may be one more gap
            end = gaps.get(here)
            if end is None:
                end = min((gap for gap in gaps if here < gap < stop), default=stop)
                _copy(text, here, end, out, at)
            here = end
        if here > stop or stop == len(text):
            continue
        if stop in gaps:
            here = gaps[stop]
            continue
        item = kept[starts[stop]]
        opening = text[stop - 1 : stop]
        quoted = out and opening and opening in _OPEN and out[-1][-1] == opening.translate(_PLAIN)
        if quoted and text[item.end : item.end + 1] == _CLOSE[_OPEN.index(opening)]:
            out[-1] = out[-1][:-1]
            if not out[-1]:
                out.pop()
            at.pop()
            gaps[item.end] = item.end + 1
        out.append(known[item.type] + chr(INDEX + starts[stop]))
        at += [item.start, item.start]
        here = item.end
    return Encoded(sentence, "".join(out), tuple(at), tuple(kept))


def _copy(text: str, start: int, end: int, out: list[str], at: list[int]) -> None:
    """A stretch without names, its white space left out."""
    stretch = text[start:end]
    if _SPACE.search(stretch):
        places = [place for place in range(start, end) if not text[place].isspace()]
        stretch = "".join(text[place] for place in places)
        at += places
    else:
        at += range(start, end)
    if stretch:
        out.append(stretch.translate(_PLAIN))


def encode(linked: Linked) -> tuple[Encoded, ...]:
    """All sentences of a document, encoded, in reading order."""
    items = _items(linked)
    return tuple(_one(sentence, items.get(sentence.index, [])) for sentence in linked.sentences)


def tokens(encoded: Encoded, start: int, end: int) -> list[tuple[int, Item]]:
    """The items with their places in ``encoded.text[start:end]``."""
    return [(m.start(), encoded.item(m.start())) for m in TOKEN.finditer(encoded.text, start, end)]
