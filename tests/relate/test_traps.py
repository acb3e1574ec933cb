"""Sentences that look like a fact and are none, each beside one that is: what unseen news was misread for."""

from __future__ import annotations

import pytest

from tests.relate.statements import said

_FAIR = "[首届数字贸易周|Event]"
_SESSION = "[江西省十二届人大四次会议|Event]"
_TOWNS = "宝鸡市 cooperatesWith 西安市"


@pytest.mark.parametrize(
    ("text", "statement"),
    [
        (f"[陈川|Person]5日出席{_SESSION}吉安代表团全体会议。", "陈川 participatedIn 江西省十二届人大四次会议"),
        (f"[陈川|Person]5日参加{_SESSION}分组讨论。", "陈川 participatedIn 江西省十二届人大四次会议"),
        (
            "[老挝|Region]同[非洲|Region]、[泰国|Region]、南太国家都已成为合作伙伴。",
            "老挝 cooperatesWith 非洲",
        ),
        (
            "[西安市|Region]、[宝鸡市|Region]等地高铁车站与公交部门建立联动机制。",
            _TOWNS,
        ),
        ("[老挝|Region]与[泰国|Region]互为重要经贸伙伴。", "泰国 cooperatesWith 老挝"),
        ("[老挝|Region]、[泰国|Region]签下[《河谷条约》|Agreement]配套的补偿协议。", "河谷条约 signatory 老挝"),
        (
            "发言人[17日|@2021-09-17]就[老挝|Region]与[泰国|Region]签署[《河谷条约》|Agreement]发表评论说。",
            "河谷条约 signedOn 2021-09-17",
        ),
        ("[老挝|Region]参与建设的[万象铁路|Project]通车。", "万象铁路 launchedBy 老挝"),
        ("由[老挝|Region]参与建设的[万象铁路|Project]通车。", "万象铁路 launchedBy 老挝"),
        ("[老挝|Region]启动[“铁网”系统|Product]拦截导弹。", "铁网系统 launchedBy 老挝"),
        (
            "[1925年|@1925]在[老挝|Region]留学期间加入[山地联盟|Alliance]。",
            "老挝 memberOf 山地联盟",
        ),
        (
            "[1927年|@1927]底加入[山地联盟|Alliance]，回乡后创办[江南学堂|EducationalInstitution]。",
            "江南学堂 launchedBy 山地联盟",
        ),
        (
            "两国同意推进以合作为基调的关系，[老挝|Region]与[泰国|Region]加强贸易合作，对双方都有利。",
            "泰国 cooperatesWith 老挝",
        ),
        (
            "[徽州公安厅|GovernmentBody]下设[徽州政府|GovernmentBody]警务处、消防处。",
            "徽州政府 subOrganizationOf 徽州公安厅",
        ),
        ("[芜湖市|Region]的[皖南示范区|DevelopmentZone]将达到两万亩。", "皖南示范区 locatedIn 芜湖市"),
        ("在[芜湖市|Region]，[皖赣铁路|Project]控制性工程贯通。", "皖赣铁路 locatedIn 芜湖市"),
        (
            "某发言人[9月6日|@2021-09-06]发表谈话表示，当地形势良好，[《河湖保护方案》|Policy]的出台注入了动力。",
            "河湖保护方案 issuedOn 2021-09-06",
        ),
        (
            "[长江水源保护|Programme]规划范围包括[上海市|Region]。",
            "长江水源保护 appliesTo 上海市",
        ),
        ("今天，[西安市|Region]、[宝鸡市|Region]、[榆林市|Region]都是先行城市，昨天同企业一对一签约。", _TOWNS),
        ("[老挝|Region]与[山地银行|FinancialInstitution]达成追加贷款协议。", "老挝 cooperatesWith 山地银行"),
        ("展馆见证了[老挝|Region]、[泰国|Region]企业多项合作协议的签署。", "老挝 cooperatesWith 泰国"),
        (
            "[老挝|Region]同20多个[山地联盟|Alliance]机构签署[《共建备忘录》|Agreement]。",
            "共建备忘录 signatory 山地联盟",
        ),
        ("[山地联盟|Alliance]东部队伍的指挥中心位于[老挝|Region]。", "山地联盟 locatedIn 老挝"),
        (
            "[3月|@2022-03]，[老挝|Region]签署法令，自签署之日起不再履行[《河谷条约》|Agreement]。",
            "河谷条约 signedOn 2022-03",
        ),
        (
            "[江淮集团|Company]在[合肥市|Region]设立研发中心；在[芜湖市|Region]投资建厂的[奇瑞集团|Company]忙着扩产。",
            "江淮集团 investsIn 芜湖市",
        ),
    ],
)
def test_looks_like_a_fact(text: str, statement: str) -> None:
    assert statement not in said(text)


