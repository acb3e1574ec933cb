"""A document's mentions become its entities: clusters by canonical name, then short names, then what refers back."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from kg.entity import bodies
from kg.entity.anaphora import anaphora
from kg.entity.builder import Builder
from kg.entity.joint import elliptic
from kg.entity.keys import kind_of, normal
from kg.entity.merge import merge_short
from kg.entity.sessions import adopts, body_of, seats
from kg.entity.short import ambiguous, company_short, defined, defined_before, spelt_out
from kg.knowledge.grammar import grammar, strategies
from kg.mention import Resolver
from kg.mention.candidate import longest_wins
from kg.mention.lexical import named_things
from kg.mention.names import named
from kg.mention.recognise import recognise
from kg.mention.regions import region_names, regions
from kg.mention.tokens import Tokens, tokenize
from kg.model import Article, Document, Linked, Mention, Reference, Sentence

_MARKS = "《〈“"
_SHORTENED = {"Company", "FinancialInstitution"}
_TITLED = {"PolicyDocument", "Agreement"}
_ZONES = {"DevelopmentZone", "EconomicRegion"}
_WATERS = frozenset("江河湖溪")
_WHOLE = re.compile("[全我本]([省市县区州])")


def link(document: Document, articles: Sequence[Article]) -> Linked:
    """Recognise and link everything that the articles of a document name."""
    sentences = tuple(sentence for article in articles for sentence in article.sentences)
    mentions, tokens = recognise(sentences)
    mentions = sorted([*mentions, *seats(mentions, sentences)], key=lambda m: (m.sentence, m.start))
    builder = Builder(document, sentences, mentions)
    for mention in mentions:
        builder.add(mention)
    adopting = adopts(sentences)
    for mention in mentions:
        if mention.type == "PolicyDocument":
            _issuers(builder, mention, sentences[mention.sentence])
        elif mention.type == "Event" and (body := body_of(mention, sentences[mention.sentence], adopting=adopting)):
            builder.add(body)
    _definitions(builder, sentences, tokens)
    merge_short(builder)
    _short_names(builder, sentences, tokens)
    titles = [mention for mention in mentions if mention.type in _TITLED]
    fields = [place for title in titles for place in _fields(builder, title, sentences[title.sentence].article)]
    references, entities = builder.finish()
    elliptic(references, sentences, entities)
    references = sorted(
        [*references, *anaphora(sentences, references, entities)], key=lambda r: (r.mention.sentence, r.mention.start)
    )
    dates = Resolver(document.published).read(sentences)
    return Linked(document, sentences, tuple(references), tuple(dates), entities, tuple(fields))


def _issuers(builder: Builder, title: Mention, sentence: Sentence) -> None:
    """The bodies with which the title of a paper begins: 某市水利局关于…的通知, 《甲部 乙部关于…的意见》."""
    text = sentence.text[title.start : title.end]
    start = len(text) - len(text.lstrip(_MARKS))
    for first, last in bodies.heading(text[start:]):
        name, begin = text[start + first : start + last], title.start + start + first
        rule = bodies.rule_of(name)
        builder.add(Mention(title.sentence, begin, begin + len(name), "GovernmentBody", name, rule))


@cache
def _made_for() -> re.Pattern[str]:
    """What stands before the place for which a paper is made: nothing, or a verb of furthering it."""
    return re.compile(f"(?:^|{grammar().alternation('made_for')})$")


def _fields(builder: Builder, title: Mention, article: int) -> Iterator[Reference]:
    """The places for which a paper is made by its title; its sentence speaks of none of them."""
    text = title.text
    for start, end, kind, rule in _places(text, policy=title.type == "PolicyDocument"):
        place = Mention(title.sentence, title.start + start, title.start + end, kind, text[start:end], rule)
        drafts = builder.meant(place)
        if len(drafts) == 1:
            drafts[0].names.setdefault(place.text, 0)
        if drafts:
            yield Reference(place, tuple(draft.key for draft in drafts), rule)
    whole = _WHOLE.match(text)
    code = builder.places.home(whole[1], article) if whole else None
    if whole and code is not None:
        end = title.start + whole.end()
        place = Mention(title.sentence, title.start, end, "AdministrativeRegion", whole[0], "home")
        yield Reference(place, (builder.division(code).key,), "home")


@cache
def _field_zones() -> tuple[str, ...]:
    return tuple(sorted(grammar().words["field_zone"]))


def _places(text: str, *, policy: bool) -> Iterator[tuple[int, int, str, str]]:
    """Where a title names places that it is made for, of what class: 赤水河流域, 长江三角洲|区域一体化发展.

    ``policy``: of a paper that somebody issues, zones as well; an agreement may only found one.
    """
    tokens = tokenize(text)
    zones = (zone for zone in named(text, tokens) if zone.type in _ZONES) if policy else ()
    whole = [zone for zone in zones if zone.text.endswith(_field_zones())]
    for found in longest_wins([*whole, *regions(text, tokens)]):
        if len(found.text) > 1 and _made_for().search(text, 0, found.start):
            yield found.start, found.end, found.type, found.rule
    for index, (before, token) in enumerate(pairwise(tokens)):
        if token.word == "流域" and before.word[-1] in _WATERS and len(before.word) > 1:
            cut = index > 0 and len(tokens[index - 1].word) == 1 and tokens[index - 1].tag[0] not in "vpcumd"
            start = tokens[index - 1].start if cut else before.start  # 御|临河|流域
            yield start, token.end, "EconomicRegion", "region-part"
    for token in tokens:
        if token.word in strategies() and _made_for().search(text, 0, token.start):
            widths = range(len(token.word) - 1, 1, -1)
            width = next((w for w in widths if region_names().get(token.word[:w]) == "EconomicRegion"), 0)
            if width:
                yield token.start, token.start + width, "EconomicRegion", "region-lexicon"


def _definitions(builder: Builder, sentences: Sequence[Sentence], tokens: Sequence[Tokens]) -> None:
    """Names given by 以下简称, or said in front of the full one: other occurrences are mentions of the same entity."""
    for mention in list(builder.mentions):
        sentence = sentences[mention.sentence]
        names = defined(sentence.text[mention.end : mention.end + 60])
        before = defined_before(sentence.text[: mention.start], mention.text, sentence.text[mention.end :][:4])
        for name in (*names, before) if before else names:
            if mention not in builder.assigned:
                break
            span = sentence.span(mention.start, min(len(sentence.text), mention.end + len(name) + 8))
            builder.alias(mention, name, "defined", span)
            builder.same_name(mention, name, "defined")
            first = mention.sentence if ambiguous(name) else 0
            cuts = tokens[first:] if ambiguous(name) else None
            _occurrences(builder, sentences[first:], name, mention, "defined", cuts)
        if mention in builder.assigned and spelt_out(sentence.text[: mention.start]):
            _spelt_out(builder, mention)


def _spelt_out(builder: Builder, mention: Mention) -> None:
    """这个园区全称某某园区: the one thing of this kind whose name ends this one's is the same."""
    kind, full = kind_of(mention.type), normal(mention.text)
    shorter = [
        key
        for key, draft in builder.drafts.items()
        if kind_of(draft.type) == kind and full != normal(draft.canonical) and full.endswith(normal(draft.canonical))
    ]
    if len(shorter) == 1 == len(builder.assigned[mention]):
        builder.merge(shorter[0], builder.assigned[mention][0], "defined")


