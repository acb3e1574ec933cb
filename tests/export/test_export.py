"""Files that others read: every format comes back whole, and the same store gives the same bytes."""

from __future__ import annotations

import csv
import gzip
import io
import json
import os
import random
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import networkx as nx
import pyoxigraph as ox
import pytest
import rdflib
from click.testing import CliRunner, Result
from rdflib.compare import isomorphic

from kg import rdf
from kg.cli import kg
from kg.export import parts
from kg.export.select import Selection, selected
from kg.export.write import FORMATS, ExportError, Options, dump, form_of
from kg.rdf.terms import term
from kg.store import Store

READERS = {"ttl": "turtle", "nt": "nt", "nq": "nquads", "trig": "trig", "jsonld": "json-ld", "rdf": "xml"}
# rdflib's own warnings of its Dataset and its JSON-LD reader
OWN = pytest.mark.filterwarnings("ignore:(Dataset|ConjunctiveGraph)[. ]:DeprecationWarning")


def _kg(*arguments: str) -> Result:
    return CliRunner().invoke(kg, arguments, prog_name="kg")


def _quads(dataset: rdflib.Dataset) -> set[tuple[str, ...]]:
    return {tuple(part.n3() for part in (s, p, o, rdflib.URIRef(str(g)))) for s, p, o, g in dataset.quads()}


def _expected(store: Store) -> rdflib.Dataset:
    dataset = rdflib.Dataset()
    dataset.parse(data=store.data.dump(format=ox.RdfFormat.N_QUADS), format="nquads")
    return dataset


@OWN
@pytest.mark.parametrize("form", ["nq", "trig", "jsonld"])
def test_formats_with_graphs_come_back_whole(store: Store, form: str) -> None:
    read = rdflib.Dataset()
    read.parse(data=dump(store, form)[""], format=READERS[form])

    assert len(_quads(read)) == len(store)
    assert _quads(read) == _quads(_expected(store))


@OWN
@pytest.mark.parametrize("form", ["ttl", "nt", "rdf"])
def test_formats_without_graphs_come_back_isomorphic(store: Store, form: str) -> None:
    read = rdflib.Graph().parse(data=dump(store, form)[""], format=READERS[form])
    union = rdflib.Graph()
    for s, p, o, _ in _expected(store).quads():
        union.add((s, p, o))

    assert isomorphic(read, union)


@pytest.mark.parametrize("form", FORMATS)
def test_the_order_of_the_quads_does_not_show(sample: ModuleType, form: str) -> None:
    quads = sample.dataset()
    shuffled = list(quads)
    random.Random(7).shuffle(shuffled)  # noqa: S311 - no secret

    assert dump(Store.memory(quads), form) == dump(Store.memory(shuffled), form)


def test_another_process_writes_the_same_bytes(folder: Path, store: Store, tmp_path: Path) -> None:
    program = (
        "import sys, pathlib\nfrom kg.export.write import dump\nfrom kg.store import Store\n"
        "with Store.open(sys.argv[1], read_only=True) as store:\n"
        "    for form in sys.argv[3:]: pathlib.Path(sys.argv[2], form).write_bytes(dump(store, form)[''])\n"
    )
    forms = ("trig", "ttl", "rdf", "gexf", "graphml", "jsonld")
    command = [sys.executable, "-c", program, str(folder), str(tmp_path), *forms]
    subprocess.run(command, check=True, env={**os.environ, "PYTHONHASHSEED": "1"})

    assert {form: (tmp_path / form).read_bytes() for form in forms} == {form: dump(store, form)[""] for form in forms}


def test_turtle_is_grouped_and_has_prefixes(store: Store) -> None:
    text = dump(store, "ttl")[""].decode()

    assert "\nregion:510000 a cy:AdministrativeRegion , cy:Region ;\n" in text
    assert text.count("\nregion:510000 ") == 1
    assert "<https://w3id.org/chuanyu-kg/id/" not in text.partition("\n\n")[2]


