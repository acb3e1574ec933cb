"""Stories: the file, its errors, and the page."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import Store

from kg.views.graph import read
from kg.views.html import story
from kg.views.select import Choice, ViewError
from kg.views.story import load, told

FILE = Path(__file__).parent / "data" / "story.toml"


def test_a_story_has_views_in_their_order(store: Store) -> None:
    graph = read(store)

    steps, shown = told(graph, load(FILE), Choice())

    assert [step["kind"] for step in steps] == ["graph", "map", "timeline", "matrix"]
    assert shown == {"organisation/scbank", "agreement/banks", "product/loan", "event/forum"}
    assert steps[0]["address"].startswith("sel=e:")
    assert steps[1]["address"] == "sel=t:500000,510000"
    assert steps[2]["address"] == "by=type"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param("title = ", "not valid TOML", id="no-toml"),
        pytest.param("title = 't'", "has no \\[\\[view\\]\\]", id="no-view"),
        pytest.param("[[view]]\ntext = 't'", "view 1: it has no title", id="no-title"),
        pytest.param("[[view]]\ntitle = 't'\nkind = 'pie'", "no kind 'pie'", id="no-kind"),
        pytest.param("[[view]]\ntitle = 't'\nfokus = 'x'", "unknown key 'fokus'", id="no-key"),
        pytest.param("[[view]]\ntitle = 't'\nselect = 1", "select is no name", id="no-name"),
    ],
)
def test_a_faulty_file_says_where_and_why(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "story.toml"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(ViewError, match=message):
        load(path)


def test_a_name_that_is_not_there_names_its_view(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "story.toml"
    path.write_text("[[view]]\ntitle = 'A'\n[[view]]\ntitle = 'B'\nfocus = '不存在的市'\n", encoding="utf-8")

    with pytest.raises(ViewError, match=r"View 2 \(B\)"):
        story(store, load(path))


@pytest.fixture(scope="module")
def page(store: Store, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("story") / "story.html"
    path.write_text(story(store, load(FILE)), encoding="utf-8")
    return path


@pytest.mark.browser
def test_the_reader_goes_from_view_to_view(browser: Any, page: Path) -> None:
    browser.open(page)
    assert browser.visible() == {"organisation/scbank", "agreement/banks", "product/loan", "event/forum"}
    assert "点开线条可读原文" in browser.text("#story li.on")
    assert browser.run("return document.querySelectorAll('#panel blockquote').length") >= 1

    browser.run("document.getElementById('s-next').click()")
    assert browser.run("return document.querySelector('#scene svg.chart') !== null")
    assert "重庆市" in browser.text("#panel h2")

    browser.press("n")
    assert "q-by-type" in browser.run("return document.getElementById('bar').innerHTML")
    browser.press("n")
    assert browser.run("return document.querySelector('td.cell[aria-current]') !== null")
    assert browser.run("return document.getElementById('s-next').disabled")
    assert browser.errors() == []


@pytest.mark.browser
def test_a_link_opens_a_view_of_the_story(browser: Any, page: Path) -> None:
    browser.open(page, "step=4&of=bodies")

    assert browser.run("return document.querySelector('#story li.on .n').textContent") == "4"
    assert browser.run("return document.getElementById('q-of-bodies').getAttribute('aria-pressed')") == "true"

    browser.open(page, "step=99&lang=en")
    assert browser.run("return document.documentElement.lang") == "en"
    assert browser.errors() == []


@pytest.mark.browser
def test_paper_has_all_views_with_their_texts(browser: Any, page: Path) -> None:
    browser.open(page, "step=2")
    browser.run("window.dispatchEvent(new Event('beforeprint'))")

    assert browser.run("return document.querySelectorAll('#print section').length") == 4
    assert browser.run("return document.querySelectorAll('#print section svg').length") >= 3
    assert "資料來源" not in browser.text("#print")
    assert "资料来源" in browser.text("#print")
    assert browser.run("return document.querySelector('#story li.on .n').textContent") == "2"
