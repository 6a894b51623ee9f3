"""Herald's queue beside a raw C loop on the same tables, the latency of a claim, and what an idle daemon uses.

    python3 Benchmarks/jobs.py --herald BINARY --programs FOLDER [--rounds 5] [--count 20000] [--idle 60] [--short] [--strict]

Benchmarks/README.md says what the figures mean. --strict makes a target that is not met exit 1.
"""
import argparse
import contextlib
import json
import os
import pathlib
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "Scripts"))
from measure import fdatasync_microseconds
from newsroom import Newsroom

TICKS = os.sysconf("SC_CLK_TCK")


def build():
    """The benchmark's own program; HERALD_SCRATCH names another folder than .build."""
    scratch = os.environ.get("HERALD_SCRATCH")
    command = ["swift", "build", "-c", "release", "--static-swift-stdlib", "--product", "QueueBenchmark"] + (
        ["--scratch-path", scratch] if scratch else [])
    environment = os.environ | {"HERALD_BENCHMARKS": "1"}
    subprocess.run(command, env=environment, check=True, stdout=subprocess.DEVNULL)
    shown = subprocess.run([*command, "--show-bin-path"], env=environment, check=True, capture_output=True, text=True)
    return pathlib.Path(shown.stdout.strip()) / "QueueBenchmark"


def number(*command):
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"bench: {' '.join(map(str, command))} ended with {done.returncode}: {done.stderr[-2000:]}")
    return float(done.stdout.split()[0]) if done.stdout.split() else 0.0


def commits(folder, *command):
    """Calls of fdatasync on the log, counted by strace in a run that is not timed."""
    log = folder / "strace"
    subprocess.run(
        ["strace", "-f", "-qq", "-y", "-e", "trace=fdatasync", "-o", log, *map(str, command)], check=True,
        capture_output=True)
    return sum("-wal>" in line for line in log.read_text().splitlines())


def copy(store, name):
    """The store alone (its log is empty after a close), which takes itself for the original."""
    target = store.with_name(name)
    for old in store.parent.glob(f"{name}*"):
        old.unlink()
    shutil.copyfile(store, target)
    incarnation = json.loads(pathlib.Path(f"{store}.incarnation").read_text())
    incarnation["file"] = {"device": target.stat().st_dev, "inode": target.stat().st_ino}
    pathlib.Path(f"{target}.incarnation").write_text(json.dumps(incarnation))
    return target


def check(store, state, count):
    """Ends the benchmark when it did not do what it was timed for."""
    with contextlib.closing(sqlite3.connect(store)) as database:
        found = database.execute("SELECT count(*) FROM job WHERE state = ?", (state,)).fetchone()[0]
    if found != count:
        sys.exit(f"bench: {count} jobs should be {state}, {found} are")


def compare(folder, swift, raw, count, rounds):
    """Enqueue and work in turn, Herald and the raw loop, each round on copies of one store."""
    empty, opened = folder / "empty.db", folder / "opened.db"
    number(swift, "prepare", empty, 0)
    number(swift, "prepare", opened, count)
    number(swift, "open", opened)
    worst = 1e9
    for name, base, herald, loop in (
        ("enqueue", empty, ("enqueue", count), ("enqueue", count)), ("claim, mark, finish", opened, ("work",), ("work",)),
    ):
        times = {"herald": [], "raw": []}
        for turn in range(rounds):
            for who in ("herald", "raw") if turn % 2 else ("raw", "herald"):
                program, words = (swift, herald) if who == "herald" else (raw, loop)
                store = copy(base, "run.db")
                times[who].append(number(program, words[0], store, *words[1:]))
                check(store, "waiting" if base == empty else "sent", count)
        syncs = {
            who: commits(folder, program, words[0], copy(base, "run.db"), *words[1:])
            for who, program, words in (("herald", swift, herald), ("raw", raw, loop))}
        ratio = statistics.median(r / h for r, h in zip(times["raw"], times["herald"]))
        worst = min(worst, ratio)
        for who in ("raw", "herald"):
            median = statistics.median(times[who])
            print(
                f"{name:<20} {who:<7} {count / median:>9,.0f} jobs/s  {syncs[who] / median:>6,.0f} commits/s"
                + (f"  {ratio:.2f} × raw (target 0.5)" if who == "herald" else ""), flush=True)
    return worst >= 0.5


def latency(folder, swift, raw, finished, waiting):
    """The median claim of ten jobs in a large store and in a small one."""
    base = folder / "latency.db"
    number(swift, "prepare", base, 100_000)
    number(swift, "open", base)
    # The first edition, for all, is not part of it.
    number(swift, "work", base)
    found = {}
    for name, done, waits in (("small", 0, 1_000), ("large", finished, waiting)):
        store = copy(base, f"{name}.db")
        number(raw, "fill", store, done, waits)
        found[name] = statistics.median(number(swift, "latency", store) for _ in range(3))
        print(f"claim of 10, {done:>9,} finished (and 100,000 before) and {waits:>7,} waiting: {found[name]:>6,.0f} µs", flush=True)
    ratio = found["large"] / found["small"]
    print(f"claim latency, large store: {ratio:.2f} × small (target 2)")
    return ratio <= 2


def idle(folder, herald, seconds):
    newsroom = Newsroom(herald, folder / "newsroom")
    newsroom.prepare(1_000)
    newsroom.herald("run", "--drain")
    process = newsroom.start("run")
    try:
        time.sleep(5)
        before = used(process.pid)
        time.sleep(seconds)
        share = (used(process.pid) - before) / seconds
        peak = next(
            int(line.split()[1]) / 1024 for line in pathlib.Path(f"/proc/{process.pid}/status").read_text().splitlines()
            if line.startswith("VmHWM:"))
    finally:
        process.terminate()
        process.wait()
    print(f"idle daemon over {seconds} s: {100 * share:.2f} % of one processor (target 0.5), peak {peak:.1f} MB (target 60)")
    return share < 0.005 and peak < 60


def used(pid):
    """Seconds of processor time, user and system."""
    fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--herald", required=True, type=pathlib.Path)
    parser.add_argument("--programs", required=True, type=pathlib.Path)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--count", type=int, default=20_000)
    parser.add_argument("--idle", type=int, default=60)
    parser.add_argument("--finished", type=int, default=1_000_000)
    parser.add_argument("--waiting", type=int, default=100_000)
    parser.add_argument("--only", choices=["compare", "latency", "idle"])
    parser.add_argument("--strict", action="store_true")
    chosen = parser.parse_args()
    swift, raw = build(), chosen.programs / "queue"
    folder = pathlib.Path(tempfile.mkdtemp(prefix="herald-bench-"))
    met = []
    try:
        print(f"fdatasync {fdatasync_microseconds(folder):.0f} µs, load {os.getloadavg()[0]:.1f}, {os.cpu_count()} processors")
        if chosen.only in (None, "compare"):
            met.append(compare(folder, swift, raw, chosen.count, chosen.rounds))
        if chosen.only in (None, "latency"):
            met.append(latency(folder, swift, raw, chosen.finished, chosen.waiting))
        if chosen.only in (None, "idle"):
            met.append(idle(folder, chosen.herald, chosen.idle))
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    sys.exit(1 if chosen.strict and not all(met) else 0)


if __name__ == "__main__":
    main()
