"""One thing is one entity, two things are two: inside a document, and by their keys across documents."""

from __future__ import annotations

import re

import pytest

from kg.entity.keys import key_of, kind_of, normal, written
from kg.extract import extract, link
from kg.model import Document, Entity, Linked, When


def linked(text: str, *, name: str = "d1", published: str = "2022-05-10") -> Linked:
    return link(Document(name, "", text, When(published)))


def meant(text: str) -> list[tuple[str, tuple[str, ...]]]:
    """Each mention of a text with the names of the entities it stands for."""
    found = linked(text)
    return [(r.mention.text, tuple(found.entities[key].name for key in r.entities)) for r in found.references]


def last(text: str, mention: str) -> tuple[str, ...] | None:
    """What the last mention of these words stands for; None where it stands for nothing."""
    return dict(meant(text)).get(mention)


def entities(text: str, kind: str) -> list[Entity]:
    """The entities of a class that a text names."""
    return [e for e in linked(text).entities.values() if e.type == kind and e.mentioned]


def key(text: str, mention: str, *, name: str = "d1") -> str:
    """The one key that a mention has in a document of its own."""
    (keys,) = {r.entities for r in linked(text, name=name).references if r.mention.text == mention}
    (only,) = keys
    return only


@pytest.mark.parametrize(
    ("text", "kind", "name", "aliases"),
    [
        (
            "四川蓝溪合创科技有限公司（以下简称“蓝溪合创”）落户。蓝溪合创将投资三亿元。",
            "Company",
            "四川蓝溪合创科技有限公司",
            ("蓝溪合创",),
        ),
        ("重庆宗岭机电股份有限公司扩产。宗岭机电营收增长。", "Company", "重庆宗岭机电股份有限公司", ("宗岭机电",)),
        (
            "《川渝毗邻地区柑橘产业发展规划》（以下简称《规划》）印发。《规划》明确任务。",
            "PolicyDocument",
            "川渝毗邻地区柑橘产业发展规划",
            ("规划",),
        ),
        pytest.param(
            "《川渝毗邻地区柑橘产业发展行动方案》（以下简称《行动方案》）印发。《行动方案》明确任务。",
            "PolicyDocument",
            "川渝毗邻地区柑橘产业发展行动方案",
            ("行动方案",),
        ),
        (
            "中国工商银行重庆市分行放款。工行重庆市分行表示支持。",
            "FinancialInstitution",
            "中国工商银行重庆市分行",
            ("工行重庆市分行",),
        ),
        ("成都市政府发文。成都市人民政府表示支持。", "GovernmentBody", "成都市人民政府", ("成都市政府",)),
        ("西南交大与有关方面商谈。西南交通大学负责设计。", "EducationalInstitution", "西南交通大学", ("西南交大",)),
    ],
    ids="defined company-short general-title defined-title bank government university".split(),
)
def test_one_thing_is_one_entity(text: str, kind: str, name: str, aliases: tuple[str, ...]) -> None:
    (entity,) = entities(text, kind)
    assert (entity.name, entity.aliases) == (name, aliases)


@pytest.mark.parametrize(
    ("text", "mention", "names"),
    [
        ("川渝两地签署协议。", "川渝两地", {"四川省", "重庆市"}),
        ("遂潼一体化取得进展。", "遂潼", {"遂宁市", "潼南区"}),
        ("四川省、重庆市签约，双方共建园区。", "双方", {"四川省", "重庆市"}),
        ("川渝签署协议。两地将推动合作。", "两地", {"四川省", "重庆市"}),
        ("遂宁市和潼南区签约，两地联合办会。", "两地", {"遂宁市", "潼南区"}),
        ("西华大学、重庆大学发起联盟，两所高校将互聘教师。", "两所高校", {"西华大学", "重庆大学"}),
        ("重庆市水利局、四川省水利厅签约。上述两部门将联合巡河。", "两部门", {"重庆市水利局", "四川省水利厅"}),
        (
            "重庆市经信委与四川省经信厅发文。川渝经信部门将建立机制。",
            "经信部门",
            {"重庆市经济和信息化委员会", "四川省经济和信息化厅"},
        ),
        ("四川省财政厅与重庆市财政局签约。该厅负责人讲话。", "该厅", {"四川省财政厅"}),
        ("四川省财政厅与重庆市财政局签约。该局负责人讲话。", "该局", {"重庆市财政局"}),
        ("两市签署《成都眉山同城化发展合作协议》。该协议有效期五年。", "该协议", {"成都眉山同城化发展合作协议"}),
        pytest.param(
            "达州银行成立二十年。该行推出新产品。",
            "该行",
            {"达州银行股份有限公司"},
        ),
    ],
)
def test_words_that_stand_for_names(text: str, mention: str, names: set[str]) -> None:
    assert set(last(text, mention) or ()) == names


