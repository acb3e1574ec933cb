"""A document's text with its marks: the data, the command, and the page in the browser."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from click.testing import CliRunner
from pyoxigraph import Store

from kg.cli.view import command
from kg.views import asking
from kg.views.graph import read
from kg.views.html import document, query, story
from kg.views.reading import Line, marked_lines, named
from kg.views.select import ViewError
from kg.views.story import Step, Story

KEY = "document/v4"


@pytest.fixture(scope="module")
def lines(sample: ModuleType) -> list[Line]:
    """The text of v4 cut at its full stops, as a reader would."""
    import tomllib

    path = Path(sample.__file__ or "").parent / "data" / "sample.toml"
    spec = tomllib.loads(path.read_text(encoding="utf-8"))
    text = next(each["text"] for each in spec["document"] if each["id"] == "v4")
    found: list[Line] = []
    start = 0
    for end, character in enumerate(text):
        if character in "。\n" or end == len(text) - 1:
            places = [place for place in range(start, end + 1) if not text[place].isspace()]
            shown = "".join(text[place] for place in places)
            if shown:
                found.append(Line("body", 0, len(found), shown, shown, places))
            start = end + 1
    return found


@pytest.fixture(scope="module")
def marked(store: Store, lines: list[Line]) -> list[dict[str, Any]]:
    return marked_lines(read(store), KEY, lines)


def _words(line: dict[str, Any]) -> list[str]:
    return [line["t"][start:end] for start, end, _ in line["m"]]


def test_marks_are_the_words_of_names(marked: list[dict[str, Any]]) -> None:
    [line] = [each for each in marked if "共建合作协议" in each["t"] and each["on"]]

    assert {"万州区", "达州市", "开州区"} <= set(_words(line))
    assert len(line["on"]) >= 3
    assert {role for *_, role in line["s"]} == {"s", "o", "t"}


def test_names_without_a_statement_are_marked_too_and_never_twice(marked: list[dict[str, Any]]) -> None:
    for line in marked:
        spans = [(start, end) for start, end, _ in line["m"]]
        assert all(line["t"][start:end] for start, end in spans)
    headline = next(each for each in marked if each["t"] == "川渝签署万达开统筹发展协议")
    assert headline["on"] == []


def test_a_document_is_named_by_id_or_title(store: Store) -> None:
    graph = read(store)

    assert named(graph, "v4").key == KEY
    assert named(graph, "万达开").key == KEY
    with pytest.raises(ViewError, match="v1 ="):
        named(graph, "nothing")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A store built from a file of our own, and the folder of the file."""
    from kg.cli.build import command as build

    folder = tmp_path_factory.mktemp("sources")
    text = "川渝携手\n\n2021年3月5日，四川省与重庆市签署《川渝毗邻地区合作协议》。广安市和渝北区都在其中。\n"
    (folder / "page.txt").write_text(text, encoding="utf-8")
    store = tmp_path_factory.mktemp("stores") / "store"
    result = CliRunner().invoke(build, [str(folder), "--store", str(store)])
    assert result.exit_code in {0, None}, result.output
    return store, folder


def test_the_command_reads_the_file_again(built: tuple[Path, Path]) -> None:
    result = CliRunner().invoke(command, ["document", "page", "--store", str(built[0]), "-o", "-"])

    assert result.exit_code == 0, result.output
    assert "广安市和渝北区都在其中。" in result.stdout


def test_a_file_that_has_changed_is_not_shown_as_the_document(built: tuple[Path, Path], tmp_path: Path) -> None:
    store, folder = built
    text = (folder / "page.txt").read_text(encoding="utf-8")
    (folder / "page.txt").rename(tmp_path / "page.txt")
    (folder / "page.txt").write_text("另一篇文章。", encoding="utf-8")
    try:
        missing = CliRunner().invoke(command, ["document", "page", "--store", str(store), "-o", "-"])
        found = CliRunner().invoke(
            command, ["document", "page", "--store", str(store), "-o", "-", "--sources", str(tmp_path)]
        )
    finally:
        (folder / "page.txt").write_text(text, encoding="utf-8")

    assert missing.exit_code == 1
    assert "--sources" in missing.stderr
    assert found.exit_code == 0, found.output


@pytest.mark.parametrize("arguments", [["document"], ["story"], ["map", "x"], ["matrix", "--first-nodes", "9"]])
def test_what_a_picture_has_no_use_for_is_refused(built: tuple[Path, Path], arguments: list[str]) -> None:
    result = CliRunner().invoke(command, [*arguments, "--store", str(built[0])])

    assert result.exit_code == 2


@pytest.mark.browser
def test_the_reviewer_sees_marks_statements_and_misses(
    browser: Any, store: Store, lines: list[Line], tmp_path: Path
) -> None:
    path = tmp_path / "document.html"
    path.write_text(document(store, KEY, lines), encoding="utf-8")
    browser.open(path)

    count = browser.run("return document.querySelectorAll('.pickline').length")
    assert count >= 8
    browser.run("document.querySelector('.pickline').click()")
    browser.wait("return document.querySelector('#scene mark.s') !== null")
    assert browser.text("#scene mark.s") in browser.text("#panel blockquote")
    assert "sel=s:" in browser.run("return location.hash")

    browser.run("document.querySelector('.mention[data-n]').click()")
    assert "sel=n:" in browser.run("return location.hash")

    browser.run("document.getElementById('q-next').click()")
    assert browser.run("return document.querySelectorAll('.line.on').length") == 1
    assert browser.errors() == []


@pytest.mark.browser
@pytest.mark.parametrize("kind", ["document", "story", "query"])
def test_hostile_names_are_only_text(browser: Any, hostile: Store, tmp_path: Path, kind: str) -> None:
    graph = read(hostile)
    if kind == "document":
        text = (
            "".join(data["label"] for _, data in graph.nodes(data=True))
            + "<img src=x onerror=\"window.hacked='text'\">"
        )
        line = Line("body", 0, 0, text, text, range(len(text)))
        made = document(hostile, next(iter(graph.graph["documents"])), [line])
    elif kind == "story":
        bad = "<img src=x onerror=\"window.hacked='story'\">"
        made = story(
            hostile, Story(bad, (Step(bad, bad, focus=("organisation/a",)), Step("map", bad, kind="matrix")), bad)
        )
    elif asking.there():
        made = query(hostile, title="</title><script>window.hacked='title'</script>")
    else:
        pytest.skip("Oxigraph for the browser is not here: `make assets` fetches it (needs npm)")
    path = tmp_path / f"{kind}.html"
    path.write_text(made, encoding="utf-8")

    browser.open(path, "sel=n:organisation/a")
    browser.run("document.querySelectorAll('#panel details').forEach((each) => { each.open = true; })")
    browser.run("window.dispatchEvent(new Event('beforeprint')); window.dispatchEvent(new Event('afterprint'))")

    assert browser.run("return window.hacked") is None
    assert browser.run("return document.querySelectorAll('body img').length") == 0
    assert browser.errors() == []
