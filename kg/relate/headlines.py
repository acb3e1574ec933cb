"""Headlines have no commas: what the space between two parts of one stands for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from kg.knowledge.lexicon import lexicon

_SPACE = re.compile("(?<=[\u3400-\u9fff”》）]) (?=[\u3400-\u9fff“《（])")
_CLAUSE, _SHORTEST = re.compile("[\u3400-\u9fff”》）]+$"), 4
_PERSON = "Person"
_PLACES = ("AdministrativeRegion", "EconomicRegion", "DevelopmentZone")  # 访问甲 乙并出席: these do not attend
_MATTER = re.compile("学习|贯彻|传达|听取|研究|部署")  # what a meeting spoke of: not what its members then attended


@cache
def _titles() -> tuple[str, ...]:
    return tuple(title for title in lexicon().titles if len(title) > 1)


def punctuated(text: str, spans: Sequence[tuple[int, int, str]]) -> str:
    """The text of a headline with 、 between bodies or people side by side and ， between clauses; as long as it was.

    ``spans``: where its names stand, with their classes. A space inside a row of posts (总书记 国家主席某某) stays.
    """
    ends = {end: kind for _, end, kind in spans}
    starts = {start: kind for start, _, kind in spans}

    def mark(space: re.Match[str]) -> str:
        at = space.start()
        before, behind = ends.get(at), starts.get(at + 1)
        if any(start < at < end for start, end, _ in spans):
            return " "
        if before is not None and before == behind:
            return " " if before in _PLACES else "、"
        if _MATTER.match(text, at + 1):
            return " "
        if behind != _PERSON and text.endswith(_titles(), 0, at):
            return " "
        clause = _CLAUSE.search(text, 0, at)
        return "，" if clause and at - clause.start() >= _SHORTEST else " "

    return _SPACE.sub(mark, text)
