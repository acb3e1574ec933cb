"""Every name in a store, read once and kept: for names written otherwise, and names that nothing bears.

Beside a store on disk the names lie in a file, which holds as long as the store's revision is the same: reading them
out of the store takes a second or two for a million quads, reading the file a tenth of that.
"""

from __future__ import annotations

import contextlib
import difflib
import hashlib
import heapq
import json
import os
import re
import secrets
import unicodedata
from array import array
from collections import Counter, defaultdict
from collections.abc import Mapping
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Final, TypeAlias
from weakref import WeakKeyDictionary

from pyoxigraph import Literal, NamedNode

from kg.folder import NAMES
from kg.knowledge.lexicon import lexicon
from kg.rdf.pinyin import spellings
from kg.rdf.terms import term
from kg.store import Store

_CODE: Final = "skos:notation"
# From the surest to the least sure way of naming: the first way that finds something decides.
WAYS: Final = ("skos:prefLabel", _CODE, "skos:altLabel", "skos:hiddenLabel")

_MARKS: Final = re.compile(r"[\s《》〈〉“”\"‘’'「」『』]")
_SHOWN: Final = frozenset({"skos:prefLabel", "skos:altLabel"})
_ALIKE: Final = 0.5
_FEW: Final = 500  # so many names are compared one by one
_CLOSE: Final = 100  # of more, those that share most pairs of characters
_COMMON: Final = 4000  # a pair in so many names tells little


@lru_cache(1 << 12)
def normal(name: str) -> str:
    """A name as names are compared: no blanks, no 《》 or quotation marks, half width, lower case."""
    return _MARKS.sub("", unicodedata.normalize("NFKC", name)).lower()


_FORM: Final = f"2 {unicodedata.unidata_version}"  # another one for whatever changes ``normal`` or what is kept

Names: TypeAlias = list[list[list[str]]]
"""For each of ``WAYS``, the names given so, and what bears them: name, name as it is compared, IRI, IRI, …"""


class Index:
    """The names of a store by how they are compared, and by the pairs of characters in them."""

    def __init__(self, names: Names) -> None:
        """Order the names."""
        forms: defaultdict[str, list[tuple[int, str]]] = defaultdict(list)
        shown: set[str] = set()
        codes: dict[str, str] = {}
        for rank, (way, given) in enumerate(zip(WAYS, names, strict=True)):
            for name, form, *bearers in given:
                forms[form].extend((rank, iri) for iri in bearers)
                if way == _CODE and name in lexicon().divisions:
                    codes[name] = bearers[-1]
            if way in _SHOWN:
                shown.update(each[0] for each in given)
        self._codes: Mapping[str, str] = codes
        self._forms: Mapping[str, list[tuple[int, str]]] = forms
        self._shown = sorted(shown)

    def bearers(self, *forms: str) -> set[NamedNode]:
        """What bears a name of one of these forms (see ``normal``), in the surest way that anything does."""
        found = [each for form in set(forms) for each in self._forms.get(form, ())]
        surest = min((rank for rank, _ in found), default=0)
        return {NamedNode(iri) for rank, iri in found if rank == surest}

    def regions(self, form: str) -> set[NamedNode]:
        """The regions whose short name this is, in Chinese or in pinyin, though no document may call them so."""
        return {NamedNode(iri) for iri in (self._spelt if form.isascii() else self._short).get(form, ())}

    @cached_property
    def names(self) -> tuple[tuple[str, str], ...]:
        """Every name but the codes, as names are compared, with the IRI of what bears it."""
        return tuple((form, iri) for form, given in self._forms.items() for rank, iri in given if WAYS[rank] != _CODE)

    @cached_property
    def _short(self) -> dict[str, set[str]]:
        found: defaultdict[str, set[str]] = defaultdict(set)
        for code, iri in self._codes.items():
            for name in lexicon().divisions[code].short:
                found[name].add(iri)
        return dict(found)

    @cached_property
    def _spelt(self) -> dict[str, set[str]]:
        found: defaultdict[str, set[str]] = defaultdict(set)
        for name, iris in self._short.items():
            for form in spellings(name)[1:2]:  # initials of so few characters say nothing
                found[form] |= iris
        return dict(found)

    def nearest(self, wanted: str, n: int) -> list[str]:
        """The names most like this one, the most alike first, then the shortest of those that hold it."""
        inside = heapq.nsmallest(
            n, (each for each in self._shown if wanted in each), key=lambda each: (len(each), each)
        )
        close = difflib.get_close_matches(wanted, self._close(wanted), n=n, cutoff=_ALIKE)
        return list(dict.fromkeys([*close, *inside]))[:n]

    def _close(self, wanted: str) -> list[str]:
        """The names worth comparing with this one."""
        if len(self._shown) <= _FEW:
            return self._shown
        rows = sorted((self._pairs[pair] for pair in _pairs(wanted) if pair in self._pairs), key=len)
        shared: Counter[int] = Counter()
        for row in rows:
            if not shared or len(row) <= _COMMON:
                shared.update(row)
        # By the share of pairs in common; of equals, those that come first in the order of their characters.
        alike = ((-2 * count / (len(wanted) + len(self._shown[at]) + 2), at) for at, count in shared.items())
        return [self._shown[at] for _, at in heapq.nsmallest(_CLOSE, alike)]

    @cached_property
    def _pairs(self) -> dict[str, array[int]]:
        """Pair of characters → places of the names that have it, in order."""
        found: defaultdict[str, array[int]] = defaultdict(lambda: array("I"))
        for at, name in enumerate(self._shown):
            for pair in _pairs(name):
                found[pair].append(at)
        return dict(found)


