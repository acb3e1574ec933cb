"""Prefixes that every query and every result knows, and IRIs shortened by them."""

from __future__ import annotations

from typing import Final

BASE: Final = "https://w3id.org/chuanyu-kg/id/"
"""Where entities, documents and statements live; relative IRIs of a query (``<region/510000>``) start here."""

PREFIXES: Final[dict[str, str]] = {
    "cy": "https://w3id.org/chuanyu-kg/ontology#",
    "dcterms": "http://purl.org/dc/terms/",
    "id": BASE,
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


def shorten(iri: str) -> str:
    """``prefix:local`` where a known prefix fits, else the IRI itself.

    For people: the local part may hold a slash (``id:region/510000``), which SPARQL wants escaped.
    """
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace) and len(iri) > len(namespace):
            return f"{prefix}:{iri[len(namespace) :]}"
    return iri


def expand(text: str) -> str | None:
    """The IRI that ``text`` writes: in full, in angle brackets, or with a known prefix; ``None`` where it is no IRI."""
    bare = text[1:-1] if text.startswith("<") and text.endswith(">") else text
    if bare.startswith(("http://", "https://", "urn:")):
        return bare
    prefix, colon, local = bare.partition(":")
    if colon and prefix in PREFIXES:
        return PREFIXES[prefix] + local.replace("\\", "")
    return BASE + bare if bare is not text and not colon else None
