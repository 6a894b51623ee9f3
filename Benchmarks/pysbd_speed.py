"""How many characters of a file pysbd parts in a second: the best of three rounds over its lines, one call for each.

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
    start = time.perf_counter()
    sentences = sum(len(segmenter.segment(line)) for line in lines)
    best = max(best, sum(map(len, lines)) / (time.perf_counter() - start))
assert sentences >= len(lines)
print(int(best))
