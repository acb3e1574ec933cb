"""Quoted names of digital services and products with no head noun behind: words beside them tell (上线“渝快办”)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.knowledge.grammar import any_of, grammar
from kg.knowledge.lexicon import lexicon
from kg.mention.candidate import Candidate
from kg.mention.regions import region_names
from kg.mention.tokens import AMBIGUOUS, tokenize, unknown

_QUOTED = re.compile(r"[“‘]([\u3400-\u9fffA-Za-z0-9·]{2,10})[”’]")
_DIGITAL = re.compile(
    r"[通办码云链]$|(?:云图|地图|图谱|驿站|云仓|云盘|优选|严选|[A-Za-z]站)$|云(?:药房|医院|诊室|课堂|窗口|大厅|超市|展厅)$|在线$|[A-Z]版$"
)
_WAY = re.compile(r"[^云数据]成链$|强链$|补链$|延链$|产业链$|[跨全]链$|供应链$|生态链$")  # ways to act on a chain
_LOAN = re.compile(r"[贷担保险]$")
_PRODUCT = re.compile(r"[\u3400-\u9fff]{0,6}(?:金融|信贷|保险|融资|贷款|旅游|惠民)产品")
_LEAST = 3
_CALLED = re.compile("[的了到从是不把让]")  # somebody's words and no name
_BOND = re.compile(
    r"“(\d{2}[\u3400-\u9fff]{2,8}(?:MTN|SCP|CP|PPN|ABS|ABN|GN|EB|债|专项债)\d{0,3}(?:（[^（）“”]{2,12}）)?)”"
)
_DEVICE = re.compile(r"[\u3400-\u9fff]{2,6}[ -]?[A-Z]{1,4}-?\d{1,4}[A-Za-z]{0,4}")  # 云岭X5, a device by its model
_SITE = re.compile("[网]$|平台$")  # of a service, where it is launched
_INSURANCE = re.compile("(?:[贷险]|惠保)$")
_COMMON_WAY = frozenset("一跨全异掌上马就近帮代证窗卡最零次网伦")  # 跨省通办, 一网通办 are ways of working


@cache
def _live() -> re.Pattern[str]:
    return re.compile(f"(?:{grammar().alternation('live_verb')})了?$")


def _local(text: str, name: str, end: int) -> bool:
    """Whether a province's character begins the name of a service, and nothing follows that it would describe."""
    kinds = [_places().get(character) for character in name]
    front = kinds[0] == "single" and len(name) <= _LEAST + 2
    local = len(name) >= _LEAST and (front or ("single" in kinds and name[-1] in "办通码" and len(name) <= _LEAST * 2))
    return local and _COMMON_WAY.isdisjoint(name) and _no_service().match(text, end) is None


@cache
def _no_service() -> re.Pattern[str]:
    return re.compile(f"[\u3400-\u9fff]{{0,4}}(?:{grammar().alternation('way_of_working')})")


@cache
def _plain_loan() -> re.Pattern[str]:
    return re.compile(f"(?:{grammar().alternation('plain_loan')})*贷")


@cache
def _cue() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """What stands before a digital service, before a product, and behind a digital service."""
    words = grammar()
    kind, made = words.alternation("digital_kind"), words.alternation("made_verb")
    return (
        re.compile(rf"(?:{words.alternation('digital_verb')})[^，。；“”]{{0,12}}(?:“[^“”]+”[、和及]?)*$"),
        re.compile(rf"(?:{words.alternation('product_verb')})[^，。；“”]{{0,14}}(?:“[^“”]+”[、和及]?)*$"),
        re.compile(
            rf"统一版|(?:{words.alternation('digital_after')})|的?(?:{words.alternation('digital_part')})|[由是][^，。；“]{{2,24}}?(?:{made})"
            rf"|是[^，。；]{{0,24}}?(?:{kind})(?=[，。；]|$)"
        ),
    )


def _serves(text: str, name: str, before: str, end: int) -> bool:
    """Whether a name that ends like one of a digital service has words beside it that tell of one."""
    service = _DIGITAL.search(name) is not None
    if (service or _SITE.search(name)) and _no_way(name) and (_made(text, before, end) or _opened().match(text, end)):
        return True
    digital, _, behind = _cue()
    if not service or not (digital.search(before) or behind.match(text, end) or _local(text, name, end)):
        return False
    own = _WAY.search(name) is None and _own(name)
    return own or (_live().search(before) is not None and _COMMON_WAY.isdisjoint(name))


