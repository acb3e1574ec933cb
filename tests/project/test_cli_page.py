"""The help of the commands and the page made from it."""

from __future__ import annotations

import importlib.util
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import click
import pytest

from kg.cli import COMMANDS, kg

CONTRACT = {"build", "query", "ask", "show", "explain", "view", "export", "check", "evaluate", "stats"}
SLOW = ("rdflib", "networkx", "pyvis", "jieba", "rjieba", "pyoxigraph", "numpy", "opencc", "rich")


def _command(name: str) -> click.Command:
    command = kg.get_command(click.Context(kg), name)
    assert command is not None
    return command


def _examples(name: str) -> list[str]:
    text = _command(name).help or ""
    tail = text.partition("Example:\n")[2]
    return [line.strip() for line in tail.splitlines() if line.strip()]


@pytest.fixture(scope="module")
def page_tool(root: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("cli_page", root / "tools" / "cli_page.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_has_the_commands_of_the_contract() -> None:
    assert set(COMMANDS) >= CONTRACT


def test_page_is_current(page_tool: ModuleType) -> None:
    assert page_tool.PAGE.read_text(encoding="utf-8") == page_tool.page(), "`make docs` writes it again"


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_page_names_every_option(page_tool: ModuleType, name: str) -> None:
    text = page_tool.PAGE.read_text(encoding="utf-8")
    section = text.partition(f"\n## kg {name}\n")[2].partition("\n## ")[0]

    for option in _command(name).params:
        assert isinstance(option, click.Argument) or all(flag in section for flag in option.opts), option


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_option_says_what_it_does(name: str) -> None:
    silent = [p.name for p in _command(name).params if isinstance(p, click.Option) and not p.help]

    assert silent == []


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_help_ends_with_an_example(name: str) -> None:
    examples = _examples(name)

    assert examples
    assert all(line.startswith(f"kg {name}") or "| kg " in line for line in examples), examples


@pytest.fixture(scope="module")
def workplace(tmp_path_factory: pytest.TempPathFactory, root: Path) -> Path:
    """A folder like a newcomer's: the corpus, labels, a page of one's own, and a store ``kg-store`` with the corpus."""
    folder = tmp_path_factory.mktemp("examples")
    shutil.copytree(root / "corpus", folder / "corpus")
    shutil.copytree(root / "benchmarks", folder / "benchmarks")
    shutil.copy(root / "corpus" / "c03.txt", folder / "page.txt")
    _run("kg build corpus --manifest corpus/manifest.csv --store kg-store", folder)
    return folder


def _run(line: str, folder: Path) -> subprocess.CompletedProcess[str]:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(
        ["bash", "-c", line],
        cwd=folder,
        env={**os.environ, "PATH": path},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


@pytest.mark.slow
def test_example_of_the_server_works(workplace: Path) -> None:
    """It starts, with a free port rather than the one that everybody takes, says where, and ends on Ctrl-C."""
    line = f"{Path(sys.executable).parent}/{_examples('serve')[0]} --port 0"
    with subprocess.Popen(line.split(), cwd=workplace, stderr=subprocess.PIPE, text=True) as server:
        assert server.stderr is not None
        said = server.stderr.readline()
        server.send_signal(signal.SIGINT)

        assert "http://127.0.0.1:" in said
        assert server.wait(30) == 130


def _lines() -> list[object]:
    """All examples but the server's; the reference check by pySHACL takes long, and questions in a page need files that npm brings."""
    lines = [line for name in sorted(COMMANDS.keys() - {"serve"}) for line in _examples(name)]
    marks = {"--shacl": pytest.mark.full, "view --query": pytest.mark.assets}
    return [pytest.param(line, marks=[mark for part, mark in marks.items() if part in line]) for line in lines]


@pytest.mark.slow
@pytest.mark.parametrize("line", _lines())
def test_example_works(workplace: Path, line: str) -> None:
    done = _run(line, workplace)

    assert done.returncode == 0, f"{done.stdout[-800:]}\n{done.stderr[-800:]}"


def test_help_loads_no_slow_library() -> None:
    program = (
        "import sys\nfrom kg.cli import kg\n"
        "try:\n    kg.main(['--help'], prog_name='kg')\nexcept SystemExit:\n    pass\n"
        f"print('LOADED', *[name for name in {SLOW!r} if name in sys.modules])\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert done.stdout.splitlines()[-1] == "LOADED"
    assert all(f"  {name} " in done.stdout for name in CONTRACT)


def test_python_runs_the_package_as_the_command() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "kg", "show", "--store", "nowhere", "x"], check=False, capture_output=True, text=True
    )

    assert done.returncode == 1
    assert "nowhere: there is no store here" in done.stderr
