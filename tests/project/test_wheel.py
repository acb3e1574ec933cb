"""The wheel works alone: in an empty environment, from another folder."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import urllib.request
import venv
import zipfile
from pathlib import Path

import pytest

import kg

pytestmark = [pytest.mark.slow, pytest.mark.full]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory, root: Path) -> Path:
    """The wheel, built by the build backend that the lock pins."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation"]
    subprocess.run([*command, "--wheel-dir", str(folder), str(root)], check=True)
    return next(folder.glob("chuanyu_kg-*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory, root: Path) -> Path:
    """A fresh environment with the wheel and what the wheel itself asks for, at the versions of the lock."""
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, with_pip=False)
    command = [sys.executable, "-m", "pip", "--python", str(folder), "install", "--quiet", "--no-compile"]
    subprocess.run([*command, "--constraint", str(root / "requirements" / "run.txt"), str(wheel)], check=True)
    return folder


def test_wheel_brings_its_data_under_its_own_name(wheel: Path, root: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    tops = {name.split("/")[0] for name in names}

    assert tops == {"kg", f"chuanyu_kg-{kg.__version__}.dist-info"}
    assert {"kg/py.typed", "kg/ontology/chuanyu.ttl", "kg/ontology/shapes.ttl"} <= set(names)
    for path in sorted((root / "ontology").rglob("*.*")):
        assert f"kg/ontology/{path.relative_to(root / 'ontology').as_posix()}" in names
    for folder in ("views", "serve"):
        for path in sorted((root / "kg" / folder).rglob("*.*")):
            if path.is_file() and path.suffix != ".pyc":
                assert path.relative_to(root).as_posix() in names
    assert any(name.endswith("licenses/LICENSE") for name in names)
    assert not any(name.endswith((".pyc", ".toml.orig")) for name in names)


def test_wheel_works_from_another_folder(installed: Path, tmp_path: Path, root: Path) -> None:
    (tmp_path / "c02.txt").write_bytes((root / "corpus" / "c02.txt").read_bytes())
    environment = {name: value for name, value in os.environ.items() if name not in {"PYTHONPATH", "VIRTUAL_ENV"}}

    def run(*arguments: str) -> str:
        command = [str(installed / "bin" / "kg"), *arguments]
        done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout

    assert run("--version").strip().endswith(kg.__version__)
    run("build", "c02.txt", "--published", "2025-04-16", "--store", "store", "--quiet")
    assert "推动广安融入重庆都市圈增强公共服务可感可及若干事项" in run(
        "show", "广安市", "--store", "store", "-f", "csv"
    )
    question = ["ask", "joint-projects", "-p", "a", "广安市", "-p", "b", "合川区"]
    assert "医药大健康产业园" in run(*question, "--store", "store")
    assert "医药大健康产业园" in run("ask", "广安市和合川区共建了什么？", "--store", "store")
    for picture in ("graph", "timeline", "matrix", "map"):
        run("view", picture, "--store", "store", "-o", f"{picture}.html")
        assert "<script" in (tmp_path / f"{picture}.html").read_text(encoding="utf-8")


def test_wheel_serves_from_another_folder(installed: Path, tmp_path: Path, root: Path) -> None:
    (tmp_path / "c02.txt").write_bytes((root / "corpus" / "c02.txt").read_bytes())
    command = str(installed / "bin" / "kg")
    build = [command, "build", "c02.txt", "--published", "2025-04-16", "--store", "store", "--quiet"]
    subprocess.run(build, cwd=tmp_path, check=True)
    serve = [command, "serve", "--store", "store", "--port", "0"]
    with subprocess.Popen(serve, cwd=tmp_path, stderr=subprocess.PIPE, text=True) as server:
        assert server.stderr is not None
        place = re.match(r"http://[0-9.:]+/", server.stderr.readline())
        assert place is not None
        with urllib.request.urlopen(place[0], timeout=30) as answer:  # noqa: S310 - our own server
            page = answer.read().decode("utf-8")
        server.send_signal(signal.SIGINT)

    assert "<html" in page


def test_nothing_leaks_from_the_checkout(installed: Path, tmp_path: Path) -> None:
    program = "import kg, kg.resources, importlib.util as u; print(kg.__file__); print(kg.resources.ontology()); "
    program += "print(u.find_spec('ontology'))"
    command = [str(installed / "bin" / "python"), "-c", program]
    lines = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True).stdout.splitlines()

    assert lines[0].startswith(str(installed))
    assert lines[1].startswith(str(installed))
    assert lines[2] == "None"