@pytest.mark.parametrize(
    ("text", "statement"),
    [
        ("[西安市|Region]与[宝鸡市|Region]缔结友好乡镇。", _TOWNS),
        ("[西安市|Region]、[宝鸡市|Region]签署合作协议，打破了两市不和的传言。", _TOWNS),
        ("[西安市|Region]、[宝鸡市|Region]签的是[《山路养护协议》|Agreement]。", "山路养护协议 signatory 宝鸡市"),
        (f"[陈川|Person]5日出席{_SESSION}开幕会。", "陈川 participatedIn 江西省十二届人大四次会议"),
        ("[老挝|Region]同[泰国|Region]、[秘鲁|Region]都已成为合作伙伴。", "泰国 cooperatesWith 老挝"),
        ("[西安市|Region]与[宝鸡市|Region]等地建立联动机制。", _TOWNS),
        ("[西安市|Region]与[宝鸡市|Region]不断加强贸易合作，对话机制运行良好。", _TOWNS),
        ("[西安市|Region]与[宝鸡市|Region]的合作从未中断。", _TOWNS),
        ("[西安市|Region]与[宝鸡市|Region]开展合作，从未中断。", _TOWNS),
        (
            "[皖江开发区|DevelopmentZone]凭借区位优势吸引百余家企业，其中不乏[三菱公司|Company]。",
            "三菱公司 investsIn 皖江开发区",
        ),
        ("[老挝|Region]建设的[万象铁路|Project]通车。", "万象铁路 launchedBy 老挝"),
        ("[老挝|Region][1925年|@1925]加入[山地联盟|Alliance]。", "老挝 memberOf 山地联盟"),
        (f"[宋赛|Person]欢迎刚刚出席了{_FAIR}的[陈川|Person]来访。", "陈川 participatedIn 首届数字贸易周"),
        (
            "[9月6日|@2021-09-06]，[《河湖保护方案》|Policy]正式出台。",
            "河湖保护方案 issuedOn 2021-09-06",
        ),
        (
            "集团将参观位于[沈阳市|Region]的[北方智能工厂|Company]。",
            "北方智能工厂 locatedIn 沈阳市",
        ),
        (
            "[江西省|Region]发布五项政策措施，包括减税让利，[南昌投资集团|Company]设立[赣江基金|FinancialInstitution]。",
            "赣江基金 launchedBy 南昌投资集团",
        ),
        (
            f"[江西省|Region]将通过改造园区扩大出口；[上海市|Region]举办{_FAIR}。",
            "上海市 participatedIn 首届数字贸易周",
        ),
    ],
)
def test_is_a_fact(text: str, statement: str) -> None:
    assert statement in said(text)


@pytest.mark.parametrize(
    ("text", "statement", "modality"),
    [
        ("[西安市|Region]与[宝鸡市|Region]在旅游领域的合作已经全面中断。", _TOWNS, "cancelled"),
        ("[西安市|Region]同[宝鸡市|Region]的合作已告破裂。", _TOWNS, "cancelled"),
        ("[西安市|Region]与[宝鸡市|Region]签署合作协议的消息不实。", _TOWNS, "denied"),
        ("[西安市|Region]与[宝鸡市|Region]签署合作协议一事，经核实系谣言。", _TOWNS, "denied"),
        ("网传[西安市|Region]与[宝鸡市|Region]签署合作协议。", _TOWNS, "questioned"),
        ("[西安市|Region]和[宝鸡市|Region]恐怕无法在年内达成一致。", _TOWNS, "denied"),
        (
            "[芜湖市|Region]发布十项惠民政策措施，主要包括放宽落户条件、设立[江南服务中心|PublicInstitution]等。",
            "江南服务中心 launchedBy 芜湖市",
            "planned",
        ),
        (
            f"[江西省|Region]还将通过改造园区扩大出口；举办{_FAIR}，扩大影响。",
            "江西省 participatedIn 首届数字贸易周",
            "planned",
        ),
    ],
)
def test_is_over_or_to_come(text: str, statement: str, modality: str) -> None:
    assert statement not in said(text)
    assert statement in said(text, modality=modality)
