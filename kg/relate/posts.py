"""Posts before a name: 四川大学党委书记甲, 某局党组书记、局长乙, 某市委书记丙、市长丁."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from kg.knowledge.rules import grammar
from kg.model import Entity, is_state
from kg.relate import offices
from kg.relate.encode import INDEX, LAST, Encoded, Item, classes, pattern, tokens, translated
from kg.relate.unnamed import lettered, named_before, spoken_of

_NEVER = "。；：！？的了在是说与对将已被由等和以"  # no chain of posts has these
_LETTERS = f"[^，、{_NEVER}{offices.PRIVATE}]"
# but the name of an inner department: 国际交流与合作部部长
_INNER = "(?:[部处司局办科系]|委员会|学院|中心|政策|事务)"
_JOINED = f"(?<=(?![长理席员任记裁人]){_LETTERS})[与和](?={_LETTERS}{{1,10}}{_INNER})"
_WORDS = f"(?:{_LETTERS}|{_JOINED})"
_CHARGE = "(?:负责|分管|主管|主持)[^，。；：！？、的]{2,16}(?:事务|工作|业务)的"  # between a body and a title

_LEVELS = frozenset("省市县区州镇乡局厅")  # also the last character of a body: 旅游局长
_MATTERS = ("问题", "事务")  # how the title of an envoy goes on behind the place that he deals with
_HOME_STATE = "国家"  # 国家主席 behind the president of another state
_GOVERNMENT = "政府"  # a mayor is its head as well
_SENDER = 6  # characters of 中国常驻, 联合国秘书长


@dataclass(frozen=True, slots=True)
class Post:
    """A post: the body that it is held in, and what it is called, whether it is a former one (原, 前).

    The body is not ``sure`` where a region stands for its party committee, or where it is only the place named last.
    ``sentence`` is where it is named.
    """

    body: Item
    keys: tuple[str, ...]
    title: str
    sentence: int
    ended: bool = False
    sure: bool = True


def _one() -> str:
    """What may be a post inside a chain: names side by side, then words; whether they are a title is seen later."""
    return f"(?:(?:{offices.actor()}){{0,3}}(?:{_CHARGE})?{_WORDS}{{1,20}})"


@cache
def expression() -> str:
    """The expression of a chain of posts."""
    titled = f"(?=[^，。；：！？、{offices.PRIVATE}]{{0,12}}?(?:{offices.titles()}))"
    return f"{_one()}(?:(?:[、暨兼]|，兼|，{titled}){_one()})*"


def before(rest: str) -> re.Pattern[str]:
    """What stands wherever a chain of posts is followed by ``rest``: much sooner found than the chain."""
    return pattern(_WORDS + rest)


@cache
def beyond() -> re.Pattern[str]:
    """A text up to the last place that a chain of posts at its end cannot have begun before."""
    plain = _NEVER.translate({ord(exception): None for exception in "与和的"})
    field = "(?:事务|工作|业务)的"  # 负责政治和维和事务的
    return pattern(f".*(?:[{plain}]|(?!{_JOINED})[与和](?![^，。；：的]{{0,8}}{field})|(?<!事务|工作|业务)的)")


@cache
def _parts() -> re.Pattern[str]:
    actor = offices.actor()
    return pattern(
        f"(?P<body>(?:{actor})*)(?:{_CHARGE})?(?P<title>(?:[^，。；：！？、兼{offices.PRIVATE}]|兼(?=职))+)(?:(?:[、，暨]|兼(?!职))+|$)"
    )


def parse(
    encoded: Encoded, start: int, end: int, entities: dict[str, Entity], earlier: Sequence[Encoded] = ()
) -> Iterator[Post]:
    """The posts of a chain that was matched at ``start``–``end`` of ``encoded.text``; ``earlier``: what stands before.

    Before a name, and in apposition behind one (甲，某大学校长，), the words must be a title to their end, and where a
    name of another follows one the posts up to there are not this person's; behind 任 a title at their start is enough.
    原 and 前 are no part of a title: it has ended.
    """
    person = classes()["Person"]
    before_name = encoded.text[end : end + 1] == person or _apposed().search(encoded.text, start - 3, start) is not None
    if before_name and (state := lettered((*earlier, encoded), start, end, entities)):
        yield Post(*state, sure=False)
        return
    whole: list[Post] = []
    for post in _parse(encoded, start, end, entities, before_name=before_name):
        whole = [*whole, post] if post else []
    if not whole:
        found = spoken_of((*earlier, encoded), start, end, entities, of_place=not before_name)
        whole = [Post(*found, sure=False)] if found else []
    yield from whole


def _parse(
    encoded: Encoded, start: int, end: int, entities: dict[str, Entity], *, before_name: bool
) -> Iterator[Post | None]:
    """The posts of a chain, and ``None`` where a part shows that they are not the person's that follows."""
    body: Item | None = None
    held: Item | None = None  # the body of the post before in the chain
    ended, sure, inner = False, True, False
    for part in _parts().finditer(encoded.text, start, end):
        own = tokens(encoded, *part.span("body"))
        body = own[-1][1] if own else body
        first, last = part.span("title")
        former = offices.cue("former").search(encoded.text, first, last)
        unnamed = encoded.text[first : former.start()] if former else ""
        if unnamed and body and offices.of_region(body, entities) and unnamed not in grammar().words["place_organ"]:
            body = None  # of a part of the place that has no name: 某县某村原党支部书记
            yield None
            continue
        ended = ended or former is not None or (bool(own) and _former_body(encoded, own, part.start()))
        first = former.end() if former else first
        incumbent = offices.cue("incumbent").match(encoded.text, first, last)
        first = incumbent.end() if incumbent else first
        shared = _shared(encoded, own, part.start("title"))
        words = shared + encoded.text[first:last]
        match = _called(words, own[-1][1] if own else None, entities, whole=before_name)
        if match is None:
            # 某公司任副理事长单位，秘书长; 某局合作设立，首任主任: no post of theirs
            other = encoded.text[part.end() - 1] == translated("，") and encoded.text[part.end()] != "其"
            body = None if other or offices.words("no_title").match(words) else body
            if before_name and (part.end() == end or offices.title().match(words)):
                yield None
            continue
        title = shared + encoded.sentence.text[slice(*encoded.plain(first, first + match.end() - len(shared)))]
        if _of_another(title, held, own[-1][1] if own else None):
            body = None  # 某院院士、我国著名专家: not of the body before
            continue
        envoys = _envoys(encoded, own, (part.start(), part.start("title"), last), title, ended=ended)
        if envoys is not None:
            yield from envoys if before_name and part.end() == end else ()
            continue
        if body is None and before_name:
            body = named_before(encoded, start, title, entities)
        if body is None or len(body.entities) > 1:
            continue
        if offices.of_region(body, entities) and not offices.of_place(title, body):
            body = None  # of an organ there that has no name: 某县退耕办书记、主任
            continue
        sure = sure and not inner and not (offices.of_region(body, entities) and offices.cue("of_party").match(title))
        yield Post(body, _holders(body, title, entities), title, encoded.sentence.index, ended, sure)
        held, inner = body, offices.cue("of_inner").search(title) is not None


