"""What stands for a name: 该行, 该公司, 双方, 两地 → the entities said before; nothing where it is not plain."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from kg.model import Entity, Mention, Reference, Sentence

_SINGLE = {
    "行": ("FinancialInstitution", "GovernmentBody"),
    "公司": ("Company", "FinancialInstitution"),
    "企业": ("Company",),
    "集团": ("Company", "FinancialInstitution"),
    "校": ("EducationalInstitution",),
    "院": ("MedicalInstitution", "ResearchInstitution", "EducationalInstitution"),
    "医院": ("MedicalInstitution",),
    "平台": ("Platform",),
    "系统": ("Platform",),
    "项目": ("Project",),
    "联盟": ("Alliance",),
    "协会": ("Alliance",),
    "基金": ("FinancialInstitution", "Product"),
    "园区": ("DevelopmentZone",),
    "产业园": ("DevelopmentZone",),
    "示范区": ("DevelopmentZone",),
    "新区": ("DevelopmentZone",),
    "工程": ("Project",),
    "线路": ("Project",),
    "铁路": ("Project",),
    "市": ("AdministrativeRegion",),
    "省": ("AdministrativeRegion",),
    "区": ("AdministrativeRegion",),
    "县": ("AdministrativeRegion",),
    "协议": ("Agreement",),
    "局": ("GovernmentBody",),
    "厅": ("GovernmentBody",),
    "委": ("GovernmentBody",),
    "中心": ("PublicInstitution", "ResearchInstitution"),
    "产品": ("Product",),
    "学院": ("EducationalInstitution",),
    "研究院": ("ResearchInstitution",),
    "高速": ("Project",),
    "大桥": ("Project",),
}
_ACTORS = (
    "AdministrativeRegion", "GovernmentBody", "Company", "FinancialInstitution", "EducationalInstitution",
    "MedicalInstitution", "ResearchInstitution", "MediaOrganisation", "PublicInstitution", "Alliance",
)  # fmt: skip
_GROUPS: dict[str, tuple[str, ...]] = {
    "高校": ("EducationalInstitution",), "院校": ("EducationalInstitution",), "学校": ("EducationalInstitution",),
    "校": ("EducationalInstitution",), "医院": ("MedicalInstitution",), "银行": ("FinancialInstitution",),
    "行": ("FinancialInstitution",), "部门": ("GovernmentBody",), "企业": ("Company",), "公司": ("Company",),
    "市、区": ("AdministrativeRegion",), "区、县": ("AdministrativeRegion",), "区市县": ("AdministrativeRegion",),
    "省市": ("AdministrativeRegion",), "城市": ("AdministrativeRegion",), "区县": ("AdministrativeRegion",),
    "地": ("AdministrativeRegion",), "市": ("AdministrativeRegion",), "省": ("AdministrativeRegion",),
    "区": ("AdministrativeRegion",), "县": ("AdministrativeRegion",), "方": _ACTORS, "单位": _ACTORS, "机构": _ACTORS,
}  # fmt: skip
_ENDS = frozenset("市省区县行局厅委")
_DIGITS = {character: value for value, character in enumerate("零一二三四五六七八九十")} | {"两": 2, "双": 2}
_PATTERN = re.compile(
    "该(?P<single>" + "|".join(sorted(_SINGLE, key=lambda word: (-len(word), word))) + ")"
    r"|(?P<count>[双两三四五六七八九]|十[一二三四五六七八九]?|\d{1,2})(?:家|所|个|座)?"
    "(?P<group>" + "|".join(sorted(_GROUPS, key=lambda word: (-len(word), word))) + ")"
)
_DEPARTMENTS = re.compile(r"(?P<stem>[\u3400-\u9fff]{2,5})部门")


def anaphora(
    sentences: Sequence[Sentence], references: Iterable[Reference], entities: dict[str, Entity]
) -> list[Reference]:
    """References for the pronoun-like words of a document, given those of its names in text order."""
    by_sentence: dict[int, list[Reference]] = {}
    for reference in references:
        by_sentence.setdefault(reference.mention.sentence, []).append(reference)
    found: list[Reference] = []
    for sentence in sentences:
        taken = {i for r in by_sentence.get(sentence.index, []) for i in range(r.mention.start, r.mention.end)}
        for match in _PATTERN.finditer(sentence.text):
            start, end = match.span()
            if not taken.isdisjoint(range(start, end)) or sentence.text[end : end + 1] in _GOES_ON:
                continue
            before = _before(sentences, by_sentence, sentence, start)
            if match.group("single"):
                keys = _nearest(match.group("single"), before, entities)
            else:
                keys = _group(match.group("group"), _number(match.group("count")), before, entities)
            if keys:
                mention = Mention(sentence.index, start, end, entities[keys[0]].type, match.group(), "anaphora")
                found.append(Reference(mention, keys, "anaphora"))
        found += _departments(sentence, by_sentence.get(sentence.index, []), found, entities)
    return found


_GOES_ON = frozenset("高新级内外别位面向法域委政府长民人")


def _number(word: str) -> int:
    """The value of a small number in digits or characters (20, 八, 十二)."""
    if word.isdigit():
        return int(word)
    return _DIGITS[word] if len(word) == 1 else 10 + _DIGITS[word[1]]


def _departments(
    sentence: Sentence, here: Iterable[Reference], more: Iterable[Reference], entities: dict[str, Entity]
) -> list[Reference]:
    """川渝经信部门: the bodies of just these regions whose names have the stem, where the document names one for each."""
    found = []
    places = [r for r in (*here, *more) if r.mention.sentence == sentence.index and len(r.entities) > 1]
    for reference in places:
        end = reference.mention.end
        match = _DEPARTMENTS.match(sentence.text, end)
        if match is None:
            continue
        bodies = [
            [
                key
                for key, entity in entities.items()
                if entity.jurisdiction == place
                and any(match["stem"] in name for name in (entity.name, *entity.aliases))
            ]
            for place in reference.entities
        ]
        if all(len(options) == 1 for options in bodies):
            keys = tuple(options[0] for options in bodies)
            text = sentence.text[end : match.end()]
            mention = Mention(sentence.index, end, match.end(), "GovernmentBody", text, "anaphora")
            found.append(Reference(mention, keys, "anaphora"))
    return found


def _before(
    sentences: Sequence[Sentence], by_sentence: dict[int, list[Reference]], sentence: Sentence, start: int
) -> list[list[Reference]]:
    """References in front of an offset, sentence by sentence, nearest first, over at most six sentences."""
    rows = [[r for r in by_sentence.get(sentence.index, []) if r.mention.end <= start]]
    for back in range(1, 7):
        index = sentence.index - back
        if index < 0 or sentences[index].article != sentence.article:
            break
        rows.append(by_sentence.get(index, []))
    return rows


def _nearest(word: str, rows: list[list[Reference]], entities: dict[str, Entity]) -> tuple[str, ...]:
    kinds = _SINGLE[word]
    for row in rows:
        for reference in reversed(row):
            entity = entities[reference.entities[0]]
            if (
                len(reference.entities) == 1
                and entity.type in kinds
                and (word not in _ENDS or entity.name.endswith(word))
            ):
                return reference.entities
    return ()


def _group(word: str, size: int, rows: list[list[Reference]], entities: dict[str, Entity]) -> tuple[str, ...]:
    """The last ``size`` things of the group's class that one sentence names together."""
    kinds = _GROUPS[word]
    ending = word if word in {"省", "市", "区", "县"} else ""
    for row in rows:
        keys = dict.fromkeys(key for reference in row for key in reference.entities if entities[key].type in kinds)
        named = [key for key in keys if entities[key].name.endswith(ending)]
        if len(named) == size > 1:
            return tuple(named)
        if len(named) > size and kinds == _ACTORS:
            return ()
    return ()
