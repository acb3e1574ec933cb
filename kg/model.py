"""The frozen types that flow through the pipeline; imports nothing of ours.

Document → Article → Sentence → Mention → Reference → Entity → Claim.

All offsets count Unicode code points; ``end`` is exclusive. ``Span`` points into ``Document.text`` (the decoded
original file); ``Mention.start``/``end`` point into ``Sentence.text`` (the repaired, simplified reading).
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass, field
from typing import Literal

Precision = Literal["year", "month", "day"]
SentenceKind = Literal["headline", "subheading", "byline", "caption", "dateline", "body", "list"]
Modality = Literal["asserted", "planned", "wished", "negotiated", "conditional", "questioned", "denied", "cancelled"]

_REGION = "region/"
_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of ``Document.text``: code points, ``end`` exclusive."""

    start: int
    end: int


@dataclass(frozen=True, slots=True, order=True)
class When:
    """A date as exact as the text has it: ``2021``, ``2021-04`` or ``2021-04-30``."""

    iso: str

    def __post_init__(self) -> None:
        """Refuse what is no date of the calendar (``ValueError``)."""
        match = _DATE.fullmatch(self.iso)
        if match is None:
            raise ValueError(f"not a date of the form YYYY, YYYY-MM or YYYY-MM-DD: {self.iso!r}")
        year, month, day = match.groups()
        dt.date(int(year), int(month or 1), int(day or 1))

    @property
    def precision(self) -> Precision:
        """How exact the date is."""
        return {4: "year", 7: "month", 10: "day"}[len(self.iso)]  # type: ignore[return-value]

    @property
    def earliest(self) -> dt.date:
        """The first day that the date can mean."""
        return dt.date.fromisoformat((self.iso + "-01-01")[:10])

    @property
    def latest(self) -> dt.date:
        """The last day that the date can mean."""
        if self.precision == "day":
            return dt.date.fromisoformat(self.iso)
        year, month = int(self.iso[:4]), int(self.iso[5:7] or 12)
        return dt.date(year, month, calendar.monthrange(year, month)[1])


@dataclass(frozen=True, slots=True)
class Document:
    """One source text as it was read.

    ``id`` is ASCII and stable; ``text`` is the decoded original (for PDF and DOCX: the text that the library
    extracted), to which every ``Span`` refers; ``digest`` is the SHA-256 of the original bytes.
    """

    id: str
    title: str
    text: str = field(repr=False)
    published: When | None = None
    source: str | None = None
    path: str | None = None
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One repaired sentence.

    ``text`` is what the recognisers read: wrapped lines joined, simplified characters. ``origin[i]`` is the offset in
    ``Document.text`` of the character that ``text[i]`` stands for; ``len(origin) == len(text)`` and it only grows.
    ``index`` counts the sentences of the document, ``article`` and ``paragraph`` number what the sentence stands in.
    """

    index: int
    article: int
    paragraph: int
    kind: SentenceKind
    text: str
    origin: tuple[int, ...] = field(repr=False)

    def span(self, start: int = 0, end: int | None = None) -> Span:
        """Where ``text[start:end]`` stands in the original."""
        last = len(self.text) if end is None else end
        return Span(self.origin[start], self.origin[last - 1] + 1)


@dataclass(frozen=True, slots=True)
class Article:
    """One article of a page: its headline (empty where it has none) and its sentences in reading order."""

    index: int
    title: str
    sentences: tuple[Sentence, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Mention:
    """A name found in a sentence: ``type`` is the finest class, ``rule`` says how it was found."""

    sentence: int
    start: int
    end: int
    type: str
    text: str
    rule: str


@dataclass(frozen=True, slots=True)
class Dated:
    """A date expression in a sentence, resolved."""

    sentence: int
    start: int
    end: int
    when: When


@dataclass(frozen=True, slots=True)
class Reference:
    """A mention and what it stands for: entity keys; several for composites (川渝) and for 双方, 两地."""

    mention: Mention
    entities: tuple[str, ...]
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Merge:
    """Why a name was taken to be this entity's: the name, the rule, and the passage where one says so."""

    name: str
    rule: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Entity:
    """One thing of the world as this document knows it.

    ``key`` is the tail of its IRI (``region/510000``), ASCII, and the same wherever the same thing is named. ``type``
    is the finest class. An entity that the document does not name (the province above a county) has ``mentioned``
    false. ``part_of`` and ``jurisdiction`` hold keys of regions, ``code`` the official code.
    """

    key: str
    type: str
    name: str
    aliases: tuple[str, ...] = ()
    code: str | None = None
    mentioned: bool = True
    part_of: str | None = None
    jurisdiction: str | None = None
    merges: tuple[Merge, ...] = ()


@dataclass(frozen=True, slots=True)
class Linked:
    """A document with everything recognised and linked: what the relation rules read.

    ``references`` and ``dates`` stand in text order. ``sentences[i].index == i``. ``fields`` are the places inside the
    titles of papers.
    """

    document: Document
    sentences: tuple[Sentence, ...]
    references: tuple[Reference, ...]
    dates: tuple[Dated, ...]
    entities: dict[str, Entity]
    fields: tuple[Reference, ...] = ()


@dataclass(frozen=True, slots=True)
class Claim:
    """A statement that the document makes.

    ``subject`` and ``object`` are entity keys (``object`` a date for signedOn, issuedOn, heldOn); ``evidence`` is the
    passage (a sentence, or the sentences it rests on), the three further spans the words to mark in it.
    """

    subject: str
    predicate: str
    object: str | When
    rule: str
    confidence: float
    evidence: Span
    sentence: str
    modality: Modality = "asserted"
    when: When | None = None
    title: str | None = None
    subject_span: Span | None = None
    object_span: Span | None = None
    trigger_span: Span | None = None


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that one document yields."""

    document: Document
    entities: tuple[Entity, ...]
    claims: tuple[Claim, ...]


def is_state(key: str) -> bool:
    """Whether an entity key is that of a state: ``region/`` and the letters of its code in ISO 3166-1."""
    return key.startswith(_REGION) and of_state(key.removeprefix(_REGION))


def of_state(code: str) -> bool:
    """Whether the code of a region is that of a state: letters, where divisions have digits."""
    return code.isalpha()


def today() -> dt.date:
    """The day here, from which words like 今年 count in a question."""
    return dt.datetime.now(tz=dt.UTC).astimezone().date()
