"""Money and ties between organisations: what is stated of them, and what stands beside an investment and is none."""

from __future__ import annotations

import re

import pytest

from tests.relate.statements import said

NAMES = {
    "Company": ("祁连集团", "白杨公司", "玉山公司"),
    "FinancialInstitution": ("河西银行", "石门担保"),
    "AdministrativeRegion": ("玉山县", "石门市"),
    "EducationalInstitution": ("玉山大学",),
    "Project": ("白杨电站",),
    "Alliance": ("河西物流联盟", "绿色进步党"),
    "GovernmentBody": ("石门外交部",),
}
KINDS = {name: kind for kind, names in NAMES.items() for name in names}
SCAN = re.compile("|".join(KINDS))
OURS = ("investsIn", "finances", "suppliesTo", "memberOf", "subOrganizationOf")


def told(text: str) -> set[str]:
    """The statements of money and ties in a text of the names above."""
    found = said(SCAN.sub(lambda match: f"[{match[0]}|{KINDS[match[0]]}]", text))
    return {each for each in found if each.split()[1] in OURS}


@pytest.mark.parametrize(
    "text",
    [
        "祁连集团、白杨公司、玉山公司等企业在石门市参加投资推介会。",
        "祁连集团在石门市考察投资环境。",
        "河西银行支持客户到石门市投资建厂。",
        "河西银行为企业在石门市投资提供贷款。",
        "玉山大学在玉山县、石门市建立实习基地。",
        "祁连集团在石门市设立展台。",
        "在石门市，祁连集团、白杨公司参与建设的轨道交通通车。",
        "祁连集团、白杨公司、玉山公司分别在石门市、玉山县建厂。",
        "石门市引进祁连集团成套设备，建成水厂。",
        "河西银行向祁连集团收回贷款2亿元。",
        "河西银行停止向祁连集团贷款。",
        "祁连集团采用白杨公司的管理模式。",
        "祁连集团的电池，没有装在白杨公司的车上。",
        "白杨公司的订单，玉山公司拒绝接下。",
        "祁连集团申请加入河西物流联盟，尚未获批。",
        "河西物流联盟不会取消接纳石门市加入河西物流联盟的承诺。",
        "河西物流联盟观察员进驻石门市。",
        "石门市加入绿色进步党。",
        "祁连集团帮助石门市加入河西物流联盟。",
        "河西物流联盟轮值主席国石门外交部发表声明。",
    ],
)
def test_beside_money_and_ties_there_is_none(text: str) -> None:
    assert not told(text)


@pytest.mark.parametrize(
    ("text", "statements"),
    [
        ("祁连集团先后兼并了白杨公司和玉山公司。", {"祁连集团 investsIn 白杨公司", "祁连集团 investsIn 玉山公司"}),
        ("祁连集团增持白杨公司股份。", {"祁连集团 investsIn 白杨公司"}),
        ("白杨公司51%的股权由祁连集团持有。", {"祁连集团 investsIn 白杨公司"}),
        ("祁连集团对白杨公司的收购已经完成。", {"祁连集团 investsIn 白杨公司"}),
        ("祁连集团、白杨公司分别在石门市、玉山县建厂。", {"祁连集团 investsIn 石门市", "白杨公司 investsIn 玉山县"}),
        ("石门担保为白杨公司向河西银行贷款提供担保。", {"石门担保 finances 白杨公司"}),
        ("利用河西银行贷款建设的白杨电站开工。", {"河西银行 finances 白杨电站"}),
        ("白杨电站贷款由河西银行提供。", {"河西银行 finances 白杨电站"}),
        ("祁连集团将首批100辆客车交付白杨公司。", {"祁连集团 suppliesTo 白杨公司"}),
        ("祁连集团为白杨公司建造的3万吨货轮下水。", {"祁连集团 suppliesTo 白杨公司"}),
        ("白杨公司订购的5架祁连集团客机全部到货。", {"祁连集团 suppliesTo 白杨公司"}),
        ("祁连集团看中玉山县，一口气投了3亿元建厂。", {"祁连集团 investsIn 玉山县"}),
        ("建白杨电站的钱，祁连集团出了六成，玉山公司出了四成。",
         {"祁连集团 investsIn 白杨电站", "玉山公司 investsIn 白杨电站"}),
        ("祁连集团扩建的钱，是河西银行贷的。", {"河西银行 finances 祁连集团"}),
        ("祁连集团缺的5亿元，河西银行三天就批了下来。", {"河西银行 finances 祁连集团"}),
        ("石门担保出面为祁连集团作保。", {"石门担保 finances 祁连集团"}),
        ("白杨公司的车上，装着祁连集团的电池。", {"祁连集团 suppliesTo 白杨公司"}),
        ("祁连集团八成的订单来自白杨公司。", {"祁连集团 suppliesTo 白杨公司"}),
        ("作为玉山县引进的龙头企业，祁连集团去年扩产。", {"祁连集团 investsIn 玉山县"}),
        ("祁连集团、白杨公司等50多家企业已在玉山县投产。", {"祁连集团 investsIn 玉山县", "白杨公司 investsIn 玉山县"}),
        ("石门担保为祁连集团提供担保，帮助企业获得河西银行贷款。",
         {"石门担保 finances 祁连集团", "河西银行 finances 祁连集团"}),
        ("祁连集团申请加入河西物流联盟，上月获批。", {"祁连集团 memberOf 河西物流联盟"}),
        ("去年加入河西物流联盟的祁连集团，订单大增。", {"祁连集团 memberOf 河西物流联盟"}),
        ("白杨公司整体划入祁连集团。", {"白杨公司 subOrganizationOf 祁连集团"}),
        ("祁连集团及旗下白杨公司获奖。", {"白杨公司 subOrganizationOf 祁连集团"}),
        ("自加入河西物流联盟以来，石门市发展很快。", {"石门市 memberOf 河西物流联盟"}),
    ],
)  # fmt: skip
def test_money_and_ties_in_words_of_many_kinds(text: str, statements: set[str]) -> None:
    assert told(text) == statements
