"""Each rule fires on its own example, says what it expects there, and keeps quiet on its counter-example."""

from __future__ import annotations

import pytest

from kg.knowledge.rules import Rule, rules
from kg.model import Claim, When
from kg.relate import relate
from kg.relate.markup import linked


def _said(text: str, rule: Rule) -> tuple[list[Claim], set[str]]:
    document = linked(text)
    claims = list(relate(document, only=rule.id))

    def name(end: str | When) -> str:
        return end.iso if isinstance(end, When) else document.entities[end].name

    asserted = [claim for claim in claims if claim.modality == "asserted"]
    return claims, {f"{name(claim.subject)} {claim.predicate} {name(claim.object)}" for claim in asserted}


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.id)
def test_the_example_fires(rule: Rule) -> None:
    claims, said = _said(rule.example, rule)
    assert claims, f"{rule.id} does not fire on its example"
    if rule.expect:
        assert said == set(rule.expect)


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.id)
def test_the_counter_example_is_not_asserted(rule: Rule) -> None:
    _, said = _said(rule.counter_example, rule)
    assert not said
