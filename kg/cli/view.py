"""``kg view``: the graph as self-contained, interactive pages."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from kg.cli import common

if TYPE_CHECKING:
    from kg.store import Store

_GIVEN: Final = click.core.ParameterSource.COMMANDLINE
KINDS: Final = ("graph", "timeline", "matrix", "map", "document", "story")
# Options that only some kinds know, and the kinds that do.
_ONLY: Final = {
    "focus": ("graph", "timeline", "matrix", "map"),
    "depth": ("graph", "timeline", "matrix", "map"),
    "max_nodes": ("graph", "story"),
    "first_nodes": ("graph", "story"),
    "layout": ("graph",),
    "colour": ("graph",),
    "layout_from": ("graph", "story"),
    "sources": ("document",),
}
# What narrows a picture is of no use to a page that answers from all of the data.
_WHOLE: Final = (*_ONLY, "types", "predicates", "documents", "min_confidence")


@click.command(name="view")
@click.argument("kind", type=click.Choice(KINDS), default="graph")
@click.argument("what", required=False, metavar="[DOCUMENT|STORY.toml]")
@common.store_option
@common.output_option
@click.option("--focus", multiple=True, metavar="NAME", help="Start from this entity (name, code or key); repeatable.")
@click.option(
    "--depth",
    type=click.IntRange(0, 6),
    default=1,
    show_default=True,
    help="Steps around --focus (2 or more where it is no graph).",
)
@click.option("--type", "types", multiple=True, metavar="TYPE", help="Only entities of this type; repeatable.")
@click.option("--predicate", "predicates", multiple=True, metavar="NAME", help="Only this relation; repeatable.")
@click.option("--document", "documents", multiple=True, metavar="ID", help="Only what this document says; repeatable.")
@common.confidence_option
@click.option(
    "--max-nodes",
    type=click.IntRange(1),
    metavar="N",
    help="The most entities that the graph may carry: 3000, or 50000 where WebGL's files are there (`make assets`).",
)
@click.option(
    "--first-nodes",
    type=click.IntRange(1),
    default=80,
    show_default=True,
    metavar="N",
    help="The most entities that the graph shows at first.",
)
@click.option(
    "--sources",
    multiple=True,
    type=click.Path(exists=True, path_type=Path),
    metavar="PATH",
    help="For a document: where its file is, if no longer in the folder that it was built from; repeatable.",
)
@click.option(
    "--layout",
    type=click.Choice(["force", "region", "time", "circle"]),
    default="force",
    show_default=True,
    help="How the graph is arranged at first: by its links, in columns of regions, in columns of years, in rings.",
)
@click.option(
    "--layout-from",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE.html",
    help="A page written before: what it shows keeps its place.",
)
@click.option(
    "--colour",
    type=click.Choice(["type", "community"]),
    default="type",
    show_default=True,
    help="What colours mean in the graph at first: types, or computed communities.",
)
@click.option(
    "--query",
    "asking",
    is_flag=True,
    help="A page that answers SPARQL and the questions of `kg ask` by itself, offline: data and Oxigraph are in it.",
)
@click.option("--title", metavar="TEXT", help="What stands at the head of the page.")
@click.option("--lang", type=click.Choice(["zh", "en"]), default="zh", show_default=True, help="Interface language.")
def command(
    kind: str,
    what: str | None,
    store: Path,
    output: str,
    sources: tuple[Path, ...],
    asking: bool,
    **options: Any,  # noqa: ANN401 - the rest goes on as it is
) -> None:
    """Write one interactive page: a picture of what is in the store.

    \b
    graph     entities and their relations; the default
    timeline  agreements, policies and events by their dates
    matrix    who cooperates with whom, regions or bodies, as a table of counts
    map       cooperation of Sichuan's prefectures and Chongqing's districts
    document  one document's text with every name and statement marked
    story     views in an order, each with a text, from a file STORY.toml

    Pages need no network and no server: open the file, send it, archive it. A click on a line, a cell, a mark shows the
    sentence behind it. The graph starts with the most important entities, or with those around --focus. There is a
    guide to all of them (docs/views.md).

    \b
    Example:
      kg view --store kg-store -o graph.html
      kg view --store kg-store --focus 四川省 --depth 2 -o sichuan.html
      kg view timeline --store kg-store -o timeline.html
      kg view matrix --store kg-store -o matrix.html
      kg view map --store kg-store -o map.html
      kg view document c03 --store kg-store -o c03.html
      kg view --query --store kg-store -o questions.html
    """  # noqa: D301
    if options["max_nodes"] is None:
        del options["max_nodes"]
    _usable(click.get_current_context(), kind, what, asking=asking)
    from kg.views.html import render
    from kg.views.select import ViewError

    with common.open_store(store) as opened:
        try:
            if asking:
                page = _query(opened, lang=options["lang"], title=options["title"])
            elif kind == "document":
                page = _document(opened, str(what), sources, lang=options["lang"], title=options["title"])
            elif kind == "story":
                page = _story(opened, str(what), options)
            else:
                page = render(opened, kind, **options)  # type: ignore[arg-type]
        except ViewError as error:
            raise common.Fault(error.problem, cure=error.cure) from error
    common.write(page, output)
    if output != "-":
        click.echo(f"{output}: {len(page.encode('utf-8')) / 1e6:.1f} MB; open it in a browser.", err=True)


def _query(store: Store, *, lang: str, title: str | None) -> str:
    """The page that answers the questions of the catalogue."""
    from kg.serve.views import questions
    from kg.views.html import query

    return query(store, questions(store), title=title, lang=lang)


def _document(store: Store, name: str, sources: tuple[Path, ...], *, lang: str, title: str | None) -> str:
    """The page of the document that the name means."""
    from kg.cli import reading
    from kg.views.graph import read
    from kg.views.html import document
    from kg.views.reading import named

    source = named(read(store), name)
    return document(store, source.key, reading.lines(store, source, sources), lang=lang, title=title)


def _story(store: Store, path: str, options: dict[str, Any]) -> str:
    """The page of the story in a file."""
    from dataclasses import replace

    from kg.views.html import story
    from kg.views.story import load

    telling = load(path)
    chosen = {
        name: value for name, value in options.items() if name not in {"title", "focus", "depth", "layout", "colour"}
    }
    return story(store, replace(telling, title=options["title"] or telling.title), **chosen)


def _usable(ctx: click.Context, kind: str, what: str | None, *, asking: bool) -> None:
    """Refuse what this kind of picture has no use for (usage error)."""
    if asking:
        given = [name for name in ("kind", *_WHOLE) if ctx.get_parameter_source(name) == _GIVEN]
        if given:
            raise click.UsageError(f"--query takes all of the data: it goes with no --{given[0].replace('_', '-')}.")
    for name, kinds in _ONLY.items():
        if kind not in kinds and ctx.get_parameter_source(name) == _GIVEN:
            raise click.UsageError(f"--{name.replace('_', '-')} is for {', '.join(kinds)}, not for {kind}.")
    if kind in {"document", "story"} and not what:
        needed = "the document's id or title" if kind == "document" else "the file that tells it"
        raise click.UsageError(f"kg view {kind} needs {needed}.")
    if kind not in {"document", "story"} and what:
        raise click.UsageError(f"kg view {kind} takes no {what!r}.")
