"""What follows from the rules alone, kept between runs: compiling all of them takes a second, loading 20 ms.

It lies in the user's cache folder, in one file for each version of Python. An entry is found by the text it was made
from, so none can be out of date. A file is written whole under another name and then renamed: processes that start at
the same time do not meet. Without such a folder, or with a damaged file, everything is made anew.
"""

from __future__ import annotations

import atexit
import contextlib
import marshal
import os
import platform
import re
import sys
import tempfile
import zlib
from array import array
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, Final, TypeAlias, TypeVar

import platformdirs

try:
    import _sre  # type: ignore[import-not-found]
    from re import _compiler as compiler  # type: ignore[attr-defined]
    from re import _parser as parser  # type: ignore[attr-defined]
except ImportError:  # another Python, whose programs we cannot keep
    _sre = compiler = parser = None

Made = TypeVar("Made")
Code: TypeAlias = tuple[int, int, dict[str, int], bytes]
"""Flags, number of groups, their names, and the program of the expression."""

#: Bytes, some three times what one version needs; beyond it what this process did not use is dropped.
_MOST: Final = 64 << 20
_HEAD: Final = 4


class Kept:
    """Compiled expressions, and what else follows from a text alone."""

    def __init__(self, path: Path | None) -> None:
        """Load what the file holds; ``None`` keeps nothing."""
        self._path = path
        self._codes, self._made = self._load()
        self._used_codes: dict[str, Code] = {}
        self._used_made: dict[tuple[str, str], Any] = {}
        self._changed = False

    def pattern(self, expression: str) -> re.Pattern[str]:
        """The compiled expression; raises ``re.error``.

        What this does with the inside of ``re`` may differ in another Python: there the expression is compiled anew.
        """
        try:
            return self._compiled(expression)
        except (AttributeError, RuntimeError, TypeError, ValueError):
            return re.compile(expression)

    def _compiled(self, expression: str) -> re.Pattern[str]:
        code = self._codes.get(expression)
        if code is None:
            code = self._codes[expression] = _code(expression)
            self._changed = True
        self._used_codes[expression] = code
        flags, groups, names, program = code
        by_number: list[str | None] = [None] * (groups + 1)
        for name, number in names.items():
            by_number[number] = name
        numbers = array("I")
        numbers.frombytes(program)
        made: re.Pattern[str] = _sre.compile(expression, flags, numbers.tolist(), groups, names, tuple(by_number))
        return made

    def known(self, what: str, text: str, make: Callable[[str], Made]) -> Made:
        """What ``make`` makes of a text; ``what`` tells apart what is made of the same text.

        It has to be made of strings, numbers, tuples, lists and dictionaries: what ``marshal`` can write.
        """
        found = self._made.get((what, text))
        if found is None:
            found = self._made[what, text] = make(text)
            self._changed = True
        self._used_made[what, text] = found
        made: Made = found
        return made

    def save(self) -> None:
        """Write the file if anything is new; it does no harm if that is not possible."""
        if self._path is None or not self._changed:
            return
        with contextlib.suppress(OSError):
            codes, made = self._load()  # others may have written meanwhile
            data = marshal.dumps((codes | self._used_codes, made | self._used_made))
            if len(data) > _MOST:
                data = marshal.dumps((self._used_codes, self._used_made))
            self._path.parent.mkdir(parents=True, exist_ok=True)
            number, name = tempfile.mkstemp(dir=self._path.parent)
            try:
                with os.fdopen(number, "wb") as file:
                    file.write(zlib.crc32(data).to_bytes(_HEAD, "big") + data)
                Path(name).replace(self._path)
            except OSError:
                Path(name).unlink(missing_ok=True)
                raise
            self._changed = False

    def _load(self) -> tuple[dict[str, Code], dict[tuple[str, str], Any]]:
        with contextlib.suppress(OSError, ValueError, EOFError, TypeError):
            data = self._path.read_bytes() if self._path else b""
            if data and zlib.crc32(data[_HEAD:]) == int.from_bytes(data[:_HEAD], "big"):
                codes, made = marshal.loads(data[_HEAD:])  # noqa: S302 - whole, and the user's own
                return codes, made
        return {}, {}


def _code(expression: str) -> Code:
    parsed: Any = parser.parse(expression)
    program = compiler._code(parsed, 0)  # noqa: SLF001 - re can neither store a program nor take one
    return parsed.state.flags, parsed.state.groups - 1, dict(parsed.state.groupdict), array("I", program).tobytes()


@cache
def kept() -> Kept:
    """What this user's earlier runs have left; saved when the process ends."""
    made = Kept(_file())
    atexit.register(made.save)
    return made


def _file() -> Path | None:
    try:
        folder = platformdirs.user_cache_path("chuanyu-kg", appauthor=False)
    except (OSError, RuntimeError):  # a user without a home
        return None
    return folder / f"rules-2-{platform.python_version()}-{getattr(_sre, 'MAGIC', 0)}-{sys.byteorder}.bin"
