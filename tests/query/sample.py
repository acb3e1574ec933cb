"""Three documents of our own with what a build makes of them: enough for every question of the catalogue."""

from __future__ import annotations

from pyoxigraph import Quad

from kg.model import Claim, Document, Entity, Extraction, Modality, Span, When
from kg.rdf.write import quads

D1 = """四川与重庆签署产业合作协议
2020年4月30日，四川省经济和信息化厅与重庆市经济和信息化委员会在成都签署《川渝汽车产业合作协议》。
四川省与重庆市共建川渝高竹新区，双方还将建设成渝中线高铁。
四川省经济和信息化厅厅长李明参加了2020年西部博览会。西部博览会11月在成都市举行，由四川省主办。
重庆农商行为川渝高竹新区提供贷款。四川省出台《汽车产业规划》，适用于成都市。
"""
D2 = """川渝汽车协议两年回顾
《川渝汽车产业合作协议》由四川省经济和信息化厅与重庆市经济和信息化委员会签订。2022年，成都市与重庆市签订《双城联动协议》。
四川大学和重庆大学加入成渝高校联盟。东方电气投资荣昌区。东方电气向长安汽车供货。
长安汽车的荣昌工厂位于荣昌区。重庆市推出“渝快办”平台。四川省希望与重庆市合作举办西部博览会。
"""
D3 = """贵阳来渝考察
贵阳市与重庆市加强合作。南京鼓楼区和福州鼓楼区也有代表。
"""
DOCUMENTS = {
    "d1": Document("d1", "四川与重庆签署产业合作协议", D1, When("2020-05-01"), "本项目", "d1.txt", "1" * 64),
    "d2": Document("d2", "川渝汽车协议两年回顾", D2, When("2022-04"), None, "d2.txt", "2" * 64),
    "d3": Document("d3", "贵阳来渝考察", D3, None, None, "d3.txt", "3" * 64),
}
SICHUAN, CHONGQING, CHENGDU, RONGCHANG = "region/510000", "region/500000", "region/510100", "region/500153"
ZONE, GUIYANG = "region/00000000000000a1", "region/520100"
OFFICE, COMMISSION, BANK = (f"organisation/00000000000000b{n}" for n in (1, 2, 3))
ALLIANCE, SCU, CQU, DONGFANG, CHANGAN, PLANT = (f"organisation/00000000000000c{n}" for n in range(6))
PACT, TWIN = "agreement/00000000000000d1", "agreement/00000000000000d2"
PLAN, LI, EXPO = "policy/00000000000000e1", "person/00000000000000f1", "event/00000000000000f2"
RAIL, PORTAL = "project/00000000000000f3", "platform/00000000000000f4"
DRUM_NANJING, DRUM_FUZHOU, NANJING, FUZHOU = "region/320106", "region/350102", "region/320100", "region/350100"

