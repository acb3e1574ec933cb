"""What has already been sent where: a journal beside the store, a line for each graph that arrived."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from kg.rdf.serial import written
from kg.store import Store


@dataclass(frozen=True, slots=True)
class Graph:
    """A named graph as it is sent: its IRI, its triples as sorted lines of N-Triples, and their SHA-256."""

    iri: str
    lines: tuple[bytes, ...]
    digest: str


def graph(store: Store, iri: str) -> Graph:
    """The graph ``iri`` of ``store``."""
    data = written(store.quads(iri), "nt", base=store.base)
    return Graph(iri, tuple(data.splitlines(keepends=True)), hashlib.sha256(data).hexdigest())


def bare(url: str) -> str:
    """A URL without user, password and fragment."""
    parts = urlsplit(url)
    host = parts.netloc.rpartition("@")[2]
    return urlunsplit((parts.scheme, host, parts.path, parts.query, ""))


def beside(store: str | Path) -> Path:
    """Where the journal of a store's folder is kept: beside it, so that a new build leaves it alone."""
    folder = Path(store).absolute()
    return folder.with_name(folder.name + ".push.jsonl")


class Journal:
    """The journal of one store: which graph, in which state (digest), each target holds.

    A line is written when a graph has arrived, so that a push that is cut off goes on where it was. ``path`` of
    ``None`` keeps nothing.
    """

    def __init__(self, path: Path | None, target: str) -> None:
        """Read the journal at ``path``, if it is there, for the URL ``target``; damaged lines are passed over."""
        self.path, self.target = path, bare(target)
        self._known: dict[str, str] = {}
        if path is not None and path.is_file():
            for line in path.read_text(encoding="utf-8").splitlines():
                self._take(line)

    def _take(self, line: str) -> None:
        try:
            entry = json.loads(line)
            target, name, digest = entry["target"], entry["graph"], entry["digest"]
        except (ValueError, KeyError, TypeError):
            return  # the last line of a push that was killed
        if target == self.target:
            if digest is None:
                self._known.pop(name, None)
            else:
                self._known[name] = digest

    @property
    def known(self) -> Mapping[str, str]:
        """Graph → digest, as far as the target has them."""
        return self._known

    def note(self, name: str, digest: str | None) -> None:
        """A graph has arrived, or (``None``) is gone."""
        if digest is None:
            self._known.pop(name, None)
        else:
            self._known[name] = digest
        if self.path is not None:
            with self.path.open("a", encoding="utf-8") as out:
                out.write(json.dumps({"target": self.target, "graph": name, "digest": digest}) + "\n")

    def compact(self) -> None:
        """Write the journal anew with a line for each graph; other targets keep theirs."""
        if self.path is None or not self.path.is_file():
            return
        kept: dict[tuple[str, str], str | None] = {}
        for line in self.path.read_text(encoding="utf-8").splitlines():
            try:
                entry = json.loads(line)
                kept[entry["target"], entry["graph"]] = entry["digest"]
            except (ValueError, KeyError, TypeError):
                continue
        lines = [
            json.dumps({"target": target, "graph": name, "digest": digest}) + "\n"
            for (target, name), digest in sorted(kept.items())
            if digest is not None
        ]
        new = self.path.with_name(self.path.name + ".new")
        new.write_text("".join(lines), encoding="utf-8")
        new.replace(self.path)
