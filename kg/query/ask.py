"""A catalogue question asked: what the user writes → terms of the dataset → rows."""

from __future__ import annotations

import datetime as dt
import difflib
from collections.abc import Mapping, Sequence
from typing import Final, Protocol

import pyoxigraph as ox

from kg.model import When
from kg.query.catalogue import TYPES, Parameter, Question, catalogue
from kg.query.prefixes import BASE, PREFIXES, expand
from kg.query.result import Term

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


class Candidate(Protocol):
    """A thing that a name may stand for: the key of its IRI, its finest type, its name."""

    @property
    def key(self) -> str:
        """The tail of its IRI."""

    @property
    def type(self) -> str:
        """Its finest class, a local name."""

    @property
    def name(self) -> str:
        """Its preferred label."""


class Finder(Protocol):
    """Who knows the names of the things in a dataset."""

    def find(self, name: str) -> Sequence[Candidate]:
        """All that ``name`` may stand for: any of its labels, pinyin, code, key or IRI."""

    def nearest(self, name: str) -> Sequence[str]:
        """Names in the dataset that look like ``name``."""


def question(name: str) -> Question:
    """The question of this name; ``AskError`` with the nearest names where there is none."""
    known = catalogue()
    if name in known:
        return known[name]
    near = difflib.get_close_matches(name, known, n=_NEAR)
    cure = f"Did you mean {', '.join(near)}?" if near else "`kg ask` alone lists the questions."
    raise AskError(f"There is no question {name!r}.", cure=cure)


def bind(asked: Question, given: Mapping[str, str], dataset: ox.Store, names: Finder) -> dict[str, Term]:
    """The values of ``asked``'s parameters as terms.

    ``given`` is what the user wrote. Raises ``AskError``: with code 2 for a parameter that is unknown, missing or
    badly written, with code 1 for a name that nothing or more than one thing bears.
    """
    known = {parameter.name: parameter for parameter in asked.parameters}
    strange = [name for name in given if name not in known]
    if strange:
        raise AskError(f"{asked.name} has no parameter {strange[0]!r}.", cure=_usage(asked))
    missing = [p.name for p in asked.parameters if p.required and p.default is None and not given.get(p.name, "").strip()]
    if missing:
        raise AskError(f"{asked.name} wants a value for {', '.join(missing)}.", cure=_usage(asked))
    values = {name: given.get(name) or parameter.default for name, parameter in known.items()}
    return {name: _term(known[name], text.strip(), dataset, names) for name, text in values.items() if text}


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


def _term(parameter: Parameter, text: str, dataset: ox.Store, names: Finder) -> Term:
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
        return _document(parameter, text, dataset)
    return _thing(parameter, text, names)


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


def _document(parameter: Parameter, text: str, dataset: ox.Store) -> ox.NamedNode:
    """A document by its id, its IRI, or its title."""
    titles = {
        quad.subject.value: quad.object.value
        for quad in dataset.quads_for_pattern(None, _TITLE, None)
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.Literal)
    }
    for iri in (f"{BASE}document/{text}", expand(text) or "", BASE + text):
        if iri in titles:
            return ox.NamedNode(iri)
    found = sorted(iri for iri, title in titles.items() if title == text) or sorted(
        iri for iri, title in titles.items() if text in title
    )
    if len(found) == 1:
        return ox.NamedNode(found[0])
    if found:
        listed = "\n".join(f"  {iri.removeprefix(BASE)}  {titles[iri]}" for iri in found)
        raise AskError(f"{parameter.name}: {text!r} may be any of {len(found)} documents:", cure=listed, code=1)
    near = difflib.get_close_matches(text, [iri.rpartition("/")[2] for iri in sorted(titles)], n=_NEAR, cutoff=0)
    raise AskError(f"{parameter.name}: no document {text!r}.", cure=f"There are {', '.join(near)}, …", code=1)


def _thing(parameter: Parameter, text: str, names: Finder) -> ox.NamedNode:
    """A thing by any of its names, of the classes that the parameter takes."""
    from kg.knowledge.terms import coarse

    found = names.find(text)
    wanted = TYPES[parameter.type]
    fitting = [each for each in found if not wanted or coarse(each.type) in wanted]
    if len(fitting) == 1:
        return ox.NamedNode(expand(fitting[0].key) or BASE + fitting[0].key)
    if fitting:
        listed = "\n".join(f"  {each.name}  {each.type}  {each.key}" for each in fitting)
        cure = f"{listed}\nGive the full name or the key."
        raise AskError(f"{parameter.name}: {text!r} may be any of {len(fitting)}:", cure=cure, code=1)
    if found:
        kinds = ", ".join(sorted({each.type for each in found}))
        raise AskError(f"{parameter.name}: {text!r} is {kinds}; wanted is {' or '.join(wanted)}.", code=1)
    near = names.nearest(text)
    cure = f"Did you mean {', '.join(near)}?" if near else "`kg stats` says what is in the store."
    raise AskError(f"{parameter.name}: nothing in the store is called {text!r}.", cure=cure, code=1)
