"""How a report begins that an agency or a paper marks as its own: 新华社北京1月2日电（记者某人）, 本报讯."""

from __future__ import annotations

import re

_SPACE = r"\s{0,2}"
_NUMBER = rf"{_SPACE}[\d一二三四五六七八九十]{{1,3}}{_SPACE}"
_DAY = rf"(?:\d{{4}}年)?(?:{_NUMBER}月)?{_NUMBER}日"
_SOURCE = "(?:本报|本刊|本台|本网|[\u3400-\u9fff]{1,6}?(?:社|网|报|台|新闻|在线|客户端))"
_PLACE = r"[^，。；：！？（）()《》“”\d]{0,10}?"
_BY = "(?:[（(][^（）()。]{0,60}(?:记者|通讯员|实习生|作者|特约|编译|编辑|新闻联播|见习)[^（）()。]{0,60}[）)])"
_REPORT = "(?:[^，。；：！？（）“”]{0,30}?记者[^，。；：！？（）“”]{2,60}?报道[：:])"
_KIND = "(?:专?电(?![话视子力信影脑台动器网])|讯(?![息问号])|消息)"
_BARE = "(?:(?<![致来发去打回唁贺供])电(?![话视子力信影脑台动器网])|(?<![资通快简短音喜审腾问])讯(?![息问号]))"
_OWN = "(?:本报|本刊|本台|本网|新华社|中新社)(?!记者)[\u3400-\u9fff]{0,6}?"
_WIRE = re.compile(
    rf"{_SPACE}[【\[]?(?:据{_SPACE})?(?:"
    rf"{_SOURCE}{_PLACE}{_DAY}{_SPACE}{_KIND}[】\]]?{_SPACE}{_BY}?{_SPACE}{_REPORT}?"
    rf"|{_SOURCE}{_PLACE}{_KIND}[】\]]?{_SPACE}(?:{_BY}{_SPACE}{_REPORT}?|{_REPORT})"
    rf"|(?:{_OWN}{_BARE}|[又另]讯)[】\]]?{_SPACE}{_BY}?{_SPACE}{_REPORT}?"
    rf"|{_BY}|(?:[\u3400-\u9fff]{{0,8}}(?=记者)){_REPORT}"
    rf")[：:；]?{_SPACE}"
)
_BEGINS = re.compile("[电讯]|消息|记者|通讯员")
_REACH = 60  # characters within which its first part ends
_TOLD = re.compile("[称，。、：；！？的]|说|显示|指出|报道|传来")  # behind it: the words tell of a message


def wire_end(text: str) -> int:
    """Where the wire line ends with which a paragraph begins; 0 where there is none or nothing behind it."""
    if not _BEGINS.search(text, 0, _REACH):
        return 0
    match = _WIRE.match(text)
    if match is None or match.end() == len(text) or _TOLD.match(text, match.end()):
        return 0
    return match.end()
