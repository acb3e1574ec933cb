"""The pictures from a running ``kg serve``: their look, their evidence, their way back, and nobody else asked."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kg.views import asking

pytestmark = pytest.mark.browser
STORY = Path(__file__).parent / "data" / "served.toml"
KINDS = {
    "": "知识图谱",
    "/timeline": "时间轴",
    "/matrix": "合作矩阵",
    "/map": "川渝合作地图",
    "/document?document=c03": "制造业“双城合唱”唱出新声部",
    "/story/served": "两地故事",
}


@pytest.fixture(scope="module")
def site(corpus: Path) -> Iterator[str]:
    """The address of a server over the corpus."""
    kg = str(Path(sys.executable).with_name("kg"))
    words = [kg, "serve", "--store", str(corpus), "--port", "0", "--story", str(STORY), "--timeout", "60"]
    with subprocess.Popen(words, stderr=subprocess.PIPE, text=True) as server:
        assert server.stderr is not None
        try:
            found = re.match(r"(http://127\.0\.0\.1:\d+)/", server.stderr.readline())
            assert found is not None
            yield found[1]
        finally:
            server.terminate()


@pytest.mark.parametrize("path", KINDS)
def test_a_picture_opens_its_sentences_and_leads_to_pages_of_the_server(browser: Any, site: str, path: str) -> None:
    address = f"{site}/view{path}{'&' if '?' in path else '?'}lang=zh"
    browser.open(address, ("step=1&" if "story" in path else "") + "sel=n:region/510000")
    browser.wait("return !document.getElementById('panel').hidden")

    assert browser.text("#title") == KINDS[path]
    assert browser.text("#site a") == "首页"
    browser.run("document.querySelector('#panel details').open = true")
    browser.wait("return document.querySelector('#panel blockquote mark') !== null")
    assert browser.run("return document.querySelector('#panel .kind a').pathname") == "/chuanyu-kg/id/region/510000"
    assert browser.run("return document.querySelector('#panel .meta a').pathname").startswith(
        "/chuanyu-kg/id/document/"
    )
    asked = browser.requests()
    assert asked
    assert {each for each in asked if not each.startswith(site)} == set()
    assert browser.errors() == []


@pytest.mark.assets
def test_questions_are_answered_in_a_page_of_the_server(browser: Any, site: str) -> None:
    assert asking.there()
    browser.open(f"{site}/view/query?lang=zh")
    browser.wait('return document.documentElement.dataset.engine === "yes"', seconds=30)
    browser.run("document.getElementById('ask-agreements-of').click(); document.getElementById('ask').click()")
    browser.wait("return document.querySelectorAll('#answer tbody tr').length > 2", seconds=20)
    assert browser.errors() == []


def test_one_goes_from_the_start_to_a_picture_to_a_thing_and_back(browser: Any, site: str) -> None:
    browser.go(f"{site}/?lang=zh")
    browser.follow("时间轴")
    browser.wait('return document.documentElement.dataset.ready === "yes"')
    browser.follow("合作矩阵")
    browser.wait("return document.querySelector('td.cell button') !== null")
    browser.run("location.hash = 'sel=n:region/510000'")
    browser.wait("return document.querySelector('#panel .kind a') !== null")
    browser.follow("条目页")
    browser.wait(
        "return document.querySelector('h1') !== null && document.querySelector('h1').textContent === '四川省'"
    )
    browser.follow("时间轴")
    browser.wait('return document.documentElement.dataset.ready === "yes"')
    assert "focus=region" in browser.run("return location.search")
