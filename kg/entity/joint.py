"""The bodies that a short name of several places names with one word: 川渝两省市发展改革委, 两地人社厅（局）."""

from __future__ import annotations

import re
from functools import cache

from kg.entity import bodies
from kg.entity.keys import key_of
from kg.knowledge.lexicon import Department, Division, lexicon
from kg.model import Entity

_TYPE = "GovernmentBody"
_LONGEST, _SHORTEST = 16, 2
_MUNICIPALITIES = frozenset({"110000", "120000", "310000", "500000"})
_OTHERWISE = re.compile("[（(/]?([厅局委办])[）)]?(?=[^\u3400-\u9fff]|[联共合签印发出在于已正将与和同])")
_GOES_ON = re.compile(
    "部门|相关|有关|机构|工作|系统|主[导要]|高[度层]|长|大[院楼]|采购|投资|债|网|官|领导|之间|间|层面|[的所]"
)


@cache
def _departments() -> dict[str, tuple[Department, ...]]:
    """Departments by what follows the name of their region."""
    found: dict[str, list[Department]] = {}
    for department in lexicon().departments:
        for pattern in department.patterns:
            if pattern.startswith("{}"):
                found.setdefault(pattern[2:], []).append(department)
    return {words: tuple(each) for words, each in found.items()}


def _kind(division: Division) -> str:
    return "municipality" if division.code in _MUNICIPALITIES else division.level


def _of(division: Division, words: str) -> str | None:
    """The full name of the one body of a place that these words can name."""
    kind = _kind(division)
    names = {
        bodies.canonical(bodies.Parsed(division.name, department), division)
        for department in _departments().get(words, ())
        if kind in department.kinds
    }
    return names.pop() if len(names) == 1 else None


def named_at(text: str, start: int) -> bool:
    """Whether words for the bodies of places begin at ``start``."""
    ends = range(start + _SHORTEST, min(len(text), start + _LONGEST) + 1)
    return any(text[start:end] in _departments() and not _GOES_ON.match(text, end) for end in ends)


def joint(text: str, start: int, codes: tuple[str, ...]) -> tuple[int, tuple[Entity, ...]] | None:
    """Where the words for the bodies end that begin at ``start``, and the body of each of the places; or nothing."""
    divisions = [lexicon().divisions[code] for code in codes]
    for end in range(min(len(text), start + _LONGEST), start + _SHORTEST - 1, -1):
        words = text[start:end]
        if words not in _departments() or _GOES_ON.match(text, end):
            continue
        other = _OTHERWISE.match(text, end)
        forms = (words, words[:-1] + other[1]) if other else (words,)
        names = [next(filter(None, (_of(division, form) for form in forms)), None) for division in divisions]
        if all(names):
            made = [
                Entity(key_of(_TYPE, str(name), code), _TYPE, str(name), mentioned=False, jurisdiction=f"region/{code}")
                for name, code in zip(names, codes, strict=True)
            ]
            return (other.end() if other else end), tuple(made)
    return None
