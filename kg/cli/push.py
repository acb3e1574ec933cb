"""``kg push``: the graph into a triple store over HTTP."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from kg.cli import common

if TYPE_CHECKING:
    from kg.push.http import Client, Credentials
    from kg.push.run import Plan, Report
    from kg.push.targets import GraphStore, Update

_SHOWN = 5


@click.command(name="push")
@click.argument("url")
@common.store_option
@click.option(
    "--method",
    type=click.Choice(["gsp", "update"]),
    default="gsp",
    show_default=True,
    help="Graph Store Protocol (a PUT for each graph) or SPARQL Update.",
)
@click.option("--query-url", metavar="URL", help="Where the store takes queries, to count what has arrived.")
@click.option("--no-verify", is_flag=True, help="Do not count afterwards.")
@click.option("--dry-run", is_flag=True, help="Only say what would be sent.")
@click.option("--all", "everything", is_flag=True, help="Send every graph, also what earlier pushes have sent.")
@click.option(
    "--batch", type=click.IntRange(1), default=1000, show_default=True, metavar="N", help="Triples in one update."
)
@click.option(
    "--retries", type=click.IntRange(0), default=5, show_default=True, metavar="N", help="How often to try again."
)
@click.option(
    "--timeout",
    type=click.FloatRange(0, min_open=True),
    default=60.0,
    show_default=True,
    metavar="SECONDS",
    help="For one request.",
)
@common.quiet_option
def command(  # noqa: PLR0917 - click passes options by name
    url: str,
    store: Path,
    method: Literal["gsp", "update"],
    query_url: str | None,
    no_verify: bool,
    dry_run: bool,
    everything: bool,
    batch: int,
    retries: int,
    timeout: float,
    quiet: bool,
) -> int:
    """Send the graph to a triple store, one named graph a document.

    Only what has changed since the last push to this URL is sent, and what is no longer in the store is removed there;
    DIR.push.jsonl beside the store remembers. A push that was cut off goes on where it was. Afterwards the triples of
    each graph are counted there; where a count is another than here the exit code is 1.

    Credentials come from the environment: KG_PUSH_USER and KG_PUSH_PASSWORD (Basic or Digest), or KG_PUSH_TOKEN.

    \b
    Example:
      kg push http://127.0.0.1:7878/store --dry-run
    """  # noqa: D301
    from kg.push import run
    from kg.push.http import Client, PushError
    from kg.push.state import Journal, beside

    credentials = _credentials(url, quiet=quiet)
    with common.open_store(store) as source:
        journal = Journal(beside(store), url)
        work = run.plan(source, journal, everything=everything)
        if dry_run:
            _tell(work, url)
            return 0
        try:
            with Client(credentials, retries=retries, timeout=timeout, told=_retry(quiet=quiet)) as client:
                target = _target(client, url, method, batch)
                progress = None if quiet else _progress
                report = run.push(source, target, journal, work, progress=progress)
                if not no_verify:
                    where = _where(query_url, url, target)
                    run.verify(source, work, report, journal, client=client, where=where)
        except PushError as error:
            raise common.Fault(error.problem, cure=error.cure) from error
    return _summary(report, url, quiet=quiet, verify=not no_verify)


def _credentials(url: str, *, quiet: bool) -> Credentials:
    """The user and password, or the token, of the environment; a URL with a password in it is refused."""
    from urllib.parse import urlsplit

    from kg.push.http import Credentials

    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise common.Fault(f"{url!r} is no URL.", cure="Give one like http://127.0.0.1:7878/store.", code=2)
    if parts.username or parts.password:
        cure = "Set KG_PUSH_USER and KG_PUSH_PASSWORD instead: a command line can be read by others."
        raise common.Fault("There are credentials in the URL.", cure=cure, code=2)
    names = ("KG_PUSH_USER", "KG_PUSH_PASSWORD", "KG_PUSH_TOKEN")
    credentials = Credentials(*(os.environ.get(name, "") for name in names))
    local = parts.hostname in {"localhost", "127.0.0.1", "::1"}
    if credentials and parts.scheme == "http" and not local and not quiet:
        click.echo(f"Warning: credentials travel to {parts.hostname} unencrypted (http).", err=True)
    return credentials


def _target(client: Client, url: str, method: str, batch: int) -> GraphStore | Update:
    from kg.push.targets import GraphStore, Update

    return GraphStore(client, url) if method == "gsp" else Update(client, url, batch=batch)


def _where(query_url: str | None, url: str, target: GraphStore | Update) -> str | GraphStore | None:
    """Where to count: the query endpoint that is given or known, else the graph store itself."""
    from kg.push.targets import GraphStore
    from kg.push.targets import query_url as known

    return query_url or known(url) or (target if isinstance(target, GraphStore) else None)


def _retry(*, quiet: bool) -> Callable[[str], None]:
    return (lambda _: None) if quiet else (lambda text: click.echo(text, err=True))


def _progress(done: int, total: int, name: str) -> None:
    """One line that is written over on a terminal; elsewhere every hundredth graph."""
    import sys

    if sys.stderr.isatty():
        click.echo(f"\r\x1b[K{done}/{total} {name}" if name else "\r\x1b[K", err=True, nl=False)
    elif name and done and done % 100 == 0:
        click.echo(f"{done}/{total}", err=True)


def _tell(work: Plan, url: str) -> None:
    click.echo(f"To {url}: {len(work.changed)} graphs ({work.triples:,} triples) to send, ", nl=False)
    click.echo(f"{len(work.gone)} to remove, {len(work.unchanged)} unchanged.")
    for mark, names in (("+", work.changed), ("-", work.gone)):
        for name in names:
            click.echo(f"{mark} {name}")


def _summary(report: Report, url: str, *, quiet: bool, verify: bool) -> int:
    """Say what was done; the exit code."""
    if not quiet:
        done = f"{report.sent} graphs ({report.triples:,} triples) sent, {report.removed} removed"
        checked = f"{report.verified} counted" if report.verified or not verify else "not counted (no --query-url)"
        click.echo(f"{done}, {report.unchanged} unchanged, {checked if verify else 'not counted'}: {url}", err=True)
    if report.wrong:
        listed = [f"  {name}: {ours} here, {theirs} there" for name, (ours, theirs) in report.wrong.items()]
        more = [f"  … and {len(listed) - _SHOWN} more"] if len(listed) > _SHOWN else []
        problem = f"{len(listed)} graphs have another number of triples there:"
        cure = "\n".join([*listed[:_SHOWN], *more, "Push again: these are sent anew."])
        raise common.Fault(problem, cure=cure)
    return 0
