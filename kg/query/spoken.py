"""Questions in Chinese, answered without a language model.

The names, dates and words of a question (``reading``) fit a form of the grammar (``forms``), which names a question of
the catalogue; that query, with the names as terms in it, gives the rows, and the rows the answer. What does not fit any
form is refused, with examples that do.
"""

from __future__ import annotations

import datetime as dt
import difflib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from kg.knowledge.terms import classes, coarse
from kg.names import Candidate, nearest
from kg.query.catalogue import Question, bound
from kg.query.engine import evaluate, open_dataset
from kg.query.forms import Match, match, wanted
from kg.query.grammar import Mode, grammar
from kg.query.prefixes import PREFIXES
from kg.query.reading import Piece, read
from kg.query.result import Rows, columns_without
from kg.query.worker import run
from kg.rdf.terms import cy
from kg.store import Store

_DATE: Final = ox.NamedNode(PREFIXES["xsd"] + "date")
_END: Final = "\n}\nORDER BY"
EXAMPLES: Final = 3


class NotUnderstoodError(ValueError):
    """A question that no form fits.

    ``unknown`` holds the words that were not understood, ``near`` names of the store like them, ``examples`` three
    questions that are understood.
    """

    def __init__(self, unknown: tuple[str, ...], near: tuple[str, ...], examples: tuple[str, ...]) -> None:
        """Keep all three; the message says them, a line each."""
        super().__init__(unknown, near, examples)
        self.unknown, self.near, self.examples = unknown, near, examples

    def __str__(self) -> str:
        what = f": what is {', '.join(self.unknown)}" if self.unknown else ""
        lines = [f"The question is not understood{what}."]
        if self.near:
            lines.append(f"In the store there are {', '.join(self.near)}.")
        return "\n".join([*lines, "Questions that are understood:", *(f"  {each}" for each in self.examples)])


class AmbiguousError(ValueError):
    """A name that several things bear: ``candidates`` are those."""

    def __init__(self, candidates: tuple[Candidate, ...]) -> None:
        """Keep the candidates."""
        super().__init__(candidates)
        self.candidates = candidates

    def __str__(self) -> str:
        lines = [f"  {each.name}  {each.type}  {each.key}" for each in self.candidates]
        return "\n".join([f"A name may be any of {len(self.candidates)}:", *lines, "Write the full name or the key."])


@dataclass(frozen=True, slots=True)
class Understood:
    """A question in Chinese as a question of the catalogue.

    ``name`` is that question, ``body`` its SPARQL with the bounds of this question in it, ``bindings`` the values of
    its parameters; ``answer`` is the variable that holds the answer, ``most`` the figure by which the most is told.
    """

    name: str
    mode: Mode
    body: str
    bindings: dict[str, ox.NamedNode | ox.Literal]
    answer: str
    most: str

    @property
    def sparql(self) -> str:
        """The query for any SPARQL engine; the terms are written by the RDF library."""
        return bound(self.body, self.bindings)


@dataclass(frozen=True, slots=True)
class Reply:
    """The answer: ``values`` are the names of what was asked for, each once; ``rows`` what they rest on.

    ``yes`` is set for a yes-or-no question (False: the store holds nothing of it), ``count`` for 多少.
    """

    understood: Understood
    rows: Rows
    values: tuple[str, ...]
    count: int | None = None
    yes: bool | None = None

    @property
    def negative(self) -> bool:
        """Whether the store holds nothing of what is asked for."""
        return not self.rows.rows

    def __str__(self) -> str:
        """The answer in words: the names, the number with them, yes or no."""
        words = grammar().reply
        values = words["join"].join(self.values)
        if self.yes is not None:
            return words["yes" if self.yes else "no"]
        if self.count:
            return words["count"].format(count=self.count, values=values)
        return str(self.count) if self.count == 0 else values or words["none"]


def understand(question: str, store: Store, *, today: dt.date) -> Understood:
    """``question`` as a question of the catalogue; ``today`` is what 去年 counts from.

    Raises ``NotUnderstoodError`` and ``AmbiguousError``.
    """
    try:
        pieces = read(question, store, today=today)
    except ValueError:
        raise NotUnderstoodError((question[:20] + "…",), (), _examples(question)) from None
    found = match(wanted(pieces))
    if found is None:
        raise _refusal(question, pieces, store)
    bindings: dict[str, ox.NamedNode | ox.Literal] = {name: _only(each) for name, each in found.values.items()}
    period = found.period
    if period is not None and period.first:
        bindings["from"] = ox.Literal(period.first.isoformat(), datatype=_DATE)
    if period is not None and period.last:
        bindings["to"] = ox.Literal(period.last.isoformat(), datatype=_DATE)
    bindings |= {name: ox.Literal(value) for name, value in found.form.given.items()}
    body = found.question.body
    bounds = "".join(f"\n  {line}" for line in _bounds(found))
    at = body.rindex(_END)
    body = body[:at] + bounds + body[at:]
    ordered = {p.name: bindings[p.name] for p in found.question.parameters if p.name in bindings}
    return Understood(found.question.name, found.wanted.mode, body, ordered, found.form.answer, found.form.most)


def answer(source: str | Path, question: str, *, today: dt.date, timeout: float | None = None) -> Reply:
    """The answer of the dataset at ``source`` (see ``open_dataset``), within ``timeout`` seconds if that is given.

    Raises what ``understand`` and ``worker.run`` raise.
    """
    with open_dataset(source) as store:
        understood = understand(question, store, today=today)
        if timeout is None:
            return replied(store, understood)
    rows = run(source, understood.sparql, timeout=timeout, labels=True)
    return _reply(understood, rows)


