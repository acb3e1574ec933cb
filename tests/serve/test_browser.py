"""The pages in headless Chromium: what a reader does, what a screen reader needs, and that nobody else is asked."""

from __future__ import annotations

import itertools
import json
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx2 as httpx
import pytest

from kg.serve.files import editor

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
_AXE = "const done = arguments[0]; axe.run(document, {resultTypes: ['violations']}).then((found) => done(found.violations))"


class Reader:
    """A browser at the server's pages."""

    def __init__(self, driver: Any, url: str) -> None:
        self.driver, self.url = driver, url

    def open(self, link: str, *, lang: str = "zh", dark: bool = False) -> None:
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [scheme]})
        self.driver.execute_cdp_cmd("Network.setExtraHTTPHeaders", {"headers": {"Accept-Language": lang}})
        for kind in ("browser", "performance"):
            self.driver.get_log(kind)
        self.driver.get(self.url + link)

    def run(self, script: str, *arguments: object) -> Any:
        return self.driver.execute_script(script, *arguments)

    def wait(self, script: str, seconds: float = 20) -> None:
        end = time.monotonic() + seconds
        while not self.run(script):
            assert time.monotonic() < end, f"after {seconds} s still not: {script}"
            time.sleep(0.05)

    def find(self, selector: str) -> Any:
        return self.driver.find_element("css selector", selector)

    def text(self, selector: str) -> str:
        return str(self.run("return document.querySelector(arguments[0]).textContent", selector))

    @property
    def path(self) -> str:
        return str(self.run("return location.pathname"))

    def asked(self) -> list[str]:
        """The addresses that the browser asked for since the page was opened."""
        messages = [json.loads(entry["message"])["message"] for entry in self.driver.get_log("performance")]
        return [m["params"]["request"]["url"] for m in messages if m["method"] == "Network.requestWillBeSent"]

    def complaints(self) -> list[str]:
        """What the console says, but of statuses that were meant."""
        found = [entry["message"] for entry in self.driver.get_log("browser")]
        return [each for each in found if "the server responded with a status of" not in each]


