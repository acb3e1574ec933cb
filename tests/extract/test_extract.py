"""The pure function from a document to its entities and claims: evidence that stands there, and nothing by chance."""

from __future__ import annotations

import itertools
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from opencc import OpenCC

from kg.extract import extract
from kg.knowledge import terms
from kg.model import Claim, Document, Entity, Extraction, Span, When
from kg.read import read

PUBLISHED = When("2021-05-10")
HEADLINE = "川渝签署水运合作协议"
PARAGRAPHS = (
    "2021年4月20日，四川省水利厅与重庆市水利局在泸州市签署《赤水河流域联合保护协议》。根据协议，双方将共同巡查河道。",
    (
        "四川省水利厅厅长罗佳明表示，两地将加快建设向家坝灌区。重庆沱岭航运有限公司（以下简称“沱岭航运”）投资建设泸州港二期工程。"
        "沱岭航运与重庆交通大学签约。"
    ),
    "5月8日，第三届赤水河绿色航运论坛在宜宾市举行，重庆交通大学、西华大学参加论坛。",
)
SAMPLE = "\n\n".join((HEADLINE, *PARAGRAPHS)) + "\n"

PIECES = (
    "重庆市",
    "四川省",
    "川渝",
    "成都高新区",
    "渝中区",
    "与",
    "和",
    "、",
    "双方",
    "两地",
    "该行",
    "市财政局",
    "重庆银行",
    "西华大学",
    "绵阳云帆科技有限公司",
    "（以下简称“云帆科技”）",
    "云帆科技",
    "签署",
    "《水运合作协议》",
    "印发《航运规划》",
    "共建",
    "共同发起成立川南航运联盟",
    "泸州港二期工程",
    "推出“江贷通”产品",
    "市长周秉文",
    "表示",
    "将",
    "拟",
    "未",
    "取消",
    "2021年4月20日",
    "5月8日",
    "在宜宾市举行",
    "第三届航运论坛",
    "投资",
    "位于",
    "，",
    "。",
    "。\n\n",
    "\n",
    " ",
    "\u3000",
    "□本报记者 陈立新\n",
    "運輸與發展",
    "ABC",
    "🙂",
    "”",
    "“",
    "》",
    "（",
)
TEXTS = st.one_of(
    st.lists(st.sampled_from(PIECES), max_size=30).map("".join),
    st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=4)), max_size=16).map("".join),
    st.text(max_size=60),
)
DAYS = st.sampled_from([None, PUBLISHED, When("2022"), When("2020-02")])


def document(text: str, *, name: str = "d1", published: When | None = PUBLISHED) -> Document:
    return Document(name, "", text, published)


def statements(found: Extraction) -> set[tuple[str, str, str, str, str | None]]:
    """The claims without where they stand."""
    return {
        (c.subject, c.predicate, c.object.iso if isinstance(c.object, When) else c.object, c.modality, c.title)
        for c in found.claims
    }


def marks(claim: Claim) -> list[Span]:
    return [span for span in (claim.subject_span, claim.object_span, claim.trigger_span) if span is not None]


def letters(text: str) -> str:
    """The characters of a text that a repair keeps."""
    return "".join(character for character in text if character.isalnum())


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS, DAYS)
def test_of_any_text_the_evidence_stands_in_the_document(text: str, published: When | None) -> None:
    found = extract(document(text, published=published))
    entities = {entity.key: entity for entity in found.entities}
    for claim in found.claims:
        span = claim.evidence
        assert 0 <= span.start < span.end <= len(text)
        assert text[span.start : span.end].strip()
        for mark in marks(claim):
            assert span.start <= mark.start < mark.end <= span.end
        assert claim.subject in entities
        assert isinstance(claim.object, When) or claim.object in entities
        assert claim.predicate in terms.predicates()
        assert 0 < claim.confidence <= 1


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS)
def test_of_any_text_entities_are_named_in_it_or_regions_above(text: str) -> None:
    found = extract(document(text))
    entities = {entity.key: entity for entity in found.entities}
    assert [entity.key for entity in found.entities] == sorted(entities)
    needed = {key for entity in found.entities for key in (entity.part_of, entity.jurisdiction) if key}
    assert needed <= set(entities)
    for entity in found.entities:
        if not entity.mentioned:
            assert entity.type == "AdministrativeRegion"
            assert entity.key in needed
        for merge in entity.merges:
            assert merge.rule
            assert merge.span is None or 0 <= merge.span.start < merge.span.end <= len(text)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS, TEXTS)
def test_extracting_again_gives_the_same_whatever_came_between(text: str, other: str) -> None:
    first = extract(document(text))
    extract(document(other, name="d2"))
    assert extract(document(text)) == first


def test_a_year_inside_a_title_is_no_day_of_issue() -> None:
    text = "为落实《2030年绿色议程》，重庆市人民政府印发了《重庆市2030年绿色发展方案》。"
    predicates = {claim.predicate for claim in extract(document(text)).claims}
    assert "issuedBy" in predicates
    assert "issuedOn" not in predicates


def test_the_order_of_documents_plays_no_role() -> None:
    texts = {
        "d1": SAMPLE,
        "d2": "遂宁市市长周秉文到会。“很好。”陈立新说。市财政局发文。",
        "d3": "绵阳市印发《航运规划》。市财政局落实。高新区挂牌。陈立新表示支持。",
    }
    results = [
        {name: extract(document(texts[name], name=name)) for name in order} for order in itertools.permutations(texts)
    ]
    assert all(result == results[0] for result in results)


