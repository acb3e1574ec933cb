"""What names alone say: whose part a body is, and which region a policy or an agreement is about."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from functools import cache
from itertools import pairwise

from kg.knowledge.rules import grammar
from kg.model import Claim, Entity, Linked, Reference, is_state
from kg.relate.doubt import untitled

_SHORTEST = 2
_PART, _FIELD, _SIDE = "structure-name", "field-name", "structure-side"
_PART_CONFIDENCE, _FIELD_CONFIDENCE, _SIDE_CONFIDENCE = 0.92, 0.88, 0.85
_LEVELS = frozenset("省市县区州旗")
_GROUP, _MARKS = "集团", "“”‘’"


@cache
def _units() -> re.Pattern[str]:
    """What may follow the larger body's name: its place or number, then what kind of part it is."""
    return re.compile("(?:" + "|".join(grammar().words["unit"]) + ")$")


@cache
def _parts_of_organs() -> re.Pattern[str]:
    """What may follow a public body's name in that of its part: 某市公安局 and its 某区分局."""
    return re.compile(".{0,4}(?:" + "|".join(grammar().words["part_of_organ"]) + ")")


@cache
def _zone() -> re.Pattern[str]:
    """What makes a place the beginning of a zone's name: 自由贸易试验区."""
    return re.compile("|".join(grammar().words["zone_tail"]))


@cache
def _not_field() -> re.Pattern[str]:
    """What follows a region's name in a title where it is no field: 中国共产党, 重庆大学, 四川内江运营中心."""
    return re.compile("|".join(grammar().words["not_field"]))


@cache
def _place_made() -> re.Pattern[str]:
    """What follows a place in a title where a paper was made there: 武汉|共识."""
    return re.compile("|".join(grammar().words["made_there"]))


@cache
def _longer() -> re.Pattern[str]:
    """What behind a place makes a longer name of it: 长江上游|航运中心."""
    return re.compile("|".join(grammar().words["no_field_alone"]))


def _first(linked: Linked) -> dict[str, Reference]:
    """Where each entity is first named by a name of its own."""
    found: dict[str, Reference] = {}
    for reference in linked.references:
        if len(reference.entities) == 1:
            found.setdefault(reference.entities[0], reference)
    return found


def _forms(linked: Linked) -> dict[str, set[str]]:
    """Every form in which the text names each entity."""
    found: dict[str, set[str]] = {}
    for reference in linked.references:
        for key in reference.entities:
            found.setdefault(key, set()).add(reference.mention.text.strip(_MARKS))
    return found


def _names(entity: Entity) -> tuple[str, ...]:
    return tuple(name for name in dict.fromkeys((entity.name, *entity.aliases)) if len(name) >= _SHORTEST)


def _claim(linked: Linked, first: Reference, predicate: str, target: str, rule: str, confidence: float) -> Claim:
    mention = first.mention
    sentence = linked.sentences[mention.sentence]
    span = sentence.span(mention.start, mention.end)
    return Claim(
        subject=first.entities[0],
        predicate=predicate,
        object=target,
        rule=rule,
        confidence=round(confidence * untitled(sentence.text, mention.start, mention.end, mention.type), 3),
        evidence=sentence.span(),
        sentence=sentence.text,
        subject_span=span,
        object_span=span,
    )


def _parent(child: Entity, said: str, forms: set[str], bodies: list[tuple[str, Entity]]) -> Entity | None:
    """The body whose name a name begins with: the official one, and one of the ``forms`` that the text has of it.

    党中央 says not whose it is. A department has to be ``said`` with the larger body where it is named first.
    """
    own = set(_names(child))
    for name, parent in bodies:
        rest = child.name.removeprefix(name)
        if parent.key == child.key or name in own or rest in ("", child.name):
            continue
        if not any(form.startswith(_names(parent)) for form in forms):
            continue
        organs = parent.type == child.type == "GovernmentBody"
        if organs and said.startswith(name) and _parts_of_organs().fullmatch(said.removeprefix(name)):
            return parent
        if organs and rest not in grammar().words["organ"]:
            continue
        if _units().search(rest):
            return parent
    return None


def parts(linked: Linked) -> Iterator[Claim]:
    """``subOrganizationOf``: a body whose name begins with another body's; the longest such name wins."""
    organisations = grammar().types["Organisation"]
    first, forms = _first(linked), _forms(linked)
    named = [linked.entities[key] for key in first if linked.entities[key].type in organisations]
    bodies = [(name, entity) for entity in named for name in _names(entity)]
    bodies.sort(key=lambda pair: (-len(pair[0]), pair[0], pair[1].key))
    for child in named:
        parent = _parent(child, first[child.key].mention.text, forms[child.key], bodies)
        if parent is not None:
            yield _claim(linked, first[child.key], "subOrganizationOf", parent.key, _PART, _PART_CONFIDENCE)


