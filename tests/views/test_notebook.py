"""Every kind of page as a notebook shows it: in a frame of its own, without an address and an origin."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import Store

from kg.views.html import Page, document, query, story
from kg.views.reading import Line
from kg.views.story import load

pytestmark = pytest.mark.browser
TEXT = "广安市市长张彤表示，新区将力争年内建成税费征管服务中心。"
HEAD = "<!DOCTYPE html><html data-ready=yes><title>notebook</title><link rel=icon href='data:,'><style>h1{color:red}</style>"


def _page(store: Store, kind: str) -> Page:
    if kind == "document":
        return Page(document(store, "document/v2", [Line("body", 0, 0, TEXT, TEXT, range(len(TEXT)))]))
    if kind == "story":
        return Page(story(store, load(Path(__file__).parent / "data" / "story.toml")))
    return Page(query(store)) if kind == "query" else Page.of(store, kind)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "kind",
    ["graph", "timeline", "matrix", "map", "document", "story", pytest.param("query", marks=pytest.mark.assets)],
)
def test_notebooks_show_every_page_in_its_frame(
    browser: Any, store: Store, write_page: Callable[[str], Path], kind: str
) -> None:
    browser.open(write_page(HEAD + _page(store, kind)._repr_html_()))
    with browser.frame():
        browser.wait('return document.documentElement.dataset.ready === "yes"')
        if kind == "story":
            browser.run("document.getElementById('s-next').click()")
        else:
            browser.type("张彤" if kind == "document" else "cq")
            browser.press("Enter")
        browser.wait("return !document.getElementById('panel').hidden && document.querySelector('#panel h2') !== null")
        assert ("张彤" if kind == "document" else "重庆市") in browser.text("#panel h2")
        assert browser.run("return getComputedStyle(document.querySelector('h1')).color") != "rgb(255, 0, 0)"
        if kind == "query":
            browser.wait('return document.documentElement.dataset.engine === "yes"', seconds=30)
            browser.run("document.getElementById('sparql').value = 'ASK { ?s ?p ?o }'")
            browser.run("document.getElementById('ask').click()")
            browser.wait("return document.querySelector('#took') !== null", seconds=20)
    assert browser.errors() == []
