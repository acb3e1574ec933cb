"""Take the pictures of the guides: pages of the corpus, light and dark (``make picture``; needs Chromium)."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import ViewportSize, sync_playwright

from kg.store import Store

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "img"
SIZE: ViewportSize = {"width": 1400, "height": 757}
# File → page, its address, light or dark.
VIEWS = {
    "graph": ("graph", "", "light"),
    "graph-dark": ("graph", "", "dark"),
    "timeline": ("timeline", "", "light"),
    "map": ("map", "sel=k:510900", "light"),
    "map-dark": ("map", "sel=k:510900", "dark"),
    "document": ("document", "", "light"),
}
# The edge whose sentences the picture shows: an agreement that two documents report, and one of its parties.
EDGE = """
SELECT DISTINCT ?agreement ?party WHERE {
  ?agreement a cy:Agreement ; skos:prefLabel "推进遂宁潼南一体化发展合作协议"@zh ; cy:signatory ?party .
  ?party skos:notation "510900"
}
"""


def pages(folder: Path) -> tuple[dict[str, Path], str]:
    """The pages by their kinds, and the address at which that of the graph shows the edge."""
    kg, store = str(Path(sys.executable).parent / "kg"), str(folder / "store")
    corpus = ROOT / "corpus"
    subprocess.run([kg, "build", str(corpus), "--manifest", str(corpus / "manifest.csv"), "--store", store], check=True)
    made = {kind: folder / f"{kind}.html" for kind, _, _ in VIEWS.values()}
    for kind, path in made.items():
        more = ["c03"] if kind == "document" else ["--title", "川渝合作"] if kind == "graph" else []
        subprocess.run([kg, "view", kind, *more, "--store", store, "-o", str(path)], check=True)
    with Store.open(store, read_only=True) as data:
        row = data.select(EDGE)[0]
        ends = ",".join(str(row[name]).strip("<>").removeprefix(data.base) for name in ("agreement", "party"))
    return made, f"sel=e:{ends}"


def main() -> None:
    """Open each page and keep what it shows."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        made, edge = pages(Path(folder))
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--disable-gpu"])
        for name, (kind, address, theme) in VIEWS.items():
            tab = browser.new_page(viewport=SIZE, color_scheme="dark" if theme == "dark" else "light")
            tab.goto(f"{made[kind].as_uri()}#{edge if kind == 'graph' else address}")
            tab.locator("#panel blockquote" if kind == "graph" else "#scene > *").first.wait_for(timeout=20_000)
            time.sleep(1)
            tab.screenshot(path=PICTURES / f"{name}.png")
            tab.close()
            print((PICTURES / f"{name}.png").relative_to(ROOT))
        browser.close()


if __name__ == "__main__":
    main()
