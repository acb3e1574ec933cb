"""Parties that only the title of an agreement names."""

from __future__ import annotations

import pytest

from kg.extract import extract
from kg.model import Document

STATES = "法国、智利和秘鲁都有沙漠。"
FULL = "《智利共和国和秘鲁共和国关于共同治沙的协定》"


def parties(text: str) -> set[str]:
    found = extract(Document("example", "", STATES + text))
    names = {entity.key: entity.name for entity in found.entities}
    return {names[str(c.object)] for c in found.claims if c.predicate == "signatory" and c.modality == "asserted"}


def test_full_names_of_states_are_parties() -> None:
    assert parties(f"两国总理日前签署{FULL}。") == {"智利", "秘鲁"}


@pytest.mark.parametrize("words", ["两国有望早日签署{}。", "两国谈到{}。", "两国不签署{}。"])
def test_what_is_not_concluded_has_no_parties(words: str) -> None:
    assert parties(words.format(FULL)) == set()


def test_single_letters_stand_for_states_of_the_document() -> None:
    assert parties("《法智治沙联合声明》重申了原则。") == {"法国", "智利"}


@pytest.mark.parametrize("title", ["智利和秘鲁企业联合声明", "法智治沙论坛联合声明", "法理治沙联合声明"])
def test_others_of_these_states_do_not_make_them_parties(title: str) -> None:
    assert parties(f"《{title}》重申了原则。") == set()


def test_who_signs_by_name_counts_for_more() -> None:
    assert parties("中国农业大学与清华大学签署《法智治沙合作协议》。") == {"中国农业大学", "清华大学"}


def issuers(text: str) -> set[str]:
    found = extract(Document("example", "", text))
    names = {entity.key: entity.name for entity in found.entities}
    return {names[str(c.object)] for c in found.claims if c.predicate == "issuedBy" and c.modality == "asserted"}


def test_a_title_names_who_issued_it() -> None:
    text = "浙江省财政厅和浙江省水利厅开会。大家学习了《浙江省财政厅 浙江省水利厅关于修缮水塘的通知》。"
    assert issuers(text) == {"浙江省财政厅", "浙江省水利厅"}


@pytest.mark.parametrize("title", ["浙江省财政厅关于修缮水塘的通知（草案）", "浙江省财政厅水塘修缮办法"])
def test_what_is_no_issued_paper_of_its_own_has_no_issuer(title: str) -> None:
    assert issuers(f"浙江省财政厅开会。大家学习了《{title}》。") == set()


@pytest.mark.parametrize(
    ("opening", "bodies"),
    [
        ("中共中央 国务院", {"中国共产党中央委员会", "中华人民共和国国务院"}),
        ("浙江省水利厅等六部门", {"浙江省水利厅"}),
        ("浙江青年", set()),
    ],
)
def test_bodies_that_only_a_title_names_issued_it(opening: str, bodies: set[str]) -> None:
    assert issuers(f"大家学习了《{opening}关于治沙的意见》。") == bodies
