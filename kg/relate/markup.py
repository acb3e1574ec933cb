"""Documents with their names marked in the text, for the examples of rules and for tests.

``[重庆市|AdministrativeRegion]与[川渝|AdministrativeRegion|四川省+重庆市]于[2020年4月30日|@2020-04-30]签约。``
A line that begins with ``#`` is a headline, one that begins with ``@`` the date line of a chronology.
"""

from __future__ import annotations

import re

from kg.model import Dated, Document, Entity, Linked, Mention, Reference, Sentence, SentenceKind, When

_MARK = re.compile(r"\[([^|\]]+)\|([^|\]]+)(?:\|([^|\]]+))?\]")
_SENTENCE = re.compile(r"(?:\[[^\]]*\]|[^。！？\[])+[。！？]?[”』]?")
_KINDS: dict[str, SentenceKind] = {"#": "headline", "@": "dateline"}
_QUOTES = str.maketrans("", "", "《》“”")
_SHORT = {"Region": "AdministrativeRegion", "Policy": "PolicyDocument", "Org": "Company"}


def linked(text: str) -> Linked:
    """A ``Linked`` from marked text; entity keys are ``type/name``. Paragraphs are lines."""
    plain: list[str] = []
    sentences: list[Sentence] = []
    references: list[Reference] = []
    dates: list[Dated] = []
    entities: dict[str, Entity] = {}
    offset = 0
    for paragraph, line in enumerate(text.strip().splitlines()):
        kind = _KINDS.get(line[:1], "body")
        for piece in _SENTENCE.findall(line.removeprefix("#").removeprefix("@") if kind != "body" else line):
            index = len(sentences)
            said = _names(piece, index, references, dates, entities)
            sentences.append(Sentence(index, 0, paragraph, kind, said, tuple(range(offset, offset + len(said)))))
            plain.append(said)
            offset += len(said)
    document = Document("example", "", "".join(plain))
    return Linked(document, tuple(sentences), tuple(references), tuple(dates), entities)


def _names(piece: str, index: int, references: list[Reference], dates: list[Dated], entities: dict[str, Entity]) -> str:
    out, last = "", 0
    for match in _MARK.finditer(piece):
        out += piece[last : match.start()]
        name, kind, of = match.groups()
        start, last = len(out), match.end()
        out += name
        if kind.startswith("@"):
            dates.append(Dated(index, start, len(out), When(kind[1:])))
            continue
        kind = _SHORT.get(kind, kind)
        keys = []
        for bare in ((of or name).translate(_QUOTES)).split("+"):
            key = f"{kind}/{bare}"
            entities.setdefault(key, Entity(key, kind, bare, (bare,)))
            keys.append(key)
        mention = Mention(index, start, len(out), kind, name, "marked")
        references.append(Reference(mention, tuple(keys)))
    return out + piece[last:]
