"""论坛, 大会, 会议 said alone: the meeting that the article is about."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import groupby

from kg.knowledge.grammar import grammar, rows
from kg.model import Entity, Mention, Reference, Sentence

_TYPE = "Event"
_NEAR = 1  # sentences in which another meeting of the kind makes the word unclear


@cache
def _endings() -> dict[str, tuple[str, ...]]:
    """The words for meetings, with how the name of one ends that the word can mean."""
    return {row[1]: tuple(row[2].split("|")) for row in rows("anaphora.tsv", 4) if row[0] == "meeting"}


@cache
def _pattern() -> re.Pattern[str]:
    words = "|".join(map(re.escape, sorted(_endings(), key=lambda word: (-len(word), word))))
    return re.compile(
        f"(?:{grammar().alternation('attend_verb')})了?(?P<object>{words})(?=[，。；、和并及]|$|开幕|闭幕)"
        f"|(?:^|(?<=[，。；：]))(?P<subject>{words})(?=由|期间|将?[在于](?!此|会)|吸引|共?有|以(?!来)|为期|设立?|邀请)"
    )


def meetings(
    sentences: Sequence[Sentence], by_sentence: dict[int, list[Reference]], entities: dict[str, Entity]
) -> Iterator[Reference]:
    """References for words that stand for the meeting in the headline or the first sentence of their article."""
    if not any(entity.type == _TYPE for entity in entities.values()):
        return
    for _, group in groupby(sentences, key=lambda sentence: sentence.article):
        article = list(group)
        lead: list[list[str]] = []
        for sentence in article:
            for match in _pattern().finditer(sentence.text):
                lead = lead or list(_lead(article, by_sentence, entities))
                word = match["object"] or match["subject"]
                start, end = match.span("object" if match["object"] else "subject")
                key = _of(word, lead, entities)
                if key and _plain(word, key, sentence, start, by_sentence, entities):
                    mention = Mention(sentence.index, start, end, _TYPE, word, "anaphora")
                    yield Reference(mention, (key,), "anaphora")


def _events(
    sentence: Sentence, by_sentence: dict[int, list[Reference]], entities: dict[str, Entity]
) -> Iterator[tuple[int, str]]:
    for reference in by_sentence.get(sentence.index, []):
        if len(reference.entities) == 1 and entities[reference.entities[0]].type == _TYPE:
            yield reference.mention.start, reference.entities[0]


def _lead(
    article: Sequence[Sentence], by_sentence: dict[int, list[Reference]], entities: dict[str, Entity]
) -> Iterator[list[str]]:
    """The meetings of the first sentence of the text, and those of the headline, which may say less of the name."""
    heads = [s for s in article if s.kind == "headline"]
    bodies = [s for s in article if s.kind == "body"][:1]
    for part in (bodies, heads):
        yield list(dict.fromkeys(key for sentence in part for _, key in _events(sentence, by_sentence, entities)))


def _fits(word: str, key: str, entities: dict[str, Entity]) -> bool:
    entity = entities[key]
    return any(name.endswith(_endings()[word]) for name in (entity.name, *entity.aliases))


def _of(word: str, lead: Sequence[list[str]], entities: dict[str, Entity]) -> str | None:
    """The one meeting that the word fits in the first sentence, else in the headline."""
    for keys in lead:
        found = [key for key in keys if _fits(word, key, entities)]
        if found:
            return found[0] if len(found) == 1 else None
    return None


def _plain(
    word: str,
    key: str,
    sentence: Sentence,
    start: int,
    by_sentence: dict[int, list[Reference]],
    entities: dict[str, Entity],
) -> bool:
    """Whether no name stands here, and no other meeting of the kind right before."""
    for reference in by_sentence.get(sentence.index, []):
        if reference.mention.start <= start < reference.mention.end:
            return False
    for index in range(sentence.index - _NEAR, sentence.index + 1):
        for reference in by_sentence.get(index, []):
            other = reference.entities[0]
            here = index < sentence.index or reference.mention.end <= start
            if here and entities[other].type == _TYPE and other != key and _fits(word, other, entities):
                return False
    return True
