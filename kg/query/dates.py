"""Date expressions in a question → the days that they bound; how they are written is data (``ontology/questions``)."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from kg.query.grammar import Dates, grammar

_QUARTER: Final = 3
_HALF: Final = 6


@dataclass(frozen=True, slots=True)
class Period:
    """Days from ``first`` to ``last``, both included; ``None`` where there is no bound on that side.

    ``digits`` says how exact the question is: as long as a date written that exactly (2020: 4, 2020-05: 7, a day: 10).
    """

    first: dt.date | None
    last: dt.date | None
    digits: int = 4


@dataclass(frozen=True, slots=True)
class Found:
    """A date expression: where it stands in the question (code points, end exclusive) and what it means."""

    start: int
    end: int
    period: Period


def find(text: str, today: dt.date) -> list[Found]:
    """The date expressions of ``text``, one at most for each place where one begins: the longest."""
    found: dict[int, Found] = {}
    for kind, pattern in _ranges():
        for start in range(len(text)):
            match = pattern.match(text, start)
            if match is None or match.end() <= found.get(start, Found(0, 0, Period(None, None))).end:
                continue
            period = _period(kind, match, today)
            if period is not None:
                found[start] = Found(start, match.end(), period)
    return [found[start] for start in sorted(found)]


@cache
def _ranges() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The patterns of ranges with those of a date put in."""
    dates = grammar().dates
    digits = "".join(key for key in dates.numerals if len(key) == 1)
    day = "|".join(_plain(each, digits) for each in dates.day)
    short = "|".join(_plain(each, digits) for each in (*dates.day, *dates.short, r"\d{4}"))
    year = rf"(?:\d|[{digits}]){{4}}"
    kept = []
    for kind, pattern in dates.ranges:
        # of two years the first may do without its word: 2019到2021年
        first = f"{day}|{year}" if "{b}" in pattern else day
        text = pattern.replace("{a}", f"(?P<a>{first})").replace("{b}", f"(?P<b>{short})")
        kept.append((kind, re.compile(text)))
    return tuple(kept)


def _plain(pattern: str, digits: str) -> str:
    """A pattern without the names of its groups, for figures of both kinds."""
    bare = re.sub(r"\(\?P<\w+>", "(?:", pattern).replace(r"\d{1,2}", rf"(?:\d{{1,2}}|[{digits}]{{1,3}})")
    return bare.replace(r"\d{4}", rf"[\d{digits}]{{4}}")


def _period(kind: str, match: re.Match[str], today: dt.date) -> Period | None:
    """What a matched range means; ``None`` where it is no date of the calendar."""
    first = _one(match["a"], today)
    if first is None:
        return None
    if kind == "between":
        last = _one(match["b"], today) or _second(match["b"], first)
        return Period(first[0], last[1], _digits((first[0], last[1]))) if last and last[1] >= first[0] else None
    day, digits = dt.timedelta(days=1), _digits(first)
    return {
        "since": Period(first[0], None, digits),
        "after": Period(first[1] + day, None, digits),
        "until": Period(None, first[1], digits),
        "before": Period(None, first[0] - day, digits),
        "in": Period(*first, digits),
    }[kind]


def _digits(days: tuple[dt.date, dt.date]) -> int:
    """How exact two bounds are: a day, months, or years."""
    first, last = days
    if first == last:
        return 10
    whole = first.month == 1 and first.day == 1 and last.month == 12 and last.day == 31
    return 4 if whole or last - first > dt.timedelta(days=366) else 7


def _one(text: str, today: dt.date) -> tuple[dt.date, dt.date] | None:
    """First and last day of one date."""
    dates = grammar().dates
    plain = _figures(text, dates)
    if re.fullmatch(r"\d{4}", plain):
        return _days(int(plain))
    for pattern in dates.day:
        match = re.fullmatch(pattern, text) or re.fullmatch(pattern, plain)
        if match is not None:
            return _meant(match.groupdict(), today, dates)
    return None


