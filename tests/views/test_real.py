"""Every feature of the pages on real texts: the corpus, and the five pages in ../shared/seeds."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from kg.build import build
from kg.cli import reading
from kg.serve.views import questions
from kg.store import Store
from kg.views import asking
from kg.views.graph import read
from kg.views.html import document, query, render, story
from kg.views.old import places
from kg.views.story import Step, Story

pytestmark = pytest.mark.browser
SCENES = ("timeline", "matrix", "map")
_CATCH_COPY = """
Object.defineProperty(navigator, "clipboard", { value: undefined });
document.execCommand = () => { window.copied = document.querySelector("textarea").value; return true; };
"""


# Of some entities, those that lie on another one.
_TOUCHING = """
const v = window.kgView, nodes = v.visible().nodes, at = v.network.getPositions(nodes), all = v.network.body.nodes;
return arguments[0].filter((a) => nodes.some((b) => a !== b && Math.hypot(at[a].x - at[b].x, at[a].y - at[b].y)
  < all[a].options.size + all[b].options.size));
"""


@dataclass(frozen=True)
class Data:
    """A store, the pages made of it, and one of its documents."""

    name: str
    store: Path
    folder: Path
    paper: str

    def page(self, kind: str) -> Path:
        """The file of a page."""
        return self.folder / f"{kind}.html"


@pytest.fixture(
    scope="module", params=["corpus", pytest.param("seeds", marks=pytest.mark.shared)], ids=["corpus", "seeds"]
)
def data(request: pytest.FixtureRequest, corpus: Path, shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Data:
    """One of the two data sets with a page of each kind."""
    folder, place = tmp_path_factory.mktemp(request.param), corpus
    if request.param == "seeds":
        place = folder / "kg-store"
        with Store.open(place) as target:
            build([shared / "seeds"], target, workers=1)
    with Store.open(place, read_only=True) as opened:
        source = sorted(read(opened).graph["documents"].values(), key=lambda each: each.key)[1]
        made = {kind: render(opened, kind) for kind in ("graph", *SCENES)}  # type: ignore[arg-type]
        assert made["graph"] == render(opened), "the same data give the same bytes"
        made["document"] = document(opened, source.key, reading.lines(opened, source, ()))
        telling = Story(
            "", (Step("一", focus=("重庆市",), select=("重庆市",)), Step("二", kind="map"), Step("三", kind="matrix"))
        )
        made["story"] = story(opened, telling)
        if asking.there():
            made["query"] = query(opened, questions(opened))
    for kind, text in made.items():
        (folder / f"{kind}.html").write_text(text, encoding="utf-8")
    return Data(request.param, place, folder, source.key)


@pytest.fixture
def explorer(browser: Any, data: Data) -> Any:
    browser.open(data.page("graph"))
    yield browser
    assert {each for each in browser.requests() if not each.startswith("file:")} == set()
    assert browser.errors() == []


def _edges(page: Any) -> int:
    found: int = page.run("return window.kgView.visible().edges.length")
    return found


def _click(page: Any, element: str) -> None:
    page.run("document.getElementById(arguments[0]).click()", element)


def _slide(page: Any, element: str, value: float) -> None:
    script = (
        "const e = document.getElementById(arguments[0]); e.value = arguments[1]; e.dispatchEvent(new Event('change'))"
    )
    page.run(script, element, value)


@pytest.mark.parametrize("size", [(1440, 900), (1280, 720), (390, 844)], ids=["desk", "small", "phone"])
def test_the_start_is_a_focus_set_whose_names_are_read(browser: Any, data: Data, size: tuple[int, int]) -> None:
    metrics = {"width": size[0], "height": size[1], "deviceScaleFactor": 1, "mobile": size[0] < 500}
    browser.devtools("Emulation.setDeviceMetricsOverride", metrics)
    try:
        browser.open(data.page("graph"))
        labels = browser.run("return window.kgView.labels()")
    finally:
        browser.devtools("Emulation.clearDeviceMetricsOverride", {})

    assert 40 < len(browser.visible()) <= 150
    assert len(labels) >= 20
    crossing = [
        (a[0], b[0])
        for number, a in enumerate(labels)
        for b in labels[number + 1 :]
        if a[1] < b[3] - 1 and b[1] < a[3] - 1 and a[2] < b[4] - 1 and b[2] < a[4] - 1
    ]
    assert crossing == []


def test_a_click_on_an_edge_shows_where_it_is_said(explorer: Any) -> None:
    # A name may lie on the middle of an edge; on one of a few it does not.
    for first, second in explorer.run(
        "const v = window.kgView, shown = new Set(v.visible().edges), ids = Array.from(v.nodeAt.keys());"
        "return v.pairs.filter((each) => shown.has(each.id) && each.statements.some((s) => s.ev.length)).slice(0, 8)"
        ".map((each) => [ids[each.a], ids[each.b]])"
    ):
        explorer.come_near(first, second)
        if "sel=e:" in explorer.run("return location.hash"):
            break

    assert (
        explorer.run("return document.querySelectorAll('#panel blockquote mark.s, #panel blockquote mark.o').length")
        >= 2
    )
    said = explorer.text("#panel .evidence")
    assert "规则" in said
    assert re.search(r"置信度 [01]\.\d\d", said)
    explorer.run(_CATCH_COPY)
    explorer.run("document.querySelector('#panel .cites button').click()")
    cited = explorer.run("return window.copied")
    assert re.search(r"\[(N|EB/OL)\]\.", cited)
    explorer.run("document.querySelectorAll('#panel .cites button')[1].click()")
    assert explorer.text("#panel blockquote").replace("\n", "") in explorer.run("return window.copied")


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("cq", "重庆市"),
        ("chongqing", "重庆市"),
        ("changshou", "长寿区"),
        ("重庆", "重庆市"),
        ("510100", "成都市"),
        ("scs", "四川省"),
    ],
)
def test_search_flies_to_what_was_typed(explorer: Any, typed: str, expected: str) -> None:
    explorer.type(typed)
    explorer.wait("return document.querySelectorAll('#hits li').length > 0")
    assert re.search(r"· \d+$", explorer.text("#hits li")), "type and degree"
    explorer.press("Enter")
    explorer.wait("return !document.getElementById('panel').hidden")
    assert explorer.text("#panel h2") == expected


def test_every_filter_hides_and_stands_in_the_address(explorer: Any) -> None:
    whole, all_ = _edges(explorer), explorer.visible()
    paper = explorer.run(
        "const rows = [...document.querySelectorAll('#filters .row')].filter((row) => row.querySelector('[id^=d-]'));"
        "const n = (row) => Number(row.querySelector('.n').textContent);"
        "return rows.sort((a, b) => n(b) - n(a))[0].querySelector('input').id"
    )
    for element, key in (("t-Organisation", "types="), ("p-signatory", "preds="), (paper, "docs=")):
        _click(explorer, element)
        assert _edges(explorer) < whole, element
        assert key in explorer.run("return location.hash")
        _click(explorer, "b-undo")
        assert explorer.visible() == all_
    _slide(explorer, "c-conf", 0.95)
    assert _edges(explorer) < whole
    assert "conf=0.95" in explorer.run("return location.hash")
    _click(explorer, "b-undo")
    _slide(explorer, "f-from", explorer.run("return document.getElementById('f-from').max"))
    assert _edges(explorer) < whole
    _click(explorer, "b-reset")
    assert explorer.visible() == all_
    assert explorer.run("return document.querySelectorAll('#bars rect').length") > 2
    planned = explorer.run("const box = document.getElementById('m-planned'); return box && box.checked")
    assert not planned, "planned facts, where there are any, are off at first"


def test_a_neighbour_comes_goes_and_comes_again(explorer: Any) -> None:
    start = explorer.visible()
    key = explorer.run(
        "const v = window.kgView, seen = v.visible().nodes, ids = Array.from(v.nodeAt.keys());"
        "const in_ = new Set(seen); return seen.find((id) => v.pairs.some((p) => (ids[p.a] === id && !in_.has(ids[p.b]))"
        " || (ids[p.b] === id && !in_.has(ids[p.a]))))"
    )
    explorer.run("location.hash = 'sel=n:' + arguments[0]", key)
    explorer.wait("return document.getElementById('a-expand') !== null")
    _click(explorer, "a-expand")
    more = explorer.visible()
    assert more > start
    assert explorer.run(_TOUCHING, sorted(more - start)) == [], "who comes finds room"
    _click(explorer, "b-undo")
    assert explorer.visible() == start
    _click(explorer, "b-redo")
    assert explorer.visible() == more
    explorer.run("document.getElementById('canvas').focus()")
    explorer.press("h")
    assert key not in explorer.visible()


def test_the_path_between_two_entities(explorer: Any) -> None:
    explorer.run("location.hash = 'sel=n:region/500000'")
    explorer.wait("return document.getElementById('a-path') !== null")
    _click(explorer, "a-path")
    explorer.type("成都市")
    explorer.press("Enter")
    explorer.wait("return !document.getElementById('toast').hidden")
    assert re.fullmatch(r"相隔 \d 步", explorer.text("#toast"))
    assert {"region/500000", "region/510100"} <= explorer.visible()


def test_the_tables_do_all_without_a_mouse(explorer: Any) -> None:
    explorer.run("document.getElementById('canvas').focus()")
    explorer.press("t")
    explorer.wait("return !document.getElementById('drawer').hidden")
    assert explorer.run("return document.querySelectorAll('#rows tbody tr').length") == len(explorer.visible())
    explorer.run("document.querySelectorAll('#rows th button')[2].focus()")
    explorer.press("Enter")
    explorer.press("Enter")
    counts = explorer.run(
        "return [...document.querySelectorAll('#rows tbody tr')].map((r) => Number(r.cells[2].textContent))"
    )
    assert counts in (sorted(counts), sorted(counts, reverse=True))
    explorer.run("document.getElementById('tab-statements').focus()")
    explorer.press("Enter")
    explorer.run("document.querySelector('#rows tbody button').focus()")
    explorer.press("Enter")
    explorer.wait("return document.querySelector('#panel blockquote') !== null")
    explorer.run("document.getElementById('canvas').focus()")
    explorer.press("Escape")
    explorer.press("ArrowRight")
    explorer.wait("return !document.getElementById('panel').hidden")
    assert explorer.text("#panel h2") in {"重庆市", "四川省"}, "the arrows begin at what matters most"


def test_layouts_colours_and_exports(explorer: Any) -> None:
    for layout in ("region", "time"):
        _click(explorer, f"f-l-{layout}")
        spots = explorer.run(
            "const v = window.kgView; return v.visible().nodes.map((id) => { const p = v.network.getPositions([id])[id];"
            " return p.x + ',' + p.y; })"
        )
        assert len(set(spots)) == len(spots)
    _click(explorer, "f-c-group")
    assert "Louvain" in explorer.text("#f-order")
    drawing, rows = explorer.run("return [window.kgView.svgText(), window.kgView.csvText('statements')]")
    ET.fromstring(drawing)  # noqa: S314 - our own drawing
    assert rows.count("\r\n") > _edges(explorer)


def test_a_link_opens_the_same_view_from_a_file(browser: Any, data: Data) -> None:
    browser.open(data.page("graph"))
    _click(browser, "t-Person")
    moving = browser.run("document.getElementById('f-l-time').click(); return location.hash")
    browser.wait(f"return location.hash !== {moving!r}")  # the page writes its address again once the picture rests
    browser.run("location.hash = location.hash + '&sel=n:region/500000&table=nodes'")
    browser.wait("return !document.getElementById('panel').hidden && !document.getElementById('drawer').hidden")
    shown, address = browser.visible(), browser.run("return location.hash")

    browser.open(data.page("graph"), address.removeprefix("#"))

    assert browser.run("return location.protocol") == "file:"
    assert browser.visible() == shown
    assert browser.text("#panel h2") == "重庆市"
    assert browser.run("return document.getElementById('f-l-time').getAttribute('aria-pressed')") == "true"


def test_a_link_to_what_is_not_shown_at_first_shows_it(explorer: Any, data: Data) -> None:
    shown = explorer.visible()
    hidden = explorer.run(
        "const v = window.kgView, ids = Array.from(v.nodeAt.keys()), seen = new Set(v.visible().nodes);"
        "const p = v.pairs.find((each) => !seen.has(ids[each.a]) && each.statements.some((s) => s.m === 'asserted'));"
        "return [ids[p.a], ids[p.b]]"
    )
    assert hidden[0] not in shown

    explorer.open(data.page("graph"), f"sel=e:{hidden[0]},{hidden[1]}")

    assert set(hidden) <= explorer.visible()
    assert explorer.run("return document.querySelector('#panel blockquote') !== null")


def test_old_places_are_kept(data: Data) -> None:
    with Store.open(data.store, read_only=True) as opened:
        again = data.folder / "again.html"
        again.write_text(render(opened, first_nodes=40, layout_from=data.page("graph")), encoding="utf-8")
    assert places(again) == places(data.page("graph"))


@pytest.mark.parametrize("kind", SCENES)
def test_other_pictures_open_their_sentences(browser: Any, data: Data, kind: str) -> None:
    browser.open(data.page(kind))
    browser.run(
        "const hit = document.querySelector('#scene td.cell button, #scene .hit');"
        "hit.dispatchEvent(new Event('click', { bubbles: true }))"
    )
    browser.wait("return !document.getElementById('panel').hidden")
    browser.run("document.querySelectorAll('#panel details').forEach((each) => { each.open = true; })")
    browser.wait("return document.querySelector('#panel blockquote mark') !== null")
    browser.type("cq")
    browser.press("Enter")
    browser.wait("return document.querySelector('#panel h2').textContent === '重庆市'")
    if kind != "matrix":
        ET.fromstring(browser.run("return window.kgView.svgText()"))  # noqa: S314 - our own drawing
    assert len(browser.run("return window.kgView.rows()")) > 3
    assert {each for each in browser.requests() if not each.startswith("file:")} == set()
    assert browser.errors() == []


def test_lanes_of_the_timeline(browser: Any, data: Data) -> None:
    browser.open(data.page("timeline"))
    for by in ("body", "type", "region"):
        _click(browser, f"q-by-{by}")
        text = browser.text("#scene")
        expected = {"body": "机构" if data.name == "seeds" else "人民政府", "type": "协议", "region": "重庆市"}[by]
        assert expected in text


def test_the_document_is_marked_and_walked(browser: Any, data: Data) -> None:
    browser.open(data.page("document"))
    assert browser.run("return document.querySelectorAll('#scene .mention').length") > 20
    _click(browser, "q-next")
    browser.wait("return document.querySelector('#panel blockquote') !== null")
    assert browser.run("return document.querySelectorAll('.line.on').length") == 1
    browser.run("document.querySelector('#scene .mention').click()")
    assert "sel=n:" in browser.run("return location.hash")
    assert browser.errors() == []


def test_the_story_goes_on(browser: Any, data: Data) -> None:
    browser.open(data.page("story"))
    assert browser.text("#panel h2") == "重庆市"
    _click(browser, "s-next")
    assert browser.run("return document.querySelector('#scene svg.chart') !== null")
    browser.press("n")
    assert browser.run("return document.querySelector('#scene table.matrix') !== null")
    assert browser.errors() == []


@pytest.mark.assets
def test_questions_are_answered_in_the_page(browser: Any, data: Data) -> None:
    browser.open(data.page("query"))
    browser.wait('return document.documentElement.dataset.engine === "yes"', seconds=30)
    _click(browser, "ask-agreements-of")
    browser.run("const b = document.getElementById('a-party'); b.value = '四川省'; b.dispatchEvent(new Event('input'))")
    _click(browser, "ask")
    browser.wait("return document.querySelectorAll('#answer tbody tr').length > 2", seconds=20)
    assert {each for each in browser.requests() if not each.startswith("file:")} == set()
    assert browser.errors() == []


@pytest.mark.parametrize("kind", ["graph", *SCENES, "document", "story"])
def test_axe_finds_nothing_serious(browser: Any, data: Data, axe: str, kind: str) -> None:
    browser.open(data.page(kind), "sel=n:region/500000&table=statements" if kind == "graph" else "sel=n:region/500000")
    assert browser.barriers(axe) == []
