"""RDF written so that the same facts give the same bytes: sorted, with prefixes in a fixed order."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from itertools import groupby
from typing import Any, Final, TypeAlias

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Triple, serialize

from kg.rdf.terms import BASE, PREFIXES

Item: TypeAlias = Quad | Triple

# Each kind of thing has its own prefix, so that Turtle reads region:510000.
KINDS: Final = (
    "agreement",
    "document",
    "event",
    "evidence",
    "membership",
    "merge",
    "organisation",
    "person",
    "platform",
    "policy",
    "product",
    "project",
    "region",
    "statement",
)
_RDF_TYPE: Final = PREFIXES["rdf"] + "type"
_STRING: Final = PREFIXES["xsd"] + "string"
# A local name that JSON-LD, Turtle and people read without doubt.
_LOCAL: Final = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.\-]*")
GRAPHS_KEPT: Final = frozenset({"nq", "trig", "jsonld"})


def prefixes(base: str = BASE) -> dict[str, str]:
    """Prefix → namespace, sorted: the vocabularies, ``id:`` for the base, and one for each kind of thing."""
    return dict(sorted({**PREFIXES, "id": base, **{kind: f"{base}{kind}/" for kind in KINDS}}.items()))


def written(items: Iterable[Item], form: str, *, base: str = BASE) -> bytes:
    """Quads or triples as ``ttl``, ``nt``, ``rdf`` (graphs united), ``nq``, ``trig`` or ``jsonld`` (graphs kept).

    UTF-8, sorted by graph, subject, predicate (types first) and object; each statement once. ``KeyError`` for
    another form.
    """
    writers: dict[str, Callable[[list[Item], str], bytes]] = {
        "ttl": _turtle,
        "trig": _turtle,
        "nt": _lines,
        "nq": _lines,
        "rdf": _xml,
        "jsonld": _json,
    }
    write = writers[form]
    if form in GRAPHS_KEPT:
        return write(sorted(set(items), key=_order), base)
    return write(sorted({_triple(item) for item in items}, key=_order), base)


def _triple(item: Item) -> Triple:
    return item.triple if isinstance(item, Quad) else item


def _graph(item: Item) -> str:
    named = isinstance(item, Quad) and not isinstance(item.graph_name, DefaultGraph)
    return str(item.graph_name) if named and isinstance(item, Quad) else ""


def _order(item: Item) -> tuple[str, str, str, str]:
    triple = _triple(item)
    predicate = triple.predicate.value
    return _graph(item), str(triple.subject), "" if predicate == _RDF_TYPE else predicate, str(triple.object)


def _serialized(items: list[Item], form: RdfFormat, known: dict[str, str] | None = None) -> str:
    data = serialize(items, format=form, prefixes=known)  # type: ignore[arg-type]  # all quads or all triples
    return (data or b"").decode("utf-8")


def _lines(items: list[Item], base: str) -> bytes:
    del base
    quads = bool(items) and isinstance(items[0], Quad)
    return _serialized(items, RdfFormat.N_QUADS if quads else RdfFormat.N_TRIPLES).encode("utf-8")


def _turtle(items: list[Item], base: str) -> bytes:
    quads = bool(items) and isinstance(items[0], Quad)
    known = prefixes(base)
    text = _serialized(items, RdfFormat.TRIG if quads else RdfFormat.TURTLE, known)
    # pyoxigraph writes the prefixes in an order that changes from run to run.
    body = text.lstrip("\n")
    while body.startswith("@prefix"):
        body = body.partition("\n")[2]
    head = "".join(f"@prefix {name}: <{namespace}> .\n" for name, namespace in known.items())
    # A blank line before each subject, so that eyes find it.
    body = re.sub(r" \.\n(?=[^\s}])", " .\n\n", body)
    return f"{head}\n{body}".encode()


def _xml(items: list[Item], base: str) -> bytes:
    text = _serialized(items, RdfFormat.RDF_XML, prefixes(base))

    def ordered(match: re.Match[str]) -> str:
        return "<rdf:RDF " + " ".join(sorted(match[1].split())) + ">"

    return re.sub(r"<rdf:RDF ([^>]*)>", ordered, text, count=1).encode("utf-8")


def _json(items: list[Item], base: str) -> bytes:
    """JSON-LD 1.1 with a context: one object a line, so that two exports can be compared line by line."""
    known = prefixes(base)
    context = json.dumps(known, ensure_ascii=False, indent=1).replace("\n", "\n ")
    blocks = []
    for graph, members in groupby(items, key=_graph):
        nodes = [
            json.dumps(_node(subject, list(group), known), ensure_ascii=False)
            for subject, group in groupby(map(_triple, members), key=lambda triple: triple.subject)
        ]
        if graph:
            name = json.dumps(_compact(graph[1:-1], known))
            blocks.append(f'{{"@id": {name}, "@graph": [\n  ' + ",\n  ".join(nodes) + "\n ]}")
        else:
            blocks.extend(nodes)
    return (f'{{"@context": {context},\n "@graph": [\n ' + ",\n ".join(blocks) + "\n ]}\n").encode()


def _node(subject: NamedNode | BlankNode | Triple, triples: list[Triple], known: dict[str, str]) -> dict[str, Any]:
    if isinstance(subject, Triple):
        raise TypeError("JSON-LD has no triple terms")
    node: dict[str, Any] = {"@id": _compact(subject.value, known) if isinstance(subject, NamedNode) else str(subject)}
    for predicate, group in groupby(triples, key=lambda triple: triple.predicate.value):
        values = [_value(triple.object, known, kind=predicate == _RDF_TYPE) for triple in group]
        node["@type" if predicate == _RDF_TYPE else _compact(predicate, known)] = values
    return node


def _value(term: NamedNode | BlankNode | Literal | Triple, known: dict[str, str], *, kind: bool) -> Any:  # noqa: ANN401 - JSON
    if isinstance(term, Literal):
        if term.language:
            return {"@value": term.value, "@language": term.language}
        datatype = term.datatype.value
        return term.value if datatype == _STRING else {"@value": term.value, "@type": _compact(datatype, known)}
    if isinstance(term, Triple):
        raise TypeError("JSON-LD has no triple terms")
    name = _compact(term.value, known) if isinstance(term, NamedNode) else str(term)
    return name if kind else {"@id": name}


def _compact(iri: str, known: dict[str, str]) -> str:
    """``prefix:local`` with the longest namespace that leaves a plain local name, else the IRI."""
    fitting = [(name, space) for name, space in known.items() if iri.startswith(space)]
    for name, space in sorted(fitting, key=lambda pair: -len(pair[1])):
        if _LOCAL.fullmatch(iri[len(space) :]):
            return f"{name}:{iri[len(space) :]}"
    return iri
