"""One document in, its entities and claims out: the pure function that a build applies to each document."""

from __future__ import annotations

from dataclasses import replace

from kg.entity import link as link_entities
from kg.model import Document, Extraction, Linked
from kg.read import articles
from kg.relate import relate


def link(document: Document) -> Linked:
    """Read, recognise and link a document: everything that the relation rules see."""
    return link_entities(document, articles(document))


def extract(document: Document) -> Extraction:
    """Everything that a document yields; deterministic, reads no file but the ontology's."""
    linked = link(document)
    claims = relate(linked)
    composite = {key for reference in linked.references for key in reference.entities}
    used = {key for claim in claims for key in (claim.subject, claim.object) if isinstance(key, str)}
    entities = (
        replace(entity, mentioned=True) if entity.key in composite & used else entity for entity in linked.entities.values()
    )
    return Extraction(document, tuple(entities), claims)
