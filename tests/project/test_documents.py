"""The pages for readers: their links lead somewhere, and what they tell to type works."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").glob("*.md")), ROOT / "corpus" / "README.md"]
LINK = re.compile(r"\]\((?!https?:|#)([^)#\s]+)[^)]*\)")


def _blocks(page: Path, head: str, kind: str) -> list[str]:
    """The code blocks of ``kind`` in the section with the heading ``head``."""
    section = page.read_text(encoding="utf-8").partition(f"\n## {head}\n")[2].partition("\n## ")[0]
    return re.findall(rf"```{kind}\n(.*?)```", section, re.DOTALL)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(page: Path) -> None:
    found = LINK.findall(page.read_text(encoding="utf-8"))
    broken = [link for link in found if not (page.parent / link).exists()]

    assert broken == []


def test_every_page_is_linked() -> None:
    text = "".join(page.read_text(encoding="utf-8") for page in PAGES)
    orphans = [page.name for page in (ROOT / "docs").glob("*.md") if f"{page.name})" not in text]

    assert orphans == []


def test_readme_has_its_figures() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")

    assert re.search(r"<!-- quality:summary -->\n\| \| precision.*entities: all.*relations: all", text, re.DOTALL)


@pytest.fixture(scope="module")
def workplace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("readme")
    shutil.copytree(ROOT / "corpus", folder / "corpus")
    build = [str(Path(sys.executable).parent / "kg"), "build", "corpus", "--manifest", "corpus/manifest.csv", "--quiet"]
    subprocess.run([*build, "--store", "kg-store"], cwd=folder, check=True)
    return folder


@pytest.mark.slow
def test_readme_lines_work(workplace: Path) -> None:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    for line in _blocks(ROOT / "README.md", "Ten lines of use", "sh")[0].splitlines():
        done = subprocess.run(
            ["bash", "-c", line],
            cwd=workplace,
            env={**os.environ, "PATH": path},
            capture_output=True,
            text=True,
            check=False,
        )

        assert done.returncode == 0, f"{line}\n{done.stderr}"


@pytest.mark.slow
def test_readme_programs_work(workplace: Path) -> None:
    programs = _blocks(ROOT / "README.md", "Ten lines of use", "python")

    assert len(programs) == 2
    for program in programs:
        done = subprocess.run(
            [sys.executable, "-c", program], cwd=workplace, capture_output=True, text=True, check=True
        )
        assert "signatory" in done.stdout or "签署" in done.stdout
