"""On which day a meeting began that ended after so many days: 为期三天的某会今天闭幕."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import replace
from functools import cache

from kg.knowledge.rules import grammar
from kg.model import Linked, When
from kg.relate.apply import Raw

_HELD_ON, _LASTED, _DAY = "heldOn", "为期", "day"
_NUMBERS = " 一二三四五六七八九十"
_LIKE = str.maketrans("两", "二")


@cache
def _lasted() -> re.Pattern[str]:
    return re.compile("|".join(grammar().cues["lasted"]))


def with_first_days(raws: Iterable[Raw], linked: Linked) -> list[Raw]:
    """The claims, and behind the day on which a meeting ended the one on which it began, where its length is said."""
    found: list[Raw] = []
    for raw in raws:
        found.append(raw)
        claim = raw.claim
        if claim.predicate != _HELD_ON or _LASTED not in claim.sentence or not isinstance(claim.object, When):
            continue
        match = _lasted().search(claim.sentence)
        entity = linked.entities[claim.subject]
        if match is None or claim.object.precision != _DAY:
            continue
        if any(name in match.group() for name in (entity.name, *entity.aliases)):
            days = int(match[1]) if match[1].isdecimal() else _NUMBERS.index(match[1].translate(_LIKE))
            first = claim.object.latest - dt.timedelta(days=max(days, 1) - 1)
            if first != claim.object.latest:
                found.append(replace(raw, claim=replace(claim, object=When(first.isoformat()))))
    return found
