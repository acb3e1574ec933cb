"""Who issued an official notice, and when: what stands above its text and under it, where no verb says it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from kg.knowledge.rules import grammar
from kg.model import Claim, Dated, Linked, Reference, Sentence, When

_RULE, _CONFIDENCE = "issue-notice", 0.9
_HEADS = ("headline", "subheading", "byline")
_HEAD_LINES, _TEXT_LINES = 6, 4
_TITLE = re.compile(
    r"关于[^。；]{2,80}的?(?:通知|意见|公告|通告|决定|批复|办法|措施|方案|规定|细则|决议|函)(?:[（(].{1,12}[）)])?$"
)
_ENCLOSED = re.compile(r"(?:印发|公布|发布|颁布|制定)了?[（(]?$")
_GIVEN, _GIVES = (
    re.compile(r"现将$"),
    re.compile(r"(?:[（(][^（）()]{2,30}[）)])?[^，。；]{0,8}(?:印发|公布|发布|颁布)"),
)
_BLANK = re.compile(r"[\s、，和与（）()]*")


@dataclass(slots=True)
class _Notice:
    """What one article says of itself: papers, the bodies above and under its text, the day under it."""

    papers: list[Reference] = field(default_factory=list)
    above: list[Reference] = field(default_factory=list)
    under: list[Reference] = field(default_factory=list)
    day: Dated | None = None


class _Page:
    """A document by sentences: the names and dates in each."""

    def __init__(self, linked: Linked) -> None:
        """Take the linked document."""
        self.linked = linked
        self.names: dict[int, list[Reference]] = {}
        self.days: dict[int, list[Dated]] = {}
        for reference in linked.references:
            self.names.setdefault(reference.mention.sentence, []).append(reference)
        for dated in linked.dates:
            self.days.setdefault(dated.sentence, []).append(dated)
        organisations = grammar().types["Organisation"]
        found = [entity for entity in linked.entities.values() if entity.type in organisations]
        self.bodies = {name: entity.key for entity in found for name in (entity.name, *entity.aliases)}

    def only_bodies(self, sentence: Sentence, end: int | None = None) -> list[Reference]:
        """The bodies of a line that holds nothing else (up to ``end``), but for the day."""
        organisations = grammar().types["Organisation"]
        last = len(sentence.text) if end is None else end
        names = [r for r in self.names.get(sentence.index, []) if r.mention.end <= last]
        if not names or any(self._type(r) not in organisations for r in names):
            return []
        spans = sorted(
            [(r.mention.start, r.mention.end) for r in names]
            + [(d.start, d.end) for d in self.days.get(sentence.index, []) if d.end <= last]
        )
        position = 0
        for start, stop in [*spans, (last, last)]:
            if not _BLANK.fullmatch(sentence.text, position, max(position, start)):
                return []
            position = max(position, stop)
        return names

    def inside(self, paper: Reference, end: int) -> list[Reference]:
        """The body whose name a title begins with that was taken as one: 某市水利局关于印发《办法》的通知."""
        mention = paper.mention
        said = mention.text[: max(0, end - mention.start)]
        key = self.bodies.get(said)
        if key is None:
            return []
        body = replace(mention, end=end, text=said, type=self.linked.entities[key].type)
        return [Reference(body, (key,))]

    def _type(self, reference: Reference) -> str:
        return self.linked.entities[reference.entities[0]].type

    def papers(self, sentence: Sentence) -> Iterator[Reference]:
        """The policies that a line names."""
        for reference in self.names.get(sentence.index, []):
            if len(reference.entities) == 1 and self._type(reference) in grammar().types["Document"]:
                yield reference


def _read(page: _Page, sentences: Sequence[Sentence]) -> _Notice | None:
    """The notice that an article is, or nothing."""
    head = [s for s in sentences[:_HEAD_LINES] if s.kind in _HEADS]
    title = next((s for s in head if s.kind == "headline" and _TITLE.search(s.text)), None)
    if title is None:
        return None
    notice = _Notice()
    for sentence in head[: head.index(title)]:
        notice.above += page.only_bodies(sentence)
    at = title.text.index("关于")
    notice.above += page.only_bodies(title, at) if at else []
    for paper in page.papers(title):
        start = paper.mention.start
        if start <= at or _enclosed(title.text, paper):
            notice.papers.append(paper)
            notice.above += page.inside(paper, at)
    for sentence in [s for s in sentences if s.kind == "body"][:_TEXT_LINES]:
        notice.papers += [paper for paper in page.papers(sentence) if _enclosed(sentence.text, paper)]
    _sign(page, sentences[sentences.index(title) + 1 :], notice)
    return notice


def _enclosed(text: str, paper: Reference) -> bool:
    """Whether a line says that the notice comes with this paper: 印发《办法》, 现将《办法》印发给你们."""
    start, end = paper.mention.start, paper.mention.end
    if _GIVEN.search(text, 0, start):
        return _GIVES.match(text, end) is not None
    return _ENCLOSED.search(text, 0, start) is not None


def _sign(page: _Page, sentences: Sequence[Sentence], notice: _Notice) -> None:
    """What stands under the text: bodies, and the day on the same line or the next."""
    run: list[Reference] = []
    for sentence in sentences:
        days = page.days.get(sentence.index, [])
        bodies = page.only_bodies(sentence)
        dated = len(days) == 1 and days[0].when.precision == "day"
        if dated and (bodies or (run and sentence.text.strip() == sentence.text[days[0].start : days[0].end])):
            notice.under, notice.day = [*run, *bodies], days[0]
            return
        run = [*run, *bodies] if bodies else []


def from_notices(linked: Linked) -> Iterator[Claim]:
    """``issuedBy`` and ``issuedOn`` of the papers that a notice is or encloses."""
    if not any(entity.type in grammar().types["Document"] for entity in linked.entities.values()):
        return
    page = _Page(linked)
    for _, group in groupby(linked.sentences, key=lambda s: s.article):
        notice = _read(page, list(group))
        if notice is None:
            continue
        issuers = notice.under or notice.above
        for paper in {p.entities[0]: p for p in reversed(notice.papers)}.values() if issuers else ():
            for issuer in {b.entities[0]: b for b in issuers}.values():
                yield from (_claim(linked, paper, "issuedBy", key, issuer) for key in issuer.entities)
            if notice.day is not None:
                yield _claim(linked, paper, "issuedOn", notice.day.when, notice.day)


def _claim(linked: Linked, paper: Reference, predicate: str, target: str | When, at: Reference | Dated) -> Claim:
    """A claim whose evidence is the line that names the issuer or the day: the title may stand far above it."""
    there = at.mention if isinstance(at, Reference) else at
    title, sentence = linked.sentences[paper.mention.sentence], linked.sentences[there.sentence]
    return Claim(
        subject=paper.entities[0],
        predicate=predicate,
        object=target,
        rule=_RULE,
        confidence=_CONFIDENCE,
        evidence=sentence.span(),
        sentence=sentence.text,
        subject_span=title.span(paper.mention.start, paper.mention.end),
        object_span=sentence.span(there.start, there.end),
    )
