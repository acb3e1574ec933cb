"""The ready-made questions as forms, and their answers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import pyoxigraph as ox

from kg.knowledge.terms import coarse
from kg.names import find, nearest
from kg.query.ask import AskError, bind
from kg.query.catalogue import TYPES, Parameter, Question, catalogue
from kg.query.engine import evaluate
from kg.query.formats import dump
from kg.query.result import Rows, Term, columns_without
from kg.serve import negotiation
from kg.serve.desk import Desk, label, strings
from kg.serve.messages import told
from kg.serve.settings import Refusal, Reply, Request
from kg.serve.tables import matrix, table, timeline

_PLAIN: Final = ("choice", "date", "year", "document")
_OFFERED: Final = (negotiation.HTML, *(each for each in negotiation.ROWS if each is not negotiation.HTML))


@dataclass(frozen=True, slots=True)
class Doubt:
    """A name that stands for nothing, for several things or the wrong ``kinds``; ``choices`` are others.

    A choice is what to write, a name, and what tells it from others of that name.
    """

    parameter: Parameter
    text: str
    several: bool
    kinds: str
    choices: tuple[tuple[str, str, str], ...]


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
    free = not any(parameter.required for parameter in asked.parameters)
    wanted = bool(given) or form is not negotiation.HTML or "ask" in dict(request.values) or free
    result, problem, sparql = None, None, asked.body
    bindings: dict[str, Term] = {}
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
        told=lambda text: told(text, request.lang),
        doubts=list(_doubts(desk, asked, given, request.lang)) if problem and problem.code == 1 else [],
        result=shown,
        periods=timeline(shown) if shown and asked.view == "timeline" else (),
        matrix=matrix(shown) if shown and asked.view == "matrix" else None,
        focus=_focus(desk, bindings),
        sparql=sparql,
        limit=desk.settings.limit,
    )
    return Reply(reply.body, reply.media, reply.status, (*reply.headers, *_truncated(desk, result)))


def _rows(desk: Desk, asked: Question, bindings: dict[str, Term]) -> Rows:
    """The answer without the columns of parameters, which say nothing."""
    result = evaluate(desk.store, asked.bound(bindings), limit=desk.settings.limit, labels=True)
    if not isinstance(result, Rows):
        raise TypeError(f"{asked.name} is no SELECT")
    silent = {
        parameter.name
        for parameter in asked.parameters
        if parameter.name in result.variables
        and (parameter.name in bindings or not any(row[result.variables.index(parameter.name)] for row in result.rows))
    }
    return columns_without(result, frozenset(silent))


def _focus(desk: Desk, bindings: dict[str, Term]) -> list[str]:
    """The keys of the things that are asked about, to see them in the picture."""
    own = (value.value for value in bindings.values() if isinstance(value, ox.NamedNode))
    keys = (iri.removeprefix(desk.store.base) for iri in own if desk.local(iri))
    return [key for key in keys if not key.startswith("document/")]


def _truncated(desk: Desk, result: Rows | None) -> tuple[tuple[str, str], ...]:
    return (("X-Truncated", f"after {desk.settings.limit}"),) if result and result.truncated else ()


def _doubts(desk: Desk, asked: Question, given: dict[str, str], lang: str) -> Iterator[Doubt]:
    """The values that are names of nothing, or of several things that the parameter takes."""
    for parameter in asked.parameters:
        text = given.get(parameter.name, "")
        if not text or parameter.type in _PLAIN:
            continue
        wanted = TYPES[parameter.type]
        named = find(desk.store, text)
        found = [each for each in named if not wanted or coarse(each.type) in wanted]
        if len(found) > 1:
            several = tuple((each.key, each.name, desk.apart(each, lang)) for each in found)
            yield Doubt(parameter, text, several=True, kinds="", choices=several)
        elif not found and named:
            kinds = dict.fromkeys(label(each.type, lang) for each in named)
            yield Doubt(parameter, text, several=False, kinds=strings(lang)["and"].join(kinds), choices=())
        elif not found:
            near = tuple((name, name, "") for name in nearest(desk.store, text))
            yield Doubt(parameter, text, several=False, kinds="", choices=near)