def _shared(encoded: Encoded, own: list[tuple[int, Item]], start: int) -> str:
    """The last character of a place or body where it begins the title as well: 江苏省长, 旅游局长."""
    end = own[-1][1].end if own else 0
    last = encoded.sentence.text[end - 1 : end]
    return last if last in _LEVELS and encoded.text[start : start + 1] == "长" else ""


def _envoys(
    encoded: Encoded, own: list[tuple[int, Item]], span: tuple[int, int, int], title: str, *, ended: bool
) -> Iterator[Post] | None:
    """The post of someone sent to a place or body, or who goes there; ``None`` for another post.

    It is one of whoever sends him, and its name begins behind that: 联合国某国问题特使, 甲国驻乙国大使.
    ``span``: where the place starts, where the title does, and where it ends.
    """
    start, named, end = span
    if len(own) > 1 and title.startswith(_MATTERS):
        return iter([_envoy(encoded, own[-2][1], own[-1][0], end, ended=ended)])
    sender = _sender().search(encoded.text, max(0, start - _SENDER), start)
    matter = sender is not None and title.startswith(_MATTERS)
    if not matter and not offices.cue("sent").search(encoded.text, max(0, start - 2), named):
        return None
    if sender is None or not offices.words("envoy").search(title):
        return iter(())
    return iter([_envoy(encoded, encoded.item(sender.start()), sender.end(1), end, ended=ended)])


