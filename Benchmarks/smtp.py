"""Sends one digest in every way, in interleaved rounds, and says how herald stands beside the others.

Called by Scripts/bench smtp, which names the options; README.md says what each figure means.
"""
import argparse
import os
import pathlib
import statistics
import sys
import tempfile

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "Scripts"))
from contenders import NAMES, Contenders
from measure import fdatasync_microseconds

# The targets: sessions to (reference, least ratio of messages/s).
RATE_TARGETS = {10: [("a", 1.2), ("e", 10)], 20: [("a", 1.5), ("b", 0.35), ("e", 10)], 50: [("a", 1.8), ("e", 10)]}
COST_TARGET = 0.8
PEAK_TARGET = 64


def median(values):
    return statistics.median(values)


class Rounds:
    """All rounds at one number of sessions. Each contender runs once in each round, a different one first."""

    def __init__(self, contenders, sessions, rounds):
        self.sessions = sessions
        self.runs = {name: [] for name in NAMES}
        self.syncs, self.loads = [], []
        names = list(NAMES)
        for number in range(rounds):
            self.syncs.append(fdatasync_microseconds(contenders.folder))
            self.loads.append(os.getloadavg()[0])
            for name in names[number % len(names):] + names[:number % len(names)]:
                self.runs[name].append(contenders.run(name, sessions))
        self.commits = {"c": median(run.commits for run in self.runs["c"]), "herald": contenders.herald_syncs(sessions)}

    def rate(self, name):
        return median(run.rate for run in self.runs[name])

    def cost(self, name):
        return median(run.cost for run in self.runs[name])

    def ratio(self, name, other, what):
        """The median of what each round gave."""
        return median(what(one) / what(two) for one, two in zip(self.runs[name], self.runs[other]))

    def table(self, messages):
        print(f"\n{self.sessions} sessions, {messages} messages, medians of {len(self.syncs)} rounds; fdatasync "
              f"{median(self.syncs):.0f} µs, load {median(self.loads):.1f}")
        print(f"{'':32}{'messages/s':>11}{'(least–most)':>16}{'× (a)':>7}{'× (b)':>7}{'µs/message':>12}{'× (a)':>7}"
              f"{'peak MB':>9}{'commits':>9}{'/s':>7}")
        for name, title in NAMES.items():
            rates = [run.rate for run in self.runs[name]]
            commits = self.commits.get(name)
            seconds = median(run.seconds for run in self.runs[name])
            print(f"{title:32}{median(rates):11,.0f}{f'({min(rates):,.0f}–{max(rates):,.0f})':>16}"
                  f"{self.ratio(name, 'a', lambda run: run.rate):7.2f}{self.ratio(name, 'b', lambda run: run.rate):7.2f}"
                  f"{self.cost(name):12.1f}{self.ratio(name, 'a', lambda run: run.cost):7.2f}"
                  f"{median(run.peak for run in self.runs[name]):9.1f}"
                  + (f"{commits:9,.0f}{commits / seconds:7,.0f}" if commits else ""), flush=True)

    def targets(self):
        for other, least in RATE_TARGETS.get(self.sessions, []):
            found = self.ratio("herald", other, lambda run: run.rate)
            yield f"{self.sessions} sessions: ≥ {least} × ({other})", f"{found:.2f}", found >= least
        found = self.ratio("herald", "a", lambda run: run.cost)
        yield f"{self.sessions} sessions: processor time per message ≤ {COST_TARGET} × (a)", f"{found:.2f}", found <= COST_TARGET


def peaks(herald, programs, folder, sizes):
    """The peak memory of a drain of few and of many messages, over 20 sessions."""
    found = []
    for messages in sizes:
        place = folder / f"peak-{messages}"
        place.mkdir()
        run = Contenders(herald, programs, place, messages).run("herald", 20)
        print(f"{messages:,} messages over 20 sessions: peak {run.peak:.1f} MB, {run.rate:,.0f} messages/s", flush=True)
        found.append(run.peak)
    few, many = found
    yield f"peak at {sizes[1]:,} ≤ {PEAK_TARGET} MB", f"{many:.1f} MB", many <= PEAK_TARGET
    yield f"peak at {sizes[1]:,} within ± 20 % of that at {sizes[0]:,}", f"{many / few:.2f} ×", 0.8 <= many / few <= 1.2


def dot_delay(contenders):
    """Each final dot is answered after a second. Only what has all sessions at their dots at once takes 10 seconds."""
    print(f"\nThe dot is answered after 1 second (smtp-sink -W .:1): {contenders.messages} messages over 10 sessions")
    for name in ("b", "c", "herald", "a"):
        run = contenders.run(name, 10, ("-W", ".:1"))
        print(f"{NAMES[name]:32}{run.seconds:7.1f} s", flush=True)
        if name == "herald":
            yield "dot delay: 100 messages over 10 sessions in ≤ 11 s", f"{run.seconds:.1f} s", run.seconds <= 11


def say_targets(targets):
    print("\ntargets")
    met = True
    for target, found, holds in targets:
        met = met and holds
        print(f"  {'met    ' if holds else 'NOT MET'}  {target}: {found}")
    return met


options = argparse.ArgumentParser(prog="bench smtp", description="Sends one digest in every way, side by side.")
options.add_argument("--messages", type=int, default=20_000)
options.add_argument("--rounds", type=int, default=5)
options.add_argument("--sessions", default="10,20,50", help="comma-separated; default 10,20,50")
options.add_argument("--dot-delay", action="store_true", help="only: one second at each final dot (two minutes)")
options.add_argument("--memory", action="store_true", help="only: peak memory at 10,000 and at 100,000 messages")
options.add_argument("--short", action="store_true", help="one round of 2,000 messages over 10 and 20 sessions: does it run?")
options.add_argument("--strict", action="store_true", help="exit 1 when a target is not met")
options.add_argument("--herald", type=pathlib.Path, required=True, help=argparse.SUPPRESS)
options.add_argument("--programs", type=pathlib.Path, required=True, help=argparse.SUPPRESS)
options.error = lambda message: (print(f"bench: {message}", file=sys.stderr), sys.exit(64))
chosen = options.parse_args()
if chosen.short:
    chosen.messages, chosen.rounds, chosen.sessions = 2_000, 1, "10,20"
try:
    sessions_list = [int(word) for word in chosen.sessions.split(",")]
except ValueError:
    options.error(f"--sessions {chosen.sessions}: expected numbers with commas between them")
if min(chosen.messages, chosen.rounds, *sessions_list) < 1:
    options.error("--messages, --rounds and --sessions take numbers from 1")

with tempfile.TemporaryDirectory(prefix="herald-bench-") as scratch:
    FOLDER = pathlib.Path(scratch)
    FOLDER.chmod(0o755)
    results = []
    if chosen.dot_delay:
        results += dot_delay(Contenders(chosen.herald, chosen.programs, FOLDER, 100))
    if chosen.memory:
        results += peaks(chosen.herald, chosen.programs, FOLDER, (10_000, 100_000))
    if not chosen.dot_delay and not chosen.memory:
        everybody = Contenders(chosen.herald, chosen.programs, FOLDER, chosen.messages)
        print(f"one message is {everybody.size:,} octets; {os.cpu_count()} processors, shared with smtp-sink")
        for sessions in sessions_list:
            rounds = Rounds(everybody, sessions, chosen.rounds)
            rounds.table(chosen.messages)
            results += rounds.targets()
        if not chosen.short:
            results += peaks(chosen.herald, chosen.programs, FOLDER, (10_000, 100_000))
    met = say_targets(results)
sys.exit(1 if chosen.strict and not met else 0)
