"""What posts are called, and which of them the officer of a place may have."""

from __future__ import annotations

import re
from functools import cache

from kg.knowledge.grammar import alternation
from kg.knowledge.lexicon import lexicon
from kg.knowledge.rules import grammar
from kg.model import Entity, is_state
from kg.relate.encode import INDEX, LAST, TYPE, Item, classes, pattern

PRIVATE = f"{chr(TYPE)}-{chr(LAST)}"


@cache
def titles() -> str:
    """An alternation of all titles, longest first."""
    return alternation({*lexicon().titles, *grammar().words["title"]})


@cache
def actor() -> str:
    """The expression of one name that may have officers."""
    return "[" + "".join(sorted(classes()[name] for name in grammar().types["Actor"])) + f"][{chr(INDEX)}-{chr(LAST)}]"


@cache
def title() -> re.Pattern[str]:
    """An inner department and a title."""
    none = "|".join(grammar().words["no_title"])
    inner = f"[^，。；：！？、我您他她{PRIVATE}]{{0,14}}?"
    return pattern(f"(?!{none}){inner}(?:{titles()})(?:[（(][^（）()]{{1,6}}[）)])?")


@cache
def plain() -> re.Pattern[str]:
    """A title with nothing but 副, 常务副 and the like before it, and none that names its own body (国家主席)."""
    prefixes = alternation(lexicon().prefixes)
    return pattern(f"(?!{'|'.join(grammar().words['own_title'])})(?:{prefixes}){{0,3}}(?:{titles()})")


@cache
def _of_place() -> re.Pattern[str]:
    """What a place's officer may be called: a plain title, or one of its party committee, congress or government."""
    return pattern(f"(?:{'|'.join(grammar().words['place_organ'])})?" + plain().pattern)


def of_organ(said: str) -> bool:
    """Whether a title names an organ of its place: 政协主席, 人大常委会主任."""
    return not plain().fullmatch(said) and _of_place().fullmatch(said) is not None


def of_region(body: Item, entities: dict[str, Entity]) -> bool:
    """Whether a body is a place."""
    return entities[body.entities[0]].type in grammar().types["Region"]


def of_place(title: str, body: Item) -> bool:
    """Whether the officer of a place may have the title; of a country also its ministers and envoys."""
    if is_state(body.entities[0]) and words("state_title").fullmatch(title):
        return True
    return bool(_of_place().fullmatch(title)) and not words("not_place").fullmatch(title)


@cache
def words(name: str) -> re.Pattern[str]:
    """A list of words that are expressions, as one."""
    return pattern("|".join(grammar().words[name]))


@cache
def cue(name: str) -> re.Pattern[str]:
    """A list of cues as one."""
    return pattern("|".join(grammar().cues[name]))
