"""Our page beside stock pyvis on the same graph: size, hosts asked, time to the first picture, frames while zooming.

``python benchmarks/view/compare.py [NODES …]`` (300 and 1000 by default; needs Chromium). Figures of two machines
cannot be compared; the ratios can.
"""

from __future__ import annotations

import importlib.util
import json
import shutil
import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import urlsplit

import networkx as nx
from pyvis.network import Network
from selenium import webdriver
from selenium.webdriver.chrome.service import Service

from kg.views.graph import read
from kg.views.html import render

ROOT = Path(__file__).resolve().parents[2]
FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--window-size=1400,900",
    "--host-resolver-rules=MAP * ~NOTFOUND",
)
# Something stands on the canvas: the same question to both pages.
DRAWN = """
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


def measure(driver: webdriver.Chrome, path: Path) -> dict[str, float]:
    """What a browser makes of a page."""
    driver.get("about:blank")
    driver.get_log("performance")
    start = time.monotonic()
    driver.get(path.as_uri())
    while not driver.execute_script(DRAWN):
        if time.monotonic() - start > 120:
            break
        time.sleep(0.02)
    first = time.monotonic() - start
    asked = [json.loads(entry["message"])["message"] for entry in driver.get_log("performance")]
    urls = [each["params"]["request"]["url"] for each in asked if each["method"] == "Network.requestWillBeSent"]
    driver.set_script_timeout(60)
    return {
        "MB": path.stat().st_size / 1e6,
        "hosts": len({urlsplit(url).netloc for url in urls if url.startswith("http")}),
        "first": first,
        "frames": driver.execute_async_script(ZOOM),
    }


def main() -> None:
    """Measure and print a Markdown table."""
    spec = importlib.util.spec_from_file_location("views_sample", ROOT / "tests" / "views" / "sample.py")
    if spec is None or spec.loader is None:
        raise FileNotFoundError("tests/views/sample.py")
    sample = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(sample)
    options = webdriver.ChromeOptions()
    options.binary_location = shutil.which("chromium") or ""
    for flag in FLAGS:
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"performance": "ALL"})
    driver = webdriver.Chrome(options=options, service=Service(shutil.which("chromedriver")))
    print("| nodes | page | MB | hosts asked | first picture, s | frames/s while zooming |\n|---|---|---|---|---|---|")
    try:
        with tempfile.TemporaryDirectory() as folder:
            for count in map(int, sys.argv[1:] or ["300", "1000"]):
                store = sample.large(count)
                path = Path(folder) / "page.html"
                start = time.monotonic()
                path.write_text(render(store, first_nodes=count), encoding="utf-8")
                made = time.monotonic() - start
                ours = measure(driver, path)
                stock(read(store), path)
                theirs = measure(driver, path)
                for name, row in (("kg view, all nodes shown", ours), ("pyvis 0.3.2 as it comes", theirs)):
                    figures = f"{row['MB']:.1f} | {row['hosts']} | {row['first']:.1f} | {row['frames']:.0f}"
                    print(f"| {count} | {name} | {figures} |")
                print(
                    f"| {count} | pyvis ÷ ours | {theirs['MB'] / ours['MB']:.1f} | |"
                    f" {theirs['first'] / ours['first']:.0f} | {theirs['frames'] / ours['frames']:.2f} |"
                )
                print(f"{count} nodes: written in {made:.1f} s", file=sys.stderr)
    finally:
        driver.quit()


if __name__ == "__main__":
    main()
