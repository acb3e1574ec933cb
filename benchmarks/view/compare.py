"""Our page beside stock pyvis on the same graph: size, hosts asked, time to the first picture, frames while zooming.

``python benchmarks/view/compare.py [NODES …]`` (1000, 3000 and 20000 by default; needs Chromium, and beyond 3000 what
`make assets` brings). Each page has a browser of its own. Figures of two machines cannot be compared; the ratios can.
"""

from __future__ import annotations

import contextlib
import importlib.util
import json
import math
import os
import shutil
import signal
import statistics
import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import urlsplit

import networkx as nx
from pyvis.network import Network
from selenium import webdriver
from selenium.common.exceptions import TimeoutException
from selenium.webdriver.chrome.service import Service
from urllib3.exceptions import ReadTimeoutError

from kg.views.graph import read
from kg.views.html import render

ROOT = Path(__file__).resolve().parents[2]
FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",  # WebGL without a graphics card
    "--window-size=1400,900",
    "--host-resolver-rules=MAP * ~NOTFOUND",
)
PATIENCE = 110  # seconds; selenium gives up at 120
REPEATS = 3
# Something stands on the canvas; our page says itself when it does, and never before.
DRAWN = """
if (window.kgView) return document.documentElement.dataset.ready === 'yes';
const canvas = document.querySelector('canvas');
if (!canvas || !canvas.width) return false;
const data = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
for (let k = 3; k < data.length; k += 4) if (data[k]) return true;
return false;
"""
ZOOM = """
const done = arguments[0], net = window.kgView ? window.kgView.network : network, start = performance.now();
const scale = net.getScale();
let frames = 0;
function tick() {
  frames += 1;
  const gone = performance.now() - start;
  if (gone > 3000) { done(frames / gone * 1000); return; }
  net.moveTo({ scale: scale * (1 + 0.5 * Math.sin(gone / 300)) });
  net.redraw();
  requestAnimationFrame(tick);
}
requestAnimationFrame(tick);
"""


def stock(graph: nx.MultiDiGraph, path: Path) -> None:
    """The page that pyvis writes by itself."""
    network = Network(cdn_resources="in_line", directed=True)
    for key, data in graph.nodes(data=True):
        network.add_node(key, label=data["label"], group=data["type"])
    for subject, target, data in graph.edges(data=True):
        network.add_edge(subject, target, label=data["predicate"])
    path.write_text(network.generate_html(), encoding="utf-8")


def browser() -> webdriver.Chrome:
    """A Chromium that logs what it asks for."""
    options = webdriver.ChromeOptions()
    options.binary_location = shutil.which("chromium") or ""
    for flag in FLAGS:
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"performance": "ALL"})
    options.page_load_strategy = "none"
    return webdriver.Chrome(options=options, service=Service(shutil.which("chromedriver")))


def measure(path: Path) -> dict[str, float]:
    """What a browser makes of a page; ``inf`` where nothing is drawn while one waits."""
    driver = browser()
    found = {"MB": path.stat().st_size / 1e6, "hosts": math.nan, "first": math.inf, "CPU": math.nan, "frames": math.nan}
    try:
        start = time.monotonic()
        driver.get(path.as_uri())
        while not driver.execute_script(DRAWN):
            if time.monotonic() - start > PATIENCE:
                return found | {"hosts": hosts(driver), "CPU": processor(driver)}
            time.sleep(0.02)
        found["first"], found["CPU"] = time.monotonic() - start, processor(driver)
        driver.set_script_timeout(60)
        found["frames"] = driver.execute_async_script(ZOOM)
        found["hosts"] = hosts(driver)
    except (ReadTimeoutError, TimeoutException):
        pass  # the page holds the browser for longer than anyone waits
    finally:
        end(driver)
    return found