@pytest.mark.parametrize(
    ("text", "mention"),
    [
        ("成都市、德阳市、眉山市签约，双方将共建园区。", "双方"),
        ("成都银行、重庆银行、天津银行签约，两家银行互认。", "两家银行"),
        ("绵阳市举行活动。两地将推动合作。", "两地"),
        ("重庆市水利局发文。川渝水利部门将建立机制。", "水利部门"),
        ("该公司去年上市。", "该公司"),
    ],
)
def test_words_that_may_stand_for_several_stand_for_none(text: str, mention: str) -> None:
    assert last(text, mention) is None


def test_a_number_decides_how_many_are_meant() -> None:
    text = "成都银行、重庆银行、天津银行签约，三家银行互认。"
    assert len(last(text, "三家银行") or ()) == 3


@pytest.mark.parametrize(
    ("text", "mention", "name"),
    [
        ("达州市发布方案。市教育局要求各校落实。", "市教育局", "达州市教育局"),
        ("北京军区派人到场。", "北京军区", "北京军区"),
        ("国机集团派人到场。", "国机集团", "中国机械工业集团有限公司"),
        ("重庆市发布方案。市经信委要求企业落实。", "市经信委", "重庆市经济和信息化委员会"),
        ("自贡市富顺县举办活动。县教育局参加。", "县教育局", "富顺县教育局"),
        ("南充市嘉陵区发布通知。区教育局落实。", "区教育局", "嘉陵区教育局"),
        ("雅安市财政局发文。市教育局落实。", "市教育局", "雅安市教育局"),
        ("广元市办会。广元市代表发言。绵阳市来访。广元市签约。市教育局参加。", "市教育局", "广元市教育局"),
        ("横琴粤澳深度合作区挂牌。合作区经济发展局局长到场。", "合作区经济发展局", "横琴粤澳深度合作区经济发展局"),
        ("眉山市、遂宁市医保局联合检查。", "眉山市", "眉山市医疗保障局"),
        ("贵州、云南高院签署意见。", "贵州", "贵州省高级人民法院"),
        ("德阳市与巴中市结对。德阳市云帆担保有限公司开业，市教育局到场。", "市教育局", "德阳市教育局"),
    ],
)
def test_a_bare_body_belongs_to_the_place_spoken_of(text: str, mention: str, name: str) -> None:
    assert last(text, mention) == (name,)


def test_a_bare_body_of_no_known_place_is_nobody() -> None:
    assert last("市教育局要求各校落实。", "市教育局") is None
    assert last("合作区经济发展局要求各校落实。", "合作区经济发展局") is None


def test_the_procuracies_of_two_places_are_theirs_whether_named_before_or_not() -> None:
    assert last("眉山市、遂宁市两地检察院签约。", "检察院") == ("眉山市人民检察院", "遂宁市人民检察院")


def test_a_body_of_several_counted_places_is_that_of_each_that_is_named() -> None:
    counted = "德阳、巴中、雅安等6市公安局签约。"
    assert last(counted, "市公安局") == ("德阳市公安局", "巴中市公安局", "雅安市公安局")
    assert last(counted, "巴中") == ("巴中市公安局",)
    assert last("德阳、巴中、雅安三市公安局签约。", "公安局") == ("德阳市公安局", "巴中市公安局", "雅安市公安局")


def test_a_place_before_a_body_of_another_level_or_a_government_is_only_a_place() -> None:
    assert last("四川省、眉山市教育局到场。", "四川省") == ("四川省",)
    assert last("遂宁市、眉山市政府签约。", "遂宁市") == ("遂宁市",)


def test_the_governments_of_several_places_are_the_places_unless_they_are_named() -> None:
    places = linked("德阳、巴中、雅安三市政府签署《山野茶合作协议》。")
    assert {e.name for e in places.entities.values()} >= {"德阳市", "巴中市", "雅安市"}
    assert not any(e.type == "GovernmentBody" for e in places.entities.values())


@pytest.mark.parametrize(
    ("text", "mention", "code"),
    [
        ("重庆市江北区举行活动。", "江北区", "500105"),
        ("浙江省宁波市江北区举行活动。", "江北区", "330205"),
        ("四川德阳举办活动，旌阳区参加。", "旌阳区", "510603"),
        ("江苏省南京市与成都市签约。南京市鼓楼区参加。", "鼓楼区", "320106"),
        ("江苏省徐州市与成都市签约。徐州市鼓楼区参加。", "鼓楼区", "320302"),
    ],
)
def test_a_place_is_the_one_inside_what_the_text_names(text: str, mention: str, code: str) -> None:
    assert key(text, mention) == f"region/{code}"


