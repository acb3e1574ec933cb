"""Pages for people: search, things, documents, questions, the editor; in two languages."""

from __future__ import annotations

import re
from functools import partial
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse
from starlette.testclient import TestClient

from kg.query.catalogue import catalogue
from kg.rdf.terms import term
from kg.serve import sparql
from kg.serve.desk import Desk
from kg.serve.settings import Request, Settings

HTML = {"Accept": "text/html,*/*;q=0.1", "Accept-Language": "en"}
OWN = "/chuanyu-kg/id/"


class _Page(HTMLParser):
    """Links, ids, labels, and whether elements are closed."""

    VOID = frozenset({"meta", "link", "input", "br", "hr", "img"})

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: list[str] = []
        self.labelled: set[str] = set()
        self.fields: set[str] = set()
        self.headings: list[str] = []
        self.open: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "a":
            self.links.append(given["href"] or "")
        if given.get("id"):
            self.ids.append(given["id"] or "")
        if tag == "label":
            self.labelled.add(given["for"] or "")
        if tag in ("input", "select", "textarea") and given.get("type") != "hidden":
            self.fields.add(given["id"] or "")
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(tag)
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag, f"</{tag}>"


def get(client: TestClient, link: str, **headers: str) -> str:
    answer = client.get(link, headers={**HTML, **headers})
    assert answer.status_code == 200, (link, answer.text[:500])
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    return answer.text


PAGES = [
    "/",
    "/search?q=%E6%88%90",
    "/search?q=zzz",
    "/search",
    "/ask",
    "/ask?q=%E5%A4%A9%E6%B0%94",
    "/questions",
    "/questions/agreements-of",
    "/questions/agreements-of?party=%E5%9B%9B%E5%B7%9D",
    "/questions/signatories?agreement=nothing",
    "/sparql",
    "/sparql?query=SELECT+*+%7B+?a+a+cy:Agreement+%7D",
    f"{OWN}region/510000",
    f"{OWN}region/510000?predicate=signatory",
    f"{OWN}document/c03",
    f"{OWN}document/c06",
]


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("link", PAGES)
def test_pages_are_sound(client: TestClient, link: str, lang: str) -> None:
    answer = client.get(link, headers={"Accept": "text/html", "Accept-Language": lang})
    page = _Page(answer.text)
    assert page.open == []
    assert len(set(page.ids)) == len(page.ids)
    assert page.fields <= page.labelled
    assert page.headings[0] == "h1"
    assert page.headings.count("h1") == 1
    assert f'<html lang="{"en" if lang == "en" else "zh-Hans"}"' in answer.text
    assert 'href="#content"' in answer.text


@pytest.mark.parametrize(
    "link", ["/", f"{OWN}region/510000", f"{OWN}document/c03", "/questions/agreements-of?party=510000"]
)
def test_no_link_leads_nowhere(client: TestClient, link: str) -> None:
    for target in sorted(set(_Page(get(client, link)).links)):
        # The example of a question may be about what these few pages do not name.
        if not target.startswith(("http", "#", "/view")) and "/questions/agreements-of?" not in target:
            path = urljoin(link, target).partition("#")[0]
            assert client.get(path, headers=HTML).status_code in (200, 303), target


def test_search_by_any_name_leads_to_the_thing(client: TestClient) -> None:
    for name in ("四川省", "四川", "sichuansheng", "scs", "510000", "region/510000"):
        answer = client.get("/search", params={"q": name}, headers=HTML)
        assert (answer.status_code, answer.headers["location"]) == (303, f"{OWN}region/510000"), name
    assert "成都市" in get(client, "/search?q=成")
    assert "四川省" in get(client, "/search?q=四川生")


def test_a_thing_has_its_facts_with_sentences_and_links_to_their_place(client: TestClient) -> None:
    text = get(client, f"{OWN}region/510100")
    assert '<h1 lang="zh">成都市</h1>' in text
    assert re.search(r'<mark class="s">[^<]*成都', text) or re.search(r'<mark class="o">[^<]*成都', text)
    place = re.search(rf'href="({OWN}document/[^"?]+\?statement=([0-9a-f]{{16}})[^"#]*#\2)"', text)
    assert place is not None
    document = get(client, place[1].replace("&amp;", "&"))
    assert f'id="{place[2]}"' in document
    body = document.partition('class="text"')[2]
    assert '<mark class="t">' in body
    assert re.search(r'<mark class="[so]">成都市?</mark>', body)


