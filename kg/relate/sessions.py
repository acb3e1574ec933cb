"""What a session adopts is issued by its body: the rules name the session, here the body takes its place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from kg.knowledge.rules import grammar
from kg.model import Linked, Mention
from kg.relate.apply import Raw

_ISSUED, _BODY, _MEETING = "issuedBy", "GovernmentBody", "Event"


def of_bodies(raws: Iterable[Raw], linked: Linked) -> list[Raw]:
    """The claims, with the body whose session is said to have issued something instead of that session.

    A claim about a meeting that is no session of a known body is left out, and so are a draft, which has
    yet to pass, and the report of a government to its assembly.
    """
    found: list[Raw] = []
    others = (*grammar().words["unissued"], *grammar().words["reports_of_others"])
    for raw in raws:
        claim = raw.claim
        meeting = claim.object if isinstance(claim.object, str) else ""
        if claim.predicate != _ISSUED or not meeting or linked.entities[meeting].type != _MEETING:
            found.append(raw)
            continue
        title = linked.entities[claim.subject].name
        body = None if any(word in title for word in others) else _body(meeting, linked)
        if body is not None:
            found.append(replace(raw, claim=replace(claim, object=body)))
    return found


def _body(meeting: str, linked: Linked) -> str | None:
    """The body with whose name that of the meeting begins, perhaps with a character before it: 省|人大常委会…"""
    named = [reference.mention for reference in linked.references if meeting in reference.entities]
    for reference in linked.references:
        body = reference.mention
        if body.type == _BODY and len(reference.entities) == 1 and any(_begins(body, each) for each in named):
            return reference.entities[0]
    return None


def _begins(body: Mention, meeting: Mention) -> bool:
    inside = body.sentence == meeting.sentence and body.start <= meeting.start < body.end < meeting.end
    return inside and meeting.start - body.start <= 1
