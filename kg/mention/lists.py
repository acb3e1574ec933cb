"""Names that their company gives away: A、B、C等7家银行; and titles of agreements and papers without 《》."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from kg.knowledge.grammar import alternation, any_of, grammar
from kg.mention.candidate import Candidate
from kg.mention.regions import region_names
from kg.mention.tokens import Tokens, unknown

_PERIOD = re.compile(r"(?:19|20)\d{2}年?度?|年度?|十[一二三四五六]五")
_LONG_AGREEMENT, _SAYS_AGREEMENT = 14, 9
_FOUNDED_LONG = 9
_CJK = re.compile(r"[\u3400-\u9fff]")
_ITEM = r"(?:[“][^“”]{2,20}[”]|(?:(?!等)[\u3400-\u9fffA-Za-z0-9·]){2,20})"
_NAMING = frozenset({"ns", "nr", "nrt", "nz", "nt", "eng"})
_MEETINGS = frozenset("会节展赛")  # “京交会”等平台
_PRODUCT_ENDS = frozenset("贷保险债")
_SUBSTANCE = frozenset("锂钠铁钢铜铝锌硅氢酸碱盐醇醛烯烃")  # 磷酸铁锂 is a material
_SHORT, _LONG = 5, 20
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
_NAMED_KINDS = frozenset({"Project", "Platform", "Product"})
_COUNTED = re.compile(r"\d个|[一二三四五六七八九十几多]个|\d$|^也|[着过]")
_AND = frozenset("与和")
_JOINTLY = (
    "(?:共建|合办|联办|共办|(?:共同|联合|合作|合资|携手|联手|合力|一起|一道)(?:投资|出资|规划|发起|参与)?"
    "(?:建设|成立|组建|设立|创办|创建|建立|打造|搭建|兴建|筹建|开建|开办|办起|创立|建起))"
)
_ESTABLISHED = "设在|设于|落户|位于|揭牌|挂牌|正式|破土|动工|开工|投用|启用|落成|建成|投入"
_FOUNDED = {
    "ResearchInstitution": "founded_institute",
    "Alliance": "founded_alliance",
    "DevelopmentZone": "founded_park",
}  # what has a name without a place where the text says that it was founded → the nouns that end it
_COMMON = frozenset("n vn v a an d b l i m q t f s ad vd u c p r uj k".split())


@cache
def _heads() -> dict[str, str]:
    return grammar().pairs("list_head")


@cache
def _list_pattern() -> re.Pattern[str]:
    return re.compile(rf"({_ITEM}(?:(?:、|和|及|以及){_ITEM})+){_end()}")


@cache
def _list_end() -> re.Pattern[str]:
    """What stands behind every such list: to look for it alone is quick, and mostly it is not there."""
    return re.compile(_end())


def _end() -> str:
    counted = r"(?:等|[一二两三四五六七八九十\d]+[个家所座大])"
    return rf"{counted}([^，。；：、“”（）]{{0,12}}?)({alternation(_heads())})(?![\u3400-\u9fff]?[会法学家])"


def _clause(tokens: Tokens, start: int, end: int) -> bool:
    """Whether a verb stands between 等 and the class noun, so that the noun is not the list's (甲、乙等成为…大学)."""
    modifiers = grammar().words["generic"] | grammar().words["inner"]
    between = tokens[tokens.at(start) : tokens.at(end)]
    if between and between[-1].word == "的" and len(between) > 1 and between[-2].tag == "n":
        return True  # 甲、乙等装备的企业
    verb = any(t.tag in {"v", "p", "d", "r", "c"} and t.word not in modifiers and not unknown(t.word) for t in between)
    return verb and not any(t.word == "的" for t in between)  # 等自行推出的产品


def _contest(text: str, head: str) -> bool:
    """Whether 项目 are what people compete in (高山滑雪等8个项目), as the sentence tells."""
    return head == "项目" and any_of("contest").search(text) is not None


