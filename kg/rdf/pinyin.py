"""Chinese names in pinyin, read word by word so that 重庆 is chong qing and 长寿 is chang shou.

The readings of place names and surnames that a general dictionary gets wrong are data: ``lexicon/readings.tsv``.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from functools import cache, lru_cache

from pypinyin import Style, lazy_pinyin
from pypinyin.seg.mmseg import seg

from kg.resources import ontology

_HAN = re.compile(r"[\u3400-\u9fff]")
_ONLY_HAN = re.compile(r"[\u4e00-\u9fa5]+")
_SHORTEST, _LONGEST = 2, 8


@cache
def _readings(kind: str) -> dict[str, tuple[str, ...]]:
    """Name → syllables with tone marks, of one kind of row (``word`` or ``surname``)."""
    path = ontology() / "lexicon" / "readings.tsv"
    with path.open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t")
        return {row["name"]: tuple(row["reading"].split()) for row in rows if row["kind"] == kind}


@cache
def _places() -> frozenset[str]:
    """Names of places: a cut at their edges keeps 市 and 长寿 from being read together."""
    from kg.knowledge.lexicon import lexicon

    return frozenset(name for name in lexicon().by_name if _SHORTEST <= len(name) <= _LONGEST)


@cache
def _heads() -> frozenset[str]:
    """The first two characters of all words that a name is cut at: at most places there is none of these."""
    return frozenset(word[:_SHORTEST] for word in (*_readings("word"), *_places()))


def _words(name: str) -> list[str]:
    """Cut a name at the words whose reading is known and at names of places, longest first from the left."""
    known, places = _readings("word"), _places()
    words, rest, at = [], 0, 0
    while at < len(name):
        sizes = range(min(_LONGEST, len(name) - at) if name[at : at + _SHORTEST] in _heads() else 0, 1, -1)
        size = next((n for n in sizes if name[at : at + n] in known or name[at : at + n] in places), 0)
        if size:
            words += [name[rest:at], name[at : at + size]]
            at = rest = at + size
        else:
            at += 1
    return [word for word in [*words, name[rest:]] if word]


def _word(word: str) -> list[str]:
    """The syllables of one word: the longest known beginning, and what follows as the dictionary has it."""
    known = _readings("word")
    for size in range(len(word), 1, -1):
        if word[:size] in known:
            return [*known[word[:size]], *_word(word[size:])]
    if _ONLY_HAN.fullmatch(word) is None:
        return list(_phrase(word))
    return [syllable for phrase in seg.cut(word) for syllable in _phrase(phrase)]


@lru_cache(1 << 15)
def _phrase(phrase: str) -> tuple[str, ...]:
    """The syllables of a phrase, or of a character, as the dictionary has them."""
    return tuple(part.strip() for part in lazy_pinyin(phrase, style=Style.TONE) if part.strip())


def syllables(name: str, *, person: bool = False) -> tuple[str, ...]:
    """The syllables of a name with tone marks; what is no Chinese character stays as it is.

    ``person`` reads the surname as a surname (曾 zēng, 单 shàn).
    """
    if person:
        for surname, reading in _surnames():
            if name.startswith(surname):
                return (*reading, *_word(name[len(surname) :]))
        return tuple(_word(name))
    return tuple(part for word in _words(name) for part in _word(word))


@cache
def _surnames() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Surnames with their readings, the longest first."""
    return tuple(sorted(_readings("surname").items(), key=lambda item: -len(item[0])))


@lru_cache(1 << 12)
def plain(text: str) -> str:
    """Pinyin without tone marks, blanks and punctuation, in lower case; ü becomes v, as it is typed."""
    marks = unicodedata.normalize("NFD", text.lower().replace("ü", "v").replace("ǚ", "v").replace("ǜ", "v"))
    return re.sub(r"[^a-z0-9]", "", marks)


@lru_cache(1 << 14)
def spellings(name: str, *, person: bool = False) -> tuple[str, ...]:
    """How one may type a name: with tone marks, joined, and by initials; nothing for a name without Chinese."""
    if not _HAN.search(name):
        return ()
    parts = syllables(name, person=person)
    joined = "".join(map(plain, parts))
    initials = "".join(plain(part)[:1] for part in parts)
    return tuple(dict.fromkeys(form for form in (" ".join(parts), joined, initials) if len(form) > 1))
