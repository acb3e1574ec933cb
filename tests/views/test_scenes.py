"""Timeline, matrix and map in headless Chromium."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from pyoxigraph import Store

from kg.views.html import Page, render
from kg.views.scenes import Kind

pytestmark = pytest.mark.browser

SCENES: tuple[Kind, ...] = ("timeline", "matrix", "map")
_OPEN = {
    "timeline": "document.querySelector('[id^=d-]').dispatchEvent(new Event('click'))",
    "matrix": "document.querySelector('td.cell button').click()",
    "map": "document.querySelector('rect.hit').dispatchEvent(new Event('click'))",
}


@pytest.fixture(scope="module")
def pages(store: Store, tmp_path_factory: pytest.TempPathFactory) -> dict[Kind, Path]:
    folder = tmp_path_factory.mktemp("scenes")
    return {kind: Page.of(store, kind).save(folder / f"{kind}.html") for kind in SCENES}


@pytest.mark.parametrize("kind", SCENES)
def test_a_click_opens_the_sentence_and_the_link_opens_it_again(
    browser: Any, pages: dict[Kind, Path], kind: Kind
) -> None:
    browser.open(pages[kind])
    browser.run(_OPEN[kind])
    browser.wait("return !document.getElementById('panel').hidden")
    browser.run("document.querySelectorAll('#panel details').forEach((each) => { each.open = true; })")
    browser.wait("return document.querySelector('#panel blockquote mark') !== null")
    title, address = browser.text("#panel h2"), browser.run("return location.hash")

    browser.open(pages[kind], address.removeprefix("#"))

    assert browser.text("#panel h2") == title
    assert {urlsplit(asked).path for asked in browser.requests()} == {pages[kind].as_posix()}
    assert browser.errors() == []


@pytest.mark.parametrize("kind", SCENES)
def test_the_interface_has_two_languages_and_two_themes(browser: Any, pages: dict[Kind, Path], kind: Kind) -> None:
    browser.open(pages[kind])
    chinese = browser.text("#status")
    browser.run("document.getElementById('b-lang').click(); document.getElementById('b-theme').click()")

    assert browser.text("#status") != chinese
    assert "lang=en" in browser.run("return location.hash")
    assert browser.run("return document.documentElement.dataset.theme") in {"dark", "light"}
    assert browser.errors() == []


@pytest.mark.parametrize("kind", SCENES)
def test_hostile_names_are_only_text(
    browser: Any, hostile: Store, write_page: Callable[[str], Path], kind: Kind
) -> None:
    browser.open(write_page(render(hostile, kind)))
    browser.run("location.hash = 'of=bodies&by=body&sel=n:organisation/a'")
    browser.wait("return !document.getElementById('panel').hidden")
    browser.run("document.querySelectorAll('#panel details').forEach((each) => { each.open = true; })")

    assert browser.run("return window.hacked") is None
    assert browser.run("return document.querySelectorAll('#panel img, #scene img').length") == 0
    assert "<img" not in (browser.run("return window.kgView.svgText()") or "")
    assert not any(line.startswith(("=", "@")) for line in browser.run("return window.kgView.csvText()").splitlines())
    assert browser.errors() == []


@pytest.mark.parametrize("kind", SCENES)
def test_an_empty_page_and_a_damaged_link_open_all_the_same(
    browser: Any, write_page: Callable[[str], Path], kind: Kind
) -> None:
    browser.open(write_page(render(Store(), kind)), "sel=x:%E0&from=1&order=none&sel=t:a&by=&=&")

    assert browser.run("return document.getElementById('panel').hidden")
    assert browser.errors() == []


def test_the_timeline_draws_partial_dates_as_bars_and_zooms(browser: Any, pages: dict[Kind, Path]) -> None:
    browser.open(pages["timeline"])
    marks = browser.run(
        "return [...document.querySelectorAll('[id^=d-]')].map((g) => [g.id.slice(-7), g.children[1].tagName])"
    )
    assert ["2024-03", "rect"] in marks
    assert ["0-04-30"[-7:], "polygon"] in marks

    browser.run("document.getElementById('z-in').click()")
    zoomed = browser.run("return location.hash")
    browser.run("document.getElementById('z-fit').click()")

    assert "from=20" in zoomed
    assert "from=" not in browser.run("return location.hash")


def test_the_timeline_has_lanes_by_region_body_and_type(browser: Any, pages: dict[Kind, Path]) -> None:
    browser.open(pages["timeline"])
    assert "重庆市" in browser.text("#scene")

    browser.run("document.getElementById('q-by-body').click()")
    assert "四川银行" in browser.text("#scene")

    browser.run("document.getElementById('q-by-type').click(); document.getElementById('q-Policy').click()")
    lanes = browser.text("#scene")
    assert "协议" in lanes
    assert not browser.run("return window.kgView.rows().some((row) => row[1] === '政策')")


def test_the_matrix_is_symmetric_and_sorted_as_asked(browser: Any, pages: dict[Kind, Path]) -> None:
    browser.open(pages["matrix"])
    head, *rows = browser.run("return window.kgView.rows()")
    names = [row[0] for row in rows]

    assert head[1:] == names
    assert names.index("重庆市") < names.index("四川省"), "by code: 50 before 51"
    assert all(rows[i][j + 1] == rows[j][i + 1] for i in range(len(rows)) for j in range(len(rows)))

    browser.run("document.getElementById('q-order-count').click()")
    totals = browser.run(
        "return [...document.querySelectorAll('tbody td.total')].map((each) => Number(each.textContent))"
    )
    assert totals == sorted(totals, reverse=True)

    browser.run("document.getElementById('q-order-group').click()")
    assert "Louvain" in browser.text("#bar")


def test_the_map_shows_every_place_and_a_place_lists_its_partners(browser: Any, pages: dict[Kind, Path]) -> None:
    browser.open(pages["map"])

    assert browser.run("return document.querySelectorAll('#scene svg > g:first-of-type > rect').length") >= 61
    browser.run("document.getElementById('k-500000').focus()")
    browser.press("Enter")
    browser.wait("return !document.getElementById('panel').hidden")
    assert browser.text("#panel h2") == "重庆市"
    assert "四川省" in browser.text("#panel")


@pytest.mark.parametrize("kind", SCENES)
def test_the_search_box_finds_by_pinyin_and_marks_what_it_found(
    browser: Any, pages: dict[Kind, Path], kind: Kind
) -> None:
    browser.open(pages[kind])
    browser.press("/")
    browser.press(*"chongqing")
    browser.wait("return document.querySelectorAll('#hits li').length > 0")
    assert "重庆市" in browser.text("#hits li")
    browser.press("Enter")
    browser.wait("return !document.getElementById('panel').hidden")

    assert browser.text("#panel h2") == "重庆市"
    assert browser.run(f"return {_MARKED[kind]}")
    assert "sel=n:region/500000" in browser.run("return location.hash")
    assert browser.errors() == []


@pytest.mark.parametrize("kind", SCENES)
def test_a_document_that_was_found_shows_all_that_it_states(browser: Any, pages: dict[Kind, Path], kind: Kind) -> None:
    browser.open(pages[kind])
    browser.type("四川銀行與重慶")
    browser.press("Enter")
    browser.wait("return !document.getElementById('panel').hidden")

    assert browser.text("#panel h2") == "四川銀行與重慶銀行簽署戰略合作協議"
    assert browser.run("return document.querySelectorAll('#panel blockquote mark').length") > 2


_MARKED = {
    "timeline": "document.querySelectorAll('#scene .hit.on').length > 0",
    "matrix": "document.querySelectorAll('tr.sought, th.sought').length === 2",
    "map": "document.getElementById('k-500000').getAttribute('stroke-width') === '3'",
}