def test_json_ld_has_a_context(store: Store) -> None:
    data = json.loads(dump(store, "jsonld")[""])

    assert data["@context"]["cy"] == "https://w3id.org/chuanyu-kg/ontology#"
    assert [graph["@id"] for graph in data["@graph"]] == ["document:d1", "document:d2", "document:d3"]


def test_rdf12_has_one_triple_term_a_statement(store: Store) -> None:
    text = dump(store, "nt", options=Options(rdf12=True))[""]
    triples = [quad.triple for quad in ox.parse(text, format=ox.RdfFormat.N_TRIPLES)]
    terms = {triple.subject: triple.object for triple in triples if isinstance(triple.object, ox.Triple)}
    kind = ox.NamedNode("https://w3id.org/chuanyu-kg/ontology#Statement")

    assert set(terms) == {triple.subject for triple in triples if triple.object == kind}
    assert b"ns#subject" not in text
    with pytest.raises(ExportError, match="triple terms"):
        dump(store, "rdf", options=Options(rdf12=True))


@pytest.mark.parametrize(("form", "read"), [("graphml", nx.read_graphml), ("gexf", nx.read_gexf)])
def test_networks_carry_names_types_dates_and_sentences(
    store: Store, sample: ModuleType, form: str, read: object
) -> None:
    graph = read(io.BytesIO(dump(store, form)[""]))  # type: ignore[operator]  # a function of networkx
    pact = graph.nodes[sample.PACT]
    assert (pact["label"], pact["type"], pact["signedOn"]) == ("川渝汽车产业合作协议", "Agreement", "2020-04-30")
    edges = list(graph.get_edge_data(sample.PACT, sample.OFFICE).values())

    assert len(edges) == 1  # one fact, though two documents state it
    assert edges[0]["predicate"] == "signatory"
    assert len(edges[0]["statements"].split()) == 2
    assert edges[0]["documents"].split() == ["document/d1", "document/d2"]
    assert edges[0]["sentence"].startswith("2020年4月30日")
    assert edges[0]["weight"] == 2


def test_planned_edges_are_marked(store: Store, sample: ModuleType) -> None:
    graph = nx.read_graphml(io.BytesIO(dump(store, "graphml")[""]))
    plans = list(graph.get_edge_data(sample.SICHUAN, sample.RAIL).values())

    assert [edge["modality"] for edge in plans] == ["planned"]


def _table(files: dict[str, bytes], name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(files[name].decode("utf-8-sig"), newline="")))


def test_tables(store: Store, sample: ModuleType) -> None:
    files = dump(store, "csv")
    edges = _table(files, "edges.csv")
    nodes = {row["id"]: row for row in _table(files, "nodes.csv")}
    (post,) = [row for row in edges if row["predicate"] == "holdsPosition"]
    (signed,) = [row for row in edges if row["source"] == sample.PACT and row["value"] == "2020-04-30"]
    evidence = {row["statement"]: row for row in _table(files, "evidence.csv")}

    assert nodes[sample.CHENGDU]["part_of"] == sample.SICHUAN
    assert (post["source_label"], post["target_label"], post["title"]) == ("李明", "四川省经济和信息化厅", "厅长")
    assert (signed["target"], signed["earliest"], signed["latest"]) == ("", "2020-04-30", "2020-04-30")
    assert len([row for row in edges if row["source"] == sample.PACT and row["predicate"] == "signatory"]) == 2
    passage = evidence[post["statements"]]
    text = sample.DOCUMENTS["d1"].text
    assert text[int(passage["start"]) : int(passage["end"])] == passage["quote"]
    assert [row["id"] for row in _table(files, "documents.csv")] == ["document/d1", "document/d2", "document/d3"]


