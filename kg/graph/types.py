"""What a graph hands out: things, statements with their passages, and the error about a name."""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.model import Modality, When


class NameLookupError(LookupError):
    """A name that stands for no thing of the graph, or for several: ``candidates`` are those, ``near`` like names."""

    def __init__(self, name: str, candidates: tuple[Reference, ...] = (), near: tuple[str, ...] = ()) -> None:
        """Keep all three; the message says them."""
        super().__init__(name, candidates, near)
        self.name, self.candidates, self.near = name, candidates, near

    def __str__(self) -> str:
        if self.candidates:
            listed = ", ".join(f"{each.name} ({each.key})" for each in self.candidates)
            return f"{self.name!r} may be any of {len(self.candidates)}: {listed}"
        hint = f"; like it are {', '.join(self.near)}" if self.near else ""
        return f"nothing is called {self.name!r}{hint}"


@dataclass(frozen=True, slots=True)
class Reference:
    """A thing as a statement names it: its key (``region/510000``, the tail of its IRI) and its preferred name."""

    key: str
    name: str

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True, slots=True)
class Statement:
    """What one document states, with the passage that says so.

    ``predicate`` is a local name of the ontology (``signatory``), ``object`` a thing, or a date for signedOn, issuedOn
    and heldOn. ``document`` is the document's id; ``start`` and ``end`` are code points in the decoded original file,
    end exclusive, and ``quote`` is what stands there, byte for byte; ``sentence`` is the same as it is read. ``when``
    is the date of the statement, ``title`` the title of a post, ``confidence`` between 0 and 1.
    """

    key: str
    subject: Reference
    predicate: str
    object: Reference | When
    modality: Modality
    confidence: float
    rule: str
    when: When | None
    title: str | None
    document: str
    sentence: str
    quote: str
    start: int
    end: int

    def __str__(self) -> str:
        value = self.object.iso if isinstance(self.object, When) else self.object.name
        return f"{self.subject.name} {self.predicate} {value}"


@dataclass(frozen=True, slots=True)
class Thing:
    """A thing of the graph: an agreement, a region, a person …

    ``type`` is its finest class, ``kind`` the coarse one, both local names; ``names`` are all its other names; ``code``
    the official code of a region. ``facts`` are the statements that it is subject or object of, ``documents`` the ids
    of the documents that name it.
    """

    key: str
    iri: str
    name: str
    type: str
    kind: str
    names: tuple[str, ...]
    code: str | None
    documents: tuple[str, ...]
    facts: tuple[Statement, ...] = field(repr=False)
