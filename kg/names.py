"""From a name that a user types to the entity in the store that it stands for."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from kg.knowledge.terms import coarse
from kg.names_index import WAYS, index, normal
from kg.rdf.terms import cy, iri, key, local, term
from kg.store import Store

if TYPE_CHECKING:
    from opencc import OpenCC

_TAGS = ("zh", "zh-hant", "zh-latn-pinyin", "en", "")


__all__ = ["Candidate", "candidate", "documents", "find", "finest", "nearest", "normal", "simplified"]


@dataclass(frozen=True, slots=True, order=True)
class Candidate:
    """An entity that a name may stand for: its key, IRI, preferred name and finest type."""

    key: str
    iri: str
    name: str
    type: str


def find(store: Store, name: str) -> list[Candidate]:
    """The entities that a name stands for, sorted by key; several where it is ambiguous, none where unknown.

    A name is an IRI, a key (``region/510000``), an official code, a full or other name (traditional characters, 《》
    and blanks do not matter) or pinyin: with tone marks, joined (``sichuansheng``) or initials (``scs``). A region in
    the store also has its short name, whether a document calls it so or not.
    """
    name = name.strip()
    if not name:
        return []
    named = _by_iri(store, name)
    if named:
        return [candidate(store, named)]
    nodes = _exact(store, name) or _exact(store, simplified(name)) or _loose(store, name)
    return sorted(candidate(store, node) for node in nodes)


def documents(store: Store, name: str) -> list[str]:
    """The keys of the documents of this IRI, key, id or title, sorted."""
    name = name.strip()
    short = name.removeprefix(store.base).removeprefix("document/")
    if re.fullmatch(r"[A-Za-z0-9._~/-]+", short):
        node = iri(f"document/{short}", store.base)
        if any(store.data.quads_for_pattern(node, term("rdf:type"), cy("Document"))):
            return [key(node, store.base)]
    title = normal(name)
    rows = store.data.quads_for_pattern(None, term("dcterms:title"), None)
    found = {q.subject for q in rows if isinstance(q.object, Literal) and normal(q.object.value) == title}
    return sorted(key(node, store.base) for node in found if isinstance(node, NamedNode))


def candidate(store: Store, node: NamedNode) -> Candidate:
    """What is known of an entity's node: its name and finest type."""
    labels = sorted(_texts(store, node, "skos:prefLabel"))
    kinds = {local(quad.object) for quad in store.data.quads_for_pattern(node, term("rdf:type"), None)}  # type: ignore[arg-type]
    return Candidate(key(node, store.base), node.value, labels[0] if labels else node.value, finest(kinds))


def finest(kinds: Iterable[str]) -> str:
    """The finest class among an entity's types; empty where it has none of ours."""
    ours = set(kinds)
    fine = {kind for kind in ours if _coarse(kind) != kind}
    return min(fine or ours, default="")


def nearest(store: Store, name: str, *, n: int = 3) -> list[str]:
    """Names in the store that look like this one, the most alike first."""
    return index(store).nearest(simplified(name), n)


def simplified(name: str) -> str:
    """A name in simplified characters."""
    return str(_simplifier().convert(name))


@cache
def _simplifier() -> OpenCC:
    import opencc

    return opencc.OpenCC("t2s")


def _coarse(kind: str) -> str:
    try:
        return coarse(kind)
    except (KeyError, AttributeError, ValueError):
        return kind


def _by_iri(store: Store, name: str) -> NamedNode | None:
    if not re.fullmatch(r"[!-~]+", name) or "/" not in name or re.search(r"[<>\"{}|^`\\]", name):
        return None
    node = NamedNode(name) if name.startswith(("http:", "https:", "urn:")) else NamedNode(store.base + name)
    return node if any(store.data.quads_for_pattern(node, term("skos:prefLabel"), None)) else None


def _exact(store: Store, name: str) -> set[NamedNode]:
    for way in WAYS:
        found = {
            quad.subject
            for tag in _TAGS
            for quad in store.data.quads_for_pattern(
                None, term(way), Literal(name, language=tag) if tag else Literal(name)
            )
            if isinstance(quad.subject, NamedNode)
        }
        if found:
            return found
    return set()


def _loose(store: Store, name: str) -> set[NamedNode]:
    """Compare without marks and blanks, and pinyin without tones."""
    wanted = normal(simplified(name))
    toneless = re.sub(r"[^a-z0-9]", "", unicodedata.normalize("NFD", wanted))
    names = index(store)
    return names.bearers(wanted, toneless) or names.regions(wanted) or (names.regions(toneless) if toneless else set())


def _texts(store: Store, node: NamedNode, predicate: str) -> set[str]:
    found = store.data.quads_for_pattern(node, term(predicate), None)
    return {quad.object.value for quad in found if isinstance(quad.object, Literal)}