def test_the_document_shows_its_text_as_it_stands_with_lines_joined(client: TestClient) -> None:
    text = get(client, f"{OWN}document/c04")
    words = re.sub(r"<[^>]+>", "", text)
    assert "成渝鐵路再提速" in words
    body = re.sub(r"<[^>]+>", "", get(client, f"{OWN}document/c03").partition('class="text"')[2])
    assert "先进装备制造产业集群大会" in body
    assert "<p>" not in re.sub(r"<[^>]+>", "", get(client, f"{OWN}document/c06").partition('class="text"')[2])


def test_content_negotiation_at_the_thing_s_own_path(client: TestClient) -> None:
    iri = NamedNode("https://w3id.org/chuanyu-kg/id/region/510100")
    graphs = []
    for media, suffix, form in (
        ("text/turtle", "ttl", RdfFormat.TURTLE),
        ("application/ld+json", "jsonld", RdfFormat.JSON_LD),
    ):
        answer = client.get(f"{OWN}region/510100", headers={"Accept": media})
        assert answer.headers["content-type"] == f"{media}; charset=utf-8"
        assert client.get(f"{OWN}region/510100.{suffix}").text == answer.text
        graphs.append(set(parse(answer.content, format=form)))
    assert graphs[0] == graphs[1]
    assert Quad(iri, term("skos:prefLabel"), Literal("成都市", language="zh")) in graphs[0]
    assert client.get(f"{OWN}region/510100", headers={"Accept": "image/png"}).status_code == 406
    assert client.get(f"{OWN}region/999999").status_code == 404
    document = client.get(f"{OWN}document/c03.nt")
    assert document.headers["content-type"].startswith("application/n-triples")


def test_a_statement_and_its_evidence_have_pages(client: TestClient) -> None:
    statement = re.search(rf'href="({OWN}statement/[0-9a-f]+)', get(client, f"{OWN}region/510100"))
    assert statement is not None
    text = get(client, statement[1])
    evidence = re.search(rf'href="({OWN}evidence/[0-9a-f]+)', text)
    assert evidence is not None
    for page in (text, get(client, evidence[1])):
        assert re.search(r'<p class="triple"><a [^>]*>[^<]+</a> <span class="predicate">[a-z ]+</span> <a [^>]*>', page)
        assert '<mark class="t">' in page
    assert "oa:hasSource" in get(client, evidence[1])
    assert "oa:start" in get(client, evidence[1] + "/position")


def test_a_question_is_a_form_and_its_answer_a_timeline_or_table(client: TestClient) -> None:
    form = get(client, "/questions/agreements-of")
    assert 'name="party"' in form
    assert 'class="timeline"' not in form
    text = get(client, "/questions/agreements-of?party=四川&ask=1")
    assert 'class="timeline"' in text
    assert "<h3>2020</h3>" in text
    assert "<table>" in text
    assert "VALUES (?party)" in text
    answer = client.get("/questions/agreements-of.csv", params={"party": "四川"})
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert len(answer.text.splitlines()) > 3


def test_an_ambiguous_or_unknown_name_is_answered_with_help(client: TestClient) -> None:
    answer = client.get("/questions/agreements-of", params={"party": "四川生"}, headers=HTML)
    assert answer.status_code == 404
    assert "四川省" in answer.text
    assert client.get("/questions/agreements-of.json", params={"party": "四川生"}).status_code == 404
    assert client.get("/questions/agreements-of.json").status_code == 400
    assert client.get("/questions/nothing").status_code == 404


def test_the_editor_works_without_scripts(client: TestClient) -> None:
    query = "SELECT ?a ?aLabel { ?a a cy:Agreement ; skos:prefLabel ?aLabel } LIMIT 3"
    text = client.get("/sparql", params={"query": query}, headers=HTML).text
    assert text.count("<tr>") == 4
    assert re.search(rf'<a href="{OWN}agreement/[0-9a-f]+">', text)
    assert "/sparql.csv?query=SELECT" in text
    wrong = client.get("/sparql", params={"query": "SELECT ?a {"}, headers=HTML)
    assert wrong.status_code == 400
    assert "line 1, column 11" in wrong.text
    assert "SELECT ?a {</textarea>" in wrong.text


