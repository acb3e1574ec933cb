"""Newspaper pages as they reach us: our own sentences, wrapped and interrupted the way that real pages are."""

from __future__ import annotations

import re

import pytest

from kg.model import Article, Document, Sentence
from kg.read import articles
from kg.read.shapes import furniture

BODY = (
    "近日，川渝两地交通部门在成都召开座谈会，共同研究跨省公交、省际公路和水运通道的建设安排，"
    "并就一批项目的开工时间交换了意见。会议认为，双城经济圈交通一体化已经进入新的阶段，"
    "两地要继续加强沟通，推动规划衔接、项目共建和服务同标，让沿线群众出行更加方便。"
)
MORE = (
    "据介绍，两地已经开通多条跨省公交线路，方便了毗邻地区群众的日常往来，也带动了沿线产业发展。"
    "下一步，双方将把更多乡镇纳入线路规划，争取年内再开通一批新线路，并统一票价、统一标识、统一调度。"
)


def page(text: str) -> tuple[Article, ...]:
    return articles(Document(id="d", title="", text=text))


def sentences(text: str) -> list[Sentence]:
    return [sentence for article in page(text) for sentence in article.sentences]


def kinds(text: str) -> list[tuple[str, str]]:
    return [(sentence.kind, sentence.text) for sentence in sentences(text)]


def whole(text: str) -> list[str]:
    return [part for part in re.split(r"(?<=。)", text) if part]


def wrap(text: str, width: int, joint: str = "\n") -> str:
    return joint.join(text[at : at + width] for at in range(0, len(text), width))


@pytest.mark.parametrize("width", [12, 16, 18, 24, 30])
def test_lines_wrapped_inside_words_are_joined(width: int) -> None:
    assert [text for _, text in kinds(wrap(BODY + MORE, width))] == whole(BODY + MORE)


def test_every_line_may_stand_alone_between_empty_lines() -> None:
    assert [text for _, text in kinds(wrap(BODY, 13, "\n\n"))] == whole(BODY)


def test_a_column_break_inside_a_word_is_joined() -> None:
    wrapped = wrap(BODY + MORE, 16).split("\n")
    text = "\n".join(wrapped[:5]) + "\n\n" + "\n".join(wrapped[5:])
    assert [text for _, text in kinds(text)] == whole(BODY + MORE)


def test_headings_between_wrapped_paragraphs_stay_apart() -> None:
    text = f"{wrap(BODY, 18)}\n\n平台建设见成效\n\n{wrap(MORE, 18)}"
    found = kinds(text)
    assert ("subheading", "平台建设见成效") in found
    assert [text for kind, text in found if kind == "body"] == whole(BODY + MORE)


def test_a_wrapped_heading_is_no_beginning_of_the_text_below_it() -> None:
    text = f"{wrap(BODY, 18)}\n\n以数字化手段提升服务，\n打通出行最后一公里\n\n{wrap(MORE, 18)}"
    assert ("subheading", "以数字化手段提升服务，打通出行最后一公里") in kinds(text)


def test_a_sentence_broken_across_an_empty_line_is_joined() -> None:
    text = (
        "川渝合作再添新成果\n\n两地印发《关于推进跨省公交一体化发展的通知》，随后签订\n\n"
        "《毗邻地区公交运营合作协议》，明确票价、班次和补贴办法。\n\n双方商定明年继续扩大合作范围。"
    )
    assert kinds(text)[1][1].endswith("随后签订《毗邻地区公交运营合作协议》，明确票价、班次和补贴办法。")


def test_a_caption_inside_a_sentence_is_carried_out() -> None:
    text = (
        "作为人才专属产品，“新双城\n\n\n\n某担保公司获得年度优秀服务机构称号\n\n"
        "人才担”拥有门槛低、放款快、费率低等特点，已经服务了上百家企业。\n\n下一步，公司将继续扩大业务范围。"
    )
    found = kinds("担保产品服务人才\n\n" + BODY + "\n\n" + text)
    assert ("caption", "某担保公司获得年度优秀服务机构称号") in found
    assert (
        "body",
        "作为人才专属产品，“新双城人才担”拥有门槛低、放款快、费率低等特点，已经服务了上百家企业。",
    ) in found


def test_a_chronology_is_datelines_and_what_happened() -> None:
    text = (
        "合作大事记\n\n2020年4月30日\n\n两地签订合作协议。\n\n2021年4月底\n\n双方印发工作方案。\n\n"
        "5月8日\n第二批项目开工。"
    )
    assert kinds(text)[1:] == [
        ("dateline", "2020年4月30日"),
        ("body", "两地签订合作协议。"),
        ("dateline", "2021年4月底"),
        ("body", "双方印发工作方案。"),
        ("dateline", "5月8日"),
        ("body", "第二批项目开工。"),
    ]


