"""What a refusal says is there in both languages."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from kg.serve.messages import known, told

_RAISED = {"Refusal": 1, "RefusedError": 0, "AskError": 0}


def _filled(node: ast.expr) -> str:
    """A text as it may be written in the source, with something in place of what is put into it."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(_put(part) for part in node.values)
    if isinstance(node, ast.BinOp):
        return _filled(node.left)
    return ""


def _put(part: ast.expr) -> str:
    if isinstance(part, ast.FormattedValue):
        return "'x'" if part.conversion == ord("r") else "x"
    return _filled(part)


def _messages(root: Path) -> Iterator[str]:
    for path in (*(root / "kg/serve").glob("*.py"), *(root / "kg/query").glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _RAISED:
                place = _RAISED[node.func.id]
                if len(node.args) > place:
                    yield from _filled(node.args[place]).split("\n")
            if path.name == "syntax.py" and isinstance(node, ast.Return):
                value = node.value
                if isinstance(value, ast.Tuple):
                    yield _filled(value.elts[-1])
                elif isinstance(value, ast.Constant) and isinstance(value.value, str):
                    yield value.value


def test_every_refusal_has_its_chinese(root: Path) -> None:
    found = {text for text in _messages(root) if text.strip("x: \n")}
    assert len(found) > 40
    # Of spoken questions and other commands, which no page asks.
    assert {text for text in found if not known(text)} == set()


def test_what_is_not_known_stays_as_it_is() -> None:
    assert told("an engine's own words\n  ^", "zh") == "an engine's own words\n  ^"
    assert told("There is more than one query.", "en") == "There is more than one query."


@pytest.mark.parametrize(
    ("link", "zh", "en"),
    [
        (
            "/sparql?query=SELECT+%3Fa+%7B",
            "第 1 行，第 11 列：这个 { 没有闭合",
            "line 1, column 11: this { is not closed",
        ),
        ("/sparql?query=DROP+ALL", "不予执行：DROP 是更新操作", "Refused: DROP: this is an update"),
        ("/sparql.ttl?query=ASK+%7B%7D", "这个查询的结果有以下格式", "The answer to this query can be had as"),
        ("/nothing", "这个路径下没有内容", "There is nothing at this path"),
        ("/questions/agreements-between?a=510000&b=500000&from=x", "“x”不是日期", "is no date; write it like 2020"),
        ("/questions/signatories?agreement=510000", "不是这里要的类型", "is of another kind"),
    ],
)
def test_a_refusal_is_told_in_the_language_of_the_page(client: TestClient, link: str, zh: str, en: str) -> None:
    for lang, says, not_said in (("zh", zh, en), ("en", en, zh)):
        text = client.get(link, headers={"Accept": "text/html", "Accept-Language": lang}).text
        assert says in text
        assert not_said not in text