def test_without_its_assets_the_query_page_has_a_plain_editor_and_says_so(
    settings: Settings, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = Desk(settings)
    desk.at(str(folder))
    for there, scripts in ((True, 2), (False, 0)):
        monkeypatch.setattr("kg.serve.desk.editor", partial(bool, there))
        reply = sparql.editor(desk, Request("editor", lang="en"))
        text = reply.body.decode()
        policy = dict(reply.headers).get("Content-Security-Policy", "")
        assert text.count("<script src=") == scripts
        assert ("`make assets` fetches it" in text) is not there
        assert ("script-src 'self';" in policy) is there
        assert "unsafe" not in policy
        assert "</textarea>" in text
    desk.store.close()


def test_the_examples_of_the_editor_are_the_questions_of_the_catalogue(client: TestClient) -> None:
    text = get(client, "/sparql?example=signatories")
    assert text.count("<option") == len(catalogue())
    assert '<option value="signatories" selected>' in text
    assert "# Who signed" in text
    assert "cy:signatory" in text
    # An example about what this store does not know is shown without its value.
    assert "cy:" in get(client, "/sparql?example=posts")
    assert "cy:Agreement" in get(client, "/sparql?example=nothing")


def test_files_of_the_pages_are_kept_by_their_mark(client: TestClient) -> None:
    first = client.get("/static/editor.js")
    assert first.headers["content-type"] == "text/javascript; charset=utf-8"
    again = client.get("/static/editor.js", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert client.get("/static/..%2Fapp.py").status_code == 404
    assert client.get("/static/app.py").status_code == 404


def test_a_matrix_has_names_on_both_sides(client: TestClient) -> None:
    text = get(client, "/questions/agreement-matrix")
    table = text.partition('<table class="matrix">')[2].partition("</table>")[0]
    across = re.findall(r'<th scope="col"><span><a[^>]*>([^<]+)', table)
    down = re.findall(r'<th scope="row"><a[^>]*>([^<]+)', table)
    assert across == down
    assert "四川省" in across


def test_the_language_goes_along_where_the_link_says_it(client: TestClient) -> None:
    text = client.get("/?lang=en", headers={"Accept": "text/html", "Accept-Language": "zh"}).text
    assert "Every fact leads back" in text
    links = [link for link in _Page(text).links if urlsplit(link).path == "/questions"]
    assert links == ["/questions?lang=en"]
    assert "每一条事实" in client.get("/", headers={"Accept": "text/html", "Accept-Language": "de"}).text


def test_a_query_is_shown_as_a_table_or_a_timeline_or_a_matrix(client: TestClient) -> None:
    query = "SELECT ?a ?aLabel ?day { ?a cy:signedOn ?day ; skos:prefLabel ?aLabel } ORDER BY ?aLabel"

    def page(query: str, **more: str) -> str:
        answer = client.get("/sparql", params={"query": query, **more}, headers=HTML)
        assert answer.status_code == 200
        return answer.text

    text = page(query)
    assert ('class="timeline"' in text, "<table>" in text) == (False, True)
    assert 'data-view="timeline"' in text
    for found in (page(query, view="timeline"), page(f"#defaultView:Timeline\n{query}")):
        assert ('class="timeline"' in found, "<table>" in found) == (True, False)
        days = re.findall(r"<li><time>([^<]+)", found)
        assert len(days) > 1
        assert days == sorted(days)  # although the query orders by name
    assert "<table>" in page(f"#defaultView:Timeline\n{query}", view="table")
    none = page("SELECT ?a { ?a a cy:Agreement }", view="timeline")
    assert "No column of the answer holds dates" in none
    assert "<table>" in none
    pairs = "SELECT ?a ?b (COUNT(*) AS ?n) { ?x cy:signatory ?a, ?b FILTER(STR(?a) < STR(?b)) } GROUP BY ?a ?b"
    assert '<table class="matrix">' in page(pairs, view="matrix")


def test_a_query_that_was_stopped_is_not_lost_to_its_writer(client: TestClient) -> None:
    query = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    answer = client.post("/sparql", data={"query": query}, headers=HTML)
    assert answer.status_code == 503
    assert f"{query}</textarea>" in answer.text


def test_a_question_in_chinese_is_answered_with_what_it_rests_on(client: TestClient) -> None:
    question = "谁签署了《川渝能源运行保障合作协议》？"
    found = client.get("/search", params={"q": question}, headers=HTML)
    assert (found.status_code, urlsplit(found.headers["location"]).path) == (303, "/ask")
    text = get(client, found.headers["location"])
    answers = re.findall(r"<li>([^<]+)</li>", text.partition('class="answers"')[2].partition("</ul>")[0])
    assert sorted(answers) == ["四川省", "重庆市"]
    assert "cy:signatory" in text
    assert 'href="/questions/signatories"' in text
    assert "7月6日，又签下" in text
    yes = get(client, "/ask?q=四川省签署了《川渝能源运行保障合作协议》吗？")
    assert '<p class="answer">Yes</p>' in yes


def test_a_question_that_is_not_understood_is_refused_with_three_that_are(client: TestClient) -> None:
    answer = client.get("/ask", params={"q": "天气怎么样？"}, headers=HTML)
    assert answer.status_code == 404
    assert len(re.findall(r'href="/ask\?q=[^"]+" lang="zh"', answer.text)) == 3