ENTITIES = {
    entity.key: entity
    for entity in (
        Entity(SICHUAN, "AdministrativeRegion", "四川省", ("四川",), "510000"),
        Entity(CHONGQING, "AdministrativeRegion", "重庆市", ("重庆",), "500000"),
        Entity(CHENGDU, "AdministrativeRegion", "成都市", ("成都",), "510100", part_of=SICHUAN),
        Entity(RONGCHANG, "AdministrativeRegion", "荣昌区", (), "500153", part_of=CHONGQING),
        Entity(GUIYANG, "AdministrativeRegion", "贵阳市", ("贵阳",), "520100"),
        Entity(DRUM_NANJING, "AdministrativeRegion", "鼓楼区", ("南京鼓楼区",), "320106", part_of=NANJING),
        Entity(DRUM_FUZHOU, "AdministrativeRegion", "鼓楼区", ("福州鼓楼区",), "350102", part_of=FUZHOU),
        Entity(NANJING, "AdministrativeRegion", "南京市", (), "320100", mentioned=False),
        Entity(FUZHOU, "AdministrativeRegion", "福州市", (), "350100", mentioned=False),
        Entity(ZONE, "DevelopmentZone", "川渝高竹新区"),
        Entity(OFFICE, "GovernmentBody", "四川省经济和信息化厅", ("四川省经信厅",), jurisdiction=SICHUAN),
        Entity(COMMISSION, "GovernmentBody", "重庆市经济和信息化委员会", (), jurisdiction=CHONGQING),
        Entity(BANK, "FinancialInstitution", "重庆农商行"),
        Entity(ALLIANCE, "Alliance", "成渝高校联盟"),
        Entity(SCU, "EducationalInstitution", "四川大学"),
        Entity(CQU, "EducationalInstitution", "重庆大学"),
        Entity(DONGFANG, "Company", "东方电气"),
        Entity(CHANGAN, "Company", "长安汽车"),
        Entity(PLANT, "Company", "长安汽车的荣昌工厂"),
        Entity(PACT, "Agreement", "川渝汽车产业合作协议"),
        Entity(TWIN, "Agreement", "双城联动协议"),
        Entity(PLAN, "PolicyDocument", "汽车产业规划"),
        Entity(LI, "Person", "李明"),
        Entity(EXPO, "Event", "西部博览会"),
        Entity(RAIL, "Project", "成渝中线高铁"),
        Entity(PORTAL, "Platform", "渝快办"),
    )
}
# subject, predicate, object, words by which the sentence is found
FACTS: dict[str, tuple[tuple[str, str, str, str], ...]] = {
    "d1": (
        (PACT, "signatory", OFFICE, "4月30日"),
        (PACT, "signatory", COMMISSION, "4月30日"),
        (PACT, "signedOn", "2020-04-30", "4月30日"),
        (SICHUAN, "jointlyBuilds", ZONE, "共建"),
        (CHONGQING, "jointlyBuilds", ZONE, "共建"),
        (LI, "holdsPosition", OFFICE, "李明"),
        (LI, "participatedIn", EXPO, "李明"),
        (EXPO, "heldIn", CHENGDU, "11月"),
        (EXPO, "heldOn", "2020-11", "11月"),
        (SICHUAN, "participatedIn", EXPO, "11月"),
        (BANK, "finances", ZONE, "贷款"),
        (PLAN, "issuedBy", SICHUAN, "规划"),
        (PLAN, "issuedOn", "2020", "规划"),
        (PLAN, "appliesTo", CHENGDU, "规划"),
    ),
    "d2": (
        (PACT, "signatory", OFFICE, "签订。"),
        (PACT, "signatory", COMMISSION, "签订。"),
        (PACT, "signedOn", "2020", "签订。"),
        (TWIN, "signatory", CHENGDU, "双城联动"),
        (TWIN, "signatory", CHONGQING, "双城联动"),
        (TWIN, "signedOn", "2022", "双城联动"),
        (SCU, "memberOf", ALLIANCE, "加入"),
        (CQU, "memberOf", ALLIANCE, "加入"),
        (DONGFANG, "investsIn", RONGCHANG, "投资"),
        (DONGFANG, "suppliesTo", CHANGAN, "供货"),
        (PLANT, "locatedIn", RONGCHANG, "位于"),
        (PLANT, "subOrganizationOf", CHANGAN, "位于"),
        (PORTAL, "launchedBy", CHONGQING, "渝快办"),
    ),
    "d3": ((CHONGQING, "cooperatesWith", GUIYANG, "合作"),),
}
PLANS: dict[str, tuple[tuple[str, str, str, str, Modality], ...]] = {
    "d1": ((SICHUAN, "jointlyBuilds", RAIL, "高铁", "planned"), (CHONGQING, "jointlyBuilds", RAIL, "高铁", "planned")),
    "d2": (
        (CHONGQING, "cooperatesWith", SICHUAN, "希望", "wished"),
        # stated as done in d1, and therefore no plan any more
        (SICHUAN, "jointlyBuilds", ZONE, "希望", "planned"),
    ),
}


def _claim(text: str, fact: tuple[str, str, str, str], modality: Modality = "asserted") -> Claim:
    subject, predicate, value, words = fact
    at = text.index(words)
    start = max(text.rfind("。", 0, at), text.rfind("\n", 0, at)) + 1
    end = text.index("。", at) + 1
    return Claim(
        subject,
        predicate,
        When(value) if value[0] == "2" else value,
        f"{predicate}-01",
        0.6 if predicate == "finances" else 0.9,
        Span(start, end),
        text[start:end],
        modality=modality,
        title="厅长" if predicate == "holdsPosition" else None,
    )


def extraction(name: str) -> Extraction:
    """What a build would make of one document."""
    text = DOCUMENTS[name].text
    claims = [_claim(text, fact) for fact in FACTS[name]]
    claims += [_claim(text, (s, p, o, words), modality) for s, p, o, words, modality in PLANS.get(name, ())]
    keys = {key for claim in claims for key in (claim.subject, claim.object) if isinstance(key, str)}
    if name == "d3":
        keys |= {DRUM_NANJING, DRUM_FUZHOU}
    keys |= {region for key in keys for region in (ENTITIES[key].part_of, ENTITIES[key].jurisdiction) if region}
    return Extraction(DOCUMENTS[name], tuple(ENTITIES[key] for key in sorted(keys)), tuple(claims))


def dataset(*names: str) -> list[Quad]:
    """The quads of the documents, or of all."""
    return [quad for name in names or DOCUMENTS for quad in quads(extraction(name))]
