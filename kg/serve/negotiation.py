"""Which format to answer in: by the suffix of the path, else by the Accept header with its q-values (RFC 9110)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Format:
    """A format: the name under which ``kg`` writes it, its media type, other types for it, and suffixes."""

    name: str
    media: str
    aliases: tuple[str, ...] = ()
    suffixes: tuple[str, ...] = ()

    @property
    def content_type(self) -> str:
        """The Content-Type header."""
        return f"{self.media}; charset=utf-8"


JSON: Final = Format("json", "application/sparql-results+json", ("application/json",), ("json", "srj"))
XML: Final = Format("xml", "application/sparql-results+xml", ("application/xml", "text/xml"), ("xml", "srx"))
CSV: Final = Format("csv", "text/csv", (), ("csv",))
TSV: Final = Format("tsv", "text/tab-separated-values", (), ("tsv",))
MARKDOWN: Final = Format("md", "text/markdown", (), ("md",))
HTML: Final = Format("html", "text/html", ("application/xhtml+xml",), ("html",))
TURTLE: Final = Format("ttl", "text/turtle", ("application/x-turtle",), ("ttl",))
TRIPLES: Final = Format("nt", "application/n-triples", ("text/plain",), ("nt",))
JSON_LD: Final = Format("jsonld", "application/ld+json", ("application/json",), ("jsonld",))
RDF_XML: Final = Format("rdf", "application/rdf+xml", ("application/xml", "text/xml"), ("rdf",))

ROWS: Final = (JSON, XML, CSV, TSV, MARKDOWN, HTML)
ANSWERS: Final = (JSON, XML, HTML)
GRAPHS: Final = (TURTLE, TRIPLES, JSON_LD, RDF_XML, HTML)
THINGS: Final = (HTML, TURTLE, JSON_LD, TRIPLES, RDF_XML)
DESCRIPTIONS: Final = (TURTLE, TRIPLES, JSON_LD, RDF_XML)
SUFFIXES: Final = frozenset(suffix for each in (*ROWS, *GRAPHS) for suffix in each.suffixes)


class NotAcceptableError(Exception):
    """None of the formats on offer is accepted; ``offered`` are their media types."""

    def __init__(self, offered: Iterable[Format]) -> None:
        """Keep what could be had."""
        self.offered = tuple(each.media for each in offered)
        super().__init__(f"this can be had as {', '.join(self.offered)}")


def chosen(offered: tuple[Format, ...], accept: str, suffix: str = "") -> Format:
    """The format to answer in, the first offered where several are wanted equally. Raises ``NotAcceptableError``."""
    if suffix:
        for each in offered:
            if suffix in each.suffixes:
                return each
        raise NotAcceptableError(offered)
    ranges = tuple(_ranges(accept))
    if not ranges:
        return offered[0]
    best, quality = None, 0.0
    for each in offered:
        found = _quality(each, ranges)
        if found > quality:
            best, quality = each, found
    if best is None:
        raise NotAcceptableError(offered)
    return best


def language(accept: str, known: tuple[str, ...]) -> str:
    """The language of ``known`` that an Accept-Language header wants most; the first where it wants none of them."""
    best, quality = known[0], 0.0
    for tag, wanted in _weighted(accept):
        short = tag.partition("-")[0]
        if short in known and wanted > quality:
            best, quality = short, wanted
    return best


def split(path: str) -> tuple[str, str]:
    """A path and the suffix of a format at its end; the suffix is empty where it has none that is known."""
    stem, dot, suffix = path.rpartition(".")
    return (stem, suffix) if dot and suffix in SUFFIXES else (path, "")


def _weighted(header: str) -> Iterator[tuple[str, float]]:
    """The members of a header with their q-values; a broken q-value counts as 0."""
    for member in header.split(","):
        value, *parameters = (part.strip().lower() for part in member.split(";"))
        if not value:
            continue
        quality = 1.0
        for parameter in parameters:
            name, _, text = parameter.partition("=")
            if name.strip() == "q":
                quality = _number(text)
        yield value, quality


def _number(text: str) -> float:
    try:
        return min(max(float(text), 0.0), 1.0)
    except ValueError:
        return 0.0


def _ranges(accept: str) -> Iterator[tuple[str, float]]:
    yield from ((value, quality) for value, quality in _weighted(accept) if "/" in value)


def _quality(form: Format, ranges: tuple[tuple[str, float], ...]) -> float:
    """How much a format is wanted: the most exact ranges that cover it decide."""
    kind = form.media.partition("/")[0]
    for names in ((form.media, *form.aliases), (f"{kind}/*",), ("*/*",)):
        found = [quality for value, quality in ranges if value in names]
        if found:
            return max(found)
    return 0.0
