"""The command line: one file per command, each a few lines over one library call."""

from __future__ import annotations

import importlib
import sys
from typing import Final, NoReturn

import click

from kg import __version__

# Name → one line of help; the module is imported only when its command runs, so that `kg --help` stays quick.
COMMANDS: Final[dict[str, str]] = {
    "build": "Read documents and put their facts into the store.",
    "query": "Ask the store in SPARQL.",
    "ask": "Ask one of the ready-made questions.",
    "show": "Show one entity with its facts and their sentences.",
    "explain": "Show why a statement is there: passage, rule, confidence.",
    "view": "Write the graph as one interactive page.",
    "export": "Write the graph as RDF, GraphML, GEXF or CSV.",
    "push": "Send the graph to a triple store.",
    "serve": "Serve the store: SPARQL endpoint and pages.",
    "check": "Check the graph against its shapes and every quote against its source.",
    "evaluate": "Measure precision, recall and F1 against gold answers.",
    "stats": "Say what is in the store.",
}


class _Lazy(click.Group):
    """A group that knows the names of its commands and loads a command when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        del ctx
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(f"kg.cli.{cmd_name}").command
        return command

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; what it returns is the exit code, however the group was called."""
        code = super().invoke(ctx)
        if isinstance(code, int) and code:
            ctx.exit(code)
        return code

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            import difflib

            near = difflib.get_close_matches(args[0], COMMANDS, n=1)
            hint = f" Did you mean {near[0]}?" if near else ""
            raise click.UsageError(f"There is no command {args[0]!r}.{hint}", ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=_Lazy, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, "--version", prog_name="kg")
@click.option("--debug", is_flag=True, help="Show the full traceback of an error.")
def kg(debug: bool) -> None:
    """From Chinese newspaper pages to a knowledge graph in which every fact leads back to its sentence.

    \b
    Example:
      kg build corpus --store kg-store
      kg show 四川省 --store kg-store
    """  # noqa: D301 - \b keeps the lines of the example apart
    del debug  # read in main, before click parses anything


def main() -> NoReturn:
    """Run the command line and exit with one of its codes.

    0 done, 1 a negative answer, 2 usage, 3 done but some documents failed, 130 interrupted.
    """
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(encoding="utf-8", errors="backslashreplace" if stream is sys.stderr else "strict")
    sys.exit(_run(sys.argv[1:]))


def _run(arguments: list[str]) -> int:
    debug = "--debug" in arguments
    arguments = [argument for argument in arguments if argument != "--debug"]
    try:
        code = kg.main(args=arguments, prog_name="kg", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("Interrupted.", err=True)
        return 130
    except BrokenPipeError:
        # The reader of our output (head, less) has gone: no error of ours. Python must not flush into it at exit.
        import os

        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:
        if debug:
            raise
        click.echo(f"Error: {type(error).__name__}: {error}", err=True)
        click.echo("This is a fault of kg or of its data. `--debug` shows where it happened.", err=True)
        return 1
    return code if isinstance(code, int) else 0
