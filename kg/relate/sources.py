"""Where a slot that the pattern has not is looked for: what ``context`` of a rule says, by the kind of source."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.knowledge.rules import grammar
from kg.relate.context import Context, Found
from kg.relate.convened import convened
from kg.relate.encode import Encoded
from kg.relate.theme import founded, main, sole, theme

_COUNTED = "counted"  # the list of as many members as group ``n`` says
_CONVENED = "convened"  # the body whose meeting, which has no name, is reported
HEADLINE = "headline"  # the paper whose text this is, by its headline right above
PAPER = "paper"  # the same, however far above the headline stands
_ABOVE = 3  # sentences between such a headline and what is said of its paper
_KIND = "k"  # the group that says what the clause calls the thing
# before the type: what the passage is about; the one thing of that type in it; what was founded or opened
_THEME, _SOLE, _FOUNDED = "theme ", "sole ", "founded "
_MAIN = "main "  # before the type: what the article is about
_ABOUT = "about "  # the theme, else the sole thing


def look(context: Context, source: str, index: int, match: re.Match[str]) -> Found:
    """What fills a slot of a rule that matched in sentence ``index``; empty where nothing does.

    ``source``: one of those explained at the head of ``ontology/rules/grammar.toml``, or a type, for the thing of that
    type that was named last.
    """
    sentences, kind = context.sentences, match.groupdict().get(_KIND)
    if source == _COUNTED:
        return context.counted(int(match["n"]), index)
    if source == _CONVENED:
        return convened(sentences, index)
    if source in (HEADLINE, PAPER):
        return _headline(sentences, index, _ABOVE if source == HEADLINE else index)
    if source.startswith(_ABOUT):
        types = source.removeprefix(_ABOUT)
        found = look(context, f"{_THEME}{types}", index, match)
        return found if found.items else look(context, f"{_SOLE}{types}", index, match)
    if source.startswith(_MAIN):
        return main(sentences, source.removeprefix(_MAIN), index, match.span(), kind)
    for prefix, find in ((_THEME, theme), (_FOUNDED, founded), (_SOLE, sole)):
        if source.startswith(prefix):
            return find(sentences, source.removeprefix(prefix), index, match.start(), kind)
    return context.last(source, index, match.start(), match.group())


def _headline(sentences: Sequence[Encoded], index: int, reach: int) -> Found:
    papers, article = grammar().types["Document"], sentences[index].sentence.article
    for encoded in reversed(sentences[max(0, index - reach) : index]):
        if encoded.sentence.article != article:
            break
        if encoded.sentence.kind == "headline":
            items = tuple(item for item in encoded.items if item.type in papers)
            return Found(items if len(items) == 1 else (), encoded.sentence.index)
    return Found((), index)
