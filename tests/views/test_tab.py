"""What the other tests rely on: the browser hears every complaint of a page, and sees whatever it asks for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.browser
_PAGE = """<!DOCTYPE html><html data-ready=yes><title>t</title>
<meta http-equiv=Content-Security-Policy content="script-src 'unsafe-inline'; img-src http://127.0.0.1:9">
<link rel=icon href='data:,'>
<script>
console.warn("a warning");
setTimeout(() => { throw new Error("a fault"); });
setTimeout(() => alert("a dialog"));
</script>
<img src=http://127.0.0.1:9/asked.png><img src=http://127.0.0.1:9/favicon.ico><img src=http://127.0.0.2:9/refused.png>
<iframe srcdoc="<img src=http://127.0.0.1:9/inner.png><script>console.error('in a frame')</script>"></iframe>"""


def test_nothing_that_a_page_says_or_asks_goes_unseen(browser: Any, write_page: Callable[[str], Path]) -> None:
    browser.open(write_page(_PAGE))

    said = "\n".join(browser.errors())
    for words in ("a warning", "a fault", "a dialog", "in a frame", "Content Security Policy", "ERR_UNSAFE_PORT"):
        assert words in said
    asked = {address.removeprefix("http://127.0.0.1:9/") for address in browser.requests() if address[:4] == "http"}
    assert {"asked.png", "favicon.ico", "inner.png"} <= asked


def test_a_page_does_not_answer_for_the_one_before(browser: Any, write_page: Callable[[str], Path]) -> None:
    browser.open(write_page(_PAGE))
    path = write_page("<!DOCTYPE html><html data-ready=yes><title>t</title>")

    browser.open(path)

    assert browser.errors() == []
    assert browser.requests() == [path.as_uri()]
