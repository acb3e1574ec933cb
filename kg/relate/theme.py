"""What a passage is about: the thing that a clause without a subject goes on telling of, here or a sentence on."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache

from kg.knowledge.rules import grammar
from kg.relate.context import Found
from kg.relate.cues import cue, sense_start
from kg.relate.encode import Encoded, Item, classes, pattern, tokens
from kg.relate.patterns import expand, letters

_BACK = 3  # sentences in which nothing else is named as the subject
_FOUNDED = 20  # characters before a body in which a verb says that it is founded
_NEAR = 3  # sentences in which one thing of a kind is looked for
_HEADS = ("headline", "subheading")
_POINTING = ("这", "该", "此")
_BYLINE = "byline"
_COMPANY, _FIRM = "Company", "Firm"
_OFTEN = 3  # sentences that name what an article is about, where it names another of the kind
_STANDS_OUT = 2  # in so many times as many sentences as any other what an article is about is named
_CLAUSE = pattern("[，。；！？]|(?<=[）讯电])：")


@cache
def _begins() -> re.Pattern[str]:
    """A clause that begins with its subject; T is where its name begins."""
    return pattern(expand("{theme}"))


def _clauses(encoded: Encoded, end: int) -> list[int]:
    """Where the clauses begin that end before ``end``."""
    return [start for start in (0, *(m.end() for m in _CLAUSE.finditer(encoded.text, 0, end))) if start < end]


def _subjects(encoded: Encoded, end: int) -> list[tuple[int, Item | None]]:
    """The clauses before ``end`` with a subject, each with what it names; ``None`` for several or another one."""
    found: list[tuple[int, Item | None]] = []
    for start in _clauses(encoded, end):
        match = _begins().match(encoded.text, start)
        if match and match.end() <= end:
            found.append((start, encoded.item(match.start("T")) if match["T"] else None))
    return found


def _goes_on(encoded: Encoded) -> bool:
    """Whether a sentence begins with what is told of a thing named before: 由…, 位于…, 总投资…"""
    return cue("theme_on").match(encoded.text) is not None


def _alone(encoded: Encoded, kind: str) -> Item | None:
    """The one thing of a kind in a heading, or in a line that is nothing but its name: 三、某某工程。"""
    line = encoded.sentence.kind in _HEADS or cue("theme_line").fullmatch(encoded.text)
    things = [item for place, item in tokens(encoded, 0, len(encoded.text)) if encoded.text[place] in kind]
    return things[0] if line and len({item.entities for item in things}) == 1 else None


def _left(here: Encoded, before: list[tuple[int, Item | None]], position: int) -> bool:
    """Whether something without a name is spoken of between the last subject and ``position``."""
    if cue("other_subject").search(here.text, 0, position) or cue("theme_off").search(here.text, 0, position):
        return True
    sense = sense_start(here.text, position)
    behind = bool(before) and before[-1][0] < sense < position
    return behind and not cue("theme_on").match(here.text, sense)


def theme(sentences: Sequence[Encoded], types: str, index: int, position: int, called: str | None = None) -> Found:
    """The thing of a type that is the subject of the clauses before ``position`` of sentence ``index``.

    ``called``: the word that the clause has for it (这只基金), which must be a part of its name or say its kind.
    Where none of them has a subject, that of the sentence before: no other may stand in it. Empty where the subject is
    of another type, is not known, or are several.
    """
    found = _theme_of(sentences, letters(types), index, position)
    if called and found.items and not _of_kind(sentences[found.sentence], found.items[0], called):
        found = Found((), index)
    return _called(sentences, letters(types), index, position, called) if called and not found.items else found


def _of_kind(encoded: Encoded, item: Item, called: str) -> bool:
    """Whether the word is a part of the thing's name or says its kind."""
    return _fits_word(encoded, item, called) or f"{called}={item.type}" in grammar().words["kind_of"]


def _in(encoded: Encoded, item: Item, said: str) -> bool:
    """Whether the name holds the characters of the words in their order: 共享系统 for 某某数据共享系统."""
    rest = iter(encoded.sentence.text[item.start : item.end])
    return all(character in rest for character in said.strip("，"))


def _called(sentences: Sequence[Encoded], kind: str, index: int, position: int, called: str) -> Found:
    """The one thing that the word can mean among those named shortly before; empty where it can mean two."""
    here = sentences[index]
    said = here.text[position : here.text.index(called, position) + len(called)]
    pointing = said == called or said.startswith(_POINTING)
    for encoded in reversed(sentences[max(0, index - _NEAR) : index + 1]):
        if encoded.sentence.article != here.sentence.article:
            break
        end = position if encoded is here else len(encoded.text)
        things = [item for place, item in tokens(encoded, 0, end) if encoded.text[place] in kind]
        fitting = [
            item for item in things if (_of_kind(encoded, item, called) if pointing else _in(encoded, item, said))
        ]
        if fitting:
            return _one(fitting, encoded)
    return Found((), index)


