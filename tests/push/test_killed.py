"""A push whose process is killed goes on where it was, with credentials that only the environment knows."""

from __future__ import annotations

import base64
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

KG = [sys.executable, "-c", "from kg.cli import main; main()"]


class Store(ThreadingHTTPServer):
    """A graph store that keeps nothing; the second graph it takes only when ``opened`` is set."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.taken: list[str] = []
        self.second, self.opened = threading.Event(), threading.Event()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/store"


class Handler(BaseHTTPRequestHandler):
    server: Store

    def do_PUT(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        if self.headers["Authorization"] != "Basic " + base64.b64encode(b"me:secret").decode():
            self.send_response(401)
            self.send_header("WWW-Authenticate", 'Basic realm="x"')
        else:
            if self.server.taken:
                self.server.second.set()
                self.server.opened.wait(30)
            self.server.taken.append(parse_qs(urlsplit(self.path).query)["graph"][0].rpartition("/")[2])
            self.send_response(204)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def store() -> Iterator[Store]:
    with Store() as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.opened.set()
        server.shutdown()


def test_a_push_that_was_killed_goes_on(store: Store, folder: Path) -> None:
    command = [*KG, "push", store.url, "--store", str(folder), "--no-verify"]
    environment = {**os.environ, "KG_PUSH_USER": "me", "KG_PUSH_PASSWORD": "secret"}
    with subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True) as first:
        assert store.second.wait(30)
        first.kill()
    assert store.taken == ["d1"]
    store.opened.set()
    again = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    assert "2 graphs" in again.stderr
    assert "1 unchanged" in again.stderr
    assert set(store.taken[-2:]) == {"d2", "d3"}
    assert "secret" not in again.stderr + "".join(path.read_text() for path in folder.parent.glob("*.jsonl"))
