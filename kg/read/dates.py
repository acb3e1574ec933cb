"""Dates of publication: as metadata write them, and as a page says them."""

from __future__ import annotations

import re
from email.utils import parsedate_to_datetime

from kg.model import When

_ISO = re.compile(r"(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?(?:[T ]\d{1,2}:\d{2}.*)?")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:\d{6})?")
_CHINESE = re.compile(
    r"(\d{4})\s*年(?:\s*(\d{1,2})\s*月(?:\s*(\d{1,2})\s*日)?)?"
    r"(?:\s*星期.)?(?:\s*\d{1,2}[:：]\d{2}(?:[:：]\d{2})?)?"
)
_FORMS = (_ISO, _COMPACT, _CHINESE)

_DAY = r"(\d{4})\s*(?:年|[-/.])\s*(\d{1,2})\s*(?:月|[-/.])\s*(\d{1,2})\s*日?"
_LABEL = re.compile(rf"(?:发布|发表|刊发|见报|更新|印发|发文|发稿|出版|公布)?(?:时间|日期)\s*[：:]\s*{_DAY}")
_MASTHEAD = re.compile(rf"{_DAY}\s*[，,]?\s*星期[一二三四五六日天]")
_ALONE = re.compile(rf"[（(\[【]?\s*{_DAY}\s*[）)\]】]?")
_ISSUE = re.compile(
    r"[^。，]{0,20}(?<!\d)((?:19|20)\d{2})年(?:第?[\d一二三四五六七八九十]+[期卷号]|[春夏秋冬][季刊])[^。，]{0,12}"
)
_HEAD_LINES, _TAIL_LINES = 8, 3


def parse_date(text: str) -> When:
    """A date as metadata write it.

    Understood are ISO 8601 (whole or in part, with or without time), 2021/6/8, 20210608, 2021年6月8日 and RFC 5322.
    Raises ``ValueError`` where it is none of these or no day of the calendar.
    """
    text = text.strip()
    for form in _FORMS:
        if match := form.fullmatch(text):
            return _when(*match.groups())
    try:
        return When(parsedate_to_datetime(text).date().isoformat())
    except (TypeError, ValueError, IndexError):
        raise ValueError(f"{text!r} is not a date like 2021-06-08, 2021-06 or 2021") from None


def _when(*found: str | None) -> When:
    parts = [part.zfill(2) for part in found if part]
    return When("-".join(parts))


def _safe(groups: tuple[str | None, ...]) -> When | None:
    try:
        return _when(*groups)
    except ValueError:
        return None


def date_in(text: str) -> When | None:
    """The date of publication that a page states about itself, or ``None``.

    Counted as such: a label (发布时间：…), a masthead (a date with its weekday), a line with nothing but a date among
    the first lines, or the last (the date under a notice); a journal issue gives the year. Dates of events do not
    count, and in a chronology no line does.
    """
    rows = [row.strip() for row in text[:4000].splitlines() if row.strip()]
    head = rows[:_HEAD_LINES]
    for row in rows[:20]:
        if (match := _LABEL.search(row)) and (found := _safe(match.groups())):
            return found
    for row in head:
        match = _MASTHEAD.search(row)
        if match and len(row) <= 60 and (found := _safe(match.groups())):
            return found
    tail = [row.strip() for row in text[-400:].splitlines() if row.strip()][-_TAIL_LINES:]
    alone = [row for row in rows if _ALONE.fullmatch(row)]
    if len(set(alone)) <= 2:
        for row in [*head, *tail[::-1]]:
            if (match := _ALONE.fullmatch(row)) and (found := _safe(match.groups())):
                return found
    for row in head[:4]:
        if len(row) <= 40 and (match := _ISSUE.fullmatch(row)):
            return When(match[1])
    return None
