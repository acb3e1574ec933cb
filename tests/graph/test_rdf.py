"""Claims become triples and come back; what is not asserted has no direct triple."""

from __future__ import annotations

import dataclasses
from types import SimpleNamespace

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode

from kg import rdf
from kg.model import Claim, Entity, Extraction, Span, When
from kg.rdf.pinyin import spellings
from kg.rdf.terms import between, cy, iri, term


def test_claims_come_back_as_they_went_in(sample: SimpleNamespace) -> None:
    quads = rdf.quads(sample.extraction())

    claims = rdf.claims(quads)

    assert set(claims) == set(sample.claims)
    assert [claim.evidence for claim in claims] == sorted(claim.evidence for claim in claims)


def test_entities_come_back_as_they_went_in(sample: SimpleNamespace) -> None:
    extraction = sample.extraction()
    back = rdf.extraction(rdf.quads(extraction))

    assert set(back.entities) == set(extraction.entities)
    assert back.document == dataclasses.replace(extraction.document, text="")


def test_facts_carry_the_quote_byte_for_byte(sample: SimpleNamespace) -> None:
    for fact in rdf.facts(rdf.quads(sample.extraction())):
        evidence = fact.claim.evidence
        assert fact.quote == sample.text[evidence.start : evidence.end]
        assert fact.document == "document/t01"
    assert any("\n" in fact.quote for fact in rdf.facts(rdf.quads(sample.extraction())))


def test_what_is_planned_has_a_statement_and_no_triple(sample: SimpleNamespace) -> None:
    quads = rdf.quads(sample.extraction())

    assert not [quad for quad in quads if quad.predicate == cy("jointlyBuilds")]
    assert [quad for quad in quads if quad.predicate == cy("modality") and quad.object == Literal("planned")]


def test_cooperation_is_written_once_whichever_way_it_was_said(sample: SimpleNamespace) -> None:
    extraction = sample.extraction()
    claim = next(claim for claim in sample.claims if claim.predicate == "cooperatesWith")
    turned = dataclasses.replace(claim, subject=claim.object, object=claim.subject)
    both = Extraction(extraction.document, extraction.entities, (*extraction.claims, turned))

    assert rdf.quads(both) == rdf.quads(extraction)


def test_all_stands_in_the_documents_graph_under_ascii_iris_without_blank_nodes(sample: SimpleNamespace) -> None:
    quads = rdf.quads(sample.extraction())

    assert {quad.graph_name for quad in quads} == {iri("document/t01")}
    for quad in quads:
        for node in (quad.subject, quad.predicate, quad.object):
            assert not isinstance(node, BlankNode)
            if isinstance(node, NamedNode):
                assert node.value.isascii()
    assert list(quads) == sorted(quads, key=str)


def test_the_same_extraction_gives_the_same_bytes_in_any_order(sample: SimpleNamespace) -> None:
    extraction = sample.extraction()
    turned = Extraction(extraction.document, extraction.entities[::-1], extraction.claims[::-1])

    assert list(map(str, rdf.quads(turned))) == list(map(str, rdf.quads(extraction)))


def test_names_are_told_apart_by_their_language_tag(sample: SimpleNamespace) -> None:
    quads = rdf.quads(sample.extraction())
    names = {(quad.predicate, quad.object) for quad in quads if quad.subject == iri("region/510700")}

    assert (term("skos:prefLabel"), Literal("绵阳市", language="zh")) in names
    assert (term("skos:altLabel"), Literal("綿陽市", language="zh-Hant")) in names
    assert (term("skos:altLabel"), Literal("绵阳", language="zh")) in names
    assert (term("skos:hiddenLabel"), Literal("mianyangshi", language="zh-Latn-pinyin")) in names
    assert (term("skos:notation"), Literal("510700")) in names


def test_only_what_the_document_names_is_mentioned_in_it(sample: SimpleNamespace) -> None:
    mentioned = {quad.subject for quad in rdf.quads(sample.extraction()) if quad.predicate == cy("mentionedIn")}

    assert iri("region/510700") in mentioned
    assert iri("region/510000") not in mentioned


def test_a_region_that_nothing_refers_to_is_left_out(sample: SimpleNamespace) -> None:
    extraction = sample.extraction()
    stray = Entity("region/530100", "AdministrativeRegion", "昆明市", mentioned=False)
    more = Extraction(extraction.document, (*extraction.entities, stray), extraction.claims)

    assert rdf.quads(more) == rdf.quads(extraction)
    assert iri("region/510000") in {quad.subject for quad in rdf.quads(more)}


