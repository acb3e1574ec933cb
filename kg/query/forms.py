"""Which form of question a reading fits, and what is asked by it: the catalogue's question with names, dates, bounds.

A form fits where it accounts for every piece of the reading; so nothing that the user says is passed over.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from kg.knowledge.terms import classes, coarse
from kg.names import Candidate
from kg.query.catalogue import TYPES, Question, catalogue
from kg.query.dates import Period
from kg.query.grammar import Form, Hold, Mode, Noun, Word, grammar
from kg.query.reading import Name, Piece, Title

Parts = tuple[tuple[Candidate, ...], ...]
_MAX_NAMES: Final = 5


@dataclass(slots=True)
class Wanted:
    """What the pieces of a question say: what it asks for, how, of what, and what is left over."""

    mode: Mode = "list"
    focus: str = "fact"
    noun: Noun | None = None
    others: list[Noun] = field(default_factory=list)
    relations: set[str] = field(default_factory=set)
    names: list[tuple[Candidate, ...]] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)
    periods: list[Period] = field(default_factory=list)
    shape: str = ""
    unknown: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Match:
    """A form that fits: ``values`` gives things to parameters, ``held`` to the form's further conditions.

    ``more`` holds the names beyond those. Each value is what the name may stand for; more than one is ambiguous.
    """

    form: Form
    question: Question
    wanted: Wanted
    values: dict[str, tuple[Candidate, ...]]
    held: tuple[tuple[Hold, tuple[Candidate, ...]], ...]
    more: Parts

    @property
    def period(self) -> Period | None:
        """The time that the question bounds."""
        return self.wanted.periods[0] if self.wanted.periods else None


def wanted(pieces: Sequence[Piece]) -> Wanted:
    """What the pieces say."""
    found = Wanted()
    said: set[str] = set()
    nouns: list[tuple[int, Noun]] = []
    places: list[int] = []
    for place, piece in enumerate(pieces):
        meaning = piece.meaning
        if meaning is None or (isinstance(meaning, Word) and meaning.kind == "no"):
            found.unknown.append(piece.text)
        elif isinstance(meaning, Name):
            found.names += meaning.parts
        elif isinstance(meaning, Title):
            found.titles.append(meaning.text)
            found.relations.add("post")
        elif isinstance(meaning, Period):
            found.periods.append(meaning)
        elif meaning.kind == "relation":
            found.relations.add(meaning.value)
        elif meaning.noun is not None:
            nouns.append((place, meaning.noun))
        elif meaning.kind == "ask":
            said.add(meaning.value)
            places.append(place)
    _focus(found, said, nouns, pieces)
    found.shape = _shape(pieces, found, said)
    return found


def _focus(found: Wanted, said: set[str], nouns: list[tuple[int, Noun]], pieces: Sequence[Piece]) -> None:
    """What is asked for: 谁, 何时, 哪里 by themselves; 哪些 and 多少 with the noun after them, or else the last one."""
    plain = [name for name in ("who", "when", "where") if name in said]
    found.mode = "most" if "most" in said else "count" if "count" in said else "list"
    if "yes" in said and not plain and "what" not in said and found.mode == "list":
        found.mode = "yes"
    chosen: int | None = None
    if not plain and nouns:
        after = {place for place, noun in nouns if _follows(place, pieces)}
        chosen = min(after) if after else nouns[-1][0]
    for place, noun in nouns:
        if noun.relation:
            found.relations.add(noun.relation)
        if place == chosen:
            found.noun, found.focus = noun, noun.cls
        else:
            found.others.append(noun)
    if len(plain) > 1:
        found.unknown.append("")
    elif plain:
        found.focus = plain[0]
    elif chosen is None:
        found.focus = "what" if said & {"what", "count", "most"} else "fact"


def _follows(place: int, pieces: Sequence[Piece]) -> bool:
    """Whether 哪些, 什么, 多少 stands before a noun, with nothing but fillers between."""
    for piece in reversed(pieces[:place]):
        meaning = piece.meaning
        if isinstance(meaning, Word) and meaning.kind == "filler":
            continue
        return isinstance(meaning, Word) and meaning.kind == "ask" and meaning.value in {"what", "count"}
    return False


def _shape(pieces: Sequence[Piece], found: Wanted, said: set[str]) -> str:
    """The order of the pieces: N, V, A, T, P, as ``forms.toml`` says."""
    letters = "".join(_letter(piece, found) for piece in pieces)
    if not said and found.noun is None:
        letters += "A"
    return re.sub("A+", "A", letters)


def _letter(piece: Piece, found: Wanted) -> str:
    meaning = piece.meaning
    if isinstance(meaning, (Name, Title)):
        return "N" if isinstance(meaning, Name) else "P"
    if not isinstance(meaning, Word):
        return ""
    if meaning.noun is not None:
        return "A" if meaning.noun is found.noun else ""
    if meaning.kind == "ask":
        return "" if meaning.value in {"yes", "most"} else "A"
    return {"relation": "V", "turn": "T"}.get(meaning.kind, "")


def match(found: Wanted) -> Match | None:
    """The first form that fits; ``None`` where none does."""
    if found.unknown or len(found.names) > _MAX_NAMES or len(found.periods) > 1 or len(found.titles) > 1:
        return None
    for form in grammar().forms:
        if _speaks_of(form, found):
            fitting = next(_assigned(form, found), None)
            if fitting is not None:
                return fitting
    return None


def _speaks_of(form: Form, found: Wanted) -> bool:
    """Whether the form is about what the question says is done and asked for."""
    done = found.relations
    needs = form.needs or form.relation
    return (
        done <= set(form.relation)
        and (bool(done & set(needs)) or (not done and _among(found.focus, form.bare)))
        and found.mode in form.modes
        and _among(found.focus, form.asks)
        and (form.dates or not found.periods)
        and (bool(form.title) or not found.titles)
        and all(_allowed(form, noun) for noun in found.others)
        and (not form.shape or re.search(form.shape, found.shape) is not None)
    )


def _among(focus: str, asked: tuple[str, ...]) -> bool:
    """Whether what is asked for, or its coarse class, is among these."""
    return focus in asked or (focus in classes() and coarse(focus) in asked)


def _allowed(form: Form, noun: Noun) -> bool:
    """Whether the form may hold the noun besides, and can bound a name by it where it does."""
    if noun.cls not in form.nouns:
        return noun.relation in form.relation if noun.relation else False
    return bool(form.nouns[noun.cls]) or not noun.ends


def _assigned(form: Form, found: Wanted) -> Iterator[Match]:
    """The ways in which the names of the question fill the form."""
    question = catalogue()[form.question]
    slots = [*form.takes, *form.optional]
    least, most = len(form.takes) + len(form.holds), len(slots) + len(form.holds)
    number = len(found.names)
    if number < least or (number > most and not form.more):
        return
    for order in itertools.permutations(range(number)):
        names = [found.names[place] for place in order]
        values: dict[str, tuple[Candidate, ...]] = {}
        held: list[tuple[Hold, tuple[Candidate, ...]]] = []
        taken = 0
        for slot, name in zip(slots, names, strict=False):
            values[slot] = tuple(each for each in name if _fits(each, _classes(form, question, slot)))
            taken += 1
        for hold, name in zip(form.holds, names[taken:], strict=False):
            held.append((hold, tuple(each for each in name if _fits(each, hold.classes))))
        rest = tuple(names[taken + len(held) :])
        if all(values.values()) and all(each for _, each in held) and len(held) == len(form.holds):
            yield Match(form, question, found, values, tuple(held), rest)


def _classes(form: Form, question: Question, slot: str) -> tuple[str, ...]:
    kind = next(parameter.type for parameter in question.parameters if parameter.name == slot)
    return form.classes.get(slot) or TYPES[kind]


def _fits(thing: Candidate, wanted: tuple[str, ...]) -> bool:
    return not wanted or thing.type in wanted or coarse(thing.type) in wanted
