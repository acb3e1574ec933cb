"""Which of the things said before a word means that stands for one; nothing where that is not plain."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from kg.entity.said import covered
from kg.entity.words import MARKS, posts, words
from kg.model import Entity, Mention, Reference, Sentence, is_state

_ENDS = frozenset("市省区县行局厅委厂镇乡村州署党报台所馆园港桥会社")
_RARE_ENDS = frozenset("厂镇乡村州署党报台")
_FULLER = {"委": "委员会", "园": "园区", "所": "研究所", "桥": "大桥"}  # 该委 may have been named in full alone
_STATE, _CHINA = "国", "region/CN"
_HOUSE = "院"
_GROUP = "集团"
_INNER = re.compile("(.+?大学).+(?:学院|系|所|中心)$")
_ONE = re.compile("一[家所]|某[家个所]?|另外?一[家所个]")
_NEAR = 10  # characters between 一家 and the word for what it is
_WITH = re.compile("[^，。；：！？]{0,5}[对向与和同为给跟]$")
_HEADS = frozenset(("headline", "subheading"))


def nearest(
    word: str,
    place: tuple[int, int],
    before: list[list[Reference]],
    entities: dict[str, Entity],
    sentences: Sequence[Sentence],
) -> tuple[str, ...]:
    """The last thing of the word's class, rather one whose name ends with the word (该中心).

    Of an earlier sentence it is the one that opens it, and the body whose head somebody is only if there is no other.
    ``place``: the sentence and the offset where the word stands.
    """
    kinds = [_first_said(row, at, sentences) for at, row in enumerate(_of_kind(word, before, entities))]
    found = [reference for row in kinds for reference in row]
    if word == _STATE:
        row = next((row for row in kinds if row), [])
        states = dict.fromkeys(r.entities for r in row if is_state(r.entities[0]) and r.entities[0] != _CHINA)
        return next(iter(states)) if len(states) == 1 else ()
    if word == _HOUSE:
        found = [r for r in found if r.mention.type != "GovernmentBody" or _court(entities[r.entities[0]])]
    ends = (word, _FULLER.get(word, word))
    named = [r for r in found if any(name.endswith(ends) for name in names(entities[r.entities[0]]))]
    if not named and not (word in _ENDS or word in words().exact):
        named = found
    if not named or _unnamed(word, named[0].mention, place, sentences):
        return ()
    if word in _RARE_ENDS and _unknown(word, sentences[place[0]].text[: place[1]], before[0]):
        return ()
    return _school(word, named[0].entities, entities)


def _unknown(word: str, text: str, here: Iterable[Reference]) -> bool:
    """Whether the sentence names another such thing before that was not recognised: 某州一名记者对该州…."""
    known = covered(here)
    return any(
        match.end() - 1 not in known for match in re.finditer(f"(?<![本该全各我这])[\\u3400-\\u9fff]{word}", text)
    )


def _court(entity: Entity) -> bool:
    return entity.name.endswith(("法院", "检察院"))


def _unnamed(word: str, mention: Mention, place: tuple[int, int], sentences: Sequence[Sentence]) -> bool:
    """Whether another one without a name is spoken of between a thing and the word for it: 一家民营企业…这家企业."""
    index, start = place
    between = "".join(sentences[at].text for at in range(mention.sentence, index + 1))
    between = between[mention.end : len(between) - len(sentences[index].text) + start]
    return any(0 <= between.find(word, one.end()) <= one.end() + _NEAR for one in _ONE.finditer(between))


def _first_said(row: list[Reference], at: int, sentences: Sequence[Sentence]) -> list[Reference]:
    """The things of a sentence in the order in which a later word means them; ``at``: how many sentences back."""
    back = row[::-1]
    if at:
        back.sort(key=lambda reference: not _opens(reference.mention, sentences))
    if len(back) > 1:
        back.sort(key=lambda reference: _headed(reference.mention, sentences))
    return back


def _headed(mention: Mention, sentences: Sequence[Sentence]) -> bool:
    """Whether a body stands there only to say whose head somebody is (某分行行长某人)."""
    return posts().match(sentences[mention.sentence].text, mention.end) is not None


def _school(word: str, keys: tuple[str, ...], entities: dict[str, Entity]) -> tuple[str, ...]:
    """该校 is the university and not its school that was named: 某大学数据学院."""
    inner = _INNER.match(entities[keys[0]].name) if word == "校" else None
    if inner is None:
        return keys
    return next(((key,) for key, entity in entities.items() if inner[1] in names(entity)), ())


def titled(
    said: str, word: str, before: list[list[Reference]], entities: dict[str, Entity], sentences: Sequence[Sentence]
) -> tuple[str, ...]:
    """What 本条例 is where the headline is a title of that kind: the text itself, and not a law that it cites."""
    if not said.startswith("本"):
        return ()
    for row in reversed(_of_kind(word, before, entities)):
        for reference in row:
            headline = sentences[reference.mention.sentence].kind == "headline"
            if headline and entities[reference.entities[0]].name.endswith(word):
                return reference.entities
    return ()


def only(
    word: str, before: list[list[Reference]], entities: dict[str, Entity], sentences: Sequence[Sentence]
) -> tuple[str, ...]:
    """The one thing of the word's class in all these sentences; else the one of the nearest, if it opens a clause."""
    rows = [[r for r in row if not _met(word, r.mention, sentences)] for row in _of_kind(word, before, entities)]
    found = [called for row in rows if (called := _called(word, row, entities))]
    for rows_here in (found, found[:1]):
        keys = {reference.entities for row in rows_here for reference in row}
        if len(keys) == 1 and (rows_here is found or any(_opens(r.mention, sentences) for r in rows_here[0])):
            return keys.pop()
    return ()


