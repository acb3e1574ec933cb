"""A dataset in parts of a given size, for bulk loaders, with a script for each store that loads them."""

from __future__ import annotations

import gzip
import multiprocessing
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path
from typing import Final

from pyoxigraph import NamedNode, Quad
from pyoxigraph import Store as Oxigraph

from kg.export.select import Selection, selected
from kg.export.void import VOID, description
from kg.folder import DATA
from kg.rdf.serial import written
from kg.store import Store

DEFAULT_SIZE: Final = 5_000_000
SCRIPTS: Final = Path(__file__).parent / "loaders"
_BATCH: Final = 64  # graphs that a process writes at a time,
_AHEAD: Final = 2  # batches of which wait at each, so that none waits


def parts(store: Store, size: int, *, selection: Selection | None = None, workers: int = 1) -> Iterator[bytes]:
    """N-Quads in parts of at most ``size`` quads, graph by graph, in the order of their IRIs, each graph sorted.

    Put together they are what ``dump`` writes as ``nq``. Only a graph with more than ``size`` quads stands in two
    parts. Where nothing is selected, only one part is in memory at a time, and ``workers`` processes write the graphs
    of a store on disk; the parts are the same.
    """
    kept: list[bytes] = []
    number = 0
    for graph in _lines(store, selection or Selection(), workers):
        lines = graph.splitlines(keepends=True)
        if kept and number + len(lines) > size:
            yield b"".join(kept)
            kept, number = [], 0
        for start in range(0, len(lines), size):
            chunk = lines[start : start + size]
            kept.append(b"".join(chunk))
            number += len(chunk)
            if number >= size:
                yield b"".join(kept)
                kept, number = [], 0
    if kept:
        yield b"".join(kept)


def _lines(store: Store, selection: Selection, workers: int) -> Iterator[bytes]:
    """The N-Quads of each graph, by its IRI."""
    if workers == 1 or not selection.everything or store.path is None:
        yield from (written(quads, "nq", base=store.base) for quads in _graphs(store, selection))
        return
    graphs = sorted(store.graphs(), key=_written)
    batches = iter([graphs[start : start + _BATCH] for start in range(0, len(graphs), _BATCH)])
    running: deque[Future[list[bytes]]] = deque()
    context = multiprocessing.get_context("spawn")  # a process that has a store open cannot be forked
    with ProcessPoolExecutor(workers, context, _open, (store.path, store.base)) as pool:
        for batch in batches:
            running.append(pool.submit(_batch, batch))
            if len(running) > workers * _AHEAD:
                yield from running.popleft().result()
        for future in running:
            yield from future.result()


_opened: list[Store] = []  # the store of a process that writes graphs


def _open(path: Path, base: str) -> None:
    _opened.append(Store(Oxigraph.read_only(str(path / DATA)), path, base))


def _batch(graphs: list[str]) -> list[bytes]:
    store = _opened[0]
    return [written(store.quads(graph), "nq", base=store.base) for graph in graphs]


def _graphs(store: Store, selection: Selection) -> Iterator[list[Quad]]:
    """The quads of each graph, by its IRI."""
    if selection.everything:
        yield from (list(store.quads(graph)) for graph in sorted(store.graphs(), key=_written))
        return
    found: dict[str, list[Quad]] = {}
    for quad in selected(store.quads(), selection):
        if isinstance(quad.graph_name, NamedNode):
            found.setdefault(quad.graph_name.value, []).append(quad)
    yield from (found[graph] for graph in sorted(found, key=_written))


def _written(graph: str) -> str:
    """A graph's name as N-Quads have it, by which ``dump`` sorts."""
    return str(NamedNode(graph))


def names(number: int, *, gzipped: bool) -> list[str]:
    """The names of so many parts: ``graph-0001.nq``, …"""
    return [f"graph-{place:04}.nq{'.gz' if gzipped else ''}" for place in range(1, number + 1)]


def write(  # noqa: PLR0913 - keyword-only options of one job
    store: Store,
    folder: Path,
    *,
    size: int = DEFAULT_SIZE,
    gzipped: bool = False,
    selection: Selection | None = None,
    license_iri: str | None = None,
    workers: int = 1,
) -> list[Path]:
    """Write the parts, ``void.ttl`` and the scripts into ``folder``, and say which files these are.

    Parts of an earlier export are removed first, so that no script loads them. A part is compressed and written while
    the next one is made. Raises ``OSError``.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for old in (*folder.glob("graph-*.nq"), *folder.glob("graph-*.nq.gz")):
        old.unlink()
    files: list[Path] = []
    with ThreadPoolExecutor(1) as pool:
        last: Future[None] | None = None
        for place, data in enumerate(parts(store, size, selection=selection, workers=workers), 1):
            if last:
                last.result()
            files.append(folder / names(place, gzipped=gzipped)[-1])
            last = pool.submit(_put, files[-1], data, gzipped=gzipped)
        if last:
            last.result()
    void = folder / "void.ttl"
    data = described(store, selection=selection, license_iri=license_iri, form="ttl")
    void.write_bytes(data + _dumps(store, files))
    for script in sorted(SCRIPTS.glob("*.sh")):
        copy = folder / script.name
        copy.write_bytes(script.read_bytes())
        copy.chmod(0o755)
        files.append(copy)
    return [*files, void]


def _put(path: Path, data: bytes, *, gzipped: bool) -> None:
    path.write_bytes(gzip.compress(data, mtime=0) if gzipped else data)


def described(store: Store, *, selection: Selection | None = None, license_iri: str | None = None, form: str) -> bytes:
    """The VoID description of what is exported, in an RDF format."""
    quads = selected(store.quads(), selection or Selection())
    return written(description(quads, base=store.base, license_iri=license_iri), form, base=store.base)


def _dumps(store: Store, files: list[Path]) -> bytes:
    """Where the data is: names relative to the description, which only Turtle can write."""
    listed = ", ".join(f"<{path.name}>" for path in files)
    return f"\n<{store.base}dataset> <{VOID}dataDump> {listed} .\n".encode() if files else b""
