"""Files of every format and encoding, and what is said about those that cannot be read."""

from __future__ import annotations

import gzip
import io
import json
import sys
from pathlib import Path

import docx
import pytest

from kg.model import Document
from kg.read import ReadError, articles, find, read
from kg.read.decode import UnknownEncodingError, decode

TEXT = "川渝两地签署合作协议，共建产业园区。双方将在交通、教育、医疗等领域开展合作，并定期召开联席会议。\n"
TRADITIONAL = "川渝兩地簽署合作協議，共建產業園區。雙方將在交通、教育、醫療等領域開展合作，並定期召開聯席會議。\n"


def one(path: Path, **options: str | Path) -> Document:
    (found,) = read(path, **options)  # type: ignore[arg-type]
    assert isinstance(found, Document), found
    return found


def error(path: Path, **options: str | Path) -> ReadError:
    (found,) = read(path, **options)  # type: ignore[arg-type]
    assert isinstance(found, ReadError), found
    assert str(path) in str(found)
    assert found.cure
    return found


def put(folder: Path, name: str, data: bytes | str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
def test_encodings(tmp_path: Path, encoding: str, packed: bool) -> None:  # noqa: FBT001 (pytest passes by name)
    data = TEXT.encode(encoding)
    path = put(tmp_path, "a.txt.gz" if packed else "a.txt", gzip.compress(data) if packed else data)
    assert one(path).text == TEXT


@pytest.mark.parametrize("encoding", ["big5", "gb18030", "utf-8", "utf-16"])
def test_traditional_encodings(encoding: str) -> None:
    assert decode(TRADITIONAL.encode(encoding)) == TRADITIONAL


@pytest.mark.parametrize("data", [bytes(range(256)) * 20, b"\x89PNG\r\n\x1a\n" + bytes(300), b"\xff\xfe\x00\xd8"])
def test_what_is_no_text_is_refused(data: bytes) -> None:
    with pytest.raises(UnknownEncodingError):
        decode(data)


def test_markdown(tmp_path: Path) -> None:
    text = (
        "---\ntitle: 川渝合作\ndate: 2023-03-04\nsource: https://example.org/1\n---\n\n# 川渝**合作**大事记\n\n"
        "2023年3月4日，[四川省](https://example.org)与*重庆市*签署 `协议`。\n\n- 甲项\n- 乙项\n\n"
        "| 单位 | 领导 |\n|---|---|\n| 成都市 | 王某 |\n"
    )
    page = one(put(tmp_path, "m.md", text))
    assert (page.title, page.source) == ("川渝合作", "https://example.org/1")
    assert page.published is not None
    assert page.published.iso == "2023-03-04"
    found = [s for article in articles(page) for s in article.sentences]
    assert [(s.kind, s.text) for s in found] == [
        ("headline", "川渝合作大事记"),
        ("body", "2023年3月4日，四川省与重庆市签署协议。"),
        ("list", "甲项"),
        ("list", "乙项"),
        ("list", "单位 领导"),
        ("list", "成都市 王某"),
    ]
    at = found[1].text.index("重庆市")
    assert page.text[found[1].span(at, at + 3).start :].startswith("重庆市*签署")


HTML = """<!DOCTYPE html><html><head><title>川渝签约_某报</title><meta property="article:published_time"
content="2024-05-06T10:00:00+08:00"><script>var a = "<p>不是正文</p>";</script><style>p {}</style></head>
<body><div class="navbar"><a href="/">首页</a> <a href="/x">要闻</a></div>
<div class="with-sidebar-none"><h1>川渝签约&nbsp;共建园区</h1><p>本报记者 王五</p>
<p>5月6日，四川省与重庆市在
成都签署<b>《合作协议》</b>。双方&ldquo;携手&rdquo;前行，A&amp;B公司参加。</p><p><a href="/y">相关阅读</a></p>
<table><tr><td>一次</td><td>两次</td></tr></table></div><footer>版权所有</footer></body></html>"""


def test_html(tmp_path: Path) -> None:
    page = one(put(tmp_path, "h.html", HTML))
    assert page.published is not None
    assert page.published.iso == "2024-05-06"
    assert page.title == "川渝签约_某报"
    found = [s for article in articles(page) for s in article.sentences]
    assert [s.text for s in found[:4]] == [
        "川渝签约 共建园区",
        "本报记者 王五",
        "5月6日，四川省与重庆市在成都签署《合作协议》。",
        "双方“携手”前行，A&B公司参加。",
    ]
    shown = " ".join(s.text for s in found)
    assert not any(word in shown for word in ("不是正文", "首页", "相关阅读", "版权所有"))
    span = found[2].span()
    assert HTML[span.start : span.end] == "5月6日，四川省与重庆市在\n成都签署<b>《合作协议》</b>。"
    for sentence in found:
        for read_, at in zip(sentence.text, sentence.origin, strict=True):
            assert HTML[at] == read_ or HTML[at] in "& \n"


def test_a_page_whose_text_stands_in_an_element_named_like_furniture(tmp_path: Path) -> None:
    path = put(
        tmp_path, "h.htm", f"<html><body><p>小字</p><div class='main sidebar'><p>{TEXT * 3}</p></div></body></html>"
    )
    assert "".join(s.text for a in articles(one(path)) for s in a.sentences).endswith(TEXT.strip())


def test_word(tmp_path: Path) -> None:
    word = docx.Document()
    word.add_heading("川渝签约", 1)
    word.add_paragraph(TEXT.strip())
    table = word.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "成都市", "王某"
    word.save(str(tmp_path / "w.docx"))
    page = one(tmp_path / "w.docx")
    assert page.text == f"川渝签约\n{TEXT.strip()}\n成都市\t王某"
    assert page.title == "川渝签约"


def pdf(text: str) -> bytes:
    """A PDF file of one page with a line of Latin text, by hand: no library here writes one."""
    stream = f"BT /F1 12 Tf 72 720 Td ({text}) Tj ET".encode()
    fonts = b"/Resources << /Font << /F1 5 0 R >> >>"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R %s >>" % fonts,
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = len(out)
    rows = b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"xref\n0 6\n0000000000 65535 f \n%strailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (
        rows,
        table,
    )


