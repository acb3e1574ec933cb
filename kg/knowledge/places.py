"""What a place name can mean, and which place lies in which, by name."""

from __future__ import annotations

from functools import cache, lru_cache

from kg.knowledge.lexicon import NamedRegion, lexicon


@cache
def named_regions() -> dict[str, NamedRegion]:
    """Economic regions and zones of the lexicon by each of their names."""
    words = lexicon()
    return {name: region for region in (*words.economic_regions, *words.zones) for name in (region.name, *region.short)}


@lru_cache(1 << 14)
def codes(name: str) -> tuple[str, ...]:
    """The codes that a name can mean: divisions, countries, composites; empty if it is no name of the lexicon."""
    words = lexicon()
    return words.by_name.get(name) or words.abbreviations.get(name) or words.townships(name)


@lru_cache(1 << 16)
def within(outer: str, inner: str) -> bool:
    """Whether a place of the second name lies in a place of the first."""
    words = lexicon()
    outers = set(codes(outer))
    return any(outers.intersection(words.ancestors(code)) for code in codes(inner))
