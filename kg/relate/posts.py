"""Posts before a name: 四川大学党委书记甲, 某局党组书记、局长乙, 某市委书记丙、市长丁."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from kg.knowledge.lexicon import lexicon
from kg.knowledge.rules import grammar
from kg.model import Entity
from kg.relate.encode import INDEX, LAST, TYPE, Encoded, Item, classes, pattern, tokens

_ANY = f"[{chr(TYPE)}-{chr(INDEX - 1)}][{chr(INDEX)}-{chr(LAST)}]"
_PRIVATE = f"{chr(TYPE)}-{chr(LAST)}"
_NEVER = "。；：！？的了在是说与对将已被由等和"  # no chain of posts has these
_WORDS = f"[^，、{_NEVER}{_PRIVATE}]"

_PLACE_REACH = 8  # sentences that a place is carried over to its mayor
_REACH = 60  # characters that a body is carried over to a post without one


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


@cache
def _titles() -> str:
    listed = {*lexicon().titles, *grammar().words["title"]}
    return "|".join(sorted(map(re.escape, listed), key=lambda title: (-len(title), title)))


@cache
def _actor() -> str:
    return "[" + "".join(sorted(classes()[name] for name in grammar().types["Actor"])) + f"][{chr(INDEX)}-{chr(LAST)}]"


def _one() -> str:
    """What may be a post inside a chain: names side by side, then words; whether they are a title is seen later."""
    return f"(?:(?:{_actor()}){{0,3}}{_WORDS}{{1,20}})"


@cache
def _title() -> re.Pattern[str]:
    """An inner department and a title."""
    return pattern(f"[^，。；：！？、{_PRIVATE}]{{0,14}}?(?:{_titles()})(?:[（(][^（）()]{{1,6}}[）)])?")


@cache
def _plain() -> re.Pattern[str]:
    """A title with nothing but 副, 常务副 and the like before it, and none that names its own body (国家主席)."""
    prefixes = "|".join(sorted(map(re.escape, lexicon().prefixes), key=lambda word: (-len(word), word)))
    return pattern(f"(?!{'|'.join(grammar().words['own_title'])})(?:{prefixes}){{0,3}}(?:{_titles()})")


@cache
def _of_place() -> re.Pattern[str]:
    """What a place's officer may be called: a plain title, or one of its party committee, congress or government."""
    return pattern(f"(?:{'|'.join(grammar().words['place_organ'])})?" + _plain().pattern)


def _of_region(body: Item, entities: dict[str, Entity]) -> bool:
    return entities[body.entities[0]].type in grammar().types["Region"]


def _is_of_place(title: str) -> bool:
    return bool(_of_place().fullmatch(title)) and not _words("not_place").fullmatch(title)


@cache
def _words(name: str) -> re.Pattern[str]:
    return pattern("|".join(grammar().words[name]))


@cache
def expression() -> str:
    """The expression of a chain of posts."""
    titled = f"(?=[^，。；：！？、{_PRIVATE}]{{0,12}}?(?:{_titles()}))"
    return f"{_one()}(?:(?:[、暨兼]|，兼|，{titled}){_one()})*"


def before(rest: str) -> re.Pattern[str]:
    """What stands wherever a chain of posts is followed by ``rest``: much sooner found than the chain."""
    return pattern(_WORDS + rest)


@cache
def beyond() -> re.Pattern[str]:
    """A text up to the last place that a chain of posts at its end cannot have begun before."""
    return pattern(f".*[{_NEVER}]")


@cache
def _parts() -> re.Pattern[str]:
    actor = _actor()
    return pattern(f"(?P<body>(?:{actor})*)(?P<title>[^，。；：！？、兼{_PRIVATE}]+)(?:[、，兼暨]+|$)")


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
    whole: list[Post] = []
    for post in _parse(encoded, start, end, entities, before_name=before_name):
        whole = [*whole, post] if post else []
    if not whole and before_name and (post := _of_the_place((*earlier, encoded), start, end, entities)):
        whole = [post]
    yield from whole


def _parse(
    encoded: Encoded, start: int, end: int, entities: dict[str, Entity], *, before_name: bool
) -> Iterator[Post | None]:
    """The posts of a chain, and ``None`` where a part shows that they are not the person's that follows."""
    body: Item | None = None
    ended, sure, inner = False, True, False
    for part in _parts().finditer(encoded.text, start, end):
        own = tokens(encoded, *part.span("body"))
        body = own[-1][1] if own else body
        first, last = part.span("title")
        former = _cue("former").search(encoded.text, first, last)
        unnamed = encoded.text[first : former.start()] if former else ""
        if unnamed and body and _of_region(body, entities) and unnamed not in grammar().words["place_organ"]:
            body = None  # of a part of the place that has no name: 某县某村原党支部书记
            yield None
            continue
        ended = ended or former is not None or (bool(own) and _former_body(encoded, own, part.start()))
        first = former.end() if former else first
        incumbent = _cue("incumbent").match(encoded.text, first, last)
        first = incumbent.end() if incumbent else first
        words = encoded.text[first:last]
        match = _called(words, own[-1][1] if own else None, entities, whole=before_name)
        if match is None:
            if before_name and (part.end() == end or _title().match(words)):
                yield None
            continue
        title = encoded.sentence.text[slice(*encoded.plain(first, first + match.end()))]
        if not own and _words("own_title").match(title):
            body = None  # 某院院士、我国著名专家: not of the body before
            continue
        sent = _cue("sent").search(encoded.text, max(0, part.start() - 2), part.start("title"))
        if sent:
            continue
        if body is None and before_name and _plain().fullmatch(title):
            body = _before(encoded, start, entities)
        if body is None or len(body.entities) > 1:
            continue
        if _of_region(body, entities) and not _is_of_place(title):
            body = None  # of an organ there that has no name: 某县退耕办书记、主任
            continue
        sure = sure and not inner and not (_of_region(body, entities) and _cue("of_party").match(title))
        yield Post(body, _holders(body, title, entities), title, encoded.sentence.index, ended, sure)
        inner = _cue("of_inner").search(title) is not None


