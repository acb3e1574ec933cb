"""``kg check``: is the graph sound?"""

from __future__ import annotations

from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli import common

if TYPE_CHECKING:
    from kg.check import Finding, Quotes

_SHOWN = 20


@click.command(name="check")
@common.store_option
@click.option("--shacl", "by_shacl", is_flag=True, help="Use the SHACL shapes with pySHACL: the reference, slower.")
@click.option(
    "--sources",
    multiple=True,
    metavar="DIR",
    help="Where the documents' files lie, if not where they were built from; may be given several times.",
)
@click.option("--all", "everything", is_flag=True, help="List every finding, not the first 20 of a kind.")
@common.format_option("text", "json")
@common.output_option
def command(store: Path, by_shacl: bool, sources: tuple[str, ...], everything: bool, fmt: str, output: str) -> int:
    """Check the graph against its shapes and every quote against its source.

    Exit code 1 where something is violated; warnings alone are listed and give 0.

    \b
    Example:
      kg check --store kg-store
      kg check --shacl --sources corpus
    """  # noqa: D301
    from kg import check
    from kg.read import ReadError

    with common.open_store(store) as opened:
        found = check.shacl(opened) if by_shacl else check.form(opened)
        try:
            quotes = check.quotes(opened, sources)
        except ReadError as error:
            raise common.Fault(str(error), code=2) from error
        names = {finding.focus: check.name(opened, finding.focus) for finding in found}
    found = sorted([*found, *quotes.wrong])
    violated = any(finding.severity == "Violation" for finding in found)
    common.write(_json(found, quotes) if fmt == "json" else _text(found, quotes, names, everything=everything), output)
    return 1 if violated else 0


def _text(found: list[Finding], quotes: Quotes, names: dict[str, str], *, everything: bool) -> str:
    lines = []
    for (severity, message), group in groupby(found, key=lambda finding: (finding.severity, finding.message)):
        each = list(group)
        lines.append(f"{severity}: {message} ({len(each):,})")
        shown = each if everything else each[:_SHOWN]
        lines += [
            "  " + "  ".join(filter(None, (finding.focus, names.get(finding.focus), finding.value)))
            for finding in shown
        ]
        if len(shown) < len(each):
            lines.append(f"  … and {len(each) - len(shown):,} more (--all lists them)")
    violations = sum(finding.severity == "Violation" for finding in found)
    lines.append(f"{violations:,} violations, {len(found) - violations:,} warnings.")
    total = quotes.verified + len(quotes.wrong) + quotes.unverified
    lines.append(f"{quotes.verified:,} of {total:,} quotes verified against their files.")
    if quotes.missing:
        files = ", ".join(quotes.missing[:5]) + (", …" if len(quotes.missing) > 5 else "")
        lines.append(
            f"Not verified, as the file was not found or has changed: {files}. Name its folder with --sources."
        )
    return "\n".join(lines) + "\n"


def _json(found: list[Finding], quotes: Quotes) -> str:
    import json

    return json.dumps(
        {
            "findings": [
                {"severity": f.severity, "message": f.message, "focus": f.focus, "value": f.value} for f in found
            ],
            "quotes": {
                "verified": quotes.verified,
                "wrong": len(quotes.wrong),
                "unverified": quotes.unverified,
                "missing": quotes.missing,
            },
        },
        ensure_ascii=False,
        indent=1,
    )
