"""What a file holds: its documents with the metadata that the format itself has."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass

from kg.read.decode import decode
from kg.read.errors import ReadError
from kg.read.sources import suffix


@dataclass(frozen=True, slots=True)
class Found:
    """A document as its format gives it; metadata as written, empty where there is none."""

    text: str
    digest: str
    id: str = ""
    title: str = ""
    published: str = ""
    source: str = ""
    line: int | None = None


def digest(data: bytes) -> str:
    """SHA-256 of the original bytes, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def json_lines(data: bytes, path: str) -> Iterator[Found | ReadError]:
    """One document a line: ``id``, ``title``, ``published``, ``source``, ``text``; a bad line does not stop the others."""
    for number, line in enumerate(decode(data).split("\n"), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except json.JSONDecodeError as error:
            yield ReadError(path, number, f"the line is not JSON ({error.msg} at column {error.colno})", "mend the line")
            continue
        if not isinstance(row, dict) or not isinstance(row.get("text"), str) or not row["text"].strip():
            yield ReadError(path, number, 'the line has no "text"', "give each line an object with id, title, published, source, text")
            continue
        fields = {key: "" if row.get(key) is None else str(row[key]) for key in ("id", "title", "published", "source")}
        yield Found(row["text"], digest(line.encode()), line=number, **fields)


def load(data: bytes, path: str) -> Iterator[Found | ReadError]:
    """The documents in the bytes of a file (no longer compressed), by its suffix and its first bytes.

    Raises ``UnknownEncodingError``.
    """
    kind = suffix(path)
    if kind in {".jsonl", ".ndjson"}:
        yield from json_lines(data, path)
        return
    text = decode(data)
    yield Found(text, digest(data))
