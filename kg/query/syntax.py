"""Syntax errors that say where and what: line, column, and a caret under the query."""

from __future__ import annotations

import difflib
import itertools
import re
from collections.abc import Mapping
from typing import Final

from rich.cells import cell_len

from kg.query.prefixes import PREFIXES
from kg.query.tokens import Token, declared, resolved, tokens

_POSITION: Final = re.compile(r"error at (\d+):(\d+): expected (?:one of )?(.*)", re.DOTALL)
_CHOICE: Final = re.compile(r'"(?:[^"\\]|\\.)*"|[A-Za-z][\w ]*')
_OPENS: Final = {"{": "}", "(": ")", "[": "]"}
_FORMS: Final = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
_UNKNOWN: Final = re.compile("custom function <([^>]*)> is not supported")
_EXPRESSIONS: Final = frozenset({"FILTER", "BIND", "HAVING", "IF", "COALESCE"})
_FUNCTIONS: Final = tuple(
    "STR LANG LANGMATCHES DATATYPE BOUND IRI URI BNODE RAND ABS CEIL FLOOR ROUND CONCAT STRLEN UCASE LCASE "
    "ENCODE_FOR_URI CONTAINS STRSTARTS STRENDS STRBEFORE STRAFTER YEAR MONTH DAY HOURS MINUTES SECONDS TIMEZONE TZ NOW "
    "UUID STRUUID MD5 SHA1 SHA256 SHA384 SHA512 COALESCE IF STRLANG STRDT SAMETERM ISIRI ISURI ISBLANK ISLITERAL "
    "ISNUMERIC REGEX SUBSTR REPLACE EXISTS COUNT SUM MIN MAX AVG SAMPLE GROUP_CONCAT TRIPLE SUBJECT PREDICATE OBJECT "
    "ISTRIPLE LANGDIR HASLANG HASLANGDIR STRLANGDIR ADJUST".split()
)
# What else an opening bracket may follow.
_CALLED: Final = frozenset(_FUNCTIONS) | frozenset(
    "SELECT DISTINCT REDUCED WHERE FILTER BIND VALUES HAVING BY ASC DESC IN NOT A AS".split()
)
_WORDS: Final = (
    _CALLED
    | frozenset(_FORMS)
    | frozenset(
        "BASE PREFIX FROM NAMED ORDER LIMIT OFFSET GROUP UNDEF OPTIONAL GRAPH UNION SERVICE SILENT MINUS SEPARATOR "
        "TRUE FALSE".split()
    )
)
_MOST = 8
_FEW = 2


class QuerySyntaxError(ValueError):
    """A query that is no SPARQL: ``line`` and ``column`` count from 1 (code points), ``reason`` says what is wrong."""

    def __init__(self, text: str, line: int, column: int, reason: str) -> None:
        """Keep the place; the message is ``reason`` with the place, the line of the query, and a caret under it."""
        self.text, self.line, self.column, self.reason = text, line, column, reason
        lines = text.splitlines() or [""]
        shown = lines[min(line, len(lines)) - 1].replace("\t", " ")
        indent = " " * cell_len(shown[: column - 1])
        super().__init__(f"line {line}, column {column}: {reason}\n  {shown}\n  {indent}^")

    def __reduce__(self) -> tuple[type[QuerySyntaxError], tuple[str, int, int, str]]:
        """Travel from a worker process to its caller whole."""
        return type(self), (self.text, self.line, self.column, self.reason)


class UnknownFunctionError(RuntimeError):
    """A query that is SPARQL, with a function that nobody here knows: where it stands, as for ``QuerySyntaxError``."""

    def __init__(self, text: str, line: int, column: int, reason: str) -> None:
        """Keep the place; the message shows the line with a caret."""
        self.text, self.line, self.column, self.reason = text, line, column, reason
        super().__init__(str(QuerySyntaxError(text, line, column, reason)))

    def __reduce__(self) -> tuple[type[UnknownFunctionError], tuple[str, int, int, str]]:
        """Travel from a worker process to its caller whole."""
        return type(self), (self.text, self.line, self.column, self.reason)


def unanswerable(text: str, error: RuntimeError, *, prefixes: Mapping[str, str], base: str) -> RuntimeError:
    """The engine's ``error`` while it answered ``text``: an unknown function with its place, else as it is."""
    match = _UNKNOWN.search(str(error))
    if match is None:
        return error
    parts = list(tokens(text))
    for token, after in itertools.pairwise(parts):
        called = token.kind in ("iri", "name") and after.text == "("
        if called and resolved(token, text, prefixes=prefixes, base=base) == match[1]:
            return UnknownFunctionError(text, *_place(text, token.start), f"there is no function {token.text}")
    return UnknownFunctionError(text, 1, 1, f"there is no function <{match[1]}>")


def misread(text: str) -> QuerySyntaxError | None:
    """A ``<`` that begins an IRI where a comparison was meant: ``FILTER(?x<?y&&?z>1)``, which Oxigraph lets pass.

    The longest token counts (19.8 of the standard), here ``<?y&&?z>``.
    """
    parts = list(tokens(text))
    depths: list[bool] = []
    for place, token in enumerate(parts):
        before = parts[place - 1] if place else None
        if token.text == "(" and token.kind == "other":
            word = before.text.upper() if before and before.kind == "word" else ""
            depths.append(word in _EXPRESSIONS or (bool(depths) and depths[-1]))
        elif token.text == "{" and token.kind == "other":
            depths.append(False)
        elif token.text in (")", "}") and token.kind == "other":
            depths = depths[:-1]
        elif token.kind == "iri" and depths and depths[-1] and before and _ends_operand(before):
            reason = f"{token.text} is read as an IRI; put a space behind a < that compares"
            return QuerySyntaxError(text, *_place(text, token.start), reason)
    return None


