"""Texts in, graph out: only what changed is built, and one bad document never spoils the others."""

from __future__ import annotations

import gzip
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

import kg.extract
from kg import rdf
from kg.build import Report, build, version
from kg.model import Document, Extraction, When
from kg.store import Store

Run = Callable[..., Result]


def graph(store: Store) -> list[str]:
    return sorted(map(str, store.quads()))


def facts(store: Store) -> set[tuple[str, str, str]]:
    found = set()
    for name in store.graphs():
        quads = list(store.quads(name))
        names = {entity.key: entity.name for entity in rdf.entities(quads)}
        for claim in rdf.claims(quads):
            said = claim.object.iso if isinstance(claim.object, When) else names[claim.object]
            found.add((names[claim.subject], claim.predicate, said))
    return found


def test_a_page_becomes_a_graph(texts: Path) -> None:
    store = Store.memory()

    report = build([texts], store, published=When("2024-04-02"))

    assert (report.documents, report.failures) == (2, [])
    assert facts(store) >= {
        ("旅游合作协议", "signatory", "绵阳市"),
        ("旅游合作协议", "signatory", "广元市"),
        ("旅游合作协议", "signedOn", "2024-04-01"),
        ("山城步道建设方案", "issuedBy", "重庆市人民政府"),
    }
    assert len(store.graphs()) == 2
    assert str(report).startswith(f"2 documents, {report.statements} statements, ")