def _no_way(name: str) -> bool:
    """Whether the name is too long and too special to be a way of working."""
    return len(name) > _LEAST and _WAY.search(name) is None and _COMMON_WAY.isdisjoint(name)


def _made(text: str, before: str, end: int) -> bool:
    """Whether somebody is said to have made it, and nothing follows that it would describe: 某公司推出的“…”."""
    return _of_maker().search(before) is not None and _no_service().match(text, end) is None


@cache
def _of_maker() -> re.Pattern[str]:
    words = grammar()
    return re.compile(f"(?:{words.alternation('made_verb')}|{words.alternation('launched_as')})的$")


@cache
def _opened() -> re.Pattern[str]:
    words = grammar()
    return re.compile(
        rf"(?:{words.alternation('opens_before')})*(?:上线|开通|试运行|开门)"
        "|(?:正式|全面|同步|成功)(?:上线|开通|启用|投用|启动运行|投入使用|试运行|发布)"
    )


def services(text: str) -> Iterator[Candidate]:
    """Platforms and products in quotation marks, by their last character and the verb beside them."""
    if "“" not in text and "‘" not in text:
        return
    product = _cue()[1]
    row = ""  # the kind of the member before in a row of quoted names
    last = -1
    for match in _QUOTED.finditer(text):
        name, (start, end) = match.group(1), match.span()
        before = text[max(0, start - 24) : start]
        kind = ""
        if start == last or (start == last + 1 and text[last] in "、和及"):
            kind = row
        if _serves(text, name, before, end) or ("·" in name and _own(name) and _live().search(before)):
            kind = kind or "Platform"
        elif (
            _LOAN.search(name)
            and len(name) >= _LEAST
            and (
                product.search(before)
                or (name[-1] == "贷" and name[0] not in "不敢愿能会早续无首" and not _plain_loan().fullmatch(name))
            )
            and any_of("finance_context").search(text)
        ):
            kind = kind or "Product"
        if kind == "Platform" and _PRODUCT.match(text, end):
            kind = "Product"
        row, last = kind, end
        if kind:
            yield Candidate(start, end, kind, name, "quoted-service", 1)


def models(text: str) -> Iterator[Candidate]:
    """Products in quotation marks that are made or offered: what they are stands behind or at their end, or both.

    That is 研制的“静岳”系列转台, 推出“云岭”文旅年卡, “云岭”年卡上线, 发行“云岭畅游卡”; and bonds by their short names.
    """
    if "“" not in text:
        return
    for match in _models().finditer(text):
        name = match[2] or match[3] or match[4] or match[5]
        first = match.start() + match[0].index(f"“{name}”")
        if _CALLED.search(name) is None and (match[3] is None or _says_whose(name)):
            yield Candidate(first, first + len(name) + 2, "Product", name, "quoted-model", 1)
    for match in _BOND.finditer(text):
        yield Candidate(*match.span(), "Product", match.group(1), "quoted-bond", 1)


def launched(text: str) -> Iterator[Candidate]:
    """Devices by model in quotation marks (“云岭X5”), and loans and insurance that somebody made: 研发的“航运险”."""
    for match in _QUOTED.finditer(text) if "“" in text else ():
        name, (start, end) = match.group(1), match.span()
        insurance = _INSURANCE.search(name) and _no_way(name) and _made(text, text[max(0, start - 16) : start], end)
        if insurance or _DEVICE.fullmatch(name):
            yield Candidate(start, end, "Product", name, "quoted-launched", 1)


def _says_whose(name: str) -> bool:
    """Whether more than what it is stands in the name of a card or ticket (“消费券” and “体验卡” have none)."""
    words = tokenize(name)
    return _own(name) or (len(name) > _LEAST + 1 and any(t.word in region_names() or unknown(t.word) for t in words))


