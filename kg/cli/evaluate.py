"""``kg evaluate``: how good the answers are."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli import common

if TYPE_CHECKING:
    from kg.evaluate import Score

HEADER = ("kind", "precision", "recall", "f1", "right", "wrong", "missed")


@click.command(name="evaluate")
@click.argument("gold", nargs=-1, required=True, metavar="GOLD[=GRAPH]...")
@click.option(
    "--texts",
    multiple=True,
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    metavar="DIR",
    help="Where the texts of the gold files lie (ID.txt or ID_….txt); may be given several times.",
)
@click.option("--errors", is_flag=True, help="List every miss and every wrong answer.")
@common.format_option("table", "json", "md", "csv")
@common.output_option
def command(gold: tuple[str, ...], texts: tuple[Path, ...], errors: bool, fmt: str, output: str) -> None:
    """Measure precision, recall and F1 per type and predicate against gold answers.

    GOLD is a JSON file with the entities and relations that a careful reader finds in one text. Alone, its text is
    read from --texts and extracted, alone and with its date of publication; GOLD=GRAPH scores a ready RDF file.

    \b
    Example:
      kg evaluate benchmarks/gold/*.json --texts corpus
      kg evaluate benchmarks/gold/c01.json --texts corpus --errors -f csv
    """  # noqa: D301
    score = _score(gold, texts)
    if fmt == "json":
        common.write(_json(score, errors=errors), output)
        return
    rows = [(kind, *(f"{x:.1%}" for x in figures[:3]), *figures[3:]) for kind, figures in score.rows()]
    parts = [common.rows_as(fmt, HEADER, rows)]
    if fmt != "csv":
        parts += [line + "\n" for line in _whole(score)]
    if errors:
        names = ("document", "problem", "kind", "subject", "object")
        parts.insert(0, common.rows_as(fmt, names, sorted(score.errors)).rstrip() + "\n\n")
    common.write("".join(part if part.endswith("\n") else part + "\n\n" for part in parts), output)


def _score(pairs: Sequence[str], folders: Sequence[Path]) -> Score:
    from kg import evaluate

    score = evaluate.Score()
    for pair in pairs:
        path, _, graph = pair.partition("=")
        try:
            gold = evaluate.load(Path(path))
            if graph:
                answer = evaluate.Answer.read(Path(graph))
            else:
                answer = evaluate.Answer.of(evaluate.extract_alone(gold, folders))
        except FileNotFoundError as error:
            missing = f"{error.filename}: no such file" if error.filename else str(error)
            raise common.Fault(missing, cure="Check the path, or name the folder with --texts.", code=2) from error
        except SyntaxError as error:
            raise common.Fault(f"{graph}: not valid RDF: {error}", cure="Check the file's syntax.", code=2) from error
        except ValueError as error:
            raise common.Fault(str(error), code=2) from error
        score.add(gold, answer)
    return score


def _whole(score: Score) -> list[str]:
    complete = sum(right for *_, right in score.agreements)
    return [
        f"agreements complete: {complete} of {len(score.agreements)}",
        f"titles of posts right: {sum(score.titles)} of {len(score.titles)}",
    ]


def _json(score: Score, *, errors: bool) -> str:
    import json

    out: dict[str, object] = {
        kind: {
            "p": round(f.precision, 4),
            "r": round(f.recall, 4),
            "f1": round(f.f1, 4),
            "tp": f.right,
            "fp": f.wrong,
            "fn": f.missed,
        }
        for kind, f in score.rows()
    }
    complete = sum(right for *_, right in score.agreements)
    out["agreements complete"] = {"right": complete, "of": len(score.agreements)}
    out["titles of posts right"] = {"right": sum(score.titles), "of": len(score.titles)}
    if errors:
        out["errors"] = [error._asdict() for error in sorted(score.errors)]
    return json.dumps(out, ensure_ascii=False, indent=1)