def processor(driver: webdriver.Chrome) -> float:
    """Seconds of processor that the browser and its processes have taken; where the system does not tell, nothing."""
    parents, taken = {}, {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            cells = path.read_text().rpartition(")")[2].split()
            parents[int(path.parent.name)], taken[int(path.parent.name)] = (
                int(cells[1]),
                int(cells[11]) + int(cells[12]),
            )
    own = {driver.capabilities["goog:processID"]}
    while more := {each for each, parent in parents.items() if parent in own} - own:
        own |= more
    return sum(taken.get(each, 0) for each in own) / os.sysconf("SC_CLK_TCK") if taken else math.nan


def end(driver: webdriver.Chrome) -> None:
    """End a browser and its driver, also where a page does not let go."""
    process = driver.service.process
    with contextlib.suppress(ProcessLookupError):
        os.kill(driver.capabilities["goog:processID"], signal.SIGKILL)
    if process is not None:
        process.kill()
        process.wait()


def hosts(driver: webdriver.Chrome) -> int:
    """How many hosts the page asked."""
    asked = [json.loads(entry["message"])["message"] for entry in driver.get_log("performance")]
    urls = [each["params"]["request"]["url"] for each in asked if each["method"] == "Network.requestWillBeSent"]
    return len({urlsplit(url).netloc for url in urls if url.startswith("http")})


def median(rows: list[dict[str, float]]) -> dict[str, float]:
    """The middle of each figure."""
    return {name: statistics.median(row[name] for row in rows) for name in rows[0]}


def line(count: int, name: str, row: dict[str, float]) -> str:
    """A row of the table."""
    first = f"{row['first']:.1f}" if math.isfinite(row["first"]) else f"> {PATIENCE}"
    frames = f"{row['frames']:.0f}" if math.isfinite(row["frames"]) else "–"
    asked = f"{row['hosts']:.0f}" if math.isfinite(row["hosts"]) else "–"
    cpu = f"{row['CPU']:.1f}" if math.isfinite(row["CPU"]) else "–"
    return f"| {count:,} | {name} | {row['MB']:.1f} | {asked} | {first} | {cpu} | {frames} |"


def ratio(count: int, ours: dict[str, float], theirs: dict[str, float]) -> str:
    """What stock pyvis takes of what ours takes."""
    shown = math.isfinite(theirs["first"])
    first = f"{theirs['first'] / ours['first']:.0f}" if shown else f"> {PATIENCE / ours['first']:.0f}"
    frames = f"{theirs['frames'] / ours['frames']:.2f}" if math.isfinite(theirs["frames"]) else "–"
    cpu = f"{'' if shown else '> '}{theirs['CPU'] / ours['CPU']:.0f}" if math.isfinite(theirs["CPU"]) else "–"
    return f"| {count:,} | **pyvis ÷ ours** | {theirs['MB'] / ours['MB']:.1f} | | **{first}** | **{cpu}** | {frames} |"


def main() -> None:
    """Measure and print a Markdown table."""
    spec = importlib.util.spec_from_file_location("views_sample", ROOT / "tests" / "views" / "sample.py")
    if spec is None or spec.loader is None:
        raise FileNotFoundError("tests/views/sample.py")
    sample = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(sample)
    print("| nodes | page | MB | hosts asked | first picture, s | processor until then, s | frames/s while zooming |")
    print("|---|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        for count in map(int, sys.argv[1:] or ["1000", "3000", "20000"]):
            store = sample.large(count)
            path = Path(folder) / "page.html"
            start = time.process_time()
            path.write_text(render(store, first_nodes=count), encoding="utf-8")
            made = time.process_time() - start
            ours = median([measure(path) for _ in range(REPEATS)])
            stock(read(store), path)
            theirs = measure(path)
            print(line(count, "`kg view`, all nodes shown", ours))
            print(line(count, "pyvis 0.3.2 as it comes", theirs))
            print(ratio(count, ours, theirs), flush=True)
            print(f"{count} nodes: {made:.1f} s of CPU to write ours", file=sys.stderr)


if __name__ == "__main__":
    main()
