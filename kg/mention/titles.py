"""Names that punctuation marks: titles in 《》 and quoted names with their head noun (“长江渝融通”平台)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.knowledge.grammar import Suffix, grammar
from kg.mention.candidate import Candidate
from kg.mention.lexical import named_things
from kg.mention.regions import region_names
from kg.mention.tokens import Tokens, tokenize, unknown

_TITLE = re.compile(r"《((?:[^《》]|《[^《》]*》)+)》")
_QUOTED = re.compile(r"[“「『]([^“”「」『』]{2,40})[”」』]")
_PAREN_TAIL = re.compile(r"(?:[（(][^（）()]*[）)]|(?:19|20)\d\d(?:年版?)?)+$")  # …清单（试行）（2021年版）, …报告2020
_POLICY_VERB = re.compile(
    r"(?:印发|出台|发布|制定|审议|通过|实施|编制|修订|根据|按照|依据|下发|公布|施行|提出|贯彻|颁布)(?:了|的|并|关于)?$"
)
_STOP = re.compile(r"[，。；：！？、“”《》（）［］\[\]\s]")
_PUBLISHED_IN = re.compile(r"^(?:上|杂志|期刊|报)?(?:发表|刊发|刊登|撰文)")
# 在《某合约》上先后落笔
_SIGNED_ON = re.compile(r"(?:文本)?上[^，。；《》]{0,6}(?:签字|签名|签下|签署|落笔|盖章|落款)")
_ORDER = re.compile(r"的?[^，。；《》]{0,12}令")  # 签署公布《某条例》的国务院令
_KIND = re.compile(
    "(?:[白蓝绿]皮书|(?:年度|研究|调查|评估|分析|统计|专题|系列)?报告(?![会厅团文])|(?:国家|行业|团体|地方|企业)标准)"
)  # 《某某行动》白皮书
_FIVE_YEARS = re.compile(r"[一二三四五六七八九十]+五")
_SAYABLE = frozenset({"Programme", "Event", "Project"})
_ACROSS = frozenset({"到", "至", "正在", "在", "框架", "框架内", "内", "下", "背景"})
_COUNTED = re.compile("[一二两三四五六七八九十]+[大个项]")
_PLAIN_TAGS = frozenset({"a", "d", "b", "ad", "an"})
_GOES_ON = frozenset({"合作", "伙伴", "伙伴关系", "行动", "方案"})
_PAID = re.compile("亿元的$|投资的$")
_STATED = re.compile("(?<!波罗)的|[是不]|没有|应该|必须")
_SAID = re.compile("[也都]要|[也都将]会|要来|不是|没有|已经|正在")
_QUOTE_TAILS = {"贷": "Product", "保": "Product", "险": "Product"}
_BEFORE = 10  # the characters before a quoted name that may say what it is
_FOUNDED = frozenset({"Alliance", "PublicInstitution", "ResearchInstitution", "GovernmentBody"})
_BY_NEED = ("quoted", "platform", "programme", "event", "project", "works", "product", "own", "proper", "fund")


@cache
def _tails() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    words = grammar()
    return (
        re.compile(f"(?:{words.alternation('agreement_tail')})$"),
        re.compile(f"(?:{words.alternation('policy_tail')}|{words.alternation('title_tail')})$"),
        re.compile(f"(?:{words.alternation('work_context')})"),
    )


@cache
def _signed() -> re.Pattern[str]:
    """What stands before a title that is signed: the verb, with other titles or few words between."""
    return re.compile(
        rf"(?:{grammar().alternation('sign')})(?:了)?(?:[^，。；《》]{{0,8}}|(?:《[^《》]*》[、和及]?)*)$"
    )


def bracketed(text: str) -> Iterator[Candidate]:
    """Titles in 《》: agreements and policy papers by their last word; works of art and books are left out."""
    agreement, policy, work = _tails()
    for match in _TITLE.finditer(text):
        title = match.group(1)
        core = _PAREN_TAIL.sub("", title)
        start, end = match.span()
        if _PUBLISHED_IN.match(text[end : end + 6]) and text[max(0, start - 1) : start] in {"在", "于"}:
            yield Candidate(start, end, "MediaOrganisation", title, "title-medium", 2)
        elif agreement.search(core) or (
            _concluded(text, start, end) and not work.search(text[max(0, start - 6) : start] + text[end : end + 4])
        ):
            yield Candidate(start, end, "Agreement", title, "title-agreement", 2)
        elif policy.search(core):
            yield Candidate(start, end, "PolicyDocument", title, "title-policy", 2)
        elif _KIND.match(text, end):
            yield Candidate(start, end, "PolicyDocument", title, "title-kind", 2)
        elif not work.search(text[max(0, start - 6) : start] + text[end : end + 4]) and _POLICY_VERB.search(
            text[:start]
        ):
            yield Candidate(start, end, "PolicyDocument", title, "title-issued", 2)
        else:
            yield Candidate(start, end, "", title, "title-other", 2)


def _concluded(text: str, start: int, end: int) -> bool:
    """Whether a title is said to be signed; an order that puts a paper into force is signed in its place."""
    if text[start - 1 : start] == "在" and _SIGNED_ON.match(text, end):
        return True
    return _signed().search(text[:start]) is not None and _ORDER.match(text, end) is None


@cache
def _heading() -> re.Pattern[str]:
    acts, mark = grammar().alternation("act_tail"), r"，。；：！？“”《》、\s"
    return re.compile(
        rf"(?:[^{mark}]{{6,60}}|[^{mark}]*关于[^。；：！？\s]{{4,60}}的)(?:{acts})(?:（[^（）]{{2,8}}）)?"
    )


def heading(text: str, tokens: Tokens) -> Iterator[Candidate]:
    """The whole of a headline that is the title of a law or a document: it begins with a place, or says 关于 what."""
    if _heading().fullmatch(text) is None:
        return
    words = grammar().words
    about = text.find("关于")
    placed = tokens[0].word in region_names() or about >= 0
    front = tokens[: tokens.at(about)] if about >= 0 else tokens[:-2]
    told = any(t.word in words["outside"] or t.tag in {"d", "t"} or t.word in words["sign"] for t in front)
    if placed and not told:
        yield Candidate(0, len(text), "PolicyDocument", text, "title-heading", 2)


def _head_after(text: str, tokens: Tokens, start: int) -> tuple[int, str] | None:
    """The head noun right behind a closing quote: (end, class), over at most a few nouns in between."""
    index = tokens.at(start)
    words = grammar()
    reach, described = start, False
    for step, token in enumerate(tokens[index : index + 7]):
        if (
            token.start != reach
            or _STOP.search(token.word)
            or token.tag[0] in "pcudr"
            or token.word in words.words["determiner"]
            or token.word in _ACROSS
        ):
            return None
        if any(token.word in words.words[stop] for stop in ("outside", "stop_character", "no_head")):
            return None
        described = described or token.word in words.words["describing"]
        reach = token.end
        for width in range(min(6, reach - start), 0, -1):
            tail = text[reach - width : reach]
            for suffix in words.suffixes.get(tail, ()):
                if suffix.need in _BY_NEED and not (described and suffix.type == "Project"):
                    goes_on = tokens[index + step + 1].word if index + step + 1 < len(tokens) else ""
                    if goes_on in _GOES_ON or _more(goes_on, suffix):  # “甲乙”战略|合作, “丙+”应用|行动
                        break
                    return reach, _quoted_type(suffix.type, tail)
    return None


def _more(word: str, head: Suffix) -> bool:
    """Whether a programme or firm only begins the name of a body or service (“甲”战略|联盟, 智慧工厂|平台)."""
    if head.type == "Programme" and any(behind.type == "Alliance" for behind in grammar().suffixes.get(word, ())):
        return True
    return head.type == "Company" and any(behind.type == "Platform" for behind in grammar().suffixes.get(word, ()))


def _period(name: str) -> bool:
    """Whether the quotes hold a plan's period, a strategy or a kind, of which a project is only part (“十四五”项目)."""
    return name in named_things() or name in grammar().words["quoted_kind"] or _FIVE_YEARS.fullmatch(name) is not None


