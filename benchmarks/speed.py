"""How long the build of the corpus and the questions of the catalogue take here, as a table (``make bench``)."""

from __future__ import annotations

import platform
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
KG = Path(sys.executable).parent / "kg"
REPEATS = 3


def timed(*arguments: str) -> float:
    """Median seconds of a command, the start of Python included."""
    seconds = []
    for _ in range(REPEATS):
        begin = time.perf_counter()
        subprocess.run([str(KG), *arguments], check=True, cwd=ROOT, capture_output=True)
        seconds.append(time.perf_counter() - begin)
    return statistics.median(seconds)


def main() -> None:
    """Print one line for each task."""
    with tempfile.TemporaryDirectory() as folder:
        store = str(Path(folder) / "store")
        build = ("build", "corpus", "--manifest", "corpus/manifest.csv", "--store", store)
        party = ("-p", "a", "四川", "-p", "b", "重庆", "--store", store)
        tasks: dict[str, tuple[str, ...]] = {
            "kg --help": ("--help",),
            "build the corpus, fresh": (*build, "--fresh"),
            "build it again, unchanged": build,
            "ask agreements-between": ("ask", "agreements-between", *party),
            "show 四川省": ("show", "四川省", "--store", store),
            "check": ("check", "--store", store),
            "export N-Quads": ("export", "--store", store, "-o", str(Path(folder) / "graph.nq")),
            "view": ("view", "--store", store, "-o", str(Path(folder) / "graph.html")),
        }
        print(f"Python {platform.python_version()}, {platform.machine()}; median of {REPEATS} runs\n")
        print("| task | seconds |\n|---|---:|")
        for name, arguments in tasks.items():
            print(f"| {name} | {timed(*arguments):.2f} |", flush=True)


if __name__ == "__main__":
    main()
