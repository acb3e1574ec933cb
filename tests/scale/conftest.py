"""Documents that are many, and extractors that misbehave."""

from __future__ import annotations

import json
import os
import signal
import time
from pathlib import Path

import pytest

from kg.build import work
from kg.build.work import Job, Result, graph_of
from kg.model import Document

CITIES = "成都市 绵阳市 德阳市 泸州市 宜宾市 内江市 遂宁市 南充市 广安市 达州市 雅安市 乐山市".split()
KINDS = "旅游 物流 教育 医疗 农业 环保 人才 金融".split()


@pytest.fixture
def many(tmp_path: Path) -> Path:
    """Sixty documents in one file of JSON lines, each with one agreement."""
    rows = []
    for number in range(60):
        first, second = CITIES[number % 12], CITIES[(number * 5 + 1) % 12]
        kind = KINDS[number % 8]
        text = f"{first}与{second}4月{number % 28 + 1}日在{first}签署《{kind}合作协议》。"
        rows.append({"id": f"m{number:02}", "title": f"{kind}合作", "published": "2024-05-01", "text": text})
    path = tmp_path / "many.jsonl"
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path


def fragile(document: Document, job: Job) -> Result:
    """Works, but dies at m07, hangs at m11 in a way that no signal ends, and at m13 in one that a signal ends."""
    if document.id == "m07":
        os.kill(os.getpid(), signal.SIGKILL)
    if document.id == "m11":
        signal.signal(signal.SIGALRM, signal.SIG_IGN)
        time.sleep(60)
    if document.id == "m13":
        return spinning(document, job)
    return graph_of(document, job)


def spinning(document: Document, job: Job) -> Result:
    """Runs for ever in the document, as a rule might."""
    try:
        with work._limited(job.limit):
            while True:
                time.sleep(0.01)
    except work._TooLong:
        return work.too_long(job.limit)
    return graph_of(document, job)


@pytest.fixture
def fragile_workers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Worker processes that run ``fragile``: forked from here, so that they know it."""
    monkeypatch.setattr("kg.build.processes._METHOD", "fork")
    monkeypatch.setattr("kg.build.processes.graph_of", fragile)
