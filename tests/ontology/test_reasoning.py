"""What reasoners conclude: the ontology is consistent, and no region becomes an organisation."""

from __future__ import annotations

import pytest
from owlrl import DeductiveClosure, OWLRL_Semantics
from rdflib import DCTERMS, ORG, OWL, PROV, RDF, RDFS, SKOS, Graph, Literal, Namespace, URIRef

from kg.knowledge import terms
from kg.resources import ontology
from tests.ontology.graphs import DATA, good, merged

CY = Namespace(terms.NAMESPACE)
ID = Namespace(terms.BASE)
ERROR = URIRef("http://www.daml.org/2002/03/agents/agent-ont#ErrorMessage")
AGENTS = {CY.Organisation, ORG.Organization, PROV.Agent, PROV.Organization, URIRef("http://xmlns.com/foaf/0.1/Agent")}
# Texts for people: a reasoner concludes nothing from them, and takes long over it.
TEXTS = {RDFS.label, RDFS.comment, SKOS.example, SKOS.prefLabel, DCTERMS.source, RDFS.isDefinedBy, CY.inverseLabel}


def axioms() -> Graph:
    graph = Graph()
    for path in (ontology() / "chuanyu.ttl", ontology() / "alignments.ttl", DATA / "w3c.ttl"):
        graph += (triple for triple in Graph().parse(path) if triple[1] not in TEXTS)
    return graph


def acting_region() -> Graph:
    """A region in every place in which the ontology allows one, and a mayor."""
    graph, region = Graph(), ID["region/510000"]
    for name in (*terms.predicates(), "partOf", "jurisdiction"):
        term = terms.terms()[name]
        other = {place: ID[f"{name}/{place}"] for place in ("subject", "object")}
        for place, classes in (("subject", term.range), ("object", term.domain)):
            if not classes[0].startswith("http"):
                graph.add((other[place], RDF.type, CY[classes[-1]]))
        if "Region" in term.range:
            graph.add((other["object"], CY[name], region))
        if "Region" in term.domain and term.kind == "object property":
            graph.add((region, CY[name], other["subject"]))
    post = ID["membership/1"]
    graph.add((post, RDF.type, ORG.Membership))
    graph.add((post, ORG.member, ID["person/1"]))
    graph.add((post, CY.organization, region))
    graph.add((region, RDF.type, CY.AdministrativeRegion))
    return graph


def closure(graph: Graph) -> Graph:
    DeductiveClosure(OWLRL_Semantics).expand(graph)
    return graph


@pytest.fixture(scope="module")
def concluded() -> Graph:
    """All that follows from ontology, alignments, W3C axioms, the sound sample graph and the acting region."""
    sample = Graph()
    sample += (triple for triple in merged(good()) if triple[1] not in TEXTS)
    return closure(axioms() + sample + acting_region())


def test_nothing_is_inconsistent(concluded: Graph) -> None:
    assert [str(text) for node in concluded.subjects(RDF.type, ERROR) for text in concluded.objects(node)] == []
    assert set(concluded.subjects(RDF.type, OWL.Nothing)) - {OWL.Nothing} == set()


def test_no_region_becomes_an_organisation(concluded: Graph) -> None:
    regions = set(concluded.subjects(RDF.type, CY.Region))
    assert len(regions) > 5
    for region in regions:
        assert set(concluded.objects(region, RDF.type)) & AGENTS == set(), region


def test_what_should_follow_does(concluded: Graph) -> None:
    body, region = ID["organisation/1"], ID["region/510700"]
    assert (body, RDF.type, ORG.Organization) in concluded
    assert (region, RDF.type, DCTERMS.Location) in concluded
    assert (region, DCTERMS.isPartOf, ID["region/CN"]) in concluded, "partOf is transitive"
    assert (region, CY.cooperatesWith, ID["region/500109"]) in concluded, "cooperatesWith is symmetric"
    assert (ID["merge/1"], CY.of, body) in concluded
    assert (ID["evidence/1"], RDF.type, PROV.Entity) in concluded


def test_a_region_that_is_an_organisation_is_inconsistent() -> None:
    graph = axioms()
    graph.add((ID["region/510000"], RDF.type, CY.Region))
    graph.add((ID["region/510000"], RDF.type, CY.GovernmentBody))
    assert next(closure(graph).subjects(RDF.type, ERROR), None) is not None


def test_org_organization_would_make_a_region_an_organisation() -> None:
    """Why posts in regions have ``cy:organization`` alone: with ``org:organization`` the test above would fail."""
    graph = axioms()
    graph.add((ID["region/510000"], RDF.type, CY.Region))
    graph.add((ID["membership/1"], ORG.organization, ID["region/510000"]))
    assert (ID["region/510000"], RDF.type, ORG.Organization) in closure(graph)


def test_alignments_say_nothing_that_binds() -> None:
    graph = Graph().parse(ontology() / "alignments.ttl")
    used = {p for s, p, _ in graph if str(s).startswith(terms.NAMESPACE)}
    assert used <= {SKOS.closeMatch, SKOS.relatedMatch, RDFS.seeAlso}
    for subject in set(graph.subjects()):
        assert (
            str(subject) == "https://w3id.org/chuanyu-kg/alignments"
            or str(subject).removeprefix(terms.NAMESPACE) in terms.terms()
        )
    assert not [value for value in graph.objects() if isinstance(value, Literal) and not str(value).strip()]
