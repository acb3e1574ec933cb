"""Other arrangements and colours of the graph, and places kept from a page that was written before."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from click.testing import CliRunner
from pyoxigraph import Store

from kg.cli.view import command
from kg.views.html import Page, render
from kg.views.old import places
from kg.views.select import ViewError

_PLACES = "const v = window.kgView; return Object.fromEntries(v.visible().nodes.map((id) => [id, v.network.getPositions([id])[id]]));"


def test_nodes_keep_the_places_of_an_old_page(sample: ModuleType, store: Store, tmp_path: Path) -> None:
    old = Page.of(store, focus=["四川银行"]).save(tmp_path / "old.html")
    grown = sample.load()
    for quad in sample.large(30):
        grown.add(quad)

    new = tmp_path / "new.html"
    new.write_text(render(grown, layout_from=old), encoding="utf-8")

    before, after = places(old), places(new)
    assert len(after) == len(before) + 30
    assert {key: after[key] for key in before} == before


def test_what_is_no_page_of_ours_is_refused(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text("<!DOCTYPE html><title>x</title>", encoding="utf-8")

    with pytest.raises(ViewError, match="no graph page"):
        places(page)
    result = CliRunner().invoke(command, ["--layout-from", str(tmp_path / "nothing.html")])
    assert result.exit_code == 2


@pytest.mark.browser
def test_columns_stand_by_region_and_by_time_and_links_come_back(browser: Any, page: Path) -> None:
    browser.open(page)
    force = browser.run(_PLACES)

    browser.run("document.getElementById('f-l-region').click()")
    region = browser.run(_PLACES)
    assert region["organisation/cqgov"]["x"] < region["organisation/scgov"]["x"], "Chongqing's code comes first"
    assert "layout=region" in browser.run("return location.hash")

    browser.run("document.getElementById('f-l-time').click()")
    time = browser.run(_PLACES)
    assert time["policy/outline"]["x"] < time["agreement/banks"]["x"]

    browser.run("document.getElementById('f-l-force').click()")
    assert browser.run(_PLACES) == force
    assert browser.errors() == []


@pytest.mark.browser
def test_rings_stand_around_what_is_chosen_and_the_link_keeps_it(browser: Any, page: Path) -> None:
    browser.open(page, "sel=n:organisation/scbank")
    browser.run("document.getElementById('f-l-circle').click()")
    spots, address = browser.run(_PLACES), browser.run("return location.hash")

    assert spots["organisation/scbank"] == {"x": 0, "y": 0}
    distance = {key: (spot["x"] / 1.3) ** 2 + spot["y"] ** 2 for key, spot in spots.items()}
    assert distance["agreement/banks"] < distance["organisation/cqbank"]
    assert len({(spot["x"], spot["y"]) for spot in spots.values()}) == len(spots)

    browser.open(page, address.removeprefix("#").replace("sel=n:organisation/scbank", "sel=n:region/510000"))
    assert browser.run(_PLACES) == spots
    assert browser.errors() == []


@pytest.mark.browser
def test_communities_colour_the_graph_and_the_legend_says_that_they_are_computed(browser: Any, page: Path) -> None:
    browser.open(page, "colour=group")

    assert "Louvain" in browser.text("#f-order")
    shown = browser.run("return document.querySelectorAll('.communities li').length")
    assert shown >= 2
    assert "等" in browser.text(".communities li")
    assert "等" in browser.run("return window.kgView.svgText()")


@pytest.mark.browser
def test_a_page_starts_as_asked(browser: Any, store: Store, write_page: Callable[[str], Path]) -> None:
    browser.open(write_page(render(store, layout="time", colour="community")))

    assert browser.run("return document.getElementById('f-l-time').getAttribute('aria-pressed')") == "true"
    assert browser.run("return document.getElementById('f-c-group').getAttribute('aria-pressed')") == "true"
    browser.run("document.getElementById('f-l-force').click()")
    assert "layout=no" in browser.run("return location.hash")
