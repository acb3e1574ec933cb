"""Write docs/cli.md: every command and every option, from the commands themselves (``make docs``)."""

from __future__ import annotations

import inspect
from pathlib import Path

import click

from kg.cli import COMMANDS, kg

PAGE = Path(__file__).resolve().parent.parent / "docs" / "cli.md"
HEAD = """# The commands

<!-- Written by `make docs` from the commands themselves; do not edit. -->

`-f`, `-o`, `-q`, and `-` for standard input and output mean the same everywhere.
Results go to standard output; progress, warnings and the summary line go to standard error.
`kg COMMAND --help` says the same as this page.

| exit code | meaning |
|---|---|
| 0 | done |
| 1 | a negative answer: not found, not conformant |
| 2 | wrong usage |
| 3 | done, but some documents failed |
| 130 | interrupted |
"""


def page() -> str:
    """The whole page as Markdown."""
    parts = [HEAD, _section(kg, "kg")]
    parts += [_section(kg.get_command(click.Context(kg), name), f"kg {name}") for name in COMMANDS]
    return "\n".join(parts)


def _section(command: click.Command | None, name: str) -> str:
    if command is None:
        raise LookupError(name)
    text, _, example = inspect.cleandoc(command.help or "").partition("\b\nExample:\n")
    usage = " ".join([name, *command.collect_usage_pieces(click.Context(command))])
    lines = [f"## {name}", "", f"`{usage}`", "", text.replace("\b\n", "").strip(), ""]
    options = [each for each in command.params if isinstance(each, click.Option)]
    if options:
        lines += ["| option | meaning |", "|---|---|", *(_row(each) for each in options), ""]
    if example:
        lines += ["```sh", inspect.cleandoc(example).strip(), "```", ""]
    return "\n".join(lines)


def _row(option: click.Option) -> str:
    context = click.Context(click.Command("page"))
    flags, meaning = option.get_help_record(context) or (", ".join(option.opts), "")
    return "| `{}` | {} |".format(flags.replace("|", "\\|"), meaning.replace("|", "\\|"))


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
