"""The text of a document of the store, read again from its file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from kg.cli import common
from kg.model import Document
from kg.read import ReadError, articles, find, read
from kg.store import Store
from kg.views.reading import Line
from kg.views.things import Source


def lines(store: Store, source: Source, sources: Sequence[Path]) -> list[Line]:
    """The sentences of a document, from its file in ``sources`` or in the folders that the store was built from.

    The file is the document's where its text has the document's digest. A ``Fault`` says where it was looked for.
    """
    for file in _files(source.path, sources, store.folders()):
        for document in read(file):
            if isinstance(document, Document) and document.digest == source.digest:
                return [Line.of(document.text, each) for article in articles(document) for each in article.sentences]
    looked = ", ".join(map(str, [*sources, *store.folders()])) or "nowhere: the store knows of no folder"
    name = source.path or source.key
    raise common.Fault(
        f"The file of {source.key.removeprefix('document/')} ({name}) is not there as it was when it was read.",
        cure=f"Looked in {looked}. Say where it is with --sources PATH, or build again.",
    )


def _files(name: str, sources: Sequence[Path], folders: Iterable[Path]) -> Iterator[Path]:
    """What may be the file: all that is named, then what bears its name in the folders."""
    for found in find(list(sources)):
        if isinstance(found, ReadError):
            raise common.Fault(str(found))
        if isinstance(found, Path):
            yield found
    yield from (folder / name for folder in folders if name and (folder / name).is_file())
