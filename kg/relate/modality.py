"""Whether the text asserts an act, or plans, wishes, denies it: cue words before the verb."""

from __future__ import annotations

from kg.model import Modality
from kg.relate.cues import cue
from kg.relate.encode import Encoded, pattern

_STOP, _CLAUSE, _QUESTION = pattern("[。；！？]"), pattern("[，。；：！？]"), pattern("？[”』」]?$")
_ATTRIBUTE = pattern("了?的")
_QUOTED = (("《", "》"), ("“", "”"))
_ORDER: tuple[Modality, ...] = ("denied", "cancelled", "questioned", "conditional", "negotiated", "wished", "planned")


def modality(
    encoded: Encoded,
    start: int,
    verb: tuple[int, int],
    *,
    announced: bool = False,
    whole: bool = True,
    subject: int | None = None,
) -> Modality:
    """The modality of an act: ``start`` is where its statement begins, ``verb`` its verb, in ``encoded.text``.

    A plan counts as asserted where the parties have committed to it earlier in the sentence (签约, 印发, 审议), and
    where the rule says that announcing is enough. Cues count from the start of the clause if ``whole``, else of the
    match; and right behind the subject of an earlier clause, which ends at ``subject`` (甲将推进改革，推出乙).
    """
    text, (trigger, end) = encoded.text, verb
    bound = max((m.end() for m in _CLAUSE.finditer(text, 0, start)), default=0) if whole else start
    sentence = max((m.end() for m in _STOP.finditer(text, 0, trigger)), default=0)
    if _QUESTION.search(text, sentence):
        return "questioned"
    if undone := _undone(text, end):
        return undone
    if _listed(text, sentence, trigger) or _drafted(text, sentence, bound, end):
        return "planned"
    for name in _ORDER:
        if name in ("denied", "wished") and _governs(text, sentence, (bound, start), verb, f"{name}_before"):
            return name
        match = next(
            (m for m in cue(name).finditer(text, bound, trigger) if _reaches(name, text, m.end(), start, verb)), None
        )
        if name == "conditional" and match is None:
            proviso = cue("proviso").search(text, bound)
            match = proviso if proviso and proviso.start() < trigger else None
        if match is None and subject is not None and name in ("planned", "wished"):
            match = cue(name).match(text, subject)
        if match is None:
            continue
        if name == "planned" and (announced or cue("committed").search(text, sentence, trigger)):
            continue
        return name
    return "asserted"


def _undone(text: str, end: int) -> Modality | None:
    """What the words behind the act make of it: 合作停止, 签约的消息不实."""
    if cue("ended").match(text, end):
        return "cancelled"
    return "denied" if cue("denied_behind").match(text, end) else None


def _listed(text: str, sentence: int, trigger: int) -> bool:
    """Whether the act stands in a list of what will be done, which may go on behind a semicolon."""
    if cue("listed_before").search(text, sentence, trigger):
        return True
    return sentence > 0 and cue("listed_on").search(text, 0, trigger) is not None


def _drafted(text: str, sentence: int, bound: int, end: int) -> bool:
    """Whether the clause says that something is still being drawn up."""
    drafting = cue("drafting").search(text, bound, end + 1)
    return drafting is not None and not cue("committed").search(text, sentence, drafting.start())


def _reaches(name: str, text: str, cue_end: int, start: int, verb: tuple[int, int]) -> bool:
    """Whether a cue governs the act.

    It does not inside a title or a motto (《共创未来》), nor where it governs another act whose object this one only
    describes: 将出席甲主办的论坛. A wish never does: 期待甲主办的论坛.
    """
    for opening, closing in _QUOTED:
        left = text.rfind(opening, 0, cue_end)
        if left >= 0 and cue_end <= text.find(closing, left) < verb[0]:
            return False
    if cue_end > start or not _ATTRIBUTE.match(text, verb[1]):
        return True
    return not name.startswith("wished") and cue("adverbial").fullmatch(text, cue_end, start) is not None


def _governs(text: str, sentence: int, clause: tuple[int, int], verb: tuple[int, int], name: str) -> bool:
    """Whether a cue earlier in the sentence reaches the act: not where a later clause says that it has happened.

    ``clause`` is where the clause of the act and its statement begin, ``verb`` its verb.
    """
    found = cue(name).search(text, sentence, verb[0])
    if found is None or not _reaches(name, text, found.end(), clause[1], verb):
        return False
    later = _CLAUSE.search(text, found.end(), clause[0])
    return later is None or not cue("happened").search(text, later.end(), verb[0])