def _says_more(name: str) -> bool:
    """Whether a quoted name has a place, a proper or an unknown word in it (“赤道银行” is a figure of speech)."""
    return (
        any(
            t.tag in {"nr", "nz", "nt", "x", "nrt"} or t.word in region_names() or unknown(t.word)
            for t in tokenize(name)
        )
        or len(name) > 5
    )


def _armed(head: str, kind: str) -> str:
    """The class of what is named: a weapon is no digital platform (“宙斯盾”反导系统)."""
    weapon = kind == "Platform" and any(word in head for word in grammar().words["weapon"])
    return "Product" if weapon else kind


@cache
def _begun() -> re.Pattern[str]:
    words = grammar()
    front = words.alternation("begun_before")
    return re.compile(rf"(?:{front}|\d+[月日]|在[^，。；]{{2,8}})*(?:{words.alternation('work_begun')})")


def _built(text: str, start: int, end: int) -> str | None:
    """``Project`` for what is called 工程 and is built: money is laid out for it, or it is begun or opened."""
    paid = _PAID.search(text, max(0, start - _BEFORE), start) is not None
    return "Project" if text.endswith("工程", start, end) and (paid or _begun().match(text, end)) else None


def _plain(inner: str) -> bool:
    """Whether an everyday quality stands in the quotes (“先进”系统, “历史性”工程)."""
    inside = tokenize(inner)
    if inner[-1] in "性级" or inner in grammar().words["quality"]:
        return True
    return len(inside) == 1 and inside[0].tag in _PLAIN_TAGS and not unknown(inner)


