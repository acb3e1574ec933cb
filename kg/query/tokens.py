"""SPARQL cut into its tokens, to tell what a query asks for before any engine sees it.

The tokens are those of the SPARQL 1.1 grammar (section 19.8). A keyword inside a string, an IRI, a comment, a prefixed
name or a variable is therefore never taken for one, and one written in any case always is.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal
from urllib.parse import urljoin

Kind = Literal["space", "comment", "iri", "string", "variable", "tag", "name", "number", "word", "other"]
Form = Literal["SELECT", "ASK", "CONSTRUCT", "DESCRIBE"]

_PREFIX = r"(?:[^\W\d_][\w\-\u00B7]*(?:\.[\w\-\u00B7]+)*)?"
_ESCAPE = r"%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?#@%]"
_LOCAL = rf"(?:(?:[\w:]|{_ESCAPE})(?:(?:[\w:\-\u00B7.]|{_ESCAPE})*(?:[\w:\-\u00B7]|{_ESCAPE}))?)?"
_STRING = "|".join(  # noqa: FLY002 - one form of string a line
    (
        r"'''(?:(?:'|'')?(?:[^'\\]|\\.))*'''",
        r'"""(?:(?:"|"")?(?:[^"\\]|\\.))*"""',
        r"'(?:[^'\\\n\r]|\\.)*'",
        r'"(?:[^"\\\n\r]|\\.)*"',
    )
)
_TOKEN: Final = re.compile(
    "|".join(
        (
            r"(?P<space>\s+)",
            r"(?P<comment>\#[^\n\r]*)",
            r"(?P<iri><(?:[^<>\"{}|^`\\\x00-\x20]|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8})*>)",
            rf"(?P<string>{_STRING})",
            r"(?P<variable>[?$]\w+)",
            r"(?P<tag>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)",
            rf"(?P<name>_:\w(?:[\w\-\u00B7.]*[\w\-\u00B7])?|{_PREFIX}:{_LOCAL})",
            r"(?P<number>(?:\d+\.\d*|\.\d+|\d+)(?:[eE][+-]?\d+)?)",
            r"(?P<word>[A-Za-z_]\w*)",
            r"(?P<other>.)",
        )
    ),
    re.DOTALL,
)
_KEPT: Final = 20_000
_UPDATES: Final = frozenset({"INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH"})
_FORMS: Final = frozenset({"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"})


class RefusedError(ValueError):
    """The query asks for what is never done here: a change, a file, another host."""


@dataclass(frozen=True, slots=True)
class Token:
    """One token: ``kind`` as in the grammar, ``text`` as written, ``start`` its offset in the query (code points)."""

    kind: Kind
    text: str
    start: int

    @property
    def end(self) -> int:
        """The offset behind it."""
        return self.start + len(self.text)


@dataclass(frozen=True, slots=True)
class Outline:
    """What a query is: its form (``None`` where that cannot be told: a syntax error), and the graphs after FROM."""

    form: Form | None
    graphs: tuple[str, ...]


def tokens(text: str) -> Iterator[Token]:
    """The tokens of ``text`` without white space and comments."""
    # Several readers look at one query, and the same questions come again.
    return iter(_kept(text)) if len(text) < _KEPT else _cut(text)


def _cut(text: str) -> Iterator[Token]:
    for match in _TOKEN.finditer(text):
        kind: Kind = match.lastgroup  # type: ignore[assignment]  # each alternative is a named group
        if kind not in ("space", "comment"):
            yield Token(kind, match.group(), match.start())


@lru_cache(maxsize=64)
def _kept(text: str) -> tuple[Token, ...]:
    return tuple(_cut(text))


def outline(text: str, *, prefixes: dict[str, str], base: str) -> Outline:
    """What the query asks for.

    Raises ``RefusedError`` for updates, LOAD and SERVICE, whatever else the query holds. ``prefixes`` and ``base`` are
    those that hold where the query declares none.
    """
    known, form, graphs = dict(prefixes), None, []
    parts = list(tokens(text))
    for position, token in enumerate(parts):
        if token.kind != "word":
            continue
        word = token.text.upper()
        following = parts[position + 1 : position + 3]
        if word in _UPDATES and form is None:
            raise RefusedError(f"{word}: this is an update; only SELECT, ASK, CONSTRUCT and DESCRIBE are answered here")
        if word == "SERVICE":
            raise RefusedError("SERVICE: no other host is asked from here")
        if form is None and word == "PREFIX" and len(following) > 1:
            known[following[0].text.removesuffix(":")] = urljoin(base, following[1].text[1:-1])
        elif form is None and word == "BASE" and following:
            base = urljoin(base, following[0].text[1:-1])
        elif form is None and word in _FORMS:
            form = word
        elif word == "FROM" and following:
            named = following[0].text.upper() == "NAMED" and len(following) > 1
            graphs.append(_resolve(following[1 if named else 0], known, base))
    return Outline(form, tuple(graphs))  # type: ignore[arg-type]  # form is one of _FORMS


def _resolve(token: Token, prefixes: dict[str, str], base: str) -> str:
    """The full IRI that a token writes."""
    if token.kind == "iri":
        return urljoin(base, token.text[1:-1])
    prefix, _, local = token.text.partition(":")
    return prefixes.get(prefix, f"{prefix}:") + local.replace("\\", "")


def resolved(token: Token, text: str, *, prefixes: Mapping[str, str], base: str) -> str:
    """The full IRI that a token of the query ``text`` writes; ``prefixes`` and ``base`` as for ``outline``."""
    known, parts = dict(prefixes), list(tokens(text))
    for position, each in enumerate(parts[:-2]):
        word = each.text.upper() if each.kind == "word" else ""
        if word == "PREFIX":
            known[parts[position + 1].text.removesuffix(":")] = urljoin(base, parts[position + 2].text[1:-1])
        elif word == "BASE":
            base = urljoin(base, parts[position + 1].text[1:-1])
        elif word in _FORMS:
            break
    return _resolve(token, known, base)


def declared(text: str) -> frozenset[str]:
    """The prefixes that the query declares itself."""
    parts = list(tokens(text))
    return frozenset(
        after.text.removesuffix(":")
        for before, after in itertools.pairwise(parts)
        if before.kind == "word" and before.text.upper() == "PREFIX" and after.kind == "name"
    )


def used(text: str) -> frozenset[str]:
    """The prefixes of the names in the query."""
    return frozenset(
        token.text.partition(":")[0]
        for token in tokens(text)
        if token.kind == "name" and not token.text.startswith("_:")
    )
