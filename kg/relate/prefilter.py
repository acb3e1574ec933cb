"""Which patterns can match a sentence at all: a quick test before any expression runs.

From each expression follow words of which one must stand in the text (RE2 calls this a prefilter: R. Cox, Regular
Expression Matching with a Trigram Index, 2012; here pairs of characters do, a Chinese word has two). One look at the
pairs of a sentence then says which patterns are worth a try. The test never rejects what would match.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain
from re import _constants as ops  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any, TypeAlias

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from kg.kept import kept

Words: TypeAlias = frozenset[str]

_MOST = 256  # more words than this say nothing
_NOTHING: Words = frozenset({""})
_ZERO_WIDTH = frozenset({ops.AT, ops.ASSERT, ops.ASSERT_NOT})
_REPEATS = frozenset({ops.MAX_REPEAT, ops.MIN_REPEAT, getattr(ops, "POSSESSIVE_REPEAT", ops.MAX_REPEAT)})


def necessary(expression: str) -> tuple[Words, ...]:
    """Sets of words: of each set one word stands in every text that the expression matches."""
    found: list[Words] = []
    whole = _sequence(parser.parse(expression), found)
    if whole is not None and "" not in whole:
        found.append(whole)
    return tuple(dict.fromkeys(found))


def _sequence(items: Iterable[tuple[Any, Any]], found: list[Words]) -> Words | None:
    """All strings that the items can match, if these are few; else ``None``. What follows from them: in ``found``."""
    run, exact = _NOTHING, True
    for op, argument in items:
        inner: list[Words] = []
        own = _exact(op, argument, inner)
        if own is not None and len(run) * len(own) <= _MOST:
            run = frozenset(a + b for a in run for b in own)
            continue
        if "" not in run:
            found.append(run)
        found += inner
        run, exact = own or _NOTHING, False
    if exact:
        return run
    if "" not in run:
        found.append(run)
    return None


def _exact(op: Any, argument: Any, found: list[Words]) -> Words | None:  # noqa: ANN401 - re has no types for this
    if op is ops.LITERAL:
        return frozenset({chr(argument)})
    if op in _ZERO_WIDTH:
        return _NOTHING
    if op is ops.IN:
        return _characters(argument)
    if op is ops.SUBPATTERN:
        return _sequence(argument[-1], found)
    if op is ops.BRANCH:
        return _branch(argument[1], found)
    if op in _REPEATS:
        least, most, body = argument
        inner: list[Words] = []
        own = _sequence(body, inner)
        if least == 0:
            return own | _NOTHING if own is not None and most == 1 else None
        found += inner
        if own is not None and "" not in own and most != 1:
            found.append(own)
        return own if most == 1 else None
    return None


def _characters(members: Sequence[tuple[Any, Any]]) -> Words | None:
    found: set[str] = set()
    for op, argument in members:
        if op is ops.LITERAL:
            found.add(chr(argument))
        elif op is ops.RANGE and argument[1] - argument[0] < _MOST // 8:
            found.update(map(chr, range(argument[0], argument[1] + 1)))
        else:
            return None
    return frozenset(found)


def _branch(branches: Sequence[Any], found: list[Words]) -> Words | None:
    """The strings of all branches; or, where they are not few, one set that holds the best of each branch."""
    wholes: list[Words | None] = []
    best: list[Words] = []
    for branch in branches:
        inner: list[Words] = []
        whole = _sequence(branch, inner)
        wholes.append(whole)
        if whole is not None and "" not in whole:
            inner.append(whole)
        best.append(max(inner, key=lambda words: (min(map(len, words)), -len(words)), default=_NOTHING))
    if all(whole is not None for whole in wholes):
        together = frozenset[str]().union(*(whole for whole in wholes if whole is not None))
        if len(together) <= _MOST:
            return together
    union = frozenset[str]().union(*best)
    if "" not in union:
        found.append(union)
    return None


class Prefilter:
    """The expressions that can match a text."""

    def __init__(self, expressions: Iterable[str]) -> None:
        """Derive from each expression what a text must hold."""
        numbers: dict[tuple[str, ...], int] = {}
        needs = [
            [numbers.setdefault(words, len(numbers)) for words in kept().known("words", expression, _conditions)]
            for expression in expressions
        ]
        self._conditions = list(numbers)
        # Each expression is looked for by one of its conditions, long words rather than short, few rather than many.
        under: dict[str, list[int]] = {}
        self._always: list[int] = []
        self._rest: list[tuple[int, ...]] = []
        for number, own in enumerate(needs):
            chosen = min(
                own, key=lambda n: (min(map(len, self._conditions[n])) < 2, len(self._conditions[n])), default=-1
            )
            self._rest.append(tuple(sorted((n for n in own if n != chosen), key=lambda n: len(self._conditions[n]))))
            if chosen < 0:
                self._always.append(number)
            for word in self._conditions[chosen] if chosen >= 0 else ():
                under.setdefault(word, []).append(number)
        words = sorted(under)
        self._under = [under[word] for word in words]
        self._scanner = AhoCorasick(words, matchkind=MatchKind.Standard, implementation=Implementation.ContiguousNFA)

    def possible(self, text: str) -> list[int]:
        """The numbers of the expressions that may match somewhere in the text, in order."""
        met = {number for number, _, _ in self._scanner.find_matches_as_indexes(text, overlapping=True)}
        if not met and not self._always:
            return []
        known: dict[int, bool] = {}
        found = []
        for number in {*self._always, *chain.from_iterable([self._under[word] for word in met])}:
            for condition in self._rest[number]:
                holds = known.get(condition)
                if holds is None:
                    holds = False
                    for word in self._conditions[condition]:  # any() takes twice as long
                        if word in text:
                            holds = True
                            break
                    known[condition] = holds
                if not holds:
                    break
            else:
                found.append(number)
        return sorted(found)


def _conditions(expression: str) -> tuple[tuple[str, ...], ...]:
    """The necessary words of an expression, without those that hold another of their set."""
    return tuple(dict.fromkeys(tuple(sorted(_shortest(words))) for words in necessary(expression)))


def _shortest(words: Words) -> Words:
    """Without the words that hold another of them: where they stand, that one stands too."""
    return frozenset(word for word in words if not any(part in word for part in words if part != word))
