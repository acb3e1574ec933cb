"""What makes a statement less sure than its rule: how its ends stand in the text, and matches inside a name."""

from __future__ import annotations

from kg.knowledge.rules import grammar
from kg.model import When
from kg.relate.cues import cue, sense_start
from kg.relate.encode import Encoded, Item, pattern
from kg.relate.patterns import letters

_LONGEST_NAME = 30  # characters inside quotation marks that are still taken for a name
_BEHIND = 8  # characters before a name in which 首条, 一批 and the like describe it
_UNTITLED, _DESCRIBED, _VAGUE, _FRAYED = 0.8, 0.75, 0.8, 0.8
_UNSURE_ACTOR = 0.7  # a place before words that are no verb: another one acted, more often than not
_NAMELESS = 0.5  # 第四次紧急内部会议: it has no name, so nothing is said of it
_FRAYED_EVENT = 0.5  # of meetings that seem cut, four in five were on judged pages
_OF_A_KIND = 0.5  # 与24个国家签署互免签证协定: that many agreements and none with this title
_BOTH = 0.9  # what 双方 costs beside a name
_OTHER_SIDES = 0.5  # 冲突双方: not the two who were named last
_PROGRAMME = "Programme"
_SO_CALLED = "所谓"
_TITLE = ("《", "〈")
_MARKED = ("《", "〈", "“", "「", "『")
_CLOSED = ("》", "〉", "”", "」", "』")
_PAIRS = (("“", "”"), ("《", "》"))
_DOTS = ("·", "•", "・", "-")
_STOP = pattern("[，。；！？]")


def in_name(encoded: Encoded, start: int, end: int) -> bool:
    """Whether a match lies inside quotation marks or 《》 that hold a name: one short stretch without a comma."""
    text = encoded.text
    for opening, closing in _PAIRS:
        left = text.rfind(opening, 0, start)
        if left < 0 or text.find(closing, left, start) >= 0:
            continue
        right = text.find(closing, left)
        if end <= right <= left + _LONGEST_NAME and not _STOP.search(text, left, right):
            return True
    return False


def cut(encoded: Encoded, item: Item) -> bool:
    """Whether a person's name goes on behind or before a dot: only a part of it was recognised."""
    text = encoded.sentence.text
    return text[item.end : item.end + 1] in _DOTS or text[max(0, item.start - 1) : item.start] in _DOTS


def opens(encoded: Encoded, item: Item) -> bool:
    """Whether a name is the beginning of a longer one in quotation marks or 《》 (“某部某某展”)."""
    text = encoded.sentence.text
    for opening, closing in _PAIRS:
        if text[max(0, item.start - 1) : item.start] == opening:
            return text[item.end : item.end + 1] != closing and closing in text[item.end :]
    return False


def _marked(text: str, start: int) -> bool:
    """Whether a name stands in 《》 or in quotation marks."""
    return text[start : start + 1] in _MARKED or text[max(0, start - 1) : start] in _MARKED


def untitled(text: str, start: int, end: int, kind: str) -> float:
    """The factor for a policy that has no title in 《》, or whose title was not seen: it may be but described.

    A law and a decision about something (关于…的决定) are called by their whole names without 《》 as well.
    """
    if kind not in grammar().types["Document"]:
        return 1.0
    titled = text[start : start + 1] in _TITLE or text[max(0, start - 1) : start] in _TITLE
    return 1.0 if titled or cue("whole_title").search(text[start:end]) else _UNTITLED


