"""Collects the mentions of a document into entities: what each name means."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from kg.entity import bodies
from kg.entity.keys import key_of, whole, written
from kg.entity.ledger import Draft, Ledger
from kg.entity.places import Places
from kg.knowledge.grammar import any_of, grammar
from kg.knowledge.lexicon import lexicon
from kg.knowledge.places import codes, named_regions
from kg.mention.extended import ZONE
from kg.mention.levels import RULE as LEVEL
from kg.mention.lexical import SEATED, known_company
from kg.mention.regions import region_ending_at, region_names, world_places
from kg.model import Document, Mention, Sentence, of_state

_NEAR = 3
_FIRMS = frozenset({"Company", "FinancialInstitution"})
_ZONES = frozenset({"DevelopmentZone", "EconomicRegion", "AdministrativeRegion"})
_SESSION = re.compile(
    r"([\u3400-\u9fff]{1,10}?[省市区县州])第[一二三四五六七八九十]+届(?:人民代表大会|委员会)(?!第.{1,3}届)"
)
_EACH = re.compile("[各两三四五双][省市区县州、自治盟旗]{0,6}$")  # 各州、市人民政府, 两市教育局 are many


@cache
def _held() -> re.Pattern[str]:
    """What takes place somewhere, behind an adverb by its last character (正式, 隆重, 共同)."""
    return re.compile(f"(?:[^，。；：！？]{{0,2}}[式重功利满大合同别次])?(?:{grammar().alternation('event_seen')})")


@lru_cache(1 << 14)
def squash(name: str) -> str:
    """The canonical form of a name without a code: as written, a leading region without its level word and 地区."""
    plain = written(name)
    names = region_names()
    for width in range(min(12, len(plain) - 1), 1, -1):
        head = plain[:width]
        if head in names and head[-1] in "省市" and head[:-1] in names:
            return head[:-1] + plain[width:].removeprefix("地区")
        if head in names:
            return head + plain[width:].removeprefix("地区")
    return plain


class Builder(Ledger):
    """Gives every mention of a document the entities that its words stand for."""

    def __init__(self, document: Document, sentences: Sequence[Sentence], mentions: Sequence[Mention]) -> None:
        """Start for one document with all its mentions known (places are resolved by all of them)."""
        super().__init__()
        texts = [sentence.text for sentence in sentences]
        year = document.published.earliest.year if document.published else None
        self.places = Places([*mentions], sentences, year)
        self._texts = texts
        self._articles = [sentence.article for sentence in sentences]
        self._document = document.id

    def add(self, mention: Mention) -> None:
        """Assign a mention to the entities that its text means; leave it out where that cannot be known."""
        drafts = self.meant(mention)
        if drafts:
            own = len(drafts) == 1 and not (
                mention.rule.startswith("title-") and mention.text in grammar().words["short_generic"]
            )
            self.assign(mention, drafts, own=own or drafts[0].canonical == mention.text)

    def division(self, code: str) -> Draft:
        """The place of a code."""
        division = lexicon().divisions[code]
        return self.draft(f"region/{code}", "AdministrativeRegion", division.name, code=code)

    def meant(self, mention: Mention) -> list[Draft]:
        """The entities that the words of a mention stand for, begun if new; none where they say too little."""
        if mention.type in {"AdministrativeRegion", "EconomicRegion"}:
            return self._regions_of(mention)
        if mention.rule.startswith("body-"):
            return self._body_of(mention)
        if mention.rule == LEVEL:
            return self._of_level(mention)
        if mention.rule == ZONE:
            return self._of_zone(mention)
        if mention.rule.startswith("title-") and mention.text in grammar().words["short_generic"]:
            return self._title_again(mention)
        if mention.rule in {"lexical", SEATED}:
            full, kind = known_company(mention.text)
            return [self.draft(key_of(kind, full), kind, full)]
        zone = named_regions().get(mention.text)
        if zone is not None:
            return [self.draft(key_of(zone.type, zone.name), zone.type, zone.name)]
        name = whole(written(mention.text))
        scope = self._document if mention.type == "Person" else ""
        return [self.draft(key_of(mention.type, name, scope), mention.type, name)]

    def _title_again(self, mention: Mention) -> list[Draft]:
        """《方案》 is the last paper that was called one; standing alone it is a name only if it says a little more."""
        for earlier in reversed(self.mentions):
            drafts = [self.drafts[key] for key in self.assigned[earlier]]
            if len(drafts) == 1 and earlier.type == mention.type and drafts[0].canonical.endswith(mention.text):
                return drafts if drafts[0].canonical != mention.text else []
        if len(mention.text) <= 3:
            return []
        return [self.draft(key_of(mention.type, mention.text, self._document), mention.type, mention.text)]

    def _abroad(self, name: str) -> Draft:
        """A city or division of another country, under its country's code."""
        place = world_places()[name]
        digest = key_of("AdministrativeRegion", place.name, place.country).rpartition("/")[2]
        draft = self.draft(f"region/{place.country}-{digest[:8]}", "AdministrativeRegion", place.name)
        draft.parent = f"region/{place.country}"
        return draft

    def _settlement(self, mention: Mention) -> list[Draft]:
        """A town or village: by its code, else by its name and the place named right before it."""
        code = self.places.place(mention)
        if code is not None:
            return [self.division(code)]
        before = self._texts[mention.sentence][: mention.start]
        start = region_ending_at(before, len(before))
        parent = self.places.named(before[start:], before[:start]) if start is not None else None
        draft = self.draft(
            key_of("AdministrativeRegion", mention.text, parent or self._document), mention.type, mention.text
        )
        return [draft]

    def _regions_of(self, mention: Mention) -> list[Draft]:
        name = mention.text
        if mention.rule == "settlement":
            return self._settlement(mention)
        if mention.rule == "world-place":
            return [self._abroad(name)]
        if mention.rule == "region-abbreviation":
            found = lexicon().abbreviations[name]
            plain = self.places.known(found[0]) or self._held_at(mention)
            return [self.division(found[0])] if len(found) == 1 and plain else []
        if mention.rule == "region-composite":
            for tail in ("两省市", "两地", "地区", "两省一市", "两省", "两市", "三地", "三省", "三市"):
                name = name.removesuffix(tail)
            return [self.division(code) for code in self._composite(name)]
        region = named_regions().get(name)
        if region is not None:
            return [self.draft(key_of(region.type, region.name), region.type, region.name)]
        code = self.places.place(mention)
        if code is not None:
            return [self.division(code)]
        if mention.type == "EconomicRegion":
            return [self.draft(key_of(mention.type, written(name)), mention.type, written(name))]
        return []

    def _held_at(self, mention: Mention) -> bool:
        """Whether one character can only be the place of what takes place there: 论坛在京举行."""
        text = self._texts[mention.sentence]
        single = lexicon().abbreviation_kinds.get(mention.text) == "single"
        return (
            single and text[mention.start - 1 : mention.start] == "在" and _held().match(text, mention.end) is not None
        )

    @staticmethod
    def _composite(name: str) -> tuple[str, ...]:
        return tuple(codes(name))

    def _body_of(self, mention: Mention) -> list[Draft]:
        name = mention.text
        if mention.rule == "body-central":
            front = self._foreign(mention)
            if front:
                return [self.draft(key_of(mention.type, front + name), mention.type, front + name)]
            full = bodies.central().get(name, name)
            return [self.draft(key_of(mention.type, full), mention.type, full)]
        parsed = bodies.parse(name) if mention.rule != "body-session" else None
        if parsed is None:
            return [self.draft(key_of(mention.type, written(name)), mention.type, written(name))]
        if bodies.bare(parsed.region):
            code = self._owner(parsed.region, mention)
        else:
            before = self._texts[mention.sentence][max(0, mention.start - 12) : mention.start]
            code = self._region_code(parsed.region, before)
        if code is None:
            if bodies.bare(parsed.region):
                return []
            return [self.draft(key_of(mention.type, written(name)), mention.type, written(name))]
        if of_state(code):
            return [self.draft(key_of(mention.type, name), mention.type, name, jurisdiction=f"region/{code}")]
        full = bodies.canonical(parsed, lexicon().divisions[code])
        return [self.draft(key_of(mention.type, full, code), mention.type, full, jurisdiction=f"region/{code}")]

    def _of_level(self, mention: Mention) -> list[Draft]:
        """市博物馆 is that of the city that is meant, so that it is the same as 某市博物馆; none where that is open."""
        code = self._owner(mention.text[0], mention)
        if code is None:
            return []
        full = lexicon().divisions[code].name + mention.text[1:]
        place = f"region/{code}" if mention.type == "GovernmentBody" else None
        return [self.draft(key_of(mention.type, full), mention.type, full, jurisdiction=place)]

    def _of_zone(self, mention: Mention) -> list[Draft]:
        """合作区经济发展局 is that of the one zone whose name so far ends in 合作区; none where none or more do."""
        word = any_of("zone_word").match(mention.text)
        ends = word.group() if word else mention.text
        zones = {
            key: draft
            for earlier in self.mentions
            for key in self.assigned[earlier]
            if (draft := self.drafts.get(key)) and draft.type in _ZONES and earlier.text.endswith(ends)
        }
        if len(zones) != 1:
            return []
        full = zones.popitem()[1].canonical + mention.text.removeprefix(ends)
        return [self.draft(key_of(mention.type, full), mention.type, full)]

    def _owner(self, level: str, mention: Mention) -> str | None:
        """Whose body a bare 市财政局 is: the one place of that level the document is about, else the nearest before."""
        if _EACH.search(self._texts[mention.sentence], 0, mention.start):
            return None
        if session := self._session(level, mention):
            return session
        if home := self.places.home(level, self._articles[mention.sentence]):
            return home
        for earlier in reversed(self.mentions):
            if mention.sentence - earlier.sentence > _NEAR:
                break
            for key in self.assigned[earlier]:
                draft = self.drafts.get(key)
                place = (draft.jurisdiction or key).removeprefix("region/") if draft else ""
                if draft and draft.type in _FIRMS:
                    place = self.places.front(earlier.text) or ""
                if self.places.is_level(place, level):
                    return place
        return None

    def _session(self, level: str, mention: Mention) -> str | None:
        """The place of this level whose assembly meets in the sentence: 政协甲省第八届委员会…选举乙为省政协主席."""
        met = _SESSION.findall(self._texts[mention.sentence][: mention.start])
        code = self._region_code(met[-1], "") if met else None
        return code if code and self.places.is_level(code, level) else None

    def _foreign(self, mention: Mention) -> str:
        """The country named right before a central body (叙利亚文化部), unless it is China; empty if none."""
        before = self._texts[mention.sentence][: mention.start]
        start = region_ending_at(before, len(before))
        if start is None or self.places.named(before[start:]) not in lexicon().countries:
            return ""
        return before[start:] if before[start:] not in {"中国", "我国"} else ""

    def _region_code(self, name: str, before: str) -> str | None:
        """The code of a region's name, possibly two nested names in a row (重庆市巫溪县)."""
        for cut in range(len(name) - 1):
            code = self.places.named(name[cut:], before + name[:cut])
            if code is not None:
                return code
        return None
