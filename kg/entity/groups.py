"""What 双方, 两国, 三地, 20所高校 stand for: things of one kind that a list, a sentence or the text names together."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from itertools import pairwise

from kg.entity.words import PARTIES, words
from kg.knowledge.grammar import grammar
from kg.knowledge.lexicon import lexicon
from kg.model import Entity, Reference, Sentence, is_state

_REGION, _SIDES = "AdministrativeRegion", "方"
_LEVELS = frozenset("省市区县")
_PROVINCES = frozenset(("省市", "省区", "省区市", "省市区", "省份"))
_KINDS = frozenset("院会所")  # 两家高院 are two whose names end so, and no commission of one of them
_PAIR, _STATES = 2, "国"
_CHINA = "region/CN"
_SHARED = frozenset(("双方", "两国", "三方"))  # said of many pairs in one text
#: Where a thing is named beside the parties: the place of a meeting, 在联合国等框架内; a name that goes on behind it.
_AT = re.compile("(?:[在于赴抵驻至到从经]|访问|援引|出席|参加)(?:[^，。；：！？]{0,10}[、和与及])?$")
_ON = re.compile("[^，。；：！？、与和同在将于]{0,4}?(?:组委|委员会|公司|集团|大学|学院|银行|中心)")
_SIGNED = re.compile("签[署订约下了]|达成|缔结|续签|结对|携手|联手|共建|合作")
_STOP = re.compile("[，。；：！？]")
_JOINED = re.compile("、|和|与|及|、?以及")
_AND = re.compile("(?:等国?|方面?)?(?:和|与|同|及|以及)")


def together(
    word: str,
    size: int,
    kinds: Collection[str],
    before: list[list[Reference]],
    entities: dict[str, Entity],
    sentences: Sequence[Sentence],
) -> tuple[str, ...]:
    """The last ``size`` things of the group's class that one composite, one list or one sentence names together."""

    def fits(key: str) -> bool:
        return entities[key].type in kinds and _of_level(word, entities[key])

    if word in (_SIDES, _STATES):
        before = [[r for r in row if len(r.entities) > 1 or not _beside(r, sentences)] for row in before]
    for row in before:
        for reference in reversed(row):
            if len(reference.entities) == size > 1 and all(map(fits, reference.entities)):
                return reference.entities
        inner = _innermost(row, entities)
        listed = _listed(inner, fits, sentences) if size == _PAIR else ()
        named = listed or tuple(dict.fromkeys(key for r in inner for key in r.entities if fits(key)))
        sides = {_side(entities[key]) for key in named}
        if len(named) == size > 1:
            nested = any(entities[key].part_of in named for key in named)  # 四川成都: one lies in the other
            apart = size > _PAIR and _apart(inner, fits, sentences)
            alike = len(sides) == 1 or (listed and _STATES not in sides)
            return named if alike and not nested and not apart else _states_of(word, size, before, entities)
        if len(named) > size > _PAIR and (row_of := _row_of(size, inner, fits, sentences)):
            return row_of
        if len(named) > size and word == _SIDES:
            break
    return _states_of(word, size, before, entities)


def _row_of(
    size: int, row: Sequence[Reference], fits: Callable[[str], bool], sentences: Sequence[Sentence]
) -> tuple[str, ...]:
    """The one list of just ``size`` members in a sentence that names more: 甲、乙、丙都到场，丁是东道主; 三家…."""
    text, runs = sentences[row[0].mention.sentence].text if row else "", list[list[Reference]]()
    for reference in row:
        joined = runs and runs[-1] and _JOINED.fullmatch(text, runs[-1][-1].mention.end, reference.mention.start)
        if len(reference.entities) != 1 or not fits(reference.entities[0]):
            runs.append([])
        elif joined:
            runs[-1].append(reference)
        else:
            runs.append([reference])
    lists = [tuple(dict.fromkeys(r.entities[0] for r in run)) for run in runs if len(run) == size]
    return lists[0] if len(lists) == 1 and len(lists[0]) == size else ()


