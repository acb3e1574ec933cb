"""Accessibility, files, paper and small screens: every kind of page."""

from __future__ import annotations

import base64
import struct
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import Store

from kg.views.html import Page, document, story
from kg.views.reading import Line
from kg.views.story import load

pytestmark = pytest.mark.browser

KINDS = ("graph", "timeline", "matrix", "map", "document", "story")
_OPEN = {
    "graph": "sel=n:region/500000&table=statements&colour=group",
    "timeline": "sel=n:agreement/banks",
    "matrix": "sel=n:region/500000&order=group",
    "map": "sel=k:500000",
    "document": "",
    "story": "",
}
# Take what the page would save, as base64.
_CATCH = """
window.saved = [];
HTMLAnchorElement.prototype.click = function () {
  if (!this.download) return;
  const name = this.download;
  fetch(this.href).catch(() => null);
  window.saved.push(name);
};
const make = URL.createObjectURL.bind(URL);
URL.createObjectURL = (blob) => {
  const reader = new FileReader();
  reader.onload = () => { window.file = reader.result.split(',')[1]; };
  reader.readAsDataURL(blob);
  return make(blob);
};
"""


@pytest.fixture(scope="module")
def pages(store: Store, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A page of each kind."""
    folder = tmp_path_factory.mktemp("kinds")
    text = "广安市市长张彤表示，新区将力争年内建成税费征管服务中心。"
    line = Line("body", 0, 0, text, text, range(len(text)))
    made = {
        **{kind: Page.of(store, kind).html for kind in ("graph", "timeline", "matrix", "map")},
        "document": document(store, "document/v2", [line]),
        "story": story(store, load(Path(__file__).parent / "data" / "story.toml")),
    }
    for kind, html in made.items():
        (folder / f"{kind}.html").write_text(html, encoding="utf-8")
    return {kind: folder / f"{kind}.html" for kind in made}


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_nothing_serious(browser: Any, pages: dict[str, Path], axe: str, kind: str, theme: str) -> None:
    browser.open(pages[kind], _OPEN[kind])
    if browser.run("return document.documentElement.dataset.theme") != theme:
        browser.run("document.getElementById('b-theme').click()")
    browser.run("document.querySelectorAll('details').forEach((each) => { each.open = true; })")

    assert browser.barriers(axe) == []


@pytest.mark.parametrize("kind", ["graph", "timeline", "map"])
def test_the_png_is_twice_as_large_as_the_drawing(browser: Any, pages: dict[str, Path], kind: str) -> None:
    browser.open(pages[kind])
    browser.run(_CATCH)
    drawing = browser.run('return window.kgView.svgText().match(/viewBox=.([^"]*)"/)[1]')
    browser.run("document.getElementById('x-png').click()")
    browser.wait("return Boolean(window.file)")

    data = base64.b64decode(browser.run("return window.file"))
    wide, high = struct.unpack(">II", data[16:24])
    _, _, width, height = (float(number) for number in drawing.split())

    assert data.startswith(b"\x89PNG")
    assert abs(wide - 2 * width) <= 2
    assert abs(high - 2 * height) <= 2
    assert len(data) > 20_000, "something is drawn"
    assert browser.run("return window.saved") == [f"{kind}.png"]


@pytest.mark.parametrize("kind", KINDS)
def test_paper_has_the_picture_and_the_sources(browser: Any, pages: dict[str, Path], kind: str) -> None:
    browser.open(pages[kind])

    printed = browser.devtools("Page.printToPDF", {"landscape": True, "printBackground": True})
    browser.run("window.dispatchEvent(new Event('beforeprint'))")

    assert base64.b64decode(printed["data"]).startswith(b"%PDF")
    assert len(printed["data"]) > 20_000
    assert browser.run("return document.querySelectorAll('#print ol li').length") >= 1
    assert browser.run("return document.documentElement.dataset.theme") == "light"
    browser.run("window.dispatchEvent(new Event('afterprint'))")
    assert browser.errors() == []


@pytest.fixture
def phone(browser: Any) -> Any:
    browser.devtools(
        "Emulation.setDeviceMetricsOverride", {"width": 390, "height": 844, "deviceScaleFactor": 2, "mobile": True}
    )
    yield browser
    browser.devtools("Emulation.clearDeviceMetricsOverride", {})


@pytest.mark.parametrize("kind", KINDS)
def test_on_a_phone_the_panel_is_a_sheet_below(phone: Any, pages: dict[str, Path], kind: str) -> None:
    phone.open(pages[kind], _OPEN[kind].replace("&table=statements", ""))
    phone.wait("return !document.getElementById('panel').hidden")

    sheet, stage = phone.run(
        "return ['panel', 'stage'].map((id) => { const r = document.getElementById(id).getBoundingClientRect();"
        " return [r.left, r.top, r.right, r.bottom].map(Math.round); })"
    )
    assert sheet[0] == 0
    assert sheet[2] == 390
    assert sheet[3] == 844
    assert stage[3] <= sheet[1] + 1
    assert stage[3] - stage[1] >= 150, "the picture keeps its room"
    assert phone.run("return document.documentElement.scrollWidth") <= 390
    small = phone.run(
        "return [...document.querySelectorAll('#tools button, #bar button, .cites button')]"
        ".filter((each) => each.offsetHeight && each.offsetHeight < 44).map((each) => each.id)"
    )
    assert small == []
