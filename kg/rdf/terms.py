"""IRIs and literals: how our keys, dates, spans and figures look in RDF, both ways."""

from __future__ import annotations

import calendar
import re
from functools import cache
from typing import Final

from pyoxigraph import Literal, NamedNode

from kg.knowledge.terms import CY
from kg.model import Span, When

BASE: Final = "https://w3id.org/chuanyu-kg/id/"
ONTOLOGY: Final = "https://w3id.org/chuanyu-kg/ontology#"
PREFIXES: Final[dict[str, str]] = {
    "cy": ONTOLOGY,
    "dcterms": "http://purl.org/dc/terms/",
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}

# A Chinese letter or a blank in an IRI breaks a whole export, so keys are refused here and nowhere later.
_KEY = re.compile(r"[A-Za-z0-9._~/-]+")
_DATE_TYPES: Final = {"day": "date", "month": "gYearMonth", "year": "gYear"}
_FRAGMENT = re.compile(r"char=(\d+),(\d+)")


@cache
def term(prefixed: str) -> NamedNode:
    """The node of ``prefix:local`` for a prefix of ``PREFIXES``; ``cy:`` terms must exist in the ontology."""
    prefix, local = prefixed.split(":", 1)
    return cy(local) if prefix == "cy" else NamedNode(PREFIXES[prefix] + local)


@cache
def cy(local: str) -> NamedNode:
    """The ontology's term of this local name; ``AttributeError`` where the ontology has none."""
    return NamedNode(str(getattr(CY, local)))


def local(node: NamedNode) -> str:
    """The local name of an ontology term (what follows the last ``#`` or ``/``)."""
    return re.split(r"[#/]", node.value)[-1]


def iri(key: str, base: str = BASE) -> NamedNode:
    """The IRI of an entity, document or statement key; ``ValueError`` for a key that is not plain ASCII."""
    if _KEY.fullmatch(key) is None:
        raise ValueError(f"not a key for an IRI (ASCII letters, digits and . _ ~ / - only): {key!r}")
    return NamedNode(base + key)


def key(node: NamedNode, base: str = BASE) -> str:
    """The key behind an IRI of ours; a foreign IRI comes back whole."""
    return node.value.removeprefix(base)


def zh(text: str, tag: str = "zh") -> Literal:
    """A text with its language tag."""
    return Literal(text, language=tag)


def date(when: When) -> Literal:
    """A date typed by its precision: ``xsd:date``, ``xsd:gYearMonth`` or ``xsd:gYear``."""
    return Literal(when.iso, datatype=term(f"xsd:{_DATE_TYPES[when.precision]}"))


def is_date(literal: Literal) -> bool:
    """Whether a literal is one of our three kinds of date."""
    return literal.datatype.value.removeprefix(PREFIXES["xsd"]) in _DATE_TYPES.values()


def decimal(value: float) -> Literal:
    """A confidence as ``xsd:decimal``, rounded to four digits so that it reads the same everywhere."""
    return Literal(f"{value:.4f}".rstrip("0").rstrip(".") or "0", datatype=term("xsd:decimal"))


def integer(value: int) -> Literal:
    """A whole number as ``xsd:integer``."""
    return Literal(str(value), datatype=term("xsd:integer"))


def fragment(span: Span) -> Literal:
    """A span as an RFC 5147 fragment: ``char=1204,1210``."""
    return Literal(f"char={span.start},{span.end}")


def span(text: str) -> Span:
    """The span of an RFC 5147 fragment; ``ValueError`` for anything else."""
    match = _FRAGMENT.fullmatch(text)
    if match is None:
        raise ValueError(f"not of the form char=START,END: {text!r}")
    return Span(int(match[1]), int(match[2]))


def between(earliest: str, latest: str) -> When:
    """The date that two bounds (``YYYY-MM-DD``) stand for: a day, a whole month, a whole year.

    Bounds that are none of these (a span of several months) give the year or month that both lie in, else the first.
    """
    if earliest == latest:
        return When(earliest)
    if earliest[:7] == latest[:7]:
        year, month = int(earliest[:4]), int(earliest[5:7])
        whole = earliest.endswith("-01") and int(latest[8:]) == calendar.monthrange(year, month)[1]
        return When(earliest[:7]) if whole else When(earliest)
    return When(earliest[:4])
