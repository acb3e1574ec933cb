"""The terms of ``ontology/chuanyu.ttl``: a closed namespace, and what the ontology says of each term.

``CY.signatory`` is the IRI as a plain ``str`` (wrap it in ``pyoxigraph.NamedNode`` or ``rdflib.URIRef``);
``CY.signatry`` raises ``AttributeError`` at once. Nothing is read before the first term is asked for, and the file is
read by pyoxigraph, which takes milliseconds where rdflib takes half a second.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

from kg.resources import ontology

if TYPE_CHECKING:
    from pyoxigraph import Triple

BASE = "https://w3id.org/chuanyu-kg/id/"
NAMESPACE = "https://w3id.org/chuanyu-kg/ontology#"

Kind = Literal["class", "object property", "datatype property", "annotation property", "concept", "scheme"]
Language = Literal["zh", "en"]

_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_RDFS = "http://www.w3.org/2000/01/rdf-schema#"
_OWL = "http://www.w3.org/2002/07/owl#"
_SKOS = "http://www.w3.org/2004/02/skos/core#"
_SOURCE = "http://purl.org/dc/terms/source"
_KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        _OWL + "Class": "class",
        _OWL + "ObjectProperty": "object property",
        _OWL + "DatatypeProperty": "datatype property",
        _OWL + "AnnotationProperty": "annotation property",
        _SKOS + "Concept": "concept",
        _SKOS + "ConceptScheme": "scheme",
    }
)


@dataclass(frozen=True, slots=True)
class Term:
    """One term of the ontology.

    ``name`` is the local name (``signatory``). ``parents``, ``domain``, ``range`` and ``disjoint`` are local names for
    our own terms and IRIs for foreign ones, in the order of the file; a union is given as its members. ``label``,
    ``comment`` and ``inverse_label`` map ``zh`` and ``en`` to texts. ``relation`` is true for the predicates that a
    document can state. ``notation`` is the literal form of a concept.
    """

    name: str
    kind: Kind
    label: Mapping[str, str]
    comment: Mapping[str, str]
    inverse_label: Mapping[str, str]
    parents: tuple[str, ...]
    domain: tuple[str, ...]
    range: tuple[str, ...]
    inverse: str | None
    relation: bool
    symmetric: bool
    transitive: bool
    examples: tuple[str, ...]
    sources: tuple[str, ...]
    notation: str | None

    @property
    def iri(self) -> str:
        """The full IRI."""
        return NAMESPACE + self.name


class _Graph:
    """The triples of one Turtle file, by subject and predicate, in the order of the file."""

    def __init__(self, triples: Iterator[Triple]) -> None:
        self.subjects: dict[str, None] = {}
        self._objects: dict[tuple[str, str], list[tuple[str, str | None]]] = {}
        for triple in triples:
            subject = _value(triple.subject)
            self.subjects.setdefault(subject)
            language = getattr(triple.object, "language", None)
            self._objects.setdefault((subject, triple.predicate.value), []).append((_value(triple.object), language))

    def values(self, subject: str, predicate: str) -> list[str]:
        """The objects, unions replaced by their members."""
        found: list[str] = []
        for value, _ in self._objects.get((subject, predicate), []):
            union = self._objects.get((value, _OWL + "unionOf"))
            found.extend(self._members(union[0][0]) if union else [value])
        return found

    def texts(self, subject: str, predicate: str) -> Mapping[str, str]:
        """The objects that have a language, by language."""
        pairs = self._objects.get((subject, predicate), [])
        return MappingProxyType({language: value for value, language in pairs if language})

    def _members(self, node: str) -> Iterator[str]:
        while node != _RDF + "nil":
            yield from self.values(node, _RDF + "first")
            node = self.values(node, _RDF + "rest")[0]


def _value(node: object) -> str:
    return str(getattr(node, "value", node))


def local(iri: str) -> str:
    """The local name of one of our IRIs; any other IRI as it is."""
    return iri.removeprefix(NAMESPACE)


def _term(graph: _Graph, iri: str) -> Term | None:
    types = graph.values(iri, _RDF + "type")
    kind = next((_KINDS[name] for name in types if name in _KINDS), None)
    if kind is None:
        return None

    def names(*predicates: str) -> tuple[str, ...]:
        return tuple(local(value) for predicate in predicates for value in graph.values(iri, predicate))

    return Term(
        name=local(iri),
        kind=kind,
        label=graph.texts(iri, _RDFS + "label"),
        comment=graph.texts(iri, _RDFS + "comment"),
        inverse_label=graph.texts(iri, NAMESPACE + "inverseLabel"),
        parents=names(_RDFS + "subClassOf", _RDFS + "subPropertyOf"),
        domain=names(_RDFS + "domain"),
        range=names(_RDFS + "range"),
        inverse=next(iter(names(_OWL + "inverseOf")), None),
        relation=NAMESPACE + "Relation" in types,
        symmetric=_OWL + "SymmetricProperty" in types,
        transitive=_OWL + "TransitiveProperty" in types,
        examples=names(_SKOS + "example"),
        sources=names(_SOURCE),
        notation=next(iter(names(_SKOS + "notation")), None),
    )


@cache
def terms() -> Mapping[str, Term]:
    """All terms by local name, in the order of the file; read once in a process."""
    from pyoxigraph import RdfFormat, parse

    graph = _Graph(iter(parse(path=str(ontology() / "chuanyu.ttl"), format=RdfFormat.TURTLE)))
    found = (_term(graph, iri) for iri in graph.subjects if iri.startswith(NAMESPACE))
    return MappingProxyType({term.name: term for term in found if term is not None})


class _Closed:
    """The namespace object behind ``CY``: attributes and items are IRIs, iteration gives local names."""

    __slots__ = ()

    def __getattr__(self, name: str) -> str:
        if name.startswith("__"):  # copy, pickle and inspect ask for these
            raise AttributeError(name)
        if name not in terms():
            near = get_close_matches(name, terms(), n=1)
            hint = f"; did you mean {near[0]}?" if near else ""
            raise AttributeError(f"the ontology has no term {name!r}{hint}")
        return NAMESPACE + name

    def __getitem__(self, name: str) -> str:
        try:
            return self.__getattr__(name)
        except AttributeError as error:
            raise KeyError(str(error)) from None

    def __contains__(self, item: object) -> bool:
        return isinstance(item, str) and local(item) in terms()

    def __iter__(self) -> Iterator[str]:
        return iter(terms())

    def __len__(self) -> int:
        return len(terms())

    def __dir__(self) -> list[str]:
        return list(terms())

    def __str__(self) -> str:
        return NAMESPACE

    def __repr__(self) -> str:
        return f"CY({NAMESPACE!r})"


CY = _Closed()


@cache
def coarse_classes() -> tuple[str, ...]:
    """The nine coarse entity classes, local names: what ``mentionedIn`` can be said of."""
    return terms()["mentionedIn"].domain


@cache
def coarse(fine: str) -> str:
    """The coarse class of an entity class, local names both; a coarse class is its own (``KeyError`` for others)."""
    if fine in coarse_classes():
        return fine
    for parent in terms()[fine].parents:
        if parent in terms():
            return coarse(parent)
    raise KeyError(f"{fine} is no class of entities")


@cache
def classes() -> tuple[str, ...]:
    """The entity classes, coarse and fine, local names: exactly the types of the annotation guidelines."""
    found = []
    for name, term in terms().items():
        if term.kind == "class" and (
            name in coarse_classes() or any(parent in coarse_classes() for parent in term.parents)
        ):
            found.append(name)
    return tuple(found)


@cache
def predicates() -> tuple[str, ...]:
    """The eighteen predicates that documents state, local names."""
    return tuple(name for name, term in terms().items() if term.relation)


@cache
def date_predicates() -> tuple[str, ...]:
    """Those of :func:`predicates` whose object is a date."""
    return tuple(name for name in predicates() if terms()[name].kind == "datatype property")


@cache
def modalities() -> tuple[str, ...]:
    """The literal values of ``cy:modality``."""
    return tuple(term.notation for term in terms().values() if term.notation is not None)


def domain(predicate: str) -> tuple[str, ...]:
    """Local names of the classes one of which the subject has (``KeyError`` for an unknown predicate)."""
    return terms()[predicate].domain


def range_of(predicate: str) -> tuple[str, ...]:
    """Local names of the classes (or IRIs of the datatypes) one of which the object has."""
    return terms()[predicate].range


def label(name: str, language: Language = "zh") -> str:
    """The label of a term (``KeyError`` for an unknown one)."""
    return terms()[name].label[language]
