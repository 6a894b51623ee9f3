"""What a store says, read from a copy of its files, so that looking changes nothing."""
import collections
import contextlib
import pathlib
import shutil
import sqlite3
import tempfile

FINISHED = {"sent", "failed", "cancelled", "skipped"}


class Books:
    """A moment of a store that no process has open."""

    def __init__(self, store):
        with tempfile.TemporaryDirectory(prefix="herald-books-") as folder:
            copy = pathlib.Path(folder) / "copy.db"
            for ending in ("", "-wal"):
                with contextlib.suppress(FileNotFoundError):
                    shutil.copyfile(f"{store}{ending}", f"{copy}{ending}")
            with contextlib.closing(sqlite3.connect(copy)) as database:
                database.row_factory = sqlite3.Row
                self.integrity = [row[0] for row in database.execute("PRAGMA integrity_check") if row[0] != "ok"]
                self.tables = {row[0] for row in database.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
                self.rows = {
                    name: [dict(row) for row in database.execute(f"SELECT * FROM {name}")]
                    for name in sorted(self.tables)
                }

    def __getitem__(self, table):
        return self.rows.get(table, [])

    @property
    def jobs(self):
        return {row["id"]: row for row in self["job"]}

    @property
    def substance(self):
        """Everything but the count of the starts."""
        return {table: rows for table, rows in self.rows.items() if table != "meta"}

    @property
    def doubted(self):
        """Jobs of which some attempt ended in doubt."""
        return {row["job"] for row in self["delivery"] if row["ending"] == "uncertain"} | {
            row["id"] for row in self["job"] if row["in_doubt"] or row["doubts"]}

    def count(self):
        return dict(collections.Counter(row["state"] for row in self["job"]))

    def violations(self, arrived, may_repeat=False, ends={}):
        """What is wrong after recovery and a drain to the end. `arrived`: job to how often the receiver has it;
        `ends`: jobs that are known to end in another way.

        I1 nothing lost: every job is sent or held in doubt. I2 nothing is `sent` that the receiver never saw. I3 nobody
        has two, unless the store says in doubt and the channel repeats. I4 no lease is left. I5 each sent job has one
        delivery that says so.
        """
        yield from (f"the file: {finding}" for finding in self.integrity)
        jobs, doubted = self.jobs, self.doubted
        for job in set(arrived) - set(jobs):
            yield f"I3: the receiver has something for job {job}, which the store does not know"
        sent = collections.Counter(row["job"] for row in self["delivery"] if row["ending"] == "sent")
        for number, job in sorted(jobs.items()):
            state, times = job["state"], arrived.get(number, 0)
            said = f"job {number} is {state}{' (' + job['reason'] + ')' if job['reason'] else ''}"
            if state == "leased":
                yield f"I4: {said} after recovery"
            elif state == "sent" and times == 0:
                yield f"I2: {said}, and the receiver never saw it"
            elif (state, job["reason"]) == ends.get(number):
                pass
            elif state == "held" and (job["reason"] != "uncertain" or number not in doubted):
                yield f"I1: {said}, and no attempt ended in doubt"
            elif state not in ("sent", "held"):
                yield f"I1: {said}: it is neither delivered nor held in doubt"
            if times > (2 if may_repeat and number in doubted else 1):
                yield f"I3: {said}, and the receiver has it {times} times"
            if sent[number] != (state == "sent"):
                yield f"I5: {said} with {sent[number]} deliveries that say sent"
