"""Several processes give the bytes of one; what breaks a process costs one document; an interruption costs nothing."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import kg.extract
from kg.build import Progress, build
from kg.model import Document, Extraction
from kg.store import Store

pytestmark = [
    pytest.mark.full,
    pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are forked"),
]


def graph(store: Store) -> list[str]:
    return sorted(map(str, store.quads()))


def test_two_processes_give_the_bytes_of_one(many: Path) -> None:
    one, two = Store.memory(), Store.memory()

    first = build([many], one, workers=1)
    second = build([many], two, workers=2)

    assert graph(one) == graph(two)
    assert (first.documents, first.statements) == (second.documents, second.statements)
    assert first.documents == 60
    assert first.statements >= 120


def test_the_order_of_the_documents_changes_no_byte(many: Path) -> None:
    one, other = Store.memory(), Store.memory()
    build([many], one)
    lines = many.read_text(encoding="utf-8").splitlines()
    random.Random(7).shuffle(lines)  # noqa: S311 - the same order in every run
    many.write_text("\n".join(lines), encoding="utf-8")

    build([many], other, workers=2)

    assert graph(one) == graph(other)


@pytest.mark.filterwarnings("ignore:.*multi-threaded, use of fork:DeprecationWarning")
@pytest.mark.usefixtures("fragile_workers")
def test_what_kills_or_hangs_a_process_is_named_and_all_else_is_built(
    many: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.build.processes._GRACE", 0.5)
    store, whole = Store.memory(), Store.memory()
    build([many], whole)

    report = build([many], store, workers=2, limit=1)

    assert report.documents == 57
    causes = [failure.cause for failure in report.failures]
    assert "its process died" in causes[0]
    assert causes[1] == causes[2] == "the extraction took longer than 1 s"
    lost = {f"m{number}" for number in ("07", "11", "13")}
    kept = [name for name in whole.graphs() if name.rpartition("/")[2] not in lost]
    assert list(store.graphs()) == kept
    assert graph(store) == sorted(str(quad) for name in kept for quad in whole.quads(name))


def test_a_document_that_takes_too_long_is_given_up_in_one_process_too(
    many: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = kg.extract.extract

    def slow(document: Document) -> Extraction:
        if document.id == "m05":
            time.sleep(30)
        return real(document)

    monkeypatch.setattr(kg.extract, "extract", slow)

    report = build([many], Store.memory(), workers=1, limit=0.5)

    assert report.documents == 59
    assert [failure.cause for failure in report.failures] == ["the extraction took longer than 0.5 s"]


def test_the_progress_counts_documents_and_bytes(many: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.build._EVERY", 0.0)
    told: list[Progress] = []

    build([many], Store.memory(), progress=told.append)

    assert [each.documents for each in told] == list(range(1, 61))
    assert {each.size for each in told} == {many.stat().st_size}
    assert all(0 <= each.read <= each.size for each in told)


SMALL_BATCHES = """
import kg.build.writer, kg.store
kg.build.writer._BATCH, kg.store._FEW_BYTES = 1 << 18, 0
from kg.cli import main
main()
"""


def loaded(folder: Path) -> bool:
    """Whether at least one batch of documents is in the store: a load writes about ten files."""
    return len(list(folder.glob("oxigraph/*.sst"))) > 25


@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGKILL])
def test_a_build_that_was_ended_goes_on_where_it_stopped(many: Path, tmp_path: Path, end: signal.Signals) -> None:
    rows = many.read_text(encoding="utf-8").splitlines()
    more = [row.replace('"m', f'"x{copy}-m') for copy in range(20) for row in rows]
    many.write_text("\n".join(more), encoding="utf-8")
    folder = tmp_path / "s"
    command = [sys.executable, "-c", SMALL_BATCHES, "build", str(many), "--store", str(folder), "--workers", "2"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, encoding="utf-8") as process:
        until = time.monotonic() + 30
        while not loaded(folder) and time.monotonic() < until:
            time.sleep(0.02)
        process.send_signal(end)
        _, told = process.communicate(timeout=30)

    assert process.returncode == (130 if end == signal.SIGINT else -end)
    assert "Traceback" not in told
    whole = Store.memory()
    build([many], whole)
    with Store.open(folder) as store:
        done = store.graphs()
        assert 0 < len(done) < len(more)
        assert all(set(store.quads(name)) == set(whole.quads(name)) for name in done[::20])
        report = build([many], store, workers=2)
        assert (report.documents, report.unchanged) == (len(more), len(done))
        assert graph(store) == graph(whole)


def test_a_load_that_was_cut_off_is_undone_by_the_next_writer(many: Path, tmp_path: Path) -> None:
    with Store.open(tmp_path / "s") as store:
        build([many], store)
        half = store.graphs()[:20]
    (tmp_path / "s" / "loading").write_text("\n".join(half), encoding="utf-8")

    with Store.open(tmp_path / "s") as store:
        assert len(store.graphs()) == 40
        assert build([many], store).unchanged == 40
        assert len(store.graphs()) == 60
