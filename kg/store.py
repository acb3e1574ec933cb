"""The embedded store: Oxigraph in a folder on disk, one named graph per document.

Queries see the union of all named graphs as their default graph. A build and its readers do not meet: see
``kg.folder``.
"""

from __future__ import annotations

import contextlib
import json
import secrets
import shutil
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Final, Self, TypeAlias

from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    Quad,
    QueryBoolean,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Triple,
    Variable,
    parse,
)
from pyoxigraph import Store as Oxigraph

from kg import folder as folders
from kg.folder import DATA, META
from kg.rdf.terms import BASE, PREFIXES

Term: TypeAlias = NamedNode | Literal
Row: TypeAlias = dict[str, Term]

_FORMAT: Final = 1
_FEW_BYTES: Final = 1 << 20  # less than this goes in by a transaction: a load writes ten files, however small


class StoreError(Exception):
    """A folder that cannot be opened as a store: what is wrong (``problem``) and what helps (``cure``)."""

    def __init__(self, problem: str, cure: str) -> None:
        """Take one sentence each."""
        super().__init__(f"{problem} {cure}")
        self.problem, self.cure = problem, cure


class Store:
    """A store that is open, for reading or for writing; a context manager that closes it."""

    def __init__(self, data: Oxigraph, path: Path | None, base: str, lock: IO[bytes] | None = None) -> None:
        """Wrap an opened Oxigraph store; use ``open`` or ``memory`` instead."""
        self._data: Oxigraph | None = data
        self._lock = lock
        self._writes = self._changed = False
        self.path, self.base = path, base

    @classmethod
    def memory(cls, quads: Iterable[Quad] = (), *, base: str = BASE) -> Self:
        """A store that lives in memory only, filled with the quads."""
        data = Oxigraph()
        data.extend(quads)
        return cls(data, None, base)

    @classmethod
    def open(cls, path: str | Path, *, read_only: bool = False, base: str | None = None, fresh: bool = False) -> Self:
        """Open the store in a folder; a writer makes it where there is none, ``fresh`` empties it first.

        ``base`` is the beginning of all IRIs of a new store; an old one keeps its own. Raises ``StoreError`` for a
        folder that is no store, one that is busy, and one with another base.
        """
        folder = Path(path)
        if read_only:
            folder, lock = _readable(folder)
        else:
            lock = _writable(folder)
        try:
            if fresh and not read_only:
                shutil.rmtree(folder / DATA, ignore_errors=True)
                (folder / META).unlink(missing_ok=True)
            kept = _meta(folder, base)
            data = Oxigraph.read_only(str(folder / DATA)) if read_only else Oxigraph(str(folder / DATA))
        except OSError as error:
            if lock:
                lock.close()
            raise StoreError(f"{folder}: the store cannot be opened: {error}.", _REBUILD) from error
        except BaseException:
            if lock:
                lock.close()
            raise
        store = cls(data, folder, kept, lock)
        store._writes = not read_only
        for graph in () if read_only else folders.begun(folder):
            store.remove(graph)
        if not read_only:
            folders.finish(folder)
        return store

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the store and free its lock; closing twice is no error."""
        self._data = None
        if self._writes and self.path is not None:
            folders.written(self.path)
            self._writes = False
        if self._lock:
            self._lock.close()
            self._lock = None

    @property
    def data(self) -> Oxigraph:
        """The Oxigraph store itself; ``ValueError`` once closed."""
        if self._data is None:
            raise ValueError("the store is closed")
        return self._data

    def __len__(self) -> int:
        return len(self.data)

    def graphs(self) -> tuple[str, ...]:
        """The IRIs of the named graphs (one per document), sorted."""
        return tuple(sorted(node.value for node in self.data.named_graphs() if isinstance(node, NamedNode)))

    def quads(self, graph: str | None = None) -> Iterator[Quad]:
        """The quads of one graph, or of all."""
        yield from self.data.quads_for_pattern(None, None, None, NamedNode(graph) if graph else None)

    def replace(self, graph: str, quads: Iterable[Quad]) -> bool:
        """Put these quads in place of the graph's, all or nothing; whether anything changed.

        Raises ``ValueError`` for a quad of another graph.
        """
        node = NamedNode(graph)
        new, old = set(quads), set(self.quads(graph))
        stray = next((quad for quad in new if quad.graph_name != node), None)
        if stray is not None:
            raise ValueError(f"a quad of another graph than {graph}: {stray}")
        if new != old:
            self._changes()
        gone, added = sorted(map(_triple, old - new)), sorted(map(_triple, new - old))
        if gone:
            # One update is one transaction: a crash leaves the old graph or the new one.
            self.data.update(
                f"DELETE DATA {{ GRAPH {node} {{ {' '.join(gone)} }} }} ;\n"
                f"INSERT DATA {{ GRAPH {node} {{ {' '.join(added)} }} }}"
            )
        elif added:
            self.data.extend(new - old)
        return bool(gone or added)

    def load(self, graphs: Mapping[str, bytes]) -> None:
        """Put in graphs that are not in the store yet, given as N-Quads: many at once cost a fraction of ``replace``.

        Oxigraph writes them past its transactions. So their names are noted first: should this process be killed
        half-way, the next writer removes them.
        """
        self._changes()
        data = b"".join(graphs.values())
        if self.path is None or len(data) < _FEW_BYTES:
            self.data.extend(parse(data, format=RdfFormat.N_QUADS))
            return
        folders.begin(self.path, graphs)
        self.data.bulk_load(data, format=RdfFormat.N_QUADS)
        folders.finish(self.path)

    def remove(self, graph: str) -> None:
        """Remove a graph with all its quads; one that is not there is no error."""
        self._changes()
        self.data.update(f"DROP SILENT GRAPH {NamedNode(graph)}")

    @property
    def read_only(self) -> bool:
        """Whether it was opened from a folder to be read, so that it holds the same until it is closed."""
        return self.path is not None and not self._writes

    @property
    def revision(self) -> str:
        """What the store holds, as a word: another after every change. Empty for a store in memory."""
        return "" if self.path is None else str(self._described().get("revision", ""))

    def _changes(self) -> None:
        """Before the first change of this writer: the store is another one from now on."""
        if self._writes and self.path is not None and not self._changed:
            self._changed = True
            self._describe(revision=secrets.token_hex(8))

    def _described(self) -> dict[str, Any]:
        described: dict[str, Any] = {}
        if self.path is not None:
            described = json.loads((self.path / META).read_text(encoding="utf-8"))
        return described

    def _describe(self, **values: object) -> None:
        if self.path is not None:
            text = json.dumps({**self._described(), **values}, indent=1) + "\n"
            (self.path / META).write_text(text, encoding="utf-8")

    def remember(self, folders: Iterable[Path]) -> None:
        """Keep the folders that documents were read from, so that quotes can be checked against the files later.

        They stand beside the data, not in it: a graph says nothing of the machine that it was built on.
        """
        old = self._described().get("folders", [])
        kept = sorted({*old, *map(str, folders)})
        if kept != old:
            self._describe(folders=kept)

    def folders(self) -> tuple[Path, ...]:
        """The folders that documents were read from, as far as they are still there."""
        return tuple(path for path in map(Path, self._described().get("folders", [])) if path.is_dir())

    @property
    def extractor(self) -> str:
        """The version that made every document of the store; empty where that is not known, or where several did."""
        return str(self._described().get("extractor", ""))

    @extractor.setter
    def extractor(self, version: str) -> None:
        if version != self.extractor:
            self._describe(extractor=version)

    def flush(self) -> None:
        """Make sure that everything written has reached the disk."""
        self.data.flush()

    def query(self, sparql: str, **bindings: Term | str) -> QuerySolutions | QueryBoolean | QueryTriples:
        """Ask in SPARQL 1.1, with the usual prefixes known; ``SyntaxError`` where it is not SPARQL.

        ``bindings`` give variables of the SELECT line their values; a ``str`` is a plain literal.
        """
        given: dict[Variable, NamedNode | BlankNode | Literal | Triple] = {
            Variable(name): Literal(value) if isinstance(value, str) else value for name, value in bindings.items()
        }
        return self.data.query(sparql, prefixes=PREFIXES, use_default_graph_as_union=True, substitutions=given or None)

    def select(self, sparql: str, **bindings: Term | str) -> list[Row]:
        """The rows of a SELECT as dictionaries; variables without a value are left out of their row."""
        found = self.query(sparql, **bindings)
        if not isinstance(found, QuerySolutions):
            raise TypeError("not a SELECT query")
        names = [variable.value for variable in found.variables]
        rows = ({name: solution[name] for name in names if solution[name] is not None} for solution in found)
        return [{name: term for name, term in row.items() if isinstance(term, Term)} for row in rows]


_REBUILD: Final = "Build it anew with `kg build SOURCE… --store DIR --fresh`."


def _triple(quad: Quad) -> str:
    return f"{Triple(quad.subject, quad.predicate, quad.object)} ."


def checked_folder(folder: Path) -> None:
    """Raise ``StoreError`` for a folder that is no store."""
    if not folder.exists():
        raise StoreError(f"{folder}: there is no store here.", "Make one with `kg build SOURCE… --store DIR`.")
    if not (folder / META).is_file() or not (folder / DATA).is_dir():
        raise StoreError(
            f"{folder}: this folder is no store (it has no {META} and {DATA}/).",
            "Give the folder of a store, or a new one, with --store.",
        )


def _make_folder(folder: Path) -> None:
    """Make a new store's folder; one that holds other things is left alone."""
    if folder.exists() and not folder.is_dir():
        raise StoreError(f"{folder}: this is a file, not a folder.", "Give a folder with --store.")
    if folder.is_dir() and any(path.name not in folders.OURS for path in folder.iterdir()):
        raise StoreError(
            f"{folder}: this folder is no store and is not empty.", "Give the folder of a store, or a new one."
        )
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(f"{folder}: cannot be made: {error.strerror}.", "Choose another folder.") from error