def _states_of(word: str, size: int, before: list[list[Reference]], entities: dict[str, Entity]) -> tuple[str, ...]:
    """The two states of the text, for a word that can mean two states."""
    return _two_states(word, before, entities) if size == _PAIR and word in (_STATES, _SIDES) else ()


def _apart(row: Sequence[Reference], fits: Callable[[str], bool], sentences: Sequence[Sentence]) -> bool:
    """Whether a clause ends behind a place where something is, and the others are named in the next."""
    named = [reference for reference in row if any(map(fits, reference.entities))]
    text = sentences[row[0].mention.sentence].text
    ends = ((a, _STOP.search(text, a.mention.end, b.mention.start)) for a, b in pairwise(named))
    again = Counter(key for reference in named for key in reference.entities)
    return any(
        end and _beside(place, sentences) and all(again[key] == 1 for key in place.entities) for place, end in ends
    )


def _innermost(row: Sequence[Reference], entities: dict[str, Entity]) -> list[Reference]:
    """The names of a sentence without the places that stand before one of their own: 甲省 of 甲省乙县."""
    kept = []
    for at, first in enumerate(row):
        second = row[at + 1] if at + 1 < len(row) else None
        beside = second is not None and first.mention.end == second.mention.start
        if not (beside and second and _lies_in(second.entities[0], first.entities[0], entities)):
            kept.append(first)
    return kept


def _lies_in(inner: str, outer: str, entities: dict[str, Entity]) -> bool:
    place = entities.get(inner)
    while place is not None and place.part_of is not None:
        if place.part_of == outer:
            return True
        place = entities.get(place.part_of)
    return False


def far(said: str, size: int, before: list[list[Reference]]) -> tuple[str, ...]:
    """What 三地 is far behind 甲乙丙三地, where the text has called no other three so."""
    meant = {
        frozenset(reference.entities): reference.entities
        for row in before
        for reference in row
        if len(reference.entities) == size > 1 and reference.mention.text.endswith(said)
    }
    return meant.popitem()[1] if len(meant) == 1 and said not in _SHARED else ()


def every(
    word: str,
    size: int,
    kinds: Collection[str],
    before: list[list[Reference]],
    entities: dict[str, Entity],
) -> tuple[str, ...]:
    """What 五家税务局 is: all those of the text so far whose names end so, where they are five."""
    if word not in words().counted:
        return ()
    named = [key for row in reversed(before) for reference in row for key in reference.entities]
    keys = [key for key in dict.fromkeys(named) if entities[key].type in kinds and _of_level(word, entities[key])]
    return tuple(keys) if len(keys) == size > 1 else ()


def near(
    size: int, kinds: Collection[str], before: list[list[Reference]], entities: dict[str, Entity], first: int
) -> tuple[str, ...]:
    """What 两家单位 is where the sentences of the paragraph, which begins at ``first``, name just two in all."""
    found: dict[str, None] = {}
    for row in before:
        if row and row[0].mention.sentence < first:
            break
        here = [key for reference in row for key in reference.entities if entities[key].type in kinds]
        found = dict.fromkeys([*here, *found])
        if len(found) >= size:
            break
    return tuple(found) if len(found) == size else ()


def signed(
    size: int, before: list[list[Reference]], entities: dict[str, Entity], sentences: Sequence[Sentence]
) -> tuple[str, ...]:
    """The two that 与 joins where something was signed or agreed last: whom 双方 of a later sentence means."""

    def acts(key: str) -> bool:
        return entities[key].type in PARTIES

    for row in before if size == _PAIR else ():
        text = sentences[row[0].mention.sentence].text if row else ""
        if not _SIGNED.search(text):
            continue
        for at in range(len(row), 1, -1):
            pair = _listed(row[at - 2 : at], acts, sentences)
            if pair and _SIGNED.search(text, row[at - 1].mention.end) and len({_side(entities[k]) for k in pair}) == 1:
                return pair
    return ()


