"""Which files to read: folders, globs, files, standard input."""

from __future__ import annotations

import glob
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Literal

from kg.read.errors import ReadError
from kg.read.remote import Remote, is_remote, remote

Source = Path | Remote | Literal["-"]

TEXT, MARKDOWN, HTML = {".txt", ".text"}, {".md", ".markdown"}, {".html", ".htm", ".xhtml"}
LINES = {".jsonl", ".ndjson"}
SUFFIXES = {*TEXT, *MARKDOWN, *HTML, *LINES, ".pdf", ".docx"}


def suffix(path: str | Path) -> str:
    """The suffix of a file in lower case, that under ``.gz`` where it is compressed."""
    name = Path(path).name.lower()
    return Path(name.removesuffix(".gz")).suffix


def stem(path: str | Path) -> str:
    """The name of a file without its suffixes of format and compression."""
    name = Path(path).name
    if name.lower().endswith(".gz"):
        name = name[:-3]
    return Path(name).stem if suffix(path) in SUFFIXES else name


def is_document(inside: Iterable[str]) -> bool:
    """Whether a file, by its path inside a folder, is a document: not hidden, not the README that describes it."""
    parts = tuple(inside)
    hidden = any(part.startswith(".") for part in parts)
    return not hidden and suffix(parts[-1]) in SUFFIXES and stem(parts[-1]).lower() != "readme"


def _folder(folder: Path) -> Iterator[Source | ReadError]:
    """The documents in a folder and those below it, sorted; hidden files and the README that describes it left out."""
    seen = False
    for path in sorted(folder.rglob("*")):
        if not is_document(path.relative_to(folder).parts) or not path.is_file():
            continue
        seen = True
        yield path
    if not seen:
        known = " ".join(sorted(SUFFIXES))
        yield ReadError(
            str(folder), None, "the folder holds no document", f"documents end in {known}, or these with .gz"
        )


def find(sources: str | Path | Iterable[str | Path]) -> Iterator[Source | ReadError]:
    """Every file to read, each once, in the order named; a folder gives its files sorted, recursively.

    What names nothing comes out as a ``ReadError``; ``-`` is standard input; a URL is read by fsspec.
    """
    seen: set[Path | Remote] = set()
    for source in [sources] if isinstance(sources, str | Path) else sources:
        for found in _one(source):
            if isinstance(found, Path | Remote):
                if found in seen:
                    continue
                seen.add(found)
            yield found


def _wanted(found: Remote | ReadError, folder: str) -> bool:
    return isinstance(found, ReadError) or is_document(found.removeprefix(folder).strip("/").split("/"))


def _matches(pattern: Path) -> list[Path]:
    """The files and folders that a pattern with ``*``, ``?`` or ``[…]`` names."""
    parts = pattern.parts
    wild = next((at for at, part in enumerate(parts) if glob.has_magic(part)), None)
    return [] if wild is None else sorted(Path(*parts[:wild]).glob(str(Path(*parts[wild:]))))


def _one(source: str | Path) -> Iterator[Source | ReadError]:
    if str(source) == "-":
        yield "-"
        return
    if is_remote(source):
        many = not suffix(str(source))
        yield from (each for each in remote(str(source)) if not many or _wanted(each, str(source)))
        return
    path = Path(source)
    if path.is_dir():
        yield from _folder(path)
    elif path.exists():
        yield path
    elif matches := _matches(path):
        for match in matches:
            yield from _folder(match) if match.is_dir() else [match]
    else:
        yield ReadError(str(source), None, "there is no such file or folder", "check the path")
