"""The endpoint's answers: a query of SPARQL 1.1, in the format that was asked for."""

from __future__ import annotations

import re
from typing import Any, Final

import pyoxigraph as ox

from kg.query.ask import AskError, bind
from kg.query.catalogue import catalogue
from kg.query.engine import evaluate
from kg.query.formats import dump
from kg.query.prefixes import known
from kg.query.result import Answer, Result, Rows, Triples
from kg.query.syntax import QuerySyntaxError, UnknownFunctionError
from kg.query.tokens import RefusedError, outline
from kg.rdf.serial import written
from kg.serve import negotiation
from kg.serve.desk import Desk
from kg.serve.protocol import dataset
from kg.serve.settings import Refusal, Reply, Request
from kg.serve.tables import matrix, table, timeline
from kg.store import Store

_FIRST: Final = """SELECT ?agreement ?agreementLabel ?date WHERE {
  ?agreement a cy:Agreement ; skos:prefLabel ?agreementLabel .
  OPTIONAL { ?agreement cy:signedOn ?date }
}
ORDER BY ?date
LIMIT 50"""
_VIEW: Final = re.compile(r"^\s*#\s*defaultView:\s*(\w+)", re.IGNORECASE | re.MULTILINE)
_OFFERED: Final = {"SELECT": negotiation.ROWS, "ASK": negotiation.ANSWERS, None: negotiation.ROWS}


def answer(desk: Desk, request: Request) -> Reply:
    """Answer the query of the request. Raises ``Refusal``: 400 and 406."""
    text = request.value("query")
    form = _form(desk, text, request)
    try:
        result = evaluated(desk.store, text, *dataset(request.values), limit=desk.settings.limit, labels=form == "html")
    except RefusedError as error:
        raise Refusal(400, f"Refused: {error}") from None
    except (QuerySyntaxError, UnknownFunctionError) as error:
        raise Refusal(400, str(error), line=error.line, column=error.column) from None
    except RuntimeError as error:  # what else the engine finds only while it answers
        raise Refusal(400, f"The query cannot be answered: {error}") from None
    headers: tuple[tuple[str, str], ...] = ()
    if not isinstance(result, Answer) and result.truncated:
        headers = (("X-Truncated", f"after {desk.settings.limit}"),)
    if form == "html":
        reply = _page(desk, request, text, result)
        return Reply(reply.body, reply.media, headers=(*reply.headers, *headers))
    body = written(result.triples, form, base=desk.store.base) if isinstance(result, Triples) else dump(result, form)
    return Reply(body, _content_type(form, result), headers=headers)


def evaluated(
    store: Store,
    text: str,
    default: tuple[str, ...] = (),
    named: tuple[str, ...] = (),
    *,
    limit: int | None = None,
    labels: bool = False,
) -> Result:
    """The answer of a store, on the graphs that the request names, or else on those that the query names, or on all.

    ``default`` and ``named`` are IRIs of graphs of the store. Raises what ``kg.query.engine.evaluate`` raises.
    """
    if not default and not named:
        return evaluate(store, text, limit=limit, labels=labels)
    for graph in (*default, *named):
        if not _has(store, graph):
            raise RefusedError(f"<{graph}>: no graph of this dataset; nothing is fetched from elsewhere")
    # The dataset of the request takes the place of the query's (SPARQL 1.1 Protocol, section 2.1.4).
    chosen: Any = _Chosen(store, default, named)
    return evaluate(chosen, text, limit=limit, labels=labels)


def _has(store: Store, graph: str) -> bool:
    try:
        return store.data.contains_named_graph(ox.NamedNode(graph))
    except ValueError:
        return False


class _Chosen:
    """A store seen through some of its graphs; for queries only."""

    def __init__(self, store: Store, default: tuple[str, ...], named: tuple[str, ...]) -> None:
        self._data, self.base = store.data, store.base
        self._graphs = {
            "default_graph": [ox.NamedNode(graph) for graph in default],
            "named_graphs": [ox.NamedNode(graph) for graph in named],
        }

    @property
    def data(self) -> _Chosen:
        return self

    def query(self, text: str, **options: Any) -> Any:  # noqa: ANN401 - handed on as it is
        return self._data.query(text, **{**options, "use_default_graph_as_union": False, **self._graphs})

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - likewise
        return getattr(self._data, name)


def _form(desk: Desk, text: str, request: Request) -> str:
    """The name of the format to answer in. Raises ``Refusal`` (400, 406)."""
    try:
        form = outline(text, prefixes=known(desk.store.base), base=desk.store.base).form
    except RefusedError as error:
        raise Refusal(400, f"Refused: {error}") from None
    offered = _OFFERED.get(form, negotiation.GRAPHS)
    try:
        return negotiation.chosen(offered, request.accept, request.suffix).name
    except negotiation.NotAcceptableError as error:
        raise Refusal(406, f"The answer to this query can be had as {', '.join(error.offered)}.") from None


def _content_type(form: str, result: Result) -> str:
    offered = {Rows: negotiation.ROWS, Answer: negotiation.ANSWERS, Triples: negotiation.GRAPHS}[type(result)]
    return next(each.content_type for each in offered if each.name == form)


def editor(desk: Desk, request: Request) -> Reply:
    """The page to write queries in: with an example of the catalogue, if the request names one."""
    return _page(desk, request, _example(desk, request) or _FIRST)


def _page(desk: Desk, request: Request, query: str, result: Result | None = None) -> Reply:
    shown = table(desk, result) if result is not None else None
    wanted = _wanted(request, query)
    return desk.page(
        "editor.html",
        request,
        query=query,
        result=shown,
        graph=isinstance(result, Triples),
        limit=desk.settings.limit,
        questions=list(catalogue().values()),
        example=request.value("example"),
        wanted=wanted,
        view=request.value("view"),
        periods=timeline(shown) if shown else (),
        matrix=matrix(shown) if shown else None,
    )


def _wanted(request: Request, query: str) -> str:
    """How the result is to be shown: as the request says, else as a comment of the query, ``#defaultView:Timeline``."""
    chosen = request.value("view").lower()
    comment = _VIEW.search(query)
    return chosen or (comment[1].lower() if comment else "") or "table"


def _example(desk: Desk, request: Request) -> str:
    """The query of a question of the catalogue, with the values of its example where the store knows them."""
    question = catalogue().get(request.value("example"))
    if question is None:
        return ""
    try:
        values = bind(question, question.example, desk.store)
    except AskError:
        values = {}
    summary = question.summary.zh if request.lang == "zh" else question.summary.en
    return f"# {summary}\n{question.bound(values)}"
