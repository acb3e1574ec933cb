"""The entities of a document in the making: their names, the mentions of each, the places that are taken."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from kg.entity.keys import kind_of, written
from kg.entity.places import chain
from kg.knowledge.lexicon import lexicon
from kg.model import Entity, Mention, Merge, Reference, Span, of_state


@dataclass(slots=True)
class Draft:
    """An entity in the making: what it is called, of what class, and why its names are its own."""

    key: str
    type: str
    canonical: str
    code: str | None = None
    jurisdiction: str | None = None
    parent: str | None = None
    names: Counter[str] = field(default_factory=Counter)
    types: Counter[str] = field(default_factory=Counter)
    merges: dict[str, Merge] = field(default_factory=dict)


class Ledger:
    """Keeps which mention is which entity's; knows nothing of what a name means."""

    def __init__(self) -> None:
        """Start with nothing."""
        self.drafts: dict[str, Draft] = {}
        self.mentions: list[Mention] = []
        self.assigned: dict[Mention, tuple[str, ...]] = {}
        self._taken: dict[int, set[int]] = {}

    def free(self, sentence: int, start: int, end: int) -> bool:
        """Whether no mention stands on these characters yet."""
        return self._taken.get(sentence, set()).isdisjoint(range(start, end))

    def clear(self, sentence: int, start: int, end: int) -> bool:
        """Give up the shorter mentions inside these characters; whether nothing stands on them then."""
        here = [m for m in self.mentions if m.sentence == sentence and m.start < end and m.end > start]
        if any(m.start < start or m.end > end or m.end - m.start == end - start for m in here):
            return False
        for mention in here:
            self._drop(mention)
        return True

    def _drop(self, mention: Mention) -> None:
        self.mentions.remove(mention)
        self._taken[mention.sentence] -= set(range(mention.start, mention.end))
        for key in self.assigned.pop(mention):
            draft = self.drafts[key]
            draft.names -= Counter([mention.text])
            draft.types -= Counter([mention.type])
            if not any(key in keys for keys in self.assigned.values()):
                del self.drafts[key]

    def representatives(self) -> list[Mention]:
        """One mention an entity, in text order: its fullest name."""
        best: dict[str, Mention] = {}
        for mention in self.mentions:
            keys = self.assigned[mention]
            if len(keys) == 1 and (keys[0] not in best or len(mention.text) > len(best[keys[0]].text)):
                best[keys[0]] = mention
        return sorted(best.values(), key=lambda m: (m.sentence, m.start))

    def add_as(self, mention: Mention, like: Mention) -> None:
        """Assign a mention to the same entity as another one."""
        if like in self.assigned:
            self.assign(mention, [self.drafts[k] for k in self.assigned[like]], own=True)

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

    def assign(self, mention: Mention, drafts: Sequence[Draft], *, own: bool) -> None:
        """Make a mention one of these entities, or of all of them; ``own``: its words are a name of theirs."""
        self.mentions.append(mention)
        self.assigned[mention] = tuple(draft.key for draft in drafts)
        self._taken.setdefault(mention.sentence, set()).update(range(mention.start, mention.end))
        for draft in drafts:
            if own:
                draft.names[mention.text] += 1
                draft.types[mention.type] += 1

    def draft(
        self, key: str, kind: str, canonical: str, *, code: str | None = None, jurisdiction: str | None = None
    ) -> Draft:
        """The entity of a key, begun if it is new."""
        return self.drafts.setdefault(key, Draft(key, kind, canonical, code, jurisdiction))

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

    def _entity(self, draft: Draft) -> Entity:
        kind = draft.types.most_common(1)[0][0] if draft.types and kind_of(draft.type) != "region" else draft.type
        names = sorted({written(name) for name in draft.names}, key=lambda name: (-len(name), name))
        return Entity(
            draft.key,
            kind,
            draft.canonical,
            tuple(n for n in names if n != draft.canonical),
            draft.code,
            mentioned=any(draft.names.values()),
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
    if code is None or of_state(code):
        return None
    parent = lexicon().divisions[code].parent
    return f"region/{parent}" if parent and parent != "CN" else None