@pytest.fixture(scope="module")
def reader(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service

    place = tmp_path_factory.mktemp("browser") / "store"
    shutil.copytree(folder, place, ignore=shutil.ignore_patterns("readers", "before"))
    options = webdriver.ChromeOptions()
    options.binary_location = shutil.which("chromium") or ""
    for flag in ("--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", "--window-size=1200,900"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    arguments = [KG, "serve", "--store", str(place), "--port", "0", "--workers", "1", "--timeout", "20"]
    with subprocess.Popen(arguments, stderr=subprocess.PIPE, text=True) as server:
        assert server.stderr is not None
        url = re.match(r"(http://127\.0\.0\.1:\d+)/ serves ", server.stderr.readline())
        assert url is not None
        driver = webdriver.Chrome(options=options, service=Service(shutil.which("chromedriver")))
        driver.execute_cdp_cmd("Network.enable", {})
        try:
            yield Reader(driver, url[1])
        finally:
            driver.quit()
            server.terminate()


@pytest.fixture(scope="module")
def axe() -> str:
    path = Path(__file__).parents[2] / "assets" / "node_modules" / "axe-core" / "axe.min.js"
    if not path.is_file():
        pytest.skip("axe-core is not here: `make assets` fetches it (needs npm)")
    return path.read_text(encoding="utf-8")


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
    reader.find("#run").click()


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
        reader.run(axe)
        found = reader.driver.execute_async_script(_AXE)
        serious = [
            (each["id"], [node["html"][:200] for node in each["nodes"]][:3])
            for each in found
            if each["impact"] in ("serious", "critical")
        ]
        assert serious == [], (lang, dark)
        assert reader.complaints() == []
        assert all(address.startswith((reader.url, "data:")) for address in reader.asked())


def test_a_name_leads_to_its_facts_and_a_fact_to_its_place_in_the_text(reader: Reader) -> None:
    reader.open("/")
    reader.find("#q").send_keys("chengdu\n")
    reader.wait("return location.pathname.includes('/region/510100')")
    assert reader.text("h1") == "成都市"
    reader.find(".facts summary").click()
    assert reader.find(".facts blockquote mark").is_displayed()
    link = reader.find(".facts figcaption a")
    statement = link.get_attribute("href").rpartition("#")[2]
    link.click()
    reader.wait("return location.pathname.includes('/document/')")
    assert reader.run("return document.getElementById(arguments[0]) !== null", statement)
    assert reader.run("return document.querySelectorAll('.text mark.t').length") > 0


def test_the_same_address_gives_people_a_page_and_programs_rdf(reader: Reader) -> None:
    reader.open(f"{OWN}region/510000")
    address = reader.driver.current_url
    answer = httpx.get(address, headers={"Accept": "text/turtle"})
    assert answer.headers["content-type"].startswith("text/turtle"), answer.text
    assert "四川省" in answer.text
    link = reader.find('a[href$=".jsonld"]').get_attribute("href")
    assert httpx.get(link).headers["content-type"].startswith("application/ld+json")


def test_a_question_is_asked_by_its_form(reader: Reader) -> None:
    reader.open("/questions/agreements-of", lang="zh")
    reader.find("#p-party").send_keys("四川\n")
    reader.wait("return !!document.querySelector('.timeline')")
    years = reader.run("return [...document.querySelectorAll('.timeline h3')].map((each) => each.textContent)")
    assert "2020" in years
    reader.find("nav a[hreflang=en]").click()
    reader.wait("return document.documentElement.lang === 'en'")
    assert reader.text(".timeline h3") == years[0]
    reader.open("/questions/agreements-of?party=" + quote("四川生"))
    reader.find(".warning a[lang=zh]").click()
    reader.wait("return !!document.querySelector('.timeline')")


def test_the_editor_runs_a_query_and_shows_the_answer(written: Reader) -> None:
    put(written, "SELECT ?a ?aLabel { ?a a cy:Agreement ; skos:prefLabel ?aLabel } ORDER BY ?aLabel LIMIT 3")
    written.wait("return document.querySelectorAll('#result tbody tr').length === 3")
    assert "cy%3AAgreement" in written.driver.current_url
    assert written.run("return document.querySelector('#result td a').pathname").startswith(f"{OWN}agreement/")
    assert written.text("#told").endswith(" s")
    put(written, "ASK { ?a a cy:Agreement }")
    written.wait("return (document.querySelector('#result .answer') || {}).textContent === 'Yes'")
    long = "ASK { ?a a cy:Agreement } #" + "x" * 7000
    put(written, long)
    written.wait("return document.querySelector('#result').getAttribute('aria-busy') === null")
    assert written.text("#result .answer") == "Yes"
    assert written.complaints() == []
    assert all(address.startswith((written.url, "data:")) for address in written.asked())


def test_the_editor_marks_a_slip_and_takes_an_example(written: Reader) -> None:
    put(written, "SELECT ?a {\n ?a a cy:Agreement .\n FILTER(NOSUCH(?a)) }")
    written.wait("return !!document.querySelector('#result [role=alert]')")
    assert "line 3, column 9" in written.text("#result")
    assert written.text(".CodeMirror .slip ~ * .CodeMirror-linenumber, .CodeMirror .slip").strip() in ("", "3")
    assert written.run("return document.querySelector('.CodeMirror').CodeMirror.getCursor().line") == 2
    written.run("document.getElementById('example').value = 'signatories'")
    written.find(".examples button").click()
    written.wait("return document.querySelector('.CodeMirror').CodeMirror.getValue().includes('cy:signatory')")
    written.find("#run").click()
    written.wait("return !!document.querySelector('#result h2')")


@pytest.mark.parametrize(("start", "first"), [("?a cy:signat", "cy:signatory "), ("?a a cy:Agreem", "cy:Agreement ")])
def test_the_editor_completes_terms_and_asks_nobody_for_them(written: Reader, start: str, first: str) -> None:
    written.run("document.querySelector('.CodeMirror').CodeMirror.setValue(arguments[0])", "SELECT * { " + start)
    written.run("const c = document.querySelector('.CodeMirror').CodeMirror; c.focus(); c.setCursor(0, 99)")
    written.run("document.querySelector('.CodeMirror').CodeMirror.autocomplete()")
    written.wait("return !!document.querySelector('.CodeMirror-hint')")
    assert written.text(".CodeMirror-hint").startswith(first)
    time.sleep(0.3)
    assert all(address.startswith((written.url, "data:")) for address in written.asked())
    assert written.complaints() == []


def test_the_editor_knows_the_usual_prefixes(written: Reader) -> None:
    assert "cy:" in written.run("return document.querySelector('.CodeMirror').CodeMirror.getValue()")
    assert written.run("return document.querySelectorAll('.parseErrorIcon').length") == 0
    written.run("document.querySelector('.CodeMirror').CodeMirror.setValue('SELECT * { ?a nope:b ?c }')")
    written.wait("return document.querySelectorAll('.parseErrorIcon').length === 1")


def test_an_answer_takes_another_shape_by_a_click(written: Reader) -> None:
    put(written, "SELECT ?aLabel ?day { ?a cy:signedOn ?day ; skos:prefLabel ?aLabel }")
    written.wait("return !!document.querySelector('#result table')")
    written.find("#result a[data-view=timeline]").click()
    written.wait("return !!document.querySelector('#result .timeline li')")
    assert "view=timeline" in written.driver.current_url
    written.find("#result a[data-view=table]").click()
    written.wait("return !!document.querySelector('#result table')")


def test_a_query_can_be_stopped(written: Reader) -> None:
    put(written, "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }")
    written.wait("return !document.getElementById('stop').hidden && document.getElementById('told').textContent !== ''")
    assert "Running" in written.text("#told")
    written.find("#stop").click()
    written.wait("return document.getElementById('stop').hidden")
    put(written, "ASK { ?a a cy:Agreement }")
    written.wait("return (document.querySelector('#result .answer') || {}).textContent === 'Yes'", 10)


def test_the_keyboard_can_leave_the_editor(written: Reader) -> None:
    from selenium.webdriver.common.keys import Keys

    written.run("document.querySelector('.CodeMirror').CodeMirror.focus()")
    area = written.driver.switch_to.active_element
    area.send_keys(Keys.ESCAPE)
    area.send_keys(Keys.TAB)
    assert written.run("return document.activeElement.id") == "run"
