"""What a text calls itself."""

from __future__ import annotations

from kg.extract import extract, link
from kg.model import Document


def test_a_law_that_speaks_of_itself_is_not_the_law_that_it_cites() -> None:
    text = (
        "《成都市清溪保护条例》\n"
        "第一条　根据《四川省长河保护条例》等，结合实际，制定本条例。\n"
        "第二条　本条例适用于成都市、德阳市的清溪流域。\n"
    )
    found = extract(Document("law", "《成都市清溪保护条例》", text))
    names = {entity.key: entity.name for entity in found.entities}
    stated = {(names[c.subject], names[str(c.object)]) for c in found.claims if c.rule.startswith("field-s")}
    assert stated == {("成都市清溪保护条例", "成都市"), ("成都市清溪保护条例", "德阳市")}


def _meant(*lines: str) -> dict[str, list[str]]:
    """What each word that stands for names means in a text of these lines."""
    linked = link(Document("text", lines[0], "\n".join(lines)))
    found: dict[str, list[str]] = {}
    for reference in linked.references:
        if reference.rule == "anaphora":
            found.setdefault(reference.mention.text, sorted(linked.entities[key].name for key in reference.entities))
    return found


def test_states_by_one_character_are_those_that_the_text_names() -> None:
    meant = _meant(
        "匈牙利外长访问北京。",
        "中方愿同匈方加强合作。",
        "中匈双方签署了《水利合作备忘录》，两国还将互派专家，其中方案已定，意方没有表态。",
    )
    assert meant == {
        "中方": ["中国"],
        "匈方": ["匈牙利"],
        "中匈双方": ["中国", "匈牙利"],
        "两国": ["中国", "匈牙利"],
    }


def test_a_character_that_two_states_share_is_left_alone() -> None:
    meant = _meant("巴西和巴基斯坦的代表出席了会议。", "巴方表示欢迎，中巴双方签署了《渔业协定》。")
    assert "巴方" not in meant
    assert "中巴双方" not in meant


def test_two_sides_are_of_one_kind() -> None:
    assert _meant("蒙古国代表团访问了青海省。", "双方表示欢迎。") == {}
    assert _meant("青海省和甘肃省的代表昨天见面。", "双方表示欢迎。") == {"双方": ["甘肃省", "青海省"]}
    assert _meant("青海省与青海大学的代表昨天见面。", "双方表示欢迎。") == {"双方": ["青海大学", "青海省"]}


def test_what_two_states_have_between_them_says_who_they_are() -> None:
    meant = _meant("匈牙利总统访问上海。", "建交以来，中匈关系稳步前行。", "双方还签署了《水利协定》。")
    assert meant["双方"] == ["中国", "匈牙利"]


def test_a_group_is_carried_from_one_sentence_to_the_next() -> None:
    talk = ["青海省和甘肃省的代表昨天见面。", *["双方谈了很久。"] * 9, "最后三方没有表态，双方在兰州市签字。"]
    linked = link(Document("text", talk[0], "\n".join(talk)))
    said = [reference for reference in linked.references if reference.mention.text == "双方"]
    assert len(said) == 10
    assert len({reference.entities for reference in said}) == 1


def test_the_place_in_which_another_lies_is_no_third() -> None:
    meant = _meant("去年，宁波市与四川省叙永县结对。", "虽然两地相隔千里，来往却不少。")
    assert meant["两地"] == ["叙永县", "宁波市"]


def test_a_group_with_its_names_is_known_far_behind_them() -> None:
    gap = ["河边的人很多。"] * 8
    assert _meant("万达开三地签下新约", *gap, "三地共同印发了文件。")["三地"] == ["万州区", "开州区", "达州市"]
    assert "三地" not in _meant("万达开三地、京津冀三地签下新约", *gap, "三地共同印发了文件。")


def test_a_project_or_hospital_may_be_the_object() -> None:
    assert _meant("龙门大桥项目去年开工。", "长河银行向项目发放贷款。")["项目"] == ["龙门大桥项目"]
    assert _meant("清溪市人民医院去年扩建。", "长河银行给医院贷款，为医院门口的商户免租。")["医院"] == [
        "清溪市人民医院"
    ]
    assert "项目" not in _meant("龙门大桥项目和东山水库项目去年开工。", "长河银行向项目发放贷款。")