def _theme_of(sentences: Sequence[Encoded], kind: str, index: int, position: int) -> Found:
    here = sentences[index]
    before = _subjects(here, position)
    if _left(here, before, position):
        return Found((), index)
    if before:
        return _found(here, before[-1][1], kind)
    if _clauses(here, position)[:1] and not _goes_on(here):
        return Found((), index)
    for earlier in reversed(sentences[max(0, index - _BACK) : index]):
        if earlier.sentence.article != here.sentence.article:
            break
        if alone := _alone(earlier, kind):
            return _found(earlier, alone, kind)
        if earlier.sentence.kind in _HEADS or earlier.sentence.paragraph != here.sentence.paragraph:
            break
        told = _subjects(earlier, len(earlier.text))
        if told:
            one = {item.entities if item else () for _, item in told}
            return _found(earlier, told[0][1] if len(one) == 1 else None, kind)
        if not _goes_on(earlier):
            break
    return Found((), index)


def _found(encoded: Encoded, item: Item | None, kind: str) -> Found:
    fits = item is not None and len(item.entities) == 1 and encoded.text[encoded.place(item)] in kind
    return Found((item,) if item and fits else (), encoded.sentence.index)


def sole(sentences: Sequence[Encoded], types: str, index: int, position: int, called: str | None = None) -> Found:
    """The one thing of a type that the nearest passage names before ``position``; empty where it names two.

    ``called``: the word that the clause has for it; things that it does not fit do not count.
    """
    kind, here = letters(types), sentences[index]
    for encoded in reversed(sentences[max(0, index - _NEAR) : index + 1]):
        if encoded.sentence.article != here.sentence.article or encoded.sentence.kind in _HEADS:
            break
        end = position if encoded is here else len(encoded.text)
        things = [item for place, item in tokens(encoded, 0, end) if encoded.text[place] in kind]
        things = [item for item in things if called is None or _of_kind(encoded, item, called)]
        if things:
            return _one(things, encoded)
    return Found((), index)


def main(
    sentences: Sequence[Encoded], types: str, index: int, span: tuple[int, int], called: str | None = None
) -> Found:
    """The thing of a type that the article around ``span`` of sentence ``index`` is about, named before that.

    It is named in twice as many sentences as any other of the type. A company has to be named in three at least, and no
    bank more often, unless no other firm is named; where none stands out, the one of the nearest passage
    counts. Of zones and projects the sentence names no other before the end of ``span``. ``called``: as for
    :func:`theme`. Empty where there is none.
    """
    kind, here = letters(types), sentences[index]
    of_firms = kind == letters(_COMPANY)
    position = span[0] if of_firms else span[1]
    rivals = letters(_FIRM) if of_firms else kind
    times: Counter[tuple[str, ...]] = Counter()
    last: dict[tuple[str, ...], tuple[Item, int]] = {}
    for encoded in sentences:
        if encoded.sentence.article != here.sentence.article or encoded.sentence.kind == _BYLINE:
            continue
        stop = len(encoded.text) if encoded.sentence.index < index else position if encoded is here else 0
        placed = tokens(encoded, 0, len(encoded.text))
        named = [(place, item) for place, item in placed if encoded.text[place] in rivals]
        times.update({item.entities for _, item in named})
        last |= {item.entities: (item, encoded.sentence.index) for place, item in named if place < stop}
    most, second = [*times.most_common(2), ((), 0), ((), 0)][:2]
    often = most[1] >= (_OFTEN if of_firms and second[1] else _STANDS_OUT * second[1])
    if not often or most[1] < _STANDS_OUT * second[1] or most[0] not in last or len(most[0]) > 1:
        if called:
            return Found((), index)
        return (theme if of_firms else sole)(sentences, types, index, position)
    item, at = last[most[0]]
    if classes()[item.type] not in kind or (called and not _of_kind(sentences[at], item, called)):
        return Found((), index)
    before = [item for place, item in tokens(here, 0, position) if not of_firms and here.text[place] in kind]
    return Found((item,) if not before or before[-1].entities == most[0] else (), at)


def founded(sentences: Sequence[Encoded], types: str, index: int, position: int, called: str | None = None) -> Found:
    """The one thing of a type that was founded or opened last before ``position``, in this sentence or shortly before.

    ``called``: a word that the clause has for it (联盟理事长); then it may also be the only one with that word in it.
    """
    kind, here = letters(types), sentences[index]
    alone: Found | None = None
    for encoded in reversed(sentences[max(0, index - _BACK) : index + 1]):
        if encoded.sentence.article != here.sentence.article:
            break
        end = position if encoded is here else len(encoded.text)
        things = [(place, item) for place, item in tokens(encoded, 0, end) if encoded.text[place] in kind]
        new = [item for place, item in things if _is_founded(encoded, place) and _fits_word(encoded, item, called)]
        if new:
            return _one(new, encoded)
        named = [item for _, item in things if called and _fits_word(encoded, item, called)]
        if named and alone is None:
            alone = _one(named, encoded)
    return alone or Found((), index)


def _is_founded(encoded: Encoded, place: int) -> bool:
    before = cue("founds").search(encoded.text, max(0, place - _FOUNDED), place)
    return before is not None or cue("founded").match(encoded.text, place + 2) is not None


def _fits_word(encoded: Encoded, item: Item, called: str | None) -> bool:
    return called is None or called in encoded.sentence.text[item.start : item.end]


def _one(things: Sequence[Item], encoded: Encoded) -> Found:
    """What all these mentions in a sentence are, where that is one thing; else nothing."""
    one = len({item.entities for item in things}) == 1 and len(things[-1].entities) == 1
    return Found((things[-1],) if one else (), encoded.sentence.index)
