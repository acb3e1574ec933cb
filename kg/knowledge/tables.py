"""Tables of the lexicon: tab-separated text with a header; every complaint names file, line and cause."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Container, Iterator
    from pathlib import Path


class LexiconError(ValueError):
    """A lexicon file is missing or malformed: the message is ``FILE:LINE: cause``."""


class Row(list[str]):
    """The cells of one line; remembers where it stands."""

    __slots__ = ("line", "path")

    def __init__(self, path: Path, line: int, cells: list[str]) -> None:
        super().__init__(cells)
        self.path = path
        self.line = line

    def wrong(self, cause: str) -> LexiconError:
        """The error to raise about this row."""
        return LexiconError(f"{self.path}:{self.line}: {cause}")


Table = list[Row]


def read(path: Path, columns: str) -> Table:
    """The rows of a file whose header must be ``columns`` (names with spaces between).

    Raises ``LexiconError`` if the file is missing or no UTF-8, the header is another one, a row has another number of
    cells, lacks its source, or repeats the first cell of another row.
    """
    header = columns.split()
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise LexiconError(f"{path}:0: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise LexiconError(f"{path}:0: is no UTF-8: {error.reason} at byte {error.start}") from error
    if not lines or lines[0].split("\t") != header:
        raise LexiconError(f"{path}:1: the header must be the columns {', '.join(header)}")
    return list(_rows(path, lines, len(header)))


def _rows(path: Path, lines: list[str], width: int) -> Iterator[Row]:
    seen: dict[str, int] = {}
    for number, line in enumerate(lines[1:], start=2):
        row = Row(path, number, line.split("\t"))
        if len(row) != width:
            raise row.wrong(f"has {len(row)} cells, not {width}")
        if not row[0]:
            raise row.wrong("its first cell is empty")
        if not row[-1]:
            raise row.wrong("has no source")
        if row[0] in seen:
            raise row.wrong(f"{row[0]} is already on line {seen[row[0]]}")
        seen[row[0]] = number
        yield row


def required(row: Row, index: int) -> str:
    """A cell that must not be empty."""
    if not row[index]:
        raise row.wrong(f"cell {index + 1} is empty")
    return row[index]


def values(row: Row, index: int) -> tuple[str, ...]:
    """The values of a cell, ``|`` between them; ``()`` for an empty cell."""
    if not row[index]:
        return ()
    found = tuple(row[index].split("|"))
    if "" in found or len(set(found)) < len(found):
        raise row.wrong(f"cell {index + 1} has an empty or a repeated value: {row[index]!r}")
    return found


def member(row: Row, index: int, allowed: tuple[str, ...]) -> str:
    """A cell that must be one of a few words."""
    if row[index] not in allowed:
        raise row.wrong(f"cell {index + 1} is {row[index]!r}, not one of {', '.join(allowed)}")
    return row[index]


def integer(row: Row, index: int) -> int | None:
    """A year, or ``None`` for an empty cell."""
    if not row[index]:
        return None
    if not (row[index].isascii() and row[index].isdigit()):
        raise row.wrong(f"cell {index + 1} is no number: {row[index]!r}")
    return int(row[index])


def codes(row: Row, index: int, known: Container[str], *, several: bool = True) -> tuple[str, ...]:
    """The codes of a cell, each of which must be in ``known``."""
    found = values(row, index)
    if len(found) > 1 and not several:
        raise row.wrong(f"cell {index + 1} may hold one code only: {row[index]!r}")
    for code in found:
        if code not in known:
            raise row.wrong(f"cell {index + 1} has the unknown code {code!r}")
    return found
