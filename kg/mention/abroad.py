"""People of other countries whom no post announces: names written by sound, by what they say and do and are called."""

from __future__ import annotations

from collections.abc import Iterator

from kg.knowledge.grammar import any_of, grammar
from kg.mention.bodies import central_names
from kg.mention.candidate import Candidate
from kg.mention.foreign import by_sound, sounded
from kg.mention.given import possible, surname_at
from kg.mention.lexical import loose_companies, named_things
from kg.mention.regions import region_names, world_places
from kg.mention.tokens import Token, Tokens

_PERSON_TAGS = frozenset({"nr", "nrt", "nrfg"})
_OPENING = frozenset("，。；：？！”） ")
_WITH = frozenset("同与和向对")
_LEAST, _LONGEST, _REACH = 3, 9, 7  # characters of a name; tokens up to its verb
_BETWEEN = frozenset("tdpnfcmrsv")


def by_deed(text: str, tokens: Tokens) -> Iterator[Candidate]:
    """Names before the post they are called by (普京总统), and who says or does something in a clause of their own."""
    yield from _before_posts(text, tokens)
    words = grammar().words
    if words["speech"].isdisjoint(tokens.words) and words["person_verb"].isdisjoint(tokens.words):
        return
    after, sounding = words["person_object"], words["transliteration"]
    for index in [index for index, word in enumerate(tokens.words[:-1]) if word[0] in sounding]:
        token = tokens[index]
        opens = not index or tokens[index - 1].word in _OPENING
        met = index > 0 and (tokens[index - 1].word in after or tokens[index - 1].word in _WITH)
        if not (opens or met) or not sounded(token):
            continue
        end = by_sound(tokens, token.start)
        if end is None or not _name(text[token.start : end], tokens, index, end):
            continue
        if (met and tokens[index - 1].word in after) or _acts(tokens, end):
            yield Candidate(token.start, end, "Person", text[token.start : end], "person-sound", 0)


def _before_posts(text: str, tokens: Tokens) -> Iterator[Candidate]:
    for match in any_of("state_post").finditer(text):
        end = match.start()
        first = tokens.at(end)
        if not first or first >= len(tokens) or tokens[first].start != end:
            continue
        while first and sounded(tokens[first - 1]) and not _known(tokens[first - 1].word):
            first -= 1
        start = tokens[first].start
        name = text[start:end]
        if 1 < len(name) <= _LONGEST and not _known(name) and _person(tokens[first : tokens.at(end)]):
            yield Candidate(start, end, "Person", name, "person-sound")


def _person(pieces: tuple[Token, ...]) -> bool:
    """Whether one of the pieces is a name by the dictionary, or they are many (no 古巴 or 巴方 that it lacks)."""
    longest = max((len(piece.word) for piece in pieces), default=0)
    named = any(piece.tag in _PERSON_TAGS and len(piece.word) > 1 for piece in pieces)
    return (named or longest >= _LEAST) and pieces[-1].word[-1] != "方"


def _known(name: str) -> bool:
    """Whether it is the name of a place, a body or a company."""
    return (
        name in region_names()
        or name in world_places()
        or name in central_names()
        or name in named_things()
        or name in loose_companies()
    )


def _name(name: str, tokens: Tokens, index: int, end: int) -> bool:
    """Whether a run of sounds is long enough and no Chinese name, no place and no body."""
    if not _LEAST <= len(name) <= _LONGEST or _known(name) or not tokens.boundary(end):
        return False
    surname = surname_at(name, 0)
    chinese = (
        len(name) <= _LEAST
        and 0 < surname < len(name)
        and possible(name, surname)
        and tokens[index].tag not in {"nrt", "ns"}
    )
    return not chinese


def _acts(tokens: Tokens, end: int) -> bool:
    """Whether a verb of what people say or do follows in the clause, and no other verb before it."""
    words = grammar().words
    first = tokens.at(end)
    for token in tokens[first : first + _REACH]:
        if token.word in words["speech"] or token.word in words["person_verb"]:
            return True
        if token.tag[0] not in _BETWEEN or token.word in words["place_behind"]:
            return False
        if token.tag == "v" and len(token.word) > 1:
            return False
    return False
