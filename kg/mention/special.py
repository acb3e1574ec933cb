"""Bureaus and departments of Hong Kong and Macao behind the place or its government (香港创新科技署)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.knowledge.grammar import grammar
from kg.mention.bodies import title_at
from kg.mention.candidate import Candidate
from kg.mention.tokens import Tokens

_BUREAU = re.compile(
    r"(?:香港|澳门)(?:特别行政区|特区)?(?:政府)?"
    r"((?:(?![的、，。；：])[\u3400-\u9fff]){2,10}?(?:局|署|中心|(?<![办代联]事)处))(?!长)"
)
_OFFICES = ("办事处", "代表处", "联络处")
_AND = frozenset("及和与")


def special(text: str, tokens: Tokens) -> Iterator[Candidate]:
    """Candidates for bodies of the two governments in a sentence."""
    for match in _BUREAU.finditer(text) if "香港" in text or "澳门" in text else ():
        start, end = match.span()
        whole = tokens.boundary(start) and (tokens.boundary(end) or title_at(text, end))
        if whole and not match.group().endswith(_OFFICES) and _nouns(tokens, match.start(1), end):
            kind = "PublicInstitution" if match.group().endswith("中心") else "GovernmentBody"
            yield Candidate(start, end, kind, match.group(), "organ-office")


def _nouns(tokens: Tokens, start: int, end: int) -> bool:
    """Whether nothing but nouns and what joins them stands there."""
    words = grammar().words
    inside = tokens[tokens.at(start) : tokens.at(end)]
    never = words["outside"] | words["no_head"] | words["undertake"]
    plain = all((t.tag[0] not in "pcudrxmq" or t.word in _AND) and t.word not in never for t in inside)
    acts = any(t.tag == "v" and len(t.word) > 1 and t.word not in words["inner"] for t in inside[:-2])
    return bool(inside) and inside[0].start == start and plain and not acts  # 澳门大学|和体育局 is two
