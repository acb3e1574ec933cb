"""``kg build``: documents in, graph out."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli import common

if TYPE_CHECKING:
    from kg.model import When


@click.command(name="build")
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@common.store_option
@click.option("--published", callback=common.when, metavar="DATE", help="Date of publication of all these documents.")
@click.option(
    "--manifest",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    metavar="FILE",
    help="CSV with the columns id, title, published, source.",
)
@click.option("--workers", type=click.IntRange(1), metavar="N", help="Processes to extract with. Default: by the work.")
@click.option("--fresh", is_flag=True, help="Empty the store first.")
@click.option("--prune", is_flag=True, help="Remove the documents that are in none of the sources.")
@click.option("--base", metavar="IRI", help="What all IRIs of a new store begin with. Default: `base` in kg.toml.")
@common.quiet_option
@click.option("--silent", is_flag=True, help="Say nothing at all; the exit code tells.")
def command(  # noqa: PLR0917 - click passes options by name
    sources: tuple[str, ...],
    store: Path,
    published: When | None,
    manifest: Path | None,
    workers: int | None,
    fresh: bool,
    prune: bool,
    base: str | None,
    quiet: bool,
    silent: bool,
) -> int:
    """Read documents and put their facts into the store.

    SOURCE is a file, a folder, a pattern or - for standard input: txt, md, html, pdf, docx, jsonl, also gzipped. A
    document that is already in the store is replaced; one that has not changed is left as it is.

    \b
    Example:
      kg build corpus --store kg-store
      kg build corpus/q01.txt --published 2022-02-28
    """  # noqa: D301
    from kg.build import build
    from kg.read import ReadError
    from kg.store import Store, StoreError

    base = _base(base or common.configured("base"))
    try:
        with Store.open(store, base=base, fresh=fresh) as target, _progress(show=not (quiet or silent)) as progress:
            report = build(
                sources,
                target,
                published=published,
                manifest=manifest,
                workers=workers,
                prune=prune,
                progress=progress,
            )
    except ReadError as error:
        raise common.Fault(str(error), code=2) from error
    except StoreError as error:
        raise common.Fault(error.problem, cure=error.cure, code=2) from error
    if not silent:
        for failure in report.failures:
            click.echo(f"Failed: {failure}", err=True)
    if not (quiet or silent):
        click.echo(str(report), err=True)
    return common.PARTLY if report.failures else 0


def _base(base: str | None) -> str | None:
    if base is None:
        return None
    if not base.isascii() or "://" not in base or any(mark in base for mark in ' <>"{}|^`\\'):
        raise common.Fault(f"--base: not an IRI of ASCII letters: {base}", cure="Like https://example.org/id/", code=2)
    return base if base.endswith(("/", "#")) else base + "/"


@contextmanager
def _progress(*, show: bool) -> Iterator[Callable[[int, int], None] | None]:
    """A progress bar on standard error, where a person is looking."""
    if not show or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("Building"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("build", total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
