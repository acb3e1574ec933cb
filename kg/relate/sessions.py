"""What a session adopts is issued by its body: the rules name the session, here the body takes its place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from kg.knowledge.rules import grammar
from kg.model import Linked, Reference
from kg.relate.apply import Raw

_ISSUED, _BODY, _MEETING = "issuedBy", "GovernmentBody", "Event"


def of_bodies(raws: Iterable[Raw], linked: Linked) -> list[Raw]:
    """The claims, with the body whose session is said to have issued something instead of that session.

    A claim about a meeting that is no session of a known body is left out, and so is a draft, which has yet to pass.
    """
    found: list[Raw] = []
    drafts = tuple(grammar().words["unissued"])
    for raw in raws:
        claim = raw.claim
        meeting = isinstance(claim.object, str) and linked.entities[claim.object].type == _MEETING
        if claim.predicate != _ISSUED or not meeting:
            found.append(raw)
            continue
        title = linked.entities[claim.subject].name
        body = None if any(word in title for word in drafts) else _body(raw, linked)
        if body is not None:
            span = linked.sentences[body.mention.sentence].span(body.mention.start, body.mention.end)
            found.append(replace(raw, claim=replace(claim, object=body.entities[0], object_span=span)))
    return found


def _body(raw: Raw, linked: Linked) -> Reference | None:
    """The body with whose name that of the meeting begins, perhaps with a character before it (省|人大常委会…)."""
    span = raw.claim.object_span
    if span is None:
        return None
    for reference in linked.references:
        mention = reference.mention
        if mention.type != _BODY or len(reference.entities) != 1:
            continue
        at = linked.sentences[mention.sentence].span(mention.start, mention.end)
        if at.start <= span.start < at.end < span.end and span.start - at.start <= 1:
            return reference
    return None
