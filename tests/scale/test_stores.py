"""The cost model of large stores: a law that holds is found, and one that breaks shows in its error."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest


@pytest.fixture(scope="module")
def stores(root: Path) -> ModuleType:
    found = importlib.util.spec_from_file_location("stores", root / "benchmarks" / "scale" / "stores.py")
    assert found
    assert found.loader
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    return module


def rows(stores: ModuleType, last: float) -> list[dict[str, float]]:
    return [
        {"quads": quads} | dict.fromkeys(stores.GROWING, 3e-6 * quads * factor)
        for quads, factor in ((1e5, 1.0), (3e5, 1.0), (1e6, 1.0), (3e6, last))
    ]


def test_a_cost_that_grows_evenly_is_foretold(stores: ModuleType) -> None:
    law = stores.model(rows(stores, 1.0))["load_cpu_s"]

    assert law == {"exponent": 1.0, "error": pytest.approx(0.0), "at_wanted": pytest.approx(300.0)}


def test_a_cost_that_jumps_at_the_largest_size_is_told_as_an_error(stores: ModuleType) -> None:
    assert stores.model(rows(stores, 2.0))["disk_mb"]["error"] == pytest.approx(-0.5)
