"""Questions in Chinese: the two lists of questions to the corpus, every form, dates, refusals, and what stays safe."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from click.testing import CliRunner, Result

from kg.cli import kg
from kg.query import spoken
from kg.query.dates import find
from kg.query.engine import evaluate
from kg.query.forms import match, wanted
from kg.query.grammar import Form, GrammarError, grammar
from kg.query.reading import MAX_LENGTH, read
from kg.query.result import Rows
from kg.store import Store

TODAY = dt.date(2026, 6, 30)
LISTS = {
    name: tomllib.loads(Path(__file__).with_name(f"questions_{name}.toml").read_text(encoding="utf-8"))["question"]
    for name in ("heldout", "dev")
}


@pytest.fixture(scope="module")
def opened(corpus: Path) -> Iterator[Store]:
    """The same, open."""
    with Store.open(corpus, read_only=True) as store:
        yield store


def _said(store: Store, question: str, today: dt.date = TODAY) -> spoken.Reply:
    return spoken.replied(store, spoken.understand(question, store, today=today))


def _wrong(store: Store, asked: dict[str, Any]) -> str:
    """What is wrong with the answer; empty where it is right."""
    try:
        reply = _said(store, asked["ask"])
    except (spoken.NotUnderstoodError, spoken.AmbiguousError) as error:
        return "" if asked.get("refused") else f"{asked['ask']}: {error}"
    said = f"{asked['ask']}: {reply.understood.name}: {reply}"
    if asked.get("refused"):
        return said
    if "count" in asked or "yes" in asked:
        right = reply.count == asked["count"] if "count" in asked else reply.yes == asked["yes"]
        return "" if right else said
    expected = [set(each.split("|")) for each in asked["answers"]]
    allowed = set().union(*expected, asked.get("also", ()))
    return "" if all(each & set(reply.values) for each in expected) and set(reply.values) <= allowed else said


@pytest.mark.slow
@pytest.mark.parametrize("name", ["heldout", "dev"])
def test_nine_in_ten_questions_are_answered_rightly(opened: Store, name: str) -> None:
    wrong = [problem for asked in LISTS[name] if (problem := _wrong(opened, asked))]

    assert len(wrong) <= len(LISTS[name]) / 10, "\n".join(wrong)


def test_there_are_enough_questions() -> None:
    assert len(LISTS["heldout"]) >= 20
    assert len(LISTS["dev"]) >= 40


@pytest.mark.slow
@pytest.mark.parametrize("form", grammar().forms, ids=lambda form: form.says)
def test_the_example_of_each_form_is_understood_by_it(opened: Store, form: Form) -> None:
    found = match(wanted(read(form.says, opened, today=TODAY)))

    assert found is not None
    assert found.form.says == form.says


CASES: list[tuple[str, str, list[str]]] = [
    ("川渝签订了哪些协议？", "agreements-between", ["川渝汽车产业合作协议", "双城联动协议"]),
    ("四川省和重庆市2022年签了什么协议", "agreements-between", ["双城联动协议"]),
    ("四川省經信廳簽訂了哪些協議？", "agreements-of", ["川渝汽车产业合作协议"]),
    ("2020年以后签订的协议有哪些？", "agreements", ["双城联动协议"]),
    ("哪些协议是在2022年之前签的？", "agreements", ["川渝汽车产业合作协议"]),
    ("scs和chongqing签订了哪些协议？", "agreements-between", ["川渝汽车产业合作协议", "双城联动协议"]),
    ("510000和500000签订了哪些协议？", "agreements-between", ["川渝汽车产业合作协议", "双城联动协议"]),
    ("谁签订了“川渝汽车产业合作协议”？", "signatories", ["四川省经济和信息化厅", "重庆市经济和信息化委员会"]),
    ("双城联动协议哪年签的？", "dates-of", ["2022"]),
    ("成都与谁签了协议？", "co-signatories", ["重庆市"]),
    ("李明任什么职务？", "posts", ["厅长"]),
    ("四川省经信厅厅长是谁？", "office-holders", ["李明"]),
    ("四川省经信厅副厅长是谁？", "office-holders", []),
    ("渝快办是谁推出的？", "builders", ["重庆市"]),
    ("川渝共建了什么？", "joint-projects", ["川渝高竹新区"]),
    ("谁投资了荣昌区？", "investors", ["东方电气"]),
    ("东方电气投资了哪里？", "investments", ["荣昌区"]),
    ("荣昌区由谁投资？", "investors", ["东方电气"]),
    ("谁向长安汽车供货？", "suppliers", ["东方电气"]),
    ("东方电气向谁供货？", "suppliers", ["长安汽车"]),
    ("西部博览会在哪个市举行？", "places-of", ["成都市"]),
    ("2020年11月在四川举办了哪些活动？", "events-in", ["西部博览会"]),
    ("李明参加了什么活动？", "attended", ["西部博览会"]),
    ("成都市属于哪个省？", "wider-regions", ["四川省"]),
    ("哪些企业位于重庆？", "located-in", ["长安汽车的荣昌工厂"]),
    ("去年签了哪些协议？", "agreements", []),
    ("哪些文献提到贵阳？", "mentions", ["贵阳来渝考察"]),
    ("四川计划建设什么？", "plans", ["成渝中线高铁"]),
]


@pytest.mark.parametrize(("question", "name", "expected"), CASES)
def test_answers(store: Store, question: str, name: str, expected: list[str]) -> None:
    reply = _said(store, question)

    assert reply.understood.name == name
    assert list(reply.values) == expected


@pytest.mark.parametrize(
    ("question", "yes"),
    [
        ("成都和重庆签过协议吗？", True),
        ("贵阳和成都有没有签过协议？", False),
        ("贵阳和重庆合作吗？", True),
        ("四川大学是成渝高校联盟的成员吗？", True),
        ("李明是不是四川省经济和信息化厅的厅长？", True),
        ("汽车产业规划是四川省出台的吗？", True),
        ("长安汽车的荣昌工厂在重庆吗？", True),
        ("长安汽车的荣昌工厂在成都吗？", False),
    ],
)
def test_yes_and_no(store: Store, question: str, *, yes: bool) -> None:
    assert _said(store, question).yes is yes


def test_how_many(store: Store) -> None:
    reply = _said(store, "成渝高校联盟有几个成员？")

    assert reply.count == 2
    assert "四川大学" in str(reply)
    assert _said(store, "贵阳签订了多少协议？").count == 0


def test_most(store: Store) -> None:
    assert _said(store, "和四川签订协议最多的是谁？").values == ("重庆市",)


def test_an_answer_has_its_sentences(store: Store) -> None:
    rows = _said(store, "李明任什么职务？").rows

    assert "李明" in str(rows.rows[0][rows.variables.index("sentence")])


def test_the_query_shown_gives_the_same_rows(store: Store) -> None:
    for question, _, expected in CASES:
        understood = spoken.understand(question, store, today=TODAY)
        again = evaluate(store, understood.sparql)
        assert isinstance(again, Rows)

        assert bool(again.rows) == bool(expected), question
        assert len(again.rows) == len(spoken.replied(store, understood).rows.rows), question


def test_relative_dates_count_from_today(store: Store) -> None:
    assert _said(store, "去年签了哪些协议？", dt.date(2023, 1, 1)).values == ("双城联动协议",)
    assert _said(store, "今年签了哪些协议？", dt.date(2020, 12, 31)).values == ("川渝汽车产业合作协议",)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2020年", "2020-01-01", "2020-12-31"),
        ("2020年2月", "2020-02-01", "2020-02-29"),
        ("2020年4月30日", "2020-04-30", "2020-04-30"),
        ("2020-04-30", "2020-04-30", "2020-04-30"),
        ("二〇二〇年五月", "2020-05-01", "2020-05-31"),
        ("二〇二〇年十二月三十一日", "2020-12-31", "2020-12-31"),
        ("2022年第三季度", "2022-07-01", "2022-09-30"),
        ("2022年上半年", "2022-01-01", "2022-06-30"),
        ("2022年下半年", "2022-07-01", "2022-12-31"),
        ("2019到2021年", "2019-01-01", "2021-12-31"),
        ("2019-2021年", "2019-01-01", "2021-12-31"),
        ("2019年至2021年之间", "2019-01-01", "2021-12-31"),
        ("2020年3月到5月", "2020-03-01", "2020-05-31"),
        ("2020年3月1日至15日", "2020-03-01", "2020-03-15"),
        ("2020年以来", "2020-01-01", ""),
        ("自2020年起", "2020-01-01", ""),
        ("2020年之后", "2021-01-01", ""),
        ("2020年4月以前", "", "2020-03-31"),
        ("截至2020年底", "", "2020-12-31"),
        ("去年", "2025-01-01", "2025-12-31"),
        ("今年3月", "2026-03-01", "2026-03-31"),
        ("上个月", "2026-05-01", "2026-05-31"),
        ("近三年", "2023-06-30", "2026-06-30"),
        ("“十四五”期间", "2021-01-01", "2025-12-31"),
    ],
)
def test_dates(text: str, first: str, last: str) -> None:
    longest = max(find(text, TODAY), key=lambda each: each.end - each.start)

    assert (longest.start, longest.end) == (0, len(text))
    assert (str(longest.period.first or ""), str(longest.period.last or "")) == (first, last)


@pytest.mark.parametrize("text", ["2020年13月", "2020年2月30日"])
def test_no_date_of_the_calendar(text: str) -> None:
    assert all(each.end < len(text) or each.start for each in find(text, TODAY))


REFUSED = [
    "贵阳的人口是多少？",
    "为什么四川和重庆签协议？",
    "川渝没有签订哪些协议？",
    "北京和上海签订了哪些协议？",
    "今天天气怎么样？",
    "四川和重庆",
    "？",
    "的",
    "谁？",
    "2020年2021年签了哪些协议？",
]


@pytest.mark.parametrize("question", REFUSED)
def test_what_is_not_understood_is_refused_with_three_examples(store: Store, question: str) -> None:
    with pytest.raises(spoken.NotUnderstoodError) as caught:
        spoken.understand(question, store, today=TODAY)

    assert len(caught.value.examples) == 3
    assert all(example in str(caught.value) for example in caught.value.examples)


def test_a_refusal_says_which_words(store: Store) -> None:
    with pytest.raises(spoken.NotUnderstoodError, match="口"):
        spoken.understand("贵阳的人口是多少？", store, today=TODAY)


def test_an_ambiguous_name_lists_the_candidates(store: Store) -> None:
    with pytest.raises(spoken.AmbiguousError, match="region/320106"):
        spoken.understand("鼓楼区签订了哪些协议？", store, today=TODAY)


@pytest.mark.parametrize(
    "question",
    [
        '四川省和" } DROP ALL #签订了哪些协议？',
        "四川省和<http://example.org/x> . ?s ?p ?o签订了哪些协议？",
        "四川省'} UNION { ?s ?p ?o }签订了哪些协议？",
        "?x签订了哪些协议？",
        "四川省{name}签订了哪些协议？",
        "# parameters签订了哪些协议？",
        "四川" * 200,
    ],
)
def test_nothing_of_a_question_becomes_query_text(store: Store, question: str) -> None:
    before = len(store)

    with pytest.raises(spoken.NotUnderstoodError):
        spoken.understand(question, store, today=TODAY)
    assert len(store) == before


def test_a_hostile_name_in_the_store_stays_a_name(sample: Any) -> None:
    name = '坏" } DROP ALL # {name} 协议'
    thing = ox.NamedNode("https://w3id.org/chuanyu-kg/id/agreement/00000000000000ff")
    graph = ox.NamedNode("https://w3id.org/chuanyu-kg/id/document/d1")
    skos, rdf = "http://www.w3.org/2004/02/skos/core#", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
    store = Store.memory(
        [
            *sample.dataset(),
            ox.Quad(thing, ox.NamedNode(skos + "prefLabel"), ox.Literal(name, language="zh"), graph),
            ox.Quad(
                thing,
                ox.NamedNode(rdf + "type"),
                ox.NamedNode("https://w3id.org/chuanyu-kg/ontology#Agreement"),
                graph,
            ),
        ]
    )
    reply = _said(store, f"谁签订了{name}？")

    assert reply.understood.bindings == {"agreement": thing}
    assert not reply.values


def test_every_piece_of_a_question_is_kept(store: Store) -> None:
    text = "2020年以来，川渝两地签订了xyz哪些协议？"
    pieces = read(text, store, today=TODAY)

    assert "".join(piece.text for piece in pieces) == text
    assert [piece.text for piece in pieces if piece.meaning is None] == ["xyz"]
    with pytest.raises(ValueError, match=str(MAX_LENGTH)):
        read("川" * (MAX_LENGTH + 1), store, today=TODAY)


def _kg(*arguments: str) -> Result:
    return CliRunner().invoke(kg, list(arguments))


def test_ask_in_chinese_shows_query_answer_and_sentences(folder: Path) -> None:
    done = _kg("ask", "四川省经信厅厅长是谁？", "--store", str(folder))

    assert done.exit_code == 0
    query, answer, sentence = (done.stdout.index(part) for part in ("SELECT", "李明", "[1] 四川省经济和信息化厅"))
    assert query < answer < sentence


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (("贵阳的人口是多少？",), 1, "Questions that are understood"),
        (("贵阳和成都有没有签过协议？", "-q"), 1, ""),
        (("鼓楼区签订了哪些协议？",), 1, "region/320106"),
        (("李明任什么职务？", "-p", "person", "李明"), 2, "takes no -p"),
    ],
)
def test_exit_codes(folder: Path, arguments: tuple[str, ...], code: int, says: str) -> None:
    done = _kg("ask", *arguments, "--store", str(folder))

    assert done.exit_code == code
    assert says in done.stderr


def test_ask_in_chinese_for_programs(folder: Path) -> None:
    store = ("--store", str(folder))

    assert "厅长" in _kg("ask", "李明任什么职务？", "-f", "csv", *store).stdout
    assert _kg("ask", "贵阳和重庆合作吗？", "-f", "csv", *store).stdout.strip() == "true"
    assert "VALUES (?person)" in _kg("ask", "李明任什么职务？", "--sparql", *store).stdout
    assert _kg("ask", "李明任什么职务？", "-f", "md", *store).stdout.startswith("**")
    assert "厅长" in _kg("ask", "李明任什么职务？", "--timeout", "60", *store).stdout


@pytest.mark.parametrize(
    ("file", "text", "says"),
    [
        (
            "words.toml",
            "[relation]\nx = ['签', '签']\n[ask]\n[filler]\nwords = []\nturn = []\n[no]\nwords = []\n",
            "twice",
        ),
        ("forms.toml", "[[form]]\nsays = '谁？'\nwrong = 1\n", "wrong"),
        ("forms.toml", "[[form]]\nsays = '谁？'\n", "missing"),
        (
            "forms.toml",
            "[[form]]\nsays = '谁？'\nquestion = 'partners'\nanswer = 'x'\nasks = ['who']\ntakes = ['y']\n",
            "parameter y",
        ),
        ("dates.toml", "day = [", "dates.toml"),
    ],
)
def test_a_wrong_grammar_is_named(root: Path, tmp_path: Path, file: str, text: str, says: str) -> None:
    for path in (root / "ontology" / "questions").glob("*.toml"):
        (tmp_path / path.name).write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
    if file == "words.toml":
        text += "[reply]\n[[noun]]\nclass = 'Person'\nwords = ['人']\n"
    (tmp_path / file).write_text(text, encoding="utf-8")

    with pytest.raises(GrammarError, match=says):
        grammar(tmp_path)
