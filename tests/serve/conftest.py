"""A store of a few pages of the corpus, and a server over it without a network."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from kg.build import build
from kg.serve.app import application
from kg.serve.settings import Settings
from kg.store import Store

PAGES = ("c02.txt", "c03.txt", "c04.txt", "c06.html")


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory, root: Path) -> Path:
    """The store on disk."""
    place = tmp_path_factory.mktemp("serve") / "store"
    with Store.open(place) as store:
        build([root / "corpus" / name for name in PAGES], store, manifest=root / "corpus" / "manifest.csv", workers=1)
    return place


@pytest.fixture(scope="session")
def settings(folder: Path) -> Settings:
    """Small limits, so that tests meet them soon."""
    return Settings(
        folder, public="http://127.0.0.1:8000", timeout=3, limit=40, workers=2, page_workers=1, memory=600, body=100_000
    )


@pytest.fixture(scope="session")
def client(settings: Settings) -> Iterator[TestClient]:
    """A client of a running server; it follows no redirections."""
    app = application(settings)
    with TestClient(app, base_url="http://127.0.0.1:8000", follow_redirects=False) as client:
        yield client
