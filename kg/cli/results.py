"""What ``kg query`` and ``kg ask`` share: options, and results on their way out."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

import click

from kg.cli import common

if TYPE_CHECKING:
    from kg.query.result import Result

Function = TypeVar("Function", bound=Callable[..., Any])
# The suffix of the file after -o says the format where -f does not.
_SUFFIXES: Final = {".srj": "json", ".srx": "xml", ".txt": "table", ".markdown": "md"}
PIPE_WIDTH: Final = 160


def limits(function: Function) -> Function:
    """``--data``, ``--limit``, ``--timeout``, ``--bom``."""
    for option in (
        click.option("--bom", is_flag=True, help="Begin CSV and TSV with a byte order mark, for Excel."),
        click.option(
            "--timeout",
            type=click.FloatRange(0, min_open=True),
            metavar="SECONDS",
            help="Stop the query after so long.",
        ),
        click.option("--limit", type=click.IntRange(1), metavar="N", help="Take no more than N rows or triples."),
        click.option(
            "--data",
            type=click.Path(path_type=Path, exists=True, dir_okay=False),
            metavar="FILE",
            help="Ask this RDF file (ttl, nt, nq, trig, jsonld, rdf; also gzipped) instead of a store.",
        ),
    ):
        function = option(function)
    return function


def chosen(fmt: str, output: str, formats: tuple[str, ...]) -> str:
    """The format: as asked for with ``-f``, else by the suffix of the output file, else the default."""
    source = click.get_current_context().get_parameter_source("fmt")
    suffix = Path(output).suffix.lower()
    guess = _SUFFIXES.get(suffix, suffix.removeprefix("."))
    default = source is click.core.ParameterSource.DEFAULT
    return guess if default and guess in formats else fmt


def width() -> int:
    """How many cells a table may take: the terminal's, ``$COLUMNS``, or wide where nobody looks."""
    if os.environ.get("COLUMNS", "").isdigit() or sys.stdout.isatty():
        return shutil.get_terminal_size().columns
    return PIPE_WIDTH


def emit(result: Result, fmt: str, output: str, *, bom: bool = False) -> None:
    """Write a result; a graph that nobody gave a format for is written as Turtle."""
    from kg.query import formats
    from kg.query.result import Answer, Rows, Triples
    from kg.query.table import table

    if fmt == "table" and isinstance(result, Rows):
        put(table(result, width=width()).encode(), output)
        return
    plain = {Triples: "ttl", Answer: "csv"}.get(type(result), fmt) if fmt == "table" else fmt
    try:
        put(formats.dump(result, plain, bom=bom), output)
    except formats.FormatError as error:
        raise common.Fault(str(error), code=2) from error


def put(data: bytes, output: str) -> None:
    """Write bytes to a file, or to standard output for ``-``."""
    if output == "-":
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    try:
        Path(output).write_bytes(data)
    except OSError as error:
        raise common.Fault(
            f"{output}: cannot be written: {error.strerror}", cure="Choose another file with -o."
        ) from error


@contextlib.contextmanager
def guarded(*, here: bool) -> Iterator[None]:
    """Turn the errors of a query into faults with their exit codes, and let Ctrl-C end the engine at once.

    An engine that works ``here``, in this process, does not come back to Python before its end, so that Python's own
    handler would wait for that.
    """
    from kg.query.engine import DatasetError
    from kg.query.syntax import QuerySyntaxError, UnknownFunctionError
    from kg.query.tokens import RefusedError
    from kg.query.worker import QueryTimeoutError

    direct = here and threading.current_thread() is threading.main_thread()
    before = signal.signal(signal.SIGINT, signal.SIG_DFL) if direct else None
    try:
        yield
    except QuerySyntaxError as error:
        raise common.Fault(f"Not SPARQL: {error}", code=2) from error
    except (RefusedError, DatasetError, UnknownFunctionError) as error:
        raise common.Fault(str(error), code=2) from error
    except QueryTimeoutError as error:
        raise common.Fault(str(error), cure="Ask for less, or give it longer with --timeout.") from error
    finally:
        if direct:
            signal.signal(signal.SIGINT, before)


def summary(result: Result, seconds: float, *, quiet: bool) -> None:
    """Say on standard error how much there was and how long it took."""
    from kg.query.result import Rows, Triples

    if quiet:
        return
    more = ""
    if isinstance(result, Rows):
        amount, more = _count(len(result.rows), "row"), " (there are more)" if result.truncated else ""
    elif isinstance(result, Triples):
        amount, more = _count(len(result.triples), "triple"), " (there are more)" if result.truncated else ""
    else:
        amount = "one answer"
    click.echo(f"{amount}{more} in {seconds * 1000:.0f} ms", err=True)


def _count(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
