"""A small store, in memory and on disk, with what three documents of our own say."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from kg.build import build
from kg.rdf.terms import BASE
from kg.store import Store


@pytest.fixture(scope="session")
def sample() -> ModuleType:
    """The module ``sample``: keys, facts, quads."""
    spec = importlib.util.spec_from_file_location("query_sample", Path(__file__).with_name("sample.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def store(sample: ModuleType) -> Store:
    """The facts in memory."""
    return Store.memory(sample.dataset())


@pytest.fixture(scope="session")
def folder(sample: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The facts in a store on disk."""
    place = tmp_path_factory.mktemp("query") / "store"
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
