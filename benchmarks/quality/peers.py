"""Our answers beside those of public taggers, on the same labelled texts and by the same scorer.

``python benchmarks/quality/peers.py GOLD... --texts DIR [--lac FOLDER]`` prints a table. The taggers mark people,
places and bodies and nothing else, so these three kinds are compared. The count is generous to them: they get the
sentences that our reader has repaired, and spellings that the labels hold for one entity are given to them as one, so
that what they lack in linking costs them nothing.
"""

from __future__ import annotations

import argparse
import json
import logging
import subprocess
import sys
import tempfile
import venv
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

from pyoxigraph import Literal, NamedNode, Quad

from kg.evaluate import Answer, Gold, Score, extract_alone, load, normal, text_of
from kg.model import Document
from kg.rdf.terms import term
from kg.read import articles, read

KINDS = ("Organisation", "Region", "Person")
# What the tags of each tagger mean.
JIEBA = {"nt": "Organisation", "ns": "Region", "nr": "Person", "nrt": "Person", "nrfg": "Person"}
LAC = {"ORG": "Organisation", "LOC": "Region", "PER": "Person"}
# LAC was written for a Paddle that no current Python runs; lac_words.py bridges the gap.
LAC_PACKAGES = (("paddlepaddle", "wheel", "setuptools<80"), ("--no-build-isolation", "--no-deps", "LAC==2.1.2"))

Name = tuple[str, str]  # kind and surface
Text = list[str]  # the sentences
Tagger = Callable[[Sequence[Text]], list[set[Name]]]


class LeftOut(Exception):  # noqa: N818 - it is no error: the comparison goes on
    """A tagger that does not run here, and why."""


class Row(NamedTuple):
    """One line of the table."""

    name: str
    score: Score


def jieba_names(texts: Sequence[Text]) -> list[set[Name]]:
    """The names that jieba.posseg finds in each text."""
    import jieba.posseg

    jieba.setLogLevel(logging.WARNING)
    words = ([pair for line in text for pair in jieba.posseg.cut(line)] for text in texts)
    return [{(JIEBA[flag], word) for word, flag in each if flag in JIEBA} for each in words]


def lac_names(texts: Sequence[Text], folder: Path) -> list[set[Name]]:
    """The names that LAC finds; it is installed into ``folder`` where it is not there yet; ``LeftOut``."""
    python = folder / "bin" / "python"
    if not python.exists():
        venv.create(folder, with_pip=True)
        for packages in LAC_PACKAGES:
            _run([str(python), "-m", "pip", "install", "--quiet", *packages])
    with tempfile.TemporaryDirectory() as work:
        given, found = Path(work) / "given.json", Path(work) / "found.json"
        given.write_text(json.dumps(list(texts)), encoding="utf-8")
        _run([str(python), str(Path(__file__).with_name("lac_words.py")), str(given), str(found)])
        words: list[list[tuple[str, str]]] = json.loads(found.read_text(encoding="utf-8"))
    return [{(LAC[tag], word) for word, tag in each if tag in LAC} for each in words]


def _run(command: Sequence[str]) -> None:
    try:
        done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    except OSError as error:
        raise LeftOut(str(error)) from error
    if done.returncode:
        said = [line for line in done.stderr.splitlines() if line.strip()]
        raise LeftOut(said[-1] if said else f"{command[0]} ended with {done.returncode}")


def generous(gold: Gold, names: Iterable[Name]) -> Answer:
    """The answer that a tagger's names give when all spellings of one labelled entity count as one."""
    known: dict[Name, str] = {}
    for entity in sorted(gold["entities"], key=lambda each: bool(each.get("optional"))):
        for kind in entity["types"]:
            for name in (entity["name"], *entity.get("aliases", [])):
                known.setdefault((kind, normal(name)), f"{kind}/{entity['id']}")
    return Answer(_quads(known, names))


def _quads(known: dict[Name, str], names: Iterable[Name]) -> Iterator[Quad]:
    nodes: dict[str, str] = defaultdict(lambda: f"urn:name:{len(nodes)}")
    for kind, name in sorted(names):
        node = NamedNode(nodes[known.get((kind, normal(name)), f"{kind}={name}")])
        yield Quad(node, term("rdf:type"), term(f"cy:{kind}"))
        yield Quad(node, term("skos:prefLabel"), Literal(name))


def compare(golds: Sequence[Gold], folders: Sequence[Path], taggers: dict[str, Tagger]) -> tuple[list[Row], list[str]]:
    """A row for us and for each tagger, and a line for each tagger that does not run here."""
    ours = Score()
    for gold in golds:
        ours.add(gold, Answer.of(extract_alone(gold, folders)))
    rows, remarks = [Row(f"chuanyu-kg {version('chuanyu-kg')}", ours)], []
    texts = [_sentences(gold, folders) for gold in golds]
    for name, tagger in taggers.items():
        try:
            found = tagger(texts)
        except LeftOut as why:
            remarks.append(f"{name} is left out: {why}")
            continue
        score = Score()
        for gold, names in zip(golds, found, strict=True):
            score.add(gold, generous(gold, names))
        rows.append(Row(name, score))
    return rows, remarks


def _sentences(gold: Gold, folders: Sequence[Path]) -> Text:
    for document in read(text_of(gold["doc"], folders), published=gold.get("published")):
        if isinstance(document, Document):
            return [sentence.text for article in articles(document) for sentence in article.sentences]
        raise document
    raise ValueError(f"{gold['doc']}: no document in its text")


def table(rows: Sequence[Row]) -> str:
    """Precision, recall and F1 of each kind, and of the three together."""
    heads = (*KINDS, "all three")
    lines = ["| P / R / F1 | " + " | ".join(heads) + " |", "|---|" + "---:|" * len(heads)]
    for name, score in rows:
        figures = [score.entities.figures(kinds) for kinds in (*((kind,) for kind in KINDS), KINDS)]
        lines.append(f"| {name} | " + " | ".join(" / ".join(f"{x:.2f}" for x in each[:3]) for each in figures) + " |")
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the comparison."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("gold", nargs="+", type=Path, help="files of labels")
    parser.add_argument("--texts", action="append", type=Path, default=[], metavar="DIR", help="where their texts lie")
    parser.add_argument(
        "--lac", type=Path, metavar="FOLDER", help="a virtual environment with LAC; made if it is not there"
    )
    chosen = parser.parse_args(arguments)
    taggers: dict[str, Tagger] = {f"jieba.posseg {version('jieba')}": jieba_names}
    if chosen.lac:
        taggers["LAC 2.1.2"] = lambda texts: lac_names(texts, chosen.lac)
    golds = [load(path) for path in chosen.gold]
    rows, remarks = compare(golds, chosen.texts, taggers)
    if not chosen.lac:
        remarks.append("LAC is left out: --lac FOLDER installs it there (1 GB)")
    print(f"{len(golds)} texts", table(rows), *remarks, sep="\n\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
