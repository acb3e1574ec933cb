"""Documents out of sources, with the metadata put together."""

from __future__ import annotations

import gzip
import hashlib
import re
import sys
import zlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TypeAlias

from kg.model import Document, When
from kg.read.articles import articles
from kg.read.dates import date_in, parse_date
from kg.read.decode import UnknownEncodingError
from kg.read.errors import ReadError
from kg.read.formats import Found, json_lines, load
from kg.read.manifest import Manifest, Row, manifest_of
from kg.read.remote import Remote, opened
from kg.read.sources import LINES, Source, find, stem, suffix
from kg.read.stream import streamed

Item: TypeAlias = Document | ReadError

_ASCII_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._~-]*")
_TITLE_SAMPLE = 6000


def ascii_id(name: str) -> str:
    """An identifier that an IRI can hold: the name itself, or where it is not ASCII a short hash of it."""
    plain = re.sub(r"\s+", "-", name.strip())
    return plain if _ASCII_ID.fullmatch(plain) else hashlib.sha256(name.strip().encode()).hexdigest()[:16]


def _title(text: str, path: str) -> str:
    head = text[:_TITLE_SAMPLE]
    for article in articles(Document(id="", title="", text=head, path=path)):
        if article.title:
            return article.title
    first = next((line.strip() for line in head.splitlines() if line.strip()), "")
    return first[:60]


def _published(found: Found, row: Row, given: When | None) -> When | None:
    if given is not None:
        return given
    stated = row.published or found.published
    return parse_date(stated) if stated else date_in(found.text)


def _document(found: Found, path: str, manifest: Manifest, given: When | None) -> Document | ReadError:
    name = found.id or (stem(path) if path != "-" else "stdin")
    if found.line is not None and not found.id:
        name = f"{name}-{found.line}"
    row = manifest.row(name, path)
    try:
        published = _published(found, row, given)
    except ValueError as error:
        place = (manifest.path, row.line) if row.published else (path, found.line)
        return ReadError(place[0], place[1], f"wrong date: {error}", "write it as 2021-06-08, 2021-06 or 2021")
    return Document(
        id=ascii_id(row.id or name),
        title=row.title or found.title or _title(found.text, path),
        text=found.text,
        published=published,
        source=row.source or found.source or None,
        path=path,
        digest=found.digest,
    )


def _file(source: Source, manifest: Manifest, given: When | None, at: Callable[[int], None]) -> Iterator[Item]:
    path = str(source)
    try:
        found: Iterator[Found | ReadError]
        if source != "-" and suffix(path) in LINES and (lines := streamed(source, at)) is not None:
            found = json_lines(lines, path)
        else:
            found = _whole(source, path)
        for item in found:
            yield item if isinstance(item, ReadError) else _document(item, path, manifest, given)
    except UnknownEncodingError as error:
        yield ReadError(path, None, str(error), "convert it to UTF-8")
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        yield ReadError(path, None, f"the compressed file is damaged ({error})", "fetch it again")
    except OSError as error:
        yield ReadError(path, None, error.strerror or str(error), "check the file and its permissions")


def _whole(source: Source, path: str) -> Iterator[Found | ReadError]:
    data = _bytes(source)
    if data.strip():
        yield from load(data, path)
    else:
        yield ReadError(path, None, "the file is empty", "leave it out, or fetch it again")


def _bytes(source: Source) -> bytes:
    if isinstance(source, Remote):
        with opened(source) as file:
            data = file.read()
    else:
        data = sys.stdin.buffer.read() if source == "-" else Path(source).read_bytes()
    return gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data


def read(
    source: str | Path | ReadError | Iterable[str | Path],
    *,
    published: str | When | None = None,
    manifest: str | Path | Manifest | None = None,
    at: Callable[[int], None] | None = None,
) -> Iterator[Item]:
    """The documents of a source: a file, a folder, a glob, ``-`` for standard input, or several of these.

    ``published`` (a date, partial or whole) goes before what the file says; ``manifest`` names a CSV file with the
    columns id, title, published, source, and optionally file. What cannot be read is yielded as a ``ReadError`` and
    the rest goes on. A file of JSON lines is read line by line, whatever its size; ``at`` is told how many bytes of it
    have been read. Raises ``ValueError`` for a ``published`` that is no date.
    """
    given = parse_date(published) if isinstance(published, str) else published
    if isinstance(source, ReadError):
        return iter([source])
    return _read(source, given, manifest, at or (lambda _: None))


def _read(
    source: str | Path | Iterable[str | Path],
    given: When | None,
    manifest: str | Path | Manifest | None,
    at: Callable[[int], None],
) -> Iterator[Item]:
    table = manifest if isinstance(manifest, Manifest) else manifest_of(manifest)
    if isinstance(table, ReadError):
        yield table
        return
    for found in find(source):
        if isinstance(found, ReadError):
            yield found
        else:
            yield from _file(found, table, given, at)
