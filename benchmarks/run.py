"""How fast the build is, measured beside jieba on the same text in the same run (``make bench``).

``python benchmarks/run.py --help`` says what can be chosen. Every figure comes from a fresh process (tasks.py); peers
take turns with the build, so that a busy machine slows both; what is reported is the median.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
VERSIONS = ("chuanyu-kg", "jieba", "rjieba", "ahocorasick_rs", "pyoxigraph")
PARTS = ("start", "build", "again", "store", "workers", "scale")
USUAL = "start,build,again,store"
Figures = dict[str, Any]


def task(name: str, *arguments: object) -> Figures:
    """The figures of one task, run in a process of its own."""
    command = [sys.executable, "-W", "ignore", str(ROOT / "benchmarks" / "tasks.py"), name, *map(str, arguments)]
    done = subprocess.run(command, check=True, capture_output=True, encoding="utf-8", cwd=ROOT)
    figures: Figures = json.loads(done.stdout)
    return figures


def median(rows: Iterable[Figures], key: str) -> float:
    """The median of one figure."""
    return round(statistics.median(row[key] for row in rows), 4)


def items(source: Path | None) -> Iterator[Figures]:
    """The documents of a file of JSON lines, or of the corpus."""
    if source is None:
        sys.path.insert(0, str(ROOT))
        from kg.model import Document
        from kg.read import read

        for document in read(ROOT / "corpus", manifest=ROOT / "corpus" / "manifest.csv"):
            if isinstance(document, Document):
                published = document.published.iso if document.published else ""
                yield {"id": document.id, "title": document.title, "published": published, "text": document.text}
        return
    import gzip

    with gzip.open(source, "rt", encoding="utf-8") if source.suffix == ".gz" else source.open(encoding="utf-8") as file:
        yield from (json.loads(line) for line in file if line.strip())


def sample(source: Path | None, count: int, target: Path) -> int:
    """Write ``count`` documents, evenly picked; more than there are come again with other ids. Their bytes."""
    rows = list(items(source))
    step = max(1, len(rows) // count)
    picked = rows[::step][:count]
    size = 0
    with target.open("w", encoding="utf-8") as file:
        for number in range(count):
            row, copy = picked[number % len(picked)], number // len(picked)
            named = {**row, "id": f"{row['id']}-{copy}"} if copy else row
            file.write(json.dumps(named, ensure_ascii=False) + "\n")
            size += len(row["text"].encode())
    return size


def start(runs: int) -> Figures:
    """Seconds of short commands, the start of Python included."""
    kg = Path(sys.executable).parent / "kg"
    figures: Figures = {}
    with tempfile.TemporaryDirectory() as folder:
        page = str(next((ROOT / "corpus").glob("*.txt")))
        store, corpus = ("--store", f"{folder}/c"), ("build", "corpus", "--manifest", "corpus/manifest.csv")
        commands: dict[str, tuple[str, ...]] = {
            "kg --help": ("--help",),
            "kg build PAGE": ("build", page, "--store", f"{folder}/s", "--fresh"),
            "kg build corpus": (*corpus, *store, "--fresh"),
            "kg build corpus, unchanged": (*corpus, *store),
            "kg ask": ("ask", "agreements-between", "-p", "a", "四川", "-p", "b", "重庆", *store),
            "kg show": ("show", "四川省", *store),
            "kg check": ("check", *store),
            "kg export": ("export", *store, "-o", f"{folder}/graph.nq"),
            "kg view": ("view", *store, "-o", f"{folder}/graph.html"),
        }
        for name, arguments in commands.items():
            seconds = []
            for _ in range(runs):
                begin = time.perf_counter()
                subprocess.run([str(kg), *arguments], check=True, capture_output=True, cwd=ROOT)
                seconds.append(time.perf_counter() - begin)
            figures[name] = round(statistics.median(seconds), 3)
    return figures


def lac(path: Path, folder: Path | None) -> Figures:
    """LAC on the same text, where a virtual environment with it is named (benchmarks/quality/peers.py makes one)."""
    if folder is None:
        return {}
    command = [str(folder / "bin" / "python"), str(ROOT / "benchmarks" / "lac_speed.py"), str(path)]
    done = subprocess.run(command, check=True, capture_output=True, encoding="utf-8", cwd=ROOT)
    figures = json.loads(done.stdout.splitlines()[-1])
    return {"lac": figures["bytes"] / figures["cpu_s"] / 1e6}


def peers(path: Path, size: int, runs: int, tagger: Path | None) -> Figures:
    """The whole build of one process against jieba (and LAC), MB of text a CPU second."""
    rows: list[Figures] = []
    for _ in range(runs):
        build, cut, posseg = task("build", path, 1), task("cut", path), task("posseg", path)
        speeds = {
            "build": size / build["cpu_s"] / 1e6,
            "cut": cut["bytes"] / cut["cpu_s"] / 1e6,
            "posseg": posseg["bytes"] / posseg["cpu_s"] / 1e6,
            **lac(path, tagger),
        }
        rows.append({
            "statements": build["statements"], "memory_mb": build["memory_mb"], "disk_mb": build["disk_mb"],
            **{f"{name}_mb_s": speed for name, speed in speeds.items()},
            **{f"build_to_{name}": speeds["build"] / speeds[name] for name in list(speeds)[:0:-1]},
        })  # fmt: skip
    return {"text_mb": round(size / 1e6, 3), **{key: median(rows, key) for key in rows[0]}}


def again(path: Path, runs: int) -> Figures:
    """The same sources once more, and one changed page."""
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "store"
        first = task("store", path, store)
        second = [task("store", path, store) for _ in range(runs)]
        changed = [task("changed", path, store) for _ in range(runs)]
    return {
        "documents": first["documents"], "statements": first["statements"], "first_cpu_s": first["cpu_s"],
        "unchanged": second[0]["unchanged"], "again_cpu_s": median(second, "cpu_s"),
        "changed_page_s": median(changed, "wall_s"),
    }  # fmt: skip


def store() -> Figures:
    """Our store and its queries against rdflib, on the graph of the corpus."""
    with tempfile.TemporaryDirectory() as folder:
        path, target = Path(folder) / "corpus.jsonl", Path(folder) / "store"
        sample(None, 20, path)
        task("store", path, target)
        command = [sys.executable, "-W", "ignore", str(ROOT / "benchmarks" / "engines.py"), str(target)]
        done = subprocess.run(command, check=True, capture_output=True, encoding="utf-8", cwd=ROOT)
    figures: Figures = json.loads(done.stdout)
    return figures


def workers(path: Path, runs: int) -> Figures:
    """Two processes against one: on the wall, which means little on a busy machine; and by the CPU that each takes.

    ``by_cpu`` is how much sooner two would be done on two free cores: the CPU of one process over half of what all
    processes take with two, or over that of the one that reads and stores, if it takes more.
    """
    rows = []
    for _ in range(runs):
        one, two = task("build", path, 1), task("build", path, 2)
        shared = max(two["cpu_s"], (two["cpu_s"] + two["below_cpu_s"]) / 2)
        rows.append({
            "one_s": one["wall_s"], "two_s": two["wall_s"], "ratio": one["wall_s"] / two["wall_s"],
            "one_cpu_s": one["cpu_s"], "two_cpu_s": two["cpu_s"], "two_below_cpu_s": two["below_cpu_s"],
            "by_cpu": one["cpu_s"] / shared,
        })  # fmt: skip
    return {key: median(rows, key) for key in rows[0]}


def scale(source: Path | None, sizes: Iterable[int], folder: Path, processes: int) -> list[Figures]:
    """Time and memory by the number of documents."""
    rows = []
    for count in sizes:
        path = folder / f"scale-{count}.jsonl"
        size = sample(source, count, path)
        done = task("build", path, processes)
        rows.append({"documents": count, "text_mb": round(size / 1e6, 2), "workers": processes, **{
            key: done[key] for key in ("wall_s", "memory_mb", "disk_mb", "statements", "failures")
        }})  # fmt: skip
        path.unlink()
        print(f"  {count:,} documents: {done['wall_s']} s, {done['memory_mb']} MB", file=sys.stderr, flush=True)
    return rows


def machine() -> Figures:
    """What the figures were measured on."""
    model = platform.processor() or platform.machine()
    info = Path("/proc/cpuinfo")
    if info.exists():
        names = [line for line in info.read_text(encoding="utf-8").splitlines() if line.startswith("model name")]
        model = names[0].partition(":")[2].strip() if names else model
    return {
        "processor": model, "cores": os.cpu_count(), "system": platform.system(), "python": platform.python_version(),
        "load": round(os.getloadavg()[0], 1), "date": datetime.now(UTC).date().isoformat(),
        "versions": {name: version(name) for name in VERSIONS},
    }  # fmt: skip


def table(title: str, rows: list[Figures]) -> str:
    """Rows as a Markdown table."""
    lines = [f"### {title}", "", "| " + " | ".join(rows[0]) + " |", "|" + "---:|" * len(rows[0])]
    for row in rows:
        cells = (
            f"{value:,.3g}" if isinstance(value, float) and value < 100 else f"{value:,}" for value in row.values()
        )
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join([*lines, ""])


def main() -> None:
    """Measure what was asked for; print tables, and write the figures where they are wanted."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--texts", type=Path, help="JSON lines (id, title, published, text), .gz or not; else corpus/")
    parser.add_argument("--items", type=int, default=100, help="documents of a build (100)")
    parser.add_argument("--runs", type=int, default=3, help="runs of which the median counts (3)")
    parser.add_argument("--only", default=USUAL, help=f"parts to run, of {','.join(PARTS)}, or all ({USUAL})")
    parser.add_argument("--lac", type=Path, metavar="FOLDER", help="a virtual environment that has LAC")
    parser.add_argument("--sizes", default="1000,5000,22000", help="numbers of documents for scale")
    parser.add_argument("--workers", type=int, default=2, help="processes for scale (2)")
    parser.add_argument("-o", "--output", type=Path, help="write the figures as JSON")
    chosen = parser.parse_args()
    parts = PARTS if chosen.only == "all" else tuple(chosen.only.split(","))
    results: Figures = {"machine": machine(), "texts": chosen.texts.name if chosen.texts else "corpus"}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "texts.jsonl"
        size = sample(chosen.texts, chosen.items, path)
        measure = {
            "start": lambda: start(chosen.runs),
            "build": lambda: peers(path, size, chosen.runs, chosen.lac),
            "again": lambda: again(path, chosen.runs),
            "store": store,
            "workers": lambda: workers(path, chosen.runs),
            "scale": lambda: scale(chosen.texts, map(int, chosen.sizes.split(",")), Path(folder), chosen.workers),
        }
        print(json.dumps(results["machine"]), end="\n\n", flush=True)
        for part in parts:
            results[part] = measure[part]()
            rows = results[part] if isinstance(results[part], list) else [results[part]]
            print(table(part, rows), flush=True)
    if chosen.output:
        chosen.output.write_text(json.dumps(results, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