def test_tables_quote_and_mark(store: Store) -> None:
    files = dump(store, "csv", options=Options(bom=True))

    assert all(data.startswith(b"\xef\xbb\xbf") for data in files.values())
    assert all("川渝" in row["label"] or row["label"] for row in _table(files, "nodes.csv"))


def _said(files: dict[str, bytes]) -> set[str]:
    return {line.partition(" ")[0] for line in files[""].decode().splitlines() if "#Statement>" in line}


def test_only_some_documents(store: Store, sample: ModuleType) -> None:
    chosen = Selection(documents=frozenset({f"{store.base}document/d3"}))

    assert len(dump(store, "nq", selection=chosen)[""].splitlines()) == len(sample.dataset("d3"))


def test_asserted_only_leaves_out_plans_whole(store: Store, sample: ModuleType) -> None:
    text = dump(store, "nq", selection=Selection(asserted_only=True))[""].decode()

    assert '"planned"' not in text
    assert '"wished"' not in text
    assert "希望" not in text
    assert f"{sample.SICHUAN}> <https://w3id.org/chuanyu-kg/ontology#jointlyBuilds>" in text


def test_unsure_statements_go_with_their_triples(store: Store) -> None:
    text = dump(store, "nq", selection=Selection(min_confidence=0.8))[""].decode()

    assert "ontology#finances>" not in text
    assert "贷款" not in text
    assert "ontology#signatory>" in text
    assert "重庆农商行" in text  # it is still named by the document


def test_a_post_goes_with_its_statement(store: Store, sample: ModuleType) -> None:
    text = dump(store, "nq", selection=Selection(min_confidence=0.95))[""].decode()

    assert "ns/org#Membership" not in text
    assert "ontology#Statement>" not in text
    assert sample.LI in text


def test_a_post_in_a_region_goes_with_its_statement_too() -> None:
    """W3C's org:organization is not said of a region; cy:organization is, of both."""
    graph, person, region, post, said = (
        rdf.iri(key) for key in ("document/d", "person/p", "region/510000", "membership/m", "statement/s")
    )
    facts: list[tuple[ox.NamedNode, str, ox.NamedNode | ox.Literal]] = [
        (said, "rdf:type", rdf.cy("Statement")),
        (said, "rdf:subject", person),
        (said, "rdf:predicate", rdf.cy("holdsPosition")),
        (said, "rdf:object", region),
        (said, "cy:postTitle", ox.Literal("省长", language="zh")),
        (said, "cy:confidence", ox.Literal("0.9", datatype=term("xsd:decimal"))),
        (said, "cy:modality", ox.Literal("asserted")),
        (post, "rdf:type", term("org:Membership")),
        (post, "org:member", person),
        (post, "cy:organization", region),
        (post, "cy:postTitle", ox.Literal("省长", language="zh")),
    ]
    quads = [ox.Quad(subject, term(predicate), value, graph) for subject, predicate, value in facts]

    for least, kept in ((0.5, True), (0.95, False)):
        found = {quad.subject for quad in selected(quads, Selection(min_confidence=least))}
        assert (post in found) is kept


def test_focus_keeps_what_is_said_about_it(store: Store, sample: ModuleType) -> None:
    focus = frozenset({store.base + sample.PACT})
    near = dump(store, "nq", selection=Selection(focus=focus))
    text = near[""].decode()

    assert len(_said(near)) == 6
    assert "四川省经济和信息化厅" in text
    assert "四川省" in text  # whose body it is
    assert "成渝高校联盟" not in text
    assert len(_said(dump(store, "nq", selection=Selection(focus=focus, depth=2)))) > 6


def test_a_selection_is_sound_rdf(store: Store, sample: ModuleType) -> None:
    selection = Selection(focus=frozenset({store.base + sample.CHONGQING}), min_confidence=0.7, asserted_only=True)
    quads = list(ox.parse(dump(store, "nq", selection=selection)[""], format=ox.RdfFormat.N_QUADS))
    subjects = {quad.subject for quad in quads}
    named = {
        quad.object
        for quad in quads
        if isinstance(quad.object, ox.NamedNode) and quad.object.value.startswith(store.base)
    }

    # nothing points to what is not described
    assert named <= subjects


