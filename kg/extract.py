"""One document in, its entities and claims out: the pure function that a build applies to each document."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from kg.entity import link as link_entities
from kg.entity import scoped
from kg.model import Claim, Document, Entity, Extraction, Linked
from kg.read import articles
from kg.relate import relate


def link(document: Document) -> Linked:
    """Read, recognise and link a document: everything that the relation rules see."""
    return link_entities(document, articles(document))


def extract(document: Document) -> Extraction:
    """Everything that a document yields; deterministic, reads no file but the ontology's."""
    linked = link(document)
    entities, claims = scoped(linked.entities.values(), relate(linked))
    composite = {key for reference in (*linked.references, *linked.fields) for key in reference.entities}
    return Extraction(document, tuple(_kept(entities, claims, composite)), tuple(claims))


def _kept(entities: Iterable[Entity], claims: Iterable[Claim], composite: set[str]) -> list[Entity]:
    """What the document names, what its claims speak of (川渝 names 四川省 there), and the regions above these."""
    by_key = {entity.key: entity for entity in entities}
    used = {key for claim in claims for key in (claim.subject, claim.object) if isinstance(key, str)}
    for key in composite & used:
        if key in by_key:
            by_key[key] = replace(by_key[key], mentioned=True)
    wanted = [key for key, entity in by_key.items() if entity.mentioned or key in used]
    keep: set[str] = set()
    while wanted:
        key = wanted.pop()
        if key in by_key and key not in keep:
            keep.add(key)
            wanted += [above for above in (by_key[key].part_of, by_key[key].jurisdiction) if above]
    return [entity for key, entity in sorted(by_key.items()) if key in keep]
