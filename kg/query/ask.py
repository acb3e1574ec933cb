"""A catalogue question asked: what the user writes → terms of the dataset → rows."""

from __future__ import annotations

import datetime as dt
import difflib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from kg.knowledge.terms import coarse
from kg.model import When
from kg.names import documents, find, nearest
from kg.query.catalogue import TYPES, Parameter, Question, catalogue
from kg.query.engine import evaluate, label_of, open_dataset
from kg.query.prefixes import PREFIXES, expand
from kg.query.result import Rows, Term, columns_without
from kg.query.worker import run
from kg.rdf.terms import cy, iri, key
from kg.store import Store

_DATE: Final = ox.NamedNode(PREFIXES["xsd"] + "date")
_INTEGER: Final = ox.NamedNode(PREFIXES["xsd"] + "integer")
_TITLE: Final = ox.NamedNode(PREFIXES["dcterms"] + "title")
_NEAR = 3


class AskError(ValueError):
    """A question that cannot be asked so: the message says why and what helps; ``code`` is the exit code."""

    def __init__(self, problem: str, *, cure: str = "", code: int = 2) -> None:
        """Keep the problem and its cure, a sentence each."""
        super().__init__(f"{problem}\n{cure}" if cure else problem)
        self.problem, self.cure, self.code = problem, cure, code


def question(name: str) -> Question:
    """The question of this name; ``AskError`` with the nearest names where there is none."""
    known = catalogue()
    if name in known:
        return known[name]
    near = difflib.get_close_matches(name, known, n=_NEAR)
    cure = f"Did you mean {', '.join(near)}?" if near else "`kg ask` alone lists the questions."
    raise AskError(f"There is no question {name!r}.", cure=cure)


def bind(asked: Question, given: Mapping[str, str], store: Store) -> dict[str, Term]:
    """The values of ``asked``'s parameters as terms.

    ``given`` is what the user wrote. Raises ``AskError``: with code 2 for a parameter that is unknown, missing or
    badly written, with code 1 for a name that nothing or more than one thing bears.
    """
    known = {parameter.name: parameter for parameter in asked.parameters}
    strange = [name for name in given if name not in known]
    if strange:
        raise AskError(f"{asked.name} has no parameter {strange[0]!r}.", cure=_usage(asked))
    wanted = [parameter.name for parameter in asked.parameters if parameter.required and parameter.default is None]
    missing = [name for name in wanted if not given.get(name, "").strip()]
    if missing:
        raise AskError(f"{asked.name} wants a value for {', '.join(missing)}.", cure=_usage(asked))
    values = {name: given.get(name) or parameter.default for name, parameter in known.items()}
    return {name: _term(known[name], text.strip(), store) for name, text in values.items() if text}


def answer(
    source: str | Path,
    asked: Question,
    given: Mapping[str, str],
    *,
    limit: int | None = None,
    timeout: float | None = None,
) -> tuple[Rows, dict[str, Term]]:
    """The answer of the dataset at ``source`` (see ``open_dataset``), and the terms that the parameters stand for.

    The columns of bound parameters, which hold one value each, are left out. Raises ``AskError``, and what
    ``worker.run`` raises.
    """
    with open_dataset(source) as store:
        bindings = bind(asked, given, store)
        if timeout is None:
            result = evaluate(store, asked.bound(bindings), limit=limit, labels=True)
    if timeout is not None:
        result = run(source, asked.bound(bindings), timeout=timeout, limit=limit, labels=True)
    if not isinstance(result, Rows):
        raise TypeError(f"{asked.name} is no SELECT")
    return columns_without(result, frozenset(_silent(result, asked, bindings))), bindings


def written(source: str | Path, asked: Question, given: Mapping[str, str]) -> str:
    """The query with its parameters' values in it. Raises ``AskError`` and what ``open_dataset`` raises."""
    if not any(given.values()):
        return asked.body
    with open_dataset(source) as store:
        return asked.bound(bind(asked, given, store))


def _silent(result: Rows, asked: Question, bindings: Mapping[str, Term]) -> Iterator[str]:
    """The parameters whose columns say nothing: one and the same value, or none, in every row."""
    for parameter in asked.parameters:
        column = result.variables.index(parameter.name)
        if parameter.name in bindings or not any(row[column] for row in result.rows):
            yield parameter.name


def _usage(asked: Question) -> str:
    """What the question's parameters are, and an example."""
    return f"{described(asked)}\nExample: {asked.command()}"


