"""A hand-made extraction (what the recognisers would make of a short text of our own), and a way to run `kg`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
from click.testing import CliRunner, Result

from kg.cli import kg
from kg.model import Claim, Document, Entity, Extraction, Merge, Span, When

TEXT = (
    "绵阳市与北碚区携手\n4月30日，绵阳市与重庆市北碚区签署《科技创新合作协议》（以下简称《协\n议》）。"
    "绵阳市副市长林远表示，双方拟共建嘉陵创新园。"
)


def span(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


def document(identity: str = "t01", *, published: str | None = "2021-05-03") -> Document:
    return Document(
        id=identity,
        title="绵阳市与北碚区携手",
        text=TEXT,
        published=When(published) if published else None,
        source="https://example.org/t01",
        path="t01.txt",
        digest="00" * 32,
    )


MIANYANG = Entity(
    "region/510700", "AdministrativeRegion", "绵阳市", ("綿陽市", "绵阳"), "510700", part_of="region/510000"
)
SICHUAN = Entity("region/510000", "AdministrativeRegion", "四川省", (), "510000", mentioned=False)
BEIBEI = Entity("region/500109", "AdministrativeRegion", "北碚区", ("重庆市北碚区",), "500109")
PACT = Entity(
    "agreement/00000000000000a1",
    "Agreement",
    "科技创新合作协议",
    ("协议",),
    merges=(Merge("协定", "short form"), Merge("协议", "defined", Span(44, 50))),
)
LIN = Entity("person/00000000000000b1", "Person", "林远")
PARK = Entity("region/00000000000000c1", "DevelopmentZone", "嘉陵创新园")

_SIGNED = span("4月30日，绵阳市与重庆市北碚区签署《科技创新合作协议》（以下简称《协\n议》）。")
_SENTENCE = "4月30日，绵阳市与重庆市北碚区签署《科技创新合作协议》（以下简称《协议》）。"
_PLAN = span("绵阳市副市长林远表示，双方拟共建嘉陵创新园。")
CLAIMS = (
    Claim(
        PACT.key,
        "signatory",
        MIANYANG.key,
        "sign-01",
        0.93,
        _SIGNED,
        _SENTENCE,
        when=When("2021-04-30"),
        subject_span=span("科技创新合作协议"),
        object_span=span("绵阳市"),
        trigger_span=span("签署"),
    ),
    Claim(PACT.key, "signatory", BEIBEI.key, "sign-01", 0.9, _SIGNED, _SENTENCE, when=When("2021-04")),
    Claim(PACT.key, "signedOn", When("2021-04-30"), "sign-02", 0.95, _SIGNED, _SENTENCE),
    Claim(BEIBEI.key, "cooperatesWith", MIANYANG.key, "coop-01", 0.5, _SIGNED, _SENTENCE, when=When("2021")),
    Claim(
        LIN.key, "holdsPosition", MIANYANG.key, "post-01", 0.97, _PLAN, TEXT[_PLAN.start : _PLAN.end], title="副市长"
    ),
    Claim(
        MIANYANG.key,
        "jointlyBuilds",
        PARK.key,
        "build-02",
        0.6,
        _PLAN,
        TEXT[_PLAN.start : _PLAN.end],
        modality="planned",
    ),
)


def extraction(identity: str = "t01", *, published: str | None = "2021-05-03") -> Extraction:
    return Extraction(document(identity, published=published), (MIANYANG, SICHUAN, BEIBEI, PACT, LIN, PARK), CLAIMS)


@pytest.fixture
def sample() -> SimpleNamespace:
    """The hand-made extraction and its parts."""
    return SimpleNamespace(
        extraction=extraction,
        document=document,
        claims=CLAIMS,
        pact=PACT,
        park=PARK,
        lin=LIN,
        mianyang=MIANYANG,
        text=TEXT,
    )


Run = Callable[..., Result]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """`run("stats", "-f", "json")` in an empty folder, with the store of that folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("KG_STORE", raising=False)

    def call(*arguments: object) -> Result:
        return CliRunner().invoke(kg, [str(argument) for argument in arguments], standalone_mode=True)

    return call


SIGNED = "绵阳市与广元市携手\n\n4月1日，绵阳市与广元市签署《旅游合作协议》。广元市副市长林远表示，合作已经开始。\n"
ISSUED = "重庆市印发方案\n\n3月5日，重庆市人民政府印发《山城步道建设方案》。\n"


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    """A folder with two documents of our own."""
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "a1.txt").write_text(SIGNED, encoding="utf-8")
    (folder / "a2.txt").write_text(ISSUED, encoding="utf-8")
    return folder
