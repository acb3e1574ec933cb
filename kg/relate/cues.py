"""The cue words of the grammar as expressions, and the stretch of a sentence that they are looked for in."""

from __future__ import annotations

import re
from functools import cache

from kg.knowledge.rules import grammar
from kg.relate.encode import pattern
from kg.relate.patterns import typed

_SENSE = pattern("[。；！？]")


@cache
def cue(name: str) -> re.Pattern[str]:
    """A list of cue expressions as one."""
    return pattern("|".join(typed(text) for text in grammar().cues[name]))


def sense_start(text: str, position: int) -> int:
    """Where the stretch between two stops or semicolons that holds ``position`` begins."""
    return max((m.end() for m in _SENSE.finditer(text, 0, position)), default=0)
