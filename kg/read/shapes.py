"""Lines that show by their form alone what they are: datelines, bylines, credits, jump lines, page furniture."""

from __future__ import annotations

import re

_DATE = r"(?:\d{2,4}年(?:\d{1,2}月(?:\d{1,2}日|[初中底末]|[上中下]旬)?)?|\d{1,2}月(?:\d{1,2}日|[初中底末]|[上中下]旬)?)"
DATELINE = re.compile(rf"{_DATE}(?:[—\-－~至到]{{1,2}}{_DATE}|[—\-－~至到]{{1,2}}\d{{1,2}}日)?[：:]?")
NEWS_LINE = re.compile(
    r"本报讯|(?:本报|新华社|中新社|央视网|人民网)[^。，]{0,14}(?:[电讯]|消息)[\s（(]"
    r"|[（(][上下][接转]|[■□◆●▲]\s*[^\s，。]"
)
_NAME = r"(?![从在对与就向了获采近今日前走看到])[\u3400-\u9fff·]{2,4}"
_ROLE = r"(?:首席|实习|见习|特约|全媒体|融媒体)*(?:记者|通讯员|实习生|编辑|摄影|评论员|编者)"
BYLINE = re.compile(
    rf"[■□◆●▲]?\s*(?:[^\s，。：；？！]{{0,16}}{_ROLE}|文[/／]|图[/／]|撰文|作者|责任?编辑?[：:]|版式|校对|美编)"
    rf"(?:[\s：:/／、]*{_NAME})?"
    rf"(?:[\s：:/／、]+(?:{_NAME}|[^\s，。：；？！]{{0,10}}{_ROLE}|文|图|摄影报道|摄|报道))*"
)
CREDIT = re.compile(
    r"[（(]?(?:(?:本[组版]|文中|除署名外)?(?:图片?|照片|题图)[^，。]{0,6}由.{2,40}提供|(?:资料|数据|信息|图片|内容)来源[：:].{2,40}"
    r"|[^，。；]{0,40}(?:摄[/／].{2,12}|[\s（(/／][^\s，。]{0,14}摄|资料图片|供图|制图[/／].{2,12}))[）)]?。?"
)
JUMP = re.compile(
    r"[（(▲△]?[上下][接转]\s*(?:第?\s*[0-9A-Za-z一二三四五六七八九十]+\s*版|[^，。]{1,12}版)[^，。]{0,20}[）)]?"
)
FURNITURE = re.compile(
    r"(?:责编|责任编辑|编辑|版式|美编|校对|电话|热线|投稿邮箱|邮箱|联系电话|值班主任|主编)\s*[：:/／]\s*\S.{0,60}"
    r"|第?\s*[A-Z]?\d{1,3}\s*版"
    r"|(?:(?:发布|发表|刊发|更新|印发|发稿|出版)?(?:时间|日期)|来源|稿源|文章来源|信息来源|浏览(?:次数|量)|点击(?:数|量)|字号)\s*[：:].{0,60}"
)


def furniture(text: str) -> str | None:
    """``byline``, ``caption`` or ``dateline`` where a line shows by its form alone that it is one."""
    if len(text) > 80:
        return None
    if DATELINE.fullmatch(text):
        return "dateline"
    if JUMP.fullmatch(text) or BYLINE.fullmatch(text) or FURNITURE.fullmatch(text):
        return "byline"
    return "caption" if CREDIT.fullmatch(text) else None
