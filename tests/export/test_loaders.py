"""The scripts for bulk loaders send all parts, to the right place, with what the store wants to know.

Those for Oxigraph and Virtuoso are run with the real stores (``tests/push``). Here is a server that takes what Fuseki
and GraphDB take, and stand-ins for their programs and for QLever's, which note what they were called with.
"""

from __future__ import annotations

import base64
import os
import shutil
import subprocess
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pyoxigraph as ox
import pytest
from click.testing import CliRunner

from kg.cli import kg
from kg.store import Store

pytestmark = pytest.mark.skipif(not shutil.which("curl"), reason="needs curl")


class Taker(ThreadingHTTPServer):
    """Takes N-Quads; ``paths`` are those that they came to, ``login`` what is wanted of a client."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.store, self.paths, self.login = ox.Store(), set[str](), ""

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Taker

    def do_POST(self) -> None:
        data = self._body()
        wanted = "Basic " + base64.b64encode(self.server.login.encode()).decode() if self.server.login else None
        good = self.headers["Authorization"] == wanted and self.headers["Content-Type"] == "application/n-quads"
        if good:
            self.server.paths.add(self.path)
            self.server.store.load(data, format=ox.RdfFormat.N_QUADS)
        self.send_response(200 if good else 401)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _body(self) -> bytes:
        if self.headers["Transfer-Encoding"] != "chunked":
            return self.rfile.read(int(self.headers["Content-Length"]))
        parts = []
        while size := int(self.rfile.readline(), 16):
            parts.append(self.rfile.read(size))
            self.rfile.readline()
        self.rfile.readline()
        return b"".join(parts)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def taker() -> Iterator[Taker]:
    with Taker() as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


@pytest.fixture(params=[(), ("--gzip",)], ids=["plain", "gzip"])
def parts(request: pytest.FixtureRequest, folder: Path, tmp_path: Path) -> Path:
    """The store in several parts, with the scripts."""
    out = tmp_path / "parts"
    arguments = ["export", "--store", str(folder), "--loaders", str(out), "--split", "100", *request.param]
    done = CliRunner().invoke(kg, arguments)
    assert done.exit_code == 0, done.output
    assert len(list(out.glob("graph-*"))) > 2
    return out


def _run(script: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(script)], env={**os.environ, **environment}, capture_output=True, text=True, check=False, timeout=60
    )


@pytest.mark.parametrize(("name", "path"), [("fuseki", "/chuanyu/data"), ("graphdb", "/repositories/x/statements")])
def test_a_running_server_gets_the_whole_graph(taker: Taker, parts: Path, store: Store, name: str, path: str) -> None:
    taker.login = "me:secret"
    url = taker.url + path.rpartition("/")[0]
    variable = name.upper()
    refused = _run(parts / f"load-{name}.sh", **{f"{variable}_URL": url})
    assert refused.returncode != 0
    assert len(taker.store) == 0
    login = {f"{variable}_USER": "me", f"{variable}_PASSWORD": "secret"}
    done = _run(parts / f"load-{name}.sh", **{f"{variable}_URL": url}, **login)
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("loaded graph-") == len(list(parts.glob("graph-*")))
    assert taker.paths == {path}
    assert set(taker.store) == set(store.quads())


PROGRAMS = {
    "fuseki": ("tdb2.tdbloader", {"FUSEKI_LOCATION": "db"}, "--loc db "),
    "graphdb": ("importrdf", {"GRAPHDB_REPOSITORY": "x"}, "load --force --repository x --mode parallel "),
    "qlever": ("qlever", {"QLEVER_FOLDER": "q"}, "index --overwrite-existing"),
}


@pytest.mark.parametrize("script", PROGRAMS)
def test_a_bulk_loader_is_given_all_parts(parts: Path, store: Store, tmp_path: Path, script: str) -> None:
    program, environment, told = PROGRAMS[script]
    place, called = tmp_path / "bin", tmp_path / "called"
    place.mkdir()
    (place / program).write_text(f'#!/bin/sh\necho "$@" >> {called}\n', encoding="utf-8")
    (place / program).chmod(0o755)
    given = {name: str(tmp_path / value) if value == "q" else value for name, value in environment.items()}
    done = _run(parts / f"load-{script}.sh", PATH=f"{place}:{os.environ['PATH']}", **given)
    assert done.returncode == 0, done.stderr
    words = called.read_text(encoding="utf-8")
    assert words.startswith(told)
    if script != "qlever":
        assert words.removeprefix(told).split() == [str(path) for path in sorted(parts.glob("graph-*"))]
        return
    quads = set(ox.parse((tmp_path / "q" / "graph.nq").read_bytes(), format=ox.RdfFormat.N_QUADS))
    assert quads == set(store.quads())
    assert "FORMAT       = nq" in (tmp_path / "q" / "Qleverfile").read_text(encoding="utf-8")
