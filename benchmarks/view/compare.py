"""Our page beside stock pyvis on the same graph: size, hosts asked, time to the first picture, frames while zooming.

``python benchmarks/view/compare.py [NODES …]`` (1000, 3000 and 20000 by default; needs Chromium, and beyond 3000 what
`make assets` brings). Each page has a browser of its own. Figures of two machines cannot be compared; the ratios can.
"""

from __future__ import annotations

import asyncio
import contextlib
import importlib.util
import math
import os
import shutil
import signal
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import networkx as nx
from playwright.async_api import Browser, CDPSession, async_playwright
from pyvis.network import Network

from kg.views.graph import read
from kg.views.html import render

ROOT = Path(__file__).resolve().parents[2]
FLAGS = (
    "--disable-gpu",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",  # WebGL without a graphics card
    "--window-size=1400,900",
    "--host-resolver-rules=MAP * ~NOTFOUND",
)
PATIENCE = 110  # seconds
ZOOMING = 60
REPEATS = 3
# Something stands on the canvas; our page says itself when it does, and never before.
DRAWN = """() => {
if (window.kgView) return document.documentElement.dataset.ready === 'yes';
const canvas = document.querySelector('canvas');
if (!canvas || !canvas.width) return false;
const data = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
for (let k = 3; k < data.length; k += 4) if (data[k]) return true;
return false;
}"""
ZOOM = """() => new Promise((done) => {
const net = window.kgView ? window.kgView.network : network, start = performance.now();
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
})"""


def stock(graph: nx.MultiDiGraph, path: Path) -> None:
    """The page that pyvis writes by itself."""
    network = Network(cdn_resources="in_line", directed=True)
    for key, data in graph.nodes(data=True):
        network.add_node(key, label=data["label"], group=data["type"])
    for subject, target, data in graph.edges(data=True):
        network.add_edge(subject, target, label=data["predicate"])
    path.write_text(network.generate_html(), encoding="utf-8")


def measure(path: Path) -> dict[str, float]:
    """What a browser makes of a page; ``inf`` where nothing is drawn while one waits."""
    return {"MB": path.stat().st_size / 1e6} | asyncio.run(opened(path.as_uri()))


async def opened(address: str) -> dict[str, float]:
    """What a browser of its own makes of an address."""
    found = {"first": math.inf, "CPU": math.nan, "frames": math.nan}
    asked: list[str] = []
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        session = await browser.new_browser_cdp_session()
        page = await browser.new_page(no_viewport=True)
        page.on("request", lambda request: asked.append(request.url))
        try:
            start = time.monotonic()
            async with asyncio.timeout(PATIENCE):
                await page.goto(address, wait_until="commit", timeout=0)
                while not await page.evaluate(DRAWN):  # noqa: ASYNC110 - a canvas tells nobody that it was drawn on
                    await asyncio.sleep(0.02)
            found["first"], found["CPU"] = time.monotonic() - start, await processor(session)
            async with asyncio.timeout(ZOOMING):
                found["frames"] = await page.evaluate(ZOOM)
        except TimeoutError:  # the page holds the browser for longer than anyone waits
            if math.isinf(found["first"]):
                found["CPU"] = await processor(session)
        finally:
            await end(browser, session)
    return found | {"hosts": len({urlsplit(url).netloc for url in asked if url.startswith("http")})}


async def processes(session: CDPSession) -> list[dict[str, Any]]:
    """The processes of the browser; its first one answers also where a page holds another."""
    answer = await session.send("SystemInfo.getProcessInfo")
    return list(answer["processInfo"])


async def processor(session: CDPSession) -> float:
    """Seconds of processor that the browser and its processes have taken."""
    return float(sum(each["cpuTime"] for each in await processes(session)))


async def end(browser: Browser, session: CDPSession) -> None:
    """End a browser, also where a page does not let go."""
    own = [each["id"] for each in await processes(session) if each["type"] == "browser"]
    for process in own:
        with contextlib.suppress(ProcessLookupError):
            os.kill(process, signal.SIGKILL)
    await browser.close()


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
