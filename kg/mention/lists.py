"""Names that their company gives away: A、B、C等7家银行."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.knowledge.grammar import alternation, any_of, grammar
from kg.mention.candidate import Candidate
from kg.mention.lexical import named_things
from kg.mention.regions import region_names
from kg.mention.tokens import Tokens, unknown

_CJK = re.compile(r"[\u3400-\u9fff]")
_ITEM = r"(?:[“][^“”]{2,20}[”]|(?:(?!等)[\u3400-\u9fffA-Za-z0-9·]){2,20})"
_NAMING = frozenset({"ns", "nr", "nrt", "nz", "nt", "eng"})
_MEETINGS = frozenset("会节展赛")  # “京交会”等平台
_PRODUCT_ENDS = frozenset("贷保险债")
_SUBSTANCE = frozenset("锂钠铁钢铜铝锌硅氢酸碱盐醇醛烯烃")  # 磷酸铁锂 is a material
_PAIR, _SHORT, _LONG = 2, 5, 20
_NAMED_KINDS = frozenset({"Project", "Platform", "Product"})
_COUNTED = re.compile(r"\d个|[一二三四五六七八九十几多]个|\d$|^也|[着过]")
_NUMBER = re.compile(r"[\d一二三四五六七八九十几多余近]+个")  # 45个国家
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
        kind = "Company" if works and _of_firms(members) else kind  # 甲、乙、丙等外资项目 are called by their firms
        for start, end, word in good if kind == "Product" or len(good) * 3 < len(members) * 2 else members:
            if not _firm(tokens, start, end) if kind == "Company" else word in region_names():
                continue
            named = word not in grammar().words["generic"] and not _NUMBER.match(word)
            if named and 2 <= end - start <= (_LONG if works else 16):
                yield Candidate(start, end, kind, word.strip("“”"), "list-member", 1)


def _of_firms(members: list[tuple[int, int, str]]) -> bool:
    """Whether what is listed are known firms, and no work among them."""
    words = [word for _, _, word in members]
    works = any(suffix.type == "Project" for word in words for suffix in grammar().ends(word, (4, 3, 2)))
    return not works and any(named_things().get(word, ("", ""))[1] == "Company" for word in words)


def _firm(tokens: Tokens, start: int, end: int) -> bool:
    """Whether a member of a list of firms does not begin or end with what somebody does (采取|办|某厂, 已|兼并|了)."""
    inside = tokens[tokens.at(start) : tokens.at(end)]
    if not inside:
        return True
    acts = inside[0].tag == "v" and end - start >= _SHORT and not unknown(inside[0].word)
    acts = acts and len(inside[0].word) > 1 and inside[0].word not in grammar().words["inner"]
    return not acts and inside[-1].tag not in {"ul", "uz", "ug", "uj", "m"}


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
        inside = tokens[tokens.at(start) : tokens.at(end)]
        told = any(t.tag == "p" and t.start > start for t in inside)  # 某公司已向某地
        return not substance and not told and any(t.tag in _NAMING for t in inside)
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
            or (token.tag == "v" and len(token.word) > 1 and not works and not _brand(token.word))
            or token.word in grammar().words["outside"]
            or token.word in grammar().words["apposition"]
            or (token.start == first and token.word in grammar().words["stop_character"])  # 是|某某大学
        ):
            first = token.end
    return first if first < end else start


def _brand(word: str) -> bool:
    """Whether a word that no dictionary has ends with a trade, so that it is no verb (云帆智造)."""
    return len(word) > _PAIR and unknown(word) and word[_PAIR:] in grammar().words["brand_head"]


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
