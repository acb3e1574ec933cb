"""``kg query``: SPARQL."""

from __future__ import annotations

import errno
import sys
import time
from pathlib import Path

import click

from kg.cli import common, results

FORMATS = ("table", "csv", "tsv", "json", "xml", "md", "ttl", "nt", "jsonld")


@click.command(name="query")
@click.argument("sparql", metavar="SPARQL|FILE.rq|-")
@common.store_option
@results.limits
@common.format_option(*FORMATS)
@common.output_option
@common.quiet_option
def command(  # noqa: PLR0917 - click passes options by name
    sparql: str,
    store: Path,
    data: Path | None,
    limit: int | None,
    timeout: float | None,
    bom: bool,
    fmt: str,
    output: str,
    quiet: bool,
) -> None:
    """Ask the store in SPARQL 1.1.

    The query is given as such, as a file, or on standard input (-). It sees all documents at once; GRAPH ?document
    asks for one. Prefixes cy:, id:, org:, prov:, oa:, skos:, rdf:, rdfs:, xsd:, dcterms: and owl: are known, and
    <region/510000> is read under the store's base. Updates, SERVICE and graphs from elsewhere are refused (exit 2);
    a query that --timeout stops ends with exit 1.

    \b
    Example:
      kg query "SELECT ?name WHERE { ?x a cy:Agreement ; skos:prefLabel ?name } ORDER BY ?name"
      kg query "DESCRIBE <region/510000>" -f ttl
    """  # noqa: D301
    from kg.query.worker import run

    text = _text(sparql)
    fmt = results.chosen(fmt, output, FORMATS)
    begin = time.perf_counter()
    with results.guarded(here=timeout is None):
        result = run(data or store, text, timeout=timeout, limit=limit, labels=fmt in {"table", "md"})
    results.emit(result, fmt, output, bom=bom)
    results.summary(result, time.perf_counter() - begin, quiet=quiet)


def _text(sparql: str) -> str:
    """The query: from standard input, from a file, or as given."""
    if sparql == "-":
        return _decoded(sys.stdin.buffer.read(), "standard input")
    if "{" in sparql or "\n" in sparql:
        return sparql
    path = Path(sparql)
    try:
        if path.is_file():
            return _decoded(path.read_bytes(), str(path))
    except OSError as error:
        if error.errno != errno.ENAMETOOLONG:  # a query may be longer than a name can be
            raise common.Fault(f"{path}: cannot be read: {error.strerror}", code=2) from error
    if path.suffix in {".rq", ".sparql"}:
        raise common.Fault(f"{path}: there is no such file", cure="Check the path.", code=2)
    return sparql


def _decoded(data: bytes, name: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise common.Fault(f"{name}: a query has to be UTF-8: {error}", code=2) from error
