"""The quick test before the expressions never rejects what would match."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from kg.extract import link
from kg.knowledge.rules import RuleError
from kg.model import Document
from kg.read import read
from kg.relate import patterns
from kg.relate.encode import encode
from kg.relate.patterns import compiled, prefilter
from kg.relate.prefilter import necessary


@pytest.mark.parametrize(
    ("expression", "words"),
    [
        ("签署(?:协议|合同)", [{"签署协议", "签署合同"}]),
        ("签(?:署|订)了?", [{"签署", "签订", "签署了", "签订了"}]),
        ("[^。]{0,9}由(?:甲|乙).*成立", [{"由甲", "由乙"}, {"成立"}]),
        ("(?:甲.*乙|丙)", [{"甲", "丙"}]),
        ("(?:协议)?", []),
        ("(?<=与)[一二]+家(?!的)", [{"一", "二"}, {"家"}]),
    ],
)
def test_necessary_words_follow_from_an_expression(expression: str, words: list[set[str]]) -> None:
    assert [set(each) for each in necessary(expression)] == words


def test_whatever_matches_in_the_corpus_passes(root: Path) -> None:
    rules = compiled()
    tried = passed = 0
    for document in read(root / "corpus"):
        assert isinstance(document, Document)
        for sentence in encode(link(document)):
            possible = set(prefilter().possible(sentence.text))
            matching = {number for number, rule in enumerate(rules) if rule.regex.search(sentence.text)}
            assert matching <= possible
            tried, passed = tried + len(rules), passed + len(possible)
    assert passed < tried / 20


def test_a_rule_that_does_not_compile_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    first = compiled()[0]
    broken = replace(first, pattern="(?P<A>甲)与(?P<A>乙)")
    monkeypatch.setattr(patterns, "compiled", lambda: (broken,))
    with pytest.raises(RuleError, match=f"{first.rule.family}.toml, {first.rule.id}: redefinition"):
        prefilter.__wrapped__()
