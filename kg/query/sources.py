"""Answers with their sentences: the rows stay short, and the sentences stand below them, each once."""

from __future__ import annotations

import pyoxigraph as ox

from kg.query.result import Rows, columns_without

SENTENCE = "sentence"
TITLE = "documentLabel"


def footnoted(result: Rows) -> tuple[Rows, list[str]]:
    """The rows with a number in place of document and sentence, and the sentences with their document, by number.

    A result without a column ``sentence`` comes back as it is, with no sentences.
    """
    if SENTENCE not in result.variables:
        return result, []
    sentence = result.variables.index(SENTENCE)
    title = result.variables.index(TITLE) if TITLE in result.variables else None
    numbers: dict[str, int] = {}
    marks = []
    for row in result.rows:
        source = _value(row[title]) if title is not None else ""
        text = f"{_value(row[sentence])} —— {source}" if source else _value(row[sentence])
        marks.append(numbers.setdefault(text, len(numbers) + 1))
    rest = columns_without(result, frozenset({SENTENCE, TITLE, "document"}))
    rows = tuple((*row, ox.Literal(f"[{mark}]")) for row, mark in zip(rest.rows, marks, strict=True))
    noted = Rows((*rest.variables, "source"), rows, rest.truncated, rest.labels, rest.base)
    return noted, [f"[{number}] {text}" for text, number in numbers.items()]


def _value(term: object) -> str:
    return term.value if isinstance(term, (ox.Literal, ox.NamedNode)) else ""
