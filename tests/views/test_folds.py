"""Many neighbours of one kind: one disk with their number, opened when the reader asks for it."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from kg.views.html import Page

pytestmark = pytest.mark.browser
HUB = "agreement/hub"


@pytest.fixture(scope="module")
def hub(sample: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An agreement of forty bodies and three regions, alone at first."""
    made = sample.Sample()
    sentence = "四川省与重庆市签署协议，共建成渝地区双城经济圈。"
    made.document("d", title="四十家机构签约", issued="2021", source="", text=sentence)
    made.entity("d", HUB, {"type": "Agreement", "name": "四十方合作协议"})
    for number in range(43):
        kind = "organisation" if number < 40 else "region"
        made.entity(
            "d", f"{kind}/{number:02}", {"type": "Company" if number < 40 else "Region", "name": f"第{number}方"}
        )
        made.fact(
            "d",
            HUB,
            "signatory",
            f"{kind}/{number:02}",
            sentence=sentence,
            marks={"subjectAt": "四川省", "objectAt": "重庆市", "triggerAt": "签署"},
        )
    return Page.of(made.store, focus=[HUB], depth=0).save(tmp_path_factory.mktemp("hub") / "hub.html")


def test_more_than_25_of_a_kind_are_one_disk_that_opens(browser: Any, hub: Path) -> None:
    browser.open(hub, f"sel=n:{HUB}")
    assert browser.visible() == {HUB}

    browser.run("document.getElementById('a-expand').click()")
    assert browser.visible() == {HUB, "region/40", "region/41", "region/42"}
    assert "机构 40" in browser.text("#panel .fold")
    assert ">40</text>" in browser.run("return window.kgView.svgText()")
    address = browser.run("return location.hash")

    browser.run("document.querySelector('#panel .fold li button').click()")
    assert len(browser.visible()) == 5, "one of them comes alone"
    browser.run("document.getElementById('b-undo').click()")
    browser.run(f"location.hash = 'sel=n:{HUB}&folds=' + encodeURIComponent('{HUB}|signatory|Organisation')")
    browser.wait("return document.querySelector('#panel .fold .more') !== null")
    browser.run("document.querySelector('#panel .fold .more').click()")
    assert len(browser.visible()) == 41
    browser.run("document.getElementById('b-undo').click()")
    assert browser.visible() == {HUB}

    browser.open(hub, address.removeprefix("#"))
    assert len(browser.visible()) == 4
    assert "机构 40" in browser.text("#panel .fold")
    assert browser.errors() == []


def test_a_click_on_the_disk_lists_its_members(browser: Any, hub: Path) -> None:
    browser.open(hub, f"folds={HUB}|signatory|Organisation")
    assert browser.run("return document.getElementById('panel').hidden")

    browser.click_at(*browser.run("const [{ at }] = window.kgView.disks(); return at"))

    browser.wait("return document.querySelector('#panel .fold') !== null")
    assert browser.run("return document.querySelectorAll('#panel .fold li').length") == 40
