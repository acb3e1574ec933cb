"""From a store to files."""

from __future__ import annotations

import codecs
import gzip
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pyoxigraph import Quad

from kg.export import network, tables
from kg.export.facts import tables as rows_of
from kg.export.rdf12 import with_triple_terms
from kg.export.select import Selection, selected
from kg.rdf.serial import written
from kg.store import Store

RDF: Final = ("ttl", "nt", "nq", "trig", "jsonld", "rdf")
NETWORKS: Final = ("graphml", "gexf")
FORMATS: Final = (*RDF, *NETWORKS, "csv")
TRIPLE_TERMS: Final = frozenset({"ttl", "nt", "nq", "trig"})


class ExportError(ValueError):
    """What is asked for cannot be written: the message says why."""


@dataclass(frozen=True, slots=True)
class Options:
    """How to write: CSV with a byte order mark, gzipped, RDF 1.2 triple terms."""

    bom: bool = False
    gzipped: bool = False
    rdf12: bool = False


def form_of(output: str) -> tuple[str, bool]:
    """The format by the name of the output, and whether it is gzipped; a name without a suffix is a folder of CSV.

    Raises ``ExportError`` for a suffix that no format has.
    """
    path = Path(output)
    zipped = path.suffix == ".gz"
    suffix = Path(path.stem).suffix if zipped else path.suffix
    form = suffix.removeprefix(".").lower()
    if path.is_dir() or output.endswith("/") or (not suffix and not zipped):
        return "csv", False
    if form not in FORMATS or form == "csv":
        known = ", ".join(f".{name}" for name in (*RDF, *NETWORKS))
        raise ExportError(f"{output}: no format has this suffix; there are {known}, each also .gz, and a folder of CSV")
    return form, zipped


def dump(
    store: Store, form: str, *, selection: Selection | None = None, options: Options | None = None
) -> dict[str, bytes]:
    """File name → bytes; one file without a name (``""``) unless ``form`` is ``csv``.

    The same store gives the same bytes, on any machine. Raises ``ExportError`` for a form that there is not, and for
    RDF 1.2 in a format without triple terms.
    """
    how, which = options or Options(), selection or Selection()
    if form not in FORMATS:
        raise ExportError(f"no format {form!r}; there are {', '.join(FORMATS)}")
    if how.rdf12 and form not in TRIPLE_TERMS:
        raise ExportError(f"{form} has no triple terms; RDF 1.2 is written as {', '.join(sorted(TRIPLE_TERMS))}")
    quads = selected(store.quads(), which)
    if form in RDF:
        files = {"": written(with_triple_terms(quads) if how.rdf12 else quads, form, base=store.base)}
    else:
        files = _tabular(quads, form, store.base)
    if form == "csv" and how.bom:
        files = {name: codecs.BOM_UTF8 + data for name, data in files.items()}
    if how.gzipped:
        files = {f"{name}.gz" if name else "": gzip.compress(data, mtime=0) for name, data in files.items()}
    return files


def _tabular(quads: Iterable[Quad], form: str, base: str) -> dict[str, bytes]:
    rows = rows_of(quads, base=base)
    if form == "csv":
        return tables.files(rows)
    return {"": network.graphml(rows) if form == "graphml" else network.gexf(rows)}
