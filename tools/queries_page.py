"""Write docs/queries.md: every question of the catalogue, from ontology/queries (``make docs``)."""

from __future__ import annotations

from pathlib import Path

from kg.query.catalogue import Question, catalogue
from kg.query.grammar import grammar

PAGE = Path(__file__).resolve().parent.parent / "docs" / "queries.md"
HEAD = """# The questions / 问题目录

<!-- Written by `make docs` from ontology/queries; do not edit. -->

Each question is one file, `ontology/queries/NAME.rq`: a comment at its head says what it asks, which values it wants
and how its answer is best shown; below stands the SPARQL. `kg ask` lists the questions, `kg ask NAME -p KEY VALUE`
asks one, and `--sparql` prints the query with the values in it, for any SPARQL engine. [In Python](library.md):
`Graph.catalogue(NAME, key=value)`.

- **Names.** A thing is given by any of its names: full (四川省), short (四川), pinyin (`sichuansheng`, `scs`), official
  code (`510000`), key (`region/510000`) or IRI. An ambiguous name lists the candidates, an unknown one the nearest
  names (exit code 1). The names of a store lie in a file beside it, `names.json`, which is made anew by the first
  question that needs it after the store has changed; it may be removed.
- **Values** reach the engine as terms and never become query text.
- **Dates** are written `2020`, `2020-04` or `2020-04-30`; a date that the text gives only by its year counts for every
  day of that year, and what has no date is left out when a date is asked for. Queries compare dates as text, as far as
  the less exact one goes, or their bounds `cy:earliest` and `cy:latest`: engines compare partial dates differently.
- **Counting.** A fact that two documents state stands in two graphs and is counted once. Each row shows one sentence:
  the one of the first document, by its id. Names that are joined in one cell (parties, issuers) stand in no order.
- **Only what is stated as done** counts, except in `facts`, `document-facts` and `plans`, which show the modality.
- **Values that are left out** are asked for with `COALESCE(isLiteral(?from), false)` rather than `BOUND(?from)`, which
  pyoxigraph works out before it puts the value in.
- **Little is read.** What is asked with comes first (a region with its parts is read once), then its facts, and for
  each fact its statement, by subject and object: predicate and modality stand in a FILTER, because Oxigraph begins
  with a pattern that has two constants, which here means all statements. A comment `# from to: …` is a line that holds
  where one of these parameters is given; it says earlier what the query says anyway. Times at a million quads:
  [benchmarks/results/queries.md](../benchmarks/results/queries.md).

| question | 中文 | English |
|---|---|---|
"""
SPOKEN = """## In Chinese / 用中文提问

`kg ask 2020年川渝签订了哪些协议？` answers a question in Chinese by rules, without a language model. It shows the query
that the question becomes, the answer, and the sentences that it rests on.

1. The question is cut into names (those of the store, its short names, composites like 川渝, names of bodies that the
   store knows by their full name only, pinyin, codes), dates (2020年, 2020年4月30日, 去年, 2020年以来, 2019到2021年,
   2022年上半年, 近三年, “十四五”期间), titles of posts, and the words of
   [`ontology/questions/words.toml`](../ontology/questions/words.toml).
2. The first form of [`ontology/questions/forms.toml`](../ontology/questions/forms.toml) that accounts for every piece
   says which question of the catalogue is meant, and what bounds it: 哪些规划 wants names that end so, 哪些企业 wants
   companies, 哪几个, 多少 want a number, 吗, 有没有 want yes or no, 最多 wants the most.
3. Nothing is passed over: a question with a word that is in none of these is refused (exit code 1), with the word and
   with three questions that are understood. Names reach the query as terms and never become query text.

A yes-or-no question is answered from what the store holds: *no* means that nothing in it says so. A date asked for
bounds the answer to facts dated at least as exactly: what is only known to be of 2020 is no answer to 2020年5月.

The grammar was made with `tests/query/questions_dev.toml`; `questions_heldout.toml` (22 questions) was written before
any of it. At the first run 53 of the 57 and 20 of the 22 were answered rightly; now all are. Both lists are by one
author, and the store of `corpus/` is small: other people's questions will be refused more often.

Twenty more, written later by somebody who knew the examples below but not the grammar, went worse: 11 were answered
rightly, 8 refused, 1 answered wrongly (哪些区县). After words were added 16 are answered rightly and 4 refused, among
them 最近 (whose meaning is open) and 张宗益是谁.

| for example | question of the catalogue |
|---|---|
"""


def page() -> str:
    """The whole page as Markdown."""
    questions = catalogue().values()
    rows = "".join(f"| [{q.name}](#{q.name}) | {q.summary.zh} | {q.summary.en} |\n" for q in questions)
    return HEAD + rows + "\n" + _spoken() + "\n".join(_section(question) for question in questions)


def _spoken() -> str:
    """What may be asked in Chinese."""
    rows = "".join(f"| {form.says} | [{form.question}](#{form.question}) |\n" for form in grammar().forms)
    return SPOKEN + rows + "\n"


def _section(question: Question) -> str:
    lines = [f"## {question.name}", "", f"{question.summary.zh}。", f"{question.summary.en}?", ""]
    if question.note:
        lines += [f"{question.note.zh}。", f"{question.note.en[:1].upper()}{question.note.en[1:]}.", ""]
    if question.parameters:
        lines += ["| parameter | 中文 | English | type | |", "|---|---|---|---|---|"]
    for each in question.parameters:
        kind = " · ".join(f"`{value}`" for value in each.enumeration) or each.type
        need = "required" if each.required else "optional"
        lines.append(f"| `{each.name}` | {each.label.zh} | {each.label.en} | {kind} | {need} |")
    lines += ["", f"Shown as: {question.view}.", "", "```sh", question.command(), "```", ""]
    return "\n".join(lines)


if __name__ == "__main__":
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(page(), encoding="utf-8", newline="\n")