def _called(words: str, own: Item | None, entities: dict[str, Entity], *, whole: bool) -> re.Match[str] | None:
    """The title that some words are, or unless the ``whole`` must be one begin with; members of a party committee."""
    match = _title().fullmatch(words) or (None if whole else _title().match(words))
    if match is None and own and _cue("party_organ").search(entities[own.entities[0]].name):
        return _cue("party_title").fullmatch(words)
    return match


@cache
def _apposed() -> re.Pattern[str]:
    """The end of a clause that is or ends with a person's name."""
    return pattern(f"{classes()['Person']}[{chr(INDEX)}-{chr(LAST)}]，")


@cache
def _cue(name: str) -> re.Pattern[str]:
    return pattern("|".join(grammar().cues[name]))


def _former_body(encoded: Encoded, own: list[tuple[int, Item]], start: int) -> bool:
    """Whether 原 or 前 stands before a body, or in its name before its party organ (某公司原党委)."""
    if _cue("former_body").search(encoded.text, max(0, start - 2), start):
        return True
    text = encoded.sentence.text
    return any(_cue("former_organ").search(text[item.start : item.end]) for _, item in own)


def _of_the_place(sentences: Sequence[Encoded], start: int, end: int, entities: dict[str, Entity]) -> Post | None:
    """The post of 副市长甲 where no body is named: of the city named last."""
    encoded = sentences[-1]
    former = _cue("former").match(encoded.text, start, end)
    title = encoded.sentence.text[slice(*encoded.plain(former.end() if former else start, end))]
    level = next((word[0] for word in grammar().words["place_title"] if title.endswith(word)), None)
    if level is None or not _plain().fullmatch(title):
        return None
    article = encoded.sentence.article
    for nearer in reversed([other for other in sentences[-_PLACE_REACH:] if other.sentence.article == article]):
        for _, item in reversed(tokens(nearer, 0, start if nearer is encoded else len(nearer.text))):
            keys = item.entities if item.type == "AdministrativeRegion" else ()
            if len(keys) == 1 and entities[keys[0]].name.endswith(level):
                return Post(item, keys, title, nearer.sentence.index, former is not None, sure=False)
    return None


@cache
def _one_actor() -> re.Pattern[str]:
    return pattern(_actor())


@cache
def _chain() -> re.Pattern[str]:
    return pattern(f"(?P<body>{_actor()})(?P<title>[^，。；：！？{_PRIVATE}]{{1,20}}){_ANY}")


@cache
def _listed() -> re.Pattern[str]:
    return pattern("[、兼]|，兼")


@cache
def _where() -> re.Pattern[str]:
    """A body whose officer speaks in the next clause or is called its own: 在某公司，董事长甲; 某公司的董事长甲."""
    seen = f"(?:^|[，。；：])(?:在|走进|来到|走访)(?:{_ANY})*({_actor()})[^，。；：！？{_PRIVATE}]{{0,8}}，"
    return pattern(f"(?:{seen}|(?<!来自)({_actor()})的)$")


def _before(encoded: Encoded, start: int, entities: dict[str, Entity]) -> Item | None:
    """The body of the post named last before, for 某大学党委书记甲、校长乙; ``None`` where another body came since."""
    where = _where().search(encoded.text, max(0, start - _REACH), start)
    if where:
        return encoded.item(where.start(where.lastindex or 1))
    chains = _chain().finditer(encoded.text, max(0, start - _REACH), start)
    found = [chain for chain in chains if _title().fullmatch(_listed().split(chain["title"])[-1])]
    if not found or _one_actor().search(encoded.text, found[-1].end(), start):
        return None  # another body stands between: the post is rather held there
    body = encoded.item(found[-1].start("body"))
    said = _listed().split(found[-1]["title"])[-1]
    return None if _of_region(body, entities) and not _is_of_place(said) else body


def _holders(body: Item, title: str, entities: dict[str, Entity]) -> tuple[str, ...]:
    """Whose the post is: a mayor is the mayor of the place, a director the director of the body.

    That is so also where only the party committee of the place or of the body was named before (某局党组成员、副局长);
    empty where the body itself is no entity.
    """
    name = entities[body.entities[0]].name
    organ = _cue("party_organ").search(name)
    of_place = any(title.endswith(word) for word in grammar().words["place_title"])
    if organ and not of_place and not _cue("party_title").search(title):
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
        if entity.jurisdiction in entities:
            places.append(str(entity.jurisdiction))
        elif near:
            places.append(max(near, key=lambda e: (len(e.name), e.key)).key)
    return tuple(places)
