"""Titles of agreements and papers without 《》, and parks, institutes and offices by the verb that founds them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from kg.knowledge.grammar import any_of, grammar
from kg.mention.candidate import Candidate
from kg.mention.regions import region_names
from kg.mention.tokens import Tokens

_PERIOD = re.compile(r"(?:19|20)\d{2}年?度?|年度?|十[一二三四五六]五")
_LONG_AGREEMENT, _SAYS_AGREEMENT = 14, 9
_FOUNDED_LONG = 9
# what is only described; and what is said to be somebody's: 证券交易所|的业务规则
_POINTS = re.compile(
    "的一[部份项个系]|这一|更好|后的|[同议]、|^完[成善]|达成|等(?:一|多|几|数|[政措文])"
    "|^(?:旨在|出|有关|本|严格|高[出于]|低于|符合|一直|历史)"
)
_OWNED = re.compile(
    r"的(?!(?:若干|实施|指导|暂行|补充|具体|工作|[\d一二三四五六七八九十]+[条项])*"
    "(?:意见|决定|通知|措施|办法|规定|通告|公告|建议|方案|细则|决议|命令|批复)$)"
)
_LONG_TITLE = 10
_NEED = 2  # specific words of a title
_AND = frozenset("与和")
_JOINTLY = (
    "(?:共建|合办|联办|共办|(?:共同|联合|合作|合资|携手|联手|合力|一起|一道)(?:投资|出资|规划|发起|参与)?"
    "(?:建设|成立|组建|设立|创办|创建|建立|打造|搭建|兴建|筹建|开建|开办|办起|创立|建起))"
)
_TOGETHER = re.compile(_JOINTLY)
_ESTABLISHED = "设在|设于|落户|位于|揭牌|挂牌|正式|破土|动工|开工|投用|启用|落成|建成|投入"
_MECHANISM = "(?:合作|协作)机制"  # an alliance only where it is founded, or has members
_DATED = r"(?:[今去]年|20\d\d年)(?:\d{1,2}月)?(?:\d{1,2}日)?"  # which is none of its name
_FOUNDED = {
    "ResearchInstitution": "founded_institute",
    "Alliance": "founded_alliance",
    "DevelopmentZone": "founded_park",
}  # what has a name without a place where the text says that it was founded → the nouns that end it


def _often(verbs: str) -> str:
    """One of the verbs or several in a row; written with the first apart, an expression is quick to look for."""
    return f"(?:{verbs})(?:{verbs})*"


@cache
def _untitled() -> tuple[tuple[re.Pattern[str], str, int], ...]:
    words = grammar()
    sign, tail = words.alternation("sign"), words.alternation("agreement_tail")
    policy = words.alternation("policy_tail")
    return (
        (
            re.compile(
                rf"(?:{sign})(?:了|的)?((?:[^，。；：、《》的了]|、){{4,50}}?(?:{tail}))(?![\u3400-\u9fff]?[书])"
            ),
            "Agreement",
            2,
        ),
        (
            re.compile(rf"(?:{sign})了?(关于[^，。；：《》了]{{4,50}}?的(?:[^，。；：《》的了]{{0,8}}?)(?:{tail}))"),
            "Agreement",
            2,
        ),
        (
            re.compile(
                rf"{_often('编制|印发|下发|出台|发布|制定|审议通过|实施|公布|批复|颁布')}(?:了|的)?([^，。；：《》、了]{{4,40}}?(?:{policy}))"
                rf"(?:、([^，。；：《》、了]{{4,40}}?(?:{policy})))?(?=[，。；、（]|$)"
            ),
            "PolicyDocument",
            1,
        ),
        (
            re.compile(
                rf"{_often('印发|下发|转发|出台|发布|制定|审议通过|表决通过|高票通过|全票通过|(?<!草案)通过|作出|公布|批复|颁布')}了?(关于(?:[^，。；：、《》了]){{6,50}}?的(?:{policy}))(?=[，。；、]|$)"
            ),
            "PolicyDocument",
            2,
        ),
        *(
            (
                re.compile(
                    rf"(?:{_often('成立|组建|设立|创办|创建|发起')}[了的]?|{_JOINTLY}了?)"
                    rf"([^，。；：《》、“”的了]{{4,24}}?(?:{words.alternation(tails)}))(?=[，。；、]|$|{_ESTABLISHED})"
                ),
                kind,
                1,
            )
            for kind, tails in _FOUNDED.items()
        ),
    )


@cache
def _spoken_of() -> re.Pattern[str]:
    """An alliance that its sentence says was founded, or of which it names a member: 某某期刊联盟昨日成立."""
    alliance = rf"([^，。；：《》、“”的了]{{4,24}}?(?:{grammar().alternation('founded_alliance')}|{_MECHANISM}))"
    when = (
        "(?:在[^，。；：]{2,14}?)?(?:正式|今[日天]|昨[日天]|近日|日前|[同当]日|当天|随后|同时|宣[告布]|也|则|已){0,3}"
    )
    return re.compile(
        rf"(?:^|(?<=[，。；：])|(?<=[起建立织导头]的))(?:(?:{_DATED})|会上|现场|期间|当天|同日|当日)?{alliance}(?={when}(?:成立|揭牌|挂牌|组建|诞生|亮相))"
        rf"|(?:是|为|任|加入|担任|成为|当选|加盟|入选)了?{alliance}"
        "(?=的?(?:首批|首任|创始|副|常务|轮值|发起|核心|重要)*(?:理事|成员|会员|会长|主席|秘书长))"
    )


@cache
def _shared() -> tuple[tuple[re.Pattern[str], str], ...]:
    """What several have founded: 甲与乙共建的某某研究院."""
    words = grammar()
    behind = rf"(?=[，。；、]|$|{_ESTABLISHED}|[里内在将已于也又]|[今昨]天|[日近]前|近日|是|成为)"
    return tuple(
        (re.compile(rf"{_JOINTLY}的([^，。；：《》、“”的了]{{2,24}}?(?:{words.alternation(tails)})){behind}"), kind)
        for kind, tails in _FOUNDED.items()
    )


@cache
def _office() -> re.Pattern[str]:
    """What several bodies set up between them: 甲市、乙市成立某某专项工作组."""
    offices = grammar().alternation("joint_office")
    several = (
        "(?:[、和与同][^，。；：、]{2,16}?|[两三四五六七八九十](?:省|市|地|县|区|州|方|部门|院|校|家)[^，。；：]{0,6}?)"
    )
    verb = f"(?:{_JOINTLY}|成立|组建|设立|建立)了?"
    return re.compile(
        rf"{several}{verb}((?:(?![的了、，。；：“”《》])[\u3400-\u9fff]){{4,24}}?(?:{offices}))(?=[，。；、]|$|{_ESTABLISHED})"
    )


def shared(text: str, tokens: Tokens) -> Iterator[Candidate]:
    """Parks, institutes, alliances and offices that the sentence says several have founded, named without a place."""
    for match in _office().finditer(text) if any_of("joint_office").search(text) else ():
        if tokens.boundary(match.start(1)) and tokens.boundary(match.end(1)):
            yield Candidate(*match.span(1), "Alliance", match.group(1), "founded-jointly", 1)
    if "的" not in text:
        return
    for pattern, kind in _shared():
        if not any_of(_FOUNDED[kind]).search(text):
            continue
        for match in pattern.finditer(text):
            start, end = match.span(1)
            whole = tokens.boundary(start) and tokens.boundary(end)
            if whole and _specific(tokens, start, end, kind, least=1):
                yield Candidate(start, end, kind, match.group(1), "founded-jointly", 1)


def untitled(text: str, tokens: Tokens) -> Iterator[Candidate]:
    """Agreements, papers and bodies named by a full phrase behind the verb (签订共建…协议), not by a kind."""
    words = grammar().words
    if any_of(_FOUNDED["Alliance"]).search(text) or "作机制" in text:
        for match in _spoken_of().finditer(text):
            start, end = match.span(match.lastindex or 0)
            whole = tokens.boundary(start) and tokens.boundary(end)
            if whole and _noun_phrase(tokens, start, end) and _specific(tokens, start, end, "Alliance", least=1):
                yield Candidate(start, end, "Alliance", text[start:end], "untitled", 1)
    for pattern, kind, rank in _untitled():
        if kind in _FOUNDED and not any_of(_FOUNDED[kind]).search(text):
            continue
        for match in pattern.finditer(text):
            for group in range(1, (match.lastindex or 0) + 1):
                start, end = match.span(group)
                if start >= 0 and tokens.boundary(start):
                    first = tokens[tokens.at(start)]
                    led = first.word in words["whole_place"] or (kind in _FOUNDED and first.word in words["outside"])
                    start = first.end if led else start  # 出台|全省|…实施方案, 成立的|还有|…联盟
                if (
                    start >= 0
                    and tokens.boundary(start)
                    and tokens.boundary(end)
                    and _specific(tokens, start, end, kind, least=_NEED - _jointly(text, match.start(), start))
                ):
                    yield Candidate(start, end, kind, text[start:end], "untitled", rank)


def _jointly(text: str, start: int, end: int) -> bool:
    """Whether the verb that founds says that several do."""
    return _TOGETHER.match(text, start, end) is not None


def _noun_phrase(tokens: Tokens, start: int, end: int) -> bool:
    """Whether nothing stands there that somebody does, and no place or body before what is named."""
    words = grammar().words
    inside = tokens[tokens.at(start) : tokens.at(end)]
    return not any(
        t.word in words["outside"]
        or t.word in words["apposition"]
        or t.tag[0] in "pcr"
        or (t.tag == "v" and len(t.word) > 1 and t.word not in words["inner"] | words["trade_verb"])
        for t in inside[:-1]
    )


def _specific(tokens: Tokens, start: int, end: int, kind: str, least: int = _NEED) -> bool:
    """Whether the phrase says what it is about: enough specific words, and a proper one or a long title."""
    words = grammar().words
    inside = tokens[tokens.at(start) : tokens.at(end)]
    if inside[0].word == "关于":
        return True
    said = "".join(token.word for token in inside)
    if _POINTS.search(said) or (kind == "PolicyDocument" and _OWNED.search(said)):
        return False
    counted = any(t.tag in {"m", "q", "r"} and not _PERIOD.fullmatch(t.word) for t in inside[:2])
    joins = _AND if kind in _FOUNDED else frozenset()
    joined = {t.word for t in inside if t.tag in {"c", "p"}} - joins
    row = any(t.word in _AND and before.word[-1] in "区园院所室校心台" for before, t in pairwise(inside))
    if counted or joined or row or any(t.word in words["determiner"] for t in inside[:-2]):
        return False
    specific = sum(t.word not in words["generic"] and len(t.word) > 1 for t in inside[:-1])
    proper = any(t.tag in {"ns", "nr", "nz", "nt"} or t.word in region_names() or t.word == "“" for t in inside)
    if kind == "Agreement" and all(t.word in words["generic"] or t.word in words["agreement_kind"] for t in inside):
        return False  # 全面战略合作伙伴关系协议 says how, and not on what
    if kind == "Agreement" and (end - start >= _LONG_AGREEMENT or (specific > 0 and end - start >= _SAYS_AGREEMENT)):
        return True
    if kind in _FOUNDED and end - start >= _FOUNDED_LONG:
        return specific > 0
    long = end - start >= _LONG_TITLE or inside[-1].word == "条例" or least < _NEED
    least = min(least, 1) if inside[-1].word.endswith("联盟") else least
    return specific >= least and (proper or long)
