"""The sample datasets, and a browser that opens pages."""

from __future__ import annotations

import importlib.util
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import pytest
from pyoxigraph import Store

from tests.chromium import Chromium, Tab


@pytest.fixture(scope="session")
def sample() -> ModuleType:
    """The module ``sample``: builds datasets in the RDF form of a build."""
    path = Path(__file__).with_name("sample.py")
    spec = importlib.util.spec_from_file_location("views_sample", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["views_sample"] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def store(sample: ModuleType) -> Store:
    """Five texts on Sichuan-Chongqing cooperation."""
    loaded: Store = sample.load()
    return loaded


@pytest.fixture(scope="session")
def hostile(sample: ModuleType) -> Store:
    """One text whose every name tries to be markup or a script."""
    loaded: Store = sample.load(Path(__file__).parent / "data" / "hostile.toml")
    return loaded


class Browser(Tab):
    """A page in Chromium: what a reader does in a picture."""

    def open(self, path: Path | str, fragment: str = "") -> None:
        """Open a file (or an address) afresh and wait until the picture stands."""
        address = path if isinstance(path, str) else path.as_uri()
        self.go(address + (f"#{fragment}" if fragment else ""))
        self.wait('return document.documentElement.dataset.ready === "yes"')

    def click_at(self, x: float, y: float) -> None:
        """Click a place of the picture (pixels from its top left corner)."""
        self.click_in("#canvas canvas", x, y)
        time.sleep(0.4)  # vis-network waits to see whether a second click follows

    def click_edge(self, first: str, second: str) -> None:
        """Come near the edge between two entities and click its middle."""
        self.come_near(first, second)
        self.wait('return location.hash.includes("sel=e:")')

    def come_near(self, first: str, second: str) -> None:
        """Come near the edge between two entities and click its middle, whatever lies there."""
        self.run(_COME_NEAR, first, second)
        time.sleep(0.1)
        self.click_at(*self.run(_MIDDLE, first, second))

    def click_node(self, key: str) -> None:
        """Come near an entity and click it."""
        self.run(_COME_NEAR, key, key)
        time.sleep(0.1)
        self.click_at(*self.run(_MIDDLE, key, key))
        self.wait('return location.hash.includes("sel=n:")')

    def visible(self) -> set[str]:
        """The keys of the entities in the picture."""
        return set(self.run("return window.kgView.visible().nodes"))


_ENDS = """
const view = window.kgView;
const [from, to] = arguments, places = view.network.getPositions([from, to]);
const middle = { x: (places[from].x + places[to].x) / 2, y: (places[from].y + places[to].y) / 2 };
"""
_COME_NEAR = _ENDS + "view.network.moveTo({ position: middle, scale: 2, animation: false });"
_MIDDLE = _ENDS + "const at = view.network.canvasToDOM(middle); return [at.x, at.y];"


@pytest.fixture(scope="session")
def browser(chromium: Chromium) -> Iterator[Browser]:
    """One page for all tests; each test opens its own address in it."""
    tab = Browser(chromium, chromium.context())
    yield tab
    tab.close()


@pytest.fixture(scope="session")
def page(store: Store, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of the sample."""
    from kg.views.html import Page

    return Page.of(store, title="川渝合作图谱").save(tmp_path_factory.mktemp("page") / "graph.html")


@pytest.fixture(scope="session")
def write_page(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Write HTML to a file of its own."""

    def write(html: str) -> Path:
        path = tmp_path_factory.mktemp("page") / "page.html"
        path.write_text(html, encoding="utf-8", newline="\n")
        return path

    return write
