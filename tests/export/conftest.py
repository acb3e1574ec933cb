"""The store of the query tests."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from kg.rdf.terms import BASE
from kg.store import Store


@pytest.fixture(scope="session")
def sample() -> ModuleType:
    """The module ``tests/query/sample.py``: keys, facts, quads."""
    path = Path(__file__).parent.parent / "query" / "sample.py"
    spec = importlib.util.spec_from_file_location("export_sample", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def store(sample: ModuleType) -> Store:
    """Its facts in memory."""
    return Store.memory(sample.dataset())


@pytest.fixture(scope="session")
def folder(sample: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its facts in a store on disk."""
    place = tmp_path_factory.mktemp("export") / "store"
    with Store.open(place) as target:
        for name in sample.DOCUMENTS:
            target.replace(f"{BASE}document/{name}", sample.dataset(name))
    return place
