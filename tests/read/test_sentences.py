"""Where sentences end, what becomes of white space, and which form of a character is read."""

from __future__ import annotations

import pytest

from kg.model import Document
from kg.read import articles
from kg.read.traditional import is_traditional, normalise


def texts(text: str) -> list[str]:
    return [s.text for article in articles(Document(id="d", title="", text=text)) for s in article.sentences]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("两地签约。项目开工！成效如何？", ["两地签约。", "项目开工！", "成效如何？"]),
        ("“好消息！我们签约了。”李明说。", ["“好消息！", "我们签约了。”", "李明说。"]),
        ("签订多份协议……类似做法还有不少。", ["签订多份协议……", "类似做法还有不少。"]),
        ("甲市签约；乙市跟进；丙市观望。", ["甲市签约；乙市跟进；丙市观望。"]),
        ("协议（含附件。另行印发）已经生效。", ["协议（含附件。另行印发）已经生效。"]),
        ("《谁来办？》一文发表。", ["《谁来办？》一文发表。"]),
        ("让企业有点“不敢相信！”的感觉。", ["让企业有点“不敢相信！”的感觉。"]),
        ("增长1.5倍。", ["增长1.5倍。"]),
    ],
)
def test_ends_of_sentences(text: str, expected: list[str]) -> None:
    assert texts(text) == expected


@pytest.mark.parametrize(
    ("line", "rest"),
    [
        ("新华社衡阳1月2日电（记者张亦）", "湘江公司昨天成立。"),
        ("新华社衡阳一月二日电", "湘江公司昨天成立。"),
        ("本报讯", "湘江公司昨天成立。"),
        ("据中新社衡阳1月2日电（记者张亦 刘尔）", "湘江公司昨天成立。"),
        ("本报衡阳1月2日讯某台记者张亦、本报记者刘尔报道：", "湘江公司昨天成立。"),
        ("湘江在线消息（通讯员张亦）", "湘江公司昨天成立。"),
        ("【本报讯】（记者张亦）", "湘江公司昨天成立。"),
        ("（记者张亦）", "湘江公司昨天成立。"),
        ("本报衡阳电记者张亦报道：", "湘江公司昨天成立。"),
        ("", "本报记者近日对湘江公司作了报道，公司昨天成立。"),
        ("", "湘江日报社近日发布消息称，湘江公司昨天成立。"),
        ("", "1月2日，湘江公司致电新华社。"),
    ],
)
def test_a_wire_line_is_no_part_of_the_sentence_behind_it(line: str, rest: str) -> None:
    found = articles(Document(id="d", title="", text=line + rest))
    sentences = [(s.kind, s.text) for article in found for s in article.sentences]
    assert sentences == ([("byline", line)] if line else []) + [("body", rest)]


def test_spaces_inside_a_sentence_are_dropped_and_columns_kept() -> None:
    assert texts("2024年 10月，全市增量达 2733.8 亿元。") == ["2024年10月，全市增量达2733.8亿元。"]
    assert texts("本报讯 （某日报首席记者 张亦）近日，协议签署。") == [
        "本报讯（某日报首席记者 张亦）",
        "近日，协议签署。",
    ]
    assert texts("第一条 为了推进合作，制定本条例。") == ["第一条 为了推进合作，制定本条例。"]
    assert texts("聚焦两会 奋力谱新篇") == ["聚焦两会 奋力谱新篇"]


def test_widths_and_punctuation_have_one_form() -> None:
    assert normalise("１２３ＡＢ％") == "123AB%"
    assert normalise("江来(重庆)有限公司,总额1,000元:好") == "江来（重庆）有限公司，总额1,000元：好"
    assert normalise('"双城"与"Twin" A, B; 12:30') == "“双城”与“Twin” A, B; 12:30"


def test_traditional_characters_are_read_simplified_and_quoted_as_written() -> None:
    text = "重慶市與四川省簽署「雙城經濟圈」合作協議，涉及乾隆時期的古籍。"
    page = Document(id="d", title="", text=text)
    (sentence,) = articles(page)[0].sentences
    assert sentence.text.startswith("重庆市与四川省签署“双城经济圈”合作协议")
    at = sentence.text.index("四川省")
    span = sentence.span(at, at + 3)
    assert text[span.start : span.end] == "四川省"
    assert text[sentence.origin[0]] + text[sentence.origin[1]] == "重慶"


def test_a_stray_traditional_word_is_read_too_and_right_simplified_ones_are_kept() -> None:
    text = "重庆交通運輸控股集团在长江岸边的瞭望塔建成，" * 4
    assert not is_traditional(text)
    assert normalise(text) == "重庆交通运输控股集团在长江岸边的瞭望塔建成，" * 4
