"""The dataset as a networkx graph."""

from __future__ import annotations

from types import ModuleType

import networkx as nx
import pytest
from pyoxigraph import Store

from kg.views.graph import read
from kg.views.names import lines, syllables, width


@pytest.fixture(scope="module")
def graph(store: Store) -> nx.MultiDiGraph:
    return read(store)


def test_an_entity_has_its_names_types_and_documents(graph: nx.MultiDiGraph) -> None:
    thing = graph.nodes["region/500000"]["thing"]

    assert (thing.label, thing.type, thing.fine, thing.code) == (
        "重庆市",
        "Region",
        "AdministrativeRegion",
        "500000",
    )
    assert set(thing.names) == {"重庆", "渝"}
    assert thing.documents == ("document/v1", "document/v3", "document/v4")


def test_a_statement_leads_to_its_words(graph: nx.MultiDiGraph) -> None:
    [statement] = [
        data["statement"]
        for _, _, data in graph.edges(data=True)
        if data["predicate"] == "holdsPosition" and data["statement"].title == "市长"
    ]

    [passage] = statement.passages
    assert ("s", "张彤") in passage.parts
    assert ("t", "市长") in passage.parts
    assert passage.document == "document/v2"
    assert (statement.rule, statement.confidence, statement.modality) == ("holdsPosition-01", 0.93, "asserted")


def test_dates_are_facts_but_no_nodes(graph: nx.MultiDiGraph) -> None:
    dated = {(each.subject, each.predicate): each for each in graph.graph["dated"]}

    assert dated["agreement/banks", "signedOn"].object == "2024-03"
    assert dated["agreement/banks", "signedOn"].latest == "2024-03-31"
    assert "2024-03" not in graph


def test_a_fact_in_two_documents_is_two_statements(graph: nx.MultiDiGraph) -> None:
    stated = graph.get_edge_data("region/500000", "region/510000")

    assert {data["statement"].passages[0].document for data in stated.values()} == {"document/v1", "document/v4"}


def test_what_no_text_states_is_context(graph: nx.MultiDiGraph) -> None:
    edges = graph.get_edge_data("region/511600", "region/510000")

    assert [(data["predicate"], data["statement"]) for data in edges.values()] == [("partOf", None)]


def test_a_planned_fact_is_read_with_its_modality(graph: nx.MultiDiGraph) -> None:
    edges = graph.get_edge_data("project/tax", "region/gaozhu")

    assert [data["modality"] for data in edges.values()] == ["wished"]


def test_another_base_gives_the_same_keys(sample: ModuleType, store: Store) -> None:
    text = "\n".join(f"{quad} ." for quad in store).replace(sample.BASE, "https://example.org/kg/")
    moved = Store()
    from pyoxigraph import RdfFormat

    moved.load(text.encode(), format=RdfFormat.N_QUADS)

    assert list(read(moved)) == list(read(store))


@pytest.mark.parametrize(
    ("name", "spelled"),
    [
        pytest.param("重庆市", "chong qing shi", id="chongqing"),
        pytest.param("长寿区", "chang shou qu", id="changshou"),
        pytest.param("都江堰", "du jiang yan", id="dujiangyan"),
        pytest.param("绿色5G工厂", "lv se 5g gong chang", id="mixed"),
        pytest.param("chóng qìng", "chong qing", id="toned"),
    ],
)
def test_names_are_spelled_word_by_word(name: str, spelled: str) -> None:
    assert " ".join(syllables(name)) == spelled


def test_long_names_break_into_even_lines() -> None:
    name = "成渝地区工业互联网一体化发展示范区战略合作协议"

    broken = lines(name)

    assert "".join(broken) == name
    assert len(broken) == 3
    assert max(map(width, broken)) - min(map(width, broken)) <= 4
    assert lines(name * 3)[-1].endswith("…")


def test_no_line_ends_with_an_opening_bracket_or_begins_with_a_closing_one() -> None:
    assert lines("重庆市轨道交通集团（集团）有限公司") == ("重庆市轨道交通集团", "（集团）有限公司")
    assert all(
        line[0] not in "）》”" and line[-1] not in "（《“"
        for line in lines("合作建设运营“复旦大学附属中山医院厦门医院”（二期）协议书")
    )
