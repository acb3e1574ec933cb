"""Results as files: the formats of the SPARQL recommendations, Markdown, and RDF for graphs."""

from __future__ import annotations

import codecs
import json
from collections.abc import Callable
from typing import Any, Final

import pyoxigraph as ox

from kg.query.prefixes import PREFIXES
from kg.query.result import Answer, Result, Rows, Term, Triples
from kg.query.table import cells
from kg.rdf.serial import written

_XSD_STRING = PREFIXES["xsd"] + "string"
_RESULTS: Final = {
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
    "xml": ox.QueryResultsFormat.XML,
}
ROWS: Final = ("table", "csv", "tsv", "json", "xml", "md")
GRAPHS: Final = ("ttl", "nt", "jsonld")


class FormatError(ValueError):
    """The format does not fit the kind of result."""


def dump(result: Result, form: str, *, bom: bool = False) -> bytes:
    """``result`` in the format ``form`` (of ``ROWS`` but ``table``, or of ``GRAPHS``), in UTF-8, with a last line feed.

    ``bom`` puts a byte order mark before CSV and TSV, by which Excel knows UTF-8. Raises ``FormatError`` where rows are
    wanted as a graph or a graph as rows.
    """
    writers: dict[type, Callable[[Any, str], bytes]] = {Rows: _rows, Triples: _triples, Answer: _answer}
    data = writers[type(result)](result, form)
    mark = codecs.BOM_UTF8 if bom and form in ("csv", "tsv") else b""
    return mark + data + (b"" if data.endswith(b"\n") else b"\n")


def _triples(result: Triples, form: str) -> bytes:
    if form not in GRAPHS:
        raise FormatError(f"the answer is a graph: write it as {', '.join(GRAPHS)}, not as {form}")
    return written(result.triples, form)


def _answer(result: Answer, form: str) -> bytes:
    if form in GRAPHS:
        raise FormatError(f"the answer is yes or no: write it as json, xml or table, not as {form}")
    word = "true" if result.value else "false"
    if form in ("json", "xml"):
        text = json.dumps({"head": {}, "boolean": result.value}).encode()
        return text if form == "json" else _converted(text, "xml")
    return word.encode()


def _rows(result: Rows, form: str) -> bytes:
    if form in GRAPHS:
        raise FormatError(f"the answer is a table: write it as {', '.join(ROWS)}, not as {form}")
    if form == "md":
        return _markdown(result).encode()
    document = {
        "head": {"vars": list(result.variables)},
        "results": {
            "bindings": [
                {name: _json(term) for name, term in zip(result.variables, row, strict=True) if term is not None}
                for row in result.rows
            ]
        },
    }
    if form == "json":
        return json.dumps(document, ensure_ascii=False, indent=1).encode()
    return _converted(json.dumps(document).encode(), form)


def _converted(document: bytes, form: str) -> bytes:
    """SPARQL JSON results in another of the standard formats, written by the engine."""
    data = ox.parse_query_results(document, format=ox.QueryResultsFormat.JSON).serialize(format=_RESULTS[form])
    return data or b""


def _json(term: Term) -> dict[str, Any]:
    """One term as SPARQL 1.1 (1.2 for triple terms) Query Results JSON has it."""
    if isinstance(term, ox.NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, ox.BlankNode):
        return {"type": "bnode", "value": term.value}
    if isinstance(term, ox.Triple):
        parts = {"subject": term.subject, "predicate": term.predicate, "object": term.object}
        return {"type": "triple", "value": {name: _json(part) for name, part in parts.items()}}
    literal: dict[str, Any] = {"type": "literal", "value": term.value}
    if term.language:
        return literal | {"xml:lang": term.language}
    if term.datatype.value != _XSD_STRING:
        return literal | {"datatype": term.datatype.value}
    return literal


def _markdown(result: Rows) -> str:
    """A Markdown table of what the terminal table shows."""
    head, body = cells(result)
    lines = [head, ["---"] * len(head), *body]
    return "".join("| " + " | ".join(_escaped(cell) for cell in line) + " |\n" for line in lines)


def _escaped(cell: str) -> str:
    return cell.replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;").replace("\n", " ")
