"""People: names behind a post (区委书记张果), before a verb of speech (曾平称), in bylines, with a middle dot."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from kg.knowledge.grammar import grammar
from kg.knowledge.lexicon import lexicon
from kg.mention.candidate import Candidate
from kg.mention.tokens import Tokens, unknown

_CJK = re.compile(r"[\u3400-\u9fff]")
_DOT = re.compile(r"[·•]")
_ADDRESS = frozenset({"总书记", "总理", "主席", "同志", "先生", "女士", "院士", "教授", "博士", "总统", "首相"})
_NAME_TAGS = frozenset({"nr", "nrt", "nrfg", "nz", "x", "ns", "j"})
_NOT_IN_NAMES = frozenset("的了在和与等为是有由从向对将到至于以及被把说称也都已曾或其该这那同就并又还则就个们")
_BYLINE = re.compile(r"(?:记者|通讯员|实习生|摄影|摄|文|图|编辑|责编|首席记者|特约记者)[:：]?\s*$")


@cache
def _posts() -> re.Pattern[str]:
    titles = sorted({*lexicon().titles, *grammar().words["role"]}, key=lambda t: (-len(t), t))
    return re.compile("(?:" + "|".join(map(re.escape, titles)) + r")(?:（[^（）]{1,12}）)?[\s：:]?")


def _given(text: str, tokens: Tokens, start: int) -> int | None:
    """Where the name that starts at ``start`` ends; ``None`` if no name starts there."""
    surnames = lexicon().surnames
    compound = text[start : start + 2] in surnames
    if not compound and text[start : start + 1] not in surnames:
        return None
    base = 2 if compound else 1
    if (
        not compound
        and text[start] in grammar().words["surname_word"]
        and not (
            tokens.boundary(start) and tokens.at(start) < len(tokens) and tokens[tokens.at(start)].tag.startswith("nr")
        )
    ):
        return None
    whole = tokens[tokens.at(start)] if tokens.at(start) < len(tokens) else None
    if (
        whole is not None
        and whole.start == start
        and len(whole.word) > 1
        and whole.tag not in _NAME_TAGS
        and not unknown(whole.word)
        and whole.end - start >= base + 1
    ):
        return None
    options = []
    speech = grammar().words["speech"]
    for width in (base + 2, base + 1):
        end = start + width
        name = text[start:end]
        if len(name) < width or not all(map(_CJK.match, name)) or set(name[base:]) & _NOT_IN_NAMES:
            continue
        index = tokens.at(end)
        boundary = index == len(tokens) or tokens[index].start == end
        if not boundary and not _says(text, end):
            continue
        following = tokens[index].word if index < len(tokens) else ""
        tag = tokens[index].tag if index < len(tokens) else "x"
        sure = tokens[tokens.at(start)].tag.startswith("nr") and width == base + 2 and len(following) > 1
        closes = not following or following in speech or tag[0] in "xpcudvrtfm" or not boundary or sure
        options.append((closes, following in speech or not following or tag == "x", -abs(width - base - 2), end))
    if not options:
        return None
    best = max(options)
    return best[3] if best[0] else None


def _says(text: str, offset: int) -> bool:
    """Whether a one-character verb of speech stands here that segmentation may have joined to the name (曾平|称，)."""
    return text[offset : offset + 1] in {"称", "说"} and text[offset + 1 : offset + 2] in {"，", "：", "“", "。"}


def people(text: str, tokens: Tokens) -> Iterator[Candidate]:
    """Person names in a sentence, by what stands before or behind them."""
    for match in _posts().finditer(text):
        start = match.end()
        if not tokens.boundary(match.start()) and not tokens.boundary(start):
            continue
        end = _given(text, tokens, start)
        if end is not None:
            yield Candidate(start, end, "Person", text[start:end], "person-post", 2)
            yield from _more(text, tokens, end)
    yield from _dotted(text, tokens)
    yield from _speakers(text, tokens)
    yield from _before_title(tokens)


def _more(text: str, tokens: Tokens, end: int) -> Iterator[Candidate]:
    """Further names of a list behind a post (记者 周尤 何春阳; 副主任张三、李四)."""
    while text[end : end + 1] in {"、", " "} and text[end : end + 1]:
        start = end + 1
        found = _given(text, tokens, start)
        if found is None or (text[end] == "、" and found < len(text) and text[found] not in "、，。；）） 等和"):
            return
        yield Candidate(start, found, "Person", text[start:found], "person-list", 1)
        end = found


def _dotted(text: str, tokens: Tokens) -> Iterator[Candidate]:
    """Names with a middle dot (特雷莎·梅): tokens joined by dots, one of which can be part of a name."""
    done = 0
    for match in _DOT.finditer(text):
        dot = tokens.at(match.start())
        if match.start() < done or dot == 0 or dot + 1 >= len(tokens) or tokens[dot].start != match.start():
            continue
        first, last = dot - 1, dot + 1
        while last + 2 < len(tokens) and _DOT.fullmatch(tokens[last + 1].word):
            last += 2
        parts = [tokens[i] for i in range(first, last + 1, 2)]
        if all(_CJK.match(t.word) for t in parts) and any(t.tag in _NAME_TAGS - {"ns", "j"} for t in parts):
            done = tokens[last].end
            yield Candidate(tokens[first].start, done, "Person", text[tokens[first].start : done], "person-dotted", 1)


def _before_title(tokens: Tokens) -> Iterator[Candidate]:
    """A name of three characters in front of a title used as address (习近平总书记, 李强总理)."""
    surnames = lexicon().surnames
    for index, token in enumerate(tokens[:-1]):
        if (
            token.tag.startswith("nr")
            and 2 <= len(token.word) <= 4
            and token.word[0] in surnames
            and tokens[index + 1].word in _ADDRESS
        ):
            yield Candidate(token.start, token.end, "Person", token.word, "person-address", 2)


def _speakers(text: str, tokens: Tokens) -> Iterator[Candidate]:
    speech, surnames = grammar().words["speech"], lexicon().surnames
    for index, token in enumerate(tokens):
        if token.word not in speech or index == 0:
            continue
        for back in (1, 2):
            if index < back:
                break
            start = tokens[index - back].start
            name = text[start : token.start]
            before = text[start - 1 : start]
            if (
                2 <= len(name) <= 4
                and all(map(_CJK.match, name))
                and not set(name[1:]) & _NOT_IN_NAMES
                and (name[0] in surnames or name[:2] in surnames)
                and (before in {"", "。", "，", "”", "；", " "})
                and tokens[index - back].tag.startswith("nr")
            ):
                yield Candidate(start, token.start, "Person", name, "person-speaker", 1)


def again(text: str, names: Iterable[str]) -> Iterator[Candidate]:
    """Where names of persons known from this document stand once more."""
    for name in names:
        position = text.find(name)
        while position >= 0:
            yield Candidate(position, position + len(name), "Person", name, "person-again", 1)
            position = text.find(name, position + len(name))
