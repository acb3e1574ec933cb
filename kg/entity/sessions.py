"""The body and the place whose session a meeting is: 贵州省十四届人大常委会第九次会议 is one of 贵州省人大常委会."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from kg.entity import bodies
from kg.mention.regions import region_ending_at
from kg.model import Mention, Sentence

_NUMBER = "[一二三四五六七八九十百\\d]{1,5}"
_WHOLE = re.compile(r"(.{2,}第[一二三四五六七八九十]+届.{0,2}人民代表大会(?:常务委员会)?)第.{1,6}次会议")
_SESSION = re.compile(
    f"(?P<place>.*?)(?:第?{_NUMBER}届)?(?P<organ>(?:全国)?(?:人民代表大会|人大|政协|[^届]{{0,16}}(?:委员会|国务院|政府|领导小组|理事会)).*?)"
    f"第?{_NUMBER}次(?:常务|全体|主任|专题)?(?:扩大)?会议"
)
_ADOPTED = re.compile("(?:审议|表决|讨论|修订|会议|大会|高票|全票|日)[，并后了]?(?:原则|表决|高票|全票)?通过")
_LEVELS = "省市区县州"
_SEATED = re.compile(f"(?P<place>[^第届]{{2,14}}?)(?:第?{_NUMBER}届)(?:人民代表大会|人大)")
_ELECTS = re.compile("选举|选出|补选|当选|推选|任命")


def adopts(sentences: Iterable[Sentence]) -> bool:
    """Whether the text says that something was adopted, so that whose sessions it names matters."""
    return any("通过" in sentence.text and _ADOPTED.search(sentence.text) for sentence in sentences)


def seats(mentions: Iterable[Mention], sentences: Sequence[Sentence]) -> Iterator[Mention]:
    """The places of the congresses that elect, with which their sessions begin: 浙江省第十四届人大…选举甲为省长."""
    for meeting in mentions:
        seated = _SEATED.match(meeting.text) if meeting.type == "Event" else None
        if seated is None or not _ELECTS.search(sentences[meeting.sentence].text, meeting.end):
            continue
        end = seated.end("place")
        start = region_ending_at(meeting.text, end)
        if start is not None:
            name = meeting.text[start:end]
            at = meeting.start + start
            yield Mention(meeting.sentence, at, at + len(name), "AdministrativeRegion", name, "region-lexicon")


def body_of(meeting: Mention, sentence: Sentence, *, adopting: bool) -> Mention | None:
    """The body at the start of the name of its session; ``None`` where the name is not of that form.

    A name with its number in full (重庆市第五届人民代表大会常务委员会) is a body of its own. What is shortened stands
    for the body without the number, and counts only if ``adopting``: where something is said to have been adopted.
    """
    if whole := _WHOLE.match(meeting.text):
        return _mention(meeting, meeting.start, whole.end(1), whole.group(1), "body-session")
    if not adopting or not (match := _SESSION.fullmatch(meeting.text)):
        return None
    start, name = meeting.start, match["place"] + match["organ"]
    if not match["place"] and sentence.text[start - 1 : start] in tuple(_LEVELS):
        start, name = start - 1, sentence.text[start - 1] + name  # 省|十四届人大常委会第九次会议
    name = name.removeprefix("中华人民共和国")
    rule = bodies.rule_of(name)
    return _mention(meeting, start, match.end("organ"), name, rule) if rule else None


def _mention(meeting: Mention, start: int, length: int, name: str, rule: str) -> Mention:
    return Mention(meeting.sentence, start, meeting.start + length, "GovernmentBody", name, rule)
