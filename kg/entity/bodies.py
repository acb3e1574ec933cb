"""The canonical name of a body of government: region in full + department in full (重庆市经信委 → …委员会)."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from kg.knowledge.lexicon import Department, Division, lexicon
from kg.mention.bodies import REGION
from kg.mention.regions import region_ending_at

_BLANK = re.compile(r"[\s、]")
_OTHERS = re.compile(r"等.{0,3}(?:部门|单位|部委|委局|厅局|机关)")


class Parsed(NamedTuple):
    """A body's name taken apart: the words for its region (or a bare 市, 省, 区, 县) and its department."""

    region: str
    department: Department


@cache
def _patterns() -> dict[str, list[tuple[str, str, Department]]]:
    """Departments by the last two characters of their patterns: (before the region, after it, department)."""
    found: dict[str, list[tuple[str, str, Department]]] = {}
    for department in lexicon().departments:
        for pattern in department.patterns:
            before, after = pattern.split("{}", 1)
            found.setdefault(after[-2:], []).append((before, after, department))
    return found


@cache
def central() -> dict[str, str]:
    """Every name of a central body → its full name."""
    names: dict[str, str] = {}
    for body in lexicon().bodies:
        for name in (body.name, *body.short):
            names.setdefault(name, body.name)
    return names


def bare(region: str) -> bool:
    """Whether a body's name has only the level of its region: 市财政局, 自治区政协."""
    return region in "省市区县州" or region == REGION


def parse(name: str) -> Parsed | None:
    """Take a local body's name apart; ``None`` if it is not of that form."""
    found: list[tuple[int, bool, Parsed]] = []
    for tail in {name[-2:], name[-1:]}:
        for before, after, department in _patterns().get(tail, ()):
            region = name[len(before) : len(name) - len(after)]
            if not (name.endswith(after) and name.startswith(before)) or not region:
                continue
            if bare(region) or region_ending_at(region, len(region)) is not None:
                branch = not department.patterns[0].startswith("{}")
                # 重庆金融监管局 is the branch of the central body, 重庆市金融监管局 the city's own
                fits = branch != (region[-1] in "省市区县州")
                found.append((len(after) + len(before), fits, Parsed(region, department)))
    return max(found, key=lambda item: (item[0], item[1], item[2].department.name))[2] if found else None


def canonical(parsed: Parsed, region: Division) -> str:
    """The full name of the body of a region; some take the region's short name (海口海关)."""
    name = region.short[0] if parsed.department.region == "bare" and region.short else region.name
    return parsed.department.patterns[0].replace("{}", name)


def rule_of(name: str) -> str:
    """The rule by which a name is that of a body of the state: central, of a place, or empty where it is neither."""
    if name in central():
        return "body-central"
    return "body-local" if parse(name) else ""


def heading(title: str) -> list[tuple[int, int]]:
    """Where the bodies stand with which a title begins (中共中央 国务院关于…); none if others stand there."""
    head, about, _ = title.partition("关于")
    found: list[tuple[int, int]] = []
    position = 0
    while about and position < len(head):
        last = next((m.start() for m in _BLANK.finditer(head, position)), len(head))
        end = next((e for e in range(last, position + 1, -1) if _one(head[position:e])), None)
        if end is None:
            return found if found and _OTHERS.fullmatch(head, position) else []
        found.append((position, end))
        position = end
        while _BLANK.match(head, position):
            position += 1
    return found


def _one(name: str) -> bool:
    """Whether a name is that of one body, and not of two that stand side by side."""
    two = (rule_of(name[:cut]) and rule_of(name[cut:]) for cut in range(2, len(name) - 1))
    return bool(rule_of(name)) and not any(two)