def test_another_process_gives_the_same() -> None:
    """No order of sets or hash of a string leaks out."""
    code = (
        "import sys; from kg.extract import extract; from kg.model import Document, When;"
        f"found = extract(Document('d1', '', sys.stdin.buffer.read().decode(), When({PUBLISHED.iso!r})));"
        "sys.stdout.buffer.write(repr((found.entities, found.claims)).encode())"
    )
    run = subprocess.run(
        [sys.executable, "-c", code],
        input=SAMPLE.encode(),
        capture_output=True,
        check=True,
        env={"PYTHONHASHSEED": "1"},
    )
    here = extract(document(SAMPLE))
    assert run.stdout.decode() == repr((here.entities, here.claims))


@pytest.fixture(scope="module")
def sample() -> Extraction:
    return extract(document(SAMPLE))


def by_name(found: Extraction) -> dict[str, Entity]:
    return {entity.name: entity for entity in found.entities}


def test_the_sample_says_what_a_reader_reads(sample: Extraction) -> None:
    names = {entity.key: entity.name for entity in sample.entities}
    said = {
        f"{names[s]} {p} {names.get(o, o)}" for s, p, o, modality, _ in statements(sample) if modality == "asserted"
    }
    assert {
        "赤水河流域联合保护协议 signatory 四川省水利厅",
        "赤水河流域联合保护协议 signatory 重庆市水利局",
        "赤水河流域联合保护协议 signedOn 2021-04-20",
        "罗佳明 holdsPosition 四川省水利厅",
        "第三届赤水河绿色航运论坛 heldIn 宜宾市",
        "第三届赤水河绿色航运论坛 heldOn 2021-05-08",
    } <= said
    assert by_name(sample)["重庆沱岭航运有限公司"].aliases == ("沱岭航运",)


def test_the_marks_hold_the_words(sample: Extraction) -> None:
    (claim,) = (c for c in sample.claims if c.predicate == "heldIn")
    evidence = SAMPLE[claim.evidence.start : claim.evidence.end]
    assert evidence.startswith("5月8日，第三届赤水河")
    assert [SAMPLE[mark.start : mark.end] for mark in marks(claim)[:2]] == ["第三届赤水河绿色航运论坛", "宜宾市"]


def test_the_sentence_of_a_claim_is_what_stands_at_its_evidence(sample: Extraction) -> None:
    assert sample.claims
    for claim in sample.claims:
        assert letters(SAMPLE[claim.evidence.start : claim.evidence.end]) == letters(claim.sentence)


def test_a_province_that_only_its_body_names_is_there_unmentioned() -> None:
    found = extract(document("泸州市水利局发布通知。"))
    assert {entity.name: entity.mentioned for entity in found.entities} == {
        "泸州市水利局": True,
        "泸州市": False,
        "四川省": False,
    }


def test_a_place_meant_by_a_composite_that_a_claim_speaks_of_is_mentioned(sample: Extraction) -> None:
    assert by_name(sample)["四川省"].mentioned
    assert by_name(sample)["重庆市"].mentioned


def wrapped(text: str, width: int) -> str:
    """The text as a narrow column: each paragraph cut hard at a width."""
    return "\n\n".join(
        "\n".join(line[at : at + width] for at in range(0, len(line), width)) for line in text.strip().split("\n\n")
    )


VARIANTS = {
    "traditional": OpenCC("s2t").convert(SAMPLE),
    "full-width digits": SAMPLE.translate(str.maketrans("0123456789", "０１２３４５６７８９")),
    "carriage returns": SAMPLE.replace("\n", "\r\n"),
    "indented": "\n".join("\u3000\u3000" + line if line else "" for line in SAMPLE.splitlines()),
    "wrapped at 17": wrapped(SAMPLE, 17),
    "wrapped at 23": wrapped(SAMPLE, 23),
}


@pytest.mark.parametrize("variant", VARIANTS)
def test_a_damaged_copy_says_the_same(variant: str, sample: Extraction) -> None:
    text = VARIANTS[variant]
    assert text != SAMPLE
    found = extract(document(text))
    assert statements(found) == statements(sample)
    assert {entity.key for entity in found.entities} == {entity.key for entity in sample.entities}


@pytest.mark.parametrize("variant", VARIANTS)
def test_the_marks_of_a_damaged_copy_hold_what_is_written_there(variant: str) -> None:
    text = VARIANTS[variant]
    (claim,) = (c for c in extract(document(text)).claims if c.predicate == "heldIn")
    words = ["".join(text[mark.start : mark.end].split()) for mark in marks(claim)[:2]]
    written = ["第三届赤水河绿色航运论坛", "宜宾市"]
    assert words == (list(map(OpenCC("s2t").convert, written)) if variant == "traditional" else written)


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8-sig", "utf-16"])
def test_the_encoding_of_the_file_changes_nothing(encoding: str, tmp_path: Path, sample: Extraction) -> None:
    path = tmp_path / "d1.txt"
    path.write_bytes(SAMPLE.encode(encoding))
    (found,) = read(path, published=PUBLISHED)
    assert isinstance(found, Document)
    assert statements(extract(found)) == statements(sample)


def test_nothing_in_nothing_out() -> None:
    for text in ("", "\n", "。", "\u3000\n\n"):
        found = extract(document(text))
        assert (found.entities, found.claims) == ((), ())
