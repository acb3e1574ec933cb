"""``kg stats``: what is in the store."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli import common

if TYPE_CHECKING:
    from kg.stats import Stats

Line = tuple[str, str, str, int]


@click.command(name="stats")
@common.store_option
@click.option("--rules", is_flag=True, help="Count by rule too.")
@common.format_option("table", "json", "csv", "tsv", "md")
@common.output_option
def command(store: Path, rules: bool, fmt: str, output: str) -> None:
    """Say what is in the store.

    Entities count once however many documents name them; statements count once for each document that makes them.

    \b
    Example:
      kg stats --store kg-store
      kg stats --rules -f json
    """  # noqa: D301
    from kg.stats import stats

    with common.open_store(store) as opened:
        found = stats(opened)
    lines = list(_lines(found, rules=rules))
    if fmt == "table":
        common.write(_table(found, lines), output)
    elif fmt == "json":
        common.write(_json(found, lines), output)
    else:
        common.write(common.rows_as(fmt, ("what", "name", "label", "count"), lines), output)


def _lines(found: Stats, *, rules: bool) -> Iterator[Line]:
    from kg.knowledge import terms

    known = terms.terms()
    for name in ("documents", "entities", "statements", "facts", "quads"):
        yield "all", name, "", getattr(found, name)
    for what, counts in (("type", found.types), ("predicate", found.predicates), ("modality", found.modalities)):
        yield from ((what, name, known[name].label["zh"], count) for name, count in counts.items())
    yield from (("confidence", f"{band:.1f}+", "", count) for band, count in found.bands.items())
    if rules:
        yield from (("rule", name, "", count) for name, count in found.rules.items())


def _table(found: Stats, lines: list[Line]) -> str:
    total = f"{found.documents:,} documents"
    if found.first and found.last:
        total += f" of {found.first.iso} to {found.last.iso}"
    total += f", {found.entities:,} entities, {found.statements:,} statements"
    parts = [f"{total} ({found.facts:,} distinct facts), {found.quads:,} quads.\n"]
    for what in ("type", "predicate", "modality", "confidence", "rule"):
        rows = [(name, label, f"{count:,}") for kind, name, label, count in lines if kind == what]
        if rows:
            parts.append(common.table((what, "", "count"), rows))
    return "".join(parts)


def _json(found: Stats, lines: list[Line]) -> str:
    import json

    out: dict[str, object] = {name: count for what, name, _, count in lines if what == "all"}
    out |= {"first": found.first and found.first.iso, "last": found.last and found.last.iso}
    for what in ("type", "predicate", "modality", "confidence", "rule"):
        counts = {name: count for kind, name, _, count in lines if kind == what}
        if counts:
            out[what] = counts
    return json.dumps(out, ensure_ascii=False, indent=1)
