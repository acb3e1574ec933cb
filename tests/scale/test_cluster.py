"""A cluster of real worker processes gives the bytes of one process, whatever happens to its workers."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kg.build import build
from kg.cluster import ClusterError, farm
from kg.store import Store

distributed = pytest.importorskip("distributed", reason="Dask is not installed (extra cluster)")
# Dask and its loop leave sockets to the garbage collector when workers are killed.
pytestmark = [
    pytest.mark.full,
    pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::UserWarning", "ignore::FutureWarning"),
]


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    dask = pytest.importorskip("dask")
    with (
        dask.config.set({"distributed.scheduler.allowed-failures": 1}),
        distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None, silence_logs=50) as local,
    ):
        yield local


def graph(store: Store) -> list[str]:
    return sorted(map(str, store.quads()))


def test_two_workers_give_the_bytes_of_one_process(many: Path, cluster: Any) -> None:
    one, two = Store.memory(), Store.memory()
    first = build([many], one, workers=1)

    second = build([many], two, workers=farm(cluster.scheduler_address, batch=8))

    assert graph(one) == graph(two)
    assert (second.documents, second.statements, second.failures) == (60, first.statements, [])


def test_a_killed_worker_costs_only_its_batch(many: Path, cluster: Any) -> None:
    one, two = Store.memory(), Store.memory()
    build([many], one, workers=1)
    victims = [worker.process.pid for worker in cluster.workers.values()][:1]
    work = farm(cluster.scheduler_address, batch=4)

    def killing(documents: Any, job: Any) -> Iterator[Any]:
        for number, result in enumerate(work(documents, job)):
            if number == 8:
                os.kill(victims.pop(), signal.SIGKILL)
            yield result

    report = build([many], two, workers=killing)

    assert (report.documents, report.failures) == (60, [])
    assert graph(one) == graph(two)


def test_a_document_that_hangs_is_named_and_all_else_is_built(many: Path, cluster: Any) -> None:
    text = "成都市" * 400_000 + "。"
    many.write_text(
        many.read_text(encoding="utf-8") + '{"id": "long", "title": "长", "text": "' + text + '"}\n', encoding="utf-8"
    )
    store = Store.memory()

    report = build([many], store, workers=farm(cluster.scheduler_address, batch=16), limit=6)

    assert report.documents == 60
    assert [failure.cause for failure in report.failures] == [
        "the extraction failed: it took too long, or killed every worker that tried it"
    ]


def test_the_command_and_what_it_says_without_a_cluster(
    many: Path, tmp_path: Path, cluster: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "s"
    command = [sys.executable, "-c", "from kg.cli import main; main()", "build", str(many), "--store", str(folder)]
    done = subprocess.run(
        [*command, "--cluster", cluster.scheduler_address], capture_output=True, encoding="utf-8", check=True
    )
    assert "60 documents" in done.stderr

    monkeypatch.setattr("kg.cluster._PATIENCE", 0.5)
    with pytest.raises(ClusterError, match="no Dask scheduler answers"):
        build([many], Store.memory(), workers=farm("tcp://127.0.0.1:9"))
    both = subprocess.run([*command, "--cluster", "tcp://x:9", "--workers", "2"], capture_output=True, check=False)
    assert (both.returncode, b"give one of them" in both.stderr) == (2, True)


def test_a_cluster_without_workers_is_not_waited_for_for_ever(many: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.cluster._PATIENCE", 1)
    monkeypatch.setattr("kg.cluster._DESERTED", 2)
    with (
        distributed.LocalCluster(n_workers=0, dashboard_address=None, silence_logs=50) as empty,
        pytest.raises(ClusterError, match="no worker for 2 seconds"),
    ):
        build([many], Store.memory(), workers=farm(empty.scheduler_address))
