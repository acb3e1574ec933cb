"""Who is tied to whom, and where it stands on the map."""

from __future__ import annotations

from types import ModuleType

import networkx as nx
import pytest
from pyoxigraph import Store

from kg.views.cooperation import communities, home, places, ties, tiles
from kg.views.graph import read


@pytest.fixture(scope="module")
def graph(store: Store) -> nx.MultiDiGraph:
    return read(store)


def test_parties_are_tied_by_what_is_said_signed_or_built(graph: nx.MultiDiGraph) -> None:
    found = {(tie.a, tie.b, tie.via) for tie in ties(graph)}

    assert ("organisation/cqbank", "organisation/scbank", "agreement/banks") in found
    assert ("region/500000", "region/510000", "region/finance") not in found
    assert any(not via for _, _, via in found)


def test_only_asserted_facts_tie(sample: ModuleType) -> None:
    data = sample.Sample()
    text = "t\n\n四川省拟与重庆市签署协议。"
    data.document("d1", title="t", issued="2021", source="", text=text)
    for key, name in (("region/510000", "四川省"), ("region/500000", "重庆市")):
        data.entity("d1", key, {"type": "AdministrativeRegion", "name": name})
    words = {"subjectAt": "四川省", "objectAt": "重庆市", "triggerAt": "拟"}
    sentence = "四川省拟与重庆市签署协议。"
    data.fact(
        "d1", "region/500000", "cooperatesWith", "region/510000", sentence=sentence, marks=words, modality="planned"
    )

    assert ties(read(data.store)) == []


def test_a_body_stands_for_the_region_that_it_governs(graph: nx.MultiDiGraph) -> None:
    region = places(graph)

    assert region["region/500112"] == "region/500112"
    assert {key: place for key, place in region.items() if key.startswith("organisation/")}
    assert all(place.startswith("region/") for place in region.values())


def test_all_places_of_sichuan_and_chongqing_have_a_tile_of_their_own() -> None:
    codes = [tile.code for tile in tiles()]

    assert sum(code.startswith("51") for code in codes) == 21
    assert sum(code.startswith("50") for code in codes) == 38
    assert len({(tile.column, tile.row) for tile in tiles()}) == 59


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        pytest.param("510100", "510100", id="prefecture"),
        pytest.param("510104", "510100", id="county-in-its-prefecture"),
        pytest.param("500112", "500112", id="district"),
        pytest.param("500000", "500000", id="municipality"),
        pytest.param("440300", "440300", id="elsewhere"),
    ],
)
def test_a_place_is_shown_at_its_tile(code: str, shown: str) -> None:
    assert home(code) == shown


def test_communities_are_the_same_every_time_and_largest_first() -> None:
    pairs = {("a", "b"): 3, ("a", "c"): 3, ("b", "c"): 3, ("d", "e"): 2, ("c", "d"): 1}

    assert communities(pairs) == communities(dict(reversed(pairs.items()))) == [["a", "b", "c"], ["d", "e"]]
