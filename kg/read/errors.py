"""What could not be read, told so that one can mend it."""

from __future__ import annotations


class ReadError(Exception):
    """A source, or one line of it, that gives no document.

    It is yielded among the documents, not raised, so that the others are read. ``path`` names the file, ``line`` the
    line in it (counted from 1) where that is known, ``cause`` says what is wrong, ``cure`` what to do about it.
    """

    def __init__(self, path: str, line: int | None, cause: str, cure: str = "") -> None:
        """Keep the parts and make the message of them."""
        self.path, self.line, self.cause, self.cure = path, line, cause, cure
        place = path if line is None else f"{path}, line {line}"
        super().__init__(f"{place}: {cause}" + (f"; {cure}" if cure else ""))
