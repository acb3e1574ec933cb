"""How Chinese names are built: head nouns with their class, and small word classes; read from ``ontology/lexicon``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from kg.resources import ontology


def alternation(words: Iterable[str]) -> str:
    """A regular expression that matches any of the words, longest first."""
    return "|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word))))


@dataclass(frozen=True, slots=True)
class Suffix:
    """A head noun that ends names: the class of what it names, and what must stand before it."""

    text: str
    type: str
    need: str


@dataclass(frozen=True, slots=True)
class Grammar:
    """The head nouns by text, and the word classes by name."""

    suffixes: dict[str, tuple[Suffix, ...]]
    words: dict[str, frozenset[str]]

    def alternation(self, word_class: str) -> str:
        """A regular expression that matches any word of the class, longest first."""
        return alternation(self.words[word_class])

    def heads(self, kind: str) -> frozenset[str]:
        """The head nouns that end names of this class."""
        return frozenset(suffix.text for found in self.suffixes.values() for suffix in found if suffix.type == kind)

    def ends(self, text: str, widths: Iterable[int]) -> Iterator[Suffix]:
        """The head nouns that the last characters of a text are, of these widths in this order."""
        return (suffix for width in widths for suffix in self.suffixes.get(text[-width:], ()))

    def pairs(self, word_class: str) -> dict[str, str]:
        """The words of a class whose rows are ``word=value``."""
        return dict(pair.split("=", 1) for pair in self.words[word_class])


@cache
def rows(name: str, columns: int) -> tuple[tuple[str, ...], ...]:
    """The data rows of ``ontology/lexicon/<name>``; raises ``ValueError`` naming file and line of a malformed one."""
    path = ontology() / "lexicon" / name
    table = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()[1:], start=2):
        cells = line.split("\t")
        if len(cells) != columns or not cells[0]:
            raise ValueError(f"{path}:{number}: {columns} tab-separated columns expected, found {len(cells)}")
        table.append(tuple(cells))
    return tuple(table)


@cache
def grammar() -> Grammar:
    """Load suffixes.tsv and words.tsv (once a process)."""
    suffixes: dict[str, list[Suffix]] = {}
    for text, kind, need, _ in rows("suffixes.tsv", 4):
        suffixes.setdefault(text, []).append(Suffix(text, kind, need))
    words: dict[str, set[str]] = {}
    for word_class, word, _ in rows("words.tsv", 3):
        words.setdefault(word_class, set()).add(word)
    return Grammar(
        {text: tuple(found) for text, found in suffixes.items()},
        {name: frozenset(members) for name, members in words.items()},
    )


@cache
def any_of(word_class: str) -> re.Pattern[str]:
    """An expression for any word of the class, longest first (compiled once a process)."""
    return re.compile(grammar().alternation(word_class))


@cache
def strategies() -> dict[str, tuple[str, str]]:
    """Every name of a national or provincial strategy, corridor or work → (full name, class), from strategies.tsv."""
    names: dict[str, tuple[str, str]] = {}
    for name, shorts, kind, _ in rows("strategies.tsv", 4):
        for form in (name, *filter(None, shorts.split("|"))):
            names.setdefault(form, (name, kind))
    return names


@cache
def leaders() -> frozenset[str]:
    """The names of leaders of the state, from leaders.tsv: whole offices as they were announced."""
    return frozenset(name for name, _ in rows("leaders.tsv", 2))


@cache
def word_tags() -> dict[str, str]:
    """Parts of speech of words that the segmenter's dictionary has wrong: 祝贺 is no person, 在京举行 no word (-)."""
    return {word: tag for word, tag, _ in rows("word_tags.tsv", 3)}
