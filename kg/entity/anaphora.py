"""What stands for a name: 该行, 该公司, 双方, 两地 → the entities said before; nothing where it is not plain."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from kg.knowledge.grammar import grammar, rows
from kg.model import Entity, Mention, Reference, Sentence

ACTORS = (
    "AdministrativeRegion", "GovernmentBody", "Company", "FinancialInstitution", "EducationalInstitution",
    "MedicalInstitution", "ResearchInstitution", "PublicInstitution", "Alliance",
)  # fmt: skip
_LEVELS = frozenset("省市区县")
_ENDS = frozenset("市省区县行局厅委")
_DIGITS = {character: value for value, character in enumerate("零一二三四五六七八九十")} | {"两": 2, "双": 2}
_CLAUSE = r"(?:^|(?<=[，。；！？：“]))"


@dataclass(frozen=True, slots=True)
class _Words:
    """The words that stand for names, with the classes that each can mean, and a pattern that finds them."""

    single: dict[str, tuple[str, ...]]
    group: dict[str, tuple[str, ...]]
    pattern: re.Pattern[str]


@cache
def _words() -> _Words:
    kinds: dict[str, dict[str, tuple[str, ...]]] = {"single": {}, "group": {}, "event": {}, "bare": {}}
    for kind, word, types, _ in rows("anaphora.tsv", 4):
        kinds[kind][word] = ACTORS if types == "actor" else tuple(types.split("|"))
    pattern = re.compile(
        f"该(?P<single>{_either(kinds['single'])})"
        rf"|(?P<count>[双两三四五六七八九]|十[一二三四五六七八九]?|\d{{1,2}})(?:家|所|个|座)?(?P<group>{_either(kinds['group'])})"
        f"|(?:本次|本届|此次|该)(?P<event>{_either(kinds['event'])})"
        f"|{_CLAUSE}(?P<bare>{_either(kinds['bare'])})(?=(?:{grammar().alternation('after_bare')}))"
    )
    return _Words(kinds["single"] | kinds["event"] | kinds["bare"], kinds["group"], pattern)


def _either(words: Iterable[str]) -> str:
    return "|".join(sorted(words, key=lambda word: (-len(word), word)))


_DEPARTMENTS = re.compile(r"(?P<stem>[\u3400-\u9fff]{2,5})部门")


def anaphora(
    sentences: Sequence[Sentence], references: Iterable[Reference], entities: dict[str, Entity]
) -> list[Reference]:
    """References for the pronoun-like words of a document, given those of its names in text order."""
    by_sentence: dict[int, list[Reference]] = {}
    for reference in references:
        by_sentence.setdefault(reference.mention.sentence, []).append(reference)
    found: list[Reference] = []
    for sentence in sentences:
        taken = {i for r in by_sentence.get(sentence.index, []) for i in range(r.mention.start, r.mention.end)}
        for match in _words().pattern.finditer(sentence.text):
            start, end = match.span()
            if not taken.isdisjoint(range(start, end)) or sentence.text[end : end + 1] in _GOES_ON:
                continue
            if (
                match.group("group")
                and set(sentence.text[start - 2 : start]) <= grammar().words["nation"]
                and start > 1
            ):
                continue  # 中巴双方 are China and Pakistan, whoever was named last
            before = _before(sentences, by_sentence, sentence, start)
            single = match.group("single") or match.group("event") or match.group("bare")
            if single:
                keys = _nearest(single, before, entities, alone=match.group("bare") is not None)
            else:
                keys = _group(match.group("group"), _number(match.group("count")), before, entities)
            if keys:
                mention = Mention(sentence.index, start, end, entities[keys[0]].type, match.group(), "anaphora")
                found.append(Reference(mention, keys, "anaphora"))
        found += _departments(sentence, by_sentence.get(sentence.index, []), found, entities)
    return found


_GOES_ON = frozenset("高新级内外别位面向法域委政府长民人")


def _number(word: str) -> int:
    """The value of a small number in digits or characters (20, 八, 十二)."""
    if word.isdigit():
        return int(word)
    return _DIGITS[word] if len(word) == 1 else 10 + _DIGITS[word[1]]


def _departments(
    sentence: Sentence, here: Iterable[Reference], more: Iterable[Reference], entities: dict[str, Entity]
) -> list[Reference]:
    """川渝经信部门: the bodies of these regions whose names have the stem, where one is named for each."""
    found = []
    places = [r for r in (*here, *more) if r.mention.sentence == sentence.index and len(r.entities) > 1]
    for reference in places:
        end = reference.mention.end
        match = _DEPARTMENTS.match(sentence.text, end)
        if match is None:
            continue
        bodies = [
            [
                key
                for key, entity in entities.items()
                if entity.jurisdiction == place
                and any(match["stem"] in name for name in (entity.name, *entity.aliases))
            ]
            for place in reference.entities
        ]
        if all(len(options) == 1 for options in bodies):
            keys = tuple(options[0] for options in bodies)
            text = sentence.text[end : match.end()]
            mention = Mention(sentence.index, end, match.end(), "GovernmentBody", text, "anaphora")
            found.append(Reference(mention, keys, "anaphora"))
    return found


def _before(
    sentences: Sequence[Sentence], by_sentence: dict[int, list[Reference]], sentence: Sentence, start: int
) -> list[list[Reference]]:
    """References in front of an offset, sentence by sentence, nearest first, over at most six sentences."""
    found = [[r for r in by_sentence.get(sentence.index, []) if r.mention.end <= start]]
    for back in range(1, 7):
        index = sentence.index - back
        if index < 0 or sentences[index].article != sentence.article:
            break
        found.append(by_sentence.get(index, []))
    return found


def _nearest(word: str, before: list[list[Reference]], entities: dict[str, Entity], *, alone: bool) -> tuple[str, ...]:
    """The last thing of the word's class; ``alone``: only if no other of the class stands in these sentences."""
    kinds = _words().single[word]
    if alone:
        keys = {key for row in before for reference in row for key in reference.entities if entities[key].type in kinds}
        return tuple(keys) if len(keys) == 1 else ()
    for row in before:
        for reference in reversed(row):
            entity = entities[reference.entities[0]]
            if (
                len(reference.entities) == 1
                and entity.type in kinds
                and (word not in _ENDS or any(name.endswith(word) for name in (entity.name, *entity.aliases)))
            ):
                return reference.entities
    return ()


def _group(word: str, size: int, before: list[list[Reference]], entities: dict[str, Entity]) -> tuple[str, ...]:
    """The last ``size`` things of the group's class that one composite, or one sentence, names together."""
    kinds = _words().group[word]

    def fits(key: str) -> bool:
        entity = entities[key]
        if entity.type not in kinds:
            return False
        if word == "省市":
            return entity.code is not None and entity.code.endswith("0000")
        return word not in _LEVELS or entity.name.endswith(word)

    for row in before:
        for reference in reversed(row):
            if len(reference.entities) == size > 1 and all(map(fits, reference.entities)):
                return reference.entities
        named = tuple(dict.fromkeys(key for reference in row for key in reference.entities if fits(key)))
        if len(named) == size > 1:
            return named
        if len(named) > size and kinds == ACTORS:
            return ()
    return ()
