"""The pipeline: read → extract → RDF → store. Composition only: where the extraction runs is another's business."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Final

from pyoxigraph import NamedNode

from kg import rdf
from kg.build.processes import farm
from kg.build.report import Failure, Progress, Report
from kg.build.stamp import version
from kg.build.work import LIMIT, Farm, Job, Result, graph_of, one_by_one
from kg.build.writer import Writer
from kg.model import Document, When
from kg.read import Manifest, ReadError, Source, find, manifest_of, read
from kg.store import Store

__all__ = ["LIMIT", "Failure", "Farm", "Job", "Progress", "Report", "Result", "build", "graph_of", "version"]

_FEW: Final = 1 << 20  # bytes of sources that are done before a second process has started
_MOST_WORKERS: Final = 4
_EVERY: Final = 0.5  # seconds between two words on the progress


def build(  # noqa: PLR0913 - keyword-only options of one job
    sources: Iterable[str | Path],
    store: Store,
    *,
    published: When | None = None,
    manifest: Path | Manifest | None = None,
    workers: int | Farm | None = None,
    limit: float = LIMIT,
    prune: bool = False,
    progress: Callable[[Progress], None] | None = None,
    tell: Callable[[str], None] | None = None,
) -> Report:
    """Read the sources and put each document's graph into the store; unchanged documents are left as they are.

    ``published`` and ``manifest`` go to the reader; ``workers`` is the number of processes (by default one for a few
    files, else one a core, at most four) or a farm of another kind; ``limit`` is the time that one document may take,
    in seconds; ``prune`` removes the documents that are in none of the sources; ``progress`` is told now and then how
    far the build is, and ``tell`` beforehand what is done again because the rules have changed. A document that fails
    is reported and the others go on. The graphs depend neither on the order of the sources nor on ``workers``.
    Whatever ends a build, the store holds whole documents, and the next build goes on
    from there. Raises ``ReadError`` for a manifest that cannot be read.
    """
    started = time.monotonic()
    files = list(find(sources))
    table = manifest if isinstance(manifest, Manifest) else manifest_of(manifest)
    if isinstance(table, ReadError):
        raise table
    store.remember({Path(file).resolve().parent for file in files if isinstance(file, Path)})
    work = _Build(store, files, progress)
    job = Job(store.base, version(), limit)
    if tell and work.outdated(job.version):
        tell(
            "The rules or the program have changed since documents in the store were built: those of them that are "
            "among the sources are built again."
        )
    with Writer(store) as writer:
        for document, result in _farm(workers, work.size)(work.changed(published, table, job.version), job):
            work.store_result(document, result, writer)
    if prune:
        work.prune()
    store.extractor = "" if work.outdated(job.version) else job.version
    store.flush()
    return work.finished(time.monotonic() - started)


def _farm(workers: int | Farm | None, size: int) -> Farm:
    """Who extracts."""
    if callable(workers):
        return workers
    count = workers or (1 if size < _FEW else min(_MOST_WORKERS, os.cpu_count() or 1))
    return one_by_one if count == 1 else farm(count)


class _Build:
    """One run: what has been seen, stored and failed."""

    def __init__(
        self, store: Store, files: list[Source | ReadError], progress: Callable[[Progress], None] | None
    ) -> None:
        self.store, self.progress, self.files = store, progress, files
        self.report = Report()
        self.seen: dict[str, bytes] = {}  # what a document says, by its id: the documents themselves would fill memory
        self.places: dict[str, int] = {}
        self.failures: list[tuple[int, Failure]] = []
        self.sizes = [_size(file) for file in files]
        self.size = sum(self.sizes)
        self.read, self.told = 0, 0.0
        self.fresh = next(iter(store.data.named_graphs()), None) is None

    def changed(self, published: When | None, manifest: Manifest, version: str) -> Iterator[Document]:
        """Read the files; yield the documents that must be built."""
        for source, size in zip(self.files, self.sizes, strict=True):
            before = self.read

            def at(place: int, before: int = before) -> None:
                self.read = before + place

            for item in _items(source, published, manifest, at):
                if isinstance(item, ReadError):
                    self.fail(Failure(item.path, item.cause, item.line, item.cure))
                elif self.first(item):
                    if not self.fresh and self.same(item, version):
                        self.report.unchanged += 1
                        self.done(self.statements(item.id))
                    else:
                        self.places[item.id] = len(self.seen)
                        yield item
            self.read = before + size

    def first(self, document: Document) -> bool:
        """Whether this is the first document of its id; a second with other content is a failure."""
        said = hashlib.sha256(f"{document.digest}|{document.text}".encode("utf-8", "surrogatepass")).digest()[:16]
        other = self.seen.setdefault(document.id, said)
        if other is said:
            return True
        if other != said:
            cause = f"has the same id ({document.id}) as another document"
            self.fail(Failure(document.path or document.id, cause, cure="give it an id of its own in the manifest"))
        return False

    def outdated(self, version: str) -> bool:
        """Whether another version has built a document of the store: any change of a rule makes another version.

        Which documents one changed rule could touch is not cheap to know: their texts are not in the store, and what
        the old rule could match is gone.
        """
        if self.store.extractor == version:
            return False
        built = self.store.data.quads_for_pattern(None, rdf.terms.term("cy:extractor"), None)
        return any(getattr(quad.object, "value", "") != version for quad in built)

    def same(self, document: Document, version: str) -> bool:
        """Whether the store holds this document as it is, built by this version."""
        wanted = rdf.document_quads(document, base=self.store.base, version=version)
        node, graph = wanted[0].subject, wanted[0].graph_name
        return set(self.store.data.quads_for_pattern(node, None, None, graph)) == set(wanted)

    def store_result(self, document: Document, result: Result, writer: Writer) -> None:
        place = self.places.pop(document.id)
        if isinstance(result, str):
            cure = "the other documents are not touched by it"
            self.fail(Failure(document.path or document.id, result, cure=cure), place)
            return
        writer.put(self.graph(document.id), result)
        self.done(result.count(_STATEMENT))

    def done(self, statements: int) -> None:
        self.report.statements += statements
        self.report.documents += 1
        if self.progress and time.monotonic() > self.told + _EVERY:
            self.told = time.monotonic()
            self.progress(Progress(self.report.documents, self.read, self.size))

    def statements(self, identity: str) -> int:
        graph = NamedNode(self.graph(identity))
        found = self.store.data.quads_for_pattern(None, rdf.terms.term("rdf:type"), rdf.cy("Statement"), graph)
        return sum(1 for _ in found)

    def fail(self, failure: Failure, place: int | None = None) -> None:
        self.failures.append((len(self.seen) if place is None else place, failure))

    def graph(self, identity: str) -> str:
        return rdf.iri(f"document/{identity}", self.store.base).value

    def prune(self) -> None:
        """Remove the documents that no source holds; one whose file could not be read stays."""
        kept = {self.graph(identity) for identity in self.seen}
        unread = {Path(failure.path).name for _, failure in self.failures}
        for graph in self.store.graphs():
            if graph not in kept and rdf.document(self.store.quads(graph), base=self.store.base).path not in unread:
                self.store.remove(graph)
                self.report.removed += 1

    def finished(self, seconds: float) -> Report:
        """The report, its failures in the order of the sources."""
        self.report.failures = [failure for _, failure in sorted(self.failures, key=lambda failed: failed[0])]
        self.report.seconds = seconds
        return self.report


_STATEMENT: Final = f" {rdf.terms.term('rdf:type')} {rdf.cy('Statement')} ".encode()


def _size(file: Source | ReadError) -> int:
    try:
        return file.stat().st_size if isinstance(file, Path) else 0
    except OSError:
        return 0


def _items(
    source: Source | ReadError, published: When | None, manifest: Manifest, at: Callable[[int], None]
) -> Iterator[Document | ReadError]:
    try:
        yield from read(source, published=published, manifest=manifest, at=at)
    except Exception as error:  # noqa: BLE001 - whatever a library makes of one broken file, the others must go on
        cause = f"cannot be read: {type(error).__name__}: {error}"
        yield ReadError(str(source), None, cause, "check that the file opens elsewhere")
