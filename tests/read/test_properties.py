"""Whatever the text: nothing is lost, nothing invented, and every character leads back to where it stands."""

from __future__ import annotations

import re
import unicodedata

from hypothesis import example, given, settings
from hypothesis import strategies as st

from kg.model import Document
from kg.read import articles
from kg.read.sentences import SPACE
from kg.read.traditional import normalise
from kg.read.views import view

WORDS = [
    "重庆市与四川省签署合作协议",
    "本报讯 （记者 张三）",
    "张果",
    "１２３",
    "ＡＢ",
    "abc",
    "1.5",
    "運輸與發展",
    "「雙城」",
]
MARKS = [*"，。；：“”‘’（）《》！？、", "……", "——"]
SIGNS = [*'(),:?!"&', "**", "<p>", "inter-\nnational", "（上接1版）"]
SPACES = ["\n", "\n\n", "\n\n\n\n", " ", "\u3000", "\t", "\r\n", "\x0c", "\u200b"]
LINES = [
    "□本报记者 李四\n",
    "2020年4月30日\n",
    "市人大代表、某区委书记\n",
    "图片由某某提供\n",
    "# 标题\n",
    "## 小节\n",
    "- 项\n",
    "|甲|乙|\n",
]
PIECES = WORDS + MARKS + SIGNS + SPACES + LINES
TEXTS = st.one_of(
    st.text(max_size=200), st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=6)), max_size=40).map("".join)
)
WRAPPED = st.builds(
    lambda text, width: "\n".join(text[at : at + width] for at in range(0, len(text), width)),
    st.lists(st.sampled_from(WORDS[:1] + MARKS), min_size=8, max_size=80).map("".join),
    st.integers(10, 30),
)
PUNCTUATION = dict(zip(',;:!?()"「」『』﹁﹂﹃﹄﹑•・‧∙⋅━─―"', "，；：！？（）““”‘’“”‘’、·····———”", strict=True))


def document(text: str, path: str = "page.txt") -> Document:
    return Document(id="d", title="", text=text, path=path)


def stands_for(read: str, written: str) -> bool:
    """Whether a character of a sentence may stand for one of the original."""
    if read == " ":
        return re.fullmatch(SPACE, written) is not None or written == "|"
    forms = {written, unicodedata.normalize("NFKC", written), PUNCTUATION.get(written, written)}
    return (
        read in forms
        or (written == '"' and read in "“”")
        or read in {normalise("並運" * 9 + form)[-1:] for form in forms}
    )


@given(st.one_of(TEXTS, WRAPPED), st.sampled_from(["page.txt", "page.md", "page.html"]))
@settings(deadline=None, max_examples=150)
def test_every_character_leads_back(text: str, path: str) -> None:
    page = document(text, path)
    for article in articles(page):
        for sentence in article.sentences:
            assert sentence.text.strip() == sentence.text != ""
            assert len(sentence.text) == len(sentence.origin)
            assert all(a < b for a, b in zip(sentence.origin, sentence.origin[1:], strict=False))
            assert sentence.origin[0] >= 0
            assert sentence.origin[-1] < len(text)
            if path != "page.html":
                assert all(stands_for(c, text[at]) for c, at in zip(sentence.text, sentence.origin, strict=True))


@given(st.one_of(TEXTS, WRAPPED))
@settings(deadline=None, max_examples=150)
def test_nothing_is_lost_and_nothing_stands_twice(text: str) -> None:
    page = document(text)
    shown = view(page)
    wanted = {at for c, at in zip(shown.text, shown.origin, strict=True) if not re.fullmatch(SPACE, c)}
    got = [at for article in articles(page) for sentence in article.sentences for at in sentence.origin]
    kept = [at for at in got if at in wanted]
    assert len(kept) == len(set(kept))
    assert all(text[at] == "-" for at in wanted.difference(kept))


@given(st.one_of(TEXTS, WRAPPED))
@settings(deadline=None, max_examples=50)
def test_numbering_and_repetition(text: str) -> None:
    page = document(text)
    found = articles(page)
    sentences = [sentence for article in found for sentence in article.sentences]
    assert [sentence.index for sentence in sentences] == list(range(len(sentences)))
    assert [article.index for article in found] == list(range(len(found)))
    assert all(sentence.article == article.index for article in found for sentence in article.sentences)
    paragraphs = [sentence.paragraph for sentence in sentences]
    assert paragraphs == sorted(paragraphs)
    assert articles(page) == found


@given(st.one_of(st.text(max_size=300), st.text(alphabet='(),:;!?"1a㐀。', max_size=12)))
@example("(:?)㐀")
@example("\uf98c")
@settings(deadline=None)
def test_one_form_keeps_the_length(text: str) -> None:
    assert len(normalise(text)) == len(text)
    assert normalise(normalise(text)) == normalise(text)