def _envoy(encoded: Encoded, body: Item, start: int, end: int, *, ended: bool) -> Post:
    called = encoded.sentence.text[slice(*encoded.plain(start, end))]
    return Post(body, body.entities, called, encoded.sentence.index, ended)


def _of_another(title: str, held: Item | None, own: Item | None) -> bool:
    """Whether a title behind a post in ``held`` is of another body; a minister of the same state is not."""
    if own or not offices.words("own_title").match(title):
        return False
    if not offices.words("state_title").fullmatch(title):
        return True
    return _HOME_STATE in title if held is None else not is_state(held.entities[0])


def _called(words: str, own: Item | None, entities: dict[str, Entity], *, whole: bool) -> re.Match[str] | None:
    """The title that some words are, or unless the ``whole`` must be one begin with; members of a party committee."""
    match = offices.title().fullmatch(words) or (None if whole else offices.title().match(words))
    if match is None and own and offices.cue("party_organ").search(entities[own.entities[0]].name):
        return offices.cue("party_title").fullmatch(words)
    return match


@cache
def _sender() -> re.Pattern[str]:
    """Whose envoy it is, before the place that he is sent to: 中国驻, 俄罗斯常驻, 联合国秘书长."""
    return pattern(f"({offices.actor()})(?:常?驻|秘书长|总统|总理|首相|主席|政府)$")


@cache
def _apposed() -> re.Pattern[str]:
    """The end of a clause that is or ends with a person's name."""
    return pattern(f"{classes()['Person']}[{chr(INDEX)}-{chr(LAST)}]，")


def _former_body(encoded: Encoded, own: list[tuple[int, Item]], start: int) -> bool:
    """Whether 原 or 前 stands before a body, or in its name before its party organ (某公司原党委)."""
    if offices.cue("former_body").search(encoded.text, max(0, start - 2), start):
        return True
    text = encoded.sentence.text
    return any(offices.cue("former_organ").search(text[item.start : item.end]) for _, item in own)


def _holders(body: Item, title: str, entities: dict[str, Entity]) -> tuple[str, ...]:
    """Whose the post is: a mayor is the mayor of the place, a director the director of the body.

    That is so also where only the party committee of the place or of the body was named before (某局党组成员、副局长);
    empty where the body itself is no entity.
    """
    name = entities[body.entities[0]].name
    organ = offices.cue("party_organ").search(name)
    of_place = any(title.endswith(word) for word in grammar().words["place_title"])
    if organ and not of_place and not offices.cue("party_title").search(title):
        return tuple(key for key, entity in sorted(entities.items()) if name[: organ.start()] == entity.name)
    if not of_place:
        return body.entities
    places = []
    for key in body.entities:
        entity = entities[key]
        committee = organ or any(entity.name.endswith(word) for word in grammar().words["committee"])
        if entity.type != "GovernmentBody" or not committee:
            return body.entities
        near = [e for e in entities.values() if e.type == "AdministrativeRegion" and entity.name.startswith(e.name)]
        if entity.name.endswith(_GOVERNMENT):
            places.append(key)
        if entity.jurisdiction in entities:
            places.append(str(entity.jurisdiction))
        elif near:
            places.append(max(near, key=lambda e: (len(e.name), e.key)).key)
    return tuple(places)