def _meta(folder: Path, base: str | None) -> str:
    """The base IRI of the store: read, or written for a new one."""
    path = folder / META
    if not path.exists():
        new = base or BASE
        path.write_text(json.dumps({"format": _FORMAT, "base": new}, indent=1) + "\n", encoding="utf-8")
        return new
    try:
        meta = json.loads(path.read_text(encoding="utf-8"))
        kept, form = str(meta["base"]), meta["format"]
    except (ValueError, KeyError, TypeError) as error:
        raise StoreError(f"{path}: damaged ({error}).", _REBUILD) from error
    if form != _FORMAT:
        raise StoreError(f"{folder}: made by another version of kg (form {form}, not {_FORMAT}).", _REBUILD)
    if base and base != kept:
        raise StoreError(
            f"{folder}: its IRIs begin with {kept}, not {base}.", "Use another folder, or --fresh to build it anew."
        )
    return kept


def _readable(folder: Path) -> tuple[Path, IO[bytes] | None]:
    """Where to read now, locked for reading and checked."""
    if not (folder / folders.LOCK).exists():
        checked_folder(folder)
    try:
        place, lock = folders.readable(folder)
    except BlockingIOError:
        raise _busy(folder, "a build is writing to it") from None
    try:
        checked_folder(place)
    except StoreError:
        if lock:
            lock.close()
        raise
    return place, lock


def _writable(folder: Path) -> IO[bytes] | None:
    """The folder made where it is not there, and locked for writing."""
    if (folder / META).exists():
        checked_folder(folder)
    else:
        _make_folder(folder)
    try:
        return folders.writable(folder)
    except BlockingIOError:
        raise _busy(folder, "another kg command has it open") from None
    except PermissionError:
        raise StoreError(f"{folder}: cannot be written.", "Check the rights of the folder.") from None


def _busy(folder: Path, why: str) -> StoreError:
    return StoreError(f"{folder}: the store is busy: {why}.", "Wait until it is done, then try again.")


@contextlib.contextmanager
def opened(path: str | Path) -> Iterator[Store]:
    """A store for reading, closed at the end of the block."""
    with Store.open(path, read_only=True) as store:
        yield store