def beside(linked: Linked) -> Iterator[Claim]:
    """``subOrganizationOf``: a part whose name stands right behind that of the larger body: 中核集团某研究院."""
    types = grammar().types
    named = [reference for reference in linked.references if len(reference.entities) == 1]
    named.sort(key=lambda reference: (reference.mention.sentence, reference.mention.start))
    for whole, part in pairwise(named):
        before, behind = whole.mention, part.mention
        if (before.sentence, before.end) != (behind.sentence, behind.start) or whole.entities == part.entities:
            continue
        larger, smaller = linked.entities[whole.entities[0]], linked.entities[part.entities[0]]
        if (
            smaller.name.startswith(_GROUP)
            or larger.type not in types["Investor"]
            or smaller.type not in (*types["Investor"], "PublicInstitution")
        ):
            continue
        firms = larger.type == smaller.type == "Company" and _GROUP in larger.name
        if firms or _units().search(smaller.name):
            yield _claim(linked, part, "subOrganizationOf", larger.key, _SIDE, _SIDE_CONFIDENCE)


def fields(linked: Linked) -> Iterator[Claim]:
    """``appliesTo``: the regions that the title of a policy or an agreement names, outside of other names."""
    types = grammar().types
    first = _first(linked)
    titles = _titles()
    known: dict[str, tuple[str, ...]] = {}
    for key in dict.fromkeys(key for reference in linked.references for key in reference.entities):
        entity = linked.entities[key]
        if entity.type not in types["Paper"] and entity.type not in types["Person"]:
            for name in _names(entity):
                known[name] = (*known.get(name, ()), entity.key)
    for reference in linked.references:
        if len(reference.entities) > 1:
            known.setdefault(reference.mention.text, reference.entities)
    singly = sorted(linked.fields, key=lambda r: -len(r.entities))  # a region of its own wins over its members
    alone = {r.mention.text: r.entities for r in singly if r.mention.text not in known}
    known |= alone
    if not known:
        return
    scan = re.compile("|".join(sorted(map(re.escape, known), key=lambda name: (-len(name), name))))
    for key, reference in first.items():
        entity = linked.entities[key]
        if entity.type not in titles:
            continue
        agreed = entity.type in types["Agreement"]
        for region in _regions(entity.name, scan, known, linked, alone, agreed=agreed):
            yield _claim(linked, reference, "appliesTo", region, _FIELD, _FIELD_CONFIDENCE)


def _regions(
    title: str,
    scan: re.Pattern[str],
    known: dict[str, tuple[str, ...]],
    linked: Linked,
    alone: Container[str],
    *,
    agreed: bool,
) -> Iterator[str]:
    """The regions named in a title; a place before a wider zone of the title is part of nothing else.

    ``agreed``: of an agreement, where a short name of several regions names its parties. ``alone``: names that only
    titles have, which may be parts of longer names that nobody knows.
    """
    for match in scan.finditer(title):
        keys = known[match.group()]
        regions = [key for key in keys if linked.entities[key].type in grammar().types["Region"]]
        if len(keys) > 1 and scan.match(title, match.end()):
            continue  # 川渝|万达开地区
        country = any(map(is_state, regions))
        in_zone = any(linked.entities[key].type in grammar().types["AdministrativeRegion"] for key in regions)
        if in_zone and _zone().match(title, match.end()):
            continue
        if agreed and _beside(title, scan, match.start()):
            continue  # 甲市与乙市…协议书: the parties
        if agreed and (len(keys) > 1 or any(is_state(linked.entities[key].part_of or "") for key in regions)):
            continue  # 川渝…合作协议: these are its parties; a town abroad is where it was made (维也纳…公约)
        bare = match.group() in alone and match.group()[-1] not in _LEVELS
        if bare and _longer().match(title, match.end()):
            continue
        if in_zone and _place_made().match(title, match.end()):
            continue
        if len(regions) == len(keys) and not country and not _not_field().match(title, match.end()):
            yield from regions


def _beside(title: str, scan: re.Pattern[str], start: int) -> bool:
    """Whether a place begins a title and 与 joins another to it, or is that other."""
    first = scan.match(title)
    joined = first is not None and title[first.end() : first.end() + 1] in {"与", "和"}
    return joined and first is not None and (start == 0 or start == first.end() + 1)


def from_names(linked: Linked) -> Iterator[Claim]:
    """All claims that rest on names alone, with the first place of the name as evidence."""
    yield from parts(linked)
    yield from beside(linked)
    if any(entity.type in _titles() for entity in linked.entities.values()):
        yield from fields(linked)


@cache
def _titles() -> frozenset[str]:
    """The classes of things whose name is a title."""
    types = grammar().types
    return frozenset((*types["Document"], *types["Agreement"]))
