"""The pages in headless Chromium: what a reader does, what a screen reader needs, and that nobody else is asked."""

from __future__ import annotations

import itertools
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import httpx2 as httpx
import pytest

from kg.serve.files import editor
from tests.chromium import Chromium, Tab

pytestmark = pytest.mark.browser

KG = str(Path(sys.executable).with_name("kg"))
OWN = "/chuanyu-kg/id/"
PAGES = [
    "/",
    "/search?q=" + quote("成"),
    "/search?q=zzz",
    "/questions",
    "/questions/agreements-of?party=" + quote("四川"),
    "/questions/agreements-of?party=" + quote("四川生"),
    "/questions/agreement-matrix",
    "/sparql",
    "/sparql?query=" + quote("SELECT ?a ?aLabel { ?a a cy:Agreement ; skos:prefLabel ?aLabel }"),
    "/sparql?view=timeline&query=" + quote("SELECT ?aLabel ?day { ?a cy:signedOn ?day ; skos:prefLabel ?aLabel }"),
    "/sparql?query=" + quote("ASK { ?a a cy:Agreement }"),
    "/sparql?query=" + quote("DESCRIBE <region/510000>"),
    "/sparql?query=" + quote("SELECT ?a {\n ?a a cy:Agreement ;\n nope }"),
    "/nothing",
    "/search",
    "/ask?q=" + quote("四川有多少协议？"),
    "/ask?q=" + quote("天气怎么样？"),
    "/questions/agreements-of",
    "/questions/agreements-between?a=" + quote("四川") + "&b=" + quote("重庆") + "&from=x",
    f"{OWN}region/510000",
    f"{OWN}region/510000?predicate=signatory",
    f"{OWN}document/c03",
    f"{OWN}document/c03?statement=",
    f"{OWN}statement/",
    f"{OWN}evidence/",
]
"""Those that end in = or / go on with the key of a statement or of its evidence."""
_FOUND = "SELECT ?s ?e { ?s a cy:Statement ; prov:wasDerivedFrom ?e ; rdf:predicate cy:signatory . ?e oa:hasSource <document/c03> } LIMIT 1"


class Reader(Tab):
    """A browser at the server's pages."""

    def __init__(self, chromium: Chromium, url: str) -> None:
        super().__init__(chromium, chromium.context(viewport={"width": 1200, "height": 800}, no_viewport=False))
        self.url = url

    def open(self, link: str, *, lang: str = "zh", dark: bool = False) -> None:
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.devtools("Emulation.setEmulatedMedia", {"features": [scheme]})
        self.devtools("Network.setExtraHTTPHeaders", {"headers": {"Accept-Language": lang}})
        self.go(self.url + link)

    @property
    def path(self) -> str:
        return str(self.run("return location.pathname"))

    @property
    def address(self) -> str:
        return str(self.run("return location.href"))

    def complaints(self) -> list[str]:
        """What the console says, but of statuses that were meant."""
        return [each for each in self.errors() if "the server responded with a status of" not in each]


