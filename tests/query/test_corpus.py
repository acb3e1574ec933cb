"""The corpus: the example of every question has an answer there."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.query import ask
from kg.query.catalogue import Question, catalogue

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("question", catalogue().values(), ids=lambda each: each.name)
def test_every_example_is_answered(corpus: Path, question: Question) -> None:
    rows, _ = ask.answer(corpus, question, question.example)

    assert rows.rows
    assert all(any(row) for row in rows.rows)


def test_who_was_named_as_supplier_is_an_answer(corpus: Path) -> None:
    question = ask.question("suppliers")
    rows, _ = ask.answer(corpus, question, question.example)

    found = {getattr(value, "value", "") for row in rows.rows for value in row}
    assert "合肥国轩高科动力能源有限公司" in found  # 收到大众汽车集团的采购定点函


def test_agreements_between_sichuan_and_chongqing(corpus: Path) -> None:
    rows, _ = ask.answer(corpus, ask.question("agreements-between"), {"a": "川", "b": "渝", "from": "2020-07"})
    columns = [rows.variables.index(name) for name in ("date", "agreementLabel")]
    found = {" ".join(getattr(row[column], "value", "") for column in columns) for row in rows.rows}

    assert {"2020-07-06 川渝能源运行保障合作协议", "2020-12-24 工业设计产业战略合作框架协议"} <= found


def test_members_of_the_alliance_of_universities(corpus: Path) -> None:
    rows, _ = ask.answer(corpus, ask.question("members"), {"alliance": "成渝地区双城经济圈高校联盟"})
    column = rows.variables.index("memberLabel")

    assert {"四川大学", "西南大学"} <= {getattr(row[column], "value", "") for row in rows.rows}
