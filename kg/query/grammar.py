"""The grammar of questions in Chinese, as data: ``ontology/questions`` says which words, dates and forms there are."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any, Final, Literal

from kg.knowledge import terms
from kg.query.catalogue import catalogue
from kg.resources import ontology

Kind = Literal["relation", "ask", "filler", "turn", "noun", "no"]
Mode = Literal["list", "count", "yes", "most"]

ASKS: Final = ("who", "when", "where", "what", "count", "yes", "most")
# What may be asked for besides the classes of the ontology: by no noun at all, or by one that says what is done, too.
PLAIN: Final = frozenset({"who", "when", "where", "what", "fact", "document", "post"})
ROLES: Final = frozenset({"member", "partner", "party", "issuer", "unit", "parent", "investor", "supplier"})
MODES: Final[tuple[Mode, ...]] = ("list", "count", "yes")


class GrammarError(ValueError):
    """A file of ``ontology/questions`` that is not as it should be: the message names the file and what is wrong."""


@dataclass(frozen=True, slots=True)
class Noun:
    """A noun that a question may hold: what it asks for, how the name may end, and what it says is done."""

    cls: str
    ends: tuple[str, ...] = ()
    relation: str = ""


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the grammar: ``value`` is the relation or what is asked for; ``noun`` is set for a noun only.

    A word of kind ``no`` is known for changing what is asked in a way that no form has.
    """

    kind: Kind
    value: str = ""
    noun: Noun | None = None


@dataclass(frozen=True, slots=True)
class Hold:
    """A further name that a form holds: of which classes, and the condition that it sets ({name} stands for it)."""

    classes: tuple[str, ...]
    where: str


@dataclass(frozen=True, slots=True)
class Form:
    """A form of question; ``ontology/questions/forms.toml`` says at its head what each part means."""

    says: str
    question: str
    answer: str
    asks: tuple[str, ...]
    takes: tuple[str, ...]
    relation: tuple[str, ...]
    needs: tuple[str, ...]
    bare: tuple[str, ...]
    optional: tuple[str, ...]
    classes: dict[str, tuple[str, ...]]
    holds: tuple[Hold, ...]
    more: str
    nouns: dict[str, str]
    title: str
    shape: str
    dates: bool
    given: dict[str, str]
    where: str
    most: str
    loose: tuple[str, ...]
    modes: tuple[Mode, ...]


@dataclass(frozen=True, slots=True)
class Dates:
    """How dates are written: patterns of one date, of a short second one, and of the words around them by kind."""

    day: tuple[str, ...]
    short: tuple[str, ...]
    ranges: tuple[tuple[str, str], ...]
    numerals: dict[str, str]
    words: dict[str, dict[str, int]]
    periods: dict[str, tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Grammar:
    """All of it: word → what it is, the forms in their order, the dates, and the words of an answer by name."""

    words: dict[str, Word]
    forms: tuple[Form, ...]
    dates: Dates
    reply: dict[str, str]


@cache
def grammar(folder: Path | None = None) -> Grammar:
    """The grammar in ``folder``, or the ontology's. Raises ``GrammarError``."""
    place = folder or ontology() / "questions"
    data = _read(place / "words.toml")
    words = _words(data, place / "words.toml")
    forms = tuple(_form(each, place / "forms.toml") for each in _read(place / "forms.toml").get("form", ()))
    _check(words, forms, place)
    return Grammar(words, forms, _dates(place / "dates.toml"), data["reply"])


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise GrammarError(f"{path}: {error}") from error


def _words(data: dict[str, Any], path: Path) -> dict[str, Word]:
    """The dictionary of ``words.toml``; a word may stand in it only once."""
    found: list[tuple[str, Word]] = []
    for name, words in data["relation"].items():
        found += [(word, Word("relation", name)) for word in words]
    for name, words in data["ask"].items():
        found += [(word, Word("ask", name)) for word in words]
    found += [(word, Word("filler")) for word in data["filler"]["words"]]
    found += [(word, Word("turn")) for word in data["filler"]["turn"]]
    found += [(word, Word("no")) for word in data["no"]["words"]]
    for row in data["noun"]:
        noun = Noun(row["class"], tuple(row.get("ends", ())), row.get("relation", ""))
        found += [(word, Word("noun", noun.cls, noun)) for word in row["words"]]
    kept: dict[str, Word] = {}
    for word, meaning in found:
        if word in kept:
            raise GrammarError(f"{path}: {word} stands twice, as {kept[word].kind} and {meaning.kind}")
        kept[word] = meaning
    return kept


def _form(row: dict[str, Any], path: Path) -> Form:
    known = {field.name for field in fields(Form)}
    strange = sorted(row.keys() - known)
    if strange:
        raise GrammarError(f"{path}: {row.get('says')}: unknown key {strange[0]!r}")
    try:
        return Form(
            says=row["says"],
            question=row["question"],
            answer=row["answer"],
            asks=tuple(row["asks"]),
            takes=tuple(row["takes"]),
            relation=tuple(row.get("relation", ())),
            needs=tuple(row.get("needs", ())),
            bare=tuple(row.get("bare", ())),
            optional=tuple(row.get("optional", ())),
            classes={name: tuple(classes) for name, classes in row.get("classes", {}).items()},
            holds=tuple(Hold(tuple(each["classes"]), each["where"]) for each in row.get("holds", ())),
            more=row.get("more", ""),
            nouns=row.get("nouns", {}),
            title=row.get("title", ""),
            shape=row.get("shape", ""),
            dates=row.get("dates", False),
            given=row.get("given", {}),
            where=row.get("where", ""),
            most=row.get("most", ""),
            loose=tuple(row.get("loose", ())),
            modes=tuple(row.get("modes", MODES)),
        )
    except KeyError as error:
        raise GrammarError(f"{path}: {row.get('says')}: {error} is missing") from error


def _check(words: dict[str, Word], forms: tuple[Form, ...], place: Path) -> None:
    """Refuse what would only fail when somebody asks."""
    relations = {word.value for word in words.values() if word.kind == "relation"}
    asked = PLAIN | ROLES | {name for name in terms.terms() if name in terms.classes()}
    problems = [f"class {word.value}" for word in words.values() if word.kind == "noun" and word.value not in asked]
    problems += [f"ask {word.value}" for word in words.values() if word.kind == "ask" and word.value not in ASKS]
    for form in forms:
        question = catalogue().get(form.question)
        if question is None:
            problems.append(f"{form.says}: question {form.question}")
            continue
        parameters = {parameter.name for parameter in question.parameters}
        wanted = {*form.takes, *form.optional, *form.given, *form.classes, *(("from", "to") if form.dates else ())}
        problems += [f"{form.says}: parameter {name}" for name in sorted(wanted - parameters)]
        problems += [f"{form.says}: relation {name}" for name in form.relation if name not in relations]
        problems += [f"{form.says}: asks {name}" for name in (*form.asks, *form.bare) if name not in asked]
        head = question.body[question.body.index("SELECT") : question.body.index("WHERE")] + " "
        if not re.search(rf"\?{form.answer}\b", head):
            problems.append(f"{form.says}: variable {form.answer}")
    if problems:
        raise GrammarError(f"{place}: unknown: " + "; ".join(problems))


def _dates(path: Path) -> Dates:
    data = _read(path)
    return Dates(
        day=tuple(data["day"]),
        short=tuple(data["short"]),
        ranges=tuple((row["kind"], row["pattern"]) for row in data["range"]),
        numerals=data["numeral"],
        words=data["word"],
        periods={name: (first, last) for name, (first, last) in data["period"].items()},
    )