@pytest.fixture(scope="module")
def reader(chromium: Chromium, folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    place = tmp_path_factory.mktemp("browser") / "store"
    shutil.copytree(folder, place, ignore=shutil.ignore_patterns("readers", "before"))
    arguments = [KG, "serve", "--store", str(place), "--port", "0", "--workers", "1", "--timeout", "20"]
    with subprocess.Popen(arguments, stderr=subprocess.PIPE, text=True) as server:
        assert server.stderr is not None
        url = re.match(r"(http://127\.0\.0\.1:\d+)/ serves ", server.stderr.readline())
        assert url is not None
        try:
            tab = Reader(chromium, url[1])
            yield tab
            tab.close()
        finally:
            server.terminate()


@pytest.fixture
def written(reader: Reader) -> Reader:
    """The query page with its editor."""
    if not editor():
        pytest.skip("YASQE is not here: `make assets` fetches it (needs npm)")
    reader.open("/sparql", lang="en")
    reader.wait("return !!document.querySelector('.CodeMirror')")
    return reader


def put(reader: Reader, query: str) -> None:
    reader.run("document.querySelector('.CodeMirror').CodeMirror.setValue(arguments[0])", query)
    reader.click("#run")


def completed(reader: Reader, link: str) -> str:
    """The link, with the key of a statement of c03 or of its evidence where it wants one."""
    if not link.startswith(OWN) or not link.endswith(("=", "/")):
        return link
    row = httpx.get(f"{reader.url}/sparql", params={"query": _FOUND}).json()["results"]["bindings"][0]
    return link + str(row["e" if "evidence" in link else "s"]["value"]).rpartition("/")[2]


@pytest.mark.parametrize("link", PAGES)
def test_nothing_keeps_anybody_from_reading_a_page(reader: Reader, axe: str, link: str) -> None:
    link = completed(reader, link)
    for lang, dark in itertools.product(("zh", "en"), (False, True)):
        reader.open(link, lang=lang, dark=dark)
        reader.run("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
        assert reader.barriers(axe) == [], (lang, dark)
        assert reader.complaints() == []
        assert all(address.startswith((reader.url, "data:")) for address in reader.requests())


def test_a_name_leads_to_its_facts_and_a_fact_to_its_place_in_the_text(reader: Reader) -> None:
    reader.open("/")
    reader.type("chengdu", "#q")
    reader.press("Enter")
    reader.wait("return location.pathname.includes('/region/510100')")
    assert reader.text("h1") == "成都市"
    reader.click(".facts summary")
    assert reader.seen(".facts blockquote mark")
    statement = reader.run("return document.querySelector('.facts figcaption a').hash")[1:]
    reader.click(".facts figcaption a")
    reader.wait("return location.pathname.includes('/document/')")
    assert reader.run("return document.getElementById(arguments[0]) !== null", statement)
    assert reader.run("return document.querySelectorAll('.text mark.t').length") > 0


def test_the_same_address_gives_people_a_page_and_programs_rdf(reader: Reader) -> None:
    reader.open(f"{OWN}region/510000")
    address = reader.address
    answer = httpx.get(address, headers={"Accept": "text/turtle"})
    assert answer.headers["content-type"].startswith("text/turtle"), answer.text
    assert "四川省" in answer.text
    link = reader.run("return document.querySelector('a[href$=\".jsonld\"]').href")
    assert httpx.get(link).headers["content-type"].startswith("application/ld+json")


def test_a_question_is_asked_by_its_form(reader: Reader) -> None:
    reader.open("/questions/agreements-of", lang="zh")
    reader.type("四川", "#p-party")
    reader.press("Enter")
    reader.wait("return !!document.querySelector('.timeline')")
    years = reader.run("return [...document.querySelectorAll('.timeline h3')].map((each) => each.textContent)")
    assert "2020" in years
    reader.click("nav a[hreflang=en]")
    reader.wait("return document.documentElement.lang === 'en'")
    assert reader.text(".timeline h3") == years[0]
    reader.open("/questions/agreements-of?party=" + quote("四川生"))
    reader.click(".warning a[lang=zh]")
    reader.wait("return !!document.querySelector('.timeline')")


def test_the_editor_runs_a_query_and_shows_the_answer(written: Reader) -> None:
    put(written, "SELECT ?a ?aLabel { ?a a cy:Agreement ; skos:prefLabel ?aLabel } ORDER BY ?aLabel LIMIT 3")
    written.wait("return document.querySelectorAll('#result tbody tr').length === 3")
    assert "cy%3AAgreement" in written.address
    assert written.run("return document.querySelector('#result td a').pathname").startswith(f"{OWN}agreement/")
    assert written.text("#told").endswith(" s")
    put(written, "ASK { ?a a cy:Agreement }")
    written.wait("return (document.querySelector('#result .answer') || {}).textContent === 'Yes'")
    long = "ASK { ?a a cy:Agreement } #" + "x" * 7000
    put(written, long)
    written.wait("return document.querySelector('#result').getAttribute('aria-busy') === null")
    assert written.text("#result .answer") == "Yes"
    assert written.complaints() == []
    assert all(address.startswith((written.url, "data:")) for address in written.requests())


def test_the_editor_marks_a_slip_and_takes_an_example(written: Reader) -> None:
    put(written, "SELECT ?a {\n ?a a cy:Agreement .\n FILTER(NOSUCH(?a)) }")
    written.wait("return !!document.querySelector('#result [role=alert]')")
    assert "line 3, column 9" in written.text("#result")
    assert written.text(".CodeMirror .slip ~ * .CodeMirror-linenumber, .CodeMirror .slip").strip() in ("", "3")
    assert written.run("return document.querySelector('.CodeMirror').CodeMirror.getCursor().line") == 2
    written.run("document.getElementById('example').value = 'signatories'")
    written.click(".examples button")
    written.wait("return document.querySelector('.CodeMirror').CodeMirror.getValue().includes('cy:signatory')")
    written.click("#run")
    written.wait("return !!document.querySelector('#result h2')")


@pytest.mark.parametrize(("start", "first"), [("?a cy:signat", "cy:signatory "), ("?a a cy:Agreem", "cy:Agreement ")])
def test_the_editor_completes_terms_and_asks_nobody_for_them(written: Reader, start: str, first: str) -> None:
    written.run("document.querySelector('.CodeMirror').CodeMirror.setValue(arguments[0])", "SELECT * { " + start)
    written.run("const c = document.querySelector('.CodeMirror').CodeMirror; c.focus(); c.setCursor(0, 99)")
    written.run("document.querySelector('.CodeMirror').CodeMirror.autocomplete()")
    written.wait("return !!document.querySelector('.CodeMirror-hint')")
    assert written.text(".CodeMirror-hint").startswith(first)
    time.sleep(0.3)
    assert all(address.startswith((written.url, "data:")) for address in written.requests())
    assert written.complaints() == []


def test_the_editor_knows_the_usual_prefixes(written: Reader) -> None:
    assert "cy:" in written.run("return document.querySelector('.CodeMirror').CodeMirror.getValue()")
    assert written.run("return document.querySelectorAll('.parseErrorIcon').length") == 0
    written.run("document.querySelector('.CodeMirror').CodeMirror.setValue('SELECT * { ?a nope:b ?c }')")
    written.wait("return document.querySelectorAll('.parseErrorIcon').length === 1")


def test_an_answer_takes_another_shape_by_a_click(written: Reader) -> None:
    put(written, "SELECT ?aLabel ?day { ?a cy:signedOn ?day ; skos:prefLabel ?aLabel }")
    written.wait("return !!document.querySelector('#result table')")
    written.click("#result a[data-view=timeline]")
    written.wait("return !!document.querySelector('#result .timeline li')")
    assert "view=timeline" in written.address
    written.click("#result a[data-view=table]")
    written.wait("return !!document.querySelector('#result table')")


def test_a_query_can_be_stopped(written: Reader) -> None:
    put(written, "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }")
    written.wait("return !document.getElementById('stop').hidden && document.getElementById('told').textContent !== ''")
    assert "Running" in written.text("#told")
    written.click("#stop")
    written.wait("return document.getElementById('stop').hidden")
    put(written, "ASK { ?a a cy:Agreement }")
    written.wait("return (document.querySelector('#result .answer') || {}).textContent === 'Yes'", 10)


def test_the_keyboard_can_leave_the_editor(written: Reader) -> None:
    written.run("document.querySelector('.CodeMirror').CodeMirror.focus()")
    written.press("Escape", "Tab")
    assert written.run("return document.activeElement.id") == "run"
