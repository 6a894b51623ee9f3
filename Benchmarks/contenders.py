"""Everybody who sends the edition: what each is, and one run of it."""
import contextlib
import json
import os
import pathlib
import re
import shutil
import sqlite3
import subprocess
import sys

from measure import Sink, run
from newsroom import Newsroom, smtp

HERE = pathlib.Path(__file__).parent
NAMES = {
    "a": "(a) libcurl upload, C",
    "b": "(b) pipelined, C",
    "c": "(c) pipelined and committed, C",
    "d": "(d) smtp-source -d",
    "e": "(e) Python smtplib",
    "herald": "herald run --drain",
}


class Contenders:
    """All send as many messages of the same size. `folder` gets the newsroom from which each run takes a copy."""

    def __init__(self, herald, programs, folder, messages):
        self.programs, self.folder, self.messages = programs, folder, messages
        self.newsroom = Newsroom(herald, folder / "newsroom")
        addresses = self.newsroom.prepare(messages, smtp(25))
        self.message = self.example(herald)
        self.size = self.message.stat().st_size
        with contextlib.closing(sqlite3.connect(self.newsroom.store)) as store:
            owed = store.execute("SELECT id, address FROM job WHERE state = 'waiting' ORDER BY id").fetchall()
        if [address for _, address in owed] != addresses:
            sys.exit("bench: the edition does not owe one mail to each subscriber")
        self.addresses = self.listed("addresses", addresses)
        self.few = self.listed("few", addresses[:max(1, messages // 10)])
        self.jobs = self.listed("jobs", [f"{job} {address}" for job, address in owed])

    def listed(self, name, lines):
        path = self.folder / name
        path.write_text("".join(f"{line}\n" for line in lines))
        return path

    def example(self, herald):
        """One mail of the same edition, as Herald writes it."""
        one = Newsroom(herald, self.folder / "one")
        one.prepare(1)
        one.herald("run", "--drain")
        mail, = (one.folder / "outbox" / "mail").glob("*.eml")
        return mail

    def run(self, name, sessions, sink=()):
        return getattr(self, "run_" + name)(sessions, sink)

    def reference(self, program, sessions, recipients, messages, sink, more=()):
        def command(port):
            return [*program, f"smtp://127.0.0.1:{port}", str(sessions), self.message, recipients, *more]
        return run(command, messages, self.folder, sink=sink)

    def run_a(self, sessions, sink):
        return self.reference([self.programs / "upload"], sessions, self.addresses, self.messages, sink)

    def run_b(self, sessions, sink):
        return self.reference([self.programs / "pipelined"], sessions, self.addresses, self.messages, sink)

    def run_c(self, sessions, sink):
        store = self.folder / "c.db"
        shutil.copyfile(self.newsroom.store, store)
        with contextlib.closing(sqlite3.connect(store)) as database, database:
            database.execute(
                "UPDATE job SET state = 'leased', token = 1, leased_until = 1 << 60, first_claimed_at = 0")
        done = self.reference([self.programs / "pipelined"], sessions, self.jobs, self.messages, sink, [store])
        self.check_rows(store)
        for file in self.folder.glob("c.db*"):
            file.unlink()
        return done

    def run_d(self, sessions, sink):
        def command(port):
            return ["smtp-source", "-d", "-s", str(sessions), "-m", str(self.messages), "-l", str(self.size),
                    "-f", "news@example.org", "-t", "reader@list.example.net", f"127.0.0.1:{port}"]
        return run(command, self.messages, self.folder, sink=sink)

    def run_e(self, sessions, sink):
        """A tenth of the messages: it is slow, and its rate does not depend on how many there are."""
        def command(port):
            return [sys.executable, HERE / "smtplib_threads.py", f"127.0.0.1:{port}", str(sessions), self.message, self.few]
        return run(command, max(1, self.messages // 10), self.folder, sink=sink)

    def run_herald(self, sessions, sink):
        newsroom = self.newsroom.copy(self.folder / "copy")

        def command(port):
            newsroom.configure(smtp(port), sessions)
            return [newsroom.binary, "run", "--drain"]
        done = run(command, self.messages, self.folder, sink=sink, cwd=newsroom.folder)
        states, problems = newsroom.audit()
        if problems or states != {"sent": self.messages}:
            sys.exit(f"bench: herald's books: {states} {problems}")
        self.check_rows(newsroom.store)
        shutil.rmtree(newsroom.folder)
        return done

    def herald_syncs(self, sessions):
        """How often a drain calls fdatasync, counted by strace in a run that is not timed."""
        newsroom = self.newsroom.copy(self.folder / "copy")
        sink = Sink(self.folder / "sink.log")
        try:
            newsroom.configure(smtp(sink.port), sessions)
            counts = self.folder / "strace"
            subprocess.run(
                ["strace", "-f", "--seccomp-bpf", "-c", "-e", "trace=fdatasync", "-o", counts, newsroom.binary, "run",
                 "--drain"], cwd=newsroom.folder, check=True, capture_output=True)
        finally:
            sink.stop()
        shutil.rmtree(newsroom.folder)
        found = re.search(r"^\s*\S+\s+\S+\s+\S+\s+(\d+)\s+.*fdatasync$", counts.read_text(), re.MULTILINE)
        if not found:
            sys.exit(f"bench: strace counted no fdatasync: {counts.read_text()}")
        return int(found[1])

    def check_rows(self, store):
        """One durable delivery for each message, sent, after a mark."""
        with contextlib.closing(sqlite3.connect(store)) as database:
            rows = database.execute(
                "SELECT count(*), count(DISTINCT job), sum(ending = 'sent' AND marked_at IS NOT NULL) FROM delivery"
            ).fetchone()
        if rows != (self.messages,) * 3:
            sys.exit(f"bench: {self.messages} messages, but deliveries, jobs delivered, marked and sent are {rows}")
