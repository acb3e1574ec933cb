"""People once more: what a document calls somebody in one place tells where the name begins and ends in another."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from kg.knowledge.grammar import grammar
from kg.mention.candidate import Candidate
from kg.mention.tokens import Tokens, unknown

_CJK = re.compile(r"[\u3400-\u9fff]")
_SHORT = 2  # the characters of a name that may have lost its last one


def settled(found: Sequence[list[Candidate]], texts: Sequence[str], cuts: Sequence[Tokens]) -> list[list[Candidate]]:
    """The candidates of each sentence with people whole, and with all places where they stand once more.

    A guess at a person goes where the document has the same name for something else.
    """
    other = {c.text for candidates in found for c in candidates if c.type != "Person" and c.rank > 0}
    persons = [c for candidates in found for c in candidates if c.type == "Person"]
    people = {c.text for c in persons if c.rank > 0 or c.text not in other}
    right = _right(people, texts, cuts)
    names = sorted(set(right.values()))
    return [
        [
            *(c for c in candidates if c.type != "Person"),
            *(_whole(c, text, right, names) for c in candidates if c.type == "Person" and c.text in right),
            *_again(text, names),
        ]
        for text, candidates in zip(texts, found, strict=True)
    ]


def _again(text: str, names: Iterable[str]) -> Iterator[Candidate]:
    for name in names:
        position = text.find(name)
        while position >= 0:
            yield Candidate(position, position + len(name), "Person", name, "person-again")
            position = text.find(name, position + len(name))


def _right(people: set[str], texts: Sequence[str], cuts: Sequence[Tokens]) -> dict[str, str]:
    """Each name as it was found → as it should be.

    That is without the word behind it (陈望和, where 陈望 is found as well), or with the last character that
    segmentation took away (杜若|兰, where 兰 always follows).
    """
    behind = grammar().words["after_name"] | {"和", "作"}
    right: dict[str, str] = {}
    for name in people:
        shorter = name[:-1]
        if name[-1] in behind and shorter in people:
            right[name] = shorter
        elif len(name) == _SHORT:
            right[name] = name + _always(name, texts, cuts, behind)
        else:
            right[name] = name
    return right


def _always(name: str, texts: Sequence[str], cuts: Sequence[Tokens], behind: frozenset[str] | set[str]) -> str:
    """The one character that follows a name wherever it stands, at least twice; empty if there is none."""
    spots = [(text, cut, at.end()) for text, cut in zip(texts, cuts, strict=True) for at in re.finditer(name, text)]
    last = {text[end : end + 1] for text, _, end in spots}
    if len(last) != 1 or sum(_loose(*spot) for spot in spots) * 2 < max(len(spots), 2 * _SHORT):
        return ""
    character = last.pop()
    return "" if character in behind else character


def _loose(text: str, tokens: Tokens, offset: int) -> bool:
    """Whether the character at an offset belongs to no word of the dictionary."""
    index = tokens.at(offset)
    if not _CJK.match(text, offset) or index >= len(tokens) or tokens[index].start != offset:
        return False
    word = tokens[index].word
    return len(word) == 1 or (len(word) == _SHORT and unknown(word))


def _whole(found: Candidate, text: str, right: dict[str, str], names: Iterable[str]) -> Candidate:
    """A person's name as the document has it elsewhere (韩长|赋 is 韩长赋)."""
    name = right.get(found.text, found.text)
    longer = [other for other in names if len(other) > len(name) and text.startswith(other, found.start)]
    name = max(longer, key=len, default=name)
    return found if name == found.text else found._replace(end=found.start + len(name), text=name)