def test_a_county_is_known_by_a_firm_of_its_province_only_behind_a_word_for_where() -> None:
    assert last("福建蓝溪纺织有限公司的新厂在晋江开工。", "晋江") == ("晋江市",)
    assert last("福建蓝溪纺织有限公司的晋江水项目开工。", "晋江") is None


def test_a_place_that_may_be_several_is_none() -> None:
    assert last("鼓楼区举行活动。", "鼓楼区") is None


NEVER_ONE = [
    ("成都高新区与重庆高新区签约。", "成都高新区", "重庆高新区"),
    ("广安市财政局与遂宁市财政局合作。", "广安市财政局", "遂宁市财政局"),
    ("四川省人民医院与重庆市人民医院签约。", "四川省人民医院", "重庆市人民医院"),
    ("法国财政部与中华人民共和国财政部会谈。", "法国财政部", "中华人民共和国财政部"),
    pytest.param(
        *("重庆大学与重庆大学附属肿瘤医院合作。", "重庆大学", "重庆大学附属肿瘤医院"),
    ),
    ("成都市与成都市人民政府网站同步公布。", "成都市", "成都市人民政府"),
    ("第三届川渝柑橘论坛闭幕，第四届川渝柑橘论坛筹备。", "第三届川渝柑橘论坛", "第四届川渝柑橘论坛"),
    ("绵阳云帆科技有限公司与德阳云帆科技有限公司签约。", "绵阳云帆科技有限公司", "德阳云帆科技有限公司"),
    ("四川吉林商会与成都吉林商会合作。", "四川吉林商会", "成都吉林商会"),
]


@pytest.mark.parametrize(("text", "one", "other"), NEVER_ONE, ids=range(len(NEVER_ONE)))
def test_two_things_are_never_one(text: str, one: str, other: str) -> None:
    found = linked(text)
    keys = {r.mention.text: r.entities for r in found.references}
    assert one in keys
    assert other in keys
    assert not set(keys[one]) & set(keys[other])


def test_what_a_firm_has_in_a_place_is_not_called_like_the_firm() -> None:
    text = "三安光电合肥公司昨天投产。三安光电总部在厦门。"
    assert last(text, "三安光电") != last(text, "三安光电合肥公司")


def test_a_brand_that_looks_like_a_verb_is_short_for_its_company() -> None:
    text = "重庆派联科技股份有限公司投产。派联科技是一家软件企业，发展迅速。"
    assert last(text, "派联科技") == last(text, "重庆派联科技股份有限公司")


def test_a_brand_that_two_companies_share_is_neither() -> None:
    text = "重庆云岫科技有限公司与重庆云岫物流有限公司签约。云岫表示支持。"
    assert last(text, "云岫") is None


def test_a_brand_of_one_company_is_its_name() -> None:
    text = "重庆云岫科技有限公司与四川蓝溪物流有限公司签约。云岫表示支持。"
    assert last(text, "云岫") == ("重庆云岫科技有限公司",)


def test_a_foreign_ministry_is_not_the_chinese_one() -> None:
    assert last("法国财政部代表团访问成都市。", "法国财政部") == ("法国财政部",)
    assert last("财政部印发通知。", "财政部") == ("中华人民共和国财政部",)
    assert key("法国财政部代表团到访。", "法国财政部") != key("德国财政部代表团到访。", "德国财政部")


def test_the_chinese_ministry_may_carry_its_country() -> None:
    assert ("财政部", ("中华人民共和国财政部",)) in [
        (mention.removeprefix("中国"), names) for mention, names in meant("中国财政部发布公报。")
    ]


SAME_BODY = [
    (
        "重庆市发布方案。市经信委要求企业落实。",
        "市经信委",
        "重庆市经济和信息化委员会发文。",
        "重庆市经济和信息化委员会",
    ),
    ("国家发改委批复。", "国家发改委", "国家发展和改革委员会批复。", "国家发展和改革委员会"),
    ("重庆渝北区财政局发文。", "渝北区财政局", "重庆市渝北区财政局发文。", "重庆市渝北区财政局"),
    ("中共四川省委发文。", "中共四川省委", "四川省委发文。", "四川省委"),
    ("重庆农商行放款。", "重庆农商行", "重庆农村商业银行放款。", "重庆农村商业银行"),
    ("成都高新区挂牌。", "成都高新区", "成都高新技术产业开发区挂牌。", "成都高新技术产业开发区"),
    ("四川签约。", "四川", "四川省签约。", "四川省"),
    ("川农大招生。", "川农大", "四川农业大学招生。", "四川农业大学"),
]


@pytest.mark.parametrize(("first", "short", "second", "full"), SAME_BODY, ids=range(len(SAME_BODY)))
def test_documents_that_name_a_thing_differently_share_its_key(first: str, short: str, second: str, full: str) -> None:
    assert key(first, short, name="d1") == key(second, full, name="d2")