def governed(word: str, size: int, before: list[list[Reference]], entities: dict[str, Entity]) -> tuple[str, ...]:
    """The places of the bodies that a sentence names: 两省市 behind 甲省文旅厅 and 乙市文旅委."""
    for row in before:
        named = [entities[r.entities[0]] for r in row if len(r.entities) == 1]
        keys = dict.fromkeys(body.jurisdiction for body in named if body.jurisdiction)
        places = [place for key in keys if (place := _division(key, entities)) and _of_level(word, place)]
        if len(places) == size > 1:
            entities.update((place.key, place) for place in places if place.key not in entities)
            return tuple(place.key for place in places)
        if len(places) > size:
            break
    return ()


def _division(key: str, entities: dict[str, Entity]) -> Entity | None:
    """The place with this key, which the text may not name itself."""
    code = key.removeprefix("region/")
    division = lexicon().divisions.get(code)
    if key in entities or division is None:
        return entities.get(key)
    return Entity(key, _REGION, division.name, code=code, mentioned=False)


def _beside(reference: Reference, sentences: Sequence[Sentence]) -> bool:
    """Whether a name stands beside those who act: where it is, or as the beginning of another name (东京奥组委)."""
    mention, text = reference.mention, sentences[reference.mention.sentence].text
    if mention.type == _REGION and _ON.match(text, mention.end):
        return True
    return _AT.search(text, max(0, mention.start - 14), mention.start) is not None


def _of_level(word: str, entity: Entity) -> bool:
    if word in _PROVINCES:
        return entity.code is not None and entity.code.endswith("0000")
    if word in _LEVELS:
        return entity.name.endswith(word)
    if len(word) > 1 and (word[-1] in _KINDS or word in words().counted):
        end = word if word in words().counted else word[-1]
        return any(name.endswith(end) for name in (entity.name, *entity.aliases))
    return not word.startswith(_STATES) or _side(entity) == _STATES


def _side(entity: Entity) -> str:
    """What a party is, since two sides are of one kind: a state, another place, a body."""
    if entity.type != _REGION:
        return "body"
    return _STATES if is_state(entity.key) else "place"


def _listed(row: Sequence[Reference], fits: Callable[[str], bool], sentences: Sequence[Sentence]) -> tuple[str, ...]:
    """The last two names of a sentence that 和 or 与 joins, if it joins no third to them."""
    for at in range(len(row) - 1, 0, -1):
        first, second = row[at - 1], row[at]
        between = sentences[first.mention.sentence].text[first.mention.end : second.mention.start]
        keys = (*first.entities, *second.entities)
        if len(set(keys)) == _PAIR == len(keys) and all(map(fits, keys)) and _AND.fullmatch(between):
            third = sentences[first.mention.sentence].text[first.mention.start - 1 : first.mention.start]
            return () if third == "、" else keys
    return ()


def _two_states(word: str, before: list[list[Reference]], entities: dict[str, Entity]) -> tuple[str, ...]:
    """The two states of a text that speaks of no other, where one of them is named near."""
    keys = dict.fromkeys(key for row in before for reference in row for key in reference.entities)
    near = [key for key in keys if _side(entities[key]) == _STATES]
    named = {key for key, entity in entities.items() if entity.mentioned and _side(entity) == _STATES}
    every = sorted(named.union(near))
    return tuple(every) if near and len(every) == _PAIR and (word == _STATES or _CHINA in every) else ()


def others(text: str, start: int, keys: Sequence[str], entities: dict[str, Entity]) -> bool:
    """Whether the sentence speaks of two states by their characters before, one of which is not meant (中新…两国)."""
    nations = grammar().words["nation"]
    for at in range(start - 2, -1, -1):
        pair = text[at : at + 2]
        if "中" in pair and set(pair) <= nations and pair[0] != pair[1]:
            other = pair.replace("中", "")
            names = [name for key in keys for name in (entities[key].name, *entities[key].aliases)]
            return not any(name.startswith(other) for name in names)
    return False
