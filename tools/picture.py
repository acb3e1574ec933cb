"""Take docs/img/graph.png: the page of the corpus with one edge chosen (``make picture``; needs Chromium)."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.support.wait import WebDriverWait

from kg.store import Store

ROOT = Path(__file__).resolve().parent.parent
PICTURE = ROOT / "docs" / "img" / "graph.png"
FLAGS = ("--headless=new", "--no-sandbox", "--window-size=1400,900", "--disable-gpu", "--hide-scrollbars")
# The edge whose sentences the picture shows: an agreement that two documents report, and one of its parties.
EDGE = """
SELECT DISTINCT ?agreement ?party WHERE {
  ?agreement a cy:Agreement ; skos:prefLabel "推进遂宁潼南一体化发展合作协议"@zh ; cy:signatory ?party .
  ?party skos:notation "510900"
}
"""


def page(folder: Path) -> str:
    """The address of the page with the edge chosen."""
    kg, store, html = str(Path(sys.executable).parent / "kg"), str(folder / "store"), folder / "graph.html"
    corpus = ROOT / "corpus"
    subprocess.run([kg, "build", str(corpus), "--manifest", str(corpus / "manifest.csv"), "--store", store], check=True)
    subprocess.run([kg, "view", "--store", store, "--title", "川渝合作", "-o", str(html)], check=True)
    with Store.open(store, read_only=True) as data:
        row = data.select(EDGE)[0]
        ends = ",".join(str(row[name]).strip("<>").removeprefix(data.base) for name in ("agreement", "party"))
    return f"{html.as_uri()}#sel=e:{ends}"


def main() -> None:
    """Open the page and keep what it shows."""
    options = webdriver.ChromeOptions()
    options.binary_location = shutil.which("chromium") or ""
    for flag in FLAGS:
        options.add_argument(flag)
    with tempfile.TemporaryDirectory() as folder:
        driver = webdriver.Chrome(options=options, service=Service(shutil.which("chromedriver")))
        try:
            driver.get(page(Path(folder)))
            WebDriverWait(driver, 20).until(lambda each: each.find_elements("css selector", "#panel blockquote"))
            driver.save_screenshot(str(PICTURE))
        finally:
            driver.quit()
    print(PICTURE.relative_to(ROOT))


if __name__ == "__main__":
    main()
