"""SPARQL 1.1 Protocol (W3C Recommendation 2013), the query half: what a request asks for."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final
from urllib.parse import parse_qsl

from kg.serve.settings import Refusal

QUERY: Final = "application/sparql-query"
UPDATE: Final = "application/sparql-update"
FORM: Final = "application/x-www-form-urlencoded"
_GRAPHS: Final = ("default-graph-uri", "named-graph-uri")
_FIELDS: Final = 200

Values = tuple[tuple[str, str], ...]


def pairs(text: str) -> Values:
    """The parameters of a URL or form. Raises ``Refusal`` (400) for bytes that are no UTF-8 and for too many."""
    try:
        found = parse_qsl(text, keep_blank_values=True, encoding="utf-8", errors="strict", max_num_fields=_FIELDS)
    except UnicodeDecodeError:
        raise Refusal(400, "The parameters are not UTF-8.") from None
    except ValueError:
        raise Refusal(400, f"There are more than {_FIELDS} parameters.") from None
    return tuple(found)


def posted(content_type: str, body: bytes, url: Values) -> Values:
    """The parameters of a POST, by its content type. Raises ``Refusal``: 400, 405 for an update, 415."""
    media = content_type.partition(";")[0].strip().lower()
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        raise Refusal(400, "The request is not UTF-8.") from None
    if media == UPDATE:
        raise _update()
    if media == QUERY:
        return (("query", text), *(pair for pair in url if pair[0] != "query"))
    if media == FORM:
        return (*pairs(text), *(pair for pair in url if pair[0] not in ("query", *_GRAPHS)))
    raise Refusal(415, f"A query is posted as {QUERY} or as {FORM}.")


def checked(values: Values) -> Values:
    """The parameters of an operation, one query among them. Raises ``Refusal``: 400, 405 for an update."""
    names = [name for name, _ in values]
    if "update" in names or any(name.startswith("using-") for name in names):
        raise _update()
    if names.count("query") > 1:
        raise Refusal(400, "There is more than one query.")
    if "query" not in names:
        raise Refusal(400, "There is no query: give it as the parameter query.")
    return values


def dataset(values: Iterable[tuple[str, str]]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The graphs that the request names: those of the default graph, and the named ones."""
    kept = tuple(values)
    default, named = (tuple(value for name, value in kept if name == each) for each in _GRAPHS)
    return default, named


def _update() -> Refusal:
    text = "This is an update: the data are read only here. SELECT, ASK, CONSTRUCT and DESCRIBE are answered."
    return Refusal(405, text, headers=(("Allow", "GET, HEAD, POST"),))
