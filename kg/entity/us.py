"""我们, 我司, 我校 of somebody who speaks: the body whose head the text says that person is.

In an interview whoever has the turn speaks (某人：…, 答：…), elsewhere whoever a quotation is put into the mouth of.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from kg.entity.words import posts
from kg.model import Entity, Mention, Reference, Sentence

_BODIES = frozenset((
    "Company", "FinancialInstitution", "EducationalInstitution", "MedicalInstitution", "ResearchInstitution",
))  # fmt: skip
_US = re.compile(
    "我们(?:公司|企业|集团|工厂|厂|银行|学校|医院|大学|学院|研究院|研究所|单位)?"
    "(?!国家|中国|民族|人类|党|社会|时代|大家|所有|一起|[这那每几省市县区镇乡村队家俩仨两三四五六七八九十]|之间|的[国人生孩百农民])"
    "|(?<=[，。；：！？“为给向与和同跟对由被])我[司厂行院校](?![长])|我公司"
)
#: Posts whose holders speak for the body.
_HEAD = re.compile(
    "董事长|董事|总裁|经理|创始人|负责人|厂长|行长|院长|校长|所长|首席执行官|首席运营官|执行官|书记|总监|主管|总工程师|发言人|CEO"
)
_POSTS_JOINED = re.compile("[、兼及和]|，|创始人|联合创始人|CEO")
_ASKED = re.compile("(?:本报|本刊|本台)?(?:记者|问|主持人|编辑|采访者)(?:问)?[：:]")
_ANSWERED = re.compile("(?:回?答|受访者)[：:]")
_TURN = re.compile("[^，。；：！？“”]{1,12}[：:]")
_SAYS = (
    "(?:说|表示|介绍|告诉|透露|坦言|称|指出|认为|谈到|回忆|解释|强调|感慨|感叹|直言|笑着|补充|分析|算)"
)
_BEFORE_QUOTE = re.compile(f"[^。；！？“”]{{0,12}}?{_SAYS}[^。；！？“”]{{0,8}}[：，:]$")
_BEHIND_QUOTE = re.compile(f"[^。；！？“”：]{{0,10}}?{_SAYS}")


def us(
    sentences: Sequence[Sentence], by_sentence: Mapping[int, list[Reference]], entities: dict[str, Entity]
) -> Iterator[Reference]:
    """References for the words by which somebody who heads a body speaks of it."""
    if not any(_US.search(sentence.text) for sentence in sentences if "我" in sentence.text):
        return
    bodies = _headed(sentences, by_sentence, entities)
    if not bodies:
        return
    for sentence, spans in (*_turns(sentences, by_sentence, bodies), *_quotes(sentences, by_sentence, bodies)):
        taken = {
            i for r in by_sentence.get(sentence.index, []) for i in range(r.mention.start, r.mention.end)
        }
        for start, end, key in spans:
            for match in _US.finditer(sentence.text, start, end):
                if taken.isdisjoint(range(*match.span())):
                    mention = Mention(
                        sentence.index, *match.span(), entities[key].type, match.group(), "anaphora"
                    )
                    yield Reference(mention, (key,), "anaphora")


def _headed(
    sentences: Sequence[Sentence], by_sentence: Mapping[int, list[Reference]], entities: dict[str, Entity]
) -> dict[str, str]:
    """The people of the text who head one body and no other, each with it."""
    found: dict[str, set[str]] = {}
    for sentence in sentences:
        row = by_sentence.get(sentence.index, [])
        for body, person in zip(row, row[1:], strict=False):
            if person.mention.type != "Person" or len(body.entities) != 1 or len(person.entities) != 1:
                continue
            between = sentence.text[body.mention.end : person.mention.start]
            left = _POSTS_JOINED.sub("", posts().sub("", between))
            if between and not left and _HEAD.search(between):
                found.setdefault(person.entities[0], set()).add(body.entities[0])
    return {
        person: next(iter(keys))
        for person, keys in found.items()
        if len(keys) == 1 and entities[next(iter(keys))].type in _BODIES
    }


_Spans = list[tuple[int, int, str]]


def _turns(
    sentences: Sequence[Sentence], by_sentence: Mapping[int, list[Reference]], bodies: Mapping[str, str]
) -> Iterator[tuple[Sentence, _Spans]]:
    """The sentences of an interview that one asked says, with the body that he heads."""
    asked = {sentence.article for sentence in sentences if _ASKED.match(sentence.text)}
    alone = set(bodies.values())
    speaks: str | None = None
    article = None
    for sentence in sentences:
        if sentence.article != article or sentence.kind != "body":
            speaks, article = None, sentence.article
        if article not in asked:
            continue
        if _ANSWERED.match(sentence.text):
            speaks = next(iter(alone)) if len(alone) == 1 else None
        elif turn := _TURN.match(sentence.text):
            row = by_sentence.get(sentence.index, [])
            named = row[0] if row and row[0].mention.end == turn.end() - 1 else None
            speaks = bodies.get(named.entities[0]) if named else None
        if speaks:
            yield sentence, [(0, len(sentence.text), speaks)]


def _quotes(
    sentences: Sequence[Sentence], by_sentence: Mapping[int, list[Reference]], bodies: Mapping[str, str]
) -> Iterator[tuple[Sentence, _Spans]]:
    """What is quoted, with the body that the speaker heads: 某人说：“…”; “…”某人说."""
    speaks: str | None = None
    waiting: list[tuple[Sentence, tuple[int, int]]] = []
    paragraph = None
    for sentence in sentences:
        text, row = sentence.text, by_sentence.get(sentence.index, [])
        if (sentence.article, sentence.paragraph) != paragraph:
            speaks, waiting, paragraph = None, [], (sentence.article, sentence.paragraph)
        spans: _Spans = []
        at = 0
        open_quote = bool(waiting) or speaks is not None
        del open_quote, at, spans
        yield from ()
