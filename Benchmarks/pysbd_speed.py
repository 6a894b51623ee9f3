"""How many characters of a file pysbd parts in a second of processor time: the best of three rounds over its lines, one call for each.

    python3 Benchmarks/pysbd_speed.py LANGUAGE FILE
"""

import pathlib
import sys
import time

import pysbd

lines = pathlib.Path(sys.argv[2]).read_text(encoding="utf-8").splitlines()
segmenter = pysbd.Segmenter(language=sys.argv[1], clean=False)
best = 0.0
for _ in range(3):
    start = time.process_time()
    sentences = sum(len(segmenter.segment(line)) for line in lines)
    best = max(best, sum(map(len, lines)) / (time.process_time() - start))
assert sentences > 0
print(int(best))
