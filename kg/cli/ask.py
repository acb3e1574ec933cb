"""``kg ask``: the questions of the catalogue, and questions in Chinese."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli import common, results

if TYPE_CHECKING:
    from kg.query.catalogue import Question
    from kg.query.result import Rows
    from kg.query.spoken import Reply

FORMATS = ("table", "csv", "tsv", "json", "xml", "md")


@click.command(name="ask")
@click.argument("name", required=False, metavar="[NAME|QUESTION]")
@click.option("-p", "--parameter", "given", nargs=2, multiple=True, metavar="KEY VALUE", help="A parameter's value.")
@click.option("--help-question", is_flag=True, help="Say what the question's parameters are, and an example.")
@click.option("--sparql", is_flag=True, help="Print the query with the values in it; any SPARQL engine can run it.")
@common.store_option
@results.limits
@common.format_option(*FORMATS)
@common.output_option
@common.quiet_option
def command(  # noqa: PLR0917 - click passes options by name
    name: str | None,
    given: tuple[tuple[str, str], ...],
    help_question: bool,
    sparql: bool,
    store: Path,
    data: Path | None,
    limit: int | None,
    timeout: float | None,
    bom: bool,
    fmt: str,
    output: str,
    quiet: bool,
) -> int:
    """Ask one of the ready-made questions, or ask in Chinese; without either, list the questions.

    A question in Chinese is answered by rules, without a language model: the query that it becomes is shown, then the
    answer and the sentences that it rests on. What is not understood is refused (exit 1) with questions that are.

    For a ready-made question values are given with -p. A thing is named as you like: full or short name, pinyin
    (sichuansheng, scs), code (510000), key or IRI. Dates are written 2020, 2020-04 or 2020-04-30. Where the answer is
    empty the exit code is 1.

    \b
    Example:
      kg ask
      kg ask 2020年川渝签订了哪些协议？
      kg ask agreements-between -p a 四川 -p b 重庆
      kg ask agreements-between --help-question
    """  # noqa: D301
    from kg.query import ask

    fmt = results.chosen(fmt, output, FORMATS)
    if name is None:
        common.write(_listing(fmt), output)
        return 0
    if not name.isascii():
        if given or help_question or limit:
            raise common.Fault("A question in Chinese takes no -p, --help-question or --limit.", code=2)
        with results.guarded(here=timeout is None):
            return _spoken(name, data or store, timeout, (fmt, output, sparql, bom, quiet))
    try:
        question = ask.question(name)
        if help_question:
            common.write(_help(question), output)
            return 0
        begin = time.perf_counter()
        with results.guarded(here=timeout is None):
            if sparql:
                common.write(ask.written(data or store, question, dict(given)), output)
                return 0
            rows, _ = ask.answer(data or store, question, dict(given), limit=limit, timeout=timeout)
    except ask.AskError as error:
        raise common.Fault(error.problem, cure=error.cure, code=error.code) from error
    if not rows.rows:
        click.echo(f"No answer: {question.summary.en}? Nothing of it is in the store.", err=True)
        return 1
    _write(rows, fmt, output, bom=bom)
    results.summary(rows, time.perf_counter() - begin, quiet=quiet)
    return 0


def _spoken(question: str, source: Path, timeout: float | None, out: tuple[str, str, bool, bool, bool]) -> int:
    """Answer a question in Chinese; the exit code. ``out``: format, output, only the query, byte order mark, quiet."""
    from kg import model
    from kg.query import spoken
    from kg.query.engine import open_dataset
    from kg.query.result import Answer

    fmt, output, only_query, bom, quiet = out
    begin, today = time.perf_counter(), model.today()
    try:
        if only_query:
            with open_dataset(source) as store:
                common.write(spoken.understand(question, store, today=today).sparql, output)
            return 0
        reply = spoken.answer(source, question, today=today, timeout=timeout)
    except (spoken.NotUnderstoodError, spoken.AmbiguousError) as error:
        raise common.Fault(str(error)) from error
    if fmt in {"table", "md"}:
        _write_reply(reply, fmt, output)
    elif reply.yes is not None:
        results.emit(Answer(reply.yes), fmt, output, bom=bom)
    else:
        results.emit(reply.rows, fmt, output, bom=bom)
    results.summary(reply.rows, time.perf_counter() - begin, quiet=quiet)
    return 1 if reply.negative else 0


def _write_reply(reply: Reply, fmt: str, output: str) -> None:
    """The query, the answer, the rows that it rests on with their sentences."""
    from kg.query.grammar import grammar

    words, query = grammar().reply, reply.understood.sparql.strip()
    if fmt == "md":
        head = f"**{words['answer']}** {reply}\n\n```sparql\n{query}\n```\n"
    else:
        head = f"{words['query']} ({reply.understood.name}):\n\n{query}\n\n{words['answer']}: {reply}\n"
    results.put(head.encode() if reply.negative else (head + "\n").encode() + _drawn(reply.rows, fmt), output)


def _write(rows: Rows, fmt: str, output: str, *, bom: bool) -> None:
    """Rows for programs whole; for people with the sentences below the table."""
    if fmt not in {"table", "md"}:
        results.emit(rows, fmt, output, bom=bom)
        return
    results.put(_drawn(rows, fmt), output)


def _drawn(rows: Rows, fmt: str) -> bytes:
    """A table, and the sentences below it."""
    from kg.query import formats
    from kg.query.sources import footnoted
    from kg.query.table import table

    short, sentences = footnoted(rows)
    drawn = table(short, width=results.width()) if fmt == "table" else formats.dump(short, "md").decode()
    gap = "\n" if fmt == "table" else "\n\n"
    return (drawn + "\n" + "".join(each + gap for each in sentences)).rstrip("\n").encode() + b"\n"


def _listing(fmt: str) -> str:
    """All questions with their parameters."""
    from kg.query.catalogue import catalogue

    header = ("question", "zh", "en", "parameters")
    rows = [
        (
            question.name,
            question.summary.zh,
            question.summary.en,
            " ".join(p.name if p.required else f"[{p.name}]" for p in question.parameters),
        )
        for question in catalogue().values()
    ]
    return common.rows_as("md" if fmt == "xml" else fmt, header, rows)


def _help(question: Question) -> str:
    """All that a question's head says."""
    from kg.query.ask import described

    lines = [question.summary.zh, question.summary.en]
    if question.note:
        lines += [f"({question.note.zh})", f"({question.note.en})"]
    return "\n".join([*lines, "", described(question), "", f"Example: {question.command()}"])