def _ends_operand(token: Token) -> bool:
    return token.kind in ("variable", "number", "string", "name", "tag") or token.text == ")"


def diagnosed(text: str, error: SyntaxError, prefixes: dict[str, str]) -> QuerySyntaxError:
    """The engine's ``error`` about ``text``, made readable.

    The engine says how far it came, which for the commonest slips is not where the slip is; those are looked for
    first: a misspelt query form, an undeclared prefix, a bracket or quotation mark left open, an unknown function.
    """
    for check in (_form, _quotes, _prefix, _brackets, _function):
        found = check(text, prefixes)
        if found is not None:
            offset, reason = found
            return QuerySyntaxError(text, *_place(text, offset), reason)
    match = _POSITION.match(str(error))
    if match is None:
        return QuerySyntaxError(text, 1, 1, str(error))
    line, column = int(match[1]), int(match[2])
    strange = _strange(text, line, column)
    if strange is not None:
        reason = f"{strange.text} is no word of SPARQL; a name has a prefix (cy:{strange.text}), a variable a ?"
        return QuerySyntaxError(text, *_place(text, strange.start), reason)
    return QuerySyntaxError(text, line, column, _reason(match[3]))


def _place(text: str, offset: int) -> tuple[int, int]:
    """Line and column, both from 1, of an offset."""
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


def _strange(text: str, line: int, column: int) -> Token | None:
    """The first word that SPARQL does not have, up to where the engine gave up; not where a number is wanted."""
    lines = text.splitlines(keepends=True)
    end = sum(map(len, lines[: line - 1])) + column - 1
    before = ""
    for token in tokens(text):
        word = token.text.upper()
        if token.start > end:
            break
        if token.kind == "word" and word not in _WORDS and before not in ("LIMIT", "OFFSET"):
            return token
        before = word
    return None


def _reason(expected: str) -> str:
    """What the engine expected, without its character classes."""
    if "The SELECT contains a variable that is unbound" in expected:
        return "SELECT names a variable that GROUP BY leaves without a value; group by it or aggregate it"
    if "IRI parsing failed" in expected:
        return "not a valid IRI"
    plain = re.sub(r"\[[^\]]*\]", " ", expected.replace("\\u{", "").replace("'['", "").replace("']'", ""))
    choices = list(dict.fromkeys(choice.strip() for choice in _CHOICE.findall(plain) if choice.strip()))
    if not choices:
        return "this cannot stand here"
    more = ", …" if len(choices) > _MOST else ""
    return "expected " + (" or ".join(choices) if len(choices) <= _FEW else ", ".join(choices[:_MOST]) + more)


def _form(text: str, _: dict[str, str]) -> tuple[int, str] | None:
    """A first word that is no query form."""
    skip = 0
    parts = list(tokens(text))
    if not parts:
        return 0, "the query is empty"
    for token in parts:
        if skip:
            skip -= 1
        elif token.kind == "word" and token.text.upper() in ("PREFIX", "BASE"):
            skip = 2 if token.text.upper() == "PREFIX" else 1
        elif token.text.upper() in _FORMS:
            return None
        else:
            return token.start, f"{token.text!r} begins no query; SELECT, ASK, CONSTRUCT or DESCRIBE does"
    return len(text), "the query ends before SELECT, ASK, CONSTRUCT or DESCRIBE"


def _quotes(text: str, _: dict[str, str]) -> tuple[int, str] | None:
    """A quotation mark that is not closed."""
    for token in tokens(text):
        if token.kind == "other" and token.text in "\"'":
            return token.start, "this quotation mark is not closed"
    return None


def _prefix(text: str, prefixes: dict[str, str]) -> tuple[int, str] | None:
    """A prefix that neither the query nor the program knows."""
    known = declared(text) | prefixes.keys()
    for token in tokens(text):
        prefix = token.text.partition(":")[0]
        if token.kind == "name" and prefix != "_" and prefix not in known:
            return token.start, f"unknown prefix {prefix}: (known: {', '.join(f'{name}:' for name in PREFIXES)})"
    return None


def _brackets(text: str, _: dict[str, str]) -> tuple[int, str] | None:
    """A bracket without its partner."""
    open_: list[Token] = []
    for token in tokens(text):
        if token.kind != "other":
            continue
        if token.text in _OPENS:
            open_.append(token)
        elif token.text in _OPENS.values():
            if not open_ or _OPENS[open_[-1].text] != token.text:
                return token.start, f"{token.text} closes nothing that is open"
            open_.pop()
    if open_:
        return open_[-1].start, f"this {open_[-1].text} is not closed"
    return None


def _function(text: str, _: dict[str, str]) -> tuple[int, str] | None:
    """A word called like a function that SPARQL does not have."""
    for token, after in itertools.pairwise(tokens(text)):
        word = token.text.upper()
        if token.kind == "word" and after.text == "(" and word not in _CALLED:
            near = difflib.get_close_matches(word, _FUNCTIONS, 1)
            return token.start, f"there is no function {token.text}" + (f"; did you mean {near[0]}?" if near else "")
    return None