def _act(tokens: Tokens, end: int) -> bool:
    """Whether a verb closes what looks like a list, so that the number counts its object (甲、乙建成5个平台)."""
    last, behind = tokens[tokens.at(end) - 1], tokens.after(end)
    counts = behind is not None and behind.tag == "m"
    return counts and last.tag == "v" and len(last.word) > 1 and last.word not in grammar().words["inner"]


def _is_proper(tokens: Tokens, start: int, end: int) -> bool:
    inside = [t for t in tokens if t.start >= start and t.end <= end]
    if not inside or inside[0].start != start or inside[-1].end != end:
        return bool(inside) and inside[0].start == start and end - inside[-1].end == 1  # 星恒等: 等 glued to the name
    return (
        any(unknown(t.word) for t in inside if len(t.word) > 1)
        or any(t.tag not in _COMMON and not (t.tag == "x" and not _CJK.search(t.word)) for t in inside)
        or (len(inside) > 1 and all(len(t.word) == 1 for t in inside))
    )


def listed(text: str, tokens: Tokens) -> Iterator[Candidate]:
    """Members of a 、-list before 等 or a number and a class noun, where at least half of them are proper words."""
    if "、" not in text or _list_end().search(text) is None:
        return
    for match in _list_pattern().finditer(text):
        kind = _heads()[match.group(3)]
        if _clause(tokens, match.start(2), match.end(2)) or _contest(text, match.group(3)):
            continue
        if text[match.end(1)] != "等" and _act(tokens, match.end(1)):
            continue
        items, position = [], match.start(1)
        works = kind == "Project" and "、" in match.group(1)  # 某地整治及提升、某某工程等项目
        for piece in re.split(r"(、|以及|和)" if works else r"(、|以及|和|及)", match.group(1)):
            items.append((position, position + len(piece), piece))
            position += len(piece)
        members = [item for item in items[::2] if item[2]]
        members = [
            (first, end, text[first:end])
            for start, end, _ in members
            for first in [_shrink(tokens, start, end, works=works)]
        ]
        good = [m for m in members if _good(tokens, *m, kind)]
        if len(good) * 2 < len(members) or len(members) < 2:
            continue
        for start, end, word in good if kind == "Product" or len(good) * 3 < len(members) * 2 else members:
            if not _firm(tokens, start, end) if kind == "Company" else word in region_names():
                continue
            if 2 <= end - start <= (_LONG if works else 16) and word not in grammar().words["generic"]:
                yield Candidate(start, end, kind, word.strip("“”"), "list-member", 1)


def _firm(tokens: Tokens, start: int, end: int) -> bool:
    """Whether a member of a list of firms does not begin or end with what somebody does (采取|办|某厂, 已|兼并|了)."""
    inside = tokens[tokens.at(start) : tokens.at(end)]
    if not inside:
        return True
    acts = inside[0].tag == "v" and end - start >= _SHORT and not unknown(inside[0].word)
    acts = acts and len(inside[0].word) > 1 and inside[0].word not in grammar().words["inner"]
    return not acts and inside[-1].tag not in {"ul", "uz", "ug", "m"}


def _good(tokens: Tokens, start: int, end: int, word: str, kind: str) -> bool:
    """Whether a member of a list is a name by itself; of projects and products much is only described."""
    if word.startswith("“"):
        return True
    if kind in _NAMED_KINDS and (_otherwise(word, kind) or word.endswith("国家")):
        return False
    if kind == "Product":
        return word[-1:] in _PRODUCT_ENDS
    if kind in {"Project", "Platform"}:
        substance = word[-1] in _SUBSTANCE and len(word) <= _SHORT
        return not substance and any(t.tag in _NAMING for t in tokens if start <= t.start and t.end <= end)
    return _is_proper(tokens, start, end)


