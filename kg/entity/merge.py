"""Which of a document's entities are one: names equal but for small words, tails of longer names, known short forms."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache, lru_cache

from kg.entity.bodies import central
from kg.entity.builder import Builder, squash
from kg.entity.keys import kind_of, normal
from kg.entity.short import company_short, tail_of
from kg.knowledge.grammar import rows
from kg.knowledge.lexicon import lexicon
from kg.mention.lexical import named_things
from kg.mention.regions import region_names

_LEGAL = re.compile(r"(?:股份有限公司|有限责任公司|有限公司|集团公司|公司|集团)$")
_BY_TAIL = {"event", "project", "platform", "product"}
_TITLED = {"policy", "agreement"}
_LEAST = 3  # characters of a name from which a word inside was dropped


def merge_short(builder: Builder) -> None:
    """Merge drafts that a rule says are one thing; the longer name stays."""
    groups: dict[str, list[str]] = defaultdict(list)
    for key, draft in builder.drafts.items():
        if draft.code is None:
            groups[kind_of(draft.type)].append(key)
    for kind, keys in sorted(groups.items()):
        keys.sort(key=lambda k: (len(builder.drafts[k].canonical), k))
        if _pass(builder, kind, keys):
            _pass(builder, kind, keys)  # what may be one of two is plain once they are one


def _pass(builder: Builder, kind: str, keys: list[str]) -> bool:
    """Merge what can be merged among the drafts of a kind; whether anything was."""
    before = len(builder.drafts)
    for short in keys:
        if short not in builder.drafts or (kind == "region" and builder.drafts[short].type == "EconomicRegion"):
            continue
        full = _full(builder, short, [k for k in keys if k in builder.drafts and k != short], kind)
        if full is not None:
            builder.merge(short, full[0], full[1])
    return len(builder.drafts) < before


def _full(builder: Builder, short: str, others: list[str], kind: str) -> tuple[str, str] | None:
    """The one entity that the shorter name is short for, with the rule."""
    name = normal(builder.drafts[short].canonical)
    found: dict[str, str] = {}
    for other in others:
        full = normal(builder.drafts[other].canonical)
        if (len(full), full, other) <= (len(name), name, short) or builder.drafts[other].jurisdiction != builder.drafts[
            short
        ].jurisdiction:
            continue
        written = builder.drafts[short].canonical, builder.drafts[other].canonical
        rule = _rule(name, full, kind) or _inner_dropped(name, full, kind) or _quoted(*written, kind)
        if rule:
            found[other] = rule
    if len(found) == 1:
        return next(iter(found.items()))
    return None


def _rule(name: str, full: str, kind: str) -> str | None:
    if name == full or squash(name) == squash(full):
        return "same-letters"
    if kind in _BY_TAIL and tail_of(name, full):
        return "tail"
    if kind in _TITLED and full == f"关于{name}":
        return "tail"
    if name not in central() and tail_of(name, full) and _only_places(full[: len(full) - len(name)]):
        return "region-dropped"
    if kind == "organisation":
        if name in _shorts(full):
            return "company-short"
        if _state_short(name, full) or _expand(name) == _expand(full) or _expand(name) == _LEGAL.sub("", _expand(full)):
            return "abbreviation"
        if tail_of(name, full) and re.search(r"(?:银行|大学|公司|集团)$", full[: len(full) - len(name)]):
            return "parent-dropped"
    if kind == "region" and (
        _expand(name) == _expand(full) or (name != _expand(name) and tail_of(_expand(name), _expand(full)))
    ):
        return "abbreviation"
    return None


@cache
def _inner() -> tuple[str, ...]:
    return tuple(row[1] for row in rows("anaphora.tsv", 4) if row[0] == "inner")


def _inner_dropped(name: str, full: str, kind: str) -> str | None:
    """Whether the shorter name lacks but a word that tells no two projects apart (果园港 of 果园国际港)."""
    if kind != "project" or len(name) < _LEAST or name[0] != full[0] or name[-1] != full[-1]:
        return None
    dropped = any(full.replace(word, "", 1) == name and full.find(word) > 1 for word in _inner() if word in full)
    return "inner-dropped" if dropped else None


@lru_cache(1 << 14)
def _shorts(full: str) -> frozenset[str]:
    """The short names that the full name of a company allows."""
    return frozenset(map(normal, company_short(full)))


@cache
def _states() -> frozenset[str]:
    return frozenset(form for each in lexicon().countries.values() for form in (each.name, *each.short))


def _state_short(name: str, full: str) -> bool:
    """Whether the shorter name has one character for the state that the longer begins with (叙政府军, 俄国防部)."""
    cut = len(full) - len(name) + 1
    return name[0] == full[0] and cut > 1 and name[1:] == full[cut:] and full[:cut] in _states()


def _quoted(name: str, full: str, kind: str) -> str | None:
    """Whether the longer name is the shorter in quotation marks and a head noun (“渝快办”平台)."""
    return "quoted-name" if kind in _BY_TAIL and full.startswith(f"“{name}”") else None


def _only_places(prefix: str) -> bool:
    """Whether a prefix is nothing but names of places."""
    names = region_names()
    while prefix:
        width = next((w for w in range(min(12, len(prefix)), 1, -1) if prefix[:w] in names), 0)
        if not width:
            return False
        prefix = prefix[width:]
    return True


@cache
def _zone_forms() -> tuple[tuple[str, str], ...]:
    forms = [(short, pattern.name) for pattern in lexicon().zone_patterns for short in pattern.short]
    return tuple(sorted(forms, key=lambda form: (-len(form[0]), form)))


@lru_cache(1 << 14)
def _expand(name: str) -> str:
    """A name with the short forms of zones and institutions written out, its leading region without level word."""
    for short, full in _zone_forms():
        if name.endswith(short) and not name.endswith(full):
            name = name[: -len(short)] + full
            break
    for short, full, _ in rows("name_forms.tsv", 3):
        name = name.replace(short, full)
    for width in range(min(8, len(name) - 2), 1, -1):
        if name[:width] in named_things():
            name = named_things()[name[:width]][0] + name[width:]
            break
    for width in range(min(10, len(name) - 1), 1, -1):
        head = name[:width]
        if head in region_names() and head[-1] in "省市" and head[:-1] in region_names():
            return head[:-1] + name[width:]
    return name
