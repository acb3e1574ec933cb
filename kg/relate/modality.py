"""Whether the text asserts an act, or plans, wishes, denies it: cue words before the verb."""

from __future__ import annotations

from kg.model import Modality
from kg.relate.context import cue
from kg.relate.encode import Encoded, pattern

_STOP, _CLAUSE, _QUESTION = pattern("[。；！？]"), pattern("[，。；：！？]"), pattern("？[”』」]?$")
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
    if cue("listed_before").search(text, sentence, trigger):
        return "planned"
    drafting = cue("drafting").search(text, bound, end + 1)
    if drafting and not cue("committed").search(text, sentence, drafting.start()):
        return "planned"
    for name in _ORDER:
        if name in ("denied", "wished") and _governs(text, sentence, bound, trigger, f"{name}_before"):
            return name
        match = cue(name).search(text, bound, trigger)
        if match is None and subject is not None and name in ("planned", "wished"):
            match = cue(name).match(text, subject)
        if match is None:
            continue
        if name == "planned" and (announced or cue("committed").search(text, sentence, trigger)):
            continue
        return name
    return "asserted"


def _governs(text: str, sentence: int, clause: int, trigger: int, name: str) -> bool:
    """Whether a cue earlier in the sentence reaches the act: not where a later clause says that it has happened."""
    found = cue(name).search(text, sentence, trigger)
    if found is None:
        return False
    later = _CLAUSE.search(text, found.end(), clause)
    return later is None or not cue("happened").search(text, later.end(), trigger)
