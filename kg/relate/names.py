"""What names alone say: a body whose name begins with another body's name belongs to it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.knowledge.rules import grammar
from kg.model import Claim, Entity, Linked, Reference

_SHORTEST = 2
_RULE = "structure-name"
_CONFIDENCE = 0.85


def _units() -> re.Pattern[str]:
    """What may follow the larger body's name: its place or number, then what kind of part it is."""
    return re.compile("(?:" + "|".join(grammar().words["unit"]) + ")$")


def _parent(child: Entity, bodies: list[tuple[str, Entity]]) -> Entity | None:
    units = _units()
    for name, parent in bodies:
        rest = child.name.removeprefix(name)
        if rest in ("", child.name) or parent.key == child.key or child.name in parent.aliases:
            continue
        if parent.type == "GovernmentBody" and child.type == "GovernmentBody" and rest not in grammar().words["organ"]:
            continue
        if units.search(rest):
            return parent
    return None


def _plain(name: str) -> bool:
    return len(name) > _SHORTEST - 1


def from_names(linked: Linked) -> Iterator[Claim]:
    """``subOrganizationOf`` read off names; the longest larger name wins. Evidence: where the part is first named."""
    organisations = grammar().types["Organisation"]
    first: dict[str, Reference] = {}
    for reference in linked.references:
        if len(reference.entities) == 1:
            first.setdefault(reference.entities[0], reference)
    named = [linked.entities[key] for key in first if linked.entities[key].type in organisations]
    bodies = [(name, e) for e in named for name in dict.fromkeys((e.name, *e.aliases)) if _plain(name)]
    bodies.sort(key=lambda pair: (-len(pair[0]), pair[0], pair[1].key))
    for child in named:
        parent = _parent(child, bodies)
        if parent is None:
            continue
        mention = first[child.key].mention
        sentence = linked.sentences[mention.sentence]
        span = sentence.span(mention.start, mention.end)
        yield Claim(
            subject=child.key,
            predicate="subOrganizationOf",
            object=parent.key,
            rule=_RULE,
            confidence=_CONFIDENCE,
            evidence=sentence.span(),
            sentence=sentence.text,
            subject_span=span,
            object_span=span,
        )
