"""The catalogue: every question answered, in every way of binding, and what is said to wrong input."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pyoxigraph as ox
import pytest
from rdflib import Dataset, Variable

from kg.query import ask
from kg.query.catalogue import MARK, TYPES, VIEWS, Question, QuestionFileError, bound, catalogue, read
from kg.query.engine import evaluate
from kg.query.result import Rows
from kg.store import Store

# Question, parameters, the columns compared, the rows in their order.
CASES: list[tuple[str, dict[str, str], str, list[str]]] = [
    (
        "agreements-between",
        {"a": "四川", "b": "重庆"},
        "date agreementLabel parties",
        [
            "2020-04-30 川渝汽车产业合作协议 四川省经济和信息化厅、重庆市经济和信息化委员会",
            "2022 双城联动协议 成都市、重庆市",
        ],
    ),
    ("agreements-between", {"a": "成都", "b": "重庆"}, "agreementLabel", ["双城联动协议"]),
    ("agreements-between", {"a": "四川", "b": "重庆", "from": "2021"}, "agreementLabel", ["双城联动协议"]),
    ("agreements-between", {"a": "四川", "b": "重庆", "to": "2020-04"}, "agreementLabel", ["川渝汽车产业合作协议"]),
    ("agreements-between", {"a": "重庆", "b": "贵阳"}, "agreementLabel", []),
    ("agreements-in-year", {"year": "2020"}, "agreementLabel", ["川渝汽车产业合作协议"]),
    ("agreements-in-year", {"year": "2022", "region": "成都"}, "date agreementLabel", ["2022 双城联动协议"]),
    ("agreements-in-year", {"year": "2022", "region": "贵阳"}, "agreementLabel", []),
    ("agreements-of", {"party": "四川省经信厅"}, "agreementLabel", ["川渝汽车产业合作协议"]),
    (
        "agreements-of",
        {"party": "四川"},
        "agreementLabel signatoryLabel",
        ["川渝汽车产业合作协议 四川省经济和信息化厅", "双城联动协议 成都市"],
    ),
    (
        "signatories",
        {"agreement": "川渝汽车产业合作协议"},
        "date partyLabel",
        ["2020-04-30 四川省经济和信息化厅", "2020-04-30 重庆市经济和信息化委员会"],
    ),
    ("policies-of", {"body": "四川省"}, "date policyLabel", ["2020 汽车产业规划"]),
    ("policies-of", {"body": "四川省", "from": "2021"}, "policyLabel", []),
    ("policies-for", {"region": "四川"}, "thingLabel fieldLabel", ["汽车产业规划 成都市"]),
    ("joint-projects", {"a": "四川", "b": "重庆"}, "workLabel builders", ["川渝高竹新区 四川省、重庆市"]),
    ("partners", {"region": "四川"}, "partnerLabel agreements", ["重庆市 2"]),
    ("partners", {"region": "重庆"}, "partnerLabel agreements", ["四川省 1", "成都市 1"]),
    (
        "cooperation",
        {"party": "重庆"},
        "partnerLabel kind viaLabel",
        ["四川省 derived 川渝高竹新区", "成都市 derived 双城联动协议", "贵阳市 stated "],
    ),
    ("cooperation", {"party": "贵阳", "basis": "stated"}, "partnerLabel", ["重庆市"]),
    ("posts", {"person": "李明"}, "bodyLabel post", ["四川省经济和信息化厅 厅长"]),
    ("office-holders", {"body": "四川省经信厅"}, "personLabel post", ["李明 厅长"]),
    ("members", {"alliance": "成渝高校联盟"}, "memberLabel", ["四川大学", "重庆大学"]),
    ("memberships", {"party": "四川大学"}, "allianceLabel", ["成渝高校联盟"]),
    ("financed-by", {"bank": "重庆农商行"}, "receiverLabel", ["川渝高竹新区"]),
    ("investors", {"target": "重庆"}, "investorLabel receiverLabel", ["东方电气 荣昌区"]),
    ("investments", {"organisation": "东方电气"}, "targetLabel", ["荣昌区"]),
    ("suppliers", {"organisation": "长安汽车"}, "supplierLabel customerLabel", ["东方电气 长安汽车"]),
    ("suppliers", {"organisation": "东方电气"}, "supplierLabel customerLabel", ["东方电气 长安汽车"]),
    ("events-in", {"region": "四川", "year": "2020"}, "date eventLabel placeLabel", ["2020-11 西部博览会 成都市"]),
    ("events-in", {"region": "四川", "year": "2021"}, "eventLabel", []),
    ("participants", {"event": "西部博览会"}, "participantLabel", ["四川省", "李明"]),
    ("launched-by", {"party": "重庆"}, "workLabel", ["渝快办"]),
    ("located-in", {"region": "重庆"}, "thingLabel placeLabel", ["长安汽车的荣昌工厂 荣昌区"]),
    ("sub-organisations", {"organisation": "长安汽车"}, "unitLabel", ["长安汽车的荣昌工厂"]),
    (
        "facts",
        {"thing": "贵阳"},
        "subjectLabel objectLabel modality sentence",
        ["重庆市 贵阳市 asserted 贵阳市与重庆市加强合作。"],
    ),
    (
        "plans",
        {},
        "modality subjectLabel objectLabel",
        ["planned 四川省 成渝中线高铁", "planned 重庆市 成渝中线高铁", "wished 重庆市 四川省"],
    ),
    ("plans", {"thing": "四川", "modality": "planned"}, "subjectLabel objectLabel", ["四川省 成渝中线高铁"]),
    (
        "timeline",
        {"from": "2022"},
        "earliest subjectLabel objectLabel",
        ["2022-01-01 双城联动协议 2022"],
    ),
    ("timeline", {"thing": "西部博览会"}, "earliest latest", ["2020-11-01 2020-11-30"]),
    (
        "mentions",
        {"thing": "重庆"},
        "documentLabel date",
        ["贵阳来渝考察 ", "四川与重庆签署产业合作协议 2020-05-01", "川渝汽车协议两年回顾 2022-04"],
    ),
    ("mentions", {"thing": "重庆", "from": "2021"}, "documentLabel", ["川渝汽车协议两年回顾"]),
    ("document-facts", {"document": "d3"}, "subjectLabel objectLabel", ["重庆市 贵阳市"]),
    ("document-facts", {"document": "贵阳来渝"}, "subjectLabel objectLabel", ["重庆市 贵阳市"]),
    ("agreement-matrix", {}, "aLabel bLabel agreements", ["重庆市 四川省 1", "重庆市 成都市 1"]),
    ("agreement-matrix", {"from": "2021"}, "aLabel bLabel agreements", ["重庆市 成都市 1"]),
    (
        "agreements",
        {},
        "date agreementLabel parties",
        [
            "2020-04-30 川渝汽车产业合作协议 四川省经济和信息化厅、重庆市经济和信息化委员会",
            "2022 双城联动协议 成都市、重庆市",
        ],
    ),
    ("agreements", {"from": "2021"}, "agreementLabel", ["双城联动协议"]),
    ("agreements", {"to": "2019"}, "agreementLabel", []),
    ("policies", {"from": "2020", "to": "2020"}, "date policyLabel issuers", ["2020 汽车产业规划 四川省"]),
    ("policies", {"from": "2021"}, "policyLabel", []),
    ("events", {}, "date eventLabel", ["2020-11 西部博览会"]),
    ("events", {"to": "2020-10"}, "eventLabel", []),
    ("events-in", {"region": "四川", "from": "2020-11", "to": "2020-12"}, "eventLabel", ["西部博览会"]),
    ("events-in", {"region": "四川", "from": "2020-12"}, "eventLabel", []),
    ("issuers", {"policy": "汽车产业规划"}, "date issuerLabel", ["2020 四川省"]),
    ("builders", {"work": "川渝高竹新区"}, "builderLabel", ["四川省", "重庆市"]),
    ("builders", {"work": "渝快办"}, "builderLabel", ["重庆市"]),
    ("places-of", {"thing": "西部博览会"}, "placeLabel", ["成都市"]),
    ("places-of", {"thing": "长安汽车的荣昌工厂"}, "placeLabel", ["荣昌区"]),
    ("dates-of", {"thing": "双城联动协议"}, "date", ["2022"]),
    ("attended", {"participant": "李明"}, "date eventLabel", ["2020-11 西部博览会"]),
    ("applies-to", {"thing": "汽车产业规划"}, "fieldLabel", ["成都市"]),
    (
        "co-signatories",
        {"party": "四川"},
        "partnerLabel agreementLabel",
        ["重庆市 川渝汽车产业合作协议", "重庆市 双城联动协议"],
    ),
    ("co-signatories", {"party": "成都", "from": "2023"}, "partnerLabel", []),
    ("larger-organisations", {"organisation": "长安汽车的荣昌工厂"}, "parentLabel", ["长安汽车"]),
    ("financed-from", {"receiver": "川渝高竹新区"}, "lenderLabel", ["重庆农商行"]),
    ("wider-regions", {"region": "荣昌区"}, "widerLabel", ["重庆市"]),
    ("parts", {"region": "四川"}, "partLabel", ["成都市"]),
    ("co-mentioned", {"thing": "贵阳"}, "otherLabel documents", ["重庆市 1", "鼓楼区 1", "鼓楼区 1"]),
]


def _cells(result: Rows, columns: str) -> list[str]:
    indices = [result.variables.index(name) for name in columns.split()]
    return [" ".join(getattr(row[index], "value", "") for index in indices) for row in result.rows]


def _asked(store: Store, name: str, given: dict[str, str]) -> Rows:
    question = ask.question(name)
    result = evaluate(store, question.body, bindings=ask.bind(question, given, store))
    assert isinstance(result, Rows)
    return result


@pytest.mark.parametrize(("name", "given", "columns", "expected"), CASES)
def test_answers(store: Store, name: str, given: dict[str, str], columns: str, expected: list[str]) -> None:
    assert [_ordered(row) for row in _cells(_asked(store, name, given), columns)] == expected


def test_every_question_is_tested() -> None:
    assert {name for name, *_ in CASES} == set(catalogue())


# rdflib's Dataset warns of its own way of working
OWN_WARNINGS = "ignore:Dataset\\.:DeprecationWarning"


@pytest.fixture
def elsewhere(store: Store) -> Dataset:
    """The same facts in rdflib."""
    dataset = Dataset(default_union=True)
    dataset.parse(data=store.data.dump(format=ox.RdfFormat.N_QUADS), format="nquads")
    return dataset


@pytest.mark.filterwarnings(OWN_WARNINGS)
@pytest.mark.parametrize(("name", "given", "columns", "expected"), CASES)
def test_written_query_answers_the_same_in_rdflib(
    store: Store, elsewhere: Dataset, name: str, given: dict[str, str], columns: str, expected: list[str]
) -> None:
    question = ask.question(name)
    text = question.bound(ask.bind(question, given, store))
    found = elsewhere.query(text)
    rows = [" ".join(_ordered(row.get(Variable(column)) or "") for column in columns.split()) for row in found.bindings]

    assert sorted(rows) == sorted(expected)


def _ordered(cell: object) -> str:
    """A joined list in code-point order: SPARQL leaves the order of GROUP_CONCAT open."""
    head, space, joined = str(cell).rpartition(" ")
    return head + space + "、".join(sorted(joined.split("、")))


@pytest.mark.parametrize("question", catalogue().values(), ids=str)
def test_each_question_is_complete(question: Question) -> None:
    assert question.view in VIEWS
    assert question.summary.zh
    assert question.summary.en
    assert question.sparql.endswith("\n")
    # only what the SELECT names can be bound in the embedded engine
    head = question.body[question.body.index("SELECT") : question.body.index("WHERE")]
    assert all(f"?{parameter.name} " in head.replace("\n", " ") for parameter in question.parameters)
    # BOUND(?parameter) is worked out by pyoxigraph before a value is put in
    assert "BOUND(" not in question.body
    assert {p.name for p in question.parameters if p.required} <= set(question.example)


def test_a_fact_in_two_documents_counts_once(store: Store) -> None:
    documents = evaluate(store, "SELECT (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?a cy:signatory ?party } }")
    assert isinstance(documents, Rows)
    assert _cells(documents, "n") == ["6"]
    assert _cells(_asked(store, "partners", {"region": "四川"}), "agreements") == ["2"]
    assert len(_asked(store, "signatories", {"agreement": "川渝汽车产业合作协议"}).rows) == 2


@pytest.mark.parametrize("name", ["四川省", "四川", "sichuansheng", "sìchuān shěng", "scs", "510000", "region/510000"])
def test_a_thing_is_found_by_every_name(store: Store, name: str) -> None:
    terms = ask.bind(ask.question("partners"), {"region": name}, store)

    assert terms == {"region": ox.NamedNode(store.base + "region/510000")}


# What each type of parameter may be given: all of these stand for the same thing.
WAYS = {
    "Region": [
        "荣昌区",
        "荣昌",
        "rongchangqu",
        "rongchang",
        "Róngchāng",
        "500153",
        "region/500153",
        "id:region/500153",
    ],
    "Organisation": ["长安汽车", "changanqiche", "caqc"],
    "Agreement": ["双城联动协议", "《双城联动协议》", "雙城聯動協議", "shuangchengliandongxieyi"],
    "Policy": ["汽车产业规划", "“汽车产业规划”", "qichechanyeguihua"],
    "Person": ["李明", "liming", "lǐ míng"],
    "Event": ["西部博览会", "xibubolanhui"],
}


@pytest.mark.parametrize("question", catalogue().values(), ids=str)
def test_every_parameter_takes_every_kind_of_name(store: Store, question: Question) -> None:
    usual = {p.name: question.example.get(p.name, "") for p in question.parameters if p.type in {"date", "year"}}
    for parameter in question.parameters:
        named = {p.name: "重庆" if "Region" in TYPES[p.type] else "西部博览会" for p in question.parameters
                 if p.required and p.name not in usual and p is not parameter}  # fmt: skip
        for kind in TYPES[parameter.type] or (WAYS if parameter.type == "thing" else ()):
            terms = {
                ask.bind(question, usual | named | {parameter.name: way}, store)[parameter.name] for way in WAYS[kind]
            }
            assert len(terms) == 1, (parameter.name, kind)


@pytest.mark.parametrize("name", ["id:region/510000", "<https://w3id.org/chuanyu-kg/id/region/510000>"])
def test_a_thing_is_found_by_its_iri(store: Store, name: str) -> None:
    assert ask.bind(ask.question("facts"), {"thing": name}, store)["thing"] == ox.NamedNode(
        store.base + "region/510000"
    )


@pytest.mark.parametrize(
    "name",
    [
        "'} DROP ALL #",
        '" } INSERT DATA { <a:a> <a:b> <a:c> } #',
        "> } SERVICE <http://127.0.0.1:9/",
        "?x",
        "四川' UNION",
    ],
)
def test_a_name_never_becomes_query_text(store: Store, name: str) -> None:
    before = len(store)

    with pytest.raises(ask.AskError) as caught:
        ask.bind(ask.question("partners"), {"region": name}, store)
    assert caught.value.code == 1
    assert name in str(caught.value)
    assert len(store) == before


@pytest.mark.parametrize(("name", "given", "columns", "expected"), CASES)
def test_lines_for_a_given_parameter_only_narrow(
    store: Store, name: str, given: dict[str, str], columns: str, expected: list[str]
) -> None:
    question = ask.question(name)
    bindings = ask.bind(question, given, store)
    with_lines = evaluate(store, question.bound(bindings))

    assert isinstance(with_lines, Rows)
    assert [_ordered(row) for row in _cells(with_lines, columns)] == expected


def test_a_line_holds_where_one_of_its_parameters_is_given() -> None:
    body = "SELECT * {\n  # parameters\n  # from to: ?x <a:b> ?y .\n}"

    assert bound(body, {"to": ox.Literal("1")}).splitlines()[1:3] == ['  VALUES (?to) { ("1") }', "  ?x <a:b> ?y ."]
    assert "# from to:" in bound(body, {"thing": ox.Literal("\n  # to: ?x ?y ?z")})
    assert "?x ?y ?z" not in bound(body, {"thing": ox.Literal("\n# thing: ?x ?y ?z")}).splitlines()
    assert bound(body, {}) == body


def test_a_written_value_stays_a_value(store: Store) -> None:
    hostile = ox.Literal("\"'} DROP ALL #\n\\")
    question = ask.question("plans")
    text = question.bound({"modality": hostile})

    answer = evaluate(store, text)
    assert isinstance(answer, Rows)
    assert answer.rows == ()
    back = evaluate(store, f"SELECT ?x WHERE {{ VALUES ?x {{ {hostile} }} }}")
    assert isinstance(back, Rows)
    assert back.rows == ((hostile,),)


@pytest.mark.parametrize(
    ("name", "given", "code", "says"),
    [
        ("facts", {"thing": "鼓楼区"}, 1, r"南京市.*region/320106"),
        ("facts", {"thing": "重庆农商银行"}, 1, "重庆农商行"),
        ("posts", {"person": "四川"}, 1, "wanted is Person"),
        ("document-facts", {"document": "d9"}, 1, "d1"),
        ("document-facts", {"document": "协议"}, 1, "document/d2"),
        ("partners", {}, 2, "Example: kg ask partners"),
        ("partners", {"regoin": "四川"}, 2, "regoin"),
        ("agreements-in-year", {"year": "二〇二〇"}, 2, "like 2020"),
        ("timeline", {"from": "2020-13"}, 2, "2020-04-30"),
        ("plans", {"modality": "maybe"}, 2, "planned"),
    ],
)
def test_wrong_values_are_explained(store: Store, name: str, given: dict[str, str], code: int, says: str) -> None:
    with pytest.raises(ask.AskError, match=says) as caught:
        ask.bind(ask.question(name), given, store)

    assert caught.value.code == code


def test_unknown_question_names_the_nearest() -> None:
    with pytest.raises(ask.AskError, match="partners"):
        ask.question("partner")


def test_bound_columns_are_not_shown(folder: Path) -> None:
    rows, bindings = ask.answer(folder, ask.question("plans"), {"modality": "wished"})

    assert "modality" not in rows.variables
    assert bindings == {"modality": ox.Literal("wished")}
    assert "modality" in ask.answer(folder, ask.question("plans"), {}, timeout=60)[0].variables


@pytest.mark.parametrize(
    ("head", "says"),
    [
        ("#+ view: table\n", "summary"),
        ("#+ summary: {zh: 一, en: one}\n#+ view: pie\n", "pie"),
        ("#+ summary: {zh: 一, en: one}\n#+ view: table\n#+ example: {x: 1}\n", "'x'"),
        (
            "#+ summary: {zh: x, en: x}\n#+ view: table\n#+ parameters: [{name: x, type: planet, label: {zh: x, en: x}}]\n",
            "planet",
        ),
        (
            "#+ summary: {zh: x, en: x}\n#+ view: table\n#+ parameters: [{name: x, type: choice, label: {zh: x, en: x}}]\n",
            MARK,
        ),
    ],
)
def test_a_wrong_head_is_named(tmp_path: Path, head: str, says: str) -> None:
    path = tmp_path / "wrong.rq"
    path.write_text(head + "SELECT ?x WHERE { ?x a ?y }\n", encoding="utf-8")

    with pytest.raises(QuestionFileError, match=says):
        read(path)


def test_page_is_current(root: Path) -> None:
    spec = importlib.util.spec_from_file_location("queries_page", root / "tools" / "queries_page.py")
    assert spec is not None
    assert spec.loader is not None
    tool: ModuleType = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)

    assert tool.PAGE.read_text(encoding="utf-8") == tool.page(), "`make docs` writes it again"
