"""Settle what the rules claim: types, symmetric pairs, which predicate wins over which, doubles."""

from __future__ import annotations

from dataclasses import replace

from kg.knowledge.rules import grammar
from kg.model import Claim, Entity, When
from kg.relate.apply import Raw

_FLOOR = 0.5  # below it, with several doubts at once, one statement in ten was right on judged pages
_DATES = ("signedOn", "issuedOn", "heldOn")


def _allowed(entity_type: str, groups: tuple[str, ...]) -> bool:
    return any(entity_type in grammar().types[group] for group in groups)


def _well_typed(claim: Claim, entities: dict[str, Entity]) -> bool:
    domain, range_ = grammar().predicates[claim.predicate]
    if claim.subject == claim.object or not _allowed(entities[claim.subject].type, domain):
        return False
    if claim.predicate == "memberOf" and entities[str(claim.object)].name.endswith(tuple(grammar().words["of_people"])):
        return False  # people are members of a political party, and no body or place
    if isinstance(claim.object, When):
        return claim.predicate in _DATES
    return _allowed(entities[claim.object].type, range_)


def _turned(claim: Claim, entities: dict[str, Entity]) -> Claim:
    """Symmetric claims smaller key first; what is built together and is a meeting is attended."""
    if claim.predicate == "cooperatesWith" and str(claim.object) < claim.subject:
        return replace(
            claim,
            subject=str(claim.object),
            object=claim.subject,
            subject_span=claim.object_span,
            object_span=claim.subject_span,
        )
    is_event = isinstance(claim.object, str) and entities[claim.object].type == "Event"
    if claim.predicate == "jointlyBuilds" and is_event:
        return replace(claim, predicate="participatedIn")
    return claim


def _beaten(claims: list[Claim]) -> set[tuple[str, str, str]]:
    """The statements that a stronger one makes superfluous."""
    builds: dict[str, set[str]] = {}
    beaten: set[tuple[str, str, str]] = set()
    for claim in claims:
        if claim.modality != "asserted" or not isinstance(claim.object, str):
            continue
        if claim.predicate == "jointlyBuilds":
            builds.setdefault(claim.object, set()).add(claim.subject)
            beaten.add((claim.object, "launchedBy", claim.subject))
        elif claim.predicate == "signatory":
            builds.setdefault(claim.subject, set()).add(claim.object)
        elif claim.predicate == "investsIn":
            beaten.add((claim.subject, "locatedIn", claim.object))
    for parties in builds.values():
        beaten |= {(a, "cooperatesWith", b) for a in parties for b in parties if a < b}
    return beaten


def _question(claim: Claim) -> tuple[str, str] | None:
    """What a claim answers, where a plain answer makes guesses needless: who signed, issued, launched; which field."""
    if claim.predicate in ("signatory", "issuedBy", "appliesTo", "subOrganizationOf"):
        return claim.subject, claim.predicate
    if claim.predicate == "launchedBy":
        return claim.subject, claim.predicate
    if claim.predicate == "jointlyBuilds":
        return str(claim.object), "launchedBy"
    return None


def _plain(raws: list[Raw]) -> list[Claim]:
    """Without what rests on a carried-over subject or a bare name where the text says it outright."""
    plain = (raw.claim for raw in raws if not raw.carried and not raw.adds)
    said = {_question(claim) for claim in plain if claim.modality == "asserted"}
    said.discard(None)
    return [raw.claim for raw in raws if not raw.carried or raw.adds or _question(raw.claim) not in said]


def _coarse(claims: list[Claim]) -> set[tuple[str, str, str]]:
    """The dates that a finer one of the same thing makes superfluous: 2021 beside 2021-05-06."""
    days: dict[tuple[str, str], set[str]] = {}
    for claim in claims:
        if isinstance(claim.object, When) and claim.modality == "asserted":
            days.setdefault((claim.subject, claim.predicate), set()).add(claim.object.iso)
    return {
        (*key, coarse)
        for key, found in days.items()
        for coarse in found
        if any(fine.startswith(f"{coarse}-") for fine in found)
    }


def _misdated(claims: list[Claim]) -> set[tuple[str, str, str]]:
    """Of one day or month in two years the earlier: a headline of a coming meeting leaves the year out."""
    days: dict[tuple[str, str], set[str]] = {}
    for claim in claims:
        if isinstance(claim.object, When) and claim.object.precision != "year" and claim.modality == "asserted":
            days.setdefault((claim.subject, claim.predicate), set()).add(claim.object.iso)
    return {
        (*key, early)
        for key, found in days.items()
        for early in found
        if any(late[:4] > early[:4] and late[4:].startswith(early[4:]) for late in found)
    }


def settle(raws: list[Raw], entities: dict[str, Entity]) -> tuple[Claim, ...]:
    """The claims that stand, each once a passage, in text order."""
    turned = [replace(raw, claim=_turned(raw.claim, entities)) for raw in raws]
    kept = _plain([raw for raw in turned if _well_typed(raw.claim, entities)])
    beaten = _beaten(kept) | _coarse(kept) | _misdated(kept)
    best: dict[tuple[str, str, str, str, int], Claim] = {}
    for claim in kept:
        target = claim.object.iso if isinstance(claim.object, When) else claim.object
        if claim.confidence < _FLOOR or (claim.subject, claim.predicate, target) in beaten:
            continue
        key = (claim.subject, claim.predicate, target, claim.title or "", claim.evidence.end)
        if key not in best or _rank(claim) > _rank(best[key]):
            best[key] = claim
    return tuple(sorted(best.values(), key=_order))


def _rank(claim: Claim) -> tuple[bool, float]:
    return claim.modality == "asserted", claim.confidence


def _order(claim: Claim) -> tuple[int, int, str, str, str]:
    target = claim.object.iso if isinstance(claim.object, When) else claim.object
    return claim.evidence.end, claim.evidence.start, claim.predicate, claim.subject, target
