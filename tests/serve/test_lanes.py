"""Honest requests stay quick while others ask what nobody can answer."""

from __future__ import annotations

import asyncio
import time
from dataclasses import replace
from pathlib import Path

import pytest

from kg.serve.lanes import Lanes
from kg.serve.settings import Refusal, Request, Settings

CROSS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
HONEST = [
    Request("sparql", values=(("query", "SELECT ?l { <region/510000> skos:prefLabel ?l }"),)),
    Request("thing", "region/510000"),
    Request("search", values=(("q", "成"),)),
    Request("question", "agreements-of", (("party", "510000"),)),
]


async def _stays() -> None:
    await asyncio.Event().wait()


def test_honest_requests_do_not_wait_behind_hostile_ones(settings: Settings, folder: Path) -> None:
    async def run() -> tuple[list[float], list[int]]:
        lanes = Lanes(replace(settings, timeout=30, wait=60, workers=1))
        lanes.open()
        hostile = Request("sparql", values=(("query", CROSS),))
        try:
            for request in HONEST:  # until each lane has its processes
                await lanes.ask(str(folder), request, _stays)
            hard = [asyncio.create_task(lanes.ask(str(folder), hostile, _stays)) for _ in range(4)]
            await asyncio.sleep(0.1)
            seconds, statuses = [], []
            for request in HONEST:
                begin = time.monotonic()
                reply = await lanes.ask(str(folder), request, _stays)
                seconds.append(time.monotonic() - begin)
                statuses.append(reply.status)
            assert not any(task.done() for task in hard)
            for task in hard:
                task.cancel()
        finally:
            lanes.close()
        return seconds, statuses

    seconds, statuses = asyncio.run(run())
    assert set(statuses) == {200}
    # The first may come behind hostile queries on trial; none behind one that runs for its 30 seconds.
    assert max(seconds) < 10


def test_a_query_too_long_for_a_moment_is_still_answered(
    settings: Settings, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.serve.lanes._MOMENT", 0.0001)

    async def run() -> list[object]:
        lanes = Lanes(replace(settings, timeout=1, workers=1))
        lanes.open()
        try:
            asked = (lanes.ask(str(folder), HONEST[0], _stays) for _ in range(2))
            hostile = lanes.ask(str(folder), Request("sparql", values=(("query", CROSS),)), _stays)
            return await asyncio.gather(*asked, hostile, return_exceptions=True)
        finally:
            lanes.close()

    *replies, stopped = asyncio.run(run())
    assert all(getattr(reply, "status", 0) == 200 for reply in replies)
    assert isinstance(stopped, Refusal)
    assert "within 1 seconds" in stopped.text
