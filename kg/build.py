"""The pipeline: read → extract → RDF → store, one document at a time. Composition only."""

from __future__ import annotations

import hashlib
import multiprocessing
import os
import signal
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Final, TypeAlias

from pyoxigraph import NamedNode, Quad, RdfFormat, parse, serialize

from kg import __version__, rdf
from kg.model import Document, When
from kg.read import Manifest, ReadError, Source, find, manifest_of, read
from kg.resources import ontology
from kg.store import Store

# What a document's graph depends on: a change in any of these files builds every document anew.
_PACKAGE: Final = ("model.py", "extract.py", "knowledge", "read", "mention", "entity", "relate", "rdf")
_ONTOLOGY: Final = ("chuanyu.ttl", "lexicon", "rules")
_FEW: Final = 16
_MOST_WORKERS: Final = 4
_AHEAD: Final = 4

Result: TypeAlias = bytes | str


@dataclass(frozen=True, slots=True)
class Failure:
    """A document that was not built: its file (and line), the cause, and what helps."""

    path: str
    cause: str
    line: int | None = None
    cure: str = ""

    def __str__(self) -> str:
        place = self.path if self.line is None else f"{self.path}, line {self.line}"
        return f"{place}: {self.cause}" + (f"; {self.cure}" if self.cure else "")


@dataclass(slots=True)
class Report:
    """What a build did: documents that are now in the store, how many of them were unchanged, and the rest."""

    documents: int = 0
    unchanged: int = 0
    removed: int = 0
    statements: int = 0
    seconds: float = 0.0
    failures: list[Failure] = field(default_factory=list)

    def __str__(self) -> str:
        parts = [_count(self.documents, "document")]
        if self.unchanged:
            parts[0] += f" ({self.unchanged:,} unchanged)"
        if self.failures:
            parts.append(f"{len(self.failures):,} failed")
        if self.removed:
            parts.append(f"{self.removed:,} removed")
        parts.append(_count(self.statements, "statement"))
        parts.append(f"{self.seconds:.0f} s" if self.seconds >= 10 else f"{self.seconds:.1f} s")
        return ", ".join(parts)


def build(  # noqa: PLR0913 - keyword-only options of one job
    sources: Iterable[str | Path],
    store: Store,
    *,
    published: When | None = None,
    manifest: Path | Manifest | None = None,
    workers: int | None = None,
    prune: bool = False,
    progress: Callable[[int, int], None] | None = None,
) -> Report:
    """Read the sources and put each document's graph into the store; unchanged documents are left as they are.

    ``published`` and ``manifest`` go to the reader; ``workers`` is the number of processes (by default one for a few
    files, else one a core, at most four); ``prune`` removes the documents that are in none of the sources;
    ``progress`` is called with the files done and the files in all. A document that fails is reported and the others
    go on. The graphs depend neither on the order of the sources nor on ``workers``. Raises ``ReadError`` for a manifest
    that cannot be read.
    """
    started = time.monotonic()
    work = _Build(store, progress)
    files = list(find(sources))
    table = manifest if isinstance(manifest, Manifest) else manifest_of(manifest)
    if isinstance(table, ReadError):
        raise table
    store.remember({Path(file).resolve().parent for file in files if isinstance(file, Path)})
    count = workers or (1 if len(files) < _FEW else min(_MOST_WORKERS, os.cpu_count() or 1))
    todo = work.changed(files, published, table)
    if count == 1:
        for document in todo:
            work.store_result(document, quads_of(document, store.base, version()))
    else:
        for document, result in _parallel(todo, store.base, count):
            work.store_result(document, result)
    if prune:
        work.prune()
    store.flush()
    work.report.seconds = time.monotonic() - started
    return work.report


def quads_of(document: Document, base: str, version: str) -> Result:
    """The document's graph as N-Quads, or the cause why there is none (a ``str``); runs in any process."""
    from kg.extract import extract

    try:
        quads = rdf.quads(extract(document), base=base, version=version)
        return serialize(quads, format=RdfFormat.N_QUADS) or b""
    except Exception as error:  # noqa: BLE001 - whatever a rule does to one document, the others must go on
        return f"the extraction failed: {type(error).__name__}: {error}"


@cache
def version() -> str:
    """The version of the extractor: that of the package, and a hash of the files that a graph depends on."""
    digest = hashlib.sha256()
    for root, names in ((Path(__file__).parent, _PACKAGE), (ontology(), _ONTOLOGY)):
        for path in sorted(_files(root, names), key=lambda path: path.relative_to(root).as_posix()):
            digest.update(f"{path.relative_to(root).as_posix()}\n".encode())
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return f"{__version__} {digest.hexdigest()[:16]}"


