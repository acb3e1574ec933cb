"""Options and output that mean the same in every command."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

import click

if TYPE_CHECKING:
    from kg.model import When
    from kg.names import Candidate
    from kg.store import Store

Function = TypeVar("Function", bound=Callable[..., Any])
Rows = Sequence[Sequence[object]]

DEFAULT_STORE: Final = "kg-store"
CONFIGURATION: Final = "kg.toml"
PARTLY: Final = 3


class Fault(click.ClickException):
    """An error told to the user: what is wrong, why, and what helps. Exit code 1 unless another is given."""

    def __init__(self, problem: str, *, cure: str = "", code: int = 1) -> None:
        """Say the problem (with its file and line, where there is one) and the cure in a sentence each."""
        super().__init__(f"{problem}\n{cure}" if cure else problem)
        self.code = code

    @property
    def exit_code(self) -> int:  # type: ignore[override]
        """The exit code of the command."""
        return self.code


def configured(name: str) -> str | None:
    """The value of a key of ``kg.toml`` in the working folder (``store``, ``base``), if it is there."""
    path = Path(CONFIGURATION)
    if not path.is_file():
        return None
    import tomllib

    try:
        value = tomllib.loads(path.read_text(encoding="utf-8")).get(name)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise Fault(f"{path}: not valid TOML: {error}", cure="Mend or remove the file.", code=2) from error
    return None if value is None else str(value)


def _store_path(ctx: click.Context, param: click.Parameter, value: Path | None) -> Path:
    del ctx, param
    return value or Path(os.environ.get("KG_STORE") or configured("store") or DEFAULT_STORE)


def when(ctx: click.Context, param: click.Parameter, value: str | None) -> When | None:
    """The callback of an option that takes a date as exact as one knows it (usage error otherwise)."""
    del ctx
    from kg.model import When

    try:
        return When(value) if value else None
    except ValueError as error:
        raise click.BadParameter(f"{error}. Write 2021, 2021-06 or 2021-06-08.", param=param) from error


def store_option(function: Function) -> Function:
    """``--store DIR``: from the command line, ``$KG_STORE``, ``kg.toml``, or ``./kg-store``."""
    return click.option(
        "--store",
        type=click.Path(path_type=Path, file_okay=False),
        callback=_store_path,
        metavar="DIR",
        help="The store's folder. Default: $KG_STORE, `store` in kg.toml, or ./kg-store.",
    )(function)


def format_option(*names: str, default: str | None = None) -> Callable[[Function], Function]:
    """``-f NAME`` with the formats that a command knows; the first is the default unless another is given."""
    return click.option(
        "-f",
        "--format",
        "fmt",
        type=click.Choice(names),
        default=default or names[0],
        show_default=True,
        help="How to write the result.",
    )


def output_option(function: Function) -> Function:
    """``-o FILE``: where the result goes; ``-`` is standard output."""
    return click.option(
        "-o",
        "--output",
        default="-",
        metavar="FILE",
        help="Where to write the result; - for standard output (the default).",
    )(function)


def quiet_option(function: Function) -> Function:
    """``-q``: only results and errors."""
    return click.option("-q", "--quiet", is_flag=True, help="No progress and no summary.")(function)


def confidence_option(function: Function) -> Function:
    """``--min-confidence X``: leave out statements of which the rules are less sure."""
    return click.option(
        "--min-confidence",
        type=click.FloatRange(0, 1),
        default=0.0,
        show_default=True,
        metavar="X",
        help="Leave out statements with a lower confidence (0 to 1).",
    )(function)


def open_store(path: Path) -> Store:
    """The store for reading; a ``Fault`` says what is wrong with the folder and what helps."""
    from kg.store import Store, StoreError

    try:
        return Store.open(path, read_only=True)
    except StoreError as error:
        raise Fault(error.problem, cure=error.cure) from error


def one_entity(store: Store, name: str) -> Candidate:
    """The one entity that a name stands for; a ``Fault`` (1) lists the candidates or the nearest names."""
    from kg.names import find, nearest

    found = find(store, name)
    if len(found) == 1:
        return found[0]
    if not found:
        near = nearest(store, name)
        cure = f"Did you mean {', '.join(near)}?" if near else "`kg stats` says what is in the store."
        raise Fault(f"Nothing in the store is called {name!r}.", cure=cure)
    lines = [f"  {each.name}  {each.type}  {each.key}" for each in found[:20]]
    raise Fault(f"{name!r} may be any of {len(found)}:", cure="\n".join([*lines, "Give the full name or the key."]))


def write(text: str, output: str = "-") -> None:
    """Write a result to a file, or to standard output for ``-``, as UTF-8 with one newline at the end."""
    text = text if text.endswith("\n") or not text else text + "\n"
    if output == "-":
        sys.stdout.write(text)
        sys.stdout.flush()
        return
    try:
        Path(output).write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise Fault(f"{output}: cannot be written: {error.strerror}", cure="Choose another file with -o.") from error


def rows_as(fmt: str, header: Sequence[str], rows: Rows) -> str:
    """Rows in one of the formats table, md, csv, tsv, json."""
    if fmt == "json":
        import json

        return json.dumps([dict(zip(header, row, strict=True)) for row in rows], ensure_ascii=False, indent=1)
    cells = [["" if cell is None else str(cell) for cell in row] for row in rows]
    if fmt in {"csv", "tsv"}:
        return _separated(header, cells, "," if fmt == "csv" else "\t")
    if fmt == "md":
        lines = [header, ["---"] * len(header), *cells]
        return "\n".join("| " + " | ".join(_md(cell) for cell in line) + " |" for line in lines)
    return table(header, cells)


def _md(cell: str) -> str:
    return cell.replace("|", "\\|").replace("\n", " ")


def _separated(header: Sequence[str], rows: Sequence[Sequence[str]], mark: str) -> str:
    import csv
    import io

    out = io.StringIO()
    writer = csv.writer(out, delimiter=mark, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return out.getvalue()


def table(header: Sequence[str], rows: Sequence[Sequence[str]], *, title: str = "") -> str:
    """A table for the terminal; a Chinese character is two cells wide, figures stand to the right."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    grid = Table(box=box.SIMPLE_HEAD, title=title or None, title_justify="left", pad_edge=False)
    for index, name in enumerate(header):
        figures = bool(rows) and all(_figure(row[index]) for row in rows)
        grid.add_column(Text(name), justify="right" if figures else "left", overflow="fold")
    for row in rows:
        grid.add_row(*(Text(cell) for cell in row))
    return rendered(grid)


def _figure(cell: str) -> bool:
    return cell.strip().rstrip("%").replace(",", "").replace(".", "", 1).isdigit()


def rendered(*parts: object) -> str:
    """What rich draws, as text without colours: as wide as the terminal, or 120 cells where there is none."""
    from io import StringIO

    from rich.console import Console

    width = None if sys.stdout.isatty() else int(os.environ.get("COLUMNS") or 120)
    console = Console(file=StringIO(), width=width, color_system=None, highlight=False, legacy_windows=False)
    if width is None:
        console.width = Console().width
    with console.capture() as capture:
        for part in parts:
            console.print(part, markup=False)
    return "\n".join(line.rstrip() for line in capture.get().splitlines()) + "\n"
