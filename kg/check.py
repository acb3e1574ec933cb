"""Is a graph sound? Its form by the checks of the ontology, and every quote against the file that it comes from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Literal

from pyoxigraph import NamedNode, QuerySolutions, RdfFormat, Triple, serialize

from kg import rdf
from kg.knowledge.checks import checks
from kg.model import Document
from kg.read import ReadError, find, read
from kg.resources import ontology
from kg.store import Store

Severity = Literal["Violation", "Warning"]
_SH: Final = "http://www.w3.org/ns/shacl#"


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """Something that is wrong: how grave, what should hold, the node at fault, the value."""

    severity: Severity
    message: str
    focus: str
    value: str = ""


@dataclass(slots=True)
class Quotes:
    """What became of the quotes: verified, wrong (as findings), and the documents whose file was not found."""

    verified: int = 0
    wrong: list[Finding] = field(default_factory=list)
    unverified: int = 0
    missing: list[str] = field(default_factory=list)


def form(store: Store, *, language: Literal["zh", "en"] = "en") -> list[Finding]:
    """What the SPARQL checks of ``ontology/checks`` find, violations first."""
    found = []
    for check in checks():
        answer = store.query(check.sparql)
        if isinstance(answer, QuerySolutions):
            for row in answer:
                focus, value = row["focus"], row["value"] if "value" in _names(answer) else None
                text = str(getattr(value, "value", value or ""))
                found.append(
                    Finding(check.severity, check.message[language], str(getattr(focus, "value", focus)), text)
                )
    return sorted(set(found))


def shacl(store: Store) -> list[Finding]:
    """The same by the SHACL shapes and pySHACL, the reference: slower, for any RDF tool to repeat."""
    from pyshacl import validate
    from rdflib import Graph, URIRef

    triples = sorted({Triple(q.subject, q.predicate, q.object) for q in store.quads()}, key=str)
    data = Graph().parse(serialize(triples, format=RdfFormat.N_TRIPLES), format="nt")
    shapes = Graph().parse(ontology() / "shapes.ttl", format="turtle")
    _, report, _ = validate(data, shacl_graph=shapes, inference="none", advanced=True)
    found = []
    for result in report.subjects(URIRef(_SH + "focusNode"), None):
        messages = sorted(report.objects(result, URIRef(_SH + "resultMessage")), key=lambda m: (m.language != "en", m))
        grave = report.value(result, URIRef(_SH + "resultSeverity")) == URIRef(_SH + "Violation")
        focus, value = (report.value(result, URIRef(_SH + name)) for name in ("focusNode", "value"))
        message = str(messages[0]) if messages else ""
        found.append(Finding("Violation" if grave else "Warning", message, str(focus), str(value or "")))
    return sorted(set(found))


def name(store: Store, focus: str) -> str:
    """What the node at fault is called; empty where it has no name or is no node of the graph."""
    try:
        labels = store.data.quads_for_pattern(NamedNode(focus), rdf.terms.term("rdfs:label"), None)
        return min((str(getattr(quad.object, "value", "")) for quad in labels), default="")
    except ValueError:  # a literal or blank node
        return ""


def quotes(store: Store, sources: Iterable[str | Path] = ()) -> Quotes:
    """Read the files again and hold every quote against what stands at its offsets.

    Files are looked for in ``sources``, then in the folders that the store was built from; a file counts as a
    document's where its bytes have the document's digest.
    """
    out = Quotes()
    texts = _texts(store, sources)
    for graph in store.graphs():
        quads = list(store.quads(graph))
        document, facts = rdf.document(quads, base=store.base), rdf.facts(quads, base=store.base)
        text = texts.get(document.digest)
        if text is None:
            out.missing.append(document.path or document.id)
            out.unverified += len(facts)
            continue
        for fact in facts:
            start, end = fact.claim.evidence.start, fact.claim.evidence.end
            if text[start:end] == fact.quote and end <= len(text):
                out.verified += 1
            else:
                place = f"{document.path or document.id} char={start},{end}"
                message = "A quote is what stands at its place in the source"
                out.wrong.append(Finding("Violation", message, store.base + fact.key, place))
    return out


def _names(answer: QuerySolutions) -> set[str]:
    return {variable.value for variable in answer.variables}


def _texts(store: Store, sources: Iterable[str | Path]) -> dict[str, str]:
    """Digest → text of the documents of the store whose files are found."""
    wanted: dict[str, set[str]] = defaultdict(set)
    for graph in store.graphs():
        node = NamedNode(graph)
        document = rdf.document(store.data.quads_for_pattern(node, None, None, node), base=store.base)
        wanted[document.path or ""].add(document.digest)
    texts: dict[str, str] = {}
    for file in _files(list(sources), store.folders()):
        open_digests = wanted.get(file.name, set()) - texts.keys()
        if open_digests:
            texts |= {document.digest: document.text for document in _documents(file)}
    return texts


def _files(sources: list[str | Path], folders: Iterable[Path]) -> Iterator[Path]:
    for file in find([*sources]):
        if isinstance(file, ReadError):
            raise file
        if isinstance(file, Path):
            yield file
    for folder in folders:
        # Only the folder itself: those below it were remembered on their own.
        yield from sorted(path for path in folder.iterdir() if path.is_file())


def _documents(file: Path) -> Iterator[Document]:
    yield from (item for item in read(file) if isinstance(item, Document))
