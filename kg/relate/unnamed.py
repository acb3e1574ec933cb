"""Whose post it is where no body stands before the title: 副市长甲, 总统乙, 董事长丙; 某大学党委书记甲、校长乙."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import NamedTuple

from kg.knowledge.rules import grammar
from kg.model import Entity, is_state
from kg.relate import offices
from kg.relate.encode import TOKEN, Encoded, Item, classes, pattern, tokens, translated

_ANY = TOKEN.pattern
_PLACE_REACH = 8  # sentences that a place is carried over to its mayor
_STATE_REACH = 2  # and a state to its president
_BODY_REACH = 3  # and a body to its head
_TAIL = 3  # characters of the end of a body's name
_PREFACE = 8  # characters that may stand before a title whose body is named in a sentence before: 昨天上午，
_REACH = 60  # characters that a body is carried over to a post without one
_PLACES = ("AdministrativeRegion", "GovernmentBody")
_REGION = "region/"
_MEETING = "Event"
_SESSION = re.compile("(?P<place>[^第届]{2,14}?)第?[一二三四五六七八九十百\\d]{1,5}届(?:人民代表大会|人大)")
_HOME = "CN"  # whose officers are said with the place or the body


class Unnamed(NamedTuple):
    """The body found, its keys, the title, the sentence that names the body, whether the post has ended."""

    body: Item
    keys: tuple[str, ...]
    title: str
    sentence: int
    ended: bool


def spoken_of(
    sentences: Sequence[Encoded], start: int, end: int, entities: dict[str, Entity], *, of_place: bool
) -> Unnamed | None:
    """The post of 副市长甲, 总统乙 or 董事长丙 where no body is named: of the city, state or firm spoken of.

    ``of_place``: only the officers of places (任命甲为代理市长).
    """
    encoded = sentences[-1]
    comma, listed = (encoded.text.rfind(mark, start, end) + 1 for mark in translated("，、"))
    row = max(start, comma)  # of posts behind one word for their body: 公司创始人、总裁
    start = row if _of_own(encoded.sentence.text[slice(*encoded.plain(row, end))], entities) else max(row, listed)
    met = offices.words("meets").match(encoded.text, start, end)
    start = met.end() if met else start
    former = offices.cue("former").match(encoded.text, start, end)
    first = former.end() if former else start
    incumbent = offices.cue("incumbent").match(encoded.text, first, end)
    first = incumbent.end() if incumbent else first
    said = encoded.sentence.text[slice(*encoded.plain(first, end))]
    level = next((word[0] for word in grammar().words["place_title"] if said.endswith(word)), None)
    found: tuple[Item, Encoded] | None = None
    reach = _BODY_REACH if start <= _PREFACE else 1  # who acts in the clause before has a head of its own
    if of_place and level is None:
        return None
    if offices.words("state_head").fullmatch(said):
        found = _only(sentences, start, _STATE_REACH, lambda key: _foreign(key, entities))
    elif not met and (own := _of_own(said, entities)):
        said, suited = own
        found = _only(sentences, start, reach, suited) or _only(sentences, start, _BODY_REACH, suited)
    elif not met and (tailed := _of_tail(sentences, start, said, entities)):
        return Unnamed(tailed[0], tailed[0].entities, tailed[2], tailed[1].sentence.index, former is not None)
    elif not offices.plain().fullmatch(said):
        return None
    elif level is not None:
        found = _last(sentences, start, (level, f"{level}人民政府", f"{level}政府"), entities)
    elif not met and (fits := _fitting(said, entities)):
        found = _only(sentences, start, reach, fits)
    if found is None:
        return None
    return Unnamed(found[0], found[0].entities, said, found[1].sentence.index, former is not None)


def lettered(sentences: Sequence[Encoded], start: int, end: int, entities: dict[str, Entity]) -> Unnamed | None:
    """The post of 俄外长甲, 德总统乙: of the one state of the document whose name begins so."""
    encoded = sentences[-1]
    start = max(start, *(encoded.text.rfind(mark, start, end) + 1 for mark in translated("，、")))
    if offices.words("state_lettered").fullmatch(encoded.text, start + 1, end) is None:
        return None
    said = encoded.sentence.text[slice(*encoded.plain(start, end))]
    states = [key for key, entity in entities.items() if _foreign(key, entities) and entity.name[0] == said[0]]
    for nearer, items in _near(sentences, start, len(sentences)) if len(states) == 1 else ():
        for item in reversed(items):
            if item.entities == tuple(states):
                return Unnamed(item, item.entities, said[1:], nearer.sentence.index, ended=False)
    return None


def _near(sentences: Sequence[Encoded], start: int, reach: int) -> Iterator[tuple[Encoded, list[Item]]]:
    """The sentences before a place of the last one, nearest first, each with the items that stand for one entity."""
    here = sentences[-1]
    for nearer in reversed(sentences[-reach:]):
        if nearer.sentence.article == here.sentence.article:
            found = tokens(nearer, 0, start if nearer is here else len(nearer.text))
            yield nearer, [item for _, item in found if len(item.entities) == 1]


def _last(
    sentences: Sequence[Encoded], start: int, endings: tuple[str, ...], entities: dict[str, Entity]
) -> tuple[Item, Encoded] | None:
    """The place or its government named last whose name ends so."""
    for nearer, items in _near(sentences, start, _PLACE_REACH):
        for item in reversed(items):
            place = _seat(item, entities) if item.type == _MEETING else item
            if place.type in _PLACES and _at_home(place) and entities[place.entities[0]].name.endswith(endings):
                return place, nearer
    return None


def _seat(meeting: Item, entities: dict[str, Entity]) -> Item:
    """The place of a congress, with whose name that of its session begins; the meeting itself where none is known."""
    session = _SESSION.match(entities[meeting.entities[0]].name)
    for key, entity in entities.items() if session else ():
        if session and entity.type == _PLACES[0] and session["place"].endswith(entity.name):
            return replace(meeting, type=entity.type, entities=(key,))
    return meeting


def _at_home(item: Item) -> bool:
    """Whether a place or body is none of another state's: 副省长 is no one in 老挝某省."""
    key = item.entities[0]
    return not key.startswith(_REGION) or key.removeprefix(_REGION).isdigit()


