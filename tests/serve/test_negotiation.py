"""The format asked for is the one that comes."""

from __future__ import annotations

import pytest

from kg.serve.negotiation import GRAPHS, ROWS, THINGS, NotAcceptableError, chosen, language, split
from kg.serve.settings import LANGUAGES


@pytest.mark.parametrize(
    ("accept", "name"),
    [
        ("", "json"),
        ("*/*", "json"),
        ("text/csv", "csv"),
        ("TEXT/CSV", "csv"),
        ("application/json", "json"),
        ("application/xml", "xml"),
        ("text/csv;q=0.5, text/tab-separated-values;q=0.9", "tsv"),
        ("text/csv;q=0.1, */*;q=0.2", "json"),
        ("application/sparql-results+json;q=0, */*", "xml"),
        ("text/*", "csv"),
        ("text/turtle, text/csv;q=0.2", "csv"),
        ("application/sparql-results+xml;q=broken, text/csv;q=0.1", "csv"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "html"),
    ],
)
def test_the_format_of_a_table(accept: str, name: str) -> None:
    assert chosen(ROWS, accept).name == name


@pytest.mark.parametrize("accept", ["image/png", "text/turtle", "application/sparql-results+json;q=0"])
def test_what_cannot_be_had_is_said(accept: str) -> None:
    with pytest.raises(NotAcceptableError, match="text/csv"):
        chosen(ROWS, accept)


def test_a_suffix_decides() -> None:
    assert chosen(ROWS, "text/html", "csv").name == "csv"
    assert chosen(GRAPHS, "text/html", "nt").name == "nt"
    with pytest.raises(NotAcceptableError):
        chosen(ROWS, "*/*", "ttl")


def test_a_thing_is_a_page_for_browsers_and_a_graph_for_programs() -> None:
    assert chosen(THINGS, "*/*").name == "html"
    assert chosen(THINGS, "text/turtle").name == "ttl"
    assert chosen(THINGS, "application/ld+json, text/turtle;q=0.9").name == "jsonld"


@pytest.mark.parametrize(
    ("accept", "lang"), [("", "zh"), ("en-GB,en;q=0.9", "en"), ("de", "zh"), ("en;q=0.4, zh-TW;q=0.6", "zh")]
)
def test_the_language(accept: str, lang: str) -> None:
    assert language(accept, LANGUAGES) == lang


def test_only_suffixes_of_formats_are_cut_off() -> None:
    assert split("region/510000.ttl") == ("region/510000", "ttl")
    assert split("document/a.b") == ("document/a.b", "")
    assert split("region/510000") == ("region/510000", "")
