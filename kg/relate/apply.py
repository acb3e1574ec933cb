"""Run the rules over a sentence: matches become raw claims."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import combinations

from kg.knowledge.rules import Emit, grammar
from kg.model import Claim, Entity, Modality, Span, When
from kg.relate.context import Context, Found, members, split_point
from kg.relate.cues import cue
from kg.relate.doubt import cut, doubt, in_name, opens, quoted, untitled, vague
from kg.relate.encode import Encoded, Item, classes
from kg.relate.modality import modality
from kg.relate.patterns import PARTIES, Compiled, compiled, letters, prefilter
from kg.relate.posts import parse
from kg.relate.sources import HEADLINE, PAPER, look

_PLACED, _LAUNCHED, _BUILT, _UNSURE = "locatedIn", "launchedBy", "jointlyBuilds", 0.8
_REFERRED = 0.9  # what 该公司 or the last words of a name cost
_LINE = 0.7  # what is left of it where a railway is said to be in one place: mostly a part of it is
_OF = 3  # characters of a place and 的, encoded
_CARRIED = 0.8  # what a carried-over subject or meeting costs in confidence


@dataclass(frozen=True, slots=True)
class Party:
    """An entity in a slot: its key, item and sentence, the side of 与; a post: its title, whether it ended, is sure."""

    key: str
    item: Item
    sentence: int
    side: int = 0
    title: str | None = None
    ended: bool = False
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Firing:
    """A rule that has matched: where, with which modality and date, whether a slot was carried over, who acts."""

    rule: Compiled
    encoded: Encoded
    mood: Modality
    when: When | None
    trigger: tuple[int, int] | None
    carried: bool
    acting: frozenset[Item]


@dataclass(frozen=True, slots=True)
class Raw:
    """A claim before it is settled.

    ``carried``: one of its ends was not in the clause itself; ``adds``: it names one more beside those named elsewhere.
    """

    claim: Claim
    carried: bool = False
    adds: bool = False


class Applier:
    """Runs compiled rules over the sentences of one document."""

    def __init__(self, sentences: tuple[Encoded, ...], entities: dict[str, Entity]) -> None:
        """Takes the encoded sentences and the entities that their items refer to."""
        self.sentences = sentences
        self.entities = entities
        self.context = Context(sentences)

    def run(self, index: int) -> Iterator[Raw]:
        """All raw claims of one sentence, in the order of the rules and the text."""
        encoded = self.sentences[index]
        if encoded.sentence.kind == "byline":
            return
        rules = compiled()
        for number in prefilter().possible(encoded.text):
            rule = rules[number]
            if rule.trigger and not rule.trigger.search(encoded.text):
                continue
            for match in rule.matches(encoded.text):
                yield from self._claims(encoded, rule, match)

    def _claims(self, encoded: Encoded, rule: Compiled, match: re.Match[str]) -> Iterator[Raw]:
        slots = self._slots(encoded, rule, match)
        if slots is None or self._blocked(encoded, rule, match):
            return
        marked = "t" in match.re.groupindex and match.group("t") is not None
        at, done = match.span("t") if marked else (match.end(), match.end())
        if rule.posts:
            at = done = min(match.start(name) for name in rule.posts)
        whole, announced = rule.missing is None, rule.rule.announced or self.context.pledged(encoded.sentence.index)
        announced = announced or cue("committed_after").search(encoded.text, done) is not None
        topic = None if whole else self.context.topic(encoded.sentence.index, match.start())
        end = topic.end if topic and topic.sentence == encoded.sentence.index and topic.items else None
        start = 0 if topic and topic.items and end is None else match.start()
        firing = Firing(
            rule=rule,
            encoded=encoded,
            mood=rule.rule.modality
            or modality(encoded, start, (at, done), announced=announced, whole=whole, subject=end),
            when=self.context.when(encoded.sentence.index, match.start(), (at, done), match.end(), own=rule.meeting),
            trigger=match.span("t") if marked else None,
            carried=rule.missing is not None or bool(rule.rule.context),
            acting=frozenset(party.item for name in PARTIES for party in slots.get(name, ())),
        )
        parties = {party.key for name in PARTIES for party in slots.get(name, ())}
        if rule.rule.minimum > max(1, len(parties)):
            return
        each, adds = cue("each").search(match.group()), cue("adds").search(match.group()) is not None
        for told in rule.rule.emit:
            emit = _severally(told, slots) if each else _together(told, slots)
            for subject, target in self._pairs(emit, slots, firing.when, each=each):
                if any(
                    isinstance(end, Party)
                    and end.item not in firing.acting
                    and opens(self.sentences[end.sentence], end.item)
                    for end in (subject, target)
                ):
                    continue
                if emit.predicate == _PLACED and self._elsewhere(subject, target):
                    continue
                if emit.predicate == _PLACED and isinstance(target, Party) and len(target.item.entities) > 1:
                    continue  # a line across three provinces lies in none of them
                carried = firing.carried or self._both(subject) or self._both(target)
                yield Raw(self._claim(firing, emit.predicate, subject, target), carried=carried, adds=adds)

    def _elsewhere(self, subject: Party, target: Party | When) -> bool:
        """Whether the subject has another place of its own right before it: 来自甲市的乙、丙市的丁."""
        encoded = self.sentences[subject.sentence]
        place = encoded.place(subject.item)
        if not isinstance(target, Party) or place < _OF or encoded.text[place - 1] != "的":
            return False
        if encoded.text[place - _OF] not in letters("Region"):
            return False
        of_it = target.key in encoded.item(place - _OF).entities
        return not of_it or subject.key != subject.item.entities[-1]  # 乙、甲市的丁两家: only 丁 is there

    def _slots(self, encoded: Encoded, rule: Compiled, match: re.Match[str]) -> dict[str, list[Party]] | None:
        index = encoded.sentence.index
        slots: dict[str, list[Party]] = {}
        for name, allowed in rule.slots.items():
            if match.group(name) is not None:
                slots[name] = self._parties(encoded, *match.span(name), allowed)
        for name in rule.posts:
            chain = parse(encoded, *match.span(name), self.entities, self.sentences[:index])
            slots[name] = [
                Party(key, post.body, post.sentence, 0, post.title, post.ended, post.sure)
                for post in chain
                for key in post.keys
            ]
        if rule.missing:
            slots[rule.missing] = self._topic(index, match.start(), rule)
        for name, source in rule.rule.context:
            slots[name] = self._carried(look(self.context, source, index, match))
        if "called" in match.re.groupindex:  # a title behind the name
            called = encoded.sentence.text[slice(*encoded.plain(*match.span("called")))]
            slots["H"] = [replace(party, title=called) for party in slots["H"]]
        return slots if all(slots.values()) else None

    def _parties(self, encoded: Encoded, start: int, end: int, allowed: frozenset[str]) -> list[Party]:
        text = encoded.text[start:end]
        split = split_point().search(text)
        border = start + split.start() if split else end
        found = []
        for item in members(encoded, start, end, allowed):
            if item.type == "Person" and cut(encoded, item):
                continue
            side = int(item.start >= encoded.at[border]) if border < end else 0
            found += [Party(key, item, encoded.sentence.index, side) for key in item.entities]
        return found

    def _topic(self, index: int, position: int, rule: Compiled) -> list[Party]:
        """The subject carried over; from 甲与乙… only 甲 goes on alone, and alone it meets another 与丙."""
        found = self.context.topic(index, position)
        if found.sentence != index:
            here = self.sentences[index].text
            if rule.rule.near or cue("other_subject").search(here, 0, position):
                return []
        alone = found.led or (found.sentence != index and rule.rule.minimum == 1)
        if rule.missing == "A" or alone:
            found = Found(found.items[: found.leading], found.sentence)
        return self._carried(found, rule.carried)

    @staticmethod
    def _carried(found: Found, allowed: frozenset[str] | None = None) -> list[Party]:
        return [
            Party(key, item, found.sentence)
            for item in found.items
            if allowed is None or classes()[item.type] in allowed
            for key in item.entities
        ]

    @staticmethod
    def _blocked(encoded: Encoded, rule: Compiled, match: re.Match[str]) -> bool:
        """Whether the match lies inside a name, or another verb gives the act another subject."""
        if in_name(encoded, match.start(), match.end()):
            return True
        if "t" not in match.re.groupindex or match.group("t") is None:
            return False
        first = min((match.start(n) for n in rule.slots if match.group(n) is not None), default=match.start())
        begin = match.start() if rule.missing else first
        return cue("blockers").search(encoded.text, begin, match.start("t")) is not None

    def _pairs(
        self, emit: Emit, slots: dict[str, list[Party]], when: When | None, *, each: re.Match[str] | None
    ) -> Iterator[tuple[Party, Party | When]]:
        left = [party for name in emit.subjects for party in slots.get(name, ())]
        if emit.objects == ("@date",):
            if when:
                yield from ((party, when) for party in left)
            return
        if emit.subjects == emit.objects:
            sides = {party.side for party in left}
            for a, b in combinations(left, 2):
                if len(sides) == 1 or a.side != b.side:
                    yield a, b
            return
        right = [party for name in emit.objects for party in slots.get(name, ())]
        if each and len(left) > 1 and len(right) > 1:  # 甲、乙分别向丙、丁: each to its own, where none is left over
            yield from zip(left, right, strict=True) if len(left) == len(right) else ()
            return
        yield from ((a, b) for a in left for b in right)

    def _claim(self, firing: Firing, predicate: str, subject: Party, target: Party | When) -> Claim:
        rule, encoded = firing.rule.rule, firing.encoded
        at = encoded.sentence.index
        first = min([at, subject.sentence] + ([target.sentence] if isinstance(target, Party) else []))
        trigger = encoded.sentence.span(*encoded.plain(*firing.trigger)) if firing.trigger else None
        ends = [party for party in (subject, target) if isinstance(party, Party)]
        ended = any(party.ended for party in ends) and firing.mood == "asserted"
        return Claim(
            subject=subject.key,
            predicate=predicate,
            object=target.key if isinstance(target, Party) else target,
            rule=rule.id,
            confidence=round(
                rule.confidence
                * self._certainty(firing, ends)
                * vague(predicate, target)
                * self._line(firing, predicate, subject),
                3,
            ),
            evidence=Span(self.sentences[first].sentence.span().start, encoded.sentence.span().end),
            sentence="".join(e.sentence.text for e in self.sentences[first : at + 1]),
            modality="cancelled" if ended else firing.mood,
            when=firing.when,
            title=target.title if isinstance(target, Party) else None,
            subject_span=self._span(subject),
            object_span=self._span(target) if isinstance(target, Party) else None,
            trigger_span=trigger,
        )

    def _certainty(self, firing: Firing, ends: list[Party]) -> float:
        """The factor for what was carried over and for what is doubtful about the ends of a statement."""
        factor = _CARRIED if firing.carried else 1.0
        own = any(source in (HEADLINE, PAPER) for _, source in firing.rule.rule.context)  # the text is the paper's
        for end in ends:
            encoded = self.sentences[end.sentence]
            factor *= doubt(encoded, end.item, acting=end.item in firing.acting) * (1.0 if end.sure else _UNSURE)
            if self._referred(encoded, end.item):
                factor *= _REFERRED
            item = end.item
            if firing.carried and not own and untitled(encoded.sentence.text, item.start, item.end, item.type) < 1.0:
                factor *= _UNSURE
        if any(quoted(self.sentences[end.sentence], end.item) for end in ends):
            return factor
        return factor * firing.rule.rule.unquoted

    def _line(self, firing: Firing, predicate: str, subject: Party) -> float:
        """The factor for a railway, road or pipeline that is in a place, where no verb says that it lies there."""
        line = tuple(grammar().words["line"])
        loose = predicate == _PLACED and firing.trigger is None and subject.item.type == "Project"
        return _LINE if loose and self.entities[subject.key].name.endswith(line) else 1.0

    def _referred(self, encoded: Encoded, item: Item) -> bool:
        """Whether a word stands for a name: 该公司; short titles in 《》 are names."""
        if len(item.entities) != 1 or item.type in grammar().types["Paper"]:
            return False
        entity = self.entities[item.entities[0]]
        return encoded.sentence.text[item.start : item.end] not in (entity.name, *entity.aliases)

    def _both(self, end: Party | When) -> bool:
        """Whether an end is one of 双方: what the text says of the two by name counts for more."""
        if not isinstance(end, Party) or len(end.item.entities) == 1:
            return False
        said = self.sentences[end.sentence].sentence.text[end.item.start : end.item.end]
        return cue("both").match(said) is not None

    def _span(self, party: Party) -> Span:
        return self.sentences[party.sentence].sentence.span(party.item.start, party.item.end)


def _severally(emit: Emit, slots: dict[str, list[Party]]) -> Emit:
    """What several parties of one list launch one by one (分别推出), they do not build together."""
    listed = all(len({p.key for n in names for p in slots.get(n, ())}) > 1 for names in (emit.subjects, emit.objects))
    return Emit(emit.objects, _LAUNCHED, emit.subjects) if listed and emit.predicate == _BUILT else emit


def _together(emit: Emit, slots: dict[str, list[Party]]) -> Emit:
    """What several parties of one list launch, they build together: ``launchedBy`` is for one."""
    listed = any(len({party.key for party in slots.get(name, ())}) > 1 for name in emit.objects)
    return Emit(emit.objects, _BUILT, emit.subjects) if listed and emit.predicate == _LAUNCHED else emit