def _otherwise(word: str, kind: str) -> bool:
    """Whether the member's own last word says that it is something else (某实验室等平台), or it is a number of them."""
    kinds = {suffix.type for suffix in grammar().ends(word, (4, 3, 2))}
    return (bool(kinds) and kind not in kinds) or _COUNTED.search(word) is not None


def _shrink(tokens: Tokens, start: int, end: int, *, works: bool) -> int:
    """Where the first member of a list begins: behind the last verb, preposition or the like in front of it.

    Works have verbs in their names (集中展示带, 保护修缮工程): there only what no name holds counts.
    """
    first = start
    for token in tokens[tokens.at(start) : tokens.at(end)]:
        if (
            token.tag[0] in "pcurdz"
            or (token.tag == "v" and len(token.word) > 1 and not works)
            or token.word in grammar().words["outside"]
            or token.word in grammar().words["apposition"]
            or (token.start == first and token.word in grammar().words["stop_character"])  # 是|某某大学
        ):
            first = token.end
    return first if first < end else start


@cache
def _quoted_list() -> re.Pattern[str]:
    heads = alternation(_heads())
    return re.compile(
        rf"((?:“[^“”]{{2,20}}”[、和及]?){{2,}}|“[^“”]{{2,20}}”)(?:在内的)?(?:等|[一二两三四五六七八九十\d]+[个家所座大款项])(?:[^，。；：、（）“”与和同为在向对由通过]{{0,10}}|[^，。；：、（）与和同为在向对由通过]{{0,14}}?)({heads})"
    )


def quoted_lists(text: str, tokens: Tokens) -> Iterator[Candidate]:
    """Quoted members of a list that ends in a class noun (“甲通”“乙在线”等一批平台), the separator or not."""
    for match in _quoted_list().finditer(text) if "“" in text else ():
        counted = match.group(1).count("“") == 1 and text[match.end(1)] not in "等在"  # “八五”51个项目
        verb = any(
            t.word == "进行" for t in tokens[tokens.at(match.end(1)) : tokens.at(match.end())]
        )  # 等方面进行系统解读
        if counted or verb or _contest(text, match.group(2)):
            continue
        for item in re.finditer(r"“([^“”]+)”", match.group(1)):
            start = match.start(1) + item.start()
            kind = "Event" if item.group(1)[-1] in _MEETINGS else _heads()[match.group(2)]
            yield Candidate(start, start + len(item.group()), kind, item.group(1), "list-quoted", 1)


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
                rf"{_often('印发|下发|转发|出台|发布|制定|审议通过|公布|批复|颁布')}了?(关于(?:[^，。；：、《》了]){{6,50}}?的(?:{policy}))(?=[，。；、]|$)"
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
        if not any(tail in text for tail in grammar().words[_FOUNDED[kind]]):
            continue
        for match in pattern.finditer(text):
            start, end = match.span(1)
            whole = tokens.boundary(start) and tokens.boundary(end)
            if whole and _specific(tokens, start, end, kind, least=1):
                yield Candidate(start, end, kind, match.group(1), "founded-jointly", 1)


def untitled(text: str, tokens: Tokens) -> Iterator[Candidate]:
    """Agreements, papers and bodies named by a full phrase behind the verb (签订共建…协议), not by a kind."""
    words = grammar().words
    for pattern, kind, rank in _untitled():
        if kind in _FOUNDED and not any(tail in text for tail in words[_FOUNDED[kind]]):
            continue
        for match in pattern.finditer(text):
            for group in range(1, (match.lastindex or 0) + 1):
                start, end = match.span(group)
                if start >= 0 and tokens.boundary(start) and tokens[tokens.at(start)].word in words["whole_place"]:
                    start = tokens[tokens.at(start)].end  # 出台|全省|…实施方案
                if (
                    start >= 0
                    and tokens.boundary(start)
                    and tokens.boundary(end)
                    and _specific(tokens, start, end, kind)
                ):
                    yield Candidate(start, end, kind, text[start:end], "untitled", rank)


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
