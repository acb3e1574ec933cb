"""What each paragraph of a page is: heading, byline, caption, dateline, list or text."""

from __future__ import annotations

import re

from kg.read.repair import Unit
from kg.read.shapes import NEWS_LINE, furniture

_HEADING_MAX, _NAME_MAX = 60, 4
_NAME = re.compile(r"[\u3400-\u9fff·]{2,4}")
_NAMES = re.compile(r"[\u3400-\u9fff·]{2,4}(?:[\s、]+[\u3400-\u9fff·]{2,4}){0,5}")
#: A byline with its sign and without the word reporter; in the text, the sign is a bullet.
_SIGN = re.compile(r"[■□◆]\s*[^，。；：？！]{2,20}")
_TEXT = {"body", "dateline"}


def name_kinds(found: list[Unit]) -> list[Unit]:
    """The units with their kinds: those of ``Sentence``, and ``heading`` for headlines and sub-headings alike.

    A line of posts and the name under it become one unit.
    """
    _first_pass(found)
    found = _people(found)
    _second_pass(found)
    return found


def _headinglike(unit: Unit) -> bool:
    """Whether a unit is short, stands alone and does not end like a sentence."""
    text = unit.text
    if unit.lines[0].hint in {"heading", "title"}:
        return True
    return (
        unit.kind is None
        and not unit.ended
        and not NEWS_LINE.match(text)
        and len(text) <= _HEADING_MAX
        and "。" not in text
        and not re.search(r"[。；;：:、]$", text)
        and (len(unit.lines) <= 3)
    )


def _first_pass(found: list[Unit]) -> None:
    """Give each unit its kind as far as it shows by itself."""
    begun = False
    for unit in found:
        hint = unit.lines[0].hint
        if hint == "list":
            unit.kind = "list"
        elif hint == "caption":
            unit.kind = "caption"
        elif hint in {"heading", "title"}:
            unit.kind = "heading"
        elif (shape := furniture(unit.text)) is not None:
            unit.kind = shape
        elif _headinglike(unit):
            unit.kind = "heading"
        elif _SIGN.fullmatch(unit.text):
            unit.kind = "heading" if begun else "byline"
        else:
            unit.kind = "body"
            begun = True


def _people(found: list[Unit]) -> list[Unit]:
    """Join a line of posts and the name that stands under it, where such pairs follow each other."""
    out: list[Unit] = []
    at, pairs = 0, _pairs(found)
    while at < len(found):
        unit = found[at]
        if at in pairs:
            unit.breaks.add(len(unit.lines))
            unit.lines.extend(found[at + 1].lines)
            unit.kind = "list"
            at += 1
        out.append(unit)
        at += 1
    return out


def _pairs(found: list[Unit]) -> set[int]:
    """Numbers of the units that hold the posts of the person named in the unit after them."""
    alone = [
        at
        for at in range(len(found) - 1)
        if found[at].kind == "heading"
        and found[at].lines[0].hint is None
        and len(found[at].text) > _NAME_MAX
        and found[at + 1].kind in {"heading", "byline"}
        and _NAMES.fullmatch(found[at + 1].text if len(found[at + 1].lines) == 1 else "")
        and len(found[at + 1].text) <= _NAME_MAX + 1
        and found[at + 1].gap < 3
    ]
    near = set(alone)
    return {
        at for at in alone if at - 2 in near or at + 2 in near or (at > 0 and found[at - 1].text.endswith(("：", ":")))
    }


def _second_pass(found: list[Unit]) -> None:
    """Tell captions, closing bylines and lists from headings by what stands around them."""
    body_seen = False
    end = max((at for at, unit in enumerate(found) if unit.kind in _TEXT), default=-1)
    for at, unit in enumerate(found):
        body_seen = body_seen or unit.kind == "body"
        if unit.kind != "heading" or unit.lines[0].hint is not None:
            continue
        before = found[at - 1] if at else None
        after = found[at + 1] if at + 1 < len(found) else None
        text = unit.text
        name = _NAME.fullmatch(text) is not None
        if before is None:
            continue
        if before.kind in {"byline", "body"} and _follows_role(unit, before):
            unit.kind = "byline"
        elif (
            name
            and (unit.gap > 2 or before.kind == "caption")
            and (after is None or after.gap > 2 or after.kind == "caption")
        ):
            unit.kind = "caption"
        elif body_seen and _signs(unit, before, after):
            unit.kind = "byline"
        elif (body_seen and (before.kind in {"byline", "caption"} and at > end)) or (
            body_seen and after is not None and unit.gap >= 2 and (before.kind == "body") and after.kind == "body"
        ):
            unit.kind = "caption"
    _listed(found)


def _follows_role(unit: Unit, before: Unit) -> bool:
    """Whether a line holds the names that the line above announces (主持人：, 本报记者)."""
    announced = before.kind == "byline" or before.text.endswith(("：", ":"))
    return announced and len(unit.lines) == 1 and unit.gap < 2 and _NAMES.fullmatch(unit.text) is not None


def _signs(unit: Unit, before: Unit, after: Unit | None) -> bool:
    """Whether a line of names signs the article above it."""
    if before.kind != "body" or not before.ended or _NAMES.fullmatch(unit.text if len(unit.lines) == 1 else "") is None:
        return False
    several = re.search(r"\s", unit.text) is not None and all(len(x) <= 3 for x in unit.text.split())
    return after is None or after.kind in {"caption", "byline"} or (several and len(unit.text.split()[0]) <= 3)


def _listed(found: list[Unit]) -> None:
    """Three and more short lines one under the other, in the text of an article, are a list."""
    at = 0
    while at < len(found):
        end = at + 1
        while (
            end < len(found) and found[end].kind == "heading" and found[end].gap == 0 and not found[end].lines[0].hint
        ):
            end += 1
        start = at if found[at].kind == "heading" else at + 1
        if end - start >= 3 and any(unit.kind == "body" for unit in found[:start]) and not found[start].lines[0].hint:
            for unit in found[start:end]:
                unit.kind = "list"
        at = end