@cache
def _models() -> re.Pattern[str]:
    words = grammar()
    made, heads = words.alternation("make_verb"), words.alternation("product_head")
    name = r"“([\u3400-\u9fffA-Za-z0-9·—-]{2,12})”"
    kind = rf"(?:系列|牌|型|智能)*(?:(?![的是了和等在及])[\u3400-\u9fff]){{0,6}}?(?:{heads})"
    cards = words.alternation("card")
    return re.compile(
        rf"({made})[^，。；“”]{{0,10}}(?:{name}(?={kind})|“([\u3400-\u9fffA-Za-z0-9·]{{2,10}}(?:{cards}))”)"
        rf"|(?:{made}|新一代|新款|最新款|第[一二三四五六七八九十\d]+代)[^，。；“”]{{0,6}}“([\u3400-\u9fff]{{1,8}}[A-Za-z]{{1,4}}[-—]?\d{{1,4}}[A-Za-z]?)”"
        rf"|{name}(?={kind}[^，。；“”]{{0,6}}?(?:{words.alternation('comes_out')}))"
    )


def loans(text: str) -> Iterator[Candidate]:
    """Loans by name behind the verb that offers them, in a row or alone (推出科企梯度贷、成长贷)."""
    for match in _loans().finditer(text) if "贷" in text else ():
        position = match.start(1)
        for name in re.split("、|和|及", match.group(1)):
            if len(name) > _LEAST - 1 and not _plain_loan().fullmatch(name):
                yield Candidate(position, position + len(name), "Product", name, "loan", 1)
            position += len(name) + 1


@cache
def _loans() -> re.Pattern[str]:
    one = "(?:(?![的了和与及等为向对将以就能可])[\u3400-\u9fff]){2,9}贷(?!款)"
    return re.compile(
        rf"(?:{grammar().alternation('product_verb')})(?:了|出)?((?:{one}[、和及])*{one})(?=[，。；、等（]|$|(?<!信贷)(?:系列|产品|业务))"
    )


@cache
def _plan() -> re.Pattern[str]:
    words = grammar()
    return re.compile(
        r"“十[一二三四五六]五”(?:时期)?(?:(?![的了是在将把和与对为作])[\u3400-\u9fff]){2,22}?"
        rf"(?:{words.alternation('plan_head')})(?=[，。；、》”（和]|$|{words.alternation('plan_behind')})"
    )


def plans(text: str) -> Iterator[Candidate]:
    """Plans for a period of five years that say what they plan (“十四五”高校设置规划)."""
    for match in _plan().finditer(text) if "五”" in text else ():
        yield Candidate(match.start(), match.end(), "PolicyDocument", match.group(), "quoted-plan", 1)


@cache
def _points() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Policies by the number of their points behind the verb that issues them; one in quotation marks."""
    verbs, others = grammar().alternation("points_verb"), grammar().alternation("no_points")
    number = r"(?:\d{1,3}|[一二三四五六七八九十百]{1,3})条"
    one = rf"“[\u3400-\u9fff]{{2,14}}?(?<!第){number}”"
    body = (
        rf"(?:(?!{number}|[的了共等以为在对将和第多数项个])[\u3400-\u9fff]){{4,20}}(?<!{others.replace('|', ')(?<!')})"
    )
    said = rf"{body}{number}(?:政策措施|措施|举措|意见|新政)?(?=[，。；、）]|$)"
    row = r"[^，。；“”]{0,12}((?:“[^“”]{2,16}”[、和]?)+)"
    return re.compile(rf"(?:{verbs})(?:实施)?了?(?:({said})|{row})"), re.compile(one)


def points(text: str) -> Iterator[Candidate]:
    """Policies called by the number of their points: “科技十条”, 促进民营经济发展20条."""
    if "条" not in text:
        return
    issued, one = _points()
    for match in issued.finditer(text):
        spans = [match.span(1)] if match[1] else [m.span() for m in one.finditer(text, *match.span(2))]
        for start, end in spans:
            yield Candidate(start, end, "PolicyDocument", text[start:end].strip("“”"), "points", 1)


def _own(name: str) -> bool:
    """Whether a name is made for the service: a place or its one character stands in it, a letter, an unknown word."""
    kinds = [_places().get(character) for character in name]
    if "single" in kinds or kinds.count("component") > 1 or any(name[:width] in region_names() for width in (2, 3, 4)):
        return True
    words = [token.word for token in tokenize(name)]
    strange = any(map(unknown, words)) or all(len(word) == 1 for word in words)
    return (strange and (len(name) > _LEAST or "component" in kinds)) or any(character.isascii() for character in name)


@cache
def _places() -> dict[str, str]:
    """The characters by which provinces and cities are called that are not common words as well, and their kind."""
    kinds = lexicon().abbreviation_kinds
    return {name: kind for name, kind in kinds.items() if len(name) == 1 and name not in AMBIGUOUS}
