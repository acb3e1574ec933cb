"""Date expressions, resolved against the publication date and the dates said before, as exact as the text has them."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterable

from kg.model import Dated, Sentence, When

# a first day whose 日 only the last one has (5至7日)
_FIRST = r"(?=[—–~～至到-]{1,2}\d{1,2}[日号])"
_NEXT = r"(?<![人本此每这那一二三四五六七八九十几首多历\d])次"  # 次年, but not 第二次年会
_DIGITS = "〇一二三四五六七八九"
# a month or a day in characters (五月二十八日), and a year: 一九九八年
_MONTH = "十[一二]?|[一二三四五六七八九]"
_DAY = r"\d{1,2}|(?:[一二三]?十[一二三四五六七八九]?|[一二三四五六七八九])(?=[日号])"
_WRITTEN = "(?:一九|二[〇○零])[一二三四五六七八九〇○零]{2}"
_YEAR = rf"(?:19|20)\d{{2}}|{_WRITTEN}|今|去|前|明|当|同|那|翌|{_NEXT}(?=年(?![会均度]))"
_DATE = re.compile(
    rf"(?P<year>{_YEAR})年(?P<month>\d{{1,2}}|{_MONTH})月份?(?:(?P<day>{_DAY})(?:[日号]|{_FIRST}|(?=、\d{{1,2}}[日号]))|(?P<part>底|末|初|中旬|上旬|下旬))?"
    rf"|(?P<only>{_YEAR})年(?:(?P<half>初|底|末|春天|夏天|秋天|冬天|上半年|下半年))?"
    rf"|(?P<m>\d{{1,2}}|(?<![一二三四五六七八九十历])(?:{_MONTH})(?=月(?:{_DAY})))月份?(?:(?P<d>{_DAY})(?:[日号]|{_FIRST}|(?=、\d{{1,2}}[日号]))|(?P<p>底|末|初|中旬|上旬|下旬))?"
    r"|(?P<rel>今天|今日|昨天|昨日|前天|前日|明天|当天|当日|同日|同一天|近日|日前|近期|本月|上月|当月|上个月|下月"
    rf"|[今昨明当][晚夜](?![报会间班宴场])|[今昨]晨|今早|昨(?=[在于与同和由携赴签举召揭]|正式|共同|联合)|那一?天|{_NEXT}日(?!均)|翌日|同月)(?:底|末|初|(?P<rd>\d{{1,2}})日)?"
    r"|(?P<week>[本这上下])(?:周|星期)(?P<weekday>[一二三四五六日])(?!报)"
    rf"|(?<![\d第.、月年])(?P<lone>\d{{1,2}}|(?<=日[至到])(?:{_DAY}))(?:日|{_FIRST})(?![内均游间历常期报程夜落本元子用多])"
)
_MAYBE = re.compile("[年月日天期晚夜晨早周昨]")  # one of them stands in each
_ISO = re.compile(r"(?<!\d)((?:19|20)\d{2})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_AHEAD = re.compile(r"(?:将|拟|即将|预计|计划|定)[^，。；]{0,6}$")
_THAT_DAY = dict.fromkeys(("当天", "当日", "同日", "同一天", "当晚", "当夜", "那天", "那一天"), 0) | {
    "次日": 1,
    "翌日": 1,
}
_SHIFT = {"今": 0, "昨": -1, "前": -2, "明": 1}
_WEEK, _WEEKDAYS = {"上": -1, "下": 1}, "一二三四五六日"
_NEWS = 7  # days that a report may be late
_WIRED = re.compile(r"[电讯](?![子力网])")
_NOT_A_DATE = re.compile(r"^(?:以来|以上|以内|间|内|期|来|时间|级)")


class Resolver:
    """Resolves date expressions in reading order; remembers the last year, month and day that were said."""

    def __init__(self, published: When | None) -> None:
        """Start from the publication date (``None``: only full dates can be resolved)."""
        self.published = published
        self.year: int | None = None
        self.last: When | None = None
        self._same_article = False
        self._same_paragraph = False
        self._written: dt.date | None = None  # the day of the date line (某地11月16日电), which is 今天 in the article

    def _pub_day(self) -> dt.date | None:
        return self.published.earliest if self.published and self.published.precision == "day" else None

    def _year(self, word: str) -> int | None:
        if (number := _number(word)) is not None:
            return number
        if word in {"当", "同", "那"}:
            return self.year
        if word in {"次", "翌"}:
            return self.last.earliest.year + 1 if self.last else None
        base = self.published.earliest.year if self.published else None
        return None if base is None else base + {"今": 0, "去": -1, "前": -2, "明": 1}[word]

    def _month_year(self, month: int, *, ahead: bool) -> int | None:
        """The year of a month said without one: that of the last date if it stands near, else not in the future.

        ``ahead``: the text says that it is to come (将于11月).
        """
        if ahead and self.published is not None:
            base = self.published.earliest
            return base.year + (month < base.month)
        if self.year is not None:
            return self.year
        if self.published is None:
            return None
        base = self.published.earliest
        if self.published.precision != "year" and month > base.month + 1:
            return base.year - 1
        return base.year

    def _relative(self, word: str, day: str | None) -> When | None:
        if word in _THAT_DAY:
            if self.last is None or self.last.precision != "day":
                return None
            return When((self.last.earliest + dt.timedelta(days=_THAT_DAY[word])).isoformat())
        if word in {"当月", "同月"}:
            return _when(self.last.iso[:4], self.last.iso[5:7], day) if self.last and len(self.last.iso) > 4 else None
        base = self.published
        if base is None or base.precision == "year":
            return None
        first = base.earliest
        if word in {"近日", "日前", "近期", "本月"}:
            return _when(first.year, first.month, day if word == "本月" else None)
        if word in {"上月", "上个月"}:
            return _when(first.year - (first.month == 1), (first.month - 2) % 12 + 1, day)
        if word == "下月":
            return _when(first.year + (first.month == 12), first.month % 12 + 1, day)
        exact = self._written or self._pub_day()
        return When((exact + dt.timedelta(days=_SHIFT[word[0]])).isoformat()) if exact else None

    def _weekday(self, week: str, day: str) -> When | None:
        """A day of the week of publication, of the week before or after it: 上周五."""
        exact = self._pub_day()
        if exact is None:
            return None
        monday = exact - dt.timedelta(days=exact.weekday() - 7 * _WEEK.get(week, 0))
        return When((monday + dt.timedelta(days=_WEEKDAYS.index(day))).isoformat())

    def _lone(self, day: int, *, ahead: bool) -> When | None:
        """A day without its month (15日): of the month last said, else the last one before publication.

        In news, a day of the last week is meant where the month was said in an earlier paragraph; ``ahead``: 将于17日.
        """
        base = self._pub_day()
        if base is not None and not self._same_paragraph:
            if ahead and day > base.day:
                return _when(base.year, base.month, day)
            if not ahead and 0 <= base.day - day <= _NEWS:
                return _when(base.year, base.month, day)
        if self.last is not None and len(self.last.iso) > 4 and self._same_article:
            near = _when(self.last.iso[:4], self.last.iso[5:7], day)
            if base is None or self.last.earliest <= base or near is None or near.earliest <= base:
                return near  # else the month said before was one to come
        if base is None:
            return None
        month = base if ahead or day <= base.day else base.replace(day=1) - dt.timedelta(days=1)
        return _when(month.year, month.month, day)

    def resolve(self, match: re.Match[str], text: str) -> When | None:
        """The date that a match of the date pattern means, or ``None`` where it cannot be known."""
        get = match.group
        if get("lone"):
            ahead = _AHEAD.search(text[: match.start()]) is not None
            return self._lone(_number(get("lone")) or 0, ahead=ahead)
        if get("week"):
            return self._weekday(get("week"), get("weekday"))
        if get("rel"):
            return self._relative(get("rel"), get("rd"))
        if get("only"):
            if _NOT_A_DATE.match(text[match.end() :]):
                return None
            year = self._year(get("only"))
            return _when(year, None, None) if year else None
        if get("month"):
            year = self._year(get("year"))
            return _when(year, get("month"), get("day")) if year else None
        if not get("d") and not get("p") and _NOT_A_DATE.match(text[match.end() :]):
            return None
        year = self._month_year(_number(get("m")) or 0, ahead=_AHEAD.search(text[: match.start()]) is not None)
        return _when(year, get("m"), get("d")) if year else None

    def read(self, sentences: Iterable[Sentence]) -> list[Dated]:
        """Every date expression of the sentences that can be resolved, in text order."""
        found: list[Dated] = []
        article = paragraph = -1
        governing: int | None = None
        for sentence in sentences:
            if sentence.article != article:
                article, governing, self.last, self._written = sentence.article, None, None, None
            self._same_article = self.last is not None
            if sentence.paragraph != paragraph or sentence.kind == "dateline":
                paragraph, self.year, self._same_paragraph = sentence.paragraph, governing, False
            text = sentence.text
            dates = _DATE.finditer(text) if _MAYBE.search(text) else ()
            for match in sorted([*dates, *_ISO.finditer(text)], key=lambda m: m.start()):
                if found and found[-1].sentence == sentence.index and match.start() < found[-1].end:
                    continue
                when = self._iso(match) if match.re is _ISO else self.resolve(match, text)
                if when is None:
                    continue
                found.append(Dated(sentence.index, match.start(), match.end(), when))
                if _WIRED.match(text, match.end()) and when.precision == "day":
                    self._written = when.earliest if self._near(when) else None
                if not _said(match, text) and not in_title(text, match.start()):
                    self._remember(match, when, past=_past(text, match.start()))
            if sentence.kind == "dateline":
                governing = self.year
        return found

    def _near(self, when: When) -> bool:
        """Whether a day lies in the week before the publication."""
        base = self._pub_day()
        return base is not None and dt.timedelta(0) <= base - when.earliest <= dt.timedelta(days=7)

    @staticmethod
    def _iso(match: re.Match[str]) -> When | None:
        return _when(match.group(1), match.group(2), match.group(3))

    def _remember(self, match: re.Match[str], when: When, *, past: bool) -> None:
        if not past:
            return
        self._same_article = True
        groups = match.groupdict() if match.re is _DATE else {"year": "x"}
        if groups.get("rel") is None or when.precision == "day":
            self.last, self._same_paragraph = when, len(when.iso) > 4 or self._same_paragraph
        if groups.get("lone"):
            return
        explicit = groups.get("year") or groups.get("only")
        if explicit and explicit not in {"今", "明"}:
            self.year = when.earliest.year
        elif explicit == "今":
            self.year = None if self.published else self.year


def _said(match: re.Match[str], text: str) -> bool:
    """Whether someone who is quoted says 今天: the day of the talk, and none that 当天 could mean."""
    before = text[: match.start()]
    return match.group()[0] in _SHIFT and before.count("“") > before.count("”")


def in_title(text: str, start: int) -> bool:
    """Whether it stands in 《》: 《某规划（2021—2035年）》 dates no act and says nothing of the days told around it."""
    return text.rfind("《", 0, start) > text.rfind("》", 0, start)


def _past(text: str, start: int) -> bool:
    """Whether the date is said as something that was, not as a goal (到2025年, 截至2023年末) or the end of a period."""
    return re.search(r"(?:到|至|截至|截止|力争|预计|计划|\d{4}年?[—–~～-]{1,2})$", text[:start]) is None


def _number(word: str) -> int | None:
    """The number that digits (1998, 05), characters for digits (一九九八) or a word up to 三十一 say."""
    if word.isdecimal():
        return int(word)
    if "十" in word:
        tens, ones = word.split("十")
        return 10 * (_DIGITS.index(tens) if tens else 1) + (_DIGITS.index(ones) if ones else 0)
    word = word.replace("○", "〇").replace("零", "〇")
    digits = [_DIGITS.find(each) for each in word]
    return None if -1 in digits else int("".join(map(str, digits)))


def _when(year: object, month: object, day: object) -> When | None:
    """A date from its parts, ``None`` where the calendar has no such day."""
    if year is None:
        return None
    y, m, d = (_number(str(part or 0)) or 0 for part in (year, month, day))
    if m and not 1 <= m <= 12:
        return None
    if d and not 1 <= d <= calendar.monthrange(y, m)[1]:
        return None
    return When(f"{y:04}" + (f"-{m:02}" if m else "") + (f"-{d:02}" if d else ""))
