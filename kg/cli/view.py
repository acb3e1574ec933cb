"""``kg view``: the graph as one self-contained, interactive page."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli import common


@click.command(name="view")
@common.store_option
@common.output_option
@click.option("--focus", multiple=True, metavar="NAME", help="Start from this entity (name, code or key); repeatable.")
@click.option("--depth", type=click.IntRange(0, 6), default=1, show_default=True, help="Steps shown around --focus.")
@click.option("--type", "types", multiple=True, metavar="TYPE", help="Only entities of this type; repeatable.")
@click.option("--predicate", "predicates", multiple=True, metavar="NAME", help="Only this relation; repeatable.")
@click.option("--document", "documents", multiple=True, metavar="ID", help="Only what this document says; repeatable.")
@common.confidence_option
@click.option(
    "--max-nodes",
    type=click.IntRange(1),
    default=3000,
    show_default=True,
    metavar="N",
    help="The most entities that the page may carry.",
)
@click.option(
    "--first-nodes",
    type=click.IntRange(1),
    default=100,
    show_default=True,
    metavar="N",
    help="The most entities that it shows at first.",
)
@click.option("--title", metavar="TEXT", help="What stands at the head of the page.")
@click.option("--lang", type=click.Choice(["zh", "en"]), default="zh", show_default=True, help="Interface language.")
def command(  # noqa: PLR0917 - click passes options by name
    store: Path,
    output: str,
    focus: tuple[str, ...],
    depth: int,
    types: tuple[str, ...],
    predicates: tuple[str, ...],
    documents: tuple[str, ...],
    min_confidence: float,
    max_nodes: int,
    first_nodes: int,
    title: str | None,
    lang: str,
) -> None:
    """Write the graph as one interactive page.

    The page needs no network and no server: open the file, send it, archive it. A click on a line shows the sentence
    behind it. It starts with the most important entities, or with those around --focus.

    \b
    Example:
      kg view --store kg-store -o graph.html
      kg view --store kg-store --focus 四川省 --depth 2 -o sichuan.html
    """  # noqa: D301
    from kg.views.html import render
    from kg.views.select import ViewError

    with common.open_store(store) as opened:
        try:
            page = render(
                opened,
                title=title,
                lang=lang,
                focus=focus,
                depth=depth,
                types=types,
                predicates=predicates,
                documents=documents,
                min_confidence=min_confidence,
                max_nodes=max_nodes,
                first_nodes=first_nodes,
            )
        except ViewError as error:
            raise common.Fault(error.problem, cure=error.cure) from error
    common.write(page, output)
    if output != "-":
        click.echo(f"{output}: {len(page.encode('utf-8')) / 1e6:.1f} MB; open it in a browser.", err=True)
