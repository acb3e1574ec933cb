"""Whose meeting is reported, where the meeting has no name of its own: 某市政府召开常务会议. 会议通过《某办法》."""

from __future__ import annotations

from collections.abc import Sequence

from kg.relate.context import Found
from kg.relate.cues import cue
from kg.relate.encode import Encoded, tokens

_REACH = 24  # sentences that a meeting may be reported over
_HEADS = ("subheading",)


def convened(sentences: Sequence[Encoded], index: int) -> Found:
    """The body whose meeting the article told of last before sentence ``index``.

    Nothing where people met in another way since, or where the meeting has a name: then that is what is spoken of.
    """
    article = sentences[index].sentence.article
    for encoded in reversed(sentences[max(0, index - _REACH) : index]):
        if encoded.sentence.article != article or encoded.sentence.kind in _HEADS:
            break
        found = list(cue("convened").finditer(encoded.text))
        if found:
            place = found[-1].start("C")
            items = [item for at, item in tokens(encoded, place, len(encoded.text)) if at == place]
            return Found(tuple(items), encoded.sentence.index)
        if cue("meets_otherwise").search(encoded.text):
            break
    return Found((), index)
