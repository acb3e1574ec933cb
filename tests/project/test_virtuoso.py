"""The graph in a Virtuoso server, loaded as docs/loading.md says."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

pytestmark = [pytest.mark.virtuoso, pytest.mark.slow]

INI = """
[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa

[Parameters]
ServerPort = 127.0.0.1:{port}
DirsAllowed = {folder}
NumberOfBuffers = 20000
"""


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class _Server:
    """A running server and its command line."""

    def __init__(self, port: int) -> None:
        self.port = port

    def run(self, statements: str) -> str:
        """What ``isql-vt`` prints for the statements; an error of the server fails the test."""
        command = ["isql-vt", f"127.0.0.1:{self.port}", "dba", "dba", "VERBOSE=OFF", "BANNER=OFF", "PROMPT=OFF"]
        done = subprocess.run(command, input=statements, capture_output=True, text=True, check=False, timeout=120)
        assert "Error" not in done.stderr + done.stdout, done.stderr + done.stdout
        return done.stdout

    def rows(self, query: str) -> list[str]:
        """The rows of a SPARQL query with one column."""
        return [line.strip() for line in self.run(f"SPARQL {query};\n").splitlines() if line.strip()]


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory, root: Path) -> Path:
    """A folder with the store of the corpus and ``graph.nq``."""
    folder = tmp_path_factory.mktemp("virtuoso")
    kg = Path(sys.executable).parent / "kg"
    store = ["--store", str(folder / "store"), "--quiet"]
    manifest = ["--manifest", str(root / "corpus" / "manifest.csv")]
    subprocess.run([str(kg), "build", str(root / "corpus"), *manifest, *store], check=True)
    subprocess.run([str(kg), "export", *store[:2], "-o", str(folder / "graph.nq")], check=True)
    return folder


@pytest.fixture(scope="module")
def server(exported: Path) -> Iterator[_Server]:
    """A server of our own in the same folder, stopped at the end."""
    port = _free_port()
    ini = exported / "virtuoso.ini"
    ini.write_text(INI.format(folder=exported, port=port), encoding="utf-8")
    with subprocess.Popen(
        ["virtuoso-t", "+configfile", str(ini), "+foreground"],
        cwd=exported,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline and process.poll() is None:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.2)
        yield _Server(port)
        process.terminate()
        process.wait(timeout=30)


def _ours(exported: Path, query: str) -> list[str]:
    kg = str(Path(sys.executable).parent / "kg")
    command = [kg, "query", query, "--store", str(exported / "store"), "-f", "csv"]
    lines = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
    return [line.strip('"') for line in lines[1:]]


def test_loads_as_the_page_says_and_answers_alike(server: _Server, exported: Path, root: Path) -> None:
    page = (root / "docs" / "loading.md").read_text(encoding="utf-8")
    block = re.search(r"```sql\n(.*?)```", page.partition("## Virtuoso")[2], re.DOTALL)
    assert block is not None
    server.run(block[1].replace("/data/chuanyu", str(exported)))

    prefixes = (
        "PREFIX cy: <https://w3id.org/chuanyu-kg/ontology#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#> "
        "PREFIX xsd: <http://www.w3.org/2001/XMLSchema#> "
    )
    for query in (
        "SELECT (COUNT(DISTINCT ?a) AS ?n) WHERE { GRAPH ?g { ?a a cy:Agreement } }",
        "SELECT (COUNT(DISTINCT ?s) AS ?n) WHERE { GRAPH ?g { ?s a cy:Statement ; cy:modality 'asserted' } }",
        "SELECT DISTINCT ?label WHERE { GRAPH ?g { ?a cy:signatory ?p . ?a skos:prefLabel ?label } } ORDER BY ?label",
        "SELECT (COUNT(DISTINCT ?s) AS ?n) WHERE { GRAPH ?g { ?s cy:latest ?d } FILTER(?d < '2021-01-01'^^xsd:date) }",
    ):
        assert sorted(server.rows(prefixes + query)) == sorted(_ours(exported, prefixes + query)), query