def test_the_post_in_a_region_makes_no_organisation_of_it(sample: SimpleNamespace) -> None:
    quads = rdf.quads(sample.extraction())
    posts = {quad.subject for quad in quads if quad.object == term("org:Membership")}
    said = {(quad.predicate, quad.object) for quad in quads if quad.subject in posts}

    assert (term("org:member"), iri(sample.lin.key)) in said
    assert (cy("organization"), iri(sample.mianyang.key)) in said
    assert (cy("postTitle"), Literal("副市长", language="zh")) in said
    assert not [predicate for predicate, _ in said if predicate == term("org:organization")]


@pytest.mark.parametrize(
    ("iso", "kind", "earliest", "latest"),
    [
        ("2021-04-30", "date", "2021-04-30", "2021-04-30"),
        ("2024-02", "gYearMonth", "2024-02-01", "2024-02-29"),
        ("2021", "gYear", "2021-01-01", "2021-12-31"),
    ],
)
def test_a_date_is_typed_by_its_precision_and_has_its_bounds(
    sample: SimpleNamespace, iso: str, kind: str, earliest: str, latest: str
) -> None:
    claim = dataclasses.replace(sample.claims[2], object=When(iso))
    quads = rdf.quads(Extraction(sample.document(), sample.extraction().entities, (claim,)))
    statement = next(quad.subject for quad in quads if quad.object == cy("Statement"))
    said = {quad.predicate: quad.object for quad in quads if quad.subject == statement}

    assert said[term("rdf:object")] == Literal(iso, datatype=term(f"xsd:{kind}"))
    assert said[cy("earliest")] == Literal(earliest, datatype=term("xsd:date"))
    assert said[cy("latest")] == Literal(latest, datatype=term("xsd:date"))
    assert between(earliest, latest) == When(iso)


def test_another_base_changes_all_iris_and_nothing_else(sample: SimpleNamespace) -> None:
    base = "https://example.org/kg/"
    quads = rdf.quads(sample.extraction(), base=base)

    assert all(str(quad.subject).startswith(f"<{base}") for quad in quads)
    assert set(rdf.claims(quads, base=base)) == set(sample.claims)


def test_a_term_that_the_ontology_lacks_fails_at_once(sample: SimpleNamespace) -> None:
    claim = dataclasses.replace(sample.claims[0], predicate="signatry")
    with pytest.raises(AttributeError, match="signatory"):
        rdf.quads(Extraction(sample.document(), (), (claim,)))


def test_a_key_that_no_iri_can_hold_is_refused(sample: SimpleNamespace) -> None:
    with pytest.raises(ValueError, match="not a key"):
        rdf.quads(Extraction(sample.document(), (Entity("region/绵阳", "AdministrativeRegion", "绵阳"),), ()))


def test_evidence_outside_the_text_is_refused(sample: SimpleNamespace) -> None:
    claim: Claim = dataclasses.replace(sample.claims[0], evidence=Span(0, len(sample.text) + 1))
    with pytest.raises(ValueError, match="outside the text"):
        rdf.quads(Extraction(sample.document(), (), (claim,)))


@pytest.mark.parametrize(
    ("name", "joined"),
    [
        ("重庆市", "chongqingshi"),
        ("重庆市长寿区", "chongqingshichangshouqu"),
        ("都江堰市", "dujiangyanshi"),
        ("什邡市", "shifangshi"),
        ("中国建设银行四川省分行", "zhongguojiansheyinhangsichuanshengfenhang"),
        ("犍为县", "qianweixian"),
        ("乐山市", "leshanshi"),
        ("长江上游航运中心", "changjiangshangyouhangyunzhongxin"),
    ],
)
def test_names_are_read_word_by_word(name: str, joined: str) -> None:
    toned, plain, initials = spellings(name)

    assert plain == joined
    assert toned.replace(" ", "") != joined
    assert initials == "".join(part[0] for part in _syllables(toned))


def _syllables(toned: str) -> list[str]:
    import unicodedata

    return [unicodedata.normalize("NFD", part) for part in toned.split()]


def test_a_surname_is_read_as_a_surname() -> None:
    assert spellings("曾小林", person=True)[1] == "zengxiaolin"
    assert spellings("APEC") == ()