def test_posts_and_the_name_under_them_are_one_sentence() -> None:
    text = (
        "圆桌会\n\n记者邀请代表委员展开讨论。\n\n嘉宾：\n\n市人大代表、某区委书记\n\n张果\n\n"
        "市政协委员、某县政协主席\n\n王芳\n\n\n\n张果\n\n\n\n王芳\n\n（本组图片由受访者提供）\n\n基层治理千头万绪，必须坚持党的领导。"
    )
    found = sentences(text)
    assert [(s.kind, s.text) for s in found if s.kind in {"list", "caption"}] == [
        ("list", "市人大代表、某区委书记 张果"),
        ("list", "市政协委员、某县政协主席 王芳"),
        ("caption", "张果"),
        ("caption", "王芳"),
        ("caption", "（本组图片由受访者提供）"),
    ]
    joined = next(s for s in found if s.kind == "list")
    assert text[joined.origin[joined.text.index(" ")]] == "\n"


def test_bylines_credits_and_signatures() -> None:
    text = f"川渝公交开进乡村\n\n□本报记者 李明\n\n{BODY}\n\n{MORE}\n\n王林 刘婧\n\n图片由某运输公司提供\n\n公交首末站"
    found = kinds(text)
    assert found[:2] == [("headline", "川渝公交开进乡村"), ("byline", "□本报记者 李明")]
    assert found[-3:] == [("byline", "王林 刘婧"), ("caption", "图片由某运输公司提供"), ("caption", "公交首末站")]


def test_a_sentence_about_a_reporter_is_no_byline() -> None:
    assert furniture("记者从当天的发布") is None
    assert furniture("到任后再谈合作？记者从发布会上") is None
    assert furniture("新双城日报首席记者 张亦 实习生 李凌") == "byline"


def test_headlines_under_the_text_belong_to_it() -> None:
    text = (
        f" ■本报记者 李明\n\n{wrap(BODY, 18)}\n\n川渝公交一体化开局良好\n 本报讯 （记者 张亦）{wrap(MORE, 28)}\n\n"
        f"两地再开跨省公交线路\n\n■本报记者 陈和\n实习生 李凌\n\n{wrap(MORE, 18)}\n\n"
        f"乡镇通上跨省公交\n\n（上接1版）\n{BODY}"
    )
    found = page(text)
    assert [article.title for article in found] == [
        "川渝公交一体化开局良好",
        "两地再开跨省公交线路",
        "乡镇通上跨省公交",
        "",
    ]
    assert found[3].sentences[0].kind == "byline"


def test_a_headline_and_the_news_on_one_line_are_parted() -> None:
    found = page(f"■本报记者 李明\n\n{BODY}\n\n公交开通有新意 本报讯 （记者 张亦）{MORE}")
    assert found[0].title == "公交开通有新意"
    assert len(found) == 2
    assert found[1].sentences[0].text.startswith("本报讯")


def test_a_headline_with_a_byline_opens_an_article() -> None:
    found = page(f"甲地开新局\n本报记者\n\n{wrap(BODY, 18)}\n乙地谱新篇\n本报记者 通讯员\n\n{wrap(MORE, 18)}")
    assert [article.title for article in found] == ["甲地开新局", "乙地谱新篇"]


def test_the_first_line_is_the_title_and_what_touches_the_text_is_a_subheading() -> None:
    found = page(f"甲地启动试点\n\n重点解读\n{BODY}")
    assert found[0].title == "甲地启动试点"
    assert [s.kind for s in found[0].sentences[:2]] == ["headline", "subheading"]


def test_short_lines_under_each_other_are_a_list() -> None:
    rows = ["2006年至2008年　某市政府办公室副主任", "2008年至2012年　某市委副秘书长", "2012年至今　某区委书记"]
    found = kinds(f"任前公示\n\n{BODY}\n简历\n某同志，男，1970年生。\n" + "\n".join(rows))
    assert [text for kind, text in found if kind == "list"] == [row.replace("\u3000", " ") for row in rows]


def test_paragraphs_one_a_line_stay_as_they_are() -> None:
    text = f"甲地启动试点\n\n{BODY}\n任命：\n张三同志为市政府秘书长；\n李四同志为市教育局局长。"
    assert [s.paragraph for s in sentences(text)][-3:] == [2, 3, 4]


def test_the_title_of_a_paper_over_several_lines_is_one_headline() -> None:
    text = (
        "青溪市人民政府\n关于印发青溪市河道管理\n办法的通知\n\n各县、区人民政府：\n现将办法印发给你们，请认真执行。\n"
    )
    assert kinds(text)[0] == ("headline", "青溪市人民政府关于印发青溪市河道管理办法的通知")


def test_a_headline_is_no_paper_because_the_line_below_names_one() -> None:
    text = "青溪市加强河道管理\n市政府印发关于河道管理工作的通知\n\n本报讯（记者 林远）青溪市昨天印发通知。\n"
    assert kinds(text)[0][1] == "青溪市加强河道管理"
