"""``kg export``: the graph as files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli import common, results

if TYPE_CHECKING:
    from kg.store import Store

FORMATS = ("ttl", "nt", "nq", "trig", "jsonld", "rdf", "graphml", "gexf", "csv")


@click.command(name="export")
@common.store_option
@click.option(
    "-o",
    "--output",
    required=True,
    metavar="FILE|DIR|-",
    help="Where to write: the suffix says the format, .gz after it compresses; a folder gets CSV; - needs -f.",
)
@click.option("-f", "--format", "fmt", type=click.Choice(FORMATS), help="The format. Default: by the suffix of -o.")
@click.option("--document", "documents", multiple=True, metavar="ID", help="Only this document; may be given again.")
@click.option("--focus", multiple=True, metavar="NAME", help="Only what is known about this thing; may be given again.")
@click.option("--depth", type=click.IntRange(1), default=1, show_default=True, help="Steps from the focus.")
@common.confidence_option
@click.option("--asserted-only", is_flag=True, help="Leave out what is planned, wished, denied and the like.")
@click.option("--rdf12", is_flag=True, help="Statements with RDF 1.2 triple terms (ttl, nt, nq, trig).")
@click.option("--bom", is_flag=True, help="Begin CSV files with a byte order mark, for Excel.")
@click.option("--gzip", "gzipped", is_flag=True, help="Compress; for a folder of CSV, each file.")
@common.quiet_option
def command(  # noqa: PLR0917 - click passes options by name
    store: Path,
    output: str,
    fmt: str | None,
    documents: tuple[str, ...],
    focus: tuple[str, ...],
    depth: int,
    min_confidence: float,
    asserted_only: bool,
    rdf12: bool,
    bom: bool,
    gzipped: bool,
    quiet: bool,
) -> None:
    """Write the graph as RDF, GraphML, GEXF or CSV.

    Suffixes: .ttl .nt .nq .trig .jsonld .rdf .graphml .gexf, each also with .gz; a name without a suffix is a folder
    for nodes.csv, edges.csv, evidence.csv and documents.csv. The same store gives the same bytes. nq, trig and jsonld
    keep the documents' named graphs, ttl, nt and rdf unite them.

    \b
    Example:
      kg export -o graph.trig
      kg export -o tables --focus 四川省 --min-confidence 0.8
      kg export -f nq -o - | gzip > graph.nq.gz
    """  # noqa: D301
    from kg.export.select import Selection
    from kg.export.write import ExportError, Options, dump, form_of

    if output == "-" and fmt in {None, "csv"}:
        raise common.Fault("-o - wants one format with -f; CSV is four tables and wants a folder.", code=2)
    try:
        form, zipped = (fmt, output.endswith(".gz")) if fmt else form_of(output)
        with common.open_store(store) as source:
            chosen = Selection(
                _documents(source, documents), _things(source, focus), depth, min_confidence, asserted_only
            )
            files = dump(source, form, selection=chosen, options=Options(bom, gzipped or zipped, rdf12))
    except ExportError as error:
        raise common.Fault(str(error), code=2) from error
    _write(files, output)
    if not quiet:
        click.echo(f"{sum(map(len, files.values())):,} bytes of {form} written to {output}", err=True)


def _documents(store: Store, names: tuple[str, ...]) -> frozenset[str]:
    """The IRIs of documents that are given by id, key, IRI or title."""
    from kg.names import documents

    found: list[str] = []
    for name in names:
        keys = documents(store, name)
        if not keys:
            raise common.Fault(f"There is no document {name!r} in the store.", cure="`kg stats` says what is in it.")
        found += [store.base + key for key in keys]
    return frozenset(found)


def _things(store: Store, names: tuple[str, ...]) -> frozenset[str]:
    """The IRIs of things that are given by any name."""
    return frozenset(common.one_entity(store, name).iri for name in names)


def _write(files: dict[str, bytes], output: str) -> None:
    """One file, or several into a folder."""
    if "" in files:
        results.put(files[""], output)
        return
    folder = Path(output)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise common.Fault(f"{output}: cannot be made: {error.strerror}", cure="Choose another folder.") from error
    for name, data in files.items():
        results.put(data, str(folder / name))