def test_a_laboratory_said_alone_is_one_whose_name_ends_so() -> None:
    meant = _meant("清溪量子材料实验室去年成立。", "实验室主任张大伟表示欢迎。", "该实验室很大。")
    assert meant == {"实验室": ["清溪量子材料实验室"], "该实验室": ["清溪量子材料实验室"]}
    assert "中心" not in _meant("青海海洋数据研究中心去年成立。", "国际贸易中心也派了人，中心主任张大伟表示欢迎。")


def test_a_body_without_its_place_is_that_of_the_newspaper_where_no_place_is_named() -> None:
    found = extract(
        Document("paper", "省委印发《水利意见》", "省委印发《水利意见》\n四川日报讯 省委近日印发《水利意见》。\n")
    )
    names = {entity.key: entity.name for entity in found.entities}
    assert "中国共产党四川省委员会" in names.values()
    nowhere = extract(Document("nowhere", "省委印发《水利意见》", "省委近日印发《水利意见》。\n"))
    assert not [entity for entity in nowhere.entities if entity.type == "GovernmentBody"]


def test_our_country_is_no_name_but_acts() -> None:
    found = extract(Document("own", "航运", "我国自主研制的“远河导航系统”上线。\n"))
    assert [str(claim.object) for claim in found.claims if claim.predicate == "launchedBy"] == ["region/CN"]


def test_one_character_is_a_place_where_something_is_held_there() -> None:
    found = extract(Document("held", "", "首届河湖大会在蓉隆重开幕。有人在京郊跑步，大会在宁夏路举行。\n"))
    assert {entity.name for entity in found.entities if entity.code} >= {"成都市"}
    assert "北京市" not in {entity.name for entity in found.entities}
    assert "heldIn" in {claim.predicate for claim in found.claims}


def test_one_word_for_the_bodies_of_several_places() -> None:
    found = extract(
        Document(
            "joint",
            "",
            "四川省与重庆市召开会议。两省市人社厅（局）签署《河湖巡护合作协议》，两地政府部门很满意，两地法院也很满意。\n",
        )
    )
    names = {entity.key: entity.name for entity in found.entities}
    parties = {names[str(claim.object)] for claim in found.claims if claim.predicate == "signatory"}
    assert parties == {"四川省人力资源和社会保障厅", "重庆市人力资源和社会保障局"}
    assert not [name for name in names.values() if name.endswith(("法院", "人民政府"))]


def test_the_meeting_said_alone_is_that_of_the_article_and_not_one_spoken_of() -> None:
    meant = _meant(
        "首届河湖论坛在成都举行",
        "",
        "首届河湖论坛昨天在成都举行。论坛由水利部主办。有人说起去年的达江论坛。那里风景很好。各地代表出席了论坛。",
    )
    assert meant == {"论坛": ["首届河湖论坛"]}


def test_a_meeting_is_left_alone_where_another_was_named_right_before() -> None:
    meant = _meant(
        "首届河湖论坛在成都举行", "", "首届河湖论坛昨天举行。有人说起去年的第三届山地论坛。各地代表出席了论坛。"
    )
    assert "论坛" not in meant


def test_our_city_is_the_only_city_of_the_text() -> None:
    assert _meant("河湖管理", "", "近日，我市印发通知。绵阳市很美。")["我市"] == ["绵阳市"]
    assert "我市" not in _meant("河湖管理", "", "近日，我市印发通知。绵阳市和德阳市很美。")


def test_this_meeting_is_the_one_of_the_article_and_not_what_it_is_part_of() -> None:
    meant = _meant(
        "第五届长河博览会开幕",
        "第五届长河博览会昨天在武汉开幕。",
        "嘉宾参观了丝路国家商品展。",
        "本次博览会由武汉市主办，这一盛会吸引了很多客商。",
    )
    assert meant["本次博览会"] == ["第五届长河博览会"]
    assert "本次会议" not in _meant("长河新闻", "作为2024长河经济论坛的分会，本次会议由武汉大学承办。")


def test_a_head_noun_stands_for_the_last_name_that_ends_with_it() -> None:
    meant = _meant(
        "交通银行太仓分行与太仓港口协会签约。",
        "产品的名字是该分行起的，该协会秘书处设在上海。",
    )
    assert meant == {"该分行": ["交通银行太仓分行"], "该协会": ["太仓港口协会"]}


def test_who_does_something_for_this_company_is_another_one() -> None:
    meant = _meant("成都禾桐科技有限公司扩产。", "重庆雾山保险有限公司为该公司提供保险。")
    assert meant["该公司"] == ["成都禾桐科技有限公司"]


