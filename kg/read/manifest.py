"""The manifest: a CSV table with what the files do not say about themselves."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, field
from pathlib import Path

from kg.read.decode import UnknownEncodingError, decode
from kg.read.errors import ReadError
from kg.read.sources import stem

_COLUMNS = ("id", "file", "title", "published", "source")


@dataclass(frozen=True, slots=True)
class Row:
    """What the manifest says about one document; ``line`` counts from 1."""

    id: str = ""
    file: str = ""
    title: str = ""
    published: str = ""
    source: str = ""
    line: int = 0


_NOTHING = Row()


@dataclass(frozen=True, slots=True)
class Manifest:
    """The rows by the id, and by the file name where the table has a column for it."""

    path: str = ""
    by_id: dict[str, Row] = field(default_factory=dict)
    by_file: dict[str, Row] = field(default_factory=dict)

    def row(self, name: str, path: str) -> Row:
        """The row of a document: by its file, by its name (id or file stem), or by what stands before ``_`` in it."""
        return (
            self.by_file.get(Path(path).name)
            or self.by_file.get(stem(path))
            or self.by_id.get(name)
            or self.by_id.get(name.partition("_")[0])
            or _NOTHING
        )


def manifest_of(path: str | Path | None) -> Manifest | ReadError:
    """Read a manifest; ``None`` gives an empty one."""
    if path is None:
        return Manifest()
    try:
        text = decode(Path(path).read_bytes())
    except (OSError, UnknownEncodingError) as error:
        cause = getattr(error, "strerror", None) or str(error)
        return ReadError(str(path), None, f"the manifest cannot be read: {cause}", "check the path")
    reader = csv.DictReader(io.StringIO(text, newline=""))
    names = [(name or "").strip().lower() for name in reader.fieldnames or []]
    if "id" not in names and "file" not in names:
        return ReadError(str(path), 1, "the manifest has no column id", "begin it with id,title,published,source")
    reader.fieldnames = names
    by_id: dict[str, Row] = {}
    by_file: dict[str, Row] = {}
    for values in reader:
        row = Row(**{key: (values.get(key) or "").strip() for key in _COLUMNS}, line=reader.line_num)
        if row.id:
            by_id.setdefault(row.id, row)
        if row.file:
            by_file.setdefault(Path(row.file).name, row)
    return Manifest(str(path), by_id, by_file)
