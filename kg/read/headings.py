"""The title of an official paper over several lines at the head of a page."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.read.lines import Line
from kg.read.shapes import furniture

_PAPER = "通知|意见|决定|公告|通告|批复|复函|函|报告|通报|请示|规定|办法|细则|[^的]{0,4}(?:方案|措施|规划|纲要|计划)"
_BODY = re.compile(r"(?:政府|办公[厅室]|委员会|[局厅部院委署会]|中心|公司|大学)$")
_TITLE = re.compile(
    f"[^，。；：！？]{{0,40}}关于[^，。；：！？]{{4,120}}(?:的(?:{_PAPER})|》)(?:[（(][^（）()]{{1,12}}[）)])?"
)
_STOP = re.compile("[，。；：！？]")
_ABOUT = "关于"
_FIRST, _MOST, _WIDEST = 3, 4, 45  # where a title may begin, how many lines it may have, how wide they are


def title_lines(lines: Sequence[Line], at: int) -> int:
    """How many lines from ``at`` on make one title of a paper (某人民政府 / 关于印发… / …的通知); 0 if they do not."""
    if at >= _FIRST or _STOP.search(lines[at].text) or furniture(lines[at].text):
        return 0
    text = ""
    for count, line in enumerate(lines[at : at + _MOST], 1):
        if line.hint or line.width > _WIDEST or (count > 1 and line.gap) or _STOP.search(line.text):
            return 0
        if _ABOUT in line.text and text and not (line.text.startswith(_ABOUT) and _BODY.search(text)):
            return 0
        text += line.text
        if _TITLE.fullmatch(text):
            return count if count > 1 else 0
    return 0
