"""Which words make a statement a plan, a wish or a denial, and which only look so."""

from __future__ import annotations

import pytest

from tests.relate.statements import said


@pytest.mark.parametrize(
    ("text", "statement"),
    [
        ("只有[江西银行|FinancialInstitution]参加[赣商大会|Event]。", "江西银行 participatedIn 赣商大会"),
        ("[江西银行|FinancialInstitution]自愿加入[赣商联盟|Alliance]。", "江西银行 memberOf 赣商联盟"),
        ("[吉安商会|Alliance]不遗余力参与主办[赣商大会|Event]。", "吉安商会 participatedIn 赣商大会"),
        (
            "[周文|Person]将出席[南昌大学|EducationalInstitution]主办的[赣商大会|Event]。",
            "南昌大学 participatedIn 赣商大会",
        ),
        ("欢迎各界出席今年在[南昌市|Region]召开的[赣商大会|Event]。", "赣商大会 heldIn 南昌市"),
        (
            "馆方不会改变安排，[南昌大学|EducationalInstitution]校长[周文|Person]说。",
            "周文 holdsPosition 南昌大学",
        ),
        ("将与[南昌大学|EducationalInstitution]校长[周文|Person]会谈。", "周文 holdsPosition 南昌大学"),
    ],
)
def test_words_that_leave_a_fact_a_fact(text: str, statement: str) -> None:
    assert statement in said(text)


@pytest.mark.parametrize(
    ("text", "statement", "modality"),
    [
        (
            "只有[江西银行|FinancialInstitution]参加[赣商大会|Event]，各方才放心。",
            "江西银行 participatedIn 赣商大会",
            "conditional",
        ),
        ("[江西银行|FinancialInstitution]讨论加入[赣商联盟|Alliance]。", "江西银行 memberOf 赣商联盟", "planned"),
        ("[江西银行|FinancialInstitution]反对加入[赣商联盟|Alliance]。", "江西银行 memberOf 赣商联盟", "denied"),
        ("[九江市|Region]支持[南昌市|Region]主办[赣商大会|Event]。", "南昌市 participatedIn 赣商大会", "wished"),
        ("[周文|Person]不再担任[南昌大学|EducationalInstitution]校长。", "周文 holdsPosition 南昌大学", "cancelled"),
        (
            "拟由[南昌大学|EducationalInstitution]主办的[赣商大会|Event]。",
            "南昌大学 participatedIn 赣商大会",
            "planned",
        ),
        (
            "原定[2024年5月|@2024-05]举办的[赣商大会|Event]因天气原因取消。",
            "赣商大会 heldOn 2024-05",
            "cancelled",
        ),
    ],
)
def test_words_that_make_it_none(text: str, statement: str, modality: str) -> None:
    assert statement not in said(text)
    assert statement in said(text, modality=modality)
