"""Branches of companies and banks that the sentence names: behind the name a place and 分行 or 公司, or only 中国."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from kg.knowledge.grammar import any_of, grammar
from kg.mention.candidate import Candidate
from kg.mention.lexical import named_things
from kg.mention.regions import region_ending_at, region_names
from kg.mention.tokens import Tokens

_FIRMS = frozenset({"Company", "FinancialInstitution"})
_LONGEST = 12  # the characters of the place
_PARTICLES = frozenset("为于与和同在由将已")  # segmentation joins them to the end of a name (分|行为)
_CLOSING = frozenset("pcuxd")
_OWN = "中国"
_FIRM, _MAKES = "公司", "生产"
_SETS = re.compile("(?:设立|成立|开设|组建|筹建|新设|增设|设|建立|开办)了?$")
_STOP = re.compile("[。；！？]|与|和|向|由")
_GROUPS = ("公司", "集团", "银行")
_OWNERS = (("行", {"FinancialInstitution"}), ("公司", {"Company"}))  # by what is set up; else any firm
_NUMBERED = re.compile(r"第?[一二三四五六七八九十百\d]{1,4}(?:研究所|研究院|工程局|[所院局])(?![\u3400-\u9fff]?[长校])")
_SITE = re.compile(
    "(?:(?![的和与及等在])[\u3400-\u9fff]){0,8}?(?:基地|工厂|厂区|分厂)(?![\u3400-\u9fff]?(?:建设|项目|工程))"
)
_BEYOND = frozenset({"以外", "之外", "境内", "市场"})


@cache
def _branch() -> re.Pattern[str]:
    return re.compile(f"[省市]?(?:{grammar().alternation('branch_tail')})")


@cache
def _bracket() -> re.Pattern[str]:
    """A place in brackets behind a firm, with what the firm has there (某某（滨海）创新中心), or a bank abroad."""
    part = grammar().alternation("after_named_part")
    return re.compile(
        rf"[（(](?:[\u3400-\u9fff]{{2,4}}[）)](?:{part}){{1,2}}(?:中心|基地|研究院|公司|总部)|(?:香港|澳门|亚洲|欧洲)[）)])"
    )


@cache
def _trades() -> re.Pattern[str]:
    words = grammar()
    return re.compile(f"(?:{words.alternation('brand_head')}|{words.alternation('daughter_trade')})?")


def branches(text: str, tokens: Tokens, found: Sequence[Candidate]) -> Iterator[Candidate]:
    """Candidates for branches of the companies among ``found``."""
    firms = [c for c in found if c.type in _FIRMS]
    yield from _of_parent(text, tokens, firms)
    for line in found:
        if line.type == "Project" and line.rank:
            yield from _of_line(text, tokens, line)
    for firm in firms:
        trade = _trades().match(text, firm.end)
        start = trade.end() if trade else firm.end
        place = next((w for w in range(_LONGEST, 1, -1) if text[start : start + w] in region_names()), 0)
        branch = _branch().match(text, start + place) if place else None
        if branch is not None and (tokens.boundary(branch.end()) or text[branch.end()] in _PARTICLES):
            yield Candidate(firm.start, branch.end(), firm.type, text[firm.start : branch.end()], "company-branch")
        elif place and (site := _SITE.match(text, start + place)) is not None and _nouns(tokens, *site.span()):
            yield Candidate(firm.start, site.end(), firm.type, text[firm.start : site.end()], "company-branch", 2)
        elif (part := _NUMBERED.match(text, firm.end)) is not None and tokens.boundary(part.end()):
            yield Candidate(firm.start, part.end(), firm.type, text[firm.start : part.end()], "company-branch")
        elif (abroad := _bracket().match(text, firm.end)) is not None and tokens.boundary(abroad.end()):
            yield Candidate(firm.start, abroad.end(), firm.type, text[firm.start : abroad.end()], "company-branch")
        elif trade is not None and _daughter(text, tokens, firm, trade.end()):
            yield Candidate(firm.start, trade.end(), firm.type, text[firm.start : trade.end()], "company-daughter")
        elif text.startswith(_OWN, firm.end) and _ends(tokens, firm.end + len(_OWN)):
            end = firm.end + len(_OWN)
            yield Candidate(firm.start, end, firm.type, text[firm.start : end], "company-branch")


def _nouns(tokens: Tokens, start: int, end: int) -> bool:
    """Whether nouns alone stand there, before what a firm has (火锅|底料|生产|基地, and not 投资|建设|基地)."""
    inside = tokens[tokens.at(start) : tokens.at(end)]
    words = grammar().words
    never = words["outside"] | words["built_verb"] | words["site_verb"]
    plain = all((token.tag[0] in "nbj" or token.word == _MAKES) and token.word not in never for token in inside)
    return plain and tokens.boundary(start) and tokens.boundary(end)


def _of_parent(text: str, tokens: Tokens, firms: list[Candidate]) -> Iterator[Candidate]:
    """What a firm has set up that is called by its place alone (甲公司设立|某市|分公司): the name holds both."""
    for match in any_of("parent_branch").finditer(text) if firms else ():
        start = region_ending_at(text, match.start())
        if start is None or not tokens.boundary(start) or not tokens.boundary(match.end()):
            continue
        clause = _SETS.search(text, 0, start)
        if clause is None:
            continue
        kinds = next((kinds for word, kinds in _OWNERS if word in match.group()), _FIRMS)
        owners = [
            c for c in firms if c.type in kinds and c.end <= clause.start() and not _STOP.search(text, c.end, start)
        ]
        if owners:
            owner = max(owners, key=lambda c: (c.end, c.end - c.start))
            yield Candidate(start, match.end(), owner.type, owner.text + text[start : match.end()], "company-branch")


def _of_line(text: str, tokens: Tokens, line: Candidate) -> Iterator[Candidate]:
    """The company of a line in a place (甲乙客运专线|某省|公司)."""
    place = next((w for w in range(_LONGEST, 1, -1) if text[line.end : line.end + w] in region_names()), 0)
    end = line.end + place + len(_FIRM)
    if place and text.startswith(_FIRM, line.end + place) and tokens.boundary(end):
        yield Candidate(line.start, end, "Company", text[line.start : end], "company-branch")


def _daughter(text: str, tokens: Tokens, firm: Candidate, end: int) -> bool:
    """Whether the trade behind a known brand makes another firm of it: one that the firm's own name does not hold."""
    trade = text[firm.end : end]
    if trade not in grammar().words["daughter_trade"] or firm.rule != "lexical" or not tokens.boundary(end):
        return False
    return not firm.text.endswith(_GROUPS) and trade not in named_things()[firm.text][0] and _ends(tokens, end)


def _ends(tokens: Tokens, offset: int) -> bool:
    """Whether nothing follows that 中国 would describe (博世中国|与, but 甲公司|中国|市场)."""
    index = tokens.at(offset)
    if index >= len(tokens) or tokens[index].start != offset:
        return index >= len(tokens)
    if tokens[index].word in _BEYOND:
        return False
    return tokens[index].tag[0] in _CLOSING or tokens[index].word in grammar().words["company_head"]
