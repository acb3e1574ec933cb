"""What the rules make of marked texts, as words."""

from __future__ import annotations

from kg.model import When
from kg.relate import relate
from kg.relate.markup import linked


def said(text: str, *, modality: str = "asserted") -> set[str]:
    """The statements of a marked text as 'subject predicate object'."""
    document = linked(text)

    def name(end: str | When) -> str:
        return end.iso if isinstance(end, When) else document.entities[end].name

    claims = [claim for claim in relate(document) if claim.modality == modality]
    return {f"{name(claim.subject)} {claim.predicate} {name(claim.object)}" for claim in claims}