def test_pdf(tmp_path: Path) -> None:
    assert one(put(tmp_path, "p.pdf", pdf("Chengdu and Chongqing sign."))).text.strip() == "Chengdu and Chongqing sign."
    assert one(put(tmp_path, "q.pdf.gz", gzip.compress(pdf("Two.")))).text.strip() == "Two."
    assert "no text" in error(put(tmp_path, "empty.pdf", pdf(""))).cause
    assert "broken" in error(put(tmp_path, "cut.pdf", pdf("x")[:60])).cause


def test_json_lines_keep_the_good_ones(tmp_path: Path) -> None:
    rows = [
        json.dumps({"id": "1", "title": "甲", "published": "2021-06", "source": "某报", "text": TEXT}),
        "{not json",
        json.dumps({"id": "3", "text": TEXT, "published": "2021-02-30"}),
        json.dumps({"id": "4"}),
        "",
        json.dumps({"text": TEXT}),
    ]
    found = list(read(put(tmp_path, "a.jsonl", "\n".join(rows))))
    assert [type(x).__name__ for x in found] == ["Document", "ReadError", "ReadError", "ReadError", "Document"]
    assert [x.line for x in found if isinstance(x, ReadError)] == [2, 3, 4]
    first, last = found[0], found[-1]
    assert isinstance(first, Document)
    assert isinstance(last, Document)
    assert (first.id, first.title, first.source, first.text) == ("1", "甲", "某报", TEXT)
    assert first.published is not None
    assert first.published.precision == "month"
    assert last.id == "a-6"
    assert first.digest != last.digest


def test_bad_files_name_file_cause_and_cure(tmp_path: Path) -> None:
    assert "no such file" in error(tmp_path / "missing.txt").cause
    assert "empty" in error(put(tmp_path, "a/empty.txt", b"")).cause
    assert "binary" in error(put(tmp_path, "a/binary.txt", b"\x7fELF\x00\x01\x02" * 50)).cause
    assert "damaged" in error(put(tmp_path, "a/cut.txt.gz", gzip.compress(TEXT.encode())[:30])).cause
    assert "Word" in error(put(tmp_path, "a/broken.docx", b"PK\x03\x04nothing")).cause
    put(tmp_path, "a/good.txt", TEXT)
    found = list(read(tmp_path / "a"))
    assert len([x for x in found if isinstance(x, Document)]) == 1
    assert len([x for x in found if isinstance(x, ReadError)]) == 4


def test_a_folder_gives_its_documents_sorted_without_what_describes_it(tmp_path: Path) -> None:
    for name in ("b.txt", "a/c.md", "README.md", "manifest.csv", ".hidden/x.txt", "picture.png"):
        put(tmp_path, name, TEXT)
    assert list(find(tmp_path)) == [tmp_path / "a/c.md", tmp_path / "b.txt"]
    assert list(find([tmp_path / "b.txt", str(tmp_path / "*.txt")])) == [tmp_path / "b.txt"]
    assert list(find(str(tmp_path / "**" / "*.md"))) == [tmp_path / "README.md", tmp_path / "a/c.md"]
    (nothing,) = find(put(tmp_path, "empty/.keep", "").parent)
    assert isinstance(nothing, ReadError)


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(TEXT.encode("gb18030"))))
    (page,) = read("-")
    assert isinstance(page, Document)
    assert (page.id, page.text) == ("stdin", TEXT)


def test_identifiers_are_ascii_and_stable(tmp_path: Path) -> None:
    assert one(put(tmp_path, "news 01.txt", TEXT)).id == "news-01"
    name = one(put(tmp_path, "川渝.txt", TEXT)).id
    assert name.isascii()
    assert name == one(put(tmp_path, "again/川渝.txt", TEXT)).id
