"""What a clause leaves unsaid: its subject, the meeting that is spoken of, the day."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from kg.knowledge.rules import grammar
from kg.model import When
from kg.relate.cues import cue
from kg.relate.days import day_of_act
from kg.relate.encode import Encoded, Item, pattern, tokens
from kg.relate.patterns import LISTED, expand, letters

_REACH = 4  # sentences that a subject or a meeting is carried over
_PARAGRAPHS = 2  # and paragraphs, for a subject
_LIST_REACH = 10  # sentences that 20所高校 may stand behind the list of the twenty
_DATE = "Date"
_MEETING, _MEETING_REACH = "Event", 14
_MATTER = 24  # characters before a meeting that is but spoken of: 学习贯彻某人在某会上的讲话
_EDITION = 16  # characters within which 本届 stands where something is said of it
_SESSION = "session"  # the session of a congress that the article is about
_HEADS = ("headline", "subheading", "byline", "caption")
_CLAUSE = pattern("[，。；：！？]")


@dataclass(frozen=True, slots=True)
class Found:
    """Items found, and the sentence that they stand in."""

    items: tuple[Item, ...]
    sentence: int
    leading: int = 0  # how many of the items stand before 与, 联合
    led: bool = False  # whether the others only come along: 甲联合乙
    end: int = 0  # where the list ends in the encoded text


@cache
def split_point() -> re.Pattern[str]:
    """The word that parts a list of parties into two sides."""
    return pattern(expand("{sides}"))


@cache
def _subject() -> re.Pattern[str]:
    """A clause that begins with its subject (after a date, a place or a short adverb)."""
    return pattern(expand("{subject}"))


def members(encoded: Encoded, start: int, end: int, allowed: frozenset[str]) -> tuple[Item, ...]:
    """The items of a list: of names that stand side by side (四川成都) the last, of titles in 《》 all.

    A place after 在 inside the list stands between parties and is none of them, and a place with which the name of a
    body begins that was not recognised is no party either.
    """
    papers = frozenset(letters(LISTED))
    runs: list[list[tuple[int, Item]]] = []
    for place, item in tokens(encoded, start, end):
        if item.type == _DATE:
            continue
        if runs and runs[-1][-1][0] + 2 == place:
            runs[-1].append((place, item))
        else:
            runs.append([(place, item)])
    found: list[Item] = []
    for run in runs:
        together = cue("side_by_side").fullmatch(encoded.sentence.text, run[0][1].start, run[-1][1].end)
        if together or all(encoded.text[place] in papers for place, _ in run):
            found += [item for place, item in run if encoded.text[place] in allowed]
        elif cue("goes_on").match(encoded.text, run[-1][0] + 2, end):
            continue
        elif run[-1][1].type in grammar().types["Region"] and encoded.text[run[-1][0] + 2 : end][:1] == "的":
            continue  # 甲县的乙: the place is no party
        elif encoded.text[run[-1][0]] in allowed and not (run[0][0] > start and encoded.text[run[0][0] - 1] == "在"):
            if len(run) > 1 and len(run[-1][1].entities) > 1:  # 甲、乙两地人大: the bodies of both, and not 甲
                both = {key for _, item in run[:-1] for key in item.entities}
                found = [item for item in found if not both.issuperset(item.entities)]
            found.append(run[-1][1])
    return tuple(found)


def _subjects_of(encoded: Encoded, end: int) -> Found:
    """The subject of the last clause before ``end`` that names one."""
    text = encoded.text
    starts = [0, *(m.end() for m in _CLAUSE.finditer(text, 0, end))]
    for start in reversed(starts):
        match = _subject().match(text, start)
        if match and match.end() <= end:
            first, last = match.span("S")
            items = members(encoded, first, last, frozenset(letters("Actor")))
            split = split_point().search(text, first, last)
            border = encoded.at[split.start()] if split else len(encoded.sentence.text)
            leading = sum(item.start < border for item in items)
            return Found(items, encoded.sentence.index, leading, split is not None and len(split.group()) > 1, last)
    return Found((), encoded.sentence.index)


class Context:
    """Looks back from a place in a document; holds the encoded sentences and nothing else."""

    def __init__(self, sentences: tuple[Encoded, ...]) -> None:
        """Takes the encoded sentences in reading order (``sentences[i].sentence.index == i``)."""
        self.sentences = sentences

    def _back(self, index: int, paragraphs: int) -> list[Encoded]:
        here = self.sentences[index].sentence
        before = [
            encoded
            for encoded in self.sentences[max(0, index - _REACH) : index]
            if encoded.sentence.article == here.article and encoded.sentence.paragraph >= here.paragraph - paragraphs
        ]
        found: list[Encoded] = []
        for encoded in reversed(before):
            if encoded.sentence.kind == "subheading":
                break
            if encoded.sentence.kind not in _HEADS:
                found.append(encoded)
        return found

    def topic(self, index: int, position: int) -> Found:
        """The subject to carry over to ``position`` of sentence ``index``; empty where none is near."""
        here = self.sentences[index]
        found = _subjects_of(here, position)
        if not found.items and cue("unresolved").search(here.text, 0, position):
            return found
        if found.items and cue("other_subject").search(here.text, found.end, position):
            return Found((), index)
        if found.items or here.sentence.kind in _HEADS:
            return found
        for earlier in self._back(index, _PARAGRAPHS):
            found = _subjects_of(earlier, len(earlier.text))
            if found.items:
                return found
        return found

    def last(self, types: str, index: int, position: int, said: str = "") -> Found:
        """The thing of a type named last before ``position``; of ``session`` the congress's, wherever it was named.

        ``said``: the words of the clause; a meeting that they call 座谈会 is none that is called otherwise.
        """
        found = self._last(types, index, position)
        kind = cue("kind_of_meeting").search(said) if types == _MEETING and found.items else None
        if kind is None:
            return found
        named = _named(self.sentences[found.sentence], found.items[0])
        return found if kind.group() in named or cue("this_meeting").search(named) else Found((), index)

    def _last(self, types: str, index: int, position: int) -> Found:
        if types == _SESSION:
            return self._session(index)
        kind = letters(types)
        here = self.sentences[index]
        if types == _MEETING and (edition := self._edition(here, position)):
            return edition
        head = self._head(here, position) if types == _MEETING else None
        elsewhere = types == _MEETING and cue("occasion").search(here.text, 0, position)
        for encoded in (here, *self._back(index, _REACH)):
            end = position if encoded is here else len(encoded.text)
            places = [
                place
                for place, item in tokens(encoded, 0, end)
                if encoded.text[place] in kind
                and (head is None or head in _named(encoded, item))
                and not (types == _MEETING and _spoken_of(encoded, place))
                and (encoded is here or types != _MEETING or head is not None or _told(encoded, place, item))
            ]
            if places:
                other = elsewhere and encoded is not here
                return Found((), index) if other else Found((encoded.item(places[-1]),), encoded.sentence.index)
            if types == _MEETING and head is None and _another(encoded, here, position):
                return Found((), index)
        return self._only(kind, index) if types == _MEETING and not elsewhere and head is None else Found((), index)

    @staticmethod
    def _head(encoded: Encoded, position: int) -> str | None:
        """What a meeting is called where a clause begins with it (座谈会由甲主持): its name has that word too."""
        clause = max((m.end() for m in _CLAUSE.finditer(encoded.text, 0, position)), default=0)
        said = cue("called").match(encoded.text, position) or cue("called").match(encoded.text, clause, position + 1)
        return said[1] if said else None

    def _only(self, kind: str, index: int) -> Found:
        """The meeting named last, a little farther back; no other may be held between, with a name or not."""
        article = self.sentences[index].sentence.article
        for encoded in reversed(self.sentences[max(0, index - _MEETING_REACH) : index]):
            if encoded.sentence.article != article or encoded.sentence.kind == "subheading":
                break
            items = [
                item
                for place, item in tokens(encoded, 0, len(encoded.text))
                if encoded.text[place] in kind and not _spoken_of(encoded, place) and _held(encoded, place)
            ]
            if items:
                return Found((items[-1],), encoded.sentence.index)
            if cue("another_meeting").search(encoded.text) and not cue("as_decided").match(encoded.text):
                break
        return Found((), index)

    def _edition(self, here: Encoded, position: int) -> Found | None:
        """What 本届 means: the one meeting of the article so far that is numbered (第九届博览会), where it is one."""
        clause = max((m.end() for m in _CLAUSE.finditer(here.text, 0, position)), default=0)
        if not cue("this_edition").search(here.text, clause, position + _EDITION):
            return None
        index, found = here.sentence.index, dict[tuple[str, ...], Found]()
        for encoded in self.sentences[: index + 1]:
            if encoded.sentence.article == here.sentence.article:
                for item in encoded.items:
                    if item.type == _MEETING and cue("numbered").search(_named(encoded, item)):
                        found[item.entities] = Found((item,), encoded.sentence.index)
        return next(iter(found.values())) if len(found) == 1 else None

    def _session(self, index: int) -> Found:
        """The session of a congress named last in the article."""
        article = self.sentences[index].sentence.article
        for encoded in reversed(self.sentences[: index + 1]):
            if encoded.sentence.article != article:
                break
            items = [i for i in encoded.items if i.type == _MEETING and _session().search(_named(encoded, i))]
            if items:
                return Found((items[-1],), encoded.sentence.index)
        return Found((), index)

    def pledged(self, index: int) -> bool:
        """Whether this sentence says what the parties that signed in the one before have agreed on: 双方将共建…"""
        here = self.sentences[index]
        if not index or not cue("both_will").match(here.sentence.text):
            return False
        before = self.sentences[index - 1]
        near = before.sentence.article == here.sentence.article
        return near and cue("signed").search(before.sentence.text) is not None

    def counted(self, number: int, index: int) -> Found:
        """The list of ``number`` bodies or places before sentence ``index``: what 20所高校 stands for."""
        organisations, regions = letters("Organisation"), letters("Region")
        here = self.sentences[index].sentence
        for encoded in reversed(self.sentences[max(0, index - _LIST_REACH) : index]):
            if encoded.sentence.article != here.article:
                break
            for kind in (organisations, regions):
                items = [item for place, item in tokens(encoded, 0, len(encoded.text)) if encoded.text[place] in kind]
                if len({key for item in items for key in item.entities}) == number:
                    return Found(tuple(items), encoded.sentence.index)
        return Found((), index)

    def when(self, index: int, start: int, verb: tuple[int, int], end: int, *, own: bool = False) -> When | None:
        """The day of the act whose match is ``start``–``end`` with its verb at ``verb``.

        ``own``: the act is that a meeting is held; no other one may stand between the day and the match.
        """
        return day_of_act(self.sentences, index, start, verb, end, own=own)


@cache
def _session() -> re.Pattern[str]:
    """How the name of a congress's session ends."""
    return re.compile("|".join(grammar().words[_SESSION]))