def _met(word: str, mention: Mention, sentences: Sequence[Sentence]) -> bool:
    """Whether a thing is what the one called by the word deals with, so that it is another one: 公司对甲的供货."""
    clause = re.split(f"[{MARKS}]", sentences[mention.sentence].text[: mention.start])[-1]
    return clause.startswith(word) and _WITH.match(clause, len(word)) is not None


def owner(
    word: str, anywhere: list[list[Reference]], entities: dict[str, Entity], sentences: Sequence[Sentence]
) -> tuple[str, ...]:
    """Whose text it is that says 公司, 医院 or 园区: the one with that word in its name that opens the article.

    It has to be named in the headline or in the first sentence, and no other may open a clause since it did.
    """
    kinds = _of_kind(word, anywhere, entities)
    ends = words().owner.get(word, (word,))
    if not kinds or (word not in words().exact and word not in words().owner):
        return ()
    heads = [row for row in kinds if row and sentences[row[0].mention.sentence].kind in _HEADS]
    bodies = [row for row in kinds if row and sentences[row[0].mention.sentence].kind == "body"]
    for row in (*bodies[-1:], *heads):
        keys = {r.entities for r in row if any(end in name for name in names(entities[r.entities[0]]) for end in ends)}
        if len(keys) == 1:
            others = [r for each in kinds for r in each if r.entities not in keys and _opens(r.mention, sentences, "“")]
            mine = [r for each in kinds for r in each if r.entities in keys]
            last = max((r.mention.sentence, r.mention.start) for r in mine)
            clear = all((r.mention.sentence, r.mention.start) < last for r in others)
            return keys.pop() if clear else ()
    return ()


def _of_kind(word: str, before: list[list[Reference]], entities: dict[str, Entity]) -> list[list[Reference]]:
    kinds = words().single[word]
    return [[r for r in row if len(r.entities) == 1 and entities[r.entities[0]].type in kinds] for row in before]


def unread(word: str, text: str, here: Iterable[Reference]) -> bool:
    """Whether the sentence has the word before, and in no name that was recognised: then it may mean that."""
    if word not in words().exact or word not in text:
        return False
    known = covered(here)
    return any(match.start() not in known for match in re.finditer(re.escape(word), text))


def _called(word: str, row: list[Reference], entities: dict[str, Entity]) -> list[Reference]:
    """Those of a sentence whose names end with a word that says nothing else (实验室), or rather do so (集团)."""
    if word not in words().exact:
        rather = [r for r in row if word == _GROUP and any(n.endswith(word) for n in names(entities[r.entities[0]]))]
        return rather or row
    return [reference for reference in row if any(n.endswith(word) for n in names(entities[reference.entities[0]]))]


def _opens(mention: Mention, sentences: Sequence[Sentence], but: str = "") -> bool:
    text = sentences[mention.sentence].text
    return mention.start == 0 or text[mention.start - 1] in MARKS.replace(but, "")


def names(entity: Entity) -> tuple[str, ...]:
    """Everything that a thing is called in the document."""
    return (entity.name, *entity.aliases)
