"""The terms of the ontology, the closed namespace, and the reference page."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest
from rdflib import DCTERMS, OWL, RDF, RDFS, Graph, Literal, URIRef

from kg.knowledge import terms
from kg.knowledge.terms import CY
from kg.resources import ontology

GUIDELINES = {
    "Region": ["AdministrativeRegion", "EconomicRegion", "DevelopmentZone"],
    "Organisation": [
        "GovernmentBody",
        "Company",
        "FinancialInstitution",
        "EducationalInstitution",
        "MedicalInstitution",
        "ResearchInstitution",
        "MediaOrganisation",
        "PublicInstitution",
        "Alliance",
    ],
    "Policy": ["PolicyDocument", "Programme"],
    **{name: [] for name in ("Agreement", "Person", "Event", "Project", "Platform", "Product")},
}
SCORED = {
    "signatory": "Agreement → Organisation Region",
    "issuedBy": "Policy → Organisation Region",
    "appliesTo": "Policy Agreement → Region",
    "cooperatesWith": "Organisation Region → Organisation Region",
    "jointlyBuilds": "Organisation Region → Region Project Platform Product Organisation",
    "memberOf": "Organisation Region → Organisation",
    "subOrganizationOf": "Organisation → Organisation",
    "holdsPosition": "Person → Organisation Region",
    "locatedIn": "Organisation Project DevelopmentZone → Region",
    "heldIn": "Event → Region",
    "participatedIn": "Organisation Region Person → Event",
    "launchedBy": "Platform Product Project Organisation → Organisation Region",
    "investsIn": "Organisation → Project Organisation Region",
    "finances": "Organisation → Organisation Project",
    "suppliesTo": "Organisation → Organisation",
}
DATED = {"signedOn": "Agreement", "issuedOn": "Policy", "heldOn": "Event"}


@pytest.fixture(scope="module")
def graph() -> Graph:
    return Graph().parse(ontology() / "chuanyu.ttl")


def test_classes_are_those_of_the_guidelines() -> None:
    assert {name: terms.coarse(name) for name in terms.classes()} == {
        name: coarse for coarse, fine in GUIDELINES.items() for name in (coarse, *fine)
    }
    assert terms.coarse_classes() == tuple(GUIDELINES)


def test_predicates_are_those_of_the_guidelines() -> None:
    assert set(terms.predicates()) == SCORED.keys() | DATED.keys()
    assert set(terms.date_predicates()) == DATED.keys()
    for name, text in SCORED.items():
        assert f"{' '.join(terms.domain(name))} → {' '.join(terms.range_of(name))}" == text, name
    for name, subject in DATED.items():
        assert terms.domain(name) == (subject,)
        assert {iri.rpartition("#")[2] for iri in terms.range_of(name)} == {"date", "gYearMonth", "gYear"}


def test_only_a_class_of_entities_has_a_coarse_class() -> None:
    for name in ("Statement", "signatory", "Document"):
        with pytest.raises(KeyError):
            terms.coarse(name)
    with pytest.raises(KeyError):
        terms.coarse("Compny")


def test_every_term_is_labelled_explained_exemplified_and_sourced() -> None:
    for name, term in terms.terms().items():
        for texts in (term.label, term.comment):
            assert set(texts) == {"zh", "en"}, name
            assert all(text.strip() for text in texts.values()), name
            assert texts["en"].isascii() or "以下简称" in texts["en"] or "《》" in texts["en"], name
        assert term.examples, name
        assert term.sources, name
        if term.relation:
            assert set(term.inverse_label) == {"zh", "en"}, name


def test_labels_are_not_given_twice() -> None:
    for language in ("zh", "en"):
        labels = [term.label[language] for term in terms.terms().values() if term.kind == "class"]
        labels += [terms.label(name, language) for name in terms.predicates()]
        assert len(labels) == len(set(labels))


def test_what_terms_are_made_of_exists() -> None:
    datatypes = ("http://www.w3.org/2001/XMLSchema#", str(RDF))
    for name, term in terms.terms().items():
        for other in (*term.domain, *term.range, *term.parents):
            if other.startswith("http"):
                assert other.startswith(("http://www.w3.org/", "http://purl.org/dc/terms/")), f"{name}: {other}"
            else:
                assert other in terms.terms(), f"{name}: {other}"
        if term.kind == "datatype property":
            assert all(iri.startswith(datatypes) for iri in term.range), name


def test_every_subject_of_the_file_is_a_term(graph: Graph) -> None:
    named = {str(s) for s in graph.subjects() if isinstance(s, URIRef)}
    assert named == {str(CY).rstrip("#")} | {term.iri for term in terms.terms().values()}


def test_header(graph: Graph) -> None:
    header = URIRef("https://w3id.org/chuanyu-kg/ontology")
    assert (header, RDF.type, OWL.Ontology) in graph
    assert {title.language for title in graph.objects(header, DCTERMS.title) if isinstance(title, Literal)} == {
        "zh",
        "en",
    }
    assert graph.value(header, DCTERMS.license) == URIRef("https://creativecommons.org/licenses/by/4.0/")
    version = str(graph.value(header, OWL.versionInfo))
    assert graph.value(header, OWL.versionIRI) == header + f"/{version}"
    assert not set(graph.objects(None, OWL.imports))
    assert set(graph.objects(None, RDFS.isDefinedBy)) == {header}


def test_modalities_are_those_of_the_model() -> None:
    from typing import get_args

    from kg.model import Modality

    assert terms.modalities() == get_args(Modality)


def test_namespace_gives_iris() -> None:
    assert CY.signatory == "https://w3id.org/chuanyu-kg/ontology#signatory"
    assert CY["of"] == CY.of
    assert str(CY) == terms.NAMESPACE
    assert "signatory" in CY
    assert CY.signatory in CY
    assert set(CY) == set(dir(CY)) == set(terms.terms())
    assert len(CY) == len(terms.terms())


def test_a_misspelt_term_fails_at_once() -> None:
    with pytest.raises(AttributeError, match="did you mean signatory"):
        CY.signatry  # noqa: B018
    with pytest.raises(KeyError, match="did you mean Organisation"):
        CY["Organistion"]
    assert "signatry" not in CY


def test_importing_the_terms_loads_no_rdf_library() -> None:
    code = "import sys, kg.knowledge.terms as t; t.CY; print([m for m in ('rdflib', 'pyoxigraph') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_reference_page_is_what_the_ontology_says(root: Path) -> None:
    spec = importlib.util.spec_from_file_location("ontology_page", root / "tools" / "ontology_page.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    page = (root / "docs" / "ontology.md").read_text(encoding="utf-8")
    assert page == module.page(), "run python tools/ontology_page.py"
    for name in terms.terms():
        assert f'<a id="{name}"></a>' in page
