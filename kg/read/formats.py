"""What a file holds: its documents with the metadata that the format itself has."""

from __future__ import annotations

import hashlib
import io
import json
import logging
import re
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass

from kg.read.dates import parse_date
from kg.read.decode import decode
from kg.read.errors import ReadError
from kg.read.html import page_meta
from kg.read.markdown import front_matter
from kg.read.sources import HTML, LINES, MARKDOWN, suffix
from kg.read.views import is_html

_HAN = re.compile(r"[\u3400-\u9fff]")


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


def json_lines(lines: Iterable[str | ReadError], path: str) -> Iterator[Found | ReadError]:
    """One document a line: ``id``, ``title``, ``published``, ``source``, ``text``; a bad line stops no other."""
    for number, line in enumerate(lines, 1):
        if isinstance(line, ReadError):
            yield line
            continue
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except json.JSONDecodeError as error:
            yield ReadError(
                path, number, f"the line is not JSON ({error.msg} at column {error.colno})", "mend the line"
            )
            continue
        if not isinstance(row, dict) or not isinstance(row.get("text"), str) or not row["text"].strip():
            yield ReadError(
                path,
                number,
                'the line has no "text"',
                "give each line an object with id, title, published, source, text",
            )
            continue
        fields = {key: "" if row.get(key) is None else str(row[key]) for key in ("id", "title", "published", "source")}
        yield Found(row["text"], digest(line.encode()), line=number, **fields)


def markdown_file(data: bytes) -> Found:
    """A Markdown file with what its front matter says."""
    text = decode(data)
    fields: dict[str, str] = {}
    end = front_matter(text)
    if end:
        import frontmatter

        with suppress(Exception):  # a heading between rules only looks like front matter
            stated = frontmatter.loads(text).metadata
            fields = {str(key).lower(): _plain(value) for key, value in stated.items()}
    published = next((fields[key] for key in ("published", "date", "issued", "pubdate") if fields.get(key)), "")
    source = fields.get("source") or fields.get("url") or fields.get("link") or ""
    return Found(text, digest(data), fields.get("id", ""), fields.get("title", ""), published, source)


def _plain(value: object) -> str:
    return "" if value is None or isinstance(value, list | dict) else str(value).strip()


def html_file(data: bytes) -> Found:
    """A web page with what its head says."""
    text = decode(data)
    meta = page_meta(text)
    published = meta.published
    try:
        if published:
            published = parse_date(published).iso
    except ValueError:
        published = ""
    return Found(text, digest(data), title=meta.title, published=published, source=meta.source)


def pdf_file(data: bytes, path: str) -> Found | ReadError:
    """The text layer of a PDF file, pages parted by a form feed."""
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    quiet = logging.getLogger("pypdf")
    level, quiet.level = quiet.level, logging.CRITICAL
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            return ReadError(path, None, "the PDF is protected by a password", "save it without one")
        text = "\f".join(page.extract_text() for page in reader.pages)
        title = str((reader.metadata.title if reader.metadata else "") or "").strip()
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError, OSError) as error:
        return ReadError(path, None, f"the PDF is broken ({str(error) or type(error).__name__})", "fetch it again")
    finally:
        quiet.setLevel(level)
    if not text.strip():
        return ReadError(
            path, None, "the PDF holds pictures of pages, no text", "run text recognition (OCR) on it first"
        )
    return Found(text, digest(data), title=title if _HAN.search(title) else "")


def docx_file(data: bytes, path: str) -> Found | ReadError:
    """The paragraphs of a Word file, one a line, and the rows of its tables, cells parted by a tab."""
    import docx
    from docx.opc.exceptions import OpcError

    try:
        word = docx.Document(io.BytesIO(data))
        rows: list[str] = []
        for block in word.iter_inner_content():
            if hasattr(block, "rows"):
                rows += ["\t".join(cell.text.replace("\n", " ") for cell in row.cells) for row in block.rows]
            else:
                rows.append(block.text)
        title = str(word.core_properties.title or "").strip()
    except (OpcError, zipfile.BadZipFile, KeyError, ValueError, SyntaxError) as error:
        return ReadError(path, None, f"the Word file is broken ({error})", "save it again as .docx")
    text = "\n".join(rows)
    if not text.strip():
        return ReadError(path, None, "the Word file holds no text", "leave it out")
    return Found(text, digest(data), title=title if _HAN.search(title) else "")


def load(data: bytes, path: str) -> Iterator[Found | ReadError]:
    """The documents in the bytes of a file (no longer compressed), by its suffix and its first bytes.

    Raises ``UnknownEncodingError``.
    """
    kind = suffix(path)
    if kind in LINES:
        yield from json_lines(decode(data).split("\n"), path)
    elif kind == ".pdf" or data.startswith(b"%PDF-"):
        yield pdf_file(data, path)
    elif kind == ".docx" or data.startswith(b"PK\x03\x04"):
        yield docx_file(data, path)
    elif kind in MARKDOWN:
        yield markdown_file(data)
    else:
        text = decode(data)
        yield html_file(data) if kind in HTML or is_html(text) else Found(text, digest(data))
