"""Write the measured figures into README.md and docs/quality.md (``make quality``).

The tables stand between ``<!-- quality:NAME -->`` and ``<!-- /quality:NAME -->``. The labelled pages in ../shared are
measured where they lie beside the checkout; elsewhere what rests on them stays as it is.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from kg.evaluate import Answer, Score, extract_alone, load

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
PAGES = (ROOT / "README.md", ROOT / "docs" / "quality.md")
HEAD = "| | precision | recall | F1 | right | wrong | missed |\n|---|---:|---:|---:|---:|---:|---:|"
BANDS = ((0.9, 1.01), (0.8, 0.9), (0.7, 0.8), (0.5, 0.7), (0.0, 0.5))
UNREAD = ("04", "08", "12")  # pages of the sixth and seventh sets that nobody who writes rules reads
TOTALS = ("entities: core four", "entities: all", "relations: all")

Figures = dict[str, float]


def measure(gold: list[Path], texts: list[Path]) -> dict[str, Figures]:
    """Kind → p, r, f1, tp, fp, fn, as ``kg evaluate`` gives them."""
    folders = [argument for folder in texts for argument in ("--texts", str(folder))]
    command = [str(Path(sys.executable).parent / "kg"), "evaluate", *map(str, gold), *folders, "-f", "json"]
    out = subprocess.run(command, check=True, capture_output=True, text=True, encoding="utf-8").stdout
    return {kind: figures for kind, figures in json.loads(out).items() if "f1" in figures}


def table(figures: dict[str, Figures]) -> str:
    """One line for each kind that occurs."""
    lines = [HEAD]
    for kind, each in figures.items():
        if each["tp"] + each["fp"] + each["fn"]:
            shown = [f"{each[key]:.2f}" for key in ("p", "r", "f1")] + [
                str(int(each[key])) for key in ("tp", "fp", "fn")
            ]
            lines.append(f"| {kind} | " + " | ".join(shown) + " |")
    return "\n".join(lines)


def totals(figures: dict[str, Figures]) -> str:
    """The totals alone."""
    return table({kind: figures[kind] for kind in TOTALS})


def reliability(gold: Sequence[Path], texts: Sequence[Path]) -> str:
    """How often the statements of each band of confidence are right, over all the given labels."""
    scores = [Score() for _ in BANDS]
    for path in gold:
        labels = load(path)
        extraction = extract_alone(labels, texts)
        for score, (low, high) in zip(scores, BANDS, strict=True):
            claims = tuple(claim for claim in extraction.claims if low <= claim.confidence < high)
            score.add(labels, Answer.of(replace(extraction, claims=claims)))
    lines = ["| confidence | statements | right | share |", "|---|---:|---:|---:|"]
    for score, (low, high) in zip(scores, BANDS, strict=True):
        figures = score.relations.figures(score.relations.kinds())
        if not figures.right + figures.wrong:
            continue
        shown = f"{low} and more" if high > 1 else f"{low} to {high}" if low else f"below {high}"
        lines.append(f"| {shown} | {figures.right + figures.wrong} | {figures.right} | {figures.precision:.2f} |")
    return "\n".join(lines)


def write(name: str, text: str) -> None:
    """Put a table between its marks, wherever they stand."""
    marks = re.compile(f"(<!-- quality:{name} -->\n).*?(<!-- /quality:{name} -->)", re.DOTALL)
    for page in PAGES:
        old = page.read_text(encoding="utf-8")
        page.write_text(marks.sub(lambda match: f"{match[1]}{text}\n{match[2]}", old), encoding="utf-8")


def main() -> None:
    """Measure and write."""
    gold, texts = sorted((ROOT / "benchmarks" / "gold").glob("*.json")), [ROOT / "corpus"]
    first = ROOT / "tests" / "gold"
    second, third = first / "second", first / "third"
    figures = measure(gold, texts)
    tables = {"summary": totals(figures), "corpus": table(figures)}
    tables["first"] = totals(measure(sorted(first.glob("*.json")), [first / "texts"]))
    tables["third"] = totals(measure(sorted(third.glob("*.json")), [third / "texts"]))
    tables["second"] = table(measure(sorted(second.glob("*.json")), [second / "texts"]))
    closed: list[Path] = []
    for name in ("sixth", "seventh"):
        pages = sorted((first / name).glob("*.json"))
        opened = [path for path in pages if not path.stem.endswith(UNREAD)]
        closed += [path for path in pages if path.stem.endswith(UNREAD)]
        tables[name] = totals(measure(opened, [first / name / "texts"]))
    beats = [first / "sixth" / "texts", first / "seventh" / "texts"]
    unread = measure(closed, beats)
    tables["unread"], tables["unread-totals"] = table(unread), totals(unread)
    tables["unread-reliability"] = reliability(closed, beats)
    if SHARED.is_dir():
        pages = sorted((SHARED / "gold").glob("*.json"))
        tables["pages"] = table(measure(pages, [SHARED / "seeds", SHARED / "news"]))
        every = [*gold, *first.glob("*.json"), *second.glob("*.json"), *third.glob("*.json"), *pages]
        folders = [*texts, *(folder / "texts" for folder in (first, second, third)), SHARED / "seeds", SHARED / "news"]
        tables["reliability"] = reliability(sorted(every), folders)
    for name, text in tables.items():
        write(name, text)
    print("written: " + ", ".join(page.name for page in PAGES))


if __name__ == "__main__":
    main()
