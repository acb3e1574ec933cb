"""Queries put so that the engine answers them as the standard has it, where it would answer otherwise by itself.

Oxigraph departs from SPARQL 1.1 in a few places. Each function here finds one of them in the tokens of a query and
writes it in other words, which mean to the engine what the query means to the standard. A query without such a place
comes back as it is, to the letter.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

from kg.query.tokens import Token, resolved, tokens

_OPENS: Final = {"{": "}", "(": ")", "[": "]"}
_CLOSES: Final = frozenset(_OPENS.values())
# Words after which variables of a group need not be bound by it.
_OPTIONAL: Final = frozenset({"OPTIONAL", "MINUS", "FILTER", "BIND", "VALUES", "GRAPH"})
_MODIFIERS: Final = frozenset("*+?")
_TERMS: Final = frozenset({"iri", "name"})

Parts = Sequence[Token]


def standard(text: str, *, prefixes: Mapping[str, str], base: str, occurs: Callable[[str], bool]) -> str:
    """``text`` in words that the engine reads as SPARQL 1.1 does.

    ``prefixes`` and ``base`` are those that hold where the query declares none; ``occurs`` says of an IRI whether any
    triple of the data begins or ends at it.
    """
    words = {token.text.upper() for token in tokens(text) if token.kind in ("word", "other")}
    if words & {"TRUE", "FALSE"}:
        text = _booleans(text)
    if "GROUP_CONCAT" in words:
        text = _concatenations(text)
    if "MINUS" in words:
        text = _subtractions(text)
    if "GRAPH" in words:
        text = _graphs(text)
    if words & {"*", "?"}:
        text = _paths(text, lambda token: occurs(resolved(token, text, prefixes=prefixes, base=base)))
    return text


def _booleans(text: str) -> str:
    """``TRUE`` in any case, as section 19.8 of the grammar has all keywords; Oxigraph knows the small letters only."""
    for token in tokens(text):
        if token.kind == "word" and token.text.lower() in ("true", "false"):
            text = _replaced(text, token.start, token.end, token.text.lower())
    return text


def _concatenations(text: str) -> str:
    """A GROUP_CONCAT is a text without a language (18.5.1.7); Oxigraph gives it the one that all members have."""
    parts = list(tokens(text))
    for place in reversed(range(len(parts) - 1)):
        if _is(parts[place], "GROUP_CONCAT") and parts[place + 1].text == "(":
            end = parts[_partner(parts, place + 1)].end
            text = _replaced(text, parts[place].start, end, f"STR({text[parts[place].start : end]})")
    return text


def _subtractions(text: str) -> str:
    """MINUS takes nothing away where the two sides share no variable (8.3.3).

    Within ``GRAPH ?g`` Oxigraph has them share the name of the graph.
    """
    parts = list(tokens(text))
    for place in reversed(range(len(parts) - 1)):
        if _is(parts[place], "MINUS") and parts[place + 1].text == "{":
            end = _partner(parts, place + 1)
            begin = _around(parts, place)
            if not _variables(parts[begin + 1 : place]) & _variables(parts[place:end]):
                text = _replaced(text, parts[place].start, parts[end].end, "{}")
    return text


def _graphs(text: str) -> str:
    """``GRAPH ?g`` binds its variable after its group is answered (18.6), and Oxigraph before.

    That is the same where the group itself surely binds the variable, in a triple that is not optional. Else the group
    is asked under another name for the graph, and joined with the graph's name then. Groups with subqueries stay as
    they are: Oxigraph loses the graph's name there.
    """
    parts = list(tokens(text))
    for place in reversed(range(len(parts) - 2)):
        word, name, opened = parts[place : place + 3]
        if not (_is(word, "GRAPH") and name.kind == "variable" and opened.text == "{"):
            continue
        end = _partner(parts, place + 2)
        group = parts[place + 3 : end]
        inner = name.text[1:]
        if inner not in _variables(group) or inner in _certain(group) or any(_is(each, "SELECT") for each in group):
            continue
        other = f"{inner}_graph{place}"
        scope = " ".join(f"?{each}" for each in dict.fromkeys((inner, *_scope(group))))
        said = text[opened.start : parts[end].end]
        joined = f"GRAPH ?{other} {{}} GRAPH ?{inner} {{}} FILTER(sameTerm(?{other}, ?{inner}))"
        new = f"{{ SELECT {scope} {{ GRAPH ?{other} {said} {joined} }} }}"
        text = _replaced(text, word.start, parts[end].end, new)
        parts = list(tokens(text))
    return text


def _paths(text: str, occurs: Callable[[Token], bool]) -> str:
    """A path of length zero leads from a term to itself, whether or not it is in the data (9.3, 18.4).

    Oxigraph wants it to be there. Of a term that is not, the path of length zero is all that there can be.
    """
    parts = list(tokens(text))
    for place in reversed(range(1, len(parts))):
        if parts[place - 1].text not in ("{", "}", ".", ")"):
            continue
        found = _path(parts, place + 1)
        if found is None or not found[1] or found[0] >= len(parts) - 1 or parts[found[0] + 1].text in (";", ","):
            continue
        start, end = parts[place], parts[found[0]]
        constants = [each for each in (start, end) if each.kind in _TERMS]
        variables = [each for each in (start, end) if each.kind == "variable"]
        if len(constants) == len(variables) == 1 and not occurs(constants[0]):
            text = _replaced(text, start.start, end.end, f"VALUES {variables[0].text} {{ {constants[0].text} }}")
    return text


def _path(parts: Parts, place: int) -> tuple[int, bool] | None:
    """Where the path that begins there ends, and whether it may be of length zero; ``None`` where there is none."""
    empty = False
    while True:
        found = _sequence(parts, place)
        if found is None:
            return None
        place, empty = found[0], empty or found[1]
        if not _at(parts, place, "|"):
            return place, empty
        place += 1


def _sequence(parts: Parts, place: int) -> tuple[int, bool] | None:
    empty = True
    while True:
        if _at(parts, place, "^"):
            place += 1
        found = _step(parts, place)
        if found is None:
            return None
        place, empty = found[0], empty and found[1]
        if not _at(parts, place, "/"):
            return place, empty
        place += 1


def _step(parts: Parts, place: int) -> tuple[int, bool] | None:
    empty = False
    if _at(parts, place, "("):
        found = _path(parts, place + 1)
        if found is None or not _at(parts, found[0], ")"):
            return None
        place, empty = found
    elif _at(parts, place, "!"):
        place = _partner(parts, place + 1)
    elif place >= len(parts) or not (parts[place].kind in _TERMS or parts[place].text == "a"):
        return None
    place += 1
    if place < len(parts) and parts[place].text in _MODIFIERS:
        return place + 1, empty or parts[place].text != "+"
    return place, empty


def _at(parts: Parts, place: int, text: str) -> bool:
    return place < len(parts) and parts[place].text == text


def _is(token: Token, word: str) -> bool:
    return token.kind == "word" and token.text.upper() == word


def _replaced(text: str, start: int, end: int, new: str) -> str:
    return text[:start] + new + text[end:]


def _partner(parts: Parts, place: int) -> int:
    """Where the bracket at ``place`` is closed; the last token where it is not, which the engine will say."""
    depth = 0
    for at in range(place, len(parts)):
        if parts[at].kind == "other":
            depth += (parts[at].text in _OPENS) - (parts[at].text in _CLOSES)
        if depth == 0:
            return at
    return len(parts) - 1


def _around(parts: Parts, place: int) -> int:
    """Where the bracket opens in which ``place`` stands; -1 where it stands in none."""
    depth = 0
    for at in range(place - 1, -1, -1):
        if parts[at].kind == "other":
            depth += (parts[at].text in _CLOSES) - (parts[at].text in _OPENS)
        if depth < 0:
            return at
    return -1


def _variables(parts: Parts) -> frozenset[str]:
    return frozenset(token.text[1:] for token in parts if token.kind == "variable")


def _after(parts: Parts, place: int) -> int:
    """The end of what a keyword like FILTER, BIND or OPTIONAL governs: of the first brackets, for VALUES the braces."""
    braces = _is(parts[place], "VALUES")
    for at in range(place + 1, len(parts)):
        if parts[at].text == "{" or (parts[at].text == "(" and not braces):
            return _partner(parts, at)
    return len(parts) - 1


def _certain(parts: Parts) -> frozenset[str]:
    """The variables that a group binds in triples of its own, in every solution."""
    found, at = set(), 0
    while at < len(parts):
        token = parts[at]
        if token.kind == "word" and token.text.upper() in _OPTIONAL:
            at = _after(parts, at)
        elif token.text == "{":
            at = _partner(parts, at)
        elif token.kind == "variable":
            found.add(token.text[1:])
        at += 1
    return frozenset(found)


def _scope(parts: Parts) -> Iterator[str]:
    """The variables that are in scope at the end of a group (18.2.1)."""
    at = 0
    while at < len(parts):
        token = parts[at]
        word = token.text.upper() if token.kind == "word" else ""
        if word in ("FILTER", "MINUS"):
            at = _after(parts, at)
        elif word == "BIND":
            at = _after(parts, at)
            yield parts[at - 1].text[1:]
        elif token.kind == "variable":
            yield token.text[1:]
        at += 1
