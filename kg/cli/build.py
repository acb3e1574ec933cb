"""``kg build``: documents in, graph out."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli import common

if TYPE_CHECKING:
    from kg.build import Progress
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
@click.option("--cluster", metavar="ADDRESS", help="Extract on the Dask cluster of this scheduler (tcp://host:8786).")
@click.option(
    "--document-timeout",
    type=click.FloatRange(0, min_open=True),
    metavar="SECONDS",
    help="What one document may take before it is given up. Default: 300.",
)
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
    cluster: str | None,
    document_timeout: float | None,
    fresh: bool,
    prune: bool,
    base: str | None,
    quiet: bool,
    silent: bool,
) -> int:
    """Read documents and put their facts into the store.

    SOURCE is a file, a folder, a pattern, a URL (s3://…) or - for standard input: txt, md, html, pdf, docx, jsonl, also
    gzipped. A document that is already in the store is replaced; one that has not changed is left as it is.

    \b
    Example:
      kg build corpus --store kg-store
      kg build corpus/q01.txt --published 2022-02-28
    """  # noqa: D301
    from kg.build import LIMIT, build
    from kg.cluster import ClusterError, farm
    from kg.read import ReadError
    from kg.store import Store, StoreError

    if cluster and workers:
        raise common.Fault("--workers and --cluster: give one of them.", code=2)
    base = _base(base or common.configured("base"))
    try:
        with Store.open(store, base=base, fresh=fresh) as target, _progress(show=not (quiet or silent)) as progress:
            report = build(
                sources,
                target,
                published=published,
                manifest=manifest,
                workers=farm(cluster) if cluster else workers,
                limit=document_timeout or LIMIT,
                prune=prune,
                progress=progress,
                tell=None if quiet or silent else lambda text: click.echo(text, err=True),
            )
    except ReadError as error:
        raise common.Fault(str(error), code=2) from error
    except (StoreError, ClusterError) as error:
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
def _progress(*, show: bool) -> Iterator[Callable[[Progress], None] | None]:
    """A progress bar on standard error, where a person is looking."""
    if not show or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, TaskProgressColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    begun = time.monotonic()
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("Building", total=None)

        def tell(now: Progress) -> None:
            rate = now.documents / max(time.monotonic() - begun, 0.001)
            text = f"{now.documents:,} documents, {rate:,.0f} a second"
            bar.update(task, description=text, completed=now.read, total=now.size or None)

        yield tell
