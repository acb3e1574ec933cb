"""Bodies, meetings and platforms of two parties that a dash joins (某国—某组织|商务|与|投资|峰会)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from kg.knowledge.grammar import grammar
from kg.mention.bodies import central_names
from kg.mention.candidate import Candidate
from kg.mention.lexical import named_things
from kg.mention.regions import region_names
from kg.mention.tokens import Tokens

_DASHES = frozenset({"—", "-", "－", "–"})
_TYPES = frozenset({
    "Alliance", "PublicInstitution", "ResearchInstitution", "Event", "Platform", "DevelopmentZone",
    "FinancialInstitution", "EducationalInstitution",
})  # fmt: skip
_AND = frozenset("与和及")
_MOST = 9  # tokens behind the second party
_CLOSING = frozenset("pcuxdvmtr")
_TAIL = 6


@cache
def _described() -> tuple[str, ...]:
    return tuple(sorted(grammar().words["described_tail"]))


@cache
def _kind(word: str) -> str | None:
    """The class that the end of a word shows, if it is one of those."""
    tails = grammar().ends(word, range(min(_TAIL, len(word)), 1, -1))
    return next((suffix.type for suffix in tails if suffix.type in _TYPES), None)


def pairs(text: str, tokens: Tokens) -> Iterator[Candidate]:
    """Names that begin with the pair and end with the last head noun of the nouns behind it."""
    if _DASHES.isdisjoint(text):
        return
    index = 1
    while index < len(tokens) - 1:
        if tokens[index].word not in _DASHES or not _party(tokens[index - 1].word):
            index += 1
            continue
        second = index + 1 + (tokens[index + 1].word in _DASHES)
        index = second
        if second >= len(tokens) or not _party(tokens[second].word):
            continue
        first = next(at for at in range(second - 1, -1, -1) if tokens[at].word not in _DASHES)
        found = _reach(tokens, second)
        start = tokens[first].start
        if found is not None and not text.endswith(_described(), start, found[0]):
            end, kind = found
            yield Candidate(start, end, kind, text[start:end], "pair")


def _party(word: str) -> bool:
    return len(word) > 1 and (word in region_names() or word in central_names() or word in named_things())


def _reach(tokens: Tokens, second: int) -> tuple[int, str] | None:
    """Where the name ends, and its class; ``None`` where no head noun stands behind the pair."""
    words, best = grammar().words, None
    for index in range(second + 1, min(second + _MOST, len(tokens))):
        token = tokens[index]
        if token.word in _AND:
            if index == second + 1 or _kind(tokens[index - 1].word):
                break
            continue
        verb = token.tag == "v" and token.word not in words["inner"]
        if verb or token.tag[0] in "puxrd" or token.word in words["outside"] or token.word in words["stop_character"]:
            break
        kind = _kind(token.word)
        following = tokens[index + 1] if index + 1 < len(tokens) else None
        if (
            kind
            and token.word not in words["no_head"]
            and index > second + 1
            and (following is None or following.tag[0] in _CLOSING)
        ):
            best = (token.end, kind)
    return best
