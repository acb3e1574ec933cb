"""The page in headless Chromium: what a reader does with it."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from pyoxigraph import Store

from kg.views.html import Page, render

pytestmark = pytest.mark.browser

# Headless Chromium has no clipboard: take what the page puts there.
_CATCH_COPY = """
Object.defineProperty(navigator, "clipboard", { value: undefined });
document.execCommand = () => { window.copied = document.querySelector("textarea").value; return true; };
"""
PAIR = ("agreement/banks", "organisation/scbank")


@pytest.fixture
def opened(browser: Any, page: Path) -> Any:
    browser.open(page)
    return browser


def test_a_click_on_an_edge_shows_the_sentence_with_its_words_marked(opened: Any) -> None:
    opened.click_edge(*PAIR)

    assert opened.text("#panel blockquote") == "2024年3月，四川銀行與重慶銀行簽署《川渝銀行業戰略合作協議》。"
    assert opened.text("#panel mark.s") == "《川渝銀行業戰略合作協議》"
    assert opened.text("#panel mark.o") == "四川銀行"
    assert opened.text("#panel mark.t") == "簽署"
    shown = opened.text("#panel")
    assert "四川銀行與重慶銀行簽署戰略合作協議" in shown
    assert "2024-03" in shown
    assert "signatory-01" in shown
    assert "0.93" in shown
    assert opened.run("return document.querySelector('#panel .meta a').href") == "https://example.org/bank"


def test_a_fact_of_two_documents_shows_both_sentences(opened: Any) -> None:
    opened.click_edge("region/500000", "region/510000")

    assert "另有 1 篇文档也这样说" in opened.text("#panel .also")
    assert opened.run("return document.querySelectorAll('#panel blockquote').length") == 2


def test_a_click_on_a_node_shows_names_facts_and_documents(opened: Any) -> None:
    opened.click_node("organisation/swufe")

    shown = opened.text("#panel")
    assert "西南财经大学" in shown
    assert "西南財經大學" in shown
    assert "李永强" in shown
    assert "校长" in shown
    assert "四川銀行與重慶銀行簽署戰略合作協議" in shown


def test_opening_the_page_asks_no_host_for_anything(opened: Any, page: Path) -> None:
    opened.click_edge(*PAIR)
    opened.press("t")

    asked = opened.requests()

    assert {urlsplit(address).path for address in asked} == {page.as_posix()}
    assert opened.errors() == []


def test_hostile_names_are_only_text(browser: Any, hostile: Store, write_page: Callable[[str], Path]) -> None:
    browser.open(write_page(render(hostile, title="<img src=x onerror=\"window.hacked='title'\">")))

    for key in ("agreement/c", "organisation/a", "organisation/b", "event/d"):
        browser.run("location.hash = 'sel=n:' + arguments[0] + '&table=statements'", key)
        browser.wait("return !document.getElementById('panel').hidden")
        browser.run("document.querySelectorAll('#panel details').forEach((each) => { each.open = true; })")
    browser.run("location.hash = ''")
    browser.wait("return document.getElementById('panel').hidden && document.getElementById('drawer').hidden")
    browser.click_edge("agreement/c", "organisation/a")
    browser.type("img")
    drawing = browser.run("return window.kgView.svgText()")
    rows = browser.run("return window.kgView.csvText('nodes')")

    assert browser.run("return window.hacked") is None
    assert browser.run("return document.querySelectorAll('#panel img, #rows img, #head img, #hits img').length") == 0
    assert browser.run("return document.querySelectorAll('#panel a').length") == 0
    assert browser.text("#panel mark.o").startswith("<img src=x")
    assert "<img" not in drawing
    assert "<script" not in drawing
    assert not any(line.startswith(("=", "@")) for line in rows.splitlines())
    assert browser.errors() == []


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("cq", "重庆市"),
        ("chongqing", "重庆市"),
        ("chongqs", "重庆市"),
        ("渝北", "渝北区"),
        ("510100", "成都市"),
        ("国铁", "中国国家铁路集团有限公司"),
        ("cqsjjhxxh", "重庆市经济和信息化委员会"),
        ("cqjjhxxh", "重庆市经济和信息化委员会"),
        ("gaozhu", "川渝高竹新区"),
        ("kaizhou", "开州区"),
        ("万达开统筹", "川渝签署万达开统筹发展协议"),
    ],
    ids=[
        "initials",
        "pinyin",
        "mixed",
        "name",
        "code",
        "other-name",
        "long-initials",
        "one-left-out",
        "inner-pinyin",
        "zhou",
        "document",
    ],
)
def test_search_finds(opened: Any, typed: str, expected: str) -> None:
    opened.type(typed)
    opened.wait("return document.querySelectorAll('#hits li').length > 0")

    assert opened.text("#hits li .name").startswith(expected)


def test_enter_flies_to_what_was_found(opened: Any) -> None:
    opened.type("cq")
    opened.press("Enter")
    opened.wait("return !document.getElementById('panel').hidden")

    assert opened.text("#panel h2") == "重庆市"
    assert "sel=n:region/500000" in opened.run("return location.hash")


def test_letters_inside_other_syllables_are_no_match(opened: Any) -> None:
    opened.type("oa")

    assert opened.run("return document.querySelectorAll('#hits li').length") == 0
    assert opened.text("#found") == "没有找到"


def test_a_type_that_is_switched_off_is_hidden(opened: Any) -> None:
    assert "person/zhang" in opened.visible()

    opened.run("document.getElementById('t-Person').click()")

    assert not {key for key in opened.visible() if key.startswith("person/")}
    assert "types=Person" in opened.run("return location.hash")


def test_a_predicate_that_is_switched_off_takes_its_edges_away(opened: Any) -> None:
    before = opened.run("return window.kgView.visible().edges.length")

    opened.run("document.getElementById('p-signatory').click()")

    assert opened.run("return window.kgView.visible().edges.length") < before
    assert "agreement/banks" not in opened.visible()


def test_planned_facts_are_off_at_first_and_dashed_when_on(opened: Any) -> None:
    assert "project/tax" not in opened.visible()

    opened.run("document.getElementById('m-wished').click()")
    opened.type("税费征管")
    opened.press("Enter")
    opened.wait("return window.kgView.visible().nodes.includes('project/tax')")

    dashes = opened.run(
        "const v = window.kgView, n = v.nodeAt.get('project/tax'), p = v.pairs.find((each) => each.a === n || each.b === n);"
        "return v.network.body.data.edges.get(p.id).dashes"
    )
    assert dashes


def test_a_link_opens_the_same_view(browser: Any, page: Path) -> None:
    browser.open(page)
    browser.run("document.getElementById('t-Event').click()")
    browser.run("document.getElementById('d-v3').click()")
    browser.click_edge(*PAIR)
    browser.press("t")
    browser.wait("return location.hash.includes('table')")
    nodes, shown, address = browser.visible(), browser.text("#panel"), browser.run("return location.hash")

    browser.open(page, address.removeprefix("#"))

    assert browser.visible() == nodes
    assert browser.text("#panel") == shown
    assert browser.run("return !document.getElementById('drawer').hidden")


def test_a_damaged_link_opens_the_page_all_the_same(browser: Any, page: Path) -> None:
    browser.open(page, "sel=n:nothing&conf=x&at=a,b,c&add=%E0%A4%A&from=20&mods=&=")

    assert browser.run("return document.getElementById('panel').hidden")
    assert browser.errors() == []


def test_an_empty_page_says_so(browser: Any, write_page: Callable[[str], Path]) -> None:
    browser.open(write_page(render(Store())))

    assert not browser.run("return document.getElementById('empty').hidden")
    assert browser.errors() == []


def test_a_small_start_is_expanded_and_undone(browser: Any, store: Store, write_page: Callable[[str], Path]) -> None:
    browser.open(write_page(Page.of(store, focus=["四川银行"]).html), "sel=n:organisation/scbank")
    start = browser.visible()
    assert start == {"organisation/scbank", "agreement/banks", "product/loan", "event/forum"}

    browser.run("location.hash = 'sel=n:event/forum'")
    browser.wait("return document.getElementById('a-expand') !== null")
    browser.run("document.getElementById('a-expand').click()")
    assert browser.visible() == start | {"organisation/cqbank", "organisation/swufe", "region/510100"}

    browser.run("document.getElementById('b-undo').click()")
    assert browser.visible() == start
    browser.run("document.getElementById('b-redo').click()")
    assert len(browser.visible()) == len(start) + 3


def test_the_shortest_path_between_two_entities(opened: Any) -> None:
    opened.run("location.hash = 'sel=n:person/li'")
    opened.wait("return document.getElementById('a-path') !== null")
    opened.run("document.getElementById('a-path').click()")
    opened.type("天府科创贷")
    opened.press("Enter")

    opened.wait("return !document.getElementById('toast').hidden")
    assert opened.text("#toast") == "相隔 4 步"


def test_the_tables_list_what_the_picture_shows(opened: Any) -> None:
    opened.press("t")
    opened.wait("return !document.getElementById('drawer').hidden")

    assert opened.run("return document.querySelectorAll('#rows tbody tr').length") == len(opened.visible())

    opened.run("document.getElementById('tab-statements').click()")
    opened.run("document.querySelector('#rows tbody button').click()")
    assert not opened.run("return document.getElementById('panel').hidden")
    assert opened.run("return document.querySelectorAll('#rows tr[aria-current]').length") >= 1


def test_everything_is_reached_by_keys(opened: Any) -> None:
    opened.run("document.getElementById('canvas').focus()")
    opened.press("ArrowRight")  # start at the most important entity
    opened.wait("return !document.getElementById('panel').hidden")
    first = opened.text("#panel h2")
    opened.press("ArrowRight")
    opened.wait(f"return document.querySelector('#panel h2').textContent !== {first!r}")
    opened.press("Escape")
    assert opened.run("return document.getElementById('panel').hidden")
    opened.press("d")
    assert opened.run("return document.documentElement.dataset.theme") == "dark"
    opened.press("d")
    opened.press("/")
    assert opened.run("return document.activeElement.id") == "q"


def test_the_interface_speaks_english(opened: Any) -> None:
    opened.run("document.getElementById('b-lang').click()")
    opened.click_edge(*PAIR)

    assert "signatory" in opened.text("#panel")
    assert "Copy citation" in opened.text("#panel")
    assert opened.run("return document.documentElement.lang") == "en"
    assert "lang=en" in opened.run("return location.hash")


def test_the_exports_hold_what_is_visible(opened: Any) -> None:
    opened.run("document.getElementById('t-Person').click()")

    drawing, rows = opened.run("return [window.kgView.svgText(), window.kgView.csvText('statements')]")

    assert "重庆市" in drawing
    assert "张彤" not in drawing
    assert rows.startswith("\ufeff主体,关系,客体")
    assert "holdsPosition" not in rows
    assert "《川渝銀行業戰略合作協議》" in rows


def test_citations_name_title_source_and_date(opened: Any) -> None:
    opened.click_edge(*PAIR)
    opened.run(_CATCH_COPY)
    opened.run("document.querySelector('#panel .cites button').click()")

    assert re.fullmatch(
        r"四川銀行與重慶銀行簽署戰略合作協議\[EB/OL\]\. \(2024-03\)\[20\d\d-\d\d-\d\d\]\. https://example\.org/bank\.",
        opened.run("return window.copied"),
    )


def test_the_picture_uses_colour_and_shape_for_types(opened: Any) -> None:
    icons = opened.run("return [...document.querySelectorAll('#f-types svg')].map((each) => each.firstChild.outerHTML)")
    colours = {text.partition('fill="')[2][:7] for text in icons}
    outlines = {text.split(" fill=")[0] for text in icons}

    assert len(icons) == 9
    assert len(colours) == len(outlines) == len(icons)


def test_a_thousand_entities_are_drawn_within_two_seconds(
    browser: Any, sample: Any, write_page: Callable[[str], Path]
) -> None:
    page = write_page(render(sample.large(1000), first_nodes=1000))

    browser.open(page)

    assert len(browser.visible()) == 1000
    drawn = browser.run("return performance.getEntriesByName('first-picture')[0].startTime")
    assert drawn < 4000, "twice what two free cores need, for a busy machine"