def test_here_is_the_one_place_of_the_last_sentence_that_names_any() -> None:
    assert _meant("绵阳青溪产业园今年开园。", "成都禾桐科技有限公司在此建厂。")["此"] == ["绵阳青溪产业园"]
    assert "此" not in _meant("绵阳市和德阳市今年都修了路。", "成都禾桐科技有限公司在此建厂。")


def test_around_here_is_where_the_report_was_sent_from() -> None:
    meant = _meant("两国合作", "本报德阳10月19日电（记者 林远）绵阳市来客了。", "市长在此间会见了客人。")
    assert meant["此间"] == ["德阳市"]


def test_they_are_those_whom_one_word_named_right_before() -> None:
    meant = _meant("绵阳市、德阳市相邻。", "先来的是两地政府的主要负责人，他们签下了《青溪公约》。")
    assert meant["他们"] == ["德阳市人民政府", "绵阳市人民政府"]
    assert "他们" not in _meant("绵阳市、德阳市相邻。", "专家来了，他们签下了《青溪公约》。")


def test_that_state_is_the_foreign_one_named_last() -> None:
    assert _meant("匈牙利是主宾国，该国总统也来了。") == {"该国": ["匈牙利"]}
    assert _meant("匈牙利和波兰与会，该国总统也来了。") == {}


def test_a_company_without_a_name_comes_between() -> None:
    assert "这家企业" not in _meant("成都禾桐科技有限公司扩产。", "绵阳有一家民营企业停产，这家企业正在改造。")


def test_the_body_that_opens_a_sentence_is_meant_rather_than_the_one_whose_head_is_named() -> None:
    meant = _meant("长河银行绵阳分行开业，行长由长河银行德阳分行行长林远担任。", "当天，该分行发放了贷款。")
    assert meant["该分行"] == ["长河银行绵阳分行"]


def test_a_group_speaks_of_itself_as_the_group() -> None:
    meant = _meant(
        "禾桐电气集团股份有限公司中标",
        "禾桐电气集团股份有限公司昨天中标。",
        "配件由宁江新能源科技有限公司、雾山机械有限公司供应。",
        "集团去年与四川大学签约。",
    )
    assert meant["集团"] == ["禾桐电气集团股份有限公司"]


def test_a_meeting_is_rather_one_that_is_called_so() -> None:
    meant = _meant("长河合作组织第二十次会议昨天举行。", "党的十九届五中全会已经闭幕。", "本次会议上，各方交换了意见。")
    assert meant["本次会议"] == ["长河合作组织第二十次会议"]


def test_the_last_words_of_a_meeting_stand_for_it_but_not_for_another_of_its_row() -> None:
    forum = "“湘江航运治理”专题研讨会"
    assert _meant(f"{forum}在衡阳市举行。", "专题研讨会由湖南省水利厅主办。")["专题研讨会"] == [forum]
    assert "高峰会" not in _meant("首届湘江航运高峰会在衡阳市举行。", "次年，高峰会移师株洲市。")


def test_that_town_that_party_and_that_organisation() -> None:
    assert _meant("衡山县白果镇昨天开会。", "该镇镇长作了报告。")["该镇"] == ["白果镇"]
    assert _meant("德国社会民主党昨天开会。", "该党主席作了报告。")["该党"] == ["德国社会民主党"]
    assert _meant("石油输出国组织昨天开会。", "该组织秘书长作了报告。")["该组织"] == ["石油输出国组织"]
    assert "该镇" not in _meant("衡山县白果镇昨天开会。", "一个小镇的居民说，该镇已经变样。")


def test_a_citizen_of_a_state_who_does_something_for_it() -> None:
    text = "密歇根州一名记者近日对该州州长提起诉讼。"
    assert _meant("西弗吉尼亚州州长昨天讲话。", text)["该州"] == ["密歇根州"]


def test_the_company_is_not_the_one_that_it_deals_with() -> None:
    lines = "湘江齿轮有限公司发货忙。", "这些年，公司对衡岳机床有限公司的供货逐年增加。", "公司近日扩产。"
    assert _meant(*lines)["公司"] == ["湘江齿轮有限公司"]


def test_a_place_where_something_is_belongs_to_no_group_of_the_next_clause() -> None:
    lines = "会议回到武汉市，黄石市、岳阳市、九江市列席。", "四市都表示支持。"
    assert "四市" not in _meant(*lines)


def test_this_fair_is_the_fair_of_the_headline_and_not_a_show_named_near() -> None:
    fair = "首届湘江农业博览会"
    filler = ["天气晴好。"] * 8
    meant = _meant(
        f"{fair}开幕",
        f"{fair}昨天在衡阳市开幕。",
        *filler,
        "来宾参观了湖湘名优商品展。",
        "本次博览会由湖南省农业农村厅主办。",
    )
    assert meant["本次博览会"] == [fair]


