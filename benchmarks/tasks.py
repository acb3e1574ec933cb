"""One measurement in a process of its own: ``python benchmarks/tasks.py TASK ARGUMENTS`` prints a JSON object."""

from __future__ import annotations

import gzip
import json
import os
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

Figures = dict[str, Any]


def texts(path: Path) -> list[str]:
    """The texts of a file of JSON lines."""
    data = path.read_bytes()
    lines = (gzip.decompress(data) if path.suffix == ".gz" else data).decode().splitlines()
    return [json.loads(line)["text"] for line in lines if line.strip()]


@contextmanager
def clock(figures: Figures) -> Iterator[None]:
    """CPU seconds of this process (all threads) and seconds on the wall, of what stands inside."""
    cpu, wall = time.process_time(), time.perf_counter()
    yield
    figures["cpu_s"] = round(time.process_time() - cpu, 3)
    figures["wall_s"] = round(time.perf_counter() - wall, 3)


def below() -> dict[int, float]:
    """This process and all below it (Linux), with the CPU seconds of each."""
    parents: dict[int, int] = {}
    seconds: dict[int, float] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
        except OSError:
            continue
        number = int(path.parent.name)
        parents[number] = int(fields[1])
        seconds[number] = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    ours = {os.getpid()}
    while more := {child for child, parent in parents.items() if parent in ours} - ours:
        ours |= more
    return {number: seconds.get(number, 0.0) for number in ours}


def memory_mb(processes: Iterable[int]) -> float:
    """What the processes hold now: proportional set size, so that shared pages count once (Linux)."""
    total = 0
    for process in processes:
        try:
            lines = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="utf-8").splitlines()
        except OSError:
            continue
        total += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return total / 1024


@contextmanager
def watched(figures: Figures) -> Iterator[None]:
    """The most memory that was held at any of the looks, one a second; CPU seconds of the processes below this one."""
    done, most = threading.Event(), [0.0]
    spent: dict[int, float] = {}

    def look() -> None:
        while not done.wait(0.2):
            spent.update(below())
            if time.monotonic() > told[0] + 1:
                told[0] = time.monotonic()
                most[0] = max(most[0], memory_mb(spent))
        told[1] = time.thread_time()

    told = [0.0, 0.0]

    thread = threading.Thread(target=look, daemon=True)
    thread.start()
    yield
    done.set()
    thread.join()
    figures["memory_mb"] = round(max(most[0], memory_mb([os.getpid()])), 1)
    figures["cpu_s"] = round(figures["cpu_s"] - told[1], 3)  # what looking took is no part of the build
    figures["below_cpu_s"] = round(sum(seconds for number, seconds in spent.items() if number != os.getpid()), 2)


def build_once(source: str, store: Path, workers: int) -> Figures:
    """A build, after the dictionaries have been loaded."""
    import kg.build.warm  # noqa: F401 - start-up is measured on its own
    from kg.build import build
    from kg.store import Store

    figures: Figures = {}
    with Store.open(store) as target, watched(figures), clock(figures):
        report = build([source], target, workers=workers)
    figures |= {
        "documents": report.documents,
        "unchanged": report.unchanged,
        "failures": len(report.failures),
        "statements": report.statements,
        "disk_mb": round(sum(p.stat().st_size for p in store.rglob("*") if p.is_file()) / 1e6, 1),
    }
    return figures


def task_build(source: str, workers: str) -> Figures:
    """Bytes in, sourced statements in a store on disk."""
    with tempfile.TemporaryDirectory() as folder:
        return build_once(source, Path(folder) / "store", int(workers))


def task_store(source: str, store: str) -> Figures:
    """The same into a store that stays."""
    return build_once(source, Path(store), 1)


def task_changed(source: str, store: str) -> Figures:
    """One page of a large store has changed, and is named: ``kg build PAGE --store BIG``."""
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "page.jsonl"
        first = json.loads(Path(source).read_text(encoding="utf-8").splitlines()[0])
        first["text"] += "\n" + f"{time.time_ns()}"
        page.write_text(json.dumps(first, ensure_ascii=False), encoding="utf-8")
        return build_once(str(page), Path(store), 1)


def task_cut(source: str) -> Figures:
    """``jieba.cut`` of every paragraph, its dictionary loaded before."""
    import jieba

    return _segmented(source, jieba.initialize, jieba.cut, 1)


def task_posseg(source: str) -> Figures:
    """``jieba.posseg.cut`` of every fourth paragraph, its dictionary loaded before."""
    import jieba
    from jieba import posseg

    return _segmented(source, jieba.initialize, posseg.cut, 4)


def _segmented(source: str, load: Callable[[], object], cut: Callable[[str], Any], part: int) -> Figures:
    load()
    paragraphs = [line for text in texts(Path(source)) for line in text.split("\n") if line][::part]
    for _ in cut(paragraphs[0]):
        pass
    figures: Figures = {}
    with clock(figures):
        for paragraph in paragraphs:
            for _ in cut(paragraph):
                pass
    figures["bytes"] = sum(len(paragraph.encode()) for paragraph in paragraphs)
    return figures


def main() -> None:
    """Run one task."""
    tasks: dict[str, Callable[..., Figures]] = {
        "build": task_build,
        "store": task_store,
        "changed": task_changed,
        "cut": task_cut,
        "posseg": task_posseg,
    }
    print(json.dumps(tasks[sys.argv[1]](*sys.argv[2:])))


if __name__ == "__main__":
    main()
