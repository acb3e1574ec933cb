"""The catalogue: ready-made questions, one ``.rq`` file each in ``ontology/queries``.

The comment at a file's head, in the manner of grlc (``#+`` and YAML), says what the question is::

    #+ summary: {zh: …, en: …}
    #+ note: {zh: …, en: …}                  what the answer counts and leaves out
    #+ parameters:
    #+   - {name: region, type: region, required: true, label: {zh: 地区, en: region}}
    #+ view: table | graph | timeline | matrix
    #+ example: {region: 四川}

A comment ``# parameters`` stands where the parameters' values hold, for engines that take them as VALUES: in each
group that uses them, for VALUES do not reach into a subquery. A comment ``# from to: …`` is a line of the query where
one of these parameters is given: it says once more, and earlier, what the rest says anyway, so that less is read.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final, Literal

from kg.query.result import Term
from kg.resources import ontology

View = Literal["table", "graph", "timeline", "matrix"]
Edge = Literal["first", "last"]

VIEWS: Final = ("table", "graph", "timeline", "matrix")
# Type of a parameter → the coarse classes of the things that it takes; none: it is no thing.
TYPES: Final[dict[str, tuple[str, ...]]] = {
    "thing": (),
    "party": ("Region", "Organisation"),
    "region": ("Region",),
    "organisation": ("Organisation",),
    "agreement": ("Agreement",),
    "policy": ("Policy",),
    "person": ("Person",),
    "event": ("Event",),
    "document": (),
    "date": (),
    "year": (),
    "choice": (),
}
MARK: Final = "# parameters"
_WHERE_GIVEN: Final = re.compile(r"^(?P<space> *)# (?P<names>[a-z]+(?: [a-z]+)*): ", re.MULTILINE)


class QuestionFileError(ValueError):
    """A file of the catalogue whose head is wrong: the message names the file and what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Text:
    """The same in Chinese and English."""

    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a question asks its user for.

    ``type`` is a key of ``TYPES``; a date that is given as a month or year means its first or its last day, by
    ``edge``; ``enumeration`` holds the values of a ``choice``.
    """

    name: str
    type: str
    label: Text
    required: bool = False
    default: str | None = None
    edge: Edge = "first"
    enumeration: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """A question of the catalogue; ``sparql`` is the whole file, ``example`` gives values by which it can be tried."""

    name: str
    summary: Text
    note: Text | None
    parameters: tuple[Parameter, ...]
    view: View
    example: dict[str, str]
    sparql: str

    @property
    def body(self) -> str:
        """The query without the comment at its head."""
        lines = self.sparql.splitlines(keepends=True)
        return "".join(line for line in lines if not line.startswith("#+")).strip() + "\n"

    def bound(self, values: Mapping[str, Term]) -> str:
        """The query with its parameters' values written in as a VALUES block, for any SPARQL engine.

        The terms are written by the RDF library, so that a name with quotation marks stays a name.
        """
        return bound(self.body, {each.name: values[each.name] for each in self.parameters if each.name in values})

    def command(self) -> str:
        """The example as a command line."""
        given = " ".join(f"-p {name} {value}" for name, value in self.example.items())
        return f"kg ask {self.name} {given}".strip()


def bound(body: str, values: Mapping[str, Term]) -> str:
    """A query's text with these values in it: as VALUES at each mark, and with the lines that hold where they are."""
    if not values:
        return body
    variables, row = " ".join(f"?{name}" for name in values), " ".join(map(str, values.values()))
    # The lines first: a value may hold what looks like one.
    lines = _WHERE_GIVEN.sub(lambda line: line["space"] if values.keys() & line["names"].split() else line[0], body)
    return lines.replace(MARK, f"VALUES ({variables}) {{ ({row}) }}")


@cache
def catalogue(folder: Path | None = None) -> dict[str, Question]:
    """All questions by name, sorted; from ``folder``, or from the ontology's. Raises ``QuestionFileError``."""
    place = folder or ontology() / "queries"
    return {path.stem: read(path) for path in sorted(place.glob("*.rq"))}


def read(path: Path) -> Question:
    """One question from its file. Raises ``QuestionFileError``."""
    import yaml  # type: ignore[import-untyped]  # no types are published with it

    sparql = path.read_text(encoding="utf-8")
    head = "\n".join(line[3:] for line in sparql.splitlines() if line.startswith("#+ "))
    try:
        data = yaml.safe_load(head)
        question = Question(
            name=path.stem,
            summary=Text(**data["summary"]),
            note=Text(**data["note"]) if "note" in data else None,
            parameters=tuple(_parameter(each) for each in data.get("parameters", ())),
            view=data["view"],
            example={name: str(value) for name, value in (data.get("example") or {}).items()},
            sparql=sparql,
        )
    except (yaml.YAMLError, KeyError, TypeError, AttributeError) as error:
        raise QuestionFileError(f"{path}: the head comment is not as it should be: {error!r}") from error
    _check(question, path)
    return question


def _parameter(data: Mapping[str, Any]) -> Parameter:
    """One parameter from the YAML of the head."""
    rest = {key: value for key, value in data.items() if key not in ("label", "enumeration")}
    return Parameter(label=Text(**data["label"]), enumeration=tuple(data.get("enumeration", ())), **rest)


def _check(question: Question, path: Path) -> None:
    """Refuse what would only fail when somebody asks."""
    names = {parameter.name for parameter in question.parameters}
    problems = [
        f"parameter {parameter.name}: unknown type {parameter.type!r}"
        for parameter in question.parameters
        if parameter.type not in TYPES
    ]
    problems += [
        f"parameter {parameter.name}: a choice needs an enumeration"
        for parameter in question.parameters
        if parameter.type == "choice" and not parameter.enumeration
    ]
    problems += [f"the example gives {name!r}, which is no parameter" for name in question.example if name not in names]
    if question.view not in VIEWS:
        problems.append(f"unknown view {question.view!r}")
    if names and MARK + "\n" not in question.sparql:
        problems.append(f"the comment {MARK!r} has to stand where the parameters hold")
    if problems:
        raise QuestionFileError(f"{path}: " + "; ".join(problems))
