"""论坛, 大会, 会议 said alone: the meeting that the article is about."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import groupby

from kg.entity.said import stands_for
from kg.entity.told import Told
from kg.knowledge.grammar import alternation, grammar, rows
from kg.model import Entity, Reference, Sentence

_TYPE = "Event"
_ANY = frozenset(("会议", "活动", "大会", "盛会"))  # these can be meetings without a name as well
_HELD = re.compile("举行|召开|举办|[开启闭落]幕|拉开")
_MATTER = re.compile("将|关于|筹备|准备|为召开|决定|部署|精神|定于")
_FAR = 8  # sentences in which the only meeting of the kind was named
_SURE = 3  # characters of a head noun that is sure to mean a meeting where it is said alone (恳谈会, 大米节)
_NEAR = 1  # sentences in which another meeting of the kind makes the word unclear


@cache
def _endings() -> dict[str, tuple[str, ...]]:
    """The words for meetings, with how the name of one ends that the word can mean."""
    return {row[1]: tuple(row[2].split("|")) for row in rows("anaphora.tsv", 4) if row[0] == "meeting"}


@cache
def _pattern() -> re.Pattern[str]:
    words = alternation({*_endings(), *(head for head in grammar().heads("Event") if len(head) >= _SURE)})
    return re.compile(
        f"(?:{grammar().alternation('attend_verb')})了?(?:本次|此次|当天的|今年的)?(?P<object>{words})(?=[，。；、和并及]|$|开幕|闭幕)"
        f"|(?<=在)(?P<there>{words})(?=[上中]，|期间，|现场，)"
        f"|(?:^|(?<=[，。；：])|(?<=今年的)|(?<=当天的)|(?<=当日的))(?P<subject>{words})"
        r"(?=由|期间|上[，由]|[将是]*(?:[在于](?!此|会)|\d)|历时|[今昨][天日]|吸引|共?有|以(?!来)|为期|设立?|邀请|是由|分为|汇聚|现场|[举承主协]办|结束|闭幕|开幕|正式|同期|特邀|旨在|得到|获|每)"
    )


#: How the names of meetings end that are shortened: 某国际蔬菜博览会 is 菜博会.
_ENDINGS = {"博会": "博览会", "交会": "交易会", "运会": "运动会", "洽会": "洽谈会", "贸会": "交易会"}
_SHORT = re.compile("[\u3400-\u9fff]{1,2}(?:博|交|运|洽|贸)会(?![议员展长场谈见晤])")

#: What stands before the short form: this meeting, or one of another year.
_EDITION = re.compile("(?:(?P<this>(?:本|这|此|该)(?:届|次|一)|今年的?)|[届年]的?)$")


def _shortened(told: Told) -> Iterator[Reference]:
    """References for 菜博会 behind 某国际蔬菜博览会: the one meeting so far with these characters in this order."""
    for sentence in told.sentences:
        if "会" not in sentence.text:
            continue
        for match in _SHORT.finditer(sentence.text):
            row = told.row(sentence.index)
            end, found = match.end(), dict[str, int]()
            if any(r.mention.start < end and match.end() - 3 < r.mention.end for r in row):
                continue
            for reference in (r for each in told.before(sentence, match.start(), reach=None) for r in each):
                event = told.entities[reference.entities[0]]
                for width in (4, 3) if event.type == _TYPE else ():
                    said = sentence.text[end - width : end]
                    if end - width >= match.start() and _spells(said, event.name):
                        found[event.key] = width
            if len(found) == 1:
                key, width = found.popitem()
                before = _EDITION.search(sentence.text, 0, end - width)
                if before is None or before["this"]:
                    yield stands_for(sentence, before.start() if before else end - width, end, (key,), _TYPE)


def _spells(said: str, name: str) -> bool:
    """Whether a short form is made of characters of a name in their order, and both end alike."""
    letters = iter(name)
    return name.endswith(_ENDINGS[said[-2:]]) and said not in name and all(letter in letters for letter in said)


def meetings(told: Told) -> Iterator[Reference]:
    """References for words that stand for the meeting in the headline or the first sentence of their article."""
    if not any(entity.type == _TYPE for entity in told.entities.values()):
        return
    yield from _shortened(told)
    for _, group in groupby(told.sentences, key=lambda sentence: sentence.article):
        article = list(group)
        leads: list[list[str]] = []
        for sentence in article:
            for match in _pattern().finditer(sentence.text):
                leads = leads or list(lead(article, told))
                start, end = match.span(match.lastgroup or 0)
                word = sentence.text[start:end]
                key = _of(word, leads, told.entities) or _so_far(word, sentence, start, article, told)
                if key and _plain(word, key, sentence, start, told):
                    yield stands_for(sentence, start, end, (key,), _TYPE)


def this_one(
    word: str,
    text: str,
    start: int,
    before: Sequence[Sequence[Reference]],
    leads: Iterable[Sequence[str]],
    entities: dict[str, Entity],
) -> tuple[str, ...]:
    """The meeting that 本届论坛, 此次活动 or 这一盛会 is at ``start`` of a sentence.

    The last whose name ends with the word; else the one that the article is about, else the only one named near.
    """
    ends = _endings().get(word, (word,))
    wholes = {key for reference in before[0] if _is_whole(reference, text, start) for key in reference.entities}
    near = [
        reference.entities
        for row in before
        for reference in reversed(row)
        if len(reference.entities) == 1
        and entities[reference.entities[0]].type == _TYPE
        and wholes.isdisjoint(reference.entities)
    ]
    for end in ((word,), ends):  # 会议 is a 会议 rather than a 全会
        for keys in near:
            if _ends_with(entities[keys[0]], end):
                return keys
    for keys_led in leads:
        led = [key for key in keys_led if key not in wholes]
        named = [key for key in led if _ends_with(entities[key], word)]
        near_by = [key for key in led if (key,) in near or not near]
        for meant in (named, near_by):
            if len(meant) == 1:
                return (meant[0],)
    return near[0] if len(set(near)) == 1 else ()


def _ends_with(meeting: Entity, ends: str | tuple[str, ...]) -> bool:
    """Whether one of the names of a meeting ends with one of the words."""
    return any(name.endswith(ends) for name in (meeting.name, *meeting.aliases))


def _is_whole(reference: Reference, text: str, start: int) -> bool:
    """Whether a meeting is only what the one spoken of is part of: 作为某论坛的分会，本次会议…."""
    before, behind = text[: reference.mention.start], text[reference.mention.end : start]
    return before.endswith("作为") and behind.startswith("的")


def _events(sentence: Sentence, told: Told) -> Iterator[tuple[int, str]]:
    for reference in told.row(sentence.index):
        if len(reference.entities) == 1 and told.entities[reference.entities[0]].type == _TYPE:
            yield reference.mention.start, reference.entities[0]


def lead(article: Sequence[Sentence], told: Told) -> Iterator[list[str]]:
    """The meetings of the first sentence of the text, and those of the headline, which may say less of the name."""
    heads = [s for s in article if s.kind == "headline"]
    bodies = [s for s in article if s.kind == "body"][:1]
    for part in (bodies, heads):
        yield list(dict.fromkeys(key for sentence in part for _, key in _events(sentence, told)))


def _fits(word: str, key: str, entities: dict[str, Entity]) -> bool:
    return _ends_with(entities[key], _endings().get(word, (word,)))


def _of(word: str, leads: Sequence[list[str]], entities: dict[str, Entity]) -> str | None:
    """The one meeting that the word fits in the first sentence, else in the headline."""
    for keys in leads:
        found = [key for key in keys if _fits(word, key, entities)]
        if found:
            return found[0] if len(found) == 1 else None
    return None


def _so_far(word: str, sentence: Sentence, start: int, article: Sequence[Sentence], told: Told) -> str | None:
    """The one meeting that the word fits of all that the article has named so far, where it was named not long ago."""
    named = [
        (each.index, key)
        for each in article
        if each.index <= sentence.index
        for at, key in _events(each, told)
        if (each.index < sentence.index or at < start)
        and _fits(word, key, told.entities)
        and (word not in _ANY or (_HELD.search(each.text) and not _MATTER.search(each.text)))
    ]
    keys = {key for _, key in named}
    return named[-1][1] if len(keys) == 1 and sentence.index - named[-1][0] <= _FAR else None


def _plain(word: str, key: str, sentence: Sentence, start: int, told: Told) -> bool:
    """Whether no name stands here, and no other meeting of the kind right before."""
    for reference in told.row(sentence.index):
        if reference.mention.start <= start < reference.mention.end:
            return False
    for index in range(sentence.index - _NEAR, sentence.index + 1):
        for reference in told.row(index):
            other = reference.entities[0]
            here = index < sentence.index or reference.mention.end <= start
            if here and told.entities[other].type == _TYPE and other != key and _fits(word, other, told.entities):
                return False
    return True
