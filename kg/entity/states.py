"""States by one character each: 俄方, 中越两国, 中白共建 → the states that the document names in full.

A character stands for the one state of the document whose name begins with it;
中, 美 and a few more stand for one state in every document.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.entity.said import covered, stands_for
from kg.entity.told import Told
from kg.knowledge.grammar import rows
from kg.knowledge.lexicon import lexicon
from kg.model import Entity, Reference, is_state, of_state

_CHINA, _OWN, _WE = "CN", "中", "我"
_SAID = {"side": 1, "both": 2, "all": 3, "act": 3, "tie": 2}  # characters for states at the front of what is found
_KIND = "AdministrativeRegion"
_NO_SIDE = frozenset("东南西北")  # 西方 is not Spain
#: What stands before the first character of 俄方 and 中越, seen from behind it: they begin a word.
_BEGINS = (
    "(?:(?<![\u3400-\u9fff].)|(?<=[同与和向对愿由为让给请以及将但而跟使被称说在是的从于日月年示望赏迎谢持调为贺出].))"
)
_BEFORE_US = "^，。；：”年月日天前"
_OPENS = f"(?<![{_BEFORE_US}])"
_OUR_PLACE = re.compile(rf"{_OPENS}(?P<place>我(?P<level>[省市县区州]))(?![内里外级辖域委政府人])")
#: 县里出台了办法: the county of the article acts.
_OF_PLACE = re.compile(
    "(?:^|(?<=[，；。：]))(?:此前，|去年，?|今年，?|随后，?|为此，?)?(?P<place>(?P<level>[省市县区州镇])里)"
    "(?=(?:也|还|又|已|专门|随即|先后|联合|同|和|与|去年|今年|\\d{1,2}[年月日])*(?:\\d|出台|印发|下发|制定|发布|投|拿出|拨|成立|组建|建|与|和|同|安排|推出|设立|引进|引来|争取|筹集|牵头))"
)
#: How a longer word goes on (方案, 方面).
_NOT_SIDE = "(?![案式法面向位便针程块言正圆]|机构|企业|媒体|人员|专家|公司|嘉宾|伙伴|银行|院校|高校|业主)"
_NOT_MIDST = "(?<![其当集之心].)"
_BOTH, _ALL = "两国(?:政府)?|双方", "三国(?:政府)?|三方"
#: What two states have between them: 中俄关系 says who 双方 are.
_TIE = "关系|友好|友谊|建交|双边|两党|高层|传统|全面战略|战略(?:协作|合作)?伙伴|务实合作|经贸|互利|各领域"
_ACT = (
    "(?:政府)?(?:共建|合建|合资|共同|联合|携手|合作(?:共建|建设|兴建|开发|开展|打造|投资|完成|修建)|签署|签订|签约|达成|发表"
    "|缔结|[^，。；：！？的<>]{0,6}(?:签署|签订|缔结|共建))"
)
#: 华 for China, where someone invests there: 在华增资, 对华实际投资, 来华设厂.
_HUA = re.compile(
    "(?:(?<=在)华(?=[^，。；：！？]{0,6}(?:投资|增资|扩产|设厂|建厂|投产|设立|建立|布局|开设))"
    "|(?<=对)华(?=[^，。；：！？]{0,4}投资)|(?<=[来赴])华(?=投资|设厂|建厂|兴业))"
    "(?![东西南北中为夏人商侨裔润山盛尔纳硕丽达菱贵])"
)


def states(told: Told) -> list[Reference]:
    """References for the short forms of states; states that only a character names become entities."""
    meant = _meant(told.entities)
    found: list[Reference] = []
    for sentence in told.sentences:
        text = sentence.text
        spans = [*_spans(text, meant)] if "方" in text or _OWN in text or "国" in text else []
        spans += [(*match.span(), _OWN) for match in _HUA.finditer(text)] if "华" in text else []
        if not spans:
            continue
        taken = covered(told.row(sentence.index))
        for start, end, said in spans:
            if taken.isdisjoint(range(start, end)):
                keys = tuple(meant[one] for one in said)
                for key in keys:
                    _add(told.entities, key)
                found.append(stands_for(sentence, start, end, keys, _KIND))
    return found


def own_places(told: Told) -> Iterator[Reference]:
    """References for 我省, 我市 that open a clause, and 县里: the one place of this level that is spoken of."""
    for sentence in told.sentences:
        for match in _OUR_PLACE.finditer(sentence.text) if "我" in sentence.text else ():
            level = match["level"]
            keys = [
                key
                for key, entity in told.entities.items()
                if entity.type == _KIND and entity.code is not None and entity.name.endswith(level)
            ]
            start, end = match.span("place")
            if len(keys) == 1:
                yield stands_for(sentence, start, end, (keys[0],), _KIND)
        for match in _OF_PLACE.finditer(sentence.text) if "里" in sentence.text else ():
            rows = told.before(sentence, match.start("place"), reach=None)
            named = {key for row in rows for r in row for key in r.entities if _of_level(key, match["level"], told)}
            if len(named) == 1:
                yield stands_for(sentence, *match.span("place"), (named.pop(),), _KIND)


def _of_level(key: str, level: str, told: Told) -> bool:
    place = told.entities[key]
    return place.type == _KIND and place.code is not None and place.name.endswith(level)


def _meant(entities: dict[str, Entity]) -> dict[str, str]:
    """The characters that can stand for a state here, each with its key."""
    keys: dict[str, set[str]] = {}
    for entity in entities.values():
        if is_state(entity.key) and entity.code != _CHINA and entity.mentioned:
            keys.setdefault(entity.name[0], set()).add(entity.key)
    shared = {character for character, named in keys.items() if len(named) > 1}
    always = {character: key for character, key in _always().items() if character not in shared}
    return always | {character: next(iter(named)) for character, named in keys.items() if character not in shared}


@cache
def _always() -> dict[str, str]:
    """The characters that stand for one state in every text."""
    return {row[1]: f"region/{row[2]}" for row in rows("anaphora.tsv", 4) if row[0] == "state"}


def _add(entities: dict[str, Entity], key: str) -> None:
    """Make a state known that only its character names."""
    code = key.removeprefix("region/")
    entities.setdefault(key, Entity(key, _KIND, lexicon().divisions[code].name, code=code, mentioned=False))


@cache
def _pattern() -> re.Pattern[str]:
    """One expression for every document: to compile one takes a hundred times as long as to search a sentence."""
    codes = (code for code in lexicon().divisions if of_state(code))
    characters = "".join(sorted({lexicon().divisions[code].name[0] for code in codes} | {_OWN}))
    one, side = f"[{characters}]", "".join(c for c in characters if c not in _NO_SIDE)
    return re.compile(  # one set of characters comes first: to look for a set is quick
        f"[{_WE}{characters}](?:(?<={_WE})(?<![{_BEFORE_US}].)(?P<own>国)(?!家)|(?<!{_WE})(?:"
        f"(?<=[{side}]){_BEGINS}(?P<side>方){_NOT_SIDE}"
        f"|{_NOT_MIDST}(?P<both>{one})(?:{_BOTH})|{_NOT_MIDST}(?P<all>{one}{{2}})(?:{_ALL})"
        f"|{_BEGINS}(?P<act>{one}{{1,2}})(?={_ACT})"
        f"|{_NOT_MIDST}(?P<tie>(?<={_OWN})[{side}]|(?<=[{side}]){_OWN})(?={_TIE})))"
    )


def _spans(text: str, meant: dict[str, str]) -> Iterator[tuple[int, int, str]]:
    for match in _pattern().finditer(text):
        said = _OWN if match["own"] else match.group()[: _SAID[match.lastgroup or ""]]
        if len(set(said)) == len(said) and meant.keys() >= set(said):
            yield *match.span(), said
