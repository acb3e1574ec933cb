"""Collects the mentions of a document into entities; keeps why each name is which entity's."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache

from kg.entity import bodies
from kg.entity.keys import key_of, kind_of, whole, written
from kg.entity.places import Places, chain
from kg.knowledge.grammar import grammar
from kg.knowledge.lexicon import lexicon
from kg.knowledge.places import codes, named_regions
from kg.mention.lexical import loose_companies, named_things
from kg.mention.regions import region_ending_at, region_names, world_places
from kg.model import Document, Entity, Mention, Merge, Reference, Sentence, Span

_COUNTRY_CODE = 2
_NEAR = 3


@dataclass(slots=True)
class _Draft:
    """An entity in the making."""

    key: str
    type: str
    canonical: str
    code: str | None = None
    jurisdiction: str | None = None
    parent: str | None = None
    names: Counter[str] = field(default_factory=Counter)
    types: Counter[str] = field(default_factory=Counter)
    merges: dict[str, Merge] = field(default_factory=dict)
    first: Mention | None = None


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


class Builder:
    """Drafts of the document's entities, the mentions assigned to them, and the places taken in each sentence."""

    def __init__(self, document: Document, sentences: Sequence[Sentence], mentions: Sequence[Mention]) -> None:
        """Start for one document with all its mentions known (places are resolved by all of them)."""
        texts = [sentence.text for sentence in sentences]
        year = document.published.earliest.year if document.published else None
        self.places = Places([*mentions], texts, year)
        self.drafts: dict[str, _Draft] = {}
        self.mentions: list[Mention] = []
        self.assigned: dict[Mention, tuple[str, ...]] = {}
        self._taken: dict[int, set[int]] = {}
        self._texts = texts
        self._document = document.id

    def free(self, sentence: int, start: int, end: int) -> bool:
        """Whether no mention stands on these characters yet."""
        return self._taken.get(sentence, set()).isdisjoint(range(start, end))

    def representatives(self) -> list[Mention]:
        """One mention an entity, in text order: its fullest name."""
        best: dict[str, Mention] = {}
        for mention in self.mentions:
            keys = self.assigned[mention]
            if len(keys) == 1 and (keys[0] not in best or len(mention.text) > len(best[keys[0]].text)):
                best[keys[0]] = mention
        return sorted(best.values(), key=lambda m: (m.sentence, m.start))

    def add(self, mention: Mention) -> None:
        """Assign a mention to the entities that its text means; leave it out where that cannot be known."""
        drafts = self._drafts_of(mention)
        if drafts:
            own = len(drafts) == 1 and not (
                mention.rule.startswith("title-") and mention.text in grammar().words["short_generic"]
            )
            self._assign(mention, drafts, own=own or drafts[0].canonical == mention.text)

    def add_as(self, mention: Mention, like: Mention) -> None:
        """Assign a mention to the same entity as another one."""
        if like in self.assigned:
            self._assign(mention, [self.drafts[k] for k in self.assigned[like]], own=True)

    def alias(self, mention: Mention, name: str, rule: str, span: Span | None = None) -> None:
        """Give the entity of a mention one more name, with the reason."""
        for key in self.assigned.get(mention, ()):
            draft = self.drafts[key]
            draft.names[name] += 1
            draft.merges.setdefault(name, Merge(name, rule, span))

    def same_name(self, mention: Mention, name: str, rule: str) -> None:
        """Merge what was taken for another entity of this very name into the entity of a mention."""
        for key in self.assigned.get(mention, ()):
            twin = next((k for k, d in self.drafts.items() if k != key and d.canonical == name), None)
            if twin is not None and kind_of(self.drafts[twin].type) == kind_of(self.drafts[key].type):
                self.merge(twin, key, rule)

    def merge(self, short: str, full: str, rule: str) -> None:
        """Everything of the first entity becomes the second's."""
        gone = self.drafts.pop(short)
        kept = self.drafts[full]
        kept.names.update(gone.names)
        kept.types.update(gone.types)
        kept.merges |= gone.merges
        for name in gone.names:
            kept.merges.setdefault(name, Merge(name, rule))
        for mention, keys in self.assigned.items():
            if short in keys:
                self.assigned[mention] = tuple(dict.fromkeys(full if k == short else k for k in keys))

    def _assign(self, mention: Mention, drafts: Sequence[_Draft], *, own: bool) -> None:
        self.mentions.append(mention)
        self.assigned[mention] = tuple(draft.key for draft in drafts)
        self._taken.setdefault(mention.sentence, set()).update(range(mention.start, mention.end))
        for draft in drafts:
            draft.first = draft.first or mention
            if own:
                draft.names[mention.text] += 1
                draft.types[mention.type] += 1

    def _draft(
        self, key: str, kind: str, canonical: str, *, code: str | None = None, jurisdiction: str | None = None
    ) -> _Draft:
        return self.drafts.setdefault(key, _Draft(key, kind, canonical, code, jurisdiction))

    def _division(self, code: str) -> _Draft:
        division = lexicon().divisions[code]
        return self._draft(f"region/{code}", "AdministrativeRegion", division.name, code=code)

    def _drafts_of(self, mention: Mention) -> list[_Draft]:
        if mention.type in {"AdministrativeRegion", "EconomicRegion"}:
            return self._regions_of(mention)
        if mention.rule.startswith("body-"):
            return self._body_of(mention)
        if mention.rule.startswith("title-") and mention.text in grammar().words["short_generic"]:
            return self._title_again(mention)
        if mention.rule == "lexical":
            full, kind = named_things().get(mention.text) or loose_companies()[mention.text]
            return [self._draft(key_of(kind, full), kind, full)]
        zone = named_regions().get(mention.text)
        if zone is not None:
            return [self._draft(key_of(zone.type, zone.name), zone.type, zone.name)]
        name = whole(written(mention.text))
        scope = self._document if mention.type == "Person" else ""
        return [self._draft(key_of(mention.type, name, scope), mention.type, name)]

    def _title_again(self, mention: Mention) -> list[_Draft]:
        """《方案》 is the last paper that was called one; standing alone it is a name only if it says a little more."""
        for earlier in reversed(self.mentions):
            drafts = [self.drafts[key] for key in self.assigned[earlier]]
            if len(drafts) == 1 and earlier.type == mention.type and drafts[0].canonical.endswith(mention.text):
                return drafts if drafts[0].canonical != mention.text else []
        if len(mention.text) <= 3:
            return []
        return [self._draft(key_of(mention.type, mention.text, self._document), mention.type, mention.text)]

    def _abroad(self, name: str) -> _Draft:
        """A city or division of another country, under its country's code."""
        place = world_places()[name]
        digest = key_of("AdministrativeRegion", place.name, place.country).rpartition("/")[2]
        draft = self._draft(f"region/{place.country}-{digest[:8]}", "AdministrativeRegion", place.name)
        draft.parent = f"region/{place.country}"
        return draft

    def _settlement(self, mention: Mention) -> list[_Draft]:
        """A town or village: by its code, else by its name and the place named right before it."""
        code = self.places.place(mention)
        if code is not None:
            return [self._division(code)]
        before = self._texts[mention.sentence][: mention.start]
        start = region_ending_at(before, len(before))
        parent = self.places.named(before[start:], before[:start]) if start is not None else None
        draft = self._draft(
            key_of("AdministrativeRegion", mention.text, parent or self._document), mention.type, mention.text
        )
        return [draft]

    def _regions_of(self, mention: Mention) -> list[_Draft]:
        name = mention.text
        if mention.rule == "settlement":
            return self._settlement(mention)
        if mention.rule == "world-place":
            return [self._abroad(name)]
        if mention.rule == "region-abbreviation":
            found = lexicon().abbreviations[name]
            plain = self.places.known(found[0]) or self._held_at(mention)
            return [self._division(found[0])] if len(found) == 1 and plain else []
        if mention.rule == "region-composite":
            for tail in ("两省市", "两地", "地区", "两省一市", "两省", "两市", "三地", "三省", "三市"):
                name = name.removesuffix(tail)
            return [self._division(code) for code in self._composite(name)]
        region = named_regions().get(name)
        if region is not None:
            return [self._draft(key_of(region.type, region.name), region.type, region.name)]
        code = self.places.place(mention)
        if code is not None:
            return [self._division(code)]
        if mention.type == "EconomicRegion":
            return [self._draft(key_of(mention.type, written(name)), mention.type, written(name))]
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

    def _body_of(self, mention: Mention) -> list[_Draft]:
        name = mention.text
        if mention.rule == "body-central":
            front = self._foreign(mention)
            if front:
                return [self._draft(key_of(mention.type, front + name), mention.type, front + name)]
            full = bodies.central().get(name, name)
            return [self._draft(key_of(mention.type, full), mention.type, full)]
        parsed = bodies.parse(name) if mention.rule != "body-session" else None
        if parsed is None:
            return [self._draft(key_of(mention.type, written(name)), mention.type, written(name))]
        if len(parsed.region) == 1:
            code = self._owner(parsed.region, mention)
        else:
            before = self._texts[mention.sentence][max(0, mention.start - 12) : mention.start]
            code = self._region_code(parsed.region, before)
        if code is None:
            if len(parsed.region) == 1:
                return []
            return [self._draft(key_of(mention.type, written(name)), mention.type, written(name))]
        if len(code) == _COUNTRY_CODE:
            return [self._draft(key_of(mention.type, name), mention.type, name, jurisdiction=f"region/{code}")]
        full = bodies.canonical(parsed, lexicon().divisions[code])
        return [self._draft(key_of(mention.type, full, code), mention.type, full, jurisdiction=f"region/{code}")]

    def _owner(self, level: str, mention: Mention) -> str | None:
        """Whose body a bare 市财政局 is: the one place of that level the document is about, else the nearest before."""
        home, sure = self.places.home(level)
        if sure:
            return home
        for earlier in reversed(self.mentions):
            if mention.sentence - earlier.sentence > _NEAR:
                break
            for key in self.assigned[earlier]:
                draft = self.drafts.get(key)
                place = (draft.jurisdiction or key).removeprefix("region/") if draft else ""
                if self.places.is_level(place, level):
                    return place
        return None

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

    def finish(self) -> tuple[list[Reference], dict[str, Entity]]:
        """References of all mentions in text order, and the entities with the regions above them."""
        entities = {key: self._entity(draft) for key, draft in sorted(self.drafts.items())}
        present = [d.code for d in self.drafts.values() if d.code] + [
            e.jurisdiction.removeprefix("region/") for e in entities.values() if e.jurisdiction
        ]
        abroad = [d.parent.removeprefix("region/") for d in self.drafts.values() if d.parent]
        for code in (*chain(present), *abroad):
            entities.setdefault(f"region/{code}", self._context(code))
        references = [
            Reference(mention, self.assigned[mention], mention.rule)
            for mention in sorted(self.mentions, key=lambda m: (m.sentence, m.start, m.end))
        ]
        return references, dict(sorted(entities.items()))

    def _entity(self, draft: _Draft) -> Entity:
        kind = draft.types.most_common(1)[0][0] if draft.types and kind_of(draft.type) != "region" else draft.type
        names = sorted({written(name) for name in draft.names}, key=lambda name: (-len(name), name))
        return Entity(
            draft.key,
            kind,
            draft.canonical,
            tuple(n for n in names if n != draft.canonical),
            draft.code,
            mentioned=bool(names),
            part_of=draft.parent or _parent(draft.code),
            jurisdiction=draft.jurisdiction,
            merges=tuple(draft.merges[n] for n in sorted(draft.merges)),
        )

    @staticmethod
    def _context(code: str) -> Entity:
        division = lexicon().divisions[code]
        return Entity(
            f"region/{code}", "AdministrativeRegion", division.name, code=code, mentioned=False, part_of=_parent(code)
        )


def _parent(code: str | None) -> str | None:
    if code is None or len(code) == _COUNTRY_CODE:
        return None
    parent = lexicon().divisions[code].parent
    return f"region/{parent}" if parent and parent != "CN" else None
