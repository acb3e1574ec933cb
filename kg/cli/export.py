"""``kg export``: the graph as files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli import common, results

if TYPE_CHECKING:
    from kg.export.select import Selection
    from kg.export.write import Options
    from kg.store import Store

FORMATS = ("ttl", "nt", "nq", "trig", "jsonld", "rdf", "graphml", "gexf", "csv")


@click.command(name="export")
@common.store_option
@click.option(
    "-o",
    "--output",
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
@click.option("--void", is_flag=True, help="Instead of the graph, its description in VoID: what is in it, how much.")
@click.option("--license", "license_iri", metavar="IRI", help="The licence that --void and --loaders state.")
@click.option(
    "--loaders",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="N-Quads in parts, void.ttl, and a script to load them into Virtuoso, Fuseki, GraphDB, Oxigraph, QLever.",
)
@click.option(
    "--split", type=click.IntRange(1), metavar="N", help="Quads in one part (with --loaders). Default: 5000000."
)
@click.option(
    "--workers", type=click.IntRange(1), metavar="N", help="Processes that write (with --loaders). Default: 1."
)
@common.quiet_option
def command(  # noqa: PLR0917 - click passes options by name
    store: Path,
    output: str | None,
    fmt: str | None,
    documents: tuple[str, ...],
    focus: tuple[str, ...],
    depth: int,
    min_confidence: float,
    asserted_only: bool,
    rdf12: bool,
    bom: bool,
    gzipped: bool,
    void: bool,
    license_iri: str | None,
    loaders: Path | None,
    split: int | None,
    workers: int | None,
    quiet: bool,
) -> None:
    """Write the graph as RDF, GraphML, GEXF or CSV.

    Suffixes: .ttl .nt .nq .trig .jsonld .rdf .graphml .gexf, each also with .gz; a name without a suffix is a folder
    for nodes.csv, edges.csv, evidence.csv and documents.csv. The same store gives the same bytes. nq, trig and jsonld
    keep the documents' named graphs, ttl, nt and rdf unite them. For triple stores --loaders writes all that one needs.

    \b
    Example:
      kg export -o graph.trig
      kg export -o tables --focus 四川省 --min-confidence 0.8
      kg export -f nq -o - | gzip > graph.nq.gz
      kg export --loaders parts --gzip
      kg export -o void.ttl --void
    """  # noqa: D301
    from kg.export.select import Selection
    from kg.export.write import ExportError, Options, dump, form_of

    _check(output, fmt, loaders, split=split, void=void, license_iri=license_iri)
    if workers and loaders is None:
        raise common.Fault("--workers says how many processes write the parts of --loaders.", code=2)
    with common.open_store(store) as source:
        chosen = Selection(_documents(source, documents), _things(source, focus), depth, min_confidence, asserted_only)
        if loaders is not None:
            files = _loaders(
                source,
                loaders,
                chosen,
                gzipped=gzipped,
                split=split,
                license_iri=license_iri,
                workers=workers or 1,
            )
            if not quiet:
                listed = ", ".join(path.name for path in files)
                click.echo(f"{len(files)} files in {loaders}: {listed}", err=True)
        if output is None:
            return
        try:
            form, zipped = (fmt, output.endswith(".gz")) if fmt else form_of(output)
            options = Options(bom, gzipped or zipped, rdf12)
            data = _void(source, form, chosen, license_iri, options) if void else None
            data = data or dump(source, form, selection=chosen, options=options)
        except ExportError as error:
            raise common.Fault(str(error), code=2) from error
    _write(data, output)
    if not quiet:
        click.echo(f"{sum(map(len, data.values())):,} bytes of {form} written to {output}", err=True)


def _check(
    output: str | None, fmt: str | None, loaders: Path | None, *, split: int | None, void: bool, license_iri: str | None
) -> None:
    """Refuse options that do not go together."""
    if output is None and loaders is None:
        raise click.UsageError("Missing option '-o' / '--output' (or --loaders).")
    if output == "-" and fmt in {None, "csv"}:
        raise common.Fault("-o - wants one format with -f; CSV is four tables and wants a folder.", code=2)
    if split and loaders is None:
        raise common.Fault("--split says how large the parts of --loaders are.", code=2)
    if license_iri and loaders is None and not void:
        raise common.Fault("--license is stated by --void and --loaders only.", code=2)
    if license_iri and not license_iri.startswith(("http://", "https://", "urn:")):
        cure = "Give one like https://creativecommons.org/licenses/by/4.0/."
        raise common.Fault(f"{license_iri!r} is no IRI.", cure=cure, code=2)


def _loaders(
    store: Store,
    folder: Path,
    selection: Selection,
    *,
    gzipped: bool,
    split: int | None,
    license_iri: str | None,
    workers: int,
) -> list[Path]:
    from kg.export import parts

    try:
        return parts.write(
            store,
            folder,
            size=split or parts.DEFAULT_SIZE,
            gzipped=gzipped,
            selection=selection,
            license_iri=license_iri,
            workers=workers,
        )
    except OSError as error:
        raise common.Fault(f"{folder}: cannot be written: {error.strerror}", cure="Choose another folder.") from error


def _void(store: Store, form: str, selection: Selection, license_iri: str | None, options: Options) -> dict[str, bytes]:
    """The description as one file."""
    import gzip

    from kg.export.parts import described
    from kg.export.write import RDF, ExportError

    if form not in RDF:
        raise ExportError(f"VoID is RDF; it is written as {', '.join(RDF)}, not as {form}")
    data = described(store, selection=selection, license_iri=license_iri, form=form)
    return {"": gzip.compress(data, mtime=0) if options.gzipped else data}


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
