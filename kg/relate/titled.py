"""Whom a title names: the parties of 《甲国和乙国关于…的协定》, the issuer of 《甲厅关于…的通知》."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from kg.knowledge.lexicon import lexicon
from kg.knowledge.rules import grammar
from kg.model import Claim, Entity, Linked, Reference, is_state
from kg.relate.encode import Encoded, pattern
from kg.relate.modality import modality
from kg.relate.patterns import expand

_SIGNED, _ISSUED, _CONFIDENCE = "sign-titled", "issue-titled", 0.85
_COUNTRY, _LONGEST, _SHORTEST = "region/", 24, 2
_UNION = "欧洲联盟"  # the one body that stands beside states as a single character
_LETTERS = range(2, 4)  # 中俄, 中日韩
_MARKS = "《〈“‘"
_OTHERS = "等.{0,3}(?:部门|单位|部委|委局|厅局|机关)"


@dataclass(frozen=True, slots=True)
class Part:
    """A party that a title names: its key, and where its name stands in the title."""

    key: str
    start: int
    end: int


@cache
def _formal() -> str:
    """What makes a short name of a state its full one, and 政府 behind it."""
    return "(?:[^和与同、，—-]{0,10}(?:国|联邦))?(?:人民)?(?:政府)?"


@cache
def _concluded() -> str:
    return expand("(?:{sign}|{declare})")


class Titles:
    """Reads the titles of one document's agreements."""

    def __init__(self, entities: Mapping[str, Entity]) -> None:
        """Take the entities of the document."""
        self._entities = entities
        self._names: dict[str, str] = {}
        self._letters: dict[str, str | None] = {}
        for entity in entities.values():
            if entity.type not in grammar().types["Actor"]:
                continue
            for name in (entity.name, *entity.aliases):
                if len(name) >= _SHORTEST:
                    self._names.setdefault(name, entity.key)
            if is_state(entity.key) or entity.name == _UNION:
                letter = entity.name[0]
                self._letters[letter] = None if letter in self._letters else entity.key

    def parties(self, title: str) -> tuple[Part, ...]:
        """The parties that the title begins with, those of them that the document names; there must be two or more."""
        return tuple(part for part in self._listed(title) or self._short(title) if part.key in self._entities)

    def issuers(self, title: str) -> tuple[Part, ...]:
        """The bodies and places that a title begins with, where what follows is what it is about: 甲厅、乙局关于…"""
        found: list[Part] = []
        position = 0
        while part := self._named(title, position):
            found.append(part)
            position = part.end
            while title[position : position + 1] in tuple(" \u3000、"):
                position += 1
        others = pattern(_OTHERS).match(title, position) if found else None
        position = others.end() if others else position
        about = title.startswith(tuple(grammar().words["about"]), position)
        about = about and not any(word in title for word in grammar().words["unissued"])
        return tuple(part for part in found if part.key in self._entities) if about else ()

    def _named(self, title: str, start: int) -> Part | None:
        for end in range(min(len(title), start + _LONGEST), start + _SHORTEST - 1, -1):
            name = title[start:end]
            key = self._names.get(name)
            if key is None and name in lexicon().by_name:
                code = lexicon().resolve(name)
                key = f"{_COUNTRY}{code[0]}" if len(code) == 1 and code[0].isalpha() else None
            if key is not None:
                return Part(key, start, end)
        return None

    def _listed(self, title: str) -> tuple[Part, ...]:
        found: list[Part] = []
        position = 0
        while part := next((p for skip in range(4) if (p := self._named(title, position + skip))), None):
            if part.start > position and not (found and is_state(part.key)):
                return ()  # a longer name that is not known, but for 多民族 and the like before that of a state
            found.append(part)
            position = part.end
            if is_state(part.key) and (formal := pattern(_formal()).match(title, position)):
                position = formal.end()
            if title[position : position + 1] not in tuple("和与同、—-"):
                break
            position += 1
        else:
            return ()
        return tuple(found) if len(found) >= len(_LETTERS) and self._goes_on(title, position) else ()

    def _short(self, title: str) -> tuple[Part, ...]:
        if self._named(title, 0):
            return ()
        for number in reversed(_LETTERS):
            keys = [self._letters.get(letter) for letter in title[:number]]
            if len(title) > number and all(keys) and len(set(keys)) == number and self._goes_on(title, number):
                return tuple(Part(str(key), at, at + 1) for at, key in enumerate(keys))
        return ()

    @staticmethod
    def _goes_on(title: str, position: int) -> bool:
        """Whether what follows speaks of what the parties do, and not of others of theirs: 甲国和乙国高校宣言."""
        others = "|".join(grammar().words["not_party"])
        return bool(title[position:]) and not pattern(others).match(title, position)


def _asserted(encoded: Encoded, reference: Reference) -> bool:
    """Whether the sentence says of an agreement that it has been concluded."""
    text = encoded.text
    place = next((encoded.place(i) for i in encoded.items if i.start == reference.mention.start), -1)
    if place < 0:
        return False
    verb = pattern(f"(?:{_concluded()})了?[^，。；：]{{0,40}}$").search(text, 0, place)
    if verb is None:
        verb = pattern(f"[^，。；：<>]{{0,12}}?(?P<v>{_concluded()}|生效)").match(text, place + 2)
    if verb is None:
        return False
    span = verb.span("v") if "v" in verb.re.groupindex else (verb.start(), verb.start() + 2)
    return modality(encoded, span[0], span) == "asserted"


def from_titles(linked: Linked, sentences: tuple[Encoded, ...]) -> Iterator[Claim]:
    """``signatory`` of agreements that have been concluded, and of joint statements; ``issuedBy`` of policies."""
    types = grammar().types
    titled = {*types["Agreement"], *types["Document"]}
    if not any(entity.type in titled for entity in linked.entities.values()):
        return
    titles = Titles(linked.entities)
    joint = tuple(grammar().words["joint_statement"])
    for reference in linked.references:
        if len(reference.entities) != 1 or linked.entities[reference.entities[0]].type not in titled:
            continue
        entity, mention = linked.entities[reference.entities[0]], reference.mention
        sentence = linked.sentences[mention.sentence]
        title = sentence.text[mention.start : mention.end].lstrip(_MARKS)
        if entity.type in types["Document"]:
            yield from _claims(linked, reference, titles.issuers(title), "issuedBy", _ISSUED)
            continue
        parts = titles.parties(title)
        if parts and (entity.name.endswith(joint) or _asserted(sentences[mention.sentence], reference)):
            yield from _claims(linked, reference, parts, "signatory", _SIGNED)


def _claims(
    linked: Linked, reference: Reference, parts: tuple[Part, ...], predicate: str, rule: str
) -> Iterator[Claim]:
    mention, sentence = reference.mention, linked.sentences[reference.mention.sentence]
    text = sentence.text[mention.start : mention.end]
    offset = mention.start + len(text) - len(text.lstrip(_MARKS))
    for part in parts:
        yield Claim(
            subject=reference.entities[0],
            predicate=predicate,
            object=part.key,
            rule=rule,
            confidence=_CONFIDENCE,
            evidence=sentence.span(),
            sentence=sentence.text,
            subject_span=sentence.span(mention.start, mention.end),
            object_span=sentence.span(offset + part.start, offset + part.end),
        )
