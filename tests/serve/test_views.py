"""The pictures as the server gives them out: every kind, its policy, its links, and stores too large for one page."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from starlette.testclient import TestClient

from kg.serve import views
from kg.serve.app import application
from kg.serve.desk import Desk
from kg.serve.settings import Refusal, Request, Settings
from kg.views import asking
from kg.views.story import Step, Story

STORY = Story("两地故事", (Step("开始", "从这里看起。", focus=("四川省",)), Step("地图", kind="map")))
KINDS = ("", "timeline", "matrix", "map", "document?document=c03", "story/told")


@pytest.fixture(scope="module")
def desk(settings: Settings) -> Iterator[Desk]:
    """What a worker has, in this process."""
    made = Desk(replace(settings, stories=(("told", STORY),)))
    made.at(str(settings.store))
    yield made
    made.store.close()


def page(desk: Desk, name: str, *values: tuple[str, str], lang: str = "zh") -> str:
    reply = views.view(desk, Request("view", name, values, lang=lang))
    assert reply.status == 200
    return reply.body.decode()


@pytest.mark.parametrize("kind", KINDS)
def test_every_picture_is_there_with_a_way_back_and_a_policy_of_its_own(desk: Desk, kind: str) -> None:
    name, _, query = kind.partition("?")
    values = tuple((key, value) for key, _, value in [part.partition("=") for part in query.split("&") if part])
    reply = views.view(desk, Request("view", name, values))
    text, policy = reply.body.decode(), dict(reply.headers)["Content-Security-Policy"]

    assert policy.startswith("default-src 'none'; script-src 'sha256-")
    assert "unsafe" not in policy
    assert policy.endswith("frame-ancestors 'none'")
    links = re.findall(r'<a href="([^"]*)" data-t="([^"]*)"', text)
    assert links[0] == ("/", "site.home")
    assert {"/view", "/view/timeline", "/view/matrix", "/view/map", "/view/story/told"} <= {href for href, _ in links}
    assert '"things":"/chuanyu-kg/id/"' in text


def test_the_page_of_questions_allows_webassembly_and_nothing_else_unsafe(desk: Desk) -> None:
    if not asking.there():
        pytest.skip("Oxigraph for the browser is not here: `make assets` fetches it (needs npm)")
    reply = views.view(desk, Request("view", "query"))

    policy = dict(reply.headers)["Content-Security-Policy"]
    assert policy.count("unsafe") == policy.count("'wasm-unsafe-eval'") == 1
    assert "worker-src blob:" in policy


def test_pictures_are_narrowed_as_asked(desk: Desk) -> None:
    assert '"focus":[' in page(desk, "", ("focus", "四川"), ("depth", "2"), ("layout", "time"))
    assert "潼南区" not in page(desk, "map", ("type", "Organisation")).partition('"chart"')[0].partition('"nodes":')[2]
    assert '<html lang="en">' in page(desk, "timeline", lang="en")


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("pie", ()),
        ("map/x", ()),
        ("document", (("document", "nothing"),)),
        ("story/none", ()),
        ("", (("focus", "没有这样的地方"),)),
        ("", (("type", "Nothing"),)),
    ],
)
def test_what_is_not_there_is_refused(desk: Desk, name: str, values: tuple[tuple[str, str], ...]) -> None:
    with pytest.raises(Refusal) as refusal:
        views.view(desk, Request("view", name, values))
    assert refusal.value.status == 404


def test_a_store_too_large_for_a_page_is_shown_around_a_focus(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = page(desk, "", ("focus", "region/510000"))
    monkeypatch.setattr(views, "_WHOLE", 10)

    offer = page(desk, "")
    assert 'href="/view?focus=region%2F510000' in offer
    near = page(desk, "", ("focus", "region/510000"))
    assert _first(near) == _first(whole)
    assert len(near) < len(whole)
    assert '"ev":[{' in near
    assert "制造业" in page(desk, "document", ("document", "c03"))
    with pytest.raises(Refusal, match="/sparql"):
        views.view(desk, Request("view", "query"))


def _first(text: str) -> set[str]:
    """The names of the entities that a page shows first."""
    data = text.partition('id="data">')[2].partition("</script>")[0]
    read = json.loads(data)
    return {read["nodes"][number]["label"] for number in read["first"]}


def test_the_start_page_links_to_all_of_them(settings: Settings) -> None:
    app = application(replace(settings, timeout=60, workers=1, stories=(("told", STORY),)))
    with TestClient(app, base_url="http://127.0.0.1:8000") as client:
        start = client.get("/", headers={"Accept": "text/html"}).text
        links = re.findall(r'href="(/view[^"]*)">([^<]*)<', start.partition('id="views"')[2])
        assert [text for _, text in links[:4]] == ["关系图", "时间轴", "合作矩阵", "川渝合作地图"]
        assert ("/view/story/told", "两地故事") in links
        for link, _ in links:
            answer = client.get(link)
            assert answer.status_code == 200, link
            assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
        assert client.get("/view/pie").status_code == 404
