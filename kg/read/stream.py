"""Files of JSON lines, read a line at a time: memory does not grow with the file."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

from kg.read.errors import ReadError
from kg.read.remote import Remote, opened

_GZIP, _BOM = b"\x1f\x8b", b"\xef\xbb\xbf"
_SAMPLE = 1 << 16
_EVERY = 64  # lines between two reports of the place


def streamed(path: Path | Remote, at: Callable[[int], None]) -> Iterator[str | ReadError] | None:
    """The lines of a file in UTF-8, gzipped or not, without their ends; ``None`` for a file to be read as a whole.

    That is one in another encoding, and one with nothing in it. A later line that is not UTF-8 comes out as a
    ``ReadError``. ``at`` is told the bytes read so far. Raises ``OSError``.
    """
    with _opened(path) as raw, _plain(raw) as file:
        try:
            sample = file.read(_SAMPLE)
        except (EOFError, gzip.BadGzipFile):
            return None
        known = sample[: sample.rfind(b"\n") + 1] or sample
        if b"\0" in sample or not sample.strip() or (len(known) < _SAMPLE and not _utf8(known)):
            return None
    return _lines(path, at)


def _plain(raw: IO[bytes]) -> IO[bytes]:
    head = raw.read(2)
    raw.seek(0)
    return gzip.open(raw) if head == _GZIP else raw  # type: ignore[return-value]


def _utf8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def _opened(path: Path | Remote) -> IO[bytes]:
    return path.open("rb") if isinstance(path, Path) else opened(path)


def _lines(path: Path | Remote, at: Callable[[int], None]) -> Iterator[str | ReadError]:
    with _opened(path) as raw, _plain(raw) as file:
        for number, line in enumerate(file, 1):
            plain = line.removesuffix(b"\n")
            try:
                yield (plain.removeprefix(_BOM) if number == 1 else plain).decode()
            except UnicodeDecodeError:
                yield ReadError(str(path), number, "the line is not UTF-8", "convert the file to UTF-8")
            if number % _EVERY == 0:
                at(raw.tell())
