"""The recognisers in order, and the second pass that finds again what the first has learnt from the document."""

from __future__ import annotations

from collections.abc import Sequence

from kg.mention.abroad import by_deed
from kg.mention.again import settled
from kg.mention.announced import announced
from kg.mention.appointed import appointed
from kg.mention.apposed import apposed
from kg.mention.bare import unannounced
from kg.mention.bodies import bodies
from kg.mention.branches import branches
from kg.mention.brands import brands
from kg.mention.candidate import Candidate, longest_wins
from kg.mention.committees import committees
from kg.mention.craft import craft
from kg.mention.daughters import daughters
from kg.mention.dictionary import dictionary, national
from kg.mention.editions import editions
from kg.mention.extended import extended, zone_bodies
from kg.mention.firms import firms
from kg.mention.founded import founded
from kg.mention.headed import headed
from kg.mention.held import called, days, held
from kg.mention.laws import decisions, laws
from kg.mention.levels import levels
from kg.mention.lexical import lexical
from kg.mention.lines import lines
from kg.mention.lists import listed, quoted_lists
from kg.mention.made import made
from kg.mention.names import named
from kg.mention.occasions import numbered, occasions
from kg.mention.offices import offices
from kg.mention.organs import organs
from kg.mention.pairs import pairs
from kg.mention.papers import campaigns, papers, programmes, reports
from kg.mention.parties import parties
from kg.mention.people import people
from kg.mention.peoples import minorities
from kg.mention.quotes import launched, loans, models, plans, points, services
from kg.mention.reach import services_of_places
from kg.mention.regions import regions
from kg.mention.registered import joined, registered
from kg.mention.sisters import siblings, sisters
from kg.mention.special import special
from kg.mention.subordinate import groups, subordinate
from kg.mention.titles import bracketed, heading, quoted
from kg.mention.tokens import Tokens, tokenize
from kg.mention.untitled import shared, untitled
from kg.mention.works import works
from kg.model import Mention, Sentence


def recognise(sentences: Sequence[Sentence]) -> tuple[list[Mention], list[Tokens]]:
    """All mentions of a document in text order, and the tokens of each sentence."""
    tokens = [tokenize(sentence.text) for sentence in sentences]
    found = [_first(sentence, cut) for sentence, cut in zip(sentences, tokens, strict=True)]
    texts = [sentence.text for sentence in sentences]
    for number, committee in committees(texts, tokens):
        found[number].append(committee)
    for number, firm in list(firms(texts, tokens, found)):
        found[number].append(firm)
    mentions: list[Mention] = []
    whole = settled(found, texts, tokens)
    for sentence, candidates in zip(sentences, whole, strict=True):
        kept = longest_wins(candidates)
        mentions.extend(Mention(sentence.index, c.start, c.end, c.type, c.text, c.rule) for c in kept if c.type)
    return mentions, tokens


def _first(sentence: Sentence, cut: Tokens) -> list[Candidate]:
    text = sentence.text
    found = [
        *(heading(text, cut) if sentence.kind == "headline" else ()),
        *bracketed(text),
        *quoted(text, cut),
        *bodies(text, cut),
        *organs(text, cut),
        *special(text, cut),
        *parties(text, cut),
        *groups(text, cut),
        *levels(text, cut),
        *zone_bodies(text, cut),
        *offices(text, cut),
        *named(text, cut),
        *registered(text, cut),
        *joined(text, cut),
        *daughters(text, cut),
        *lines(text, cut),
        *held(text, cut),
        *called(text, cut),
        *days(text, cut),
        *occasions(text, cut),
        *editions(text, cut),
        *works(text, cut),
        *apposed(text, cut),
        *craft(text, cut),
        *laws(text, cut),
        *decisions(text, cut),
        *listed(text, cut),
        *quoted_lists(text, cut),
        *services(text),
        *loans(text),
        *plans(text),
        *points(text),
        *models(text),
        *launched(text),
        *announced(text),
        *pairs(text, cut),
        *lexical(text, cut),
        *untitled(text, cut),
        *shared(text, cut),
        *services_of_places(text, cut),
        *reports(text, cut),
        *papers(text, cut),
        *programmes(text, cut),
        *campaigns(text, cut),
        *regions(text, cut),
        *people(text, cut),
        *appointed(text, cut),
        *minorities(text, cut),
        *unannounced(text, cut),
        *by_deed(text, cut),
        *dictionary(cut),
        *national(text, cut),
    ]
    return [
        *found,
        *brands(text, cut, found),
        *branches(text, cut, found),
        *extended(text, cut, found),
        *subordinate(text, cut, found),
        *headed(text, cut, found),
        *founded(text, cut, found),
        *made(text, cut, found),
        *sisters(text, cut, found),
        *siblings(text, cut, found),
        *numbered(text, found),
    ]