def _spoken_of(encoded: Encoded, place: int) -> bool:
    """Whether a meeting is but a matter of the one that is held: 筹备某会, 贯彻某会精神."""
    before = max(0, place - _MATTER)
    matter = cue("matter_before").search(encoded.text, before, place)
    return matter is not None or cue("matter_behind").match(encoded.text, place + 2) is not None


def _told(encoded: Encoded, place: int, item: Item) -> bool:
    """Whether a sentence tells of a meeting at all, or only names it; of a campaign, that it is held somewhere."""
    if cue("campaign").search(_named(encoded, item)):
        return _held(encoded, place)
    return (
        cue("this_meeting").search(_named(encoded, item)) is not None
        or cue("told_before").search(encoded.text, max(0, place - _MATTER), place) is not None
        or cue("told_behind").match(encoded.text, place + 2) is not None
        or _held(encoded, place)
    )


def _another(before: Encoded, here: Encoded, position: int) -> bool:
    """Whether people met in another way before, and nothing says that they are at a meeting now."""
    met = cue("meets").search(before.sentence.text)
    return met is not None and cue("is_meeting").match(here.text, position) is None


def _held(encoded: Encoded, place: int) -> bool:
    """Whether a sentence says of a meeting that it is held: only then people may attend it many sentences later."""
    before = cue("held_before").search(encoded.text, max(0, place - 12), place)
    return before is not None or cue("held_behind").match(encoded.text, place + 2) is not None


def _named(encoded: Encoded, item: Item) -> str:
    return encoded.sentence.text[item.start : item.end]
