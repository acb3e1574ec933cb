"""Who builds, pays, lends and supplies, told in other orders than 甲为乙做丙; and what is none of it."""

from __future__ import annotations

import pytest

from tests.relate.statements import said

FIRMS = "祁连集团 白杨公司 玉山公司"


@pytest.mark.parametrize(
    ("text", "statement"),
    [
        ("[白杨公司|Company]早已是[祁连集团|Company]的老主顾。", "祁连集团 suppliesTo 白杨公司"),
        ("[祁连集团|Company]的电池早已装进[白杨公司|Company]的车身。", "祁连集团 suppliesTo 白杨公司"),
        ("[祁连银行|FinancialInstitution]看好西部，为[玉山县|Region]境内的[白杨电站|Project]提供贷款2亿元。",
         "祁连银行 finances 白杨电站"),
        ("[白杨公司|Company][2019年|@2019]由[祁连集团|Company]与[玉山公司|Company]合资设立。",
         "玉山公司 jointlyBuilds 白杨公司"),
        ("[祁连集团|Company]与[玉山公司|Company]各出资一半，设立[白杨公司|Company]。",
         "玉山公司 investsIn 白杨公司"),
        ("[白杨大桥|Project]通车，业主为[祁连集团|Company]。", "白杨大桥 launchedBy 祁连集团"),
        ("[白杨电站|Project]投产。这座由[祁连集团|Company]承建的电站，装机百万千瓦。", "白杨电站 launchedBy 祁连集团"),
    ],
)  # fmt: skip
def test_what_is_told_in_another_order_is_read_as_well(text: str, statement: str) -> None:
    assert statement in said(text)


@pytest.mark.parametrize(
    "text",
    [
        "[祁连集团|Company]与[玉山公司|Company]联合设立[河西经济圈|EconomicRegion]发展基金。",
        "[祁连集团|Company]与[玉山公司|Company]共建[白杨大桥|Project]运营和组织中心。",
        "[祁连集团|Company]成立[白杨公司|Company]产业基金。",
    ],
)
def test_the_beginning_of_a_longer_name_is_not_what_is_built(text: str) -> None:
    assert not [each for each in said(text) if "jointlyBuilds" in each or "launchedBy" in each]


def test_a_lender_of_an_earlier_clause_does_not_lend_in_another_s() -> None:
    text = "[祁连银行|FinancialInstitution]给[白杨公司|Company]授信；[玉山银行|FinancialInstitution]向[石门公司|Company]提供贷款。"
    assert "祁连银行 finances 石门公司" not in said(text)


@pytest.mark.parametrize(
    ("text", "statement"),
    [
        ("[玉山公司|Company]开业，[祁连银行|FinancialInstitution]承担风险，[河西银行|FinancialInstitution]向[白杨公司|Company]放款2亿元。",
         "祁连银行 finances 白杨公司"),
        ("[白杨公司|Company]垫资施工。[祁连集团|Company]与[玉山公司|Company]签约，项目建在城东，融资由[河西银行|FinancialInstitution]落实。",
         "河西银行 finances 玉山公司"),
        ("[玉山大学|EducationalInstitution]扩招。今年出台的[《祁连牧场办法》|Policy]由[河西农业局|GovernmentBody]拟订。",
         "祁连牧场办法 issuedBy 玉山大学"),
        ("[祁连集团|Company]把总部搬进[河西新区|DevelopmentZone]的[白杨科技园|DevelopmentZone]。", "祁连集团 investsIn 河西新区"),
        ("支持符合条件的[祁连集团|Company]建成[“白杨”平台|Platform]。", "白杨平台 launchedBy 祁连集团"),
    ],
)  # fmt: skip
def test_what_belongs_to_another_or_is_only_supported_is_not_stated(text: str, statement: str) -> None:
    assert statement not in said(text)


def test_a_payment_that_is_still_open_denies_no_loan() -> None:
    text = "[白杨公司|Company]扩产。设备到港、尾款未付，[祁连银行|FinancialInstitution]三天批下2亿元项目贷款。"
    assert said(text) == {"祁连银行 finances 白杨公司"}


@pytest.mark.parametrize(
    ("text", "statement"),
    [
        ("[祁连银行|FinancialInstitution]为承运商[白杨公司|Company]提供了2500万元流动资金贷款。",
         "祁连银行 finances 白杨公司"),
        ("[白杨公司|Company]与[祁连银行|FinancialInstitution]签下5亿元的授信协议。", "祁连银行 finances 白杨公司"),
        ("[玉山公司|Company]生产的铜排，八成供给隔壁[河西区|Region]的[白杨公司|Company]。",
         "玉山公司 suppliesTo 白杨公司"),
        ("[白杨公司|Company]建设部主任[顾川|Person]回忆，公司分三批从[玉山公司|Company]购入变压器12台。",
         "玉山公司 suppliesTo 白杨公司"),
        ("[白杨公司|Company]与[玉山公司|Company]达成保供合作，由后者提供车架。", "玉山公司 suppliesTo 白杨公司"),
        ("[祁连集团|Company]已投下2亿元，建成[河西产业园|DevelopmentZone]。", "祁连集团 investsIn 河西产业园"),
        ("[祁连集团|Company]将生产线迁到了[河西市|Region]。", "祁连集团 investsIn 河西市"),
        ("[祁连集团|Company]上月设立了[河西市|Region]分公司。", "祁连集团 investsIn 河西市"),
    ],
)  # fmt: skip
def test_trade_is_read_where_the_other_side_is_described_or_someone_speaks(text: str, statement: str) -> None:
    assert statement in said(text)


@pytest.mark.parametrize(
    "text",
    [
        "[祁连银行|FinancialInstitution]向[白杨公司|Company]员工发放消费贷款3000万元。",
        "[白杨公司|Company]向[祁连银行|FinancialInstitution]申请贷款3000万元，未获批准。",
        "[玉山公司|Company]为[白杨公司|Company]员工提供体检服务。",
        "[白杨公司|Company]生产线上，工人来自[玉山公司|Company]。",
        "[祁连集团|Company]在[河西市|Region]捐建了一所学校。",
        "[祁连集团|Company]将年会放在[河西市|Region]举行。",
    ],
)
def test_what_only_looks_like_trade_is_none(text: str) -> None:
    assert not [each for each in said(text) if any(p in each for p in ("finances", "suppliesTo", "investsIn"))]
