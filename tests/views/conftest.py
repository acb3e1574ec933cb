"""The sample datasets, and a headless Chromium that opens pages."""

from __future__ import annotations

import importlib.util
import json
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from pyoxigraph import Store

FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",  # WebGL without a graphics card
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--window-size=1440,1000",
)


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


class Browser:
    """A page in Chromium: what a reader does, and what the browser saw."""

    def __init__(self, driver: Any) -> None:
        self.driver = driver

    def open(self, path: Path | str, fragment: str = "") -> None:
        """Open a file (or an address) in a fresh tab and wait until the picture stands."""
        self.driver.get("about:blank")
        for kind in ("browser", "performance"):
            self.driver.get_log(kind)
        address = path if isinstance(path, str) else path.as_uri()
        self.driver.get(address + (f"#{fragment}" if fragment else ""))
        self.wait('return document.documentElement.dataset.ready === "yes"')

    def run(self, script: str, *arguments: object) -> Any:
        """What a script returns."""
        return self.driver.execute_script(script, *arguments)

    def wait(self, script: str, seconds: float = 10) -> None:
        """Wait until a script returns something true."""
        end = time.monotonic() + seconds
        while not self.run(script):
            assert time.monotonic() < end, f"after {seconds} s still not: {script}"
            time.sleep(0.05)

    def click_at(self, x: float, y: float) -> None:
        """Click a place of the picture (pixels from its top left corner)."""
        from selenium.webdriver.common.action_chains import ActionChains

        canvas = self.driver.find_element("css selector", "#canvas canvas")
        left, top = canvas.size["width"] / 2, canvas.size["height"] / 2
        ActionChains(self.driver).move_to_element_with_offset(canvas, round(x - left), round(y - top)).click().perform()
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

    def type(self, text: str) -> None:
        """Type into the search box."""
        box = self.driver.find_element("id", "q")
        box.clear()
        box.send_keys(text)

    def press(self, keys: str) -> None:
        """Press keys anywhere on the page."""
        from selenium.webdriver.common.action_chains import ActionChains

        ActionChains(self.driver).send_keys(keys).perform()

    def text(self, selector: str) -> str:
        """The text of an element, shown or not."""
        found: str = self.run("return document.querySelector(arguments[0]).textContent", selector)
        return found

    def visible(self) -> set[str]:
        """The keys of the entities in the picture."""
        return set(self.run("return window.kgView.visible().nodes"))

    def errors(self) -> list[str]:
        """What the console says, warnings too."""
        found = [entry["message"] for entry in self.driver.get_log("browser")]
        return [each for each in found if "GL Driver Message" not in each]  # WebGL by software is slow, and says so

    def requests(self) -> list[str]:
        """Every address that the browser asked for, but those in the page itself."""
        messages = [json.loads(entry["message"])["message"] for entry in self.driver.get_log("performance")]
        asked = [each["params"]["request"]["url"] for each in messages if each["method"] == "Network.requestWillBeSent"]
        return [address for address in asked if not address.startswith(("data:", "blob:", "about:"))]


_ENDS = """
const view = window.kgView;
const [from, to] = arguments, places = view.network.getPositions([from, to]);
const middle = { x: (places[from].x + places[to].x) / 2, y: (places[from].y + places[to].y) / 2 };
"""
_COME_NEAR = _ENDS + "view.network.moveTo({ position: middle, scale: 2, animation: false });"
_MIDDLE = _ENDS + "const at = view.network.canvasToDOM(middle); return [at.x, at.y];"


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """One Chromium for all tests; each test opens its own page in it."""
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service

    options = webdriver.ChromeOptions()
    options.binary_location = shutil.which("chromium") or "chromium"
    for flag in (*FLAGS, f"--user-data-dir={tmp_path_factory.mktemp('chromium')}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = webdriver.Chrome(options=options, service=Service(shutil.which("chromedriver") or "chromedriver"))
    try:
        yield Browser(driver)
    finally:
        driver.quit()


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


@pytest.fixture(scope="session")
def axe() -> str:
    """The source of axe-core; skips where nobody has fetched it."""
    path = Path(__file__).parents[2] / "assets" / "node_modules" / "axe-core" / "axe.min.js"
    if not path.is_file():
        pytest.skip("axe-core is not here: `make assets` fetches it (needs npm)")
    return path.read_text(encoding="utf-8")