def _files(root: Path, names: Iterable[str]) -> Iterator[Path]:
    for name in names:
        path = root / name
        inside = path.rglob("*") if path.is_dir() else [path]
        yield from (each for each in inside if each.suffix in {".py", ".tsv", ".toml", ".ttl"} and each.is_file())


class _Build:
    """One run: what has been seen, stored and failed."""

    def __init__(self, store: Store, progress: Callable[[int, int], None] | None) -> None:
        self.store, self.progress = store, progress
        self.report = Report()
        self.seen: dict[str, Document] = {}

    def changed(
        self, files: list[Source | ReadError], published: When | None, manifest: Manifest
    ) -> Iterator[Document]:
        """Read the files; yield the documents that must be built."""
        for number, source in enumerate(files):
            if self.progress:
                self.progress(number, len(files))
            for item in _items(source, published, manifest):
                if isinstance(item, ReadError):
                    self.fail(Failure(item.path, item.cause, item.line, item.cure))
                elif self.first(item):
                    if self.same(item):
                        self.done(item)
                        self.report.unchanged += 1
                    else:
                        yield item
        if self.progress:
            self.progress(len(files), len(files))

    def first(self, document: Document) -> bool:
        """Whether this is the first document of its id; a second with other content is a failure."""
        other = self.seen.setdefault(document.id, document)
        if other is document:
            return True
        if other.digest != document.digest or other.text != document.text:
            cause = f"has the same id ({document.id}) as {other.path or 'another document'}"
            self.fail(Failure(document.path or document.id, cause, cure="give it an id of its own in the manifest"))
        return False

    def same(self, document: Document) -> bool:
        """Whether the store holds this document as it is, built by this version."""
        wanted = rdf.document_quads(document, base=self.store.base, version=version())
        node, graph = wanted[0].subject, wanted[0].graph_name
        return set(self.store.data.quads_for_pattern(node, None, None, graph)) == set(wanted)

    def store_result(self, document: Document, result: Result) -> None:
        if isinstance(result, str):
            self.fail(Failure(document.path or document.id, result, cure="the other documents are not touched by it"))
            return
        quads: list[Quad] = list(parse(result, format=RdfFormat.N_QUADS))
        self.store.replace(self.graph(document.id), quads)
        self.done(document)

    def done(self, document: Document) -> None:
        graph = NamedNode(self.graph(document.id))
        found = self.store.data.quads_for_pattern(None, rdf.terms.term("rdf:type"), rdf.cy("Statement"), graph)
        self.report.statements += sum(1 for _ in found)
        self.report.documents += 1

    def fail(self, failure: Failure) -> None:
        self.report.failures.append(failure)

    def graph(self, identity: str) -> str:
        return rdf.iri(f"document/{identity}", self.store.base).value

    def prune(self) -> None:
        """Remove the documents that no source holds; one whose file could not be read stays."""
        kept = {self.graph(identity) for identity in self.seen}
        unread = {Path(failure.path).name for failure in self.report.failures}
        for graph in self.store.graphs():
            if graph not in kept and rdf.document(self.store.quads(graph), base=self.store.base).path not in unread:
                self.store.remove(graph)
                self.report.removed += 1


def _items(source: Source | ReadError, published: When | None, manifest: Manifest) -> Iterator[Document | ReadError]:
    try:
        yield from read(source, published=published, manifest=manifest)
    except Exception as error:  # noqa: BLE001 - whatever a library makes of one broken file, the others must go on
        cause = f"cannot be read: {type(error).__name__}: {error}"
        yield ReadError(str(source), None, cause, "check that the file opens elsewhere")


def _parallel(documents: Iterator[Document], base: str, workers: int) -> Iterator[tuple[Document, Result]]:
    """Extract in several processes; results come back in the order of the documents."""
    waiting: deque[tuple[Document, Future[Result]]] = deque()
    pool = _pool(workers)
    try:
        for document in documents:
            try:
                waiting.append((document, pool.submit(quads_of, document, base, version())))
            except BrokenProcessPool:
                pool = _pool(workers)
                waiting.append((document, pool.submit(quads_of, document, base, version())))
            if len(waiting) > workers * _AHEAD:
                yield _result(*waiting.popleft())
        while waiting:
            yield _result(*waiting.popleft())
    finally:
        # After an interruption nothing more is waited for: what is stored is whole.
        pool.shutdown(wait=False, cancel_futures=True)


def _pool(workers: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn"), initializer=_deaf)


def _deaf() -> None:
    """Leave Ctrl-C to the main process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _result(document: Document, future: Future[Result]) -> tuple[Document, Result]:
    try:
        return document, future.result()
    except BrokenProcessPool:
        return document, "the extraction failed: its process died (out of memory?)"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