def test_gzip_holds_no_time(store: Store) -> None:
    data = dump(store, "ttl", options=Options(gzipped=True))[""]

    assert data[4:8] == b"\0\0\0\0"
    assert gzip.decompress(data) == dump(store, "ttl")[""]


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("a.ttl", ("ttl", False)),
        ("a.b.nq.gz", ("nq", True)),
        ("A.TTL", ("ttl", False)),
        ("x/", ("csv", False)),
        ("x", ("csv", False)),
    ],
)
def test_the_suffix_says_the_format(name: str, form: tuple[str, bool]) -> None:
    assert form_of(name) == form


@pytest.mark.parametrize("name", ["a.xlsx", "a.gz", "a.csv", "a.txt.gz"])
def test_an_unknown_suffix_is_refused(name: str) -> None:
    with pytest.raises(ExportError, match=name):
        form_of(name)


def test_command_writes_files_and_folders(folder: Path, tmp_path: Path) -> None:
    for name in ("x.ttl", "x.nq.gz", "tables"):
        done = _kg("export", "--store", str(folder), "-o", str(tmp_path / name))
        assert done.exit_code == 0
        assert name in done.stderr
        assert done.stdout == ""

    assert b"<https://" in gzip.decompress((tmp_path / "x.nq.gz").read_bytes())
    assert sorted(path.name for path in (tmp_path / "tables").iterdir()) == [
        "documents.csv",
        "edges.csv",
        "evidence.csv",
        "nodes.csv",
    ]


def test_command_writes_to_standard_output(folder: Path, store: Store) -> None:
    done = _kg("export", "--store", str(folder), "-o", "-", "-f", "trig", "-q")

    assert done.stdout_bytes == dump(store, "trig")[""]
    assert done.stderr == ""


def test_command_knows_names(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "x.nq"
    done = _kg("export", "--store", str(folder), "-o", str(out), "--focus", "贵阳", "--document", "d3")

    assert done.exit_code == 0
    assert "贵阳市" in out.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (("-o", "-"), 2, "-f"),
        (("-o", "-", "-f", "csv"), 2, "folder"),
        (("-o", "x.xlsx"), 2, "x.xlsx"),
        (("-o", "x.rdf", "--rdf12"), 2, "triple terms"),
        (("-o", "x.ttl", "--focus", "鼓楼区"), 1, "region/320106"),
        (("-o", "x.ttl", "--document", "d9"), 1, "d9"),
        (("-o", "no/such/folder/x.ttl"), 1, "cannot be written"),
        ((), 2, "Missing option"),
    ],
)
def test_command_says_what_is_wrong(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], code: int, says: str
) -> None:
    monkeypatch.chdir(tmp_path)
    done = _kg("export", "--store", str(folder), *arguments)

    assert done.exit_code == code
    assert says in done.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("size", [7, 100, 10_000])
def test_parts_are_together_the_whole(store: Store, size: int) -> None:
    found = list(parts.parts(store, size))

    assert b"".join(found) == dump(store, "nq")[""]
    assert all(len(part.splitlines()) <= size for part in found)


@pytest.mark.full
def test_parts_by_two_processes_are_those_of_one(folder: Path) -> None:
    with Store.open(folder, read_only=True) as store:
        assert list(parts.parts(store, 100, workers=2)) == list(parts.parts(store, 100))


def test_parts_of_a_selection(store: Store) -> None:
    chosen = Selection(asserted_only=True)

    assert b"".join(parts.parts(store, 50, selection=chosen)) == dump(store, "nq", selection=chosen)[""]


