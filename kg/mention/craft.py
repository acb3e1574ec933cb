"""Ships, spacecraft, rockets, satellites and trains that have a name: 嫦娥五号, “雪龙”号科考船, 天和核心舱, 复兴号."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.knowledge.grammar import grammar
from kg.mention.candidate import Candidate
from kg.mention.tokens import Tokens

_NUMBER = r"(?:[一二三四五六七八九十]{1,3}|\d{1,3})号(?:[甲乙丙丁]|0?[A-H](?![A-Za-z]))?"


@cache
def _patterns() -> re.Pattern[str]:
    words = grammar()
    series, kind = words.alternation("craft_series"), words.alternation("craft_kind")
    return re.compile(
        rf"(?P<series>(?:{series}){_NUMBER})"
        rf"|(?P<quoted>“[\u3400-\u9fffA-Za-z0-9]{{2,8}}”号|“[\u3400-\u9fffA-Za-z0-9]{{1,8}}号”)(?=[\u3400-\u9fff]{{0,8}}(?:{kind}))"
        rf"|(?P<class>(?:{words.alternation('craft_class')})(?!巨轮|文件))"
        rf"|(?P<train>中欧班列(?:（[\u3400-\u9fff]{{2,6}}）号?|“[\u3400-\u9fffA-Za-z]{{2,6}}号?”))"
        rf"|(?P<module>[\u3400-\u9fff]{{2}}(?:核心舱|实验舱))"
    )


def craft(text: str, tokens: Tokens) -> Iterator[Candidate]:
    """Named craft of the sentence, without the word for their kind behind the name."""
    if not ("号" in text or "舱" in text or "C9" in text or "班列（" in text or "班列“" in text):
        return
    for match in _patterns().finditer(text):
        start, end = match.span()
        if match.lastgroup == "module" and tokens[tokens.at(start)].tag[0] in "vdp":  # 进驻|核心舱
            continue
        if match.lastgroup == "quoted" or (tokens.boundary(start) and not text[start - 1 : start].isdigit()):
            kind = "Project" if match.lastgroup == "train" else "Product"
            yield Candidate(start, end, kind, match.group().replace("“", "").replace("”", ""), "craft")
