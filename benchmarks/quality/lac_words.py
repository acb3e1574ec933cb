"""Words and tags by LAC, in an environment of its own: ``python lac_words.py GIVEN.json FOUND.json``.

GIVEN holds for each text its sentences; FOUND gets for each text its words with their tags.
"""

import json
import sys
from pathlib import Path

import paddle
from paddle import base

# LAC 2.1 imports paddle.fluid, which later became paddle.base.
sys.modules["paddle.fluid"] = base
sys.modules["paddle.fluid.core"] = base.core
paddle.fluid = base

from LAC import LAC  # noqa: E402 - after the line above

BATCH = 32


def words(tagger: LAC, sentences: list[str]) -> list[tuple[str, str]]:
    """The words of one text, in order."""
    found: list[tuple[str, str]] = []
    sentences = [each for each in sentences if each.strip()]
    for start in range(0, len(sentences), BATCH):
        for said, tags in tagger.run(sentences[start : start + BATCH]):
            found += zip(said, tags, strict=True)
    return found


if __name__ == "__main__":
    given, out = map(Path, sys.argv[1:])
    lac = LAC(mode="lac")
    texts = json.loads(given.read_text(encoding="utf-8"))
    out.write_text(json.dumps([words(lac, text) for text in texts]), encoding="utf-8")
