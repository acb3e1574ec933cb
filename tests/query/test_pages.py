"""Five real newspaper pages: questions that a reader of each page would ask, and the answers the page gives."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg.build import build
from kg.query import ask
from kg.store import Store

pytestmark = [pytest.mark.shared, pytest.mark.slow]

# Page, question, parameters, columns, answers that have to be among the rows.
CASES: list[tuple[str, str, dict[str, str], str, set[str]]] = [
    ("000", "joint-projects", {"a": "广安", "b": "合川"}, "workLabel", {"广安—合川医药大健康产业园"}),
    (
        "000",
        "policies-of",
        {"body": "广安市", "from": "2024", "to": "2024"},
        "date policyLabel",
        {"2024 推动广安融入重庆都市圈增强公共服务可感可及若干事项"},
    ),
    ("000", "suppliers", {"organisation": "瑞创"}, "customerLabel", {"长安", "长城"}),
    ("000", "posts", {"person": "唐家文"}, "bodyLabel post", {"广安市经济和信息化局 局长"}),
    (
        "001",
        "agreements-between",
        {"a": "四川", "b": "重庆", "from": "2020", "to": "2020"},
        "date agreementLabel",
        {
            "2020-05-19 成渝工业互联网一体化发展示范区战略合作协议",
            "2020-06-29 成渝地区双城经济圈汽车产业协同发展战略合作协议",
            "2020-07-06 川渝能源运行保障合作协议",
            "2020-09-23 关于加强川渝中小企业公共服务交流合作备忘录",
            "2020-12-24 工业设计产业战略合作框架协议",
        },
    ),
    ("001", "signatories", {"agreement": "合作宣言"}, "date partyLabel", {"2021-06-04 成都市", "2021-06-04 德阳市"}),
    (
        "001",
        "financed-by",
        {"bank": "兴业银行"},
        "lenderLabel receiverLabel",
        {"兴业银行重庆分行 重庆轨道四号线建设运营有限公司", "兴业银行重庆分行 重庆渝涪高速公路有限公司"},
    ),
    ("001", "posts", {"person": "马雄"}, "bodyLabel post", {"重庆青山工业有限责任公司 副总经理"}),
    ("002", "office-holders", {"body": "重庆市高级人民法院"}, "personLabel post", {"蒋佩侠 副院长"}),
    ("002", "signatories", {"agreement": "政担业务合作协议"}, "partyLabel", {"万州区", "重庆小微担保"}),
    ("002", "launched-by", {"party": "重庆小微担保"}, "workLabel", {"创业保", "批量保", "知产保", "小微数字平台"}),
    ("003", "posts", {"person": "魏海滨"}, "bodyLabel post", {"中国人民银行重庆市分行 副行长"}),
    ("003", "policies-of", {"body": "重庆市生态环境局"}, "policyLabel", {"全市农业转型金融标准试用工作方案"}),
    ("003", "investments", {"organisation": "雅迪科技集团股份有限公司"}, "targetLabel", {"越南", "泰国", "重庆市"}),
    (
        "004",
        "policies-of",
        {"body": "重庆市人民政府办公厅"},
        "date policyLabel",
        {"2025 重庆市做好金融“五篇大文章”实施方案"},
    ),
    (
        "004",
        "joint-projects",
        {"a": "重庆市发展改革委", "b": "重庆金融监管局"},
        "workLabel",
        {"“信易贷·渝惠融”平台"},
    ),
    ("004", "events-in", {"region": "新加坡"}, "eventLabel", {"中新金融峰会"}),
    ("004", "cooperation", {"party": "四川", "basis": "stated"}, "partnerLabel", {"重庆市"}),
]


@pytest.fixture(scope="module")
def pages(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store for each page, named by it: built alone, with its date of publication."""
    place = tmp_path_factory.mktemp("pages")
    for path in sorted((shared / "seeds").glob("00?_*.txt")):
        name = path.name[:3]
        published = json.loads((shared / "gold" / f"{name}.json").read_text(encoding="utf-8"))["published"]
        manifest = place / f"{name}.csv"
        manifest.write_text(f"id,title,published,source\n{name},,{published},\n", encoding="utf-8")
        with Store.open(place / name) as store:
            build([path], store, manifest=manifest, workers=1)
    return place


@pytest.mark.parametrize(("page", "name", "given", "columns", "expected"), CASES)
def test_the_page_answers(
    pages: Path, page: str, name: str, given: dict[str, str], columns: str, expected: set[str]
) -> None:
    rows, _ = ask.answer(pages / page, ask.question(name), given)
    indices = [rows.variables.index(column) for column in columns.split()]
    found = {" ".join(getattr(row[index], "value", "") for index in indices) for row in rows.rows}

    assert found >= expected
    sentence = rows.variables.index("sentence")
    assert all(getattr(row[sentence], "value", "") for row in rows.rows)


def test_each_page_is_asked_three_questions() -> None:
    assert all(sum(page == f"00{n}" for page, *_ in CASES) >= 3 for n in range(5))
