"""The committees of the national assembly that are named without it, in a document that names the assembly."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from kg.mention.bodies import central_names, title_at
from kg.mention.candidate import Candidate
from kg.mention.scan import Scanner
from kg.mention.tokens import Tokens

_ASSEMBLY = "全国人大"
_LOCAL = re.compile("[省市区县州旗盟](?:人大|人民代表大会)")  # their committees may be called alike
_LEAST = 5  # characters of a name that nothing else has
_NOUNS = ("n", "j")  # 联合国|经社理事会|社会建设委员会, 众议院|外事委员会


@cache
def _committees() -> Scanner:
    fronts = (name.removeprefix(_ASSEMBLY) for name in central_names() if name.startswith(_ASSEMBLY))
    return Scanner((name for name in fronts if len(name) >= _LEAST and name[0] != "常"), overlapping=True)


def committees(texts: Sequence[str], cuts: Sequence[Tokens]) -> Iterator[tuple[int, Candidate]]:
    """Each such committee with the number of its sentence; none where a local assembly is named as well."""
    if not any(_ASSEMBLY in text for text in texts) or any(map(_LOCAL.search, texts)):
        return
    for number, (text, tokens) in enumerate(zip(texts, cuts, strict=True)):
        for start, end in _committees().longest(text) if "委" in text else ():
            before = tokens[tokens.at(start) - 1] if start else None
            owned = before is not None and before.tag.startswith(_NOUNS) and before.end == start
            whole = tokens.boundary(end) or title_at(text, end)
            if tokens.boundary(start) and whole and not owned:
                yield (
                    number,
                    Candidate(start, end, "GovernmentBody", _ASSEMBLY + text[start:end], "body-central"),
                )