def described(asked: Question) -> str:
    """The parameters of a question, a line each."""
    lines = []
    for parameter in asked.parameters:
        kind = " | ".join(parameter.enumeration) or parameter.type
        need = "required" if parameter.required else "optional"
        lines.append(f"  {parameter.name}: {parameter.label.zh} / {parameter.label.en} ({kind}, {need})")
    return "\n".join(lines) or "  It has no parameters."


def _term(parameter: Parameter, text: str, store: Store) -> Term:
    """One value as a term."""
    if parameter.type == "choice":
        return _choice(parameter, text)
    if parameter.type == "date":
        return _day(parameter, text)
    if parameter.type == "year":
        if not (text.isascii() and text.isdigit() and len(text) == len("2020")):
            raise AskError(f"{parameter.name}: {text!r} is no year; write it like 2020.")
        return ox.Literal(text, datatype=_INTEGER)
    if parameter.type == "document":
        return _document(parameter, text, store)
    return _thing(parameter, text, store)


def _choice(parameter: Parameter, text: str) -> ox.Literal:
    if text not in parameter.enumeration:
        raise AskError(f"{parameter.name}: {text!r} is none of {', '.join(parameter.enumeration)}.")
    return ox.Literal(text)


def _day(parameter: Parameter, text: str) -> ox.Literal:
    """A date, month or year as its first or last day."""
    try:
        when = When(text)
    except ValueError as error:
        raise AskError(f"{parameter.name}: {text!r} is no date; write it like 2020, 2020-04 or 2020-04-30.") from error
    day: dt.date = when.earliest if parameter.edge == "first" else when.latest
    return ox.Literal(day.isoformat(), datatype=_DATE)


def _document(parameter: Parameter, text: str, store: Store) -> ox.NamedNode:
    """A document by its id, its IRI, its title, or a part of the title that no other has."""
    found = documents(store, expand(text, store.base))
    titles = {
        key(quad.subject, store.base): quad.object.value
        for quad in store.data.quads_for_pattern(None, _TITLE, None)
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.Literal)
    }
    found = found or sorted(each for each, title in titles.items() if text in title)
    if len(found) == 1:
        return iri(found[0], store.base)
    if found:
        listed = "\n".join(f"  {each}  {titles.get(each, '')}" for each in found)
        raise AskError(f"{parameter.name}: {text!r} may be any of {len(found)} documents:", cure=listed, code=1)
    known = [each.removeprefix("document/") for each in sorted(titles)]
    near = difflib.get_close_matches(text, known, n=_NEAR, cutoff=0)
    raise AskError(f"{parameter.name}: there is no document {text!r}.", cure=f"There are {', '.join(near)}, …", code=1)


def _thing(parameter: Parameter, text: str, store: Store) -> ox.NamedNode:
    """A thing by any of its names, of the classes that the parameter takes."""
    found = find(store, expand(text, store.base))
    wanted = TYPES[parameter.type]
    fitting = [each for each in found if not wanted or coarse(each.type) in wanted]
    if len(fitting) == 1:
        return ox.NamedNode(fitting[0].iri)
    if fitting:
        lines = [f"  {each.name}{_place(store, each.iri)}  {each.type}  {each.key}" for each in fitting]
        cure = "\n".join([*lines, "Give the full name or the key."])
        raise AskError(f"{parameter.name}: {text!r} may be any of {len(fitting)}:", cure=cure, code=1)
    if found:
        kinds = ", ".join(sorted({each.type for each in found}))
        raise AskError(f"{parameter.name}: {text!r} is {kinds}; wanted is {' or '.join(wanted)}.", code=1)
    near = nearest(store, text)
    cure = f"Did you mean {', '.join(near)}?" if near else "`kg stats` says what is in the store."
    raise AskError(f"{parameter.name}: nothing in the store is called {text!r}.", cure=cure, code=1)


def _place(store: Store, thing: str) -> str:
    """Where a thing belongs, in brackets: what tells two districts or bureaus of one name apart."""
    for predicate in ("partOf", "jurisdiction", "subOrganizationOf"):
        quads = store.data.quads_for_pattern(ox.NamedNode(thing), cy(predicate), None)
        wider = sorted({quad.object.value for quad in quads if isinstance(quad.object, ox.NamedNode)})
        if wider:
            return f" ({label_of(store, wider[0]) or wider[0]})"
    return ""
