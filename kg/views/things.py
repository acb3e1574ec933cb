"""What views know of a dataset: sources, passages, statements, things; frozen, and free of RDF."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from pyoxigraph import Quad

from kg.views.passage import Part


@runtime_checkable
class Dataset(Protocol):
    """What views read from: anything that yields its quads (``kg.store.Store`` does)."""

    def quads(self) -> Iterable[Quad]:
        """All quads of the dataset."""


@dataclass(frozen=True, slots=True)
class Source:
    """A document of the dataset: ``date`` is as exact as it is known (``2021``, ``2021-06-08``) or None.

    ``digest`` is the SHA-256 of the original, ``path`` the name of its file.
    """

    key: str
    title: str
    date: str | None
    source: str | None
    digest: str = ""
    path: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """Where a statement stands: the shown sentence cut into marked parts, the offsets, the words as written.

    ``start`` and ``end`` count code points of the decoded original, end exclusive; ``marks`` are the roles (``s``
    subject, ``o`` object, ``t`` trigger) with their own offsets there.
    """

    document: str
    parts: tuple[Part, ...]
    start: int
    end: int
    quote: str
    marks: tuple[tuple[str, int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Statement:
    """One fact as one document states it; ``object`` is an entity key, or the text of a date when ``literal``."""

    key: str
    subject: str
    predicate: str
    object: str
    literal: bool
    confidence: float
    modality: str
    rule: str
    earliest: str | None
    latest: str | None
    title: str | None
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Thing:
    """One entity: ``type`` is the coarse class, ``fine`` the finest, ``documents`` the keys of those that name it."""

    key: str
    label: str
    names: tuple[str, ...]
    type: str
    fine: str
    code: str | None
    pinyin: tuple[str, ...]
    documents: tuple[str, ...]
    merges: tuple[tuple[str, str, str], ...]