def test_void_counts(store: Store) -> None:
    void = "http://rdfs.org/ns/void#"
    graph = rdflib.Graph().parse(data=parts.described(store, license_iri="urn:licence", form="ttl"), format="turtle")
    node = rdflib.URIRef(store.base + "dataset")
    figures = {name: int(str(graph.value(node, rdflib.URIRef(void + name)))) for name in ("triples", "documents")}

    assert figures == {"triples": len(store), "documents": 3}
    assert graph.value(node, rdflib.DCTERMS.license) == rdflib.URIRef("urn:licence")
    partition = {
        str(graph.value(part, rdflib.URIRef(void + "class"))): int(
            str(graph.value(part, rdflib.URIRef(void + "entities")))
        )
        for part in graph.objects(node, rdflib.URIRef(void + "classPartition"))
    }
    # two documents hold the agreement, which is one thing
    assert partition["https://w3id.org/chuanyu-kg/ontology#Agreement"] == 2
    assert partition["https://w3id.org/chuanyu-kg/ontology#Document"] == 3
    shares = graph.objects(None, rdflib.URIRef(void + "propertyPartition"))
    properties = [int(str(graph.value(part, rdflib.URIRef(void + "triples")))) for part in shares]
    assert sum(properties) == len(store)


def test_void_states_no_licence_that_nobody_gave(store: Store) -> None:
    assert b"license" not in parts.described(store, form="nt")


def test_loaders(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "parts"
    out.mkdir()
    (out / "graph-0009.nq").write_text("of an earlier export", encoding="utf-8")
    first = _kg("export", "--loaders", str(out), "--split", "200", "--store", str(folder))
    before = {path.name: path.read_bytes() for path in out.iterdir()}
    _kg("export", "--loaders", str(out), "--split", "200", "--store", str(folder))

    assert first.exit_code == 0, first.output
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before
    scripts = sorted(name for name in before if name.endswith(".sh"))
    assert scripts == [f"load-{name}.sh" for name in ("fuseki", "graphdb", "oxigraph", "qlever", "virtuoso")]
    assert "graph-0009.nq" not in before
    assert b"<graph-0001.nq>, <graph-0002.nq>" in before["void.ttl"]
    rdflib.Graph().parse(data=before["void.ttl"], format="turtle", publicID="http://example.org/void.ttl")


@pytest.mark.parametrize("script", sorted(parts.SCRIPTS.glob("*.sh")), ids=lambda path: path.name)
def test_a_script_is_sound_and_says_what_is_missing(script: Path, tmp_path: Path) -> None:
    assert subprocess.run(["bash", "-n", str(script)], check=False).returncode == 0
    copy = tmp_path / script.name
    copy.write_bytes(script.read_bytes())
    environment = {"PATH": "/usr/bin:/bin", "VIRTUOSO_HOST": "127.0.0.1:1", "QLEVER_FOLDER": str(tmp_path / "q")}
    done = subprocess.run(["bash", str(copy)], env=environment, capture_output=True, check=False, timeout=60)
    assert done.returncode != 0


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        ((), 2, "--loaders"),
        (("--workers", "2", "-o", "x.nq"), 2, "--loaders"),
        (("--split", "5", "-o", "x.nq"), 2, "--loaders"),
        (("--license", "urn:x", "-o", "x.nq"), 2, "--void"),
        (("--license", "free", "--void", "-o", "x.ttl"), 2, "no IRI"),
        (("--void", "-o", "x.graphml"), 2, "VoID is RDF"),
    ],
)
def test_options_that_do_not_go_together(folder: Path, arguments: tuple[str, ...], code: int, says: str) -> None:
    done = _kg("export", *arguments, "--store", str(folder))

    assert done.exit_code == code
    assert says in done.stderr


def test_void_to_standard_output(folder: Path) -> None:
    done = _kg("export", "--void", "-f", "nt", "-o", "-", "--store", str(folder))

    assert "void#triples" in done.stdout
