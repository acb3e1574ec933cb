"""``python -m kg.read FILE…`` shows how a text is read: articles, kinds, paragraphs, sentences."""

from __future__ import annotations

import sys

from kg.read import ReadError, articles, read


def main(paths: list[str]) -> int:
    """Write every sentence on one line: number, paragraph, kind, offsets, text. Returns 3 where a file failed."""
    failed = False
    for document in read(paths or ["-"]):
        if isinstance(document, ReadError):
            sys.stderr.write(f"{document}\n")
            failed = True
            continue
        when = document.published.iso if document.published else "?"
        sys.stdout.write(f"== {document.id} | {when} | {document.title}\n")
        for article in articles(document):
            sys.stdout.write(f"-- article {article.index}: {article.title}\n")
            for s in article.sentences:
                span = s.span()
                sys.stdout.write(f"{s.index}\t{s.paragraph}\t{s.kind}\t{span.start}-{span.end}\t{s.text}\n")
    return 3 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
