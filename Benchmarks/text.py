"""Segmentation beside pysbd; counts, searches and posts per second on eight networks; `herald preview` from cold.

    python3 Benchmarks/text.py --herald BINARY [--rounds N]

Segmentation is timed on the project's own articles (`Tests/Samples`) and on its cases (`Tests/Sentences`, which are
abbreviations and marks throughout), each line one call, for Herald and for pysbd 0.3.4, which is installed from PyPI into
a virtual environment under .build.

`preview` is timed as a person waits for it: the whole process, the best and the median of N runs (default 20), on an
article of 2 kB and on one of 100 kB.
"""

import argparse
import os
import pathlib
import statistics
import subprocess
import tempfile
import time
import venv

SENTENCE = "The water board of the upper Talas said on day {} that four towns share the winter flow, as agreed. "


def article(size: int) -> str:
    text = "Four towns agree to share the winter water of the Narkol reservoir\n\n"
    number = 1
    while len(text) < size:
        text += "".join(SENTENCE.format(number + i) for i in range(5)).strip() + "\n\n"
        number += 5
    return text


def preview(herald: str, size: int, rounds: int) -> tuple[float, float]:
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder, "article.txt")
        path.write_text(article(size), encoding="utf-8")
        times = []
        for _ in range(rounds):
            start = time.perf_counter()
            subprocess.run([herald, "preview", str(path)], cwd=folder, check=True, stdout=subprocess.DEVNULL)
            times.append((time.perf_counter() - start) * 1000)
        return min(times), statistics.median(times)


def pysbd() -> pathlib.Path:
    """The Python that has pysbd."""
    folder = pathlib.Path(".build/benchmarks/pysbd").absolute()
    python = folder / "bin" / "python"
    if not python.exists() or subprocess.run([python, "-c", "import pysbd"], capture_output=True).returncode != 0:
        venv.create(folder, with_pip=True, clear=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", "pysbd==0.3.4"], check=True)
    return python


LANGUAGES = ("en", "ru", "kk", "de", "fr", "es")


def articles(language: str) -> list[str]:
    files = sorted(pathlib.Path("Tests/Samples").glob(f"{language}-*"))
    return [line for file in files for line in file.read_text(encoding="utf-8").splitlines() if line]


def cases(language: str) -> list[str]:
    lines = pathlib.Path(f"Tests/Sentences/{language}.txt").read_text(encoding="utf-8").splitlines()
    own = [line for line in lines if line and line[0] != "#"]
    return [line.removeprefix("! ").replace(" | ", " ").replace("⏎", " ") for line in own]


def sentences(benchmark: pathlib.Path) -> None:
    python = pysbd()
    script = pathlib.Path("Benchmarks/pysbd_speed.py").absolute()
    print(f"{'text':<14}{'Herald':>14}{'pysbd':>12}{'ratio':>8}{'wrapping':>14}   characters/s")
    for name, lines in ("articles", articles), ("cases", cases):
        for language in LANGUAGES:
            with tempfile.NamedTemporaryFile("w", encoding="utf-8", suffix=".txt") as file:
                file.write("\n".join(lines(language) * 5))
                file.flush()
                run = subprocess.run([benchmark, language, file.name], check=True, capture_output=True, text=True)
                herald, wrapping = map(int, run.stdout.split())
                run = subprocess.run([python, script, language, file.name], check=True, capture_output=True, text=True)
                other = int(run.stdout)
            print(f"{language + ' ' + name:<14}{herald:>14,}{other:>12,}{herald / other:>7.0f}×{wrapping:>14,}")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--herald", required=True)
    parser.add_argument("--rounds", type=int, default=20)
    options = parser.parse_args()
    environment = {**os.environ, "HERALD_BENCHMARKS": "1"}
    build = ["swift", "build", "-c", "release", "--product", "TextBenchmark"]
    subprocess.run(build, env=environment, check=True, stdout=subprocess.DEVNULL)
    path = subprocess.run([*build, "--show-bin-path"], env=environment, check=True, capture_output=True, text=True)
    benchmark = pathlib.Path(path.stdout.strip(), "TextBenchmark")
    sentences(benchmark)
    lines = subprocess.run([benchmark], check=True, capture_output=True, text=True).stdout.splitlines()
    print(f"{'network':<10}{'counts/s':>12}{'searches/s':>12}{'posts/s':>10}")
    for line in lines:
        network, counts, searches, posts = line.split()
        print(f"{network:<10}{int(counts):>12,}{int(searches):>12,}{int(posts):>10,}")
    for size in 2_000, 100_000:
        best, median = preview(options.herald, size, options.rounds)
        print(f"herald preview of {size // 1000} kB: best {best:.1f} ms, median {median:.1f} ms, {options.rounds} runs")


if __name__ == "__main__":
    main()
