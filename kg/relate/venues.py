"""Where a meeting is that is held in a house: its name begins with the place (某市国际会展中心举行 is in that city)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from kg.knowledge.rules import grammar
from kg.model import Entity, Linked, is_state
from kg.relate.apply import Raw

_HELD_IN = "heldIn"
_LEVELS, _SHORTEST = frozenset("省市县区州"), 2


def of_places(raws: Iterable[Raw], linked: Linked) -> list[Raw]:
    """The claims, with the place of a house instead of the house in which a meeting is held.

    A claim is left out where no place that the document names stands at the front of the name of the house, where that
    is a country, and where another place stands in it, which may be the one meant.
    """
    found: list[Raw] = []
    for raw in raws:
        claim = raw.claim
        house = linked.entities[claim.object] if claim.predicate == _HELD_IN and isinstance(claim.object, str) else None
        if house is None or house.type in grammar().types["Region"]:
            found.append(raw)
        elif place := _place(house, linked):
            found.append(replace(raw, claim=replace(claim, object=place)))
    return found


def _place(house: Entity, linked: Linked) -> str | None:
    """The one place whose name stands in that of a house, at its front."""
    named = [entity for entity in linked.entities.values() if entity.type == "AdministrativeRegion"]
    inside = {
        (house.name.find(name), -len(name), entity.key)
        for entity in named
        for name in _names(entity)
        if name in house.name
    }
    if not inside or len({key for _, _, key in inside}) > 1:
        return None
    at, _, key = min(inside)
    return key if at == 0 and not is_state(key) else None


def _names(entity: Entity) -> Iterator[str]:
    """The names of a place of two characters or more, with its level (市) and without."""
    for name in dict.fromkeys((entity.name, *entity.aliases)):
        if len(name) > _SHORTEST and name[-1] in _LEVELS:
            yield name[:-1]
        if len(name) >= _SHORTEST:
            yield name
