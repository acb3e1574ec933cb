"""What a store of many statements costs, measured at growing sizes, and what 100 million would: a fitted model.

    python benchmarks/scale/stores.py --sizes 100000 300000 1000000 3000000 -o stores.json

The stores are synthetic (``benchmarks/query/generate.py``: 900 quads a document) and loaded as builds load. Each size
runs in a process of its own. What grows with the store is fitted to ``a * quads ** b``, on logarithms of the three
largest sizes (a small store has not been sorted to the end by the database); how good that is, is said by what the
smaller of them would have predicted for the largest.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent.parent
WANTED = 100_000_000
BATCH = 8 << 20  # bytes that a build loads at a time
ROUNDS = 3
COSTS = {
    "load_cpu_s": "load, CPU s",
    "disk_mb": "disk, MB",
    "memory_mb": "memory of the loader, MB",
    "open_s": "open, s",
    "page_s": "one changed page, s",
    "page_cpu_s": "its CPU, s",
    "export_cpu_s": "export in gzipped parts, CPU s",
}
Figures = dict[str, Any]


GROWING = ("load_cpu_s", "disk_mb", "export_cpu_s")
_LARGEST = 3


@contextmanager
def clock(figures: Figures, name: str) -> Iterator[None]:
    """CPU seconds (all threads, children that have ended) and seconds on the wall."""
    begun, cpu = time.perf_counter(), _cpu()
    yield
    figures[f"{name}_cpu_s"] = round(_cpu() - cpu, 3)
    figures[f"{name}_s"] = round(time.perf_counter() - begun, 3)


def _cpu() -> float:
    return sum(
        use.ru_utime + use.ru_stime for use in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    )


def graphs(quads: int) -> Iterator[tuple[str, bytes]]:
    """Documents of the synthetic world as N-Quads, until there are at least so many quads."""
    import random

    sys.path.insert(0, str(ROOT / "benchmarks" / "query"))
    from generate import SEED, World

    from kg.rdf.write import lines

    world = World(max(quads // 900, 10), random.Random(SEED))  # noqa: S311 - reproducible, not secret
    number = written = 0
    while written < quads:
        extraction = world.document(number)
        data = lines(extraction)
        yield f"https://w3id.org/chuanyu-kg/id/document/{extraction.document.id}", data
        number, written = number + 1, written + data.count(b"\n")


def measured(quads: int, folder: Path) -> Figures:
    """All costs of one size."""
    import kg.build.warm  # noqa: F401 - start-up is measured elsewhere
    from kg.build import build
    from kg.export.parts import write
    from kg.store import Store

    figures: Figures = {"load_cpu_s": 0.0, "load_s": 0.0}
    place = folder / "store"
    with Store.open(place) as store:
        for batch in _batches(graphs(quads)):
            once: Figures = {}
            with clock(once, "load"):
                store.load(batch)
            for name, value in once.items():
                figures[name] = round(figures[name] + value, 3)
        with clock(once, "load"):
            store.flush()
        figures["quads"] = len(store)
    figures["memory_mb"] = round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1)
    figures["disk_mb"] = round(sum(path.stat().st_size for path in place.rglob("*") if path.is_file()) / 1e6, 1)
    rounds: list[Figures] = []
    page = folder / "page.txt"
    text = next((ROOT / "corpus").glob("*.txt")).read_text(encoding="utf-8")
    for number in range(ROUNDS + 1):
        once = {}
        page.write_text(f"{text}\n{number}\n", encoding="utf-8")
        with clock(once, "page"), Store.open(place) as store:
            build([page], store)
        with clock(once, "open"):
            Store.open(place, read_only=True).close()
        rounds.append(once)
    for name in ("page_s", "page_cpu_s", "open_s"):
        figures[name] = sorted(each[name] for each in rounds[1:])[ROUNDS // 2]
    with Store.open(place, read_only=True) as store:
        for workers, name in ((1, "export"), (os.cpu_count() or 1, "export_parallel")):
            with clock(figures, name):
                write(store, folder / name, size=1_000_000, gzipped=True, workers=workers)
    figures["export_mb"] = round(sum(path.stat().st_size for path in (folder / "export").glob("*.gz")) / 1e6, 1)
    return figures


def _batches(found: Iterable[tuple[str, bytes]]) -> Iterator[dict[str, bytes]]:
    batch: dict[str, bytes] = {}
    size = 0
    for graph, data in found:
        batch[graph] = data
        size += len(data)
        if size >= BATCH:
            yield batch
            batch, size = {}, 0
    yield batch


def fitted(points: list[tuple[float, float]]) -> tuple[float, float]:
    """``a`` and ``b`` of ``a * x ** b``, by least squares on logarithms."""
    logs = [(math.log(x), math.log(max(y, 1e-6))) for x, y in points]
    mean_x, mean_y = (sum(each) / len(logs) for each in zip(*logs, strict=True))
    b = sum((x - mean_x) * (y - mean_y) for x, y in logs) / sum((x - mean_x) ** 2 for x, _ in logs)
    return math.exp(mean_y - b * mean_x), b


def model(rows: list[Figures]) -> Figures:
    """For each cost the law, its error at the largest size when fitted to the smaller ones, and the cost of WANTED."""
    found: Figures = {}
    for name in GROWING:
        points = [(float(row["quads"]), float(row[name])) for row in rows[-_LARGEST:]]
        a, b = fitted(points[:-1])
        error = a * points[-1][0] ** b / points[-1][1] - 1
        a, b = fitted(points)
        found[name] = {"exponent": round(b, 3), "error": round(error, 3), "at_wanted": round(a * WANTED**b, 2)}
    return found


def main() -> None:
    """Measure, fit, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[100_000, 300_000, 1_000_000])
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    parser.add_argument("-o", "--output", type=Path, help="write the figures as JSON")
    chosen = parser.parse_args()
    if chosen.one:
        with tempfile.TemporaryDirectory() as folder:
            print(json.dumps(measured(chosen.one, Path(folder))))
        return
    rows: list[Figures] = []
    for size in chosen.sizes:
        command = [sys.executable, "-W", "ignore", __file__, "--one", str(size)]
        rows.append(json.loads(subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout))
        print(json.dumps(rows[-1]), file=sys.stderr, flush=True)
    law = model(rows)
    print("| quads | " + " | ".join(COSTS.values()) + " |\n|---:" + "|---:" * len(COSTS) + "|")
    for row in rows:
        print(f"| {row['quads']:,} | " + " | ".join(f"{row[name]:,}" for name in COSTS) + " |")
    for title, key, form in (
        (f"{WANTED:,} (model)", "at_wanted", ",.0f"),
        ("exponent", "exponent", ".2f"),
        ("error at the largest", "error", "+.0%"),
    ):
        print(
            f"| {title} | " + " | ".join(format(law[name][key], form) if name in law else "" for name in COSTS) + " |"
        )
    if chosen.output:
        chosen.output.write_text(json.dumps({"points": rows, "model": law}, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