def _pairs(name: str) -> set[str]:
    """The pairs of neighbouring characters of a name; its ends count as characters."""
    ended = f"\0{name}\0"
    return {ended[at : at + 2] for at in range(len(ended) - 1)}


def _read(store: Store) -> Names:
    """All names of the store, each once however many documents have it."""
    names = []
    for way in WAYS:
        bearers: defaultdict[str, set[str]] = defaultdict(set)
        for quad in store.data.quads_for_pattern(None, term(way), None):
            if isinstance(quad.object, Literal) and isinstance(quad.subject, NamedNode):
                bearers[quad.object.value].add(quad.subject.value)
        names.append([[name, normal(name), *sorted(iris)] for name, iris in sorted(bearers.items())])
    return names


def _filed(path: Path, revision: str) -> Names | None:
    """The names in the file, where it is whole and of this revision."""
    with contextlib.suppress(OSError, ValueError):
        head, body = path.read_bytes().split(b"\n", 1)
        if head == _head(revision, body):
            names: Names = json.loads(body)
            return names
    return None


def _file(path: Path, revision: str, names: Names) -> None:
    """Write the file, whole or not at all; where nothing can be written, go without."""
    body = json.dumps(names, ensure_ascii=False, separators=(",", ":")).encode()
    draft = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    with contextlib.suppress(OSError):
        try:
            draft.write_bytes(_head(revision, body) + b"\n" + body)
            os.replace(draft, path)  # noqa: PTH105 - one step, also over an old one
        finally:
            draft.unlink(missing_ok=True)


def _head(revision: str, body: bytes) -> bytes:
    return f"{_FORM} {revision} {hashlib.sha256(body).hexdigest()}".encode()


_KEPT: WeakKeyDictionary[Store, Index] = WeakKeyDictionary()


def index(store: Store) -> Index:
    """The index of an open store: of one on disk it is kept as long as it is open, for it is opened to be read."""
    if store.path is None:
        return Index(_read(store))
    if store not in _KEPT:
        _KEPT[store] = Index(_kept(store, store.path / NAMES))
    return _KEPT[store]


def _kept(store: Store, path: Path) -> Names:
    """The names out of the file beside the store, or out of the store and then into the file."""
    revision = store.revision if store.read_only else ""
    names = _filed(path, revision) if revision else None
    if names is None:
        names = _read(store)
        if revision:
            _file(path, revision, names)
    return names
