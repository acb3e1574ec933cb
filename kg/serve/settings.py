"""What a server is started with, and what travels between it and its workers."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from kg.views.story import Story

LANGUAGES: Final = ("zh", "en")


@dataclass(frozen=True, slots=True)
class Settings:
    """The limits and the place of a server.

    ``timeout`` seconds for one answer, ``wait`` seconds for a free worker; ``limit`` rows or triples in an answer;
    ``workers`` processes for long queries, ``page_workers`` each for pages, questions and slow questions, and twice as
    many for short queries; ``memory`` MiB that a worker may take; ``body`` bytes of a request, ``answer`` bytes of an
    answer; ``queue`` requests that may wait; ``cors`` origins that may read from a page of theirs (``*``: all);
    ``public`` is the URL that clients know; ``stories`` are offered by their names.
    """

    store: Path
    public: str = "http://127.0.0.1:8000"
    timeout: float = 10.0
    wait: float = 20.0
    limit: int = 10_000
    workers: int = 2
    page_workers: int = 2
    memory: int = 1024
    body: int = 1 << 20
    answer: int = 64 << 20
    queue: int = 64
    cors: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ("127.0.0.1", "localhost", "[::1]")
    stories: tuple[tuple[str, Story], ...] = ()

    @property
    def root(self) -> str:
        """The path before all paths of ours, without a slash at its end."""
        return urlsplit(self.public).path.rstrip("/")


@dataclass(frozen=True, slots=True)
class Request:
    """What a worker is asked for: a ``task`` of ``kg.serve.worker`` and all that it may need.

    ``name`` is what the path names (a key, a question); ``values`` the parameters in their order; ``accept`` the
    header; ``suffix`` the format that the path asks for; ``lang`` the language of the pages, ``chosen`` whether the
    URL says it; ``link`` the URL that was asked, without its origin.
    """

    task: str
    name: str = ""
    values: tuple[tuple[str, str], ...] = ()
    accept: str = "*/*"
    suffix: str = ""
    lang: str = "zh"
    chosen: bool = False
    link: str = ""

    def value(self, name: str) -> str:
        """The first value of a parameter; empty where there is none."""
        return next((value for key, value in self.values if key == name), "")

    def every(self, name: str) -> tuple[str, ...]:
        """All values of a parameter."""
        return tuple(value for key, value in self.values if key == name)


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer: ``media`` is the whole Content-Type."""

    body: bytes
    media: str
    status: int = 200
    headers: tuple[tuple[str, str], ...] = field(default=())


class Refusal(Exception):  # noqa: N818 - it is an answer
    """An answer other than the one asked for: an HTTP status, and one text for people.

    ``line`` and ``column`` count from 1 where the query is at fault.
    """

    def __init__(
        self,
        status: int,
        text: str,
        *,
        line: int | None = None,
        column: int | None = None,
        headers: tuple[tuple[str, str], ...] = (),
    ) -> None:
        """Keep what the client is told."""
        super().__init__(text)
        self.status, self.text, self.line, self.column, self.headers = status, text, line, column, headers


def identity_path(base: str) -> str:
    """The path at which things have their pages: that of their IRIs, or ``/id/`` where IRIs do not end in a path."""
    path = urlsplit(base).path
    return path if base.endswith("/") and path != "/" else "/id/"
