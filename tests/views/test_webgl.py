"""Graphs of more entities than the explorer carries: drawn by WebGL where its files are there, else refused."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from pyoxigraph import Store

from kg.views import webgl
from kg.views.html import render
from kg.views.select import ViewError


@pytest.fixture(scope="module")
def many(sample: ModuleType) -> Store:
    """A hundred more than the explorer takes."""
    loaded: Store = sample.large(3100, mixed=True)
    return loaded


def test_without_the_files_the_refusal_says_what_helps(many: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(webgl, "there", lambda: False)

    with pytest.raises(ViewError, match=r"--focus NAME, for example .*make assets"):
        render(many)


@pytest.fixture(scope="module")
def cloud(many: Store, tmp_path_factory: pytest.TempPathFactory) -> Path:
    if not webgl.there():
        pytest.skip("sigma.js is not here: `make assets` fetches it (needs npm)")
    path = tmp_path_factory.mktemp("cloud") / "graph.html"
    text = render(many)
    assert text == render(many)
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.browser
def test_webgl_draws_finds_and_opens(browser: Any, cloud: Path) -> None:
    browser.open(cloud, "sel=n:organisation/00042")

    assert "3100" in browser.text("#status")
    assert browser.run("return document.querySelectorAll('#canvas canvas').length") >= 5
    assert "成渝第42号企业集团有限公司" in browser.text("#panel h2")
    browser.run("document.querySelector('#panel details').open = true")
    browser.wait("return document.querySelector('#panel blockquote mark') !== null")

    browser.type("第77号")
    browser.press("Enter")
    browser.wait("return document.querySelector('#panel h2').textContent.includes('第77号')")
    browser.run("location.hash = 'sel=e:organisation/00042,event/00006'")
    browser.wait("return document.querySelector('#panel blockquote') !== null")
    assert [each for each in browser.requests() if not each.startswith("file:")] == []
    assert browser.errors() == []


@pytest.mark.browser
def test_webgl_filters_as_the_explorer_does(browser: Any, cloud: Path) -> None:
    browser.open(cloud)
    everything = len(browser.visible())

    browser.run("document.getElementById('t-Person').click()")
    assert not any(key.startswith("person/") for key in browser.visible())
    assert "types=Person" in browser.run("return location.hash")
    browser.run("document.getElementById('b-undo').click()")
    assert len(browser.visible()) == everything

    browser.run("document.getElementById('d-g3').click()")
    assert len(browser.visible()) < everything
    browser.run("document.getElementById('b-reset').click()")
    browser.run("document.getElementById('p-cooperatesWith').click()")
    assert browser.run("return window.kgView.visible().edges.length") == 0
    assert browser.errors() == []


@pytest.mark.browser
def test_webgl_lists_and_exports_what_is_visible(browser: Any, cloud: Path) -> None:
    browser.open(cloud, "table=statements&types=Organisation")

    assert browser.run("return document.querySelectorAll('#rows tbody tr').length") == 200
    assert "第2号" not in browser.run("return window.kgView.csvText('nodes')").split("成渝第10号")[0]
    drawing = browser.run("return window.kgView.svgText()")
    assert "<polygon" in drawing, "shapes tell types"
    assert "人物" in drawing, "the legend"
    browser.run(_CATCH)
    browser.run("document.getElementById('x-png').click()")
    browser.wait("return Boolean(window.size)", seconds=60)
    assert browser.run("return window.size") > 100_000


@pytest.mark.browser
def test_webgl_draws_each_type_in_its_own_shape(browser: Any, cloud: Path) -> None:
    browser.open(cloud, "colour=group")
    assert "Louvain" in browser.text("#f-order")
    shapes = browser.run(
        "const found = {}; for (const key of window.kgView.visible().nodes) { const i = window.kgView.nodeAt.get(key);"
        " found[key.split('/')[0]] = window.kgView.network.shape(i); } return found"
    )

    assert len(shapes) == 6
    assert len(set(shapes.values())) == 6


_CATCH = """
const make = URL.createObjectURL.bind(URL);
URL.createObjectURL = (blob) => { window.size = blob.size; return make(blob); };
"""