def test_a_place_where_something_is_and_that_the_list_names_again_is_of_the_list() -> None:
    lines = "推进会在黄石市举行，黄石市、岳阳市、九江市、武汉市列席。", "四市都表示支持。"
    assert len(_meant(*lines)["四市"]) == 4


def test_who_invests_there_says_that_it_is_china() -> None:
    assert _meant("丰田公司加大在华投资，欧盟对华直接投资增长。") == {"华": ["中国"]}
    assert _meant("他在华东投资，又在华为设立岗位，还对华丽的投资说明不满。") == {}


def test_the_former_and_the_latter_are_of_one_kind() -> None:
    meant = _meant("合作", "青海大学在西宁市与清溪市人民医院签约，由后者提供设备，前者派人。")
    assert meant == {"后者": ["清溪市人民医院"], "前者": ["青海大学"]}
    assert _meant("合作", "青海大学昨天开学。后者很多，或者没有，先前者也一样。") == {}


def test_what_is_counted_by_houses_is_no_place() -> None:
    lead = "青海省商务厅厅长说，青海省很大。这个窗口由她所在的单位和甘肃省商务厅合办。"
    assert _meant("窗口", lead, "", "今年，两家又联合印发了文件。") == {}
    assert _meant("窗口", f"{lead}今年，两家又联合印发了文件。")["两家"] == ["甘肃省商务厅", "青海省商务厅"]
    assert _meant("窗口", f"{lead}今年，两家单位联合印发了文件。")["两家单位"] == ["甘肃省商务厅", "青海省商务厅"]


def test_bodies_counted_by_their_last_word_are_all_that_the_text_has_named() -> None:
    courts = "泸县人民法院昨天开庭。荣昌区人民法院也派了人。内江市中级人民法院很满意。"
    meant = _meant("法庭", courts, "昨天，三家法院签署了协议，四家法院没有。")
    assert meant["三家法院"] == ["内江市中级人民法院", "泸县人民法院", "荣昌区人民法院"]
    assert "四家法院" not in meant


def test_departments_of_places_by_their_usual_short_name() -> None:
    named = "四川省医疗保障局和重庆市医疗保障局昨天开会。"
    meant = _meant("医保", named, "川渝医保部门的合作已有四年，双方很满意。")
    assert meant["医保部门"] == meant["双方"] == ["四川省医疗保障局", "重庆市医疗保障局"]
    assert "医保部门" not in _meant("医保", "四川省医疗保障局昨天开会。", "川渝医保部门的合作已有四年。")


def test_a_zone_or_branch_said_alone_is_the_one_of_the_text() -> None:
    assert _meant("园区", "清溪经济开发区昨天开园。", "园区又与青海大学签约，企业在园区设厂。")["园区"] == [
        "清溪经济开发区"
    ]
    branch = "长河银行青山分行去年开业。"
    assert _meant("金融", branch, "分行行长张大伟说，分行把农户当家人。")["分行"] == ["长河银行青山分行"]
    assert "分行" not in _meant("金融", "长河银行青山分行、长河银行绿水分行去年开业。", "分行行长很忙。")


def test_the_only_meeting_of_its_kind_need_not_open_the_article() -> None:
    talk = ["招商", "河边的人很多。", "昨天，首届河湖合作恳谈会在成都举行。", "青海大学参加了恳谈会。"]
    assert _meant(*talk)["恳谈会"] == ["首届河湖合作恳谈会"]
    assert "恳谈会" not in _meant(*talk[:3], "去年，第二届山地合作恳谈会在绵阳举行。", "青海大学参加了恳谈会。")


def test_two_provinces_may_be_those_whose_bodies_were_named() -> None:
    named = "活动由重庆市文化和旅游发展委员会、四川省文化和旅游厅共同主办。"
    gap = ["河边的人很多。"] * 8
    meant = _meant("文旅", named, *gap, "两省市文旅部门已联合下发文件。")
    assert meant["两省市"] == ["四川省", "重庆市"]
    assert meant["文旅部门"] == ["四川省文化和旅游厅", "重庆市文化和旅游发展委员会"]
    assert _meant("文旅", "活动由四川省文化和旅游厅主办。", "两省市文旅部门已联合下发文件。") == {}