def _only(
    sentences: Sequence[Encoded], start: int, reach: int, fits: Callable[[str], bool]
) -> tuple[Item, Encoded] | None:
    """What fits and is near; nothing where two such things are."""
    found: dict[str, tuple[Item, Encoded]] = {}
    for nearer, items in _near(sentences, start, reach):
        for item in reversed(items):
            if fits(item.entities[0]):
                found.setdefault(item.entities[0], (item, nearer))
    return next(iter(found.values())) if len(found) == 1 else None


def _of_own(said: str, entities: dict[str, Entity]) -> tuple[str, Callable[[str], bool]] | None:
    """The bare title behind a word for its body, and which bodies that word may stand for: 公司|总经理, 医院|院长."""
    for row in grammar().words["body_noun"]:
        expression, kind, *ending = row.split("=")
        noun = re.match(expression, said)
        rest = said[noun.end() :] if noun else ""
        if all(offices.plain().fullmatch(title) for title in re.split("[、兼]", rest)):
            types, within = grammar().types.get(kind, (kind,)), "".join(ending)
            return rest, lambda key: entities[key].type in types and within in entities[key].name  # noqa: B023
    return None


def _of_tail(
    sentences: Sequence[Encoded], start: int, said: str, entities: dict[str, Entity]
) -> tuple[Item, Encoded, str] | None:
    """The one body named before with whose last words a title begins, and the rest: 流域法院|院长 of 某地流域法院."""
    for cut in range(len(said) - 2, _TAIL - 1, -1):
        if offices.plain().fullmatch(said, cut):
            tail = said[:cut]
            found = _only(sentences, start, _PLACE_REACH, lambda key: _ends_with(entities[key], tail))  # noqa: B023
            if found:
                return *found, said[cut:]
    return None


def _ends_with(entity: Entity, tail: str) -> bool:
    return entity.type in grammar().types["Organisation"] and entity.name.endswith(tail) and entity.name != tail


def _foreign(key: str, entities: dict[str, Entity]) -> bool:
    return is_state(key) and entities[key].code != _HOME


def _fitting(said: str, entities: dict[str, Entity]) -> Callable[[str], bool] | None:
    """Which bodies have such a head: by their class (董事长: a firm) or by how their name ends (局长: 局)."""
    for row in grammar().words["body_title"]:
        expression, kind = row.split("=")
        if re.fullmatch(f".*(?:{expression})", said):
            types = grammar().types.get(kind, (kind,) if kind in classes() else ())
            if types:
                return lambda key: entities[key].type in types
            return lambda key: (
                entities[key].type in grammar().types["Organisation"] and entities[key].name.endswith(kind)
            )
    return None


@cache
def _one_actor() -> re.Pattern[str]:
    return pattern(offices.actor())


@cache
def _chain() -> re.Pattern[str]:
    return pattern(f"(?P<body>{offices.actor()})(?P<title>[^，。；：！？{offices.PRIVATE}]{{1,20}}){_ANY}")


@cache
def _listed() -> re.Pattern[str]:
    return pattern("[、兼]|，兼")


@cache
def _where() -> re.Pattern[str]:
    """A body whose officer speaks in the next clause or is called its own: 在某公司，董事长甲; 某公司的董事长甲."""
    seen = (
        f"(?:^|[，。；：])(?:在|走进|来到|走访)(?:{_ANY})*({offices.actor()})[^，。；：！？{offices.PRIVATE}]{{0,8}}，"
    )
    return pattern(f"(?:{seen}|(?<!来自)({offices.actor()})的)$")


def named_before(encoded: Encoded, start: int, called: str, entities: dict[str, Entity]) -> Item | None:
    """The body of the post named last before, for 某大学党委书记甲、校长乙; ``None`` where another body came since.

    Behind an officer of a state it is that of a minister as well: 某国总统甲、财政部长乙.
    """
    organ = offices.of_organ(called)
    minister = not organ and not offices.plain().fullmatch(called)
    inner = minister and offices.cue("inner_post").fullmatch(called) is not None  # 某厅副厅长甲、规划处处长乙
    minister = minister and not inner
    if minister and not offices.words("state_title").fullmatch(called):
        return None
    where = _where().search(encoded.text, max(0, start - _REACH), start)
    if where:
        return encoded.item(where.start(where.lastindex or 1))
    chains = _chain().finditer(encoded.text, max(0, start - _REACH), start)
    found = [chain for chain in chains if offices.title().fullmatch(_listed().split(chain["title"])[-1])]
    if not found or _one_actor().search(encoded.text, found[-1].end(), start):
        return None  # another body stands between: the post is rather held there
    body = encoded.item(found[-1].start("body"))
    if minister and not is_state(body.entities[0]):
        return None
    if inner and offices.of_region(body, entities):
        return None
    if organ and not offices.of_region(body, entities):
        return None
    said = _listed().split(found[-1]["title"])[-1]
    return None if offices.of_region(body, entities) and not offices.of_place(said, body) else body
