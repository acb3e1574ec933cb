"""What is kept between runs saves time and is never believed where it cannot be right."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from kg.kept import Kept

EXPRESSION = r"(?P<A>[甲乙])与(?P<B>丙{1,2})(?=签)"


def refuse(expression: str) -> tuple[tuple[str, ...], ...]:
    raise AssertionError(f"{expression} was looked at again")


def filled(path: Path, *expressions: str) -> None:
    kept = Kept(path)
    for expression in expressions:
        kept.pattern(expression)
        kept.known("words", expression, lambda _: (("签",),))
    kept.save()


def test_a_later_run_compiles_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    filled(tmp_path / "cache" / "rules", EXPRESSION)
    monkeypatch.setattr("kg.kept._code", refuse)
    again = Kept(tmp_path / "cache" / "rules")
    assert again.known("words", EXPRESSION, refuse) == (("签",),)
    match, plain = again.pattern(EXPRESSION).search("由乙与丙丙签"), re.search(EXPRESSION, "由乙与丙丙签")
    assert match
    assert plain
    assert (match.groupdict(), match.span(), match.re.groups) == (plain.groupdict(), plain.span(), plain.re.groups)


@pytest.mark.parametrize("damage", [b"", b"abc", b"\0" * 4000])
def test_a_damaged_file_is_made_anew(tmp_path: Path, damage: bytes) -> None:
    path = tmp_path / "rules"
    path.write_bytes(damage)
    filled(path, EXPRESSION)
    assert Kept(path).known("words", EXPRESSION, refuse)


def test_a_folder_that_cannot_be_written_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    filled(tmp_path / "file" / "rules", EXPRESSION)
    assert Kept(None).pattern(EXPRESSION).match("甲与丙签")


def test_runs_that_start_together_leave_a_whole_file(tmp_path: Path) -> None:
    path = tmp_path / "rules"
    words = [f"甲{number}乙" for number in range(24)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda word: filled(path, word), words))
    kept = Kept(path)
    known = [word for word in words if kept._made.get(("words", word))]  # a save may miss what another wrote meanwhile
    assert known
    assert [path.name for path in tmp_path.iterdir()] == ["rules"]


def test_what_earlier_versions_left_goes_when_it_is_much(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "rules"
    filled(path, "甲与乙", "丙与丁")
    filled(path, "甲与乙", "戊与己")
    assert Kept(path)._codes.keys() == {"甲与乙", "丙与丁", "戊与己"}
    monkeypatch.setattr("kg.kept._MOST", 0)
    filled(path, "甲与乙", "庚与辛")
    assert Kept(path)._codes.keys() == {"甲与乙", "庚与辛"}


def test_an_expression_that_is_none_is_an_error_as_before(tmp_path: Path) -> None:
    with pytest.raises(re.error):
        Kept(tmp_path / "rules").pattern("(甲")
