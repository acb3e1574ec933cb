"""Entity keys: the tail of the IRI, ASCII, from class and canonical name alone, so the same on every machine."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import lru_cache

_KIND = {
    "AdministrativeRegion": "region",
    "EconomicRegion": "region",
    "DevelopmentZone": "region",
    "PolicyDocument": "policy",
    "Programme": "policy",
    "Agreement": "agreement",
    "Person": "person",
    "Event": "event",
    "Project": "project",
    "Platform": "platform",
    "Product": "product",
}
_MARKS = str.maketrans(
    {"(": "（", ")": "）", "「": "“", "」": "”", "『": "“", "』": "”", "–": "—", "－": "—", "•": "·"}
)
_COMPLEMENT = re.compile(r"（[\u3400-\u9fff]{1,2}）")
_ELLIPTIC = re.compile(r"(?:[\u3400-\u9fff]（[\u3400-\u9fff]{1,2}）){2,}")
_NOISE = re.compile(r"[\s《》〈〉“”‘’「」『』\"'·•—\-－()（）、]")


def kind_of(fine: str) -> str:
    """The kind of a fine class: region, organisation, policy, agreement, person, event, project, platform, product."""
    return _KIND.get(fine, "organisation")


@lru_cache(1 << 14)
def normal(name: str) -> str:
    """A name without white space, quotation marks, brackets and dashes, in compatibility form: for comparing."""
    return _NOISE.sub("", unicodedata.normalize("NFKC", name))


@lru_cache(1 << 14)
def written(name: str) -> str:
    """A name as we write it: no white space, full-width brackets, “ ” for quotation marks, none around the whole."""
    plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", name)).translate(_MARKS)
    while len(plain) > 2 and plain[0] == "“" and plain[-1] == "”" and plain.count("“") == 1:
        plain = plain[1:-1]
    return plain if plain.count("“") == plain.count("”") else plain.replace("“", "").replace("”", "")


def whole(name: str) -> str:
    """A name with an elliptic row of places as it is said: 合（川）武（胜）共建产业园 is the 合武共建产业园."""
    return _ELLIPTIC.sub(lambda row: _COMPLEMENT.sub("", row.group()), name)


def key_of(fine: str, canonical: str, scope: str = "") -> str:
    """The key of a thing without an official code: kind and hash of scope and canonical name."""
    kind = kind_of(fine)
    digest = hashlib.sha256(f"{scope}|{canonical}".encode()).hexdigest()
    return f"{kind}/{digest[:16]}"
