"""Companies and places of the world: codes, forms, and which names need a context."""

from __future__ import annotations

import re

import pytest

from kg.knowledge.lexicon import Body, Company, Institution, NamedRegion, lexicon

CODE = re.compile(r"\d{6}|\d{5}|[A-Z]{1,5}|")


def _company(name: str) -> Company:
    return next(each for each in lexicon().companies if name in (each.name, *each.short))


def test_codes_are_of_an_exchange_and_unique() -> None:
    codes = [company.code for company in lexicon().companies]
    assert all(CODE.fullmatch(code) for code in codes)
    listed = [code for code in codes if code]
    assert len(listed) == len(set(listed)) > 4000


def test_no_form_belongs_to_two_companies_or_to_a_body_or_an_institution() -> None:
    forms = [form for each in lexicon().companies for form in (each.name, *each.short, *each.loose)]
    assert len(forms) == len(set(forms))
    tables: tuple[Body | Institution, ...] = (*lexicon().bodies, *lexicon().institutions)
    others = {form for each in tables for form in (each.name, *each.short)}
    assert not others & set(forms)


def test_forms_carry_no_marks_of_the_exchange() -> None:
    for company in lexicon().companies:
        for form in (company.name, *company.short):
            assert not re.search(r"\s|\*|^ST|-[UW]|[()Ａ-Ｚ]", form), form


@pytest.mark.parametrize(
    ("short", "full", "code"),
    [
        ("贵州茅台", "贵州茅台酒股份有限公司", "600519"),
        ("四川长虹", "四川长虹电器股份有限公司", "600839"),
        ("长安汽车", "重庆长安汽车股份有限公司", "000625"),
    ],
)
def test_short_and_full_names(short: str, full: str, code: str) -> None:
    company = _company(short)
    assert (company.name, company.code) == (full, code)


@pytest.mark.parametrize("name", ["机器人", "太阳能", "新产业", "白云机场", "中国卫星", "天府文旅"])
def test_names_that_are_words_or_places_need_a_context(name: str) -> None:
    assert _company(name).ambiguous


def test_a_short_name_that_misleads_is_kept_apart_from_the_others() -> None:
    apple = _company("苹果公司")
    assert (apple.ambiguous, apple.short, apple.loose) == (False, (), ("苹果",))
    assert "四川成渝" in _company("四川成渝高速公路股份有限公司").loose


def test_a_full_name_alone_never_needs_a_context() -> None:
    for company in lexicon().companies:
        if company.name.endswith("公司") and not company.short:
            assert not company.ambiguous


def test_types_are_classes_of_organisations() -> None:
    assert {company.type for company in lexicon().companies} <= {"Company", "FinancialInstitution", "MediaOrganisation"}


def test_places_of_the_world_lie_in_known_countries_outside_china() -> None:
    places = lexicon().world_places
    assert {place.country for place in places} <= set(lexicon().countries) - {"CN", "HK", "MO", "TW"}
    found = {form: place.country for place in places for form in (place.name, *place.short)}
    assert len(found) == sum(1 + len(place.short) for place in places)
    assert (found["东京"], found["加州"], found["海参崴"], found["罗兹"]) == ("JP", "US", "RU", "PL")


def test_a_place_of_the_world_that_has_the_name_of_a_division_is_ambiguous() -> None:
    names = lexicon().by_name
    for place in lexicon().world_places:
        for form in (place.name, *place.short):
            assert form not in names or place.ambiguous, form


def test_no_form_belongs_to_two_zones_or_two_institutions() -> None:
    tables: tuple[tuple[NamedRegion | Institution, ...], ...] = (lexicon().zones, lexicon().institutions)
    for table in tables:
        forms = [form for each in table for form in (each.name, *each.short)]
        assert sorted(forms) == sorted(set(forms))


@pytest.mark.parametrize(
    ("short", "zone", "covers"),
    [
        ("昆山经开区", "昆山经济技术开发区", "320583"),
        ("吉林高新区", "吉林高新技术产业开发区", "220200"),
        ("成都高新区", "成都高新技术产业开发区", "510100"),
    ],
)
def test_national_zones_lie_where_they_are_named_after(short: str, zone: str, covers: str) -> None:
    (found,) = [each for each in lexicon().zones if short in each.short]
    assert (found.name, found.covers) == (zone, (covers,))


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("中国科学院", "ResearchInstitution"),
        ("中国社会科学院", "ResearchInstitution"),
        ("中国工程院", "ResearchInstitution"),
        ("央行", "GovernmentBody"),
        ("重庆大学", "EducationalInstitution"),
        ("中国科学院大学", "EducationalInstitution"),
        ("湖北大学", "EducationalInstitution"),
    ],
)
def test_types_of_bodies_and_institutions(name: str, kind: str) -> None:
    tables: tuple[Body | Institution, ...] = (*lexicon().bodies, *lexicon().institutions)
    assert [each.type for each in tables if name in (each.name, *each.short)] == [kind]
