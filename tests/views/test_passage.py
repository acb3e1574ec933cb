"""Sentences and their marked words."""

from __future__ import annotations

import pytest

from kg.views.passage import fragment, marked


def _shown(parts: tuple[tuple[str, str], ...]) -> str:
    return "".join(text for _, text in parts)


def _marks(parts: tuple[tuple[str, str], ...]) -> dict[str, str]:
    return {role: text for role, text in parts if role}


def test_words_are_marked_at_their_offsets() -> None:
    sentence = "四川省与重庆市签署协议。"

    parts = marked(sentence, sentence, 100, {"s": ((100, 103),), "o": ((104, 107),), "t": ((107, 109),)})

    assert _shown(parts) == sentence
    assert _marks(parts) == {"s": "四川省", "o": "重庆市", "t": "签署"}


def test_a_word_broken_by_a_line_end_is_marked_whole() -> None:
    parts = marked("四川省与重庆市合作。", "四川\n省与重庆市合作。", 0, {"s": ((0, 4),)})

    assert _marks(parts) == {"s": "四川省"}


def test_traditional_characters_are_shown_as_written() -> None:
    parts = marked("重庆银行签署。", "重慶銀行簽署。", 0, {"s": ((0, 4),), "t": ((4, 6),)})

    assert _marks(parts) == {"s": "重慶銀行", "t": "簽署"}


def test_markup_inside_the_quote_is_not_shown() -> None:
    parts = marked("四川省与重庆市合作。", "四川省与<b>重庆市</b>合作。", 50, {"o": ((57, 60),)})

    assert _shown(parts) == "四川省与重庆市合作。"
    assert _marks(parts) == {"o": "重庆市"}


def test_characters_beyond_the_basic_plane_count_once() -> None:
    parts = marked("𬺈镇与重庆合作。", "𬺈镇与重庆合作。", 0, {"s": ((0, 2),), "o": ((3, 5),)})

    assert _marks(parts) == {"s": "𬺈镇", "o": "重庆"}


def test_a_name_with_a_blank_is_one_mark() -> None:
    parts = marked("Siemens AG 落户。", "Siemens AG 落户。", 0, {"s": ((0, 10),), "t": ((11, 13),)})

    assert parts == (("s", "Siemens AG"), ("", " "), ("t", "落户"), ("", "。"))


def test_where_marks_overlap_the_subject_wins() -> None:
    parts = marked("重庆市政府", "重庆市政府", 0, {"s": ((0, 3),), "t": ((2, 5),)})

    assert parts == (("s", "重庆市"), ("t", "政府"))


def test_fragment_reads_offsets_and_refuses_the_rest() -> None:
    assert fragment("char=12,31") == (12, 31)
    with pytest.raises(ValueError, match="line=3"):
        fragment("line=3")