def replied(store: Store, understood: Understood) -> Reply:
    """The answer of an open store."""
    return _reply(understood, evaluate(store, understood.sparql, labels=True))


def _reply(understood: Understood, rows: object) -> Reply:
    if not isinstance(rows, Rows):
        raise TypeError(f"{understood.name} is no SELECT")
    kept = _top(rows, understood.most) if understood.mode == "most" else rows
    values = tuple(dict.fromkeys(_answers(kept, understood.answer)))
    shown = columns_without(kept, frozenset(understood.bindings) | _empty(kept))
    if understood.mode == "yes":
        return Reply(understood, shown, values, yes=bool(rows.rows))
    return Reply(understood, shown, values, count=len(values) if understood.mode == "count" else None)


def _answers(rows: Rows, variable: str) -> Iterator[str]:
    """The names of the answers, row by row."""
    label = variable + "Label"
    column = rows.variables.index(label if label in rows.variables else variable)
    for row in rows.rows:
        term = row[column]
        if isinstance(term, (ox.Literal, ox.NamedNode)):
            yield term.value


def _top(rows: Rows, figure: str) -> Rows:
    """The rows with the highest figure."""
    column = rows.variables.index(figure)
    figures = [int(getattr(row[column], "value", 0)) for row in rows.rows]
    kept = tuple(row for row, number in zip(rows.rows, figures, strict=True) if number == max(figures))
    return Rows(rows.variables, kept, rows.truncated, rows.labels, rows.base)


def _empty(rows: Rows) -> frozenset[str]:
    """Columns without any value."""
    return frozenset(name for place, name in enumerate(rows.variables) if not any(row[place] for row in rows.rows))


def _only(candidates: tuple[Candidate, ...]) -> ox.NamedNode:
    if len(candidates) > 1:
        raise AmbiguousError(candidates)
    return ox.NamedNode(candidates[0].iri)


def _bounds(found: Match) -> Iterator[str]:
    """The conditions of this question beyond the catalogue's: further names, the kind of thing, a part of its name.

    Names reach them as terms, and texts as literals, both written by the RDF library.
    """
    form, asked = found.form, found.wanted
    if form.where:
        yield form.where
    for hold, name in found.held:
        yield hold.where.replace("{name}", str(_only(name)))
    for name in found.more:
        yield form.more.replace("{name}", str(_only(name)))
    for noun in asked.others:
        if noun.ends and form.nouns.get(noun.cls):
            yield _named(f"?{form.nouns[noun.cls]}", noun.ends)
    for title in asked.titles:
        # who is asked for 校长 wants no 副校长
        yield f"FILTER(STRENDS(STR(?{form.title}), {ox.Literal(title)}))"
        yield from (f"FILTER(!STRENDS(STR(?{form.title}), {ox.Literal(each)}))" for each in _deputies(title))
    yield from _exact(found)
    if asked.noun is not None:
        yield from _kind(found)


def _exact(found: Match) -> Iterator[str]:
    """What is dated less exactly than the question asks is no answer: 2020 is none to 2020年5月."""
    period, columns = found.period, _columns(found.question)
    if period is None:
        return
    if "date" in columns:
        yield f"FILTER(STRLEN(?date) >= {period.digits})"
    elif "latest" in columns and period.first and period.last:
        yield "FILTER(?earliest >= ?from && ?latest <= ?to)"


def _deputies(title: str) -> tuple[str, ...]:
    """The titles that end like this one and are another post."""
    from kg.knowledge.lexicon import lexicon

    return tuple(each + title for each in lexicon().prefixes if each + title in lexicon().titles)


def _kind(found: Match) -> Iterator[str]:
    """The bounds that the noun asked for sets to the answer: its class, where that is not plain, and its name."""
    noun, form = found.wanted.noun, found.form
    if noun is None or noun.cls not in classes() or found.wanted.focus != noun.cls:
        return
    variable = form.answer
    label = f"?{variable}Label"
    own = next((name for name in form.nouns if name == coarse(noun.cls)), None)
    if own is not None and form.nouns[own] and form.nouns[own] != f"{variable}Label":
        label = f"?{form.nouns[own]}"
        variable = form.nouns[own].removesuffix("Label")
    several = coarse(noun.cls) != noun.cls or len([each for each in form.asks if each in classes()]) > 1
    if several and noun.cls not in form.loose:
        yield f"FILTER EXISTS {{ ?{variable} a {cy(noun.cls)} }}"
    if noun.ends:
        yield _named(label, noun.ends)


def _named(label: str, ends: tuple[str, ...]) -> str:
    """The condition that a label ends so, brackets aside; no REGEX, which Virtuoso cannot do beyond ASCII."""
    bracket = grammar().reply["bracket"]
    ways = [f"STRENDS(STR({label}), {ox.Literal(end)})" for end in ends]
    ways += [f"CONTAINS(STR({label}), {ox.Literal(end + bracket)})" for end in ends]
    return f"FILTER({' || '.join(ways)})"


def _columns(question: Question) -> frozenset[str]:
    """The variables that the question's SELECT names."""
    head = question.body[question.body.index("SELECT") : question.body.index("WHERE")]
    return frozenset(word.removeprefix("?") for word in head.split())


def _refusal(question: str, pieces: list[Piece], store: Store) -> NotUnderstoodError:
    unknown = tuple(wanted(pieces).unknown)
    near = [name for text in unknown if len(text) > 1 for name in nearest(store, text, n=2)]
    return NotUnderstoodError(unknown, tuple(dict.fromkeys(near)), _examples(question))


def _examples(question: str) -> tuple[str, ...]:
    """Questions that are understood, the most alike first."""
    said = [form.says for form in grammar().forms]
    alike = difflib.get_close_matches(question, said, n=EXAMPLES, cutoff=0)
    return tuple(alike)
