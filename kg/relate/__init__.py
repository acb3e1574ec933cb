"""From a linked document to the statements that it makes."""

from __future__ import annotations

from kg.model import Claim, Linked
from kg.relate.apply import Applier, Raw
from kg.relate.encode import encode
from kg.relate.lasting import with_first_days
from kg.relate.names import from_names
from kg.relate.notices import from_notices
from kg.relate.sessions import of_bodies
from kg.relate.settle import settle
from kg.relate.titled import from_titles
from kg.relate.venues import of_places

__all__ = ["relate"]


def relate(linked: Linked, *, only: str | None = None) -> tuple[Claim, ...]:
    """All claims of a document, in text order: a pure function of its arguments and of the rules.

    Planned, wished and denied acts are among them, with their modality. ``only`` is the id of the one rule to run.
    """
    sentences = encode(linked)
    applier = Applier(sentences, linked.entities)
    claims: list[Raw] = []
    for index in range(len(sentences)):
        claims += applier.run(index)
    claims += (Raw(claim, carried=True) for claim in from_names(linked))
    claims += (Raw(claim, carried=True) for claim in from_titles(linked, sentences))
    claims += (Raw(claim) for claim in from_notices(linked))
    if only is not None:
        claims = [raw for raw in claims if raw.claim.rule == only]
    return settle(with_first_days(of_places(of_bodies(claims, linked), linked), linked), linked.entities)
