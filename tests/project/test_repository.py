"""What must hold for every file of the repository."""

from __future__ import annotations

import csv
import json
import re
import subprocess
import tomllib
from pathlib import Path

import pytest

HAN = re.compile(r"[\u3400-\u9fff]")
RUN = 20


def _text(path: Path) -> str:
    data = path.read_bytes()
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("gb18030", errors="replace")


@pytest.fixture(scope="module")
def tracked(root: Path) -> dict[str, str]:
    """Every file under version control, as text; the files that git ignores are not looked at."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("not a git checkout")
    paths = [root / name for name in listed.stdout.splitlines()]
    return {str(path.relative_to(root)): _text(path) for path in paths if path.is_file() and path.suffix != ".png"}


def test_names_no_machine_and_no_registry(tracked: dict[str, str]) -> None:
    words = ["/" + "work/", "/" + "home/", "/" + "root/", "py" + "pi.org", "python" + "hosted", "find-" + "links"]
    words += ["index-" + "url", "deb." + "debian.org", "npm" + "js.org"]
    found = [(name, word) for name, text in tracked.items() for word in words if word in text]

    assert found == []


@pytest.mark.shared
def test_copies_no_labelled_text(tracked: dict[str, str], shared: Path) -> None:
    sources = [*sorted((shared / "seeds").glob("*.txt")), *sorted((shared / "news").glob("n*.txt"))]
    runs: dict[str, str] = {}
    for source in sources:
        # A title stands in 《》 and is a name: it may be named here as well.
        for piece in re.split("《[^》]{0,80}》", re.sub(r"\s", "", source.read_text(encoding="utf-8"))):
            runs |= {piece[at : at + RUN]: source.name for at in range(len(piece) - RUN + 1)}
    found = set()
    for name, text in tracked.items():
        joined = re.sub(r"\s", "", text)
        for at in range(len(joined) - RUN + 1):
            run = joined[at : at + RUN]
            if run in runs and len(HAN.findall(run)) >= RUN * 3 // 4:
                found.add((name, runs[run], run))

    assert sorted(found) == []


def test_lock_has_every_dependency(root: Path) -> None:
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    groups = project["dependency-groups"]
    extras = [each for extra in project["project"].get("optional-dependencies", {}).values() for each in extra]
    wanted = [
        *project["project"]["dependencies"],
        *extras,
        *(d for g in groups.values() for d in g if isinstance(d, str)),
    ]
    names = {re.split("[<>=~! ]", each)[0].lower().replace("_", "-") for each in wanted}
    for lock, needed in {"test.txt": names, "run.txt": {"click", "rdflib", "pyoxigraph", "hatchling"}}.items():
        lines = (root / "requirements" / lock).read_text(encoding="utf-8").splitlines()
        pinned = {line.split("==")[0].replace("_", "-") for line in lines if "==" in line}

        assert needed - pinned == set(), f"`make lock` brings requirements/{lock} up to date"


def test_manifest_and_corpus_agree(root: Path) -> None:
    corpus = root / "corpus"
    with (corpus / "manifest.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    ids = [row["id"] for row in rows]
    stems = [
        path.stem for path in corpus.iterdir() if path.suffix in {".txt", ".md", ".html"} and path.stem != "README"
    ]
    lines = (corpus / "c08-c09.jsonl").read_text(encoding="utf-8").splitlines()

    assert ids == sorted(set(ids))
    assert sorted([*stems, *(json.loads(line)["id"] for line in lines)]) == ids
    assert all(row["title"] and row["published"] and row["source"] for row in rows)


def test_corpus_comes_in_the_shapes_it_promises(root: Path) -> None:
    corpus = root / "corpus"
    wrapped = [line for line in (corpus / "c02.txt").read_text(encoding="utf-8").splitlines() if len(line) > 25]

    assert wrapped == []
    assert "鐵" in (corpus / "c04.txt").read_text(encoding="utf-8")
    with pytest.raises(UnicodeDecodeError):
        (corpus / "c05.txt").read_text(encoding="utf-8")
    assert "担保" in (corpus / "c05.txt").read_text(encoding="gb18030")


def test_make_and_ci_say_what_the_contract_names(root: Path) -> None:
    makefile = (root / "Makefile").read_text(encoding="utf-8")
    ci = root / ".ci" / "run"

    for target in ("demo", "test", "lint", "fix", "notebooks", "docs", "bench", "clean"):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target
    assert "make test" in ci.read_text(encoding="utf-8")
    assert ci.stat().st_mode & 0o111