def _figures(text: str, dates: Dates) -> str:
    """Chinese figures as Arabic ones: a year digit by digit (二〇二〇), a month or day as a number (十二)."""
    signs = "".join(dates.numerals)
    year = re.sub(f"[{signs}]{{4}}", lambda match: "".join(dates.numerals[each] for each in match.group()), text)
    return re.sub(f"[{signs}]{{1,3}}", lambda match: str(_number(match.group(), dates)), year)


def _number(text: str, dates: Dates) -> int:
    """A number below 100: 五, 十, 十二, 二十, 三十一."""
    ten = next(key for key, value in dates.numerals.items() if value == "10")
    tens, sign, ones = text.rpartition(ten)
    before = int(dates.numerals.get(tens, 1)) if sign else 0
    return before * 10 + int(dates.numerals.get(ones, 0))


def _meant(parts: dict[str, str | None], today: dt.date, dates: Dates) -> tuple[dt.date, dt.date] | None:
    """The days that the named groups of a date stand for."""
    word = (parts.get("word") or "").strip("“”")
    if word in dates.periods:
        first, last = dates.periods[word]
        return dt.date.fromisoformat(first), dt.date.fromisoformat(last)
    past = parts.get("past")
    if past:
        years = int(dates.numerals.get(past, past))
        return _shifted(today, years), today
    offset = dates.words.get(word, {})
    if "months" in offset:
        months = today.year * 12 + today.month - 1 + offset["months"]
        return _days(months // 12, months % 12 + 1)
    if "days" in offset:
        day = today + dt.timedelta(days=offset["days"])
        return day, day
    year = today.year + offset["years"] if "years" in offset else int(parts.get("y") or today.year)
    return _within(year, parts, dates)


def _within(year: int, parts: dict[str, str | None], dates: Dates) -> tuple[dt.date, dt.date] | None:
    """The part of a year: a quarter, a half, a month, a day, or all of it."""
    quarter, half = parts.get("q"), parts.get("half")
    if quarter:
        first = (int(dates.numerals.get(quarter, quarter)) - 1) * _QUARTER + 1
        return _months(year, first, first + _QUARTER - 1)
    if half:
        # the first of the two characters in the pattern of `half` is the first half
        first = 1 if _is_first_half(half, dates) else _HALF + 1
        return _months(year, first, first + _HALF - 1)
    month, day = parts.get("m"), parts.get("d")
    return _days(year, int(month) if month else None, int(day) if day else None)


def _is_first_half(half: str, dates: Dates) -> bool:
    pattern = next(each for each in dates.day if "(?P<half>[" in each)
    return pattern.partition("(?P<half>[")[2][0] == half


def _second(text: str, first: tuple[dt.date, dt.date]) -> tuple[dt.date, dt.date] | None:
    """The second date of a range, which may leave out what the first has said."""
    for pattern in grammar().dates.short:
        match = re.fullmatch(pattern, _figures(text, grammar().dates))
        if match is not None:
            parts = match.groupdict()
            month = int(parts["m"]) if parts.get("m") else first[0].month
            return _days(first[0].year, month, int(parts["d"]) if parts.get("d") else None)
    return None


def _days(year: int, month: int | None = None, day: int | None = None) -> tuple[dt.date, dt.date] | None:
    try:
        if month is None:
            return dt.date(year, 1, 1), dt.date(year, 12, 31)
        if day is None:
            return _months(year, month, month)
        return dt.date(year, month, day), dt.date(year, month, day)
    except ValueError:
        return None


def _months(year: int, first: int, last: int) -> tuple[dt.date, dt.date]:
    return dt.date(year, first, 1), dt.date(year, last, calendar.monthrange(year, last)[1])


def _shifted(day: dt.date, years: int) -> dt.date:
    """The same day some years before; of a leap day the one before."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)
