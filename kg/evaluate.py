"""Precision, recall and F1 per type and predicate against gold answers.

The rules are those of the answers' guidelines: a predicted entity matches a gold one when one of its labels equals
the name or an alias and its coarse type is allowed; one prediction for one answer; optional answers and what touches
them count on neither side; all figures are micro-averages over documents.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from pyoxigraph import Literal, Quad, RdfFormat, Triple, parse

from kg.knowledge import terms
from kg.model import Extraction
from kg.rdf import quads as to_quads
from kg.rdf.terms import local, term

Gold = Mapping[str, Any]
Key = tuple[str, str, str]

CORE = ("Region", "Organisation", "Policy", "Agreement")
DATED = frozenset({"signedOn", "issuedOn", "heldOn"})
# Where a prediction carries several coarse types it is counted under the first of these.
_ORDER = (*CORE, "Person", "Event", "Project", "Platform", "Product")
_UNSCORED = frozenset({"partOf", "jurisdiction", "mentionedIn"})
_LABELS = ("skos:prefLabel", "skos:altLabel", "rdfs:label", "dcterms:title")
_QUOTES = re.compile(r"[\s《》〈〉“”\"‘’'「」『』]")
_FORMATS = {
    ".jsonld": RdfFormat.JSON_LD,
    ".nq": RdfFormat.N_QUADS,
    ".nt": RdfFormat.N_TRIPLES,
    ".rdf": RdfFormat.RDF_XML,
    ".trig": RdfFormat.TRIG,
    ".ttl": RdfFormat.TURTLE,
    ".xml": RdfFormat.RDF_XML,
}


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


def normal(text: str) -> str:
    """A name as names are compared: no blanks, no book-title or quotation marks, full width as half width."""
    return _QUOTES.sub("", unicodedata.normalize("NFKC", text))


@cache
def _coarse() -> dict[str, str]:
    return {kind: terms.coarse(kind) for kind in terms.classes() if terms.coarse(kind) in _ORDER}


@cache
def _predicates() -> frozenset[str]:
    return frozenset(terms.predicates()) - _UNSCORED


class Answer:
    """What one graph says: the labels and coarse types of its entities, and its scored relations."""

    def __init__(self, quads: Iterable[Quad]) -> None:
        """Collect from the quads of one document's graph; all graph names are read as one."""
        self.labels: dict[str, list[str]] = defaultdict(list)
        self.types: dict[str, set[str]] = defaultdict(set)
        self.relations: set[Key] = set()
        self.titles: dict[tuple[str, str], set[str]] = defaultdict(set)
        mentioned: set[str] = set()
        posts: dict[str, dict[str, str]] = defaultdict(dict)
        names = {term(name) for name in _LABELS}
        for quad in quads:
            if isinstance(quad.subject, Triple) or isinstance(quad.object, Triple):
                continue
            subject, value, name = quad.subject.value, quad.object.value, local(quad.predicate)
            if quad.predicate in names and isinstance(quad.object, Literal):
                self.labels[subject].append(normal(value))
            elif quad.predicate == term("rdf:type"):
                kind = _coarse().get(value.rpartition("#")[2].rpartition("/")[2])
                self.types[subject] |= {kind} if kind else set()
            elif name == "mentionedIn":
                mentioned.add(subject)
            elif name in {"member", "organization", "postTitle"}:
                posts[subject][name] = value
            elif name in _predicates():
                self.relations.add((subject, name, value))
        self._posts(posts)
        self.entities = {entity for entity, kinds in self.types.items() if kinds and self.labels[entity]}
        if mentioned:
            self.entities &= mentioned

    @classmethod
    def of(cls, extraction: Extraction) -> Answer:
        """The answer that an extraction gives once it is a graph."""
        return cls(to_quads(extraction))

    @classmethod
    def read(cls, path: Path) -> Answer:
        """The answer in an RDF file; ``ValueError`` for an unknown suffix, ``SyntaxError`` for a broken file."""
        if path.suffix not in _FORMATS:
            raise ValueError(f"{path}: no RDF file ({', '.join(_FORMATS)})")
        return cls(parse(path=path, format=_FORMATS[path.suffix]))

    def _posts(self, posts: Mapping[str, Mapping[str, str]]) -> None:
        for post in posts.values():
            if "member" in post and "organization" in post:
                person, body = post["member"], post["organization"]
                self.relations.add((person, "holdsPosition", body))
                self.titles[person, body].add(normal(post.get("postTitle", "")))

    def label(self, node: str) -> str:
        """The longest name of a node, or the node itself."""
        return max(self.labels[node], key=lambda name: (len(name), name)) if self.labels.get(node) else node


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
        kind = next(each for each in _ORDER if each in types)
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


def load(path: Path) -> Gold:
    """Read one gold file; ``ValueError`` names the file where it is none."""
    try:
        gold = json.loads(path.read_text(encoding="utf-8"))
    except (UnicodeDecodeError, json.JSONDecodeError) as error:
        raise ValueError(f"{path}: no gold file: {error}") from error
    if not isinstance(gold, dict) or not {"doc", "entities", "relations"} <= gold.keys():
        raise ValueError(f"{path}: no gold file: it needs doc, entities and relations")
    return gold


def text_of(document: str, folders: Sequence[Path]) -> Path:
    """The text file of a gold document: ``ID.txt``, ``ID_….txt`` or another format; ``FileNotFoundError``."""
    for folder in folders:
        found = sorted(path for pattern in (f"{document}.*", f"{document}_*.*") for path in folder.glob(pattern))
        texts = [path for path in found if path.suffix != ".json"]
        if texts:
            return texts[0]
    looked = ", ".join(map(str, folders)) or "no folder (give --texts DIR)"
    raise FileNotFoundError(f"no text for document {document} in {looked}")


def extract_alone(gold: Gold, folders: Sequence[Path]) -> Extraction:
    """Read and extract a gold document's text, alone and with its publication date."""
    from kg.extract import extract
    from kg.model import Document
    from kg.read import read

    path = text_of(gold["doc"], folders)
    for document in read(path, published=gold.get("published")):
        if isinstance(document, Document):
            return extract(document)
        raise document
    raise ValueError(f"{path}: no document in it")