def _frayed(encoded: Encoded, item: Item, place: int) -> bool:
    """Whether a name seems to go on before or behind what was recognised.

    The longer kinds of names must begin behind a mark, a name or a function word, people be followed by one.
    """
    types = grammar().types
    if item.type == "Person":
        return not cue("behind_person").match(encoded.text, place + 2)
    name = encoded.sentence.text[item.start : item.end]
    if item.type == "Event" and (
        cue("event_goes_on").match(encoded.text, place + 2) or cue("event_begins_before").search(encoded.text, 0, place)
    ):
        return True
    begins = item.type == "Event" and name[0] in _MARKED and name[-1] not in _CLOSED
    if item.type not in types["Long"] or (_marked(encoded.sentence.text, item.start) and not begins):
        return False
    if cue("numbered").match(encoded.sentence.text, item.start):
        if not cue("numbered_only").fullmatch(name):
            return False
        whose = encoded.text[place - 2 : place - 1] in letters("Actor")
        return whose or not cue("before_event").search(encoded.text, max(0, place - _BEHIND), place)
    edge = cue("before_event" if begins else "before_name")
    return not edge.search(encoded.text, max(0, place - _BEHIND), place)


def _described(encoded: Encoded, item: Item, place: int) -> bool:
    before, name = encoded.text[max(0, place - _BEHIND) : place], encoded.sentence.text[item.start : item.end]
    before = _STOP.split(before)[-1]  # what stands in the clause before describes something else
    return bool(cue("described").search(before) or cue("describes").search(name))


def _nameless(encoded: Encoded, item: Item, place: int) -> bool:
    """Whether something has no name of its own: a numbered meeting, a programme of which the plan is meant, 所谓…."""
    text = encoded.sentence.text
    if item.type == "Event":
        return cue("nameless").search(text[item.start : item.end]) is not None
    if item.type == _PROGRAMME:
        return cue("plan_goes_on").match(encoded.text, place + 2) is not None
    return item.type in grammar().types["Agreement"] and text.startswith(_SO_CALLED, item.start)


def quoted(encoded: Encoded, item: Item) -> bool:
    """Whether a name stands in 《》 or in quotation marks, or has such a part; a product's is a name without them."""
    text = encoded.sentence.text
    return (
        item.type in grammar().types["Product"]
        or _marked(text, item.start)
        or any(mark in text[item.start : item.end] for mark in _MARKED)
    )


def vague(predicate: str, target: object) -> float:
    """The factor for a meeting of which only the year is known: mostly the year in its name, or of something else."""
    return _VAGUE if predicate == "heldOn" and isinstance(target, When) and target.precision == "year" else 1.0


def doubt(encoded: Encoded, item: Item, *, acting: bool) -> float:
    """A factor for the confidence of a statement with this end; ``acting`` for one that does what is said.

    Doubtful are: a name whose edge is unsure, a policy without a title, a thing that is only described (首条…铁路),
    and a place behind which no verb, adverb or list mark stands, so that another may act (某省某某集团).
    """
    types = grammar().types
    factor = untitled(encoded.sentence.text, item.start, item.end, item.type)
    place = encoded.place(item)
    if place < 0:
        return factor
    if _frayed(encoded, item, place):
        factor *= _FRAYED_EVENT if item.type == "Event" else _FRAYED
    made = item.type in types["Made"] or item.type in types["Body"] or item.type in types["Event"]
    if made and not _marked(encoded.sentence.text, item.start) and _described(encoded, item, place):
        factor *= _DESCRIBED
    if _nameless(encoded, item, place):
        factor *= _NAMELESS
    if item.type in types["Agreement"] and not _marked(encoded.sentence.text, item.start):
        before = encoded.text[sense_start(encoded.text, place) : place]
        many = cue("of_a_kind").search(before) or cue("one_of_many").match(encoded.text, place + 2)
        factor *= _OF_A_KIND if many else 1.0
    if len(item.entities) > 1 and cue("both").match(encoded.sentence.text[item.start : item.end]):
        factor *= _BOTH
    if len(item.entities) > 1 and cue("other_sides").search(encoded.text, max(0, place - _BEHIND), place):
        factor *= _OTHER_SIDES
    if acting and encoded.text[place] in letters("Region") and not cue("acts").match(encoded.text, place + 2):
        factor *= _UNSURE_ACTOR
    return factor
