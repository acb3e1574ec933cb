"""What all tests share: which need more than Python, which come last, and stores with a few facts and with the corpus."""

from __future__ import annotations

import importlib.util
import os
import shutil
from collections.abc import Generator, Iterator
from pathlib import Path
from types import ModuleType

import pytest

from kg.build import build
from kg.rdf.terms import BASE
from kg.store import Store
from kg.views import asking
from tests.chromium import Chromium

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
REQUIRE_ALL = os.environ.get("KG_REQUIRE_ALL") == "1"
# Tables are as wide as $COLUMNS says, and a parallel run sets it.
os.environ.pop("COLUMNS", None)
LAST = ("slow", "notebook", "virtuoso", "browser")


def _absent(marker: str) -> str:
    """What this machine lacks for the tests with ``marker``; empty where nothing."""
    if marker == "shared":
        return "" if (SHARED / "gold").is_dir() else "the folder ../shared"
    if marker == "assets":
        return "" if asking.there() else "Oxigraph for the browser (`make assets` fetches it, and needs npm)"
    programs = {"browser": ("chromium",), "virtuoso": ("virtuoso-t", "isql-vt")}[marker]
    return ", ".join(program for program in programs if shutil.which(program) is None)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Fast tests first; what needs more than Python is skipped where that is absent."""
    items.sort(key=lambda item: any(item.get_closest_marker(name) for name in LAST))
    absent = {marker: _absent(marker) for marker in ("assets", "shared", "browser", "virtuoso")}
    for item in items:
        for marker, what in absent.items():
            if what and item.get_closest_marker(marker):
                item.add_marker(pytest.mark.skip(reason=f"not on this machine: {what}"))
        if not REQUIRE_ALL and item.get_closest_marker("full"):
            item.add_marker(pytest.mark.skip(reason="takes long: KG_REQUIRE_ALL=1 runs it, as .ci/run does"))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """With KG_REQUIRE_ALL=1 a skipped test is a failed one."""
    report = yield
    if REQUIRE_ALL and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} was skipped, and KG_REQUIRE_ALL=1 allows none: {report.longrepr}"
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(
    collector: pytest.Collector,
) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """Likewise for a module that asks to be skipped as a whole."""
    report = yield
    if REQUIRE_ALL and report.skipped:
        report.outcome = "failed"
        report.longrepr = f"{collector.nodeid} was skipped, and KG_REQUIRE_ALL=1 allows none: {report.longrepr}"
    return report


@pytest.fixture(scope="session")
def root() -> Path:
    """The top folder of the checkout."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with the labelled pages; for tests marked ``shared``."""
    return SHARED


@pytest.fixture(scope="session")
def chromium() -> Iterator[Chromium]:
    """One headless Chromium for all tests marked ``browser``."""
    with Chromium() as started:
        yield started


@pytest.fixture(scope="session")
def sample(root: Path) -> ModuleType:
    """The module ``tests/query/sample.py``: keys, facts and quads of three documents of our own."""
    spec = importlib.util.spec_from_file_location("sample", root / "tests" / "query" / "sample.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def store(sample: ModuleType) -> Store:
    """The facts of ``sample`` in memory."""
    return Store.memory(sample.dataset())


@pytest.fixture(scope="session")
def folder(sample: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The facts of ``sample`` in a store on disk."""
    place = tmp_path_factory.mktemp("sample") / "store"
    with Store.open(place) as target:
        for name in sample.DOCUMENTS:
            target.replace(f"{BASE}document/{name}", sample.dataset(name))
    return place


@pytest.fixture(scope="session")
def corpus(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store built from the corpus, in a folder that is called ``kg-store``."""
    place = tmp_path_factory.mktemp("corpus") / "kg-store"
    with Store.open(place) as target:
        build([root / "corpus"], target, manifest=root / "corpus" / "manifest.csv", workers=1)
    return place


@pytest.fixture(scope="session")
def axe(root: Path) -> str:
    """The source of axe-core; skips where nobody has fetched it."""
    path = root / "assets" / "node_modules" / "axe-core" / "axe.min.js"
    if not path.is_file():
        pytest.skip("axe-core is not here: `make assets` fetches it (needs npm)")
    return path.read_text(encoding="utf-8")
