"""What one graph says, as far as it is scored."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from pyoxigraph import Literal, Quad, RdfFormat, Triple, parse

from kg.knowledge import terms
from kg.model import Extraction
from kg.rdf import quads as to_quads
from kg.rdf.terms import local, term

Key = tuple[str, str, str]

CORE = ("Region", "Organisation", "Policy", "Agreement")
DATED = frozenset({"signedOn", "issuedOn", "heldOn"})
# Where a prediction carries several coarse types it is counted under the first of these.
ORDER = (*CORE, "Person", "Event", "Project", "Platform", "Product")
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


def normal(text: str) -> str:
    """A name as names are compared: no blanks, no book-title or quotation marks, full width as half width."""
    return _QUOTES.sub("", unicodedata.normalize("NFKC", text))


@cache
def _coarse() -> dict[str, str]:
    return {kind: terms.coarse(kind) for kind in terms.classes() if terms.coarse(kind) in ORDER}


@cache
def _predicates() -> frozenset[str]:
    return frozenset(terms.predicates())


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
