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
_PATTERN = re.compile(
    "该(?P<single>" + "|".join(sorted(_SINGLE, key=lambda w: -len(w))) + ")"
    "|(?P<pair>双方|两地|两省市|两省|两市|两区|两县|两家企业|两家公司|两校|两行|两部门)|(?P<triple>三方|三地|三市|三省)"
)
_PAIR_OF_REGIONS = {"两地", "两省市", "两省", "两市", "两区", "两县", "三地", "三市", "三省"}
_ACTORS = {
    "AdministrativeRegion",
    "GovernmentBody",
    "Company",
    "FinancialInstitution",
    "EducationalInstitution",
    "MedicalInstitution",
    "ResearchInstitution",
    "MediaOrganisation",
    "PublicInstitution",
    "Alliance",
    "DevelopmentZone",
}
_ENDS = {"市": "市", "省": "省", "区": "区", "县": "县", "行": "行", "局": "局", "厅": "厅", "委": "委"}


def anaphora(
    sentences: Sequence[Sentence], references: Iterable[Reference], entities: dict[str, Entity]
) -> list[Reference]:
    """References for the pronoun-like words of a document, given those of its names in text order."""
    by_sentence: dict[int, list[Reference]] = {}
    for reference in references:
        by_sentence.setdefault(reference.mention.sentence, []).append(reference)
    found: list[Reference] = []
    for sentence in sentences:
        here = by_sentence.get(sentence.index, [])
        taken = [(r.mention.start, r.mention.end) for r in here]
        for match in _PATTERN.finditer(sentence.text):
            start, end = match.span()
            if any(s < end and start < e for s, e in taken) or re.match("[高新级内外别]", sentence.text[end : end + 1]):
                continue
            before = _before(sentences, by_sentence, sentence, start)
            if match.group("single"):
                keys = _nearest(match.group("single"), before, entities)
                kind = entities[keys[0]].type if keys else ""
            else:
                keys = _group(match.group(), 3 if match.group("triple") else 2, before, entities)
                kind = (
                    "AdministrativeRegion"
                    if match.group() in _PAIR_OF_REGIONS
                    else (entities[keys[0]].type if keys else "")
                )
            if keys:
                mention = Mention(sentence.index, start, end, kind, match.group(), "anaphora")
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
                and (word not in _ENDS or entity.name.endswith(_ENDS[word]))
            ):
                return reference.entities
    return ()


def _group(word: str, size: int, rows: list[list[Reference]], entities: dict[str, Entity]) -> tuple[str, ...]:
    """The last ``size`` actors that one sentence names together."""
    regions_only = word in _PAIR_OF_REGIONS
    ending = {"两省": "省", "三省": "省", "两市": "市", "三市": "市", "两区": "区", "两县": "县"}.get(word)
    for row in rows:
        keys: list[str] = []
        for reference in row:
            for key in reference.entities:
                entity = entities[key]
                if entity.type not in _ACTORS or (regions_only and entity.type != "AdministrativeRegion"):
                    continue
                if ending and not entity.name.endswith(ending):
                    continue
                if key not in keys:
                    keys.append(key)
        if len(keys) == size:
            return tuple(keys)
        if len(keys) > size and not regions_only:
            return ()
    return ()
