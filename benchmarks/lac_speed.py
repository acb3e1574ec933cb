"""LAC's speed, in an environment of its own: ``python lac_speed.py TEXTS.jsonl`` prints a JSON object."""

import json
import os
import sys
import time
from pathlib import Path

os.environ.update(OMP_NUM_THREADS="1", CPU_NUM="1")
sys.path.insert(0, str(Path(__file__).with_name("quality")))

from lac_words import LAC, words

PART = 4  # of the paragraphs every fourth, as for jieba.posseg

if __name__ == "__main__":
    texts = [json.loads(line)["text"] for line in Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()]
    paragraphs = [line for text in texts for line in text.split("\n") if line.strip()][::PART]
    tagger = LAC(mode="lac")
    words(tagger, paragraphs[:2])
    begin = time.process_time()
    words(tagger, paragraphs)
    print(json.dumps({"cpu_s": time.process_time() - begin, "bytes": sum(len(each.encode()) for each in paragraphs)}))
