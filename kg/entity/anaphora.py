"""What stands for a name: 该行, 这家公司, 双方, 两地, a name's last words (分拨中心) → the entities said before.

Nothing where it is not plain.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from kg.entity.choice import names, nearest, only, owner, titled, unread
from kg.entity.groups import every, far, governed, near, others, signed, together
from kg.entity.here import here, they
from kg.entity.joint import departments, named_at
from kg.entity.latter import latter
from kg.entity.meetings import lead, meetings, this_one
from kg.entity.said import covered, stands_for
from kg.entity.states import own_places, states
from kg.entity.told import Told
from kg.entity.us import us
from kg.entity.words import HEADED, MARKS, words
from kg.knowledge.grammar import grammar
from kg.knowledge.lexicon import lexicon
from kg.model import Entity, Reference, Sentence, of_state

_DIGITS = {character: value for value, character in enumerate("零一二三四五六七八九十")} | {"两": 2, "双": 2}
_PLACES = ("AdministrativeRegion",)
_TAIL, _LONGEST_TAIL = 3, 6
_LONGER = frozenset("长级员们区园市群城")  # behind a tail: then it is a longer word
_OFFICES = ("部", "署", "局", "委员会")
_SURE_TAIL = 4  # characters of last words that are known far behind the name, and of those of platforms
_TAILED = HEADED - {"GovernmentBody"} | {"Event"}
_EDGE = re.compile(f"^|[{MARKS}、在为向给对与和及于从是到兼]|(?<!自)由|(?:出席|参加|主持|列席)了?")
_NUMBERED = re.compile(r"首届|第.{1,4}[届次期]|\d{4}|[一二三四五六七八九十\d]周年")
_GOES_ON = frozenset("高新级内外别位面向法域委政府长民人")
_WORKS = frozenset(("项目", "工程"))
_SIDE = "法方"  # 公司法方总经理 is no company law
#: The end of a row, right behind which 三方 counts what stands in the row: whether it was recognised or not.
_COUNTS = re.compile("、[^，。；：！？]{1,20}[、和与及][^，。；：！？、和与及的将在于由]{2,10}$")
#: Who they are is said behind the word: 签字双方是甲和乙.
_TOLD = re.compile(
    "(?:签[字约署]|缔约|合作|共建|发起|出资|参与)(?:双方|[三四五六七八九十]方)(?:分别)?(?:[为是系：]|包括)"
)
#: The clause right before 项目 says what is built, so that it is this and not a project named before.
_BUILT = re.compile(
    "(?:投资|投建|兴建|新建|建设|打造|建起|建成|开建|实施|启动|规划)[^，。；：！？]{0,12}?(?P<built>[\u3400-\u9fff“”]{3,16}?(?:中心|基地|园|工程|项目|厂|线|城|馆|站|港|院|桥|路))，$"
)
#: What stands between the subject of a clause and another thing that it does something to or with.
_TOWARDS = re.compile(
    "(?!的|[一多][名位家个])[^，。；：！？、”]{0,8}?(?:[为向给对与和同由把将被从以]|[^，。；：！？、的”]{0,4}(?:投资|收购|入股|参股|控股|支持)了?)"
)


def anaphora(
    sentences: Sequence[Sentence], references: Iterable[Reference], entities: dict[str, Entity]
) -> list[Reference]:
    """References for the pronoun-like words of a document, given those of its names in text order."""
    named = list(references)
    told = Told.of(sentences, named, entities)
    found = states(told)
    found += [*own_places(told), *meetings(told)]
    found += [*here(told), *us(told)]
    for reference in found:
        told.add(reference)
    tails = _tails(entities)
    fronts = frozenset(tail[:_TAIL] for tail in tails)
    for sentence in sentences:
        said = _with_departments(sentence, told.row(sentence.index), told)
        taken = covered(told.row(sentence.index))
        for match in words().pattern.finditer(sentence.text):
            start, end = match.span()
            goes_on = sentence.text[end : end + 1] in _GOES_ON and not sentence.text.startswith(_SIDE, end)
            goes_on = goes_on and not (match["count"] and named_at(sentence.text, end))
            run_on = (match["object"] or match["firm"]) and end in taken  # 由集团|同某公司; 集团|某市基地
            if goes_on or run_on or not taken.isdisjoint(range(start, end)):
                continue
            keys = _meant(match, sentence, told)
            if keys:
                said.append(stands_for(sentence, start, end, keys, entities[keys[0]].type))
                if match["count"]:  # 双方 of one sentence are those of the next
                    told.add(said[-1])
        said += _with_departments(sentence, said, told)
        found += said
        if tails:
            found += _said_alone(sentence, told, tails, fronts, taken | covered(said))
    whole = Told.of(sentences, [*named, *found], entities)
    return [*found, *they(whole), *latter(whole)]


def _with_departments(sentence: Sentence, places: list[Reference], told: Told) -> list[Reference]:
    """The bodies that stand behind several places (川渝医保部门); what comes behind may mean them: 双方."""
    found = departments(sentence, places, told.entities)
    for reference in found:
        told.add(reference)
    return found


def _meant(match: re.Match[str], sentence: Sentence, told: Told) -> tuple[str, ...]:
    """What a word that stands for names means where it stands; nothing where that is not plain."""
    start, text, (sentences, _, entities) = match.start(), sentence.text, told
    before = told.before(sentence, start)
    if own := match["own"]:
        anywhere = told.before(sentence, start, reach=None)
        title = titled(match.group(), own, anywhere, entities, sentences)
        return title or nearest(own, (sentence.index, start), anywhere, entities, sentences)
    if bare := match["bare"] or match["firm"] or match["object"] or match["agent"] or match["goal"]:
        if unread(bare, text[:start], before[0]) or (bare in _WORKS and _other_built(text, start, before[0])):
            return ()
        anywhere = told.before(sentence, start, reach=None)
        return only(bare, before, entities, sentences) or owner(bare, anywhere, entities, sentences)
    if match["group"] is not None:
        return _grouped(match, sentence, told)
    if event := match["event"]:
        article = [each for each in sentences if each.article == sentence.article]
        return this_one(event, text, start, before, lead(article, told), entities)
    before[0] = [reference for reference in before[0] if not _acts_here(reference, text, start)]
    return nearest(match["single"], (sentence.index, start), before, entities, sentences)


def _other_built(text: str, start: int, here: Iterable[Reference]) -> bool:
    """Whether the clause right before says that a thing without a recognised name is built: 另建某中心，项目位于…."""
    built = _BUILT.search(text, 0, start)
    return built is not None and covered(here).isdisjoint(range(*built.span("built")))


def _grouped(match: re.Match[str], sentence: Sentence, told: Told) -> tuple[str, ...]:
    """What 双方, 三地 or 五家税务局 means where it stands: the nearest that fit, else those of the whole text."""
    start, text = match.start(), sentence.text
    if start > 1 and set(text[start - 2 : start]) <= grammar().words["nation"]:
        return ()  # 中巴双方 are China and Pakistan, whoever was named last
    if _TOLD.search(text[max(0, start - 2) : match.end() + 4]):
        return ()
    keys = _group_meant(match, sentence, told)
    here = {key for reference in told.before(sentence, start)[0] for key in reference.entities}
    if _COUNTS.search(text, 0, start) and here.isdisjoint(keys):
        return ()
    return () if others(text, start, keys, told.entities) else keys


def _group_meant(match: re.Match[str], sentence: Sentence, told: Told) -> tuple[str, ...]:
    """Those whom a word for several means by their number and classes, in the order of how sure each way is."""
    group, (sentences, _, entities) = match["group"], told
    size, kinds = _number(match["count"]), words().of_group(group, match["unit"])
    before = told.before(sentence, match.start())
    if keys := together(group, size, kinds, before, entities, sentences):
        return keys
    anywhere = told.before(sentence, match.start(), reach=None)
    keys = far(match.group(), size, anywhere) or every(group, size, kinds, anywhere, entities)
    if match["unit"] == "家":
        first = next(each.index for each in sentences if each.paragraph == sentence.paragraph)
        keys = keys or near(size, kinds, before, entities, first)
    if kinds == _PLACES:
        return keys or governed(group, size, anywhere, entities)
    return keys or (signed(size, before, entities, sentences) if group == "方" or match["unit"] == "家" else ())


def _acts_here(reference: Reference, text: str, start: int) -> bool:
    """Whether a thing is the subject of the clause that speaks of another one: 甲公司为这家企业…."""
    between = text[reference.mention.end : start]
    return _TOWARDS.fullmatch(between) is not None


def _tails(entities: dict[str, Entity]) -> dict[str, set[str]]:
    """The last words of the names of bodies, zones and projects (分拨中心 of 某物流成都分拨中心): whose they are."""
    ends: dict[str, set[str]] = {}
    for key, entity in entities.items():
        if (entity.type in _TAILED and not _in_row(entity)) or _abroad(entity):
            for name in names(entity):
                shortest = _SURE_TAIL if entity.type == "Platform" else _TAIL
                for size in range(shortest, min(_LONGEST_TAIL, len(name) - 2) + 1):
                    ends.setdefault(name[-size:], set()).add(key)
    return {tail: keys for tail, keys in ends.items() if words().tail.match(tail)}


@cache
def _states() -> tuple[str, ...]:
    return tuple(division.name for code, division in lexicon().divisions.items() if of_state(code) and code != "CN")


def _in_row(entity: Entity) -> bool:
    """Whether a meeting is one of a row (第三届, 2024年): then its last words may be said of another one."""
    return entity.type == "Event" and any(_NUMBERED.search(name) for name in names(entity))


def _abroad(entity: Entity) -> bool:
    """Whether a body is a ministry of another state, which the text goes on calling 能源部."""
    return entity.type == "GovernmentBody" and entity.name.endswith(_OFFICES) and entity.name.startswith(_states())


def _said_alone(
    sentence: Sentence,
    told: Told,
    tails: dict[str, set[str]],
    fronts: frozenset[str],
    taken: set[int],
) -> Iterator[Reference]:
    """The last words of one name, said alone after it: 某物流成都分拨中心 … 分拨中心位于…."""
    text, done = sentence.text, 0
    for match in _EDGE.finditer(text):
        start = match.end()
        if text[start : start + _TAIL] not in fronts:
            continue
        for size in range(_LONGEST_TAIL, _TAIL - 1, -1):
            end = start + size
            keys = tails.get(text[start:end])
            if (
                keys is None
                or start < done
                or not taken.isdisjoint(range(start, end))
                or text[end : end + 1] in _LONGER
            ):
                continue
            far = size >= _SURE_TAIL
            said = [
                reference
                for row in (told.before(sentence, len(text), reach=None) if far else told.before(sentence, len(text)))
                for reference in row
                if not keys.isdisjoint(reference.entities)
                and (reference.mention.sentence, reference.mention.end) <= (sentence.index, start)
            ]
            if said and len({reference.entities for reference in said}) == 1 == len(said[0].entities):
                yield stands_for(sentence, start, end, said[0].entities, said[0].mention.type)
                done = end
                break


def _number(word: str) -> int:
    """The value of a small number in digits or characters (20, 八, 十二)."""
    if word.isdigit():
        return int(word)
    return _DIGITS[word] if len(word) == 1 else 10 + _DIGITS[word[1]]
