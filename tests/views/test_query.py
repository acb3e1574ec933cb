"""A page that answers SPARQL by itself: the questions of the catalogue and one's own, in headless Chromium."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import Store

from kg import store as dataset
from kg.query import ask
from kg.query.catalogue import catalogue
from kg.views import asking
from kg.views.html import query
from kg.views.select import ViewError

ROOT = Path(__file__).parents[2]
_READY = 'return document.documentElement.dataset.engine === "yes"'
_ANSWERED = "return document.getElementById('stop').hidden && document.querySelector('#took, #answer .wrong') !== null"


def test_without_the_files_the_message_says_what_is_missing_and_the_command(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking, "there", lambda: False)

    with pytest.raises(ViewError, match=r"oxigraph\.wasm.*make assets"):
        query(store)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The corpus as a store, and as a page of questions."""
    if not asking.there():
        pytest.skip("Oxigraph for the browser is not here: `make assets` fetches it (needs npm)")
    folder, kg = tmp_path_factory.mktemp("query"), Path(sys.executable).parent / "kg"
    corpus = ROOT / "corpus"
    for words in (
        ("build", corpus, "--manifest", corpus / "manifest.csv", "--store", folder / "store"),
        ("view", "--query", "--store", folder / "store", "-o", folder / "page.html"),
    ):
        subprocess.run([kg, *words], check=True, capture_output=True)
    return folder


@pytest.fixture
def desk(browser: Any, built: Path) -> Any:
    """The page, with its engine started."""
    browser.open(built / "page.html")
    browser.wait(_READY, seconds=30)
    return browser


@pytest.mark.browser
def test_a_typed_query_is_answered_and_its_names_lead_to_sentences(desk: Any, built: Path) -> None:
    text = (
        "SELECT ?party ?partyLabel (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?a cy:signatory ?party . ?party skos:prefLabel "
        "?partyLabel } } GROUP BY ?party ?partyLabel ORDER BY DESC(?n) ?partyLabel LIMIT 3"
    )
    with dataset.Store.open(built / "store", read_only=True) as kept:
        first = kept.select(text)[0]["partyLabel"].value
    desk.run(
        "const box = document.getElementById('sparql'); box.value = arguments[0]; box.dispatchEvent(new Event('input'))",
        text,
    )
    desk.run("document.getElementById('ask').click()")
    desk.wait(_ANSWERED)

    assert desk.run("return document.querySelectorAll('#answer tbody tr').length") == 3
    assert desk.text("#answer tbody button") == first
    desk.run("document.querySelector('#answer tbody button').click()")
    assert desk.text("#panel h2") == first
    assert desk.run("return document.querySelectorAll('#answer tbody tr').length") == 3, "the answer stays"
    assert [each for each in desk.requests() if not each.startswith("file:")] == []
    assert desk.errors() == []


@pytest.mark.browser
@pytest.mark.slow
def test_every_question_of_the_catalogue_answers_as_the_command_does(desk: Any, built: Path) -> None:
    for name, asked in catalogue().items():
        rows, _ = ask.answer(built / "store", asked, asked.example)

        desk.run("document.getElementById(`ask-${arguments[0]}`).click(); document.getElementById('ask').click()", name)
        desk.wait(_ANSWERED, seconds=30)

        assert re.match(r"\d+", desk.text("#took"))[0] == str(len(rows.rows)), name  # type: ignore[index]
    assert desk.errors() == []


@pytest.mark.browser
def test_a_link_asks_the_question_again(desk: Any, built: Path) -> None:
    desk.run("document.getElementById('ask-signatories').click()")
    desk.type("sntnythfz", "#a-agreement")
    desk.wait("return document.querySelectorAll('#a-agreement-hits li').length > 0")
    desk.press("Enter")
    desk.run("document.getElementById('ask').click()")
    desk.wait(_ANSWERED)
    answer, address = desk.text("#answer tbody"), desk.run("return location.hash")
    assert "潼南区" in answer

    desk.open(built / "page.html", address.removeprefix("#"))
    desk.wait(_READY, seconds=30)
    desk.wait(_ANSWERED)

    assert desk.text("#answer tbody") == answer


@pytest.mark.browser
def test_what_cannot_be_asked_is_said_and_what_runs_too_long_is_stopped(desk: Any) -> None:
    def typed(text: str) -> None:
        desk.run(
            "const box = document.getElementById('sparql'); box.value = arguments[0]; box.dispatchEvent(new Event('input'));"
            "document.getElementById('ask').click()",
            text,
        )

    typed("SELECT * WHERE { ?s ?p }")
    desk.wait(_ANSWERED)
    assert "1:2" in desk.text("#answer .wrong"), "the place is counted in what was typed"

    typed("SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }")
    desk.wait("return !document.getElementById('stop').hidden")
    desk.run("document.getElementById('stop').click()")
    desk.wait("return document.getElementById('stop').hidden && !document.getElementById('ask').disabled", seconds=30)

    typed("ASK { ?a cy:signatory ?b }")
    desk.wait(_ANSWERED)
    assert desk.text("#answer tbody") == "是"
    typed("CONSTRUCT { ?a cy:signatory ?b } WHERE { ?a cy:signatory ?b } LIMIT 2")
    desk.wait("return document.querySelectorAll('#answer tbody tr').length === 2")

    desk.run("document.getElementById('ask-agreements-of').click()")
    desk.run(
        "const box = document.getElementById('a-party'); box.value = '没有这样的地方'; box.dispatchEvent(new Event('input'))"
    )
    desk.run("document.getElementById('ask').click()")
    assert "没有这样的地方" in desk.text("#answer .wrong")
