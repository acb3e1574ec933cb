"""Prefixes that every query and every result knows, and IRIs shortened by them."""

from __future__ import annotations

from typing import Final

from kg.rdf.terms import BASE
from kg.rdf.terms import PREFIXES as _STANDARD

PREFIXES: Final[dict[str, str]] = dict(sorted({**_STANDARD, "id": BASE}.items()))


def known(base: str = BASE) -> dict[str, str]:
    """Prefix → namespace, where ``id:`` is the ``base`` of the store."""
    return {**PREFIXES, "id": base}


def shorten(iri: str, base: str = BASE) -> str:
    """``prefix:local`` where a known prefix fits, else the IRI itself.

    For people: the local part may hold a slash (``id:region/510000``), which SPARQL wants escaped.
    """
    for prefix, namespace in known(base).items():
        if iri.startswith(namespace) and len(iri) > len(namespace):
            return f"{prefix}:{iri[len(namespace) :]}"
    return iri


def expand(text: str, base: str = BASE) -> str:
    """What ``shorten`` made short, or an IRI in angle brackets, as the bare IRI; any other text as it is."""
    if text.startswith("<") and text.endswith(">"):
        return text[1:-1]
    prefix, colon, local = text.partition(":")
    namespace = known(base).get(prefix) if colon else None
    return namespace + local.replace("\\", "") if namespace else text
