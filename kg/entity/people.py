"""Persons across documents: one name under posts of one province or body is one person; a bare name is not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from kg.entity.keys import key_of
from kg.knowledge.lexicon import lexicon
from kg.model import Claim, Entity


def scoped(entities: Iterable[Entity], claims: Iterable[Claim]) -> tuple[list[Entity], list[Claim]]:
    """Give persons with a stated post a key that other documents share; leave the others to their document.

    The scope is the province of the post (two posts of one official in one province are one person), or the body
    itself where it has none (a company, a university, a central body).
    """
    found, stated = list(entities), list(claims)
    by_key = {entity.key: entity for entity in found}
    new: dict[str, str] = {}
    for claim in sorted(stated, key=lambda c: (c.subject, str(c.object))):
        if claim.predicate == "holdsPosition" and claim.modality == "asserted" and isinstance(claim.object, str):
            person = by_key[claim.subject]
            new.setdefault(person.key, key_of("Person", person.name, _scope(by_key[claim.object])))
    people = {new.get(entity.key, entity.key): entity for entity in found if entity.key.startswith("person/")}
    others = [entity for entity in found if not entity.key.startswith("person/")]
    renamed = [replace(entity, key=key) for key, entity in people.items()]
    claims_out = [
        replace(
            c,
            subject=new.get(c.subject, c.subject),
            object=new.get(c.object, c.object) if isinstance(c.object, str) else c.object,
        )
        for c in stated
    ]
    return sorted([*others, *renamed], key=lambda entity: entity.key), claims_out


def _scope(body: Entity) -> str:
    region = body.jurisdiction or (body.key if body.code else None)
    if region is None:
        return body.key
    code = region.removeprefix("region/")
    above = [code, *lexicon().ancestors(code)] if code in lexicon().divisions else [code]
    return next((c for c in above if c in lexicon().divisions and lexicon().divisions[c].level == "province"), code)