@cache
def _described() -> tuple[str, ...]:
    return tuple(sorted(grammar().words["described_tail"]))


def _slogan(inner: str, kind: str) -> bool:
    """Whether the quoted words say something (也要…), or what is strived for (共建…命运共同体), and name nothing."""
    said = (kind in _SAYABLE and _stated(inner)) or _SAID.search(inner) is not None
    return said or (kind == "Alliance" and inner.endswith(_described()))


def _stated(inner: str) -> bool:
    """Whether somebody's words are quoted and no name (“没有采取行动”, “减少暴力活动”)."""
    first = tokenize(inner)[0]
    said = _STATED.search(inner) is not None and "——" not in inner
    return said or _COUNTED.match(inner) is not None or first.word in grammar().words["quoted_verb"]


def _quoted_type(kind: str, tail: str) -> str:
    return {"工程": "Programme", "计划": "Programme", "活动": "Event", "行动": "Programme"}.get(tail, kind)


@cache
def _introduced() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What stands before a quoted body: what kind it is (极端组织“…”), or that it was founded (组建所谓“…”)."""
    words = grammar()
    return (
        re.compile(f"(?:{words.alternation('kind_before')})$"),
        re.compile(
            f"(?:{words.alternation('founds')})(?:了?(?:一个|一支|名为)?(?:所谓)?的?|了?[^，。；：“”的是为对]{{2,8}})$"
        ),
    )


def _body(before: str, inner: str) -> str | None:
    """The class of a quoted name that the words before it call a body."""
    kind, founded = _introduced()
    if kind.search(before) and not inner.endswith("行动"):
        return "Alliance"
    if founded.search(before) is None:
        return None
    words = grammar()
    tails = words.ends(inner, range(min(6, len(inner) - 1), 1, -1))
    return next((s.type for s in tails if s.type in _FOUNDED and inner not in words.words["common_name"]), None)


def quoted(text: str, tokens: Tokens) -> Iterator[Candidate]:
    """Quoted names: with a head noun behind the quotes, or with one as their last word."""
    words = grammar()
    for match in _QUOTED.finditer(text):
        start, end = match.span()
        inner = match.group(1)
        if re.search(r"[，。！？；]", inner):
            continue
        head = _head_after(text, tokens, end)
        if head is not None:
            if not (head[1] == "Project" and _period(inner)) and not _plain(inner):
                armed = _armed(text[end : head[0]], head[1])
                yield Candidate(
                    start, head[0], _built(text, start, head[0]) or armed, text[start : head[0]], "quoted-head"
                )
            continue
        body = _body(text[max(0, start - _BEFORE) : start], inner)
        if body is not None:
            yield Candidate(start, end, body, inner, "quoted-body", 1)
            continue
        for width in range(min(6, len(inner) - 1), 1, -1):
            found = [s for s in words.suffixes.get(inner[-width:], ()) if s.need in _BY_NEED]
            if found and _slogan(inner, found[0].type):
                break
            if found and inner not in words.words["common_name"] and (found[0].need != "proper" or _says_more(inner)):
                yield Candidate(start, end, _quoted_type(found[0].type, inner[-width:]), inner, "quoted-tail", 1)
                break
        else:
            kind = _QUOTE_TAILS.get(inner[-1])
            if kind and re.search(
                r"(?:推出|发放|产品|贷款|开发|创新|投放|业务|保险)[^，。；]*$|^(?:业务|产品|贷款)", text[:start][-15:]
            ):
                yield Candidate(start, end, kind, inner, "quoted-product", 1)