def test_a_second_build_does_nothing(texts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = Store.memory()
    first = build([texts], store)
    before = graph(store)
    monkeypatch.setattr(kg.extract, "extract", None)

    report = build([texts], store)

    assert (report.documents, report.unchanged, report.statements) == (2, 2, first.statements)
    assert report.failures == []
    assert graph(store) == before


@pytest.mark.parametrize("what", ["text", "date", "rules"])
def test_what_changed_is_built_anew(texts: Path, monkeypatch: pytest.MonkeyPatch, what: str) -> None:
    store = Store.memory()
    build([texts], store, published=When("2024-04-02"))

    if what == "text":
        (texts / "a1.txt").write_text("绵阳市与遂宁市签署《物流合作协议》。\n", encoding="utf-8")
    elif what == "rules":
        monkeypatch.setattr("kg.build.version", lambda: "another")
    report = build([texts], store, published=When("2023-04-02" if what == "date" else "2024-04-02"))

    assert report.unchanged == (1 if what == "text" else 0)
    assert (("物流合作协议", "signatory", "遂宁市") in facts(store)) == (what == "text")
    assert (("旅游合作协议", "signedOn", "2023-04-01") in facts(store)) == (what == "date")
    assert (("旅游合作协议", "signedOn", "2024-04-01") in facts(store)) == (what == "rules")


def test_neither_order_nor_processes_change_a_byte(texts: Path) -> None:
    one, turned, many = Store.memory(), Store.memory(), Store.memory()

    build([texts / "a1.txt", texts / "a2.txt"], one)
    build([texts / "a2.txt", texts / "a1.txt"], turned)
    build([texts], many, workers=2)

    assert graph(one) == graph(turned) == graph(many)


def test_prune_removes_what_no_source_holds(texts: Path) -> None:
    store = Store.memory()
    build([texts], store)
    (texts / "a2.txt").unlink()

    assert build([texts], store).removed == 0
    assert len(store.graphs()) == 2
    assert build([texts], store, prune=True).removed == 1
    assert store.graphs() == (rdf.iri("document/a1").value,)


def test_prune_keeps_a_document_whose_file_has_become_unreadable(texts: Path) -> None:
    store = Store.memory()
    build([texts], store)
    (texts / "a2.txt").write_bytes(b"")

    report = build([texts], store, prune=True)

    assert (report.removed, len(report.failures)) == (0, 1)
    assert len(store.graphs()) == 2


def test_a_document_that_breaks_the_extraction_is_named_and_skipped(
    texts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Store.memory()
    build([texts], store)
    before = [str(quad) for quad in store.quads(rdf.iri("document/a1").value)]
    real = kg.extract.extract

    def fragile(document: Document) -> Extraction:
        if document.id == "a1":
            raise IndexError("no such slot")
        return real(document)

    monkeypatch.setattr(kg.extract, "extract", fragile)
    monkeypatch.setattr("kg.build.version", lambda: "another")
    report = build([texts], store)

    assert report.documents == 1
    [failure] = report.failures
    assert failure.path.endswith("a1.txt")
    assert "IndexError: no such slot" in str(failure)
    assert [str(quad) for quad in store.quads(rdf.iri("document/a1").value)] == before


def test_two_documents_of_one_id_are_not_mixed(texts: Path) -> None:
    (texts / "more").mkdir()
    (texts / "more" / "a1.txt").write_text("另一篇。\n", encoding="utf-8")
    store = Store.memory()

    report = build([texts], store)

    [failure] = report.failures
    assert "same id (a1)" in failure.cause
    assert "manifest" in failure.cure


def test_an_interruption_leaves_whole_documents(texts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = kg.extract.extract

    def interrupted(document: Document) -> Extraction:
        if document.id == "a2":
            raise KeyboardInterrupt
        return real(document)

    monkeypatch.setattr(kg.extract, "extract", interrupted)
    store = Store.memory()
    with pytest.raises(KeyboardInterrupt):
        build([texts], store)

    assert store.graphs() == (rdf.iri("document/a1").value,)
    whole = Store.memory()
    monkeypatch.setattr(kg.extract, "extract", real)
    build([texts / "a1.txt"], whole)
    assert graph(store) == graph(whole)


def test_a_build_says_what_a_change_of_the_rules_does_again(
    texts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    with Store.open(tmp_path / "store") as store:
        build([texts], store, tell=said.append)
        build([texts], store, tell=said.append)
        assert (said, store.extractor) == ([], version())
        monkeypatch.setattr("kg.build.version", lambda: "another")
        build([next(texts.iterdir())], store, tell=said.append)
        assert store.extractor == ""
        build([texts], store, tell=said.append)
        assert store.extractor == "another"

    assert len(said) == 2
    assert "built again" in said[0]


def test_the_version_names_the_package_and_its_rules() -> None:
    number, digest = version().split()
    assert number == kg.__version__
    assert len(digest) == 16


def bad_files(folder: Path) -> dict[str, str]:
    """Files that give no document → what the message must say."""
    (folder / "empty.txt").write_bytes(b"")
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 8)
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog")
    (folder / "broken.docx").write_bytes(b"PK\x03\x04 no archive")
    (folder / "cut.txt.gz").write_bytes(gzip.compress("很长的一段文字。".encode() * 50)[:40])
    (folder / "lines.jsonl").write_text(
        '{"id": "j1", "text": "乐山市与雅安市签署《茶业合作协议》。"}\n{"id": "j2", "text": \n', encoding="utf-8"
    )
    (folder / "dated.md").write_text('---\npublished: "2021-13-40"\n---\n正文。\n', encoding="utf-8")
    (folder / "strange.txt").write_bytes("Ж".encode("koi8-r") * 3 + bytes([0x81, 0xFF, 0x00, 0x8D]) * 20)
    return {
        "empty.txt": "empty",
        "binary.txt": "",
        "broken.pdf": "",
        "broken.docx": "",
        "cut.txt.gz": "",
        "lines.jsonl, line 2": "",
        "dated.md": "date",
        "strange.txt": "",
    }


def test_bad_input_is_named_and_all_else_is_built(texts: Path, tmp_path: Path, run: Run) -> None:
    expected = bad_files(texts)

    result = run("build", texts, tmp_path / "nowhere.txt", "--store", "s")

    assert result.exit_code == 3
    told = [line for line in result.stderr.splitlines() if line.startswith("Failed: ")]
    assert len(told) == len(expected) + 1
    for name, cause in expected.items():
        [line] = [line for line in told if name in line]
        assert cause in line
        assert len(line) > len(f"Failed: {texts}/{name}: ")
    assert any("nowhere.txt: there is no such file" in line for line in told)
    assert "Traceback" not in result.output
    with Store.open("s", read_only=True) as store:
        assert {name.rpartition("/")[2] for name in store.graphs()} == {"a1", "a2", "j1"}
        assert ("茶业合作协议", "signatory", "乐山市") in facts(store)
    assert run("check", "--store", "s").exit_code == 0
    assert "3 documents, 9 failed" in result.stderr


def test_quiet_and_silent(texts: Path, tmp_path: Path, run: Run) -> None:
    assert "2 documents" in run("build", texts, "--store", "s").stderr
    assert run("build", texts, "--store", "s", "-q").stderr == ""
    assert "nothing.txt" in run("build", tmp_path / "nothing.txt", "--store", "s", "-q").stderr
    silent = run("build", tmp_path / "nothing.txt", "--store", "s", "--silent")
    assert (silent.exit_code, silent.output) == (3, "")


def test_a_manifest_gives_ids_and_dates_and_a_wrong_date_is_one_documents_failure(
    texts: Path, tmp_path: Path, run: Run
) -> None:
    manifest = tmp_path / "manifest.csv"
    manifest.write_text(
        "id,title,published,source\na1,一份协议,2024-04-02,https://example.org/1\na2,一份方案,2024-02-31,\n",
        encoding="utf-8",
    )

    result = run("build", texts, "--manifest", manifest, "--store", "s")

    assert result.exit_code == 3
    assert "manifest.csv, line 3: wrong date" in result.stderr
    with Store.open("s", read_only=True) as store:
        document = rdf.document(store.quads(store.graphs()[0]))
        assert (document.title, document.published) == ("一份协议", When("2024-04-02"))


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--published", "2021-02-30"), "2021-06-08"),
        (("--manifest", "none.csv"), "none.csv"),
        (("--base", "https://例子.org/"), "not an IRI of ASCII"),
        (("--workers", "0"), "--workers"),
        (("--store", "texts"), "no store and is not empty"),
    ],
)
def test_wrong_use_is_refused_before_anything_is_done(
    texts: Path, run: Run, arguments: tuple[str, ...], message: str
) -> None:
    result = run("build", texts, *arguments)

    assert result.exit_code == 2
    assert message in result.stderr
    assert sorted(path.name for path in texts.iterdir()) == ["a1.txt", "a2.txt"]


def test_the_summary_counts_what_a_reader_wants_to_know() -> None:
    assert str(Report(documents=42, statements=1204, seconds=12.3)) == "42 documents, 1,204 statements, 12 s"
    assert str(Report(documents=1, unchanged=1, removed=2, seconds=0.04)) == (
        "1 document (1 unchanged), 2 removed, 0 statements, 0.0 s"
    )


def test_ctrl_c_ends_with_130_and_a_store_that_opens(tmp_path: Path) -> None:
    command = [sys.executable, "-c", "from kg.cli import main; main()", "build", "-", "--store", str(tmp_path / "s")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8") as process:
        until = time.monotonic() + 20
        while not (tmp_path / "s" / "kg-store.json").exists() and time.monotonic() < until:
            time.sleep(0.05)
        time.sleep(0.5)  # it now waits for standard input
        process.send_signal(signal.SIGINT)
        _, told = process.communicate(timeout=20)

    assert process.returncode == 130
    assert "Interrupted." in told
    assert "Traceback" not in told
    with Store.open(tmp_path / "s", read_only=True) as store:
        assert store.graphs() == ()
