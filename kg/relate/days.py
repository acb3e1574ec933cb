"""The day of an act: said beside it, on a line above it, or that of the meeting at which it was done."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from kg.knowledge.rules import grammar
from kg.model import When
from kg.relate.cues import cue, sense_start
from kg.relate.encode import Encoded, pattern, tokens
from kg.relate.patterns import letters

_CLAUSE = pattern("[，。；：！？]")
_LINED = frozenset({"dateline", "subheading"})  # lines above that may be a date
_FAR, _NEAR = 20, 6  # sentences back to the meeting reported: with 会上, and for a signing without such a word
_DEEP = 6  # characters before a date at the start of its clause
_BESIDE = 16  # characters from 会上 to the verb that says that another meeting is held
_BEHIND = 30  # characters behind a match in which its day may stand


@dataclass(frozen=True, slots=True)
class _Act:
    """An act in a sentence: where its match begins, its verb, whether it is that a meeting is held."""

    here: Encoded
    start: int
    verb: tuple[int, int]
    own: bool


def day_of_act(
    sentences: Sequence[Encoded], index: int, start: int, verb: tuple[int, int], end: int, *, own: bool
) -> When | None:
    """The day of the act of sentence ``index`` whose match is ``start``–``end`` with its verb at ``verb``.

    ``own``: the act is that a meeting is held. ``None`` where no day is said, or none that is surely its own.
    """
    here = sentences[index]
    text = here.text
    act = _Act(here, start, verb, own)
    places = _dates(here)
    past = [m.end() for m in cue("earlier").finditer(text, sense_start(text, start), verb[0])]
    usable = [p for p in places if not _undated(here, p, meeting=own)]
    if past and not any(past[-1] <= p < verb[0] for p in places):
        told = [p for p in usable if verb[0] < p < end + _BEHIND and _is_day(text, p)]
        return _when(here, told[0]) if told else None
    before = _before(act, usable)
    if before and _governs(act, before[-1]):
        return _when(here, _first(here, before))
    after = [p for p in usable if verb[0] < p < end + _BEHIND and _behind(here, verb[0], p)]
    return _when(here, after[0]) if after else _above(sentences, index, act)


def _before(act: _Act, usable: list[int]) -> list[int]:
    """The dates before the verb that may be its day."""
    here = act.here
    found = [p for p in usable if p < act.verb[0] and not cue("other_act").search(here.text, p, act.verb[0])]
    found = [p for p in found if not _of_a_matter(here, p, act.verb[0])]
    if act.own:
        found = [p for p in found if not _in_title(here, p)]
        found = [p for p in found if not cue("other_meeting").search(here.text, p, max(p, act.start))]
        found = [p for p in found if not _only_year(here, p)] or found
    return found


def _of_a_matter(encoded: Encoded, place: int, verb: int) -> bool:
    """Whether a year stands deep in a clause before that of the verb: 听取2021年工作的汇报，通过了."""
    clause = max((m.end() for m in _CLAUSE.finditer(encoded.text, 0, place)), default=0)
    if not _only_year(encoded, place) or not _CLAUSE.search(encoded.text, place, verb):
        return False
    return place - clause > _DEEP or encoded.text[place - 1 : place] in tuple("了对的")


def _governs(act: _Act, place: int) -> bool:
    """Whether a date is the day of a verb with 的 behind it: in 某日，甲落实乙印发的《办法》 it is not.

    Who speaks or acts at a meeting that is held in some place does so on its day.
    """
    text, (verb, done) = act.here.text, act.verb
    if text[done : done + 1] != "的" or not _CLAUSE.search(text, place, verb):
        return True
    if text[:place].endswith("此前的") or cue("paper_says").match(text, done):
        return True
    return act.own and cue("attended_then").fullmatch(text, place + 2, verb) is not None


def _above(sentences: Sequence[Encoded], index: int, act: _Act) -> When | None:
    """The day that stands on a line above, or that of the meeting that is reported."""
    here = act.here
    if cue("no_day").search(here.text, sense_start(here.text, act.verb[0]), act.verb[0]):
        return None
    if here.text[act.verb[1] : act.verb[1] + 1] == "后":
        return None
    reach = _scene_reach(act)
    for back, earlier in enumerate(reversed(sentences[:index]), 1):
        if earlier.sentence.article != here.sentence.article:
            break
        if back > reach and earlier.sentence.kind not in _LINED:
            continue
        places = _dates(earlier)
        if places and (earlier.sentence.kind == "dateline" or _only_date(earlier, places)):
            return _when(earlier, _first(earlier, places[:2]))
        if back > reach or earlier.sentence.kind == "subheading":
            reach = 0
            continue
        days = [p for p in places if _past(earlier, p)]
        if not days or not cue("gathering").search(earlier.text) or cue("as_decided").match(earlier.text):
            continue
        when = _shifted(act, earlier, days[0])
        if back == 1 and reach == 1 and not cue("held_then").match(earlier.text):
            return None
        fits = when is not None and (when.precision == "day" or (back == 1 and when.precision == "month"))
        return when if fits and not _other_meeting(act, earlier) else None
    return None


def _shifted(act: _Act, earlier: Encoded, first: int) -> When | None:
    """The day of an act that was done the day before a meeting, or during one of several days (then the month)."""
    when, text, verb = _when(earlier, first), act.here.text, act.verb[0]
    if when is None or when.precision != "day":
        return when
    if cue("day_before").search(text, 0, verb):
        return When((when.earliest - dt.timedelta(days=1)).isoformat())
    behind = [p for p in _dates(earlier) if cue("until").fullmatch(earlier.text, first + 2, p)]
    last = _when(earlier, behind[0]) if behind else None
    if last is not None and last.iso[:7] == when.iso[:7] and cue("some_day").search(text, 0, verb):
        return When(when.iso[:7])
    return when


def _scene_reach(act: _Act) -> int:
    """How many sentences back the meeting may be told of at which the act was done; 0 where it need not be one."""
    text, (verb, done) = act.here.text, act.verb
    clause = max((m.end() for m in _CLAUSE.finditer(text, 0, verb)), default=0)
    sense = sense_start(text, verb)
    if cue("other_time").search(text, sense, done + 2):
        return 0
    if "草案" in act.here.sentence.text:
        return 0  # what a meeting lets pass as a draft is adopted by another body on another day
    attribute = text[done : done + 1] == "的" and cue("is_it").match(text, done) is None
    said = [m.end() for m in cue("sameday").finditer(text, clause if attribute else 0, verb)]
    if act.own:
        return _FAR if said and verb - said[-1] <= _BESIDE else 0
    if said:
        return 0 if cue("told").search(text, said[-1], verb) else _FAR
    if attribute or "《" not in act.here.sentence.text or not cue("signing").search(text, act.start, done):
        return 0
    more = cue("goes_on_signing").match(text) or cue("also").search(text, clause, verb)
    return _NEAR if more else 1


def _past(encoded: Encoded, place: int) -> bool:
    """Whether a date is that of something that was, and no year."""
    if _undated(encoded, place, meeting=False) or _only_year(encoded, place):
        return False
    return cue("to_come").search(encoded.text, max(0, place - 8), place) is None


def _other_meeting(act: _Act, earlier: Encoded) -> bool:
    """Whether the act was done at a meeting with a name (在某论坛上签署) that ``earlier`` does not tell of."""
    events = letters("Event")
    for match in cue("at_meeting").finditer(act.here.text, 0, act.verb[0]):
        keys = set(act.here.item(match.start()).entities)
        told = [item for p, item in tokens(earlier, 0, len(earlier.text)) if earlier.text[p] in events]
        if not any(keys & set(item.entities) for item in told):
            return True
    return False


def _dates(encoded: Encoded) -> list[int]:
    date = letters("Date")
    return [p for p, _ in tokens(encoded, 0, len(encoded.text)) if encoded.text[p] in date]


def _only_date(encoded: Encoded, places: list[int]) -> bool:
    """Whether a heading is but a date: 同年7月."""
    return encoded.sentence.kind == "subheading" and places == [0] and len(encoded.text) == len("年月")


def _first(encoded: Encoded, places: list[int]) -> int:
    """The last of the dates before a verb; of 4月25日—26日 the first day."""
    if len(places) > 1 and cue("until").fullmatch(encoded.text, places[-2] + 2, places[-1]):
        return places[-2]
    return places[-1]


def _behind(encoded: Encoded, verb: int, place: int) -> bool:
    """Whether a date behind a verb is its day: 签署于某日; but not 举行，在某日公布的声明中."""
    before = encoded.text[place - 1]
    if before == "于" or _is_day(encoded.text, place):
        return True
    return before in "在为" and _CLAUSE.search(encoded.text, verb, place) is None


def _is_day(text: str, place: int) -> bool:
    """Whether a date is what a clause says of a day: 时间是某日."""
    return cue("day_is").search(text, max(0, place - 3), place) is not None


def _in_title(encoded: Encoded, place: int) -> bool:
    """Whether a date is a year right before a meeting, and so rather part of its name."""
    return _only_year(encoded, place) and encoded.text[place + 2 : place + 3] in letters("Event")


def _undated(encoded: Encoded, place: int, *, meeting: bool) -> bool:
    """Whether a date is no day of an act: 到某年, 某日以来, or the day of the report (某日电, 记者某日获悉).

    A meeting that is held 某日起 begins on that day; 自某日签订《某协议》以来 says when it was signed.
    """
    if cue("from_then" if meeting else "since_signing").match(encoded.text, place + 2):
        return False
    before = encoded.text[max(0, place - 2) : place]
    if any(before.endswith(word) for word in grammar().cues["undated"]):
        return True
    if cue("future").search(before) and cue("recent").fullmatch(_words(encoded, place)):
        return True
    return cue("undated_after").match(encoded.text, place + 2) is not None


def _only_year(encoded: Encoded, place: int) -> bool:
    when = _when(encoded, place)
    return when is not None and when.precision == "year"


def _words(encoded: Encoded, place: int) -> str:
    item = encoded.item(place)
    return encoded.sentence.text[item.start : item.end]


def _when(encoded: Encoded, place: int) -> When | None:
    dated = encoded.item(place).date
    return dated.when if dated else None
