"""此, 当地 and 此间 for a place, 他们 for those who act together."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.entity.said import stands_for
from kg.entity.told import Told
from kg.knowledge.grammar import grammar
from kg.model import Reference, Sentence

_PLACES = frozenset(("AdministrativeRegion", "DevelopmentZone"))
_AROUND = re.compile("(?<=在)此间")
_THEY = re.compile(
    "(?:^|(?<=[，；]))他们(?=(?:还|又|将|已|共同|联合|携手|一起|随后)*(?:签|达成|发起|共建|建立|成立|组建))"
)
_DATELINE = re.compile(r"(?:日[电讯]|日.{0,8}[电讯]（)")
_BY = re.compile("(?:本报|社|日报|晚报|网|台)$")
_FROM = ("来自", "从", "由", "源自")  # where somebody comes from is not where he settles
_REACH = 2  # sentences back in which the place was named


@cache
def _here() -> re.Pattern[str]:
    acts = grammar().alternation("act_there")
    return re.compile(f"(?<=在)(?:此地|此|当地|这里)(?=(?:共同|联合|相继|陆续|先后|正式|也)?(?:{acts}))")


def here(told: Told) -> Iterator[Reference]:
    """References for 在此建厂 (the one place of the last sentence that names any) and 在此间 (the dateline's)."""
    for sentence in told.sentences:
        text = sentence.text
        if "此" not in text and "当地" not in text and "这里" not in text:
            continue
        for match in _here().finditer(text):
            if key := _last_place(sentence, match.start(), told):
                yield stands_for(sentence, *match.span(), (key,), told.entities[key].type)
        for match in _AROUND.finditer(text):
            if key := _dateline(sentence, told):
                yield stands_for(sentence, *match.span(), (key,), told.entities[key].type)


def they(told: Told) -> Iterator[Reference]:
    """References for 他们 who sign or found something: the bodies or places that one word named right before."""
    for sentence in told.sentences:
        for match in _THEY.finditer(sentence.text) if "他们" in sentence.text else ():
            before = [r for r in told.row(sentence.index) if r.mention.end <= match.start()]
            if before and len(before[-1].entities) > 1 and before[-1].mention.type != "Person":
                keys = before[-1].entities
                yield stands_for(sentence, *match.span(), keys, told.entities[keys[0]].type)


def _last_place(sentence: Sentence, start: int, told: Told) -> str | None:
    """The innermost place of the nearest sentence that names one, where it names no two."""
    for index in range(sentence.index, max(-1, sentence.index - _REACH - 1), -1):
        earlier = told.sentences[index]
        if earlier.article != sentence.article or earlier.kind == "subheading":
            return None
        named = dict.fromkeys(
            r.entities
            for r in told.row(index)
            if r.mention.type in _PLACES
            and (index < sentence.index or r.mention.end < start)
            and not earlier.text.endswith(_FROM, 0, r.mention.start)
        )
        keys = {key for each in named for key in each if told.entities[key].type in _PLACES}
        inner = keys - {str(told.entities[key].part_of) for key in keys}
        if keys:
            return inner.pop() if len(inner) == 1 else None
    return None


def _dateline(sentence: Sentence, told: Told) -> str | None:
    """The place from which the article was sent: 本报万象10月19日电."""
    found = {
        reference.entities[0]
        for each in told.sentences
        if each.article == sentence.article and each.index <= sentence.index and _DATELINE.search(each.text)
        for reference in told.row(each.index)
        if told.entities[reference.entities[0]].type in _PLACES
        and _BY.search(each.text[: reference.mention.start])
        and _DATELINE.search(each.text, reference.mention.end, reference.mention.end + 12)
    }
    return found.pop() if len(found) == 1 else None
