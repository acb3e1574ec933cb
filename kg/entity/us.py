"""我们, 我司, 我校 of somebody who speaks: the body whose head the text says that person is.

In an interview whoever has the turn speaks (某人：…, 答：…), elsewhere whoever a quotation is put into the mouth of.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import accumulate, groupby, pairwise

from kg.entity.choice import names
from kg.entity.said import covered, stands_for
from kg.entity.told import Told
from kg.entity.words import posts, words
from kg.model import Entity, Reference, Sentence

_BODIES = frozenset((
    "Company", "FinancialInstitution", "EducationalInstitution", "MedicalInstitution", "ResearchInstitution",
    "PublicInstitution", "Alliance", "GovernmentBody",
))  # fmt: skip
_US = re.compile(
    "我们(?:公司|企业|集团|工厂|厂|银行|学校|医院|大学|学院|研究院|研究所|单位|办公室|中心|协会|商会|联盟|局|厅)?"
    "(?!国家|中国|民族|人类|党|社会|时代|大家|所有|一起|[这那每几省市县区镇乡村队家俩仨两三四五六七八九十]|之间|的[国人生孩百农民])"
    "|(?<=[，。；：！？“为给向与和同跟对由被])我[司厂行院校厅局委馆](?![长])|我公司"
)
_GOVERNS = re.compile("(?:政府|中国共产党.*委员会|代表大会.*|常务委员会|政治协商会议.*)$")
_POSTS_JOINED = re.compile("[、兼及和]|，|创始人|联合创始人|CEO")
_ASKED = re.compile("(?:本报|本刊|本台)?(?:记者|问|主持人|编辑|采访者)(?:问)?[：:]")
_ANSWERED = re.compile("(?:回?答|受访者)[：:]")
_ASKS = re.compile("记者|编辑|主持人|通讯员|摄影|主笔")
_TURN = re.compile("[^，。；：！？“”]{1,40}[：:](?!“)")
_QUOTE = re.compile("“[^“”]{6,}”")
_RUMOUR = re.compile("有人传|传[言闻]|[网讹谣误疯]传|外界传|谣言")
#: What stands between a quotation and the name of who said it: the body and the post.
_LED_UP = re.compile("[^，。；！？“”：]{0,40}")


@cache
def _before_quote() -> re.Pattern[str]:
    return re.compile(f"[^。；！？“”]{{0,12}}?(?:{words().says})[^。；！？“”]{{0,8}}[：，:。]")


@cache
def _behind_quote() -> re.Pattern[str]:
    return re.compile(f"[^，。；！？“”：]{{0,10}}?(?:{words().says})")


@cache
def _any_post() -> re.Pattern[str]:
    """A post of whatever rank, with the department it is held in: 战略发展部部长."""
    return re.compile(f"[^，。；：！？、“”]{{0,12}}?(?:{posts().pattern})")


@cache
def _head() -> re.Pattern[str]:
    """Posts whose holders speak for the body."""
    return re.compile(words().speaker)


def us(told: Told) -> Iterator[Reference]:
    """References for the words by which somebody who heads a body speaks of it."""
    if not any(_US.search(sentence.text) for sentence in told.sentences if "我" in sentence.text):
        return
    bodies = _headed(told)
    if not bodies and not any(_ANSWERED.match(sentence.text) for sentence in told.sentences):
        return
    for sentence, spans in (*_turns(told, bodies), *_quotes(told, bodies)):
        taken = covered(told.row(sentence.index))
        for start, end, key in spans if not _RUMOUR.search(sentence.text) else ():
            for match in _US.finditer(sentence.text, start, end):
                if _is_such(match.group(), told.entities[key]) and taken.isdisjoint(range(*match.span())):
                    yield stands_for(sentence, *match.span(), (key,), told.entities[key].type)


def _headed(told: Told) -> dict[str, str]:
    """The people of the text who head one body and no other, each with it."""
    found: dict[str, set[str]] = {}
    for sentence in told.sentences:
        row = told.row(sentence.index)
        for body, person in pairwise(row):
            if person.mention.type != "Person" or len(body.entities) != 1 or len(person.entities) != 1:
                continue
            between = sentence.text[body.mention.end : person.mention.start]
            left = _POSTS_JOINED.sub("", posts().sub("", between))
            if between and not left and _head().search(between):
                found.setdefault(person.entities[0], set()).add(body.entities[0])
    own = {person: _without_glued(keys, told.entities) for person, keys in found.items()}
    return {person: keys[0] for person, keys in own.items() if len(keys) == 1 and _speaks(told.entities[keys[0]])}


def _is_such(said: str, body: Entity) -> bool:
    """Whether a body is what 我们集团 or 我行 says that it is."""
    kinds = words().single.get(said.removeprefix("我").removeprefix("们"))
    return kinds is None or body.type in kinds


def _speaks(body: Entity) -> bool:
    """Whether 我们 of its head is the body, and not the place that it governs."""
    return body.type in _BODIES and _GOVERNS.search(body.name) is None


def _without_glued(keys: set[str], entities: dict[str, Entity]) -> list[str]:
    """The bodies but those whose name is that of another with a word before it (对话某公司)."""
    short = {name: key for key in keys for name in names(entities[key])}
    return [
        key
        for key in sorted(keys)
        if not any(key != other and entities[key].name.endswith(name) for name, other in short.items())
    ]


_Spans = list[tuple[int, int, str]]


def _guests(article: int, told: Told) -> dict[str, str]:
    """Those whom an interview presents before the first question, each with the body where he has a post."""
    found: dict[str, str] = {}
    for sentence in told.sentences:
        if sentence.article == article and _ASKED.match(sentence.text):
            break
        if sentence.article != article or sentence.kind == "byline":
            continue
        for body, person in pairwise(told.row(sentence.index)):
            between = sentence.text[body.mention.end : person.mention.start]
            one = person.mention.type == "Person" and len(body.entities) == 1 == len(person.entities)
            if one and _any_post().fullmatch(between) and not _ASKS.search(between):
                found[person.entities[0]] = body.entities[0]
    return {person: body for person, body in found.items() if _speaks(told.entities[body])}


def _turns(told: Told, bodies: Mapping[str, str]) -> Iterator[tuple[Sentence, _Spans]]:
    """The sentences of an interview that one asked says, with the body that he heads."""
    asked = {sentence.article for sentence in told.sentences if _ASKED.match(sentence.text)}
    guests = {article: _guests(article, told) for article in asked}
    speaks: str | None = None
    passage: tuple[int, int] | None = None
    for sentence in told.sentences:
        here = sentence.article, 0 if sentence.article in asked else sentence.paragraph
        if here != passage or sentence.kind != "body":
            speaks, passage = None, here
        if sentence.article in asked and _ANSWERED.match(sentence.text):
            alone = set(guests[sentence.article].values()) or set(bodies.values())
            speaks = next(iter(alone)) if len(alone) == 1 else None
        elif turn := _TURN.match(sentence.text):
            row = told.row(sentence.index)
            named = [r for r in row if r.mention.end == turn.end() - 1 and r.mention.type == "Person"]
            if named or _ASKED.match(sentence.text):
                speaks = bodies.get(named[0].entities[0]) if named else None
        if speaks:
            yield sentence, [(0, len(sentence.text), speaks)]


def _quotes(told: Told, bodies: Mapping[str, str]) -> Iterator[tuple[Sentence, _Spans]]:
    """What is quoted, with the body that the speaker heads: 某人说：“…”; “…”某人说."""
    for _, group in groupby(told.sentences, key=lambda sentence: (sentence.article, sentence.paragraph, sentence.kind)):
        passage = list(group)
        text = "".join(sentence.text for sentence in passage)
        if "“" not in text or "我" not in text:
            continue
        starts = [*accumulate((len(sentence.text) for sentence in passage), initial=0)]
        people = [
            (start + r.mention.start, start + r.mention.end, bodies.get(r.entities[0]))
            for start, sentence in zip(starts, passage, strict=False)
            for r in told.row(sentence.index)
            if r.mention.type == "Person"
        ]
        for quote in _QUOTE.finditer(text):
            if key := _speaker(text, quote, people):
                for start, sentence in zip(starts, passage, strict=False):
                    span = max(0, quote.start() - start), min(len(sentence.text), quote.end() - start)
                    if span[0] < span[1]:
                        yield sentence, [(*span, key)]


def _speaker(text: str, quote: re.Match[str], people: Sequence[tuple[int, int, str | None]]) -> str | None:
    """The body of the person named last before a quotation, or first behind it, who says it."""
    before = next((person for person in reversed(people) if person[1] <= quote.start()), None)
    if before and _before_quote().fullmatch(text, before[1], quote.start()):
        return before[2]
    behind = next((person for person in people if person[0] >= quote.end()), None)
    if behind and _LED_UP.fullmatch(text, quote.end(), behind[0]) and _behind_quote().match(text, behind[1]):
        return behind[2]
    return None