def _occurrences(
    builder: Builder,
    sentences: Sequence[Sentence],
    name: str,
    like: Mention,
    rule: str,
    tokens: Sequence[Tokens] | None = None,
) -> int:
    """Add mentions wherever the name stands free; returns how many."""
    count = 0
    for number, sentence in enumerate(sentences):
        position = sentence.text.find(name)
        while position >= 0:
            end = position + len(name)
            cut = tokens[number] if tokens is not None else None
            fits = cut is None or (cut.boundary(position) and cut.boundary(end))
            free = builder.clear if rule == "defined" else builder.free
            if fits and free(sentence.index, position, end):
                builder.add_as(Mention(sentence.index, position, end, like.type, name, rule), like)
                count += 1
            position = sentence.text.find(name, end)
    return count


def _short_names(builder: Builder, sentences: Sequence[Sentence], tokens: Sequence[Tokens]) -> None:
    """Short company names that the text uses without defining them, and quoted names without their head noun."""
    representatives = builder.representatives()
    companies = [m for m in representatives if m.type in _SHORTENED and m.rule != "defined"]
    bearers = Counter(name for mention in companies for name in set(company_short(mention.text)))
    for mention in representatives:
        if mention in companies:
            for name in company_short(mention.text):
                if bearers[name] == 1 and _occurrences(builder, sentences, name, mention, "company-short", tokens):
                    builder.alias(mention, name, "company-short")
        if mention.rule == "quoted-head":
            inner = (
                mention.text[1 : mention.text.index("”")]
                if "”" in mention.text and mention.text.startswith("“")
                else ""
            )
            if len(inner) > 1 and inner not in named_things() and inner not in region_names():
                builder.alias(mention, inner, "quoted-name")
                _occurrences(builder, sentences, f"“{inner}”", mention, "quoted-name")


__all__ = ["kind_of", "link", "normal", "tokenize"]
