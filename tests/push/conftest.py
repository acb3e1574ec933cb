"""Real servers to push to, and a store with something in it."""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

import httpx2
import pytest
from click.testing import CliRunner

from kg.cli import kg
from kg.rdf.terms import BASE
from kg.store import Store

INI = """
[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa

[Parameters]
ServerPort = 127.0.0.1:{sql}
DirsAllowed = {folder}
NumberOfBuffers = 20000

[HTTPServer]
ServerPort = 127.0.0.1:{http}
"""


@dataclass(frozen=True)
class Server:
    """A running triple store: where it takes graphs, updates and queries, and what a bulk loader needs to know."""

    graphs: str
    update: str
    query: str
    folder: Path
    sql: str = ""

    def rows(self, query: str) -> list[dict[str, str]]:
        """The answer to a SELECT; the default graph is the union of all."""
        response = httpx2.post(
            self.query, data={"query": query}, headers={"accept": "application/sparql-results+json"}, timeout=60
        )
        assert response.status_code == 200, response.text
        found = response.json()["results"]["bindings"]
        return [{name: cell["value"] for name, cell in row.items()} for row in found]

    def count(self) -> int:
        """How many triples our graphs have."""
        query = f"SELECT (COUNT(*) AS ?n) {{ GRAPH ?g {{ ?s ?p ?o }} FILTER(STRSTARTS(STR(?g), '{BASE}')) }}"
        return int(self.rows(query)[0]["n"])


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def running(command: list[str], url: str, folder: Path) -> Iterator[None]:
    """A server process, from when it answers at ``url`` to its end."""
    with (folder / "server.log").open("wb") as log:
        process = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log)
        try:
            deadline = time.monotonic() + 60
            while time.monotonic() < deadline and process.poll() is None:
                with contextlib.suppress(httpx2.TransportError):
                    httpx2.get(url, params={"query": "ASK {}"}, timeout=5)
                    break
                time.sleep(0.05)
            yield
        finally:
            process.terminate()
            process.wait(timeout=30)


def oxigraph_program() -> str:
    """The server's program, which pip has put beside Python."""
    return shutil.which("oxigraph") or str(Path(sys.executable).parent / "oxigraph")


@contextlib.contextmanager
def serving(folder: Path) -> Iterator[Server]:
    """An Oxigraph server over the database in ``folder``."""
    port = free_port()
    root = f"http://127.0.0.1:{port}"
    command = [oxigraph_program(), "serve", "--location", str(folder / "db"), "--bind", f"127.0.0.1:{port}"]
    with running([*command, "--union-default-graph"], f"{root}/query", folder):
        yield Server(f"{root}/store", f"{root}/update", f"{root}/query", folder)


@pytest.fixture
def oxigraph(tmp_path: Path) -> Iterator[Server]:
    """An empty Oxigraph server."""
    folder = tmp_path / "oxigraph"
    folder.mkdir()
    with serving(folder) as server:
        yield server


@pytest.fixture(scope="session")
def virtuoso(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A Virtuoso server of our own; user and password are dba."""
    folder = tmp_path_factory.mktemp("virtuoso")
    http, sql = free_port(), free_port()
    ini = folder / "virtuoso.ini"
    ini.write_text(INI.format(folder=folder, http=http, sql=sql), encoding="utf-8")
    root = f"http://127.0.0.1:{http}"
    command = ["virtuoso-t", "+configfile", str(ini), "+foreground"]
    with running(command, f"{root}/sparql", folder):
        graphs, update = f"{root}/sparql-graph-crud-auth", f"{root}/sparql-auth"
        yield Server(graphs, update, f"{root}/sparql", folder, f"127.0.0.1:{sql}")


@pytest.fixture
def folder(sample: ModuleType, tmp_path: Path) -> Path:
    """Its three documents in a store on disk."""
    place = tmp_path / "store"
    with Store.open(place) as target:
        for name in sample.DOCUMENTS:
            target.replace(f"{BASE}document/{name}", sample.dataset(name))
    return place


@pytest.fixture(scope="session")
def parts(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The corpus for bulk loaders, in several parts."""
    folder = tmp_path_factory.mktemp("parts")
    arguments = ["export", "--store", str(corpus), "--loaders", str(folder), "--split", "6000", "--gzip"]
    done = CliRunner().invoke(kg, arguments)
    assert done.exit_code == 0, done.output
    return folder


@pytest.fixture(scope="session")
def bulk_oxigraph(parts: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """An Oxigraph server over what its script has loaded."""
    folder = tmp_path_factory.mktemp("oxigraph")
    path = f"{Path(oxigraph_program()).parent}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, "PATH": path, "OXIGRAPH_LOCATION": str(folder / "db")}
    subprocess.run([str(parts / "load-oxigraph.sh")], env=environment, check=True, capture_output=True)
    with serving(folder) as server:
        yield server


@pytest.fixture(scope="session")
def bulk_virtuoso(parts: Path, virtuoso: Server) -> Server:
    """A Virtuoso server that its script has filled, twice, which has to be the same as once."""
    folder = virtuoso.folder / "parts"
    shutil.copytree(parts, folder)
    environment = {**os.environ, "VIRTUOSO_HOST": virtuoso.sql}
    for _ in range(2):
        subprocess.run([str(folder / "load-virtuoso.sh")], env=environment, check=True, capture_output=True)
    return virtuoso
