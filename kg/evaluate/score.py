"""Answers held against gold: what is right, wrong and missed."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from kg.evaluate.answer import CORE, DATED, ORDER, Answer, Key, normal
from kg.evaluate.gold import Gold


class Error(NamedTuple):
    """One miss or wrong answer: the document, what went wrong, the type or predicate, and the names."""

    document: str
    problem: str
    kind: str
    subject: str
    object: str


class Figures(NamedTuple):
    """Precision, recall and F1 (0 to 1), and the counts behind them."""

    precision: float
    recall: float
    f1: float
    right: int
    wrong: int
    missed: int


@dataclass(slots=True)
class Tally:
    """Right, wrong and missed answers by type or predicate."""

    right: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)

    def kinds(self) -> list[str]:
        """Everything that was counted, sorted."""
        return sorted(set(self.right) | set(self.wrong) | set(self.missed))

    def figures(self, kinds: Iterable[str]) -> Figures:
        """The figures of several types or predicates together."""
        kinds = list(kinds)
        right, wrong, missed = (sum(c[k] for k in kinds) for c in (self.right, self.wrong, self.missed))
        precision = right / (right + wrong) if right + wrong else 0.0
        recall = right / (right + missed) if right + missed else 0.0
        f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
        return Figures(precision, recall, f1, right, wrong, missed)


@dataclass(slots=True)
class Score:
    """The result over all documents so far."""

    entities: Tally = field(default_factory=Tally)
    relations: Tally = field(default_factory=Tally)
    agreements: list[tuple[str, str, bool]] = field(default_factory=list)
    titles: list[bool] = field(default_factory=list)
    errors: list[Error] = field(default_factory=list)

    def rows(self) -> Iterator[tuple[str, Figures]]:
        """The lines of the table: each type, the totals of types, each predicate, the total of predicates."""
        for tally, totals in (
            (self.entities, (("entities: core four", CORE), ("entities: all", None))),
            (self.relations, (("relations: all", None),)),
        ):
            kinds = tally.kinds()
            yield from ((kind, tally.figures([kind])) for kind in kinds)
            yield from ((title, tally.figures(chosen or kinds)) for title, chosen in totals)

    def add(self, gold: Gold, answer: Answer) -> None:
        """Score one document."""
        _Document(self, gold, answer).score()


class _Document:
    """The comparison of one gold file with one answer."""

    def __init__(self, score: Score, gold: Gold, answer: Answer) -> None:
        self.out, self.gold, self.answer = score, gold, answer
        self.by_id: dict[str, Gold] = {entity["id"]: entity for entity in gold["entities"]}
        self.matched: dict[str, str] = {}  # predicted → gold
        self.taken: dict[str, str] = {}  # gold → predicted

    def score(self) -> None:
        names: dict[str, list[str]] = defaultdict(list)
        for entity in self.gold["entities"]:
            for name in {normal(each) for each in [entity["name"], *entity.get("aliases", [])]}:
                names[name].append(entity["id"])
        labels = self.answer.labels
        for node in sorted(self.answer.entities, key=lambda e: (-max(map(len, labels[e])), e)):
            self.entity(node, names)
        for identity, entity in self.by_id.items():
            if not entity.get("optional") and identity not in self.taken:
                self.out.entities.missed[entity["types"][0]] += 1
                self.error("missed", entity["types"][0], entity["name"])
        self.relations()
        self.agreements()

    def error(self, problem: str, kind: str, subject: str, other: str = "") -> None:
        self.out.errors.append(Error(self.gold["doc"], problem, kind, subject, other))

    def optional(self, identity: str) -> bool:
        return bool(self.by_id[identity].get("optional"))

    def entity(self, node: str, names: Mapping[str, list[str]]) -> None:
        """Match one prediction: the longest label decides, scored answers before optional ones."""
        types, tally = self.answer.types[node], self.out.entities
        labels = sorted(set(self.answer.labels[node]), key=lambda label: (-len(label), label))
        loose = sorted((g for label in labels for g in names.get(label, ())), key=self.optional)
        right = [g for g in loose if types & set(self.by_id[g]["types"])]
        kind = next(each for each in ORDER if each in types)
        free = next((g for g in right if g not in self.taken), None)
        if free:
            self.matched[node], self.taken[free] = free, node
            if not self.optional(free):
                tally.right[self.by_id[free]["types"][0]] += 1
        elif right:
            self.matched[node] = right[0]
            if not self.optional(right[0]):
                tally.wrong[kind] += 1
                self.error("duplicate", kind, self.answer.label(node), self.by_id[right[0]]["name"])
        elif any(map(self.optional, loose)):
            self.matched[node] = next(g for g in loose if self.optional(g))
        else:
            tally.wrong[kind] += 1
            self.error("wrong type" if loose else "spurious", kind, self.answer.label(node))

    def wanted(self) -> tuple[dict[Key, Gold], set[Key]]:
        """The relations that must be found, and those that are neither rewarded nor punished."""
        wanted: dict[Key, Gold] = {}
        passed: set[Key] = set()
        groups: dict[str, set[str]] = defaultdict(set)
        for relation in self.gold["relations"]:
            s, p, o = relation["s"], relation["p"], relation["o"]
            if relation.get("optional") or any(self.optional(end) for end in (s, o) if end in self.by_id):
                passed.add(_key(s, p, o))
            else:
                wanted[_key(s, p, o)] = relation
            if p == "signatory":
                groups[s].add(o)
            if p == "jointlyBuilds":
                groups[o].add(s)
                passed.add((o, s, "launchedBy"))
            if p == "investsIn":
                passed.add((s, o, "locatedIn"))
        passed |= {_key(a, "cooperatesWith", b) for group in groups.values() for a in group for b in group}
        return wanted, passed

    def relations(self) -> None:
        wanted, passed = self.wanted()
        answer, tally = self.answer, self.out.relations
        said: set[Key] = set()
        for s, p, o in sorted(answer.relations):
            if s not in answer.entities and s not in self.matched:
                continue
            subject, value = self.matched.get(s), o if p in DATED else self.matched.get(o)
            if any(end in self.by_id and self.optional(end) for end in (subject, value) if end):
                continue
            key = _key(subject, p, value) if subject is not None and value is not None else None
            if key and (key in said or (key in passed and key not in wanted)):
                continue
            if key in wanted:
                self.title(wanted[key], s, o)
                tally.right[p] += 1
            else:
                tally.wrong[p] += 1
                self.error("spurious", p, answer.label(s), answer.label(o))
            said |= {key} if key else set()
        for key, relation in wanted.items():
            if key not in said:
                tally.missed[relation["p"]] += 1
                o = relation["o"]
                name = self.by_id[o]["name"] if o in self.by_id else o
                self.error("missed", relation["p"], self.by_id[relation["s"]]["name"], name)

    def title(self, relation: Gold, person: str, body: str) -> None:
        if relation["p"] == "holdsPosition":
            self.out.titles.append(normal(relation.get("title", "")) in self.answer.titles[person, body])

    def agreements(self) -> None:
        """An agreement is complete when its title, all its parties, no other party, and its date are right."""
        for identity, entity in self.by_id.items():
            if "Agreement" not in entity["types"][:1] or entity.get("optional"):
                continue
            mine = [relation for relation in self.gold["relations"] if relation["s"] == identity]
            signed = [relation for relation in mine if relation["p"] == "signatory"]
            must = {r["o"] for r in signed if not r.get("optional") and not self.optional(r["o"])}
            node = self.taken.get(identity)
            got = {self.matched.get(o, o) for s, p, o in self.answer.relations if s == node and p == "signatory"}
            when = {o for s, p, o in self.answer.relations if s == node and p == "signedOn"}
            dates = {relation["o"] for relation in mine if relation["p"] == "signedOn"}
            complete = bool(node) and must <= got <= {r["o"] for r in signed} and when == dates
            self.out.agreements.append((self.gold["doc"], entity["name"], complete))


def _key(subject: str, predicate: str, value: str) -> Key:
    if predicate == "cooperatesWith":
        subject, value = sorted((subject, value))
    return subject, value, predicate
