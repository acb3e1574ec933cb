"""``kg serve``: a SPARQL endpoint and pages over the store."""

from __future__ import annotations

import os
import signal
import socket
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli import common

if TYPE_CHECKING:
    from types import FrameType

    import uvicorn


@click.command(name="serve")
@common.store_option
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="The port; 0 takes a free one."
)
@click.option("--public-url", metavar="URL", help="Where clients find the server, if it stands behind another one.")
@click.option(
    "--timeout",
    type=click.FloatRange(0, min_open=True),
    default=10.0,
    show_default=True,
    metavar="SECONDS",
    help="Stop a query after so long.",
)
@click.option(
    "--limit",
    type=click.IntRange(1),
    default=10_000,
    show_default=True,
    metavar="N",
    help="The most rows of an answer.",
)
@click.option(
    "--workers", type=click.IntRange(1, 64), metavar="N", help="Long queries at a time. Default: one a core, 4 to 8."
)
@click.option(
    "--memory", type=click.IntRange(256), default=1024, show_default=True, metavar="MIB", help="Memory for each query."
)
@click.option("--cors", multiple=True, metavar="ORIGIN", help="An origin whose pages may read here; * for all.")
@click.option(
    "--story",
    "stories",
    multiple=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE.toml",
    help="A story to offer at /view/story/FILE (see kg view story); repeatable.",
)
@common.quiet_option
def command(  # noqa: PLR0917 - click passes options by name
    store: Path,
    host: str,
    port: int,
    public_url: str | None,
    timeout: float,
    limit: int,
    workers: int | None,
    memory: int,
    cors: tuple[str, ...],
    stories: tuple[Path, ...],
    quiet: bool,
) -> None:
    """Serve the store: a SPARQL 1.1 endpoint at /sparql, and pages for people.

    It only reads. A build may run beside it; what it has written is served from the next request on. Ctrl-C ends it.

    \b
    Example:
      kg serve --store kg-store
      kg serve --store kg-store --port 8080 --timeout 30 --cors https://example.org
    """  # noqa: D301
    import uvicorn

    from kg.serve.app import application, listening
    from kg.serve.settings import Settings
    from kg.store import StoreError
    from kg.views.select import ViewError
    from kg.views.story import load

    try:
        told = tuple((path.stem, load(path)) for path in stories)
    except ViewError as error:
        raise common.Fault(error.problem, cure=error.cure) from error
    listener = _listener(host, port)
    settings = Settings(
        store,
        timeout=timeout,
        limit=limit,
        workers=workers or min(max(os.cpu_count() or 4, 4), 8),
        memory=memory,
        cors=cors,
        stories=told,
    )
    settings = listening(settings, host, listener.getsockname()[1], public_url)
    try:
        app = application(settings)
    except StoreError as error:
        listener.close()
        raise common.Fault(error.problem, cure=error.cure) from error
    config = uvicorn.Config(
        app,
        log_level="warning",
        server_header=False,
        h11_max_incomplete_event_size=64 << 10,
        limit_concurrency=256,
        timeout_keep_alive=5,
        timeout_graceful_shutdown=3,
        http="h11",
        ws="none",
    )
    _run(uvicorn.Server(config), listener, "" if quiet else f"{settings.public}/ serves {store}; Ctrl-C ends it.")


def _run(server: uvicorn.Server, listener: socket.socket, welcome: str) -> None:
    """Say ``welcome``, then serve until Ctrl-C. Raises ``KeyboardInterrupt`` then.

    uvicorn takes signals only when its loop runs; a Ctrl-C between the two could be lost.
    """
    pressed = False

    def stop(number: int, frame: FrameType | None) -> None:
        del number, frame
        nonlocal pressed
        pressed = server.should_exit = True

    before = signal.signal(signal.SIGINT, stop)
    try:
        if welcome:
            click.echo(welcome, err=True)
        server.run(sockets=[listener])
    finally:
        signal.signal(signal.SIGINT, before)
    if pressed:
        raise KeyboardInterrupt


def _listener(host: str, port: int) -> socket.socket:
    """The socket to listen on, bound before anything else starts. Raises ``Fault``."""
    try:
        family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listener = socket.socket(family, kind)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(128)  # who comes while the workers start waits
    except OSError as error:
        raise common.Fault(
            f"{host}:{port}: cannot listen there: {error.strerror or error}.", cure="Choose another one with --port."
        ) from error
    return listener