def test_both_are_those_who_signed_though_others_looked_on() -> None:
    signed = "青海大学与甘肃大学在西宁市签署《河湖合作协议》。"
    others = "河南大学、湖南大学、湖北大学的人见证了这一刻。"
    assert _meant("大学", signed + others, "按照安排，双方将互派教师。")["双方"] == ["甘肃大学", "青海大学"]
    assert _meant("大学", others, "按照安排，双方将互派教师。") == {}


def test_the_french_manager_of_the_company_is_no_company_law() -> None:
    assert _meant("工厂", "湖南青山锂业股份有限公司昨天投产。", "公司法方经理很高兴。") == {
        "公司": ["湖南青山锂业股份有限公司"]
    }
    assert _meant("法律", "湖南青山锂业股份有限公司昨天投产。", "公司法今年修改了。") == {}


def test_provinces_are_counted_with_autonomous_regions_and_a_market_bureau_is_no_town() -> None:
    meant = _meant(
        "甲报讯",
        "广西、贵州两省区签署协议。",
        "两省区随后派员回访。",
        "湖北、湖南、江西三省市场监管局联合发文。",
    )
    assert meant["两省区"] == ["广西壮族自治区", "贵州省"]
    assert "三省市" not in meant
    assert meant["三省"] == ["江西省", "湖北省", "湖南省"]


def test_a_zone_is_one_of_two_sides() -> None:
    meant = _meant("甲报讯", "合肥高新区与长三角高校联盟签署《科技合作备忘录》。", "双方还将互派专家。")
    assert meant["双方"] == ["合肥高新技术产业开发区", "长三角高校联盟"]


def test_who_the_sides_are_is_said_behind_the_word() -> None:
    meant = _meant(
        "甲报讯", "衡阳市与郴州市去年签约。", "《园区协议》在长沙签订，签字双方是湖南省商务厅和江西省商务厅。"
    )
    assert "双方" not in meant


def test_what_a_row_counts_stands_in_the_row() -> None:
    meant = _meant(
        "甲报讯",
        "大会由衡阳市商务局、衡阳市教育局和郴州市商务局主办。",
        "由衡岳投资集团、湘南交通集团和某某资本三方发起的基金揭牌。",
    )
    assert "三方" not in meant


def test_a_count_means_the_list_of_just_so_many_where_the_sentence_names_more() -> None:
    told = "衡阳博物馆、岳阳博物馆和常德博物馆都派人到场，衡阳市商务局是东道主。"
    assert _meant(told, "三家还一起加入了湘江博物馆联盟。")["三家"] == ["岳阳博物馆", "常德博物馆", "衡阳博物馆"]


def test_here_is_not_where_a_firm_comes_from() -> None:
    told = "衡阳高新技术产业开发区今年新增企业19家。"
    meant = _meant(told, "来自广西壮族自治区的青山锂业有限公司在此设立了分公司。")
    assert meant["此"] == ["衡阳高新技术产业开发区"]


def test_the_county_acts_where_it_is_called_so() -> None:
    told = "湖南省衡山县种茶。"
    assert _meant(told, "县里8月12日出台《衡山县茶业扶持办法》。")["县里"] == ["衡山县"]
    assert "县里" not in _meant("湖南省衡山县与衡东县种茶。", "县里8月12日出台《茶业扶持办法》。")


def test_a_fair_is_called_by_some_characters_of_its_name() -> None:
    told = "第五届湖南国际油茶博览会昨天在衡阳市开幕。"
    fair = ["第五届湖南国际油茶博览会"]
    assert _meant(told, "油博会由湖南省商务厅主办。")["油博会"] == fair
    assert _meant(told, "本届油博会由湖南省商务厅主办。")["本届油博会"] == fair
    assert "油博会" not in _meant(told, "上届油博会由湖南省商务厅主办。")


def test_the_last_words_of_a_name_are_known_far_behind_it() -> None:
    told = "衡阳市高新技术实训中心昨天启用。"
    between = ["车床一台台亮起来。"] * 8
    assert _meant(told, *between, "实训中心由湖南省工业大学运营。")["实训中心"] == ["衡阳市高新技术实训中心"]


def test_a_house_is_called_by_the_last_character_of_its_name() -> None:
    told = "衡阳市蔬菜研究所昨天在湘南蔬菜产业园开会。"
    meant = _meant(told, "该所与湖南大学合作，该园明年扩建。", "该会议很短，该所在地多雨，该社区不大。")
    assert meant == {"该所": ["衡阳市蔬菜研究所"], "该园": ["湘南蔬菜产业园"]}
