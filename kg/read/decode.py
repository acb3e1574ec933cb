"""Bytes to text: which encoding a file is in.

UTF-8 and UTF-16 show themselves. What is left is one of the double-byte sets of Chinese: GB 18030 or Big5, whose
byte ranges overlap, so that most files of the one decode as the other, into rare characters. Common characters decide:
both sets keep the frequent ones in their first block.
"""

from __future__ import annotations

import codecs
import re

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a]")
_SAMPLE = 200_000
#: The most frequent characters of Chinese prose, in both forms, with its punctuation.
_FREQUENT = frozenset(
    "的一是在不了有和人这這中大为為上个個国國我以要他时時来來用们們生到作地于於出就分对對成会會可主发發年动動市区區，。、：“”「」"
)
_ENOUGH, _MAX_CONTROL = 0.05, 0.001
#: The lead bytes of the block of frequent characters, in each of the two sets.
_FIRST_BLOCK = {"gb18030": ("gb2312", 0xB0, 0xD7), "big5hkscs": ("big5", 0xA4, 0xC6)}
_COMMON_SAMPLE, _COMMON_WEIGHT, _PLAUSIBLE = 2000, 0.5, 0.3


class UnknownEncodingError(ValueError):
    """Bytes that are no text in any encoding that is read here; the message is the cause."""


def _share(text: str, wanted: frozenset[str]) -> float:
    wide = [c for c in text if ord(c) > 0x7F]
    return sum(c in wanted for c in wide) / len(wide) if wide else 0.0


def _common(text: str, encoding: str) -> float:
    """How many of the wide characters stand in the block of frequent ones."""
    narrow, low, high = _FIRST_BLOCK[encoding]
    wide = [c for c in text if ord(c) > 0x2FFF and c.isalpha()][:_COMMON_SAMPLE]
    leads = (c.encode(narrow, "ignore")[:1] for c in wide)
    return sum(low <= lead[0] <= high for lead in leads if lead) / len(wide) if wide else 0.0


def _trial(data: bytes, encoding: str) -> str | None:
    """The beginning of the bytes as text, or nothing where they are not of this encoding."""
    try:
        return codecs.getincrementaldecoder(encoding)().decode(data[:_SAMPLE], final=len(data) <= _SAMPLE)
    except UnicodeDecodeError:
        return None


def _utf16_without_mark(data: bytes) -> str | None:
    """Text in UTF-16 has the same high byte again and again: 4E to 9F for Chinese, 00 for Latin."""
    if len(data) < 4 or len(data) % 2:
        return None
    best: tuple[float, str] | None = None
    for encoding in ("utf-16-le", "utf-16-be"):
        text = _trial(data, encoding)
        if text is None or _CONTROL.search(text):
            continue
        share = _share(text, _FREQUENT) if not text.isascii() else 1.0
        if share >= _ENOUGH and (best is None or share > best[0]):
            best = (share, encoding)
    return best[1] if best else None


def encoding_of(data: bytes) -> str:
    """The name of the encoding of a file.

    Raises ``UnknownEncodingError`` for what is no text: a picture, an archive, a text cut inside a character.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return encoding
    if _trial(data, "utf-8") is not None and b"\x00" not in data[:_SAMPLE]:
        return "utf-8"
    if (wide := _utf16_without_mark(data)) is not None:
        return wide
    if b"\x00" in data[:_SAMPLE]:
        raise UnknownEncodingError("it holds binary data, not text")
    scores: list[tuple[float, str]] = []
    for encoding in ("gb18030", "big5hkscs"):
        text = _trial(data, encoding)
        if text is not None and len(_CONTROL.findall(text)) <= _MAX_CONTROL * len(text):
            scores.append((_share(text, _FREQUENT) + _COMMON_WEIGHT * _common(text, encoding), encoding))
    scores.sort(reverse=True)
    if scores and scores[0][0] >= _PLAUSIBLE:
        return scores[0][1]
    return _guess(data)


def _guess(data: bytes) -> str:
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_SAMPLE], threshold=0.1).best()
    if best is None or _CONTROL.search(str(best)):
        raise UnknownEncodingError("its encoding could not be recognised")
    return best.encoding


def decode(data: bytes) -> str:
    """The text of a file, without a byte order mark.

    Raises ``UnknownEncodingError``.
    """
    encoding = encoding_of(data)
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnknownEncodingError(f"it begins as {encoding}, but byte {error.start} is not {encoding}") from error
