"""The relation rules of ``ontology/rules``, as plain data.

``grammar.toml`` holds the types, macros and cue words; ``verbs.toml`` the word lists; every other file one family of
rules. What the parts of a rule mean is said at the head of ``grammar.toml``.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from typing import Any

from kg.kept import kept
from kg.model import Modality
from kg.resources import ontology

_FIXED = ("grammar", "verbs")


class RuleError(ValueError):
    """A rule file says something that cannot be used; the message names the file and the rule."""


@dataclass(frozen=True, slots=True)
class Emit:
    """One triple to state: slots left and right (several joined by ``+``), the right one may be ``@date``."""

    subjects: tuple[str, ...]
    predicate: str
    objects: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """One relation rule.

    ``patterns`` are regular expressions with macros; ``zero`` names the first slot when it may be missing and be
    carried over from what was said before; ``context`` fills slots that the pattern has not; ``minimum`` is the least
    number of different parties in the slots A, B and S; ``announced`` lets a plan count (a meeting that will be
    held on a stated day has been announced); ``near`` carries a
    subject over inside one sentence only; ``modality`` is the one that the rule's own words give to the act;
    ``unquoted`` is a factor for the confidence where what was made has no name in quotation marks or 《》.
    """

    id: str
    family: str
    says: str
    patterns: tuple[str, ...]
    emit: tuple[Emit, ...]
    confidence: float
    example: str
    counter_example: str
    expect: tuple[str, ...] = ()
    zero: str | None = None
    context: tuple[tuple[str, str], ...] = ()
    minimum: int = 1
    announced: bool = False
    near: bool = False
    modality: Modality | None = None
    unquoted: float = 1.0


@dataclass(frozen=True, slots=True)
class Grammar:
    """What the patterns are made of: types (name → classes), macros, word lists, cue lists, predicate table."""

    types: dict[str, tuple[str, ...]]
    macros: dict[str, str]
    words: dict[str, tuple[str, ...]]
    cues: dict[str, tuple[str, ...]]
    predicates: dict[str, tuple[tuple[str, ...], tuple[str, ...]]]


def _load(stem: str) -> dict[str, Any]:
    path = ontology() / "rules" / f"{stem}.toml"
    try:
        return kept().known("toml", path.read_text(encoding="utf-8"), tomllib.loads)
    except tomllib.TOMLDecodeError as error:
        raise RuleError(f"{path.name}: {error}") from error


def _strings(table: dict[str, list[str]]) -> dict[str, tuple[str, ...]]:
    return {name: tuple(values) for name, values in table.items()}


@cache
def grammar() -> Grammar:
    """The types, macros, words and cues; raises :class:`RuleError` for a file that does not parse."""
    data, verbs = _load("grammar"), _load("verbs")
    predicates = {name: (tuple(ends["domain"]), tuple(ends["range"])) for name, ends in data["predicates"].items()}
    return Grammar(
        types=_strings(data["types"]),
        macros=data["macros"],
        words=_strings(verbs["words"]),
        cues=_strings(data["cues"]),
        predicates=predicates,
    )


def _emit(text: str, where: str) -> Emit:
    parts = text.split()
    if len(parts) != 3:
        raise RuleError(f"{where}: an emit is 'SLOT predicate SLOT', not {text!r}")
    return Emit(tuple(parts[0].split("+")), parts[1], tuple(parts[2].split("+")))


def _rule(family: str, block: dict[str, Any]) -> Rule:
    where = f"{family}.toml, {block.get('id', 'a rule without id')}"
    pattern = block.get("pattern", ())
    try:
        return Rule(
            id=block["id"],
            family=family,
            says=block["says"],
            patterns=(pattern,) if isinstance(pattern, str) else tuple(pattern),
            emit=tuple(_emit(text, where) for text in block["emit"]),
            confidence=float(block["confidence"]),
            example=block["example"],
            counter_example=block["counter_example"],
            expect=tuple(block.get("expect", ())),
            zero=block.get("zero"),
            context=tuple(sorted(block.get("context", {}).items())),
            minimum=block.get("minimum", 1),
            announced=block.get("announced", False),
            near=block.get("near", False),
            modality=block.get("modality"),
            unquoted=float(block.get("unquoted", 1.0)),
        )
    except KeyError as error:
        raise RuleError(f"{where}: no {error.args[0]!r}") from error


@cache
def rules() -> tuple[Rule, ...]:
    """All rules, by file name and then in the order of the file; raises :class:`RuleError` for a broken one."""
    found: list[Rule] = []
    for path in sorted((ontology() / "rules").glob("*.toml")):
        if path.stem not in _FIXED:
            found += [_rule(path.stem, block) for block in _load(path.stem).get("rule", ())]
    ids = [rule.id for rule in found]
    if len(set(ids)) < len(ids):
        raise RuleError(f"rule ids used twice: {sorted({i for i in ids if ids.count(i) > 1})}")
    return tuple(found)
