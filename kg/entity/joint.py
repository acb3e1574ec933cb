"""The bodies that a short name of several places names with one word: 川渝两省市发展改革委, 两地人社厅（局）."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache

from kg.entity import bodies
from kg.entity.keys import key_of
from kg.entity.places import MUNICIPALITIES
from kg.entity.said import stands_for
from kg.knowledge.grammar import any_of, grammar
from kg.knowledge.lexicon import Department, Division, lexicon
from kg.model import Entity, Reference, Sentence

_TYPE = "GovernmentBody"
_BODIES = frozenset((_TYPE, "PublicInstitution", "Alliance"))
#: 三市政府: the places themselves, where no government of theirs is named.
_GOVERNMENT = frozenset({"政府", "人民政府"})
_DEPARTMENTS = re.compile(r"(?:的)?(?P<stem>[\u3400-\u9fff]{2,6}?)(?:行政|主管|行政主管|管理)?部门")
_FORMS = ("局", "厅", "委", "办", "委员会", "")
_LONGEST, _SHORTEST = 16, 2
_LEVELS = frozenset("省市区县州")
_OTHERWISE = re.compile("[（(/]?([厅局委办])[）)]?(?=[^\u3400-\u9fff]|[联共合签印发出在于已正将与和同])")


_HEADS_OF = re.compile("的(?:主要|有关|分管|相关)?(?:负责人|负责同志|领导|代表|官员)")


def _goes_on(text: str, end: int) -> bool:
    """Whether the words for a body are only part of a longer expression, and not 三地政府的主要负责人."""
    return any_of("body_goes_on").match(text, end) is not None and _HEADS_OF.match(text, end) is None


@cache
def _houses() -> re.Pattern[str]:
    """What a body is called whose kind no list of departments has: 三地法院, 两市博物馆."""
    return re.compile(f"(?:人民|中级|高级)*(?P<house>{grammar().alternation('house')})(?!长)")


@cache
def _departments() -> dict[str, tuple[Department, ...]]:
    """Departments by what follows the name of their region."""
    found: dict[str, list[Department]] = {}
    for department in lexicon().departments:
        for pattern in department.patterns:
            if pattern.startswith("{}"):
                found.setdefault(pattern[2:], []).append(department)
    return {words: tuple(each) for words, each in found.items()}


def _kind(division: Division) -> str:
    return "municipality" if division.code in MUNICIPALITIES else division.level


def _of(division: Division, words: str) -> str | None:
    """The full name of the one body of a place that these words can name."""
    kind = _kind(division)
    names = {
        bodies.canonical(bodies.Parsed(division.name, department), division)
        for department in _departments().get(words, ())
        if kind in department.kinds
    }
    if len(names) == 1:
        return names.pop()
    return f"{division.name}{words}" if names else None  # 文旅局 is short for several


def named_at(text: str, start: int) -> bool:
    """Whether words for the bodies of places begin at ``start``."""
    ends = range(start + _SHORTEST, min(len(text), start + _LONGEST) + 1)
    return any(text[start:end] in _departments() and not _goes_on(text, end) for end in ends)


def joint(text: str, start: int, codes: tuple[str, ...]) -> tuple[int, tuple[Entity, ...]] | None:
    """Where the words for the bodies end that begin at ``start``, and the body of each of the places; or nothing."""
    divisions = [lexicon().divisions[code] for code in codes]
    for end in range(min(len(text), start + _LONGEST), start + _SHORTEST - 1, -1):
        words = text[start:end]
        if words not in _departments() or _goes_on(text, end):
            continue
        other = _OTHERWISE.match(text, end)
        forms = (words, words[:-1] + other[1]) if other else (words,)
        names = [next(filter(None, (_of(division, form) for form in forms)), None) for division in divisions]
        if all(names):
            made = [
                Entity(key_of(_TYPE, str(name), code), _TYPE, str(name), mentioned=False, jurisdiction=f"region/{code}")
                for name, code in zip(names, codes, strict=True)
            ]
            return (other.end() if other else end), tuple(made)
    return None


def departments(sentence: Sentence, here: Iterable[Reference], entities: dict[str, Entity]) -> list[Reference]:
    """川渝经信部门, 两省市发展改革委: the body of each of these regions; 部门 is what the text has named for each."""
    found = []
    places = [r for r in here if r.mention.sentence == sentence.index and len(r.entities) > 1]
    for reference in places:
        start = reference.mention.end
        match = _DEPARTMENTS.match(sentence.text, start) or _houses().match(sentence.text, start)
        end, keys = (match.end(), _named(match, reference, entities)) if match else (start, ())
        codes = tuple(entities[key].code or "" for key in reference.entities)
        listed = match is None or (not keys and "house" in match.groupdict())  # 两地检察院 that nobody has named before
        if listed and all(codes) and (made := joint(sentence.text, start, codes)):
            end, keys = made[0], tuple(body.key for body in made[1])
            acts = sentence.text[start:end] in _GOVERNMENT and _HEADS_OF.match(sentence.text, end) is None
            if acts and not any(key in entities for key in keys):
                keys = reference.entities
            else:
                entities.update((body.key, body) for body in made[1] if body.key not in entities)
        if keys:
            found.append(stands_for(sentence, start, end, keys, entities[keys[0]].type))
    return found


def _named(match: re.Match[str], places: Reference, entities: dict[str, Entity]) -> tuple[str, ...]:
    """The body of each of these places that the text has named and the words can mean; nothing where one has none."""
    found = []
    for place in places.entities:
        theirs = [
            body for body in entities.values() if body.jurisdiction == place or _begins_with(place, body, entities)
        ]
        meant = _called(match, place, theirs)
        if len(meant) != 1:
            return ()
        found += meant
    return tuple(found)


def _begins_with(place: str, body: Entity, entities: dict[str, Entity]) -> bool:
    """Whether a body without a known place is named after this one: 万州区人民法院."""
    return body.jurisdiction is None and body.type in _BODIES and body.name.startswith(entities[place].name)


def _called(match: re.Match[str], place: str, theirs: list[Entity]) -> list[str]:
    """Those of the bodies of one place that end with the word, or have the stem in their name or can be called so."""
    stem = match.groupdict().get("stem")
    if stem is None:
        return [body.key for body in theirs if body.name.endswith(match["house"])]
    named = [body.key for body in theirs if any(stem in name for name in (body.name, *body.aliases))]
    division = lexicon().divisions.get(place.removeprefix("region/"))
    if named or division is None:
        return named
    official = {_of(division, stem + form) for form in _FORMS}
    return [body.key for body in theirs if body.name in official]


_ROW = re.compile("、|和|及|以及")
#: In a row before 政府, each place stands for itself (甲市、乙市政府).
_ACTS = ("政府", "人大", "政协")
_PARTY = frozenset({"委", "党委"})


def elliptic(references: list[Reference], sentences: Sequence[Sentence], entities: dict[str, Entity]) -> None:
    """甲区、乙区医保局: the places in a row before a body of the last one stand for their own such bodies.

    References and entities are changed where they stand.
    """
    for at in range(len(references) - 1, 0, -1):
        body = references[at]
        if _COUNTED.search(sentences[body.mention.sentence].text, 0, body.mention.start):
            _each(references, at, sentences[body.mention.sentence].text, entities)
            continue
        words = _shared(body, entities)
        code = entities[body.entities[0]].jurisdiction if words else None
        last = lexicon().divisions.get(code.removeprefix("region/")) if code else None
        text, following = sentences[body.mention.sentence].text, body.mention
        for before in range(at - 1, -1, -1) if last else ():
            place = references[before]
            beside = place.mention.sentence == body.mention.sentence and place.mention.end <= following.start
            if not beside or not _ROW.fullmatch(text, place.mention.end, following.start):
                break
            own = _own(place, body.mention.text.removesuffix(words), words, last, entities)
            if own is None:
                break
            entities.setdefault(own.key, own)
            following = place.mention
            references[before] = replace(place, mention=replace(following, type=_TYPE), entities=(own.key,))
            if not any(place.entities[0] in reference.entities for reference in references):
                entities[place.entities[0]] = replace(entities[place.entities[0]], mentioned=False)


_COUNTED = re.compile(r"等(?:\d+|[两三四五六七八九十]+)个?$")


def _each(references: list[Reference], at: int, text: str, entities: dict[str, Entity]) -> None:
    """甲、乙、丙等6市公安局: the bodies of the places that are named, not the one that a bare 市公安局 is."""
    body = references[at]
    level, words = body.mention.text[:1], body.mention.text[1:]
    following = text.rfind("等", 0, body.mention.start)
    keys: list[str] = []
    for before in range(at - 1, -1, -1) if level in _LEVELS and words in _departments() else ():
        place = references[before]
        beside = place.mention.sentence == body.mention.sentence and place.mention.end <= following
        if not beside or (keys and not _ROW.fullmatch(text, place.mention.end, following)):
            break
        division = lexicon().divisions.get(entities[place.entities[0]].code or "")
        name = _of(division, words) if division and len(place.entities) == 1 else None
        if division is None or name is None or (not keys and place.mention.end != following):
            return
        key = key_of(_TYPE, name, division.code)
        made = Entity(key, _TYPE, name, mentioned=False, jurisdiction=f"region/{division.code}")
        entities.setdefault(key, made)
        references[before] = replace(place, mention=replace(place.mention, type=_TYPE), entities=(key,))
        following = place.mention.start
        keys.insert(0, key)
    if keys:
        references[at] = replace(body, entities=tuple(keys))


def _own(
    place: Reference, region: str, words: str, last: Division | None, entities: dict[str, Entity]
) -> Entity | None:
    """The body of a place that is of the same rank as the last one, and called in the same way: in full or in short."""
    division = lexicon().divisions.get(entities[place.entities[0]].code or "")
    if division is None or last is None or len(place.entities) != 1 or _rank(division) != _rank(last):
        return None
    name = _of(division, words) if (place.mention.text == division.name) == (region == last.name) else None
    if name is None:
        return None
    region_key = f"region/{division.code}"
    return Entity(key_of(_TYPE, name, division.code), _TYPE, name, mentioned=False, jurisdiction=region_key)


def _rank(division: Division) -> str:
    return "province" if division.code in MUNICIPALITIES else division.level


def _shared(body: Reference, entities: dict[str, Entity]) -> str:
    """The words for the department in a body's name behind its place; empty where no row can share them."""
    if body.mention.type != _TYPE or len(body.entities) != 1 or entities[body.entities[0]].jurisdiction is None:
        return ""
    parsed = bodies.parse(body.mention.text)
    if parsed is None or bodies.bare(parsed.region) or not body.mention.text.startswith(parsed.region):
        return ""
    words = body.mention.text.removeprefix(parsed.region)
    return "" if words.endswith(_ACTS) or words in _PARTY else words
