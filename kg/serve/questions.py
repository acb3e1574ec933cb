"""The ready-made questions as forms, and their answers."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Final

import pyoxigraph as ox

from kg.query.ask import AskError, bind
from kg.query.catalogue import Question, catalogue
from kg.query.engine import evaluate
from kg.query.formats import dump
from kg.query.result import Rows, columns_without
from kg.serve import negotiation
from kg.serve.desk import Desk
from kg.serve.settings import Refusal, Reply, Request
from kg.serve.tables import Cell, Table, table

_DATES: Final = ("date", "earliest", "signed", "issued", "held")
_OFFERED: Final = (negotiation.HTML, *(each for each in negotiation.ROWS if each is not negotiation.HTML))


@dataclass(frozen=True, slots=True)
class Period:
    """One year of a timeline with its rows; the first cell of a row is the date."""

    year: str
    rows: tuple[tuple[Cell, ...], ...]


def listing(desk: Desk, request: Request) -> Reply:
    """All questions."""
    return desk.page("questions.html", request, questions=list(catalogue().values()))


def question(desk: Desk, request: Request) -> Reply:
    """One question: its form, and where values are given (or none are needed), its answer.

    Raises ``Refusal``: 404, 406; for a program also 400 and 404 for values that mean nothing.
    """
    asked = catalogue().get(request.name)
    if asked is None:
        raise Refusal(404, f"There is no question {request.name!r}.")
    try:
        form = negotiation.chosen(_OFFERED, request.accept, request.suffix)
    except negotiation.NotAcceptableError as error:
        raise Refusal(406, f"The answer can be had as {', '.join(error.offered)}.") from None
    names = {parameter.name for parameter in asked.parameters}
    given = {name: value.strip() for name, value in request.values if name in names and value.strip()}
    wanted = bool(given) or form is not negotiation.HTML or "ask" in dict(request.values) or not asked.parameters
    result, problem, sparql = None, None, asked.body
    if wanted:
        try:
            bindings = bind(asked, given, desk.store)
            sparql = asked.bound(bindings)
            result = _rows(desk, asked, bindings)
        except AskError as error:
            problem = error
    if form is not negotiation.HTML:
        if problem:
            raise Refusal(404 if problem.code == 1 else 400, f"{problem.problem}\n{problem.cure}".strip())
        return Reply(dump(result, form.name) if result else b"", form.content_type, headers=_truncated(desk, result))
    shown = table(desk, result) if result else None
    reply = desk.page(
        "question.html",
        request,
        status=200 if problem is None else 404 if problem.code == 1 else 400,
        question=asked,
        given=given,
        problem=problem,
        result=shown,
        periods=_periods(shown) if shown and asked.view == "timeline" else (),
        sparql=sparql,
        limit=desk.settings.limit,
    )
    return Reply(reply.body, reply.media, reply.status, _truncated(desk, result))


def _rows(
    desk: Desk, asked: Question, bindings: dict[str, ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple]
) -> Rows:
    """The answer without the columns of parameters, which say nothing."""
    result = evaluate(desk.store, asked.body, bindings=bindings, limit=desk.settings.limit, labels=True)
    if not isinstance(result, Rows):
        raise TypeError(f"{asked.name} is no SELECT")
    silent = {
        parameter.name
        for parameter in asked.parameters
        if parameter.name in result.variables
        and (parameter.name in bindings or not any(row[result.variables.index(parameter.name)] for row in result.rows))
    }
    return columns_without(result, frozenset(silent))


def _truncated(desk: Desk, result: Rows | None) -> tuple[tuple[str, str], ...]:
    return (("X-Truncated", f"after {desk.settings.limit}"),) if result and result.truncated else ()


def _periods(shown: Table) -> tuple[Period, ...]:
    """The rows by year, in their order; nothing where no column is a date."""
    index = next((shown.head.index(name) for name in _DATES if name in shown.head), None)
    if index is None:
        return ()
    years: dict[str, list[tuple[Cell, ...]]] = defaultdict(list)
    for row in shown.rows:
        rest = tuple(cell for place, cell in enumerate(row) if place != index)
        years[row[index].text[:4]].append((row[index], *rest))
    return tuple(Period(year, tuple(rows)) for year, rows in years.items())
