"""Graphs of more entities than the explorer carries: drawn by WebGL where its files are there, else refused."""

from __future__ import annotations

from collections.abc import Callable
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
    loaded: Store = sample.large(3100)
    return loaded


def test_without_the_files_the_refusal_says_what_helps(many: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(webgl, "there", lambda: False)

    with pytest.raises(ViewError, match=r"--focus NAME, for example .*make assets"):
        render(many)


@pytest.mark.browser
def test_webgl_draws_finds_and_opens(browser: Any, many: Store, write_page: Callable[[str], Path]) -> None:
    if not webgl.there():
        pytest.skip("sigma.js is not here: `make assets` fetches it (needs npm)")
    text = render(many)
    assert text == render(many)

    browser.open(write_page(text), "sel=n:organisation/00042")

    assert "3100" in browser.text("#status")
    assert browser.run("return document.querySelectorAll('#scene canvas').length") >= 5
    assert "成渝第42号企业集团有限公司" in browser.text("#panel h2")
    browser.run("document.querySelector('#panel details').open = true")
    browser.wait("return document.querySelector('#panel blockquote mark') !== null")

    browser.type("第77号")
    browser.press("\ue007")
    browser.wait("return document.querySelector('#panel h2').textContent.includes('第77号')")
    browser.run("location.hash = 'sel=e:organisation/00042,organisation/00006'")
    browser.wait("return document.querySelector('#panel blockquote') !== null")
    browser.run("document.getElementById('q-Organisation').click()")
    assert "hide=Organisation" in browser.run("return location.hash")
    assert [each for each in browser.requests() if not each.startswith("file:")] == []
    assert browser.errors() == []
