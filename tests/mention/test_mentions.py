"""What the recognisers find in a sentence: cases/*.txt hold sentences of ours with every name marked."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from _pytest.mark import ParameterSet
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.knowledge.terms import classes
from kg.mention import Resolver, recognise
from kg.model import Mention, Sentence, SentenceKind, When

CASES = Path(__file__).parent / "cases"
PUBLISHED = "2022-05-10"
_MARK = re.compile(r"\[([^\[\]|]+)\|([^\[\]|]+)\]")


def sentence(text: str, index: int = 0) -> Sentence:
    return Sentence(index, 0, index, "body", text, tuple(range(len(text))))


def unmark(marked: str) -> tuple[str, list[tuple[int, int, str]]]:
    """A marked line → its plain text, and start, end and label of each mark in it."""
    text, marks, last = "", [], 0
    for match in _MARK.finditer(marked):
        text += marked[last : match.start()]
        marks.append((len(text), len(text) + len(match.group(1)), match.group(2)))
        text, last = text + match.group(1), match.end()
    return text + marked[last:], marks


def cases(*names: str) -> list[ParameterSet]:
    """The lines of case files, as test parameters: (line, publication date); a line behind ! is a known fault."""
    found_cases = []
    for name in names:
        fault, published = "", PUBLISHED
        for number, line in enumerate((CASES / name).read_text(encoding="utf-8").splitlines(), start=1):
            if line.startswith("!"):
                fault = line[1:].strip()
            elif line.startswith("@"):
                published = line[1:].strip()
            elif line and not line.startswith("#"):
                marks = [pytest.mark.xfail(strict=True, reason=fault)] if fault else []
                found_cases.append(pytest.param(line, published, marks=marks, id=f"{name}:{number}"))
                fault = ""
    return found_cases


NAMES = sorted(path.name for path in CASES.glob("*.txt") if path.name != "dates.txt")


def found(text: str) -> list[Mention]:
    return recognise([sentence(text)])[0]


@pytest.mark.parametrize(("line", "published"), cases(*NAMES))
def test_a_sentence_names(line: str, published: str) -> None:
    text, expected = unmark(line)
    assert published
    assert [(text[m.start : m.end], m.start, m.type) for m in found(text)] == [
        (text[start:end], start, label) for start, end, label in expected
    ]


@pytest.mark.parametrize(("line", "published"), cases("dates.txt"))
def test_a_passage_dates(line: str, published: str) -> None:
    sentences, expected = [], []
    for index, paragraph in enumerate(line.split(" / ")):
        text, marks = unmark(paragraph.removeprefix("> "))
        kind: SentenceKind = "dateline" if paragraph.startswith("> ") else "body"
        sentences.append(Sentence(index, 0, index, kind, text, tuple(range(len(text)))))
        expected += [(index, text[start:end], iso) for start, end, iso in marks]
    dates = Resolver(When(published) if published else None).read(sentences)
    assert [(d.sentence, sentences[d.sentence].text[d.start : d.end], d.when.iso) for d in dates] == expected


def test_every_label_of_the_cases_is_a_class_of_the_ontology() -> None:
    labels = {label for name in NAMES for *_, label in unmark((CASES / name).read_text(encoding="utf-8"))[1]}
    assert "Person" in labels
    assert labels - {"the class expected"} <= set(classes())


def test_a_person_named_once_behind_a_post_is_found_again_without_it() -> None:
    mentions, _ = recognise([sentence("局长邹远航到会。"), sentence("随后，邹远航调研了园区。", 1)])
    assert [(m.sentence, m.text, m.type) for m in mentions] == [(0, "邹远航", "Person"), (1, "邹远航", "Person")]


def test_a_person_of_another_document_is_not_remembered() -> None:
    recognise([sentence("局长邹远航到会。")])
    assert not found("随后，邹远航调研了园区。")


def names_in(*texts: str) -> list[str]:
    """What is found in the sentences of one document, by its text."""
    return [mention.text for mention in recognise([sentence(text, index) for index, text in enumerate(texts)])[0]]


def test_a_document_tells_where_a_name_ends() -> None:
    assert names_in("45岁的杜仲南是总工程师。", "后来，杜仲南把目光投向检测。") == ["杜仲南", "杜仲南"]
    assert names_in("电影艺术家谢晋和从外地来的演员见面。", "今年80岁的谢晋来了。") == ["谢晋", "谢晋"]
    assert names_in("行长易纲宣布开幕。", "行长易纲宣布闭幕。") == ["易纲", "易纲"]


def test_a_guess_at_a_person_gives_way_to_what_the_name_is_elsewhere() -> None:
    assert names_in("韩诺卫正在扩建厂房。", "园区吸引了“韩诺卫”“云帆通”等企业。") == ["韩诺卫", "云帆通"]


def test_committees_of_the_national_assembly_are_named_without_it_where_no_other_assembly_is() -> None:
    bare = "会议听取了社会建设委员会主任的报告，宪法法律委提出意见。"
    named = ["社会建设委员会", "宪法法律委"]
    assert not set(named) & set(names_in(bare))
    assert {f"全国人大{name}" for name in named} <= set(names_in("全国人大常委会开会。", bare))
    assert "全国人大社会建设委员会" not in names_in("全国人大和绵阳市人大开会。", bare)
    assert "全国人大外事委员会" not in names_in("全国人大常委会开会。", "美国众议院外事委员会开会。")


def test_a_headline_that_is_a_title_names_a_policy() -> None:
    def first(text: str) -> list[str]:
        headline = Sentence(0, 0, 0, "headline", text, tuple(range(len(text))))
        return [mention.text for mention in recognise([headline])[0] if mention.type == "PolicyDocument"]

    for title in ("绵阳市城市绿化条例", "遂宁市人民政府关于支持民宿发展的意见"):
        assert first(title) == [title]
    assert not first("绵阳市出台城市绿化条例")
    assert [mention.text for mention in found("绵阳市城市绿化条例")] == ["绵阳市"]


_PIECES = st.lists(
    st.sampled_from(
        "重庆市 四川省 渝中区 成都 川渝 两地 与 、 《 》 “ ” （ ） 合作协议 有限公司 银行 大学 产业园 高新区 第三届 论坛 "
        "财政局 市 委员会 书记 佟建川 同志 说 · — 等 7家 企业 签署 2021年 5月 3日 该行 ABC １２ 🙂 的 ， 。".split()
    ),
    max_size=14,
).map("".join)


@settings(max_examples=60, deadline=None)
@given(_PIECES | st.text(max_size=30))
def test_mentions_lie_in_the_sentence_in_order_and_do_not_overlap(text: str) -> None:
    mentions = found(text)
    edges = [edge for mention in mentions for edge in (mention.start, mention.end)]
    assert edges == sorted(edges)
    assert all(0 <= m.start < m.end <= len(text) and m.text and m.text in text for m in mentions)
    assert all(m.type in classes() for m in mentions)


@settings(max_examples=40, deadline=None)
@given(_PIECES | st.text(max_size=30), st.sampled_from([None, "2022", "2022-05", "2022-05-31", "2024-02-29"]))
def test_dates_lie_in_the_sentence_in_order(text: str, published: str | None) -> None:
    dates = Resolver(When(published) if published else None).read([sentence(text)])
    edges = [edge for date in dates for edge in (date.start, date.end)]
    assert edges == sorted(edges)
    assert not edges or (edges[0] >= 0 and edges[-1] <= len(text))