def test_keys_do_not_change_from_release_to_release() -> None:
    assert key("四川省经信厅发文。", "四川省经信厅") == key_of("GovernmentBody", "四川省经济和信息化厅", "510000")
    assert key_of("Company", "绵阳云帆科技有限公司") == "organisation/abaa962d95c861bc"
    assert key("绵阳云帆科技有限公司投产。", "绵阳云帆科技有限公司") == "organisation/abaa962d95c861bc"


TEXT = (
    "2021年4月20日，四川省水利厅与重庆市水利局在泸州市签署《赤水河流域保护合作协议》。四川省水利厅厅长罗佳明到会。"
    "绵阳云帆科技有限公司（以下简称“云帆科技”）启用“赤水通”平台，第二届赤水河论坛在宜宾市举行。成都高新区、长江经济带受益。"
)


def test_keys_are_ascii_tails_of_an_iri_and_belong_to_the_entity() -> None:
    found = linked(TEXT).entities
    assert len(found) > 9
    for tail, entity in found.items():
        assert tail == entity.key
        assert re.fullmatch(r"[a-z]+/(?:[0-9a-f]{16}|\d{6}|\d{9}|[A-Z]{2})", tail)
        assert tail.split("/")[0] == kind_of(entity.type)


def test_what_an_entity_refers_to_is_there() -> None:
    found = linked(TEXT).entities
    assert found["region/510500"].part_of == "region/510000"
    for entity in found.values():
        assert {entity.part_of, entity.jurisdiction} - {None} <= set(found)
        assert entity.name not in entity.aliases
        assert len(set(entity.aliases)) == len(entity.aliases)


def test_a_merge_says_why_and_where() -> None:
    text = "重庆市发文。四川蓝溪合创科技有限公司（以下简称“蓝溪合创”）落户。蓝溪合创将投资三亿元。"
    (entity,) = entities(text, "Company")
    (merge,) = entity.merges
    assert (merge.name, merge.rule) == ("蓝溪合创", "defined")
    assert merge.span is not None
    assert "以下简称“蓝溪合创”" in text[merge.span.start : merge.span.end]


def test_each_short_name_that_no_lexicon_knows_has_its_reason() -> None:
    (company,) = entities("重庆宗岭机电股份有限公司扩产。宗岭机电营收增长。", "Company")
    assert [(m.name, m.rule) for m in company.merges] == [("宗岭机电", "company-short")]
    (platform,) = entities("“赤水通”平台上线。用户登录“赤水通”后即可办理。", "Platform")
    assert {m.rule for m in platform.merges} == {"quoted-name"}
    (event,) = entities("第三届四川盐源苹果论坛开幕。盐源苹果论坛闭幕。", "Event")
    assert {m.rule for m in event.merges} <= {"tail"}


def persons(text: str, *, name: str) -> dict[str, str]:
    found = extract(Document(name, "", text, When("2022-05-10"))).entities
    return {entity.name: entity.key for entity in found if entity.type == "Person"}


def test_one_name_under_posts_of_two_provinces_is_two_persons() -> None:
    here = persons("遂宁市市长周秉文出席仪式。", name="d1")
    there = persons("贵阳市市长周秉文出席仪式。", name="d2")
    assert here.keys() == there.keys() == {"周秉文"}
    assert here["周秉文"] != there["周秉文"]


def test_one_name_under_posts_of_one_province_is_one_person() -> None:
    assert persons("遂宁市市长周秉文出席仪式。", name="d1") == persons("四川省财政厅厅长周秉文出席会议。", name="d2")


def test_a_name_without_a_post_stays_with_its_document() -> None:
    here, there = (persons("“很好。”陈立新说。", name=name) for name in ("d1", "d2"))
    assert here.keys() == there.keys() == {"陈立新"}
    assert here != there


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("“ 蜀 道 ”", "蜀道"),
        ("四川蜀道(集团)有限公司", "四川蜀道（集团）有限公司"),
        ("“甲”“乙”论坛", "“甲”“乙”论坛"),
        ("“赤水通”平台", "“赤水通”平台"),
        ("“赤水通平台", "赤水通平台"),
    ],
)
def test_names_are_written_one_way(raw: str, clean: str) -> None:
    assert written(raw) == clean
    assert written(clean) == clean


def test_names_are_compared_without_marks_and_width() -> None:
    assert normal("《“十四五”规划（ＡＢ）》") == normal("十四五规划(AB)")


def test_the_short_name_of_a_place_is_the_former_place_where_the_text_calls_it_so() -> None:
    linked = link(Document("former", "", "新津县水利局昨天开会，新津县下雨。新津企业很多。\n"))
    assert {entity.name for entity in linked.entities.values() if entity.code and "新津" in entity.name} == {"新津县"}
