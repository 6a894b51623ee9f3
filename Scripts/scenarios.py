"""What crash-sweep kills: each scenario is a newsroom before a command, the command, and what must hold after its death."""
import collections
import csv
import datetime
import os
import pathlib
import shutil
import subprocess

from books import Books
from newsroom import ARTICLE, Newsroom, smtp
from recorder import SERVER
import strace

ROOT = pathlib.Path(__file__).parent.parent
OLD_STORE = ROOT / "Tests" / "HeraldStoreTests" / "Fixtures" / "schema-1.db"

CONFIG = """newsroom: { name: The Northwick Gazette, site: "https://example.org", timezone: UTC, language: en }
store: sqlite:herald.db
channels:
  x: { sender: file, directory: outbox/x }
  thread: { sender: file, directory: outbox/thread, shape: thread }
  mail:
    from: Northwick Gazette <news@example.org>
    sessions: 2
%(sender)s
digests:
  weekly: { channel: mail, list: readers, title: Weekly digest%(schedule)s }
"""

FILES = "    sender: file\n    directory: outbox/mail"


def clock(folder, seconds):
    """The environment of a process whose wall clock is so many seconds off."""
    library = folder / "later.so"
    if not library.exists():
        subprocess.run(["cc", "-shared", "-fPIC", "-O1", "-o", library, SERVER.with_name("later.c")], check=True)
    return os.environ | {"LD_PRELOAD": str(library), "LATER": str(seconds)}


class Scenario:
    """Files as the receiver; a subclass says what is laid out and what is run."""
    arguments = ("run", "--drain")
    readers = 8
    may_repeat = False
    # Whether everything is delivered after a death.
    drains = True
    # Jobs that end otherwise than delivered or in doubt: number to state and reason.
    ends = {}

    def __init__(self, binary, folder, recorder):
        self.folder, self.recorder = folder, recorder
        self.newsroom = Newsroom(binary, folder / self.name)
        subprocess.run([binary, "init", self.newsroom.folder], check=True, capture_output=True)
        self.configure()
        (self.newsroom.folder / "harbour.txt").write_text(ARTICLE)
        with (self.newsroom.folder / "readers.csv").open("w", newline="") as file:
            csv.writer(file).writerows([("email", "name")] + [
                (f"reader{number:06}@list{number % 97}.example.net", f"Reader {number}") for number in range(self.readers)])
        self.prepare(self.newsroom)

    def configure(self, sender=FILES, schedule=""):
        path = self.newsroom.folder / "Config" / "herald.yaml"
        path.write_text(CONFIG % {"sender": sender, "schedule": schedule})

    def subscribe(self, newsroom):
        newsroom.herald("subscribers", "import", "--list", "readers", "readers.csv")

    def prepare(self, newsroom):
        raise NotImplementedError

    def begin(self, folder):
        """A copy to be killed."""
        return self.newsroom.copy(folder)

    def after(self, newsroom, books):
        """What must hold before anything else runs."""
        return ()

    def repeat(self, newsroom):
        """What a person does who saw the command die; answers what is wrong then."""
        return ()

    def drain(self, newsroom):
        newsroom.herald("run", "--drain")

    def arrived(self, newsroom, books):
        """How often the receiver has each job."""
        found = collections.Counter()
        for path in (newsroom.folder / "outbox").rglob("*"):
            if path.suffix in (".eml", ".json"):
                found[int(path.name.split("-")[0])] += 1
        return found

    def ended(self, newsroom, books):
        """What is wrong after everything is delivered, beside the books."""
        for path in (newsroom.folder / "outbox").rglob("*"):
            if path.is_file() and path.suffix not in (".eml", ".json"):
                yield f"{path.name} was left in the outbox"


class First(Scenario):
    """The first command of all makes the store, migrates it, and queues."""
    name = "first"
    arguments = ("queue", "harbour.txt")
    # Jobs before the command, and those that it makes.
    counts = (0, 2)

    def prepare(self, newsroom):
        pass

    def after(self, newsroom, books):
        yield from (f"the file: {finding}" for finding in books.integrity)
        articles, jobs, briefs = len(books["article"]), len(books["job"]), len(books["brief"])
        before, more = self.counts
        whole = {(before > 0, before, 0 if before == 0 else 1), ((before > 0) + 1, before + more, briefs)}
        if (articles, jobs, briefs) not in whole:
            yield f"queued by halves: {articles} articles, {jobs} jobs, {briefs} briefs"

    def repeat(self, newsroom):
        newsroom.herald("queue", "harbour.txt")
        jobs = len(Books(newsroom.store)["job"])
        if jobs != sum(self.counts):
            yield f"after the same command again there are {jobs} jobs, not {sum(self.counts)}"


class Queue(First):
    """Another article is queued and delivered already."""
    name = "queue"
    counts = (1, 2)

    def prepare(self, newsroom):
        (newsroom.folder / "mole.txt").write_text("The mole is mended\n\nIt holds.\n\nNews Briefs:\n\n• The crane is sold.\n")
        newsroom.herald("queue", "mole.txt", "--channel", "x")
        newsroom.herald("run", "--drain")


class Open(Scenario):
    """An edition opens for everybody on the list, or not at all."""
    name = "open"
    arguments = ("digest", "open", "weekly")
    readers = 10_000
    # Ten thousand files at each point would be most of the sweep.
    drains = False

    def prepare(self, newsroom):
        self.subscribe(newsroom)
        newsroom.herald("add", "harbour.txt")
        self.owed = self.readers

    def after(self, newsroom, books):
        editions = [(row["number"], row["owed"]) for row in books["edition"]]
        found = (editions, len(books["job"]), len(books["edition_brief"]))
        if found not in (([], 0, 0), ([(1, self.owed)], self.owed, 5)):
            yield f"opened by halves: editions {editions}, {found[1]} jobs, {found[2]} briefs"

    def repeat(self, newsroom):
        is_open = bool(Books(newsroom.store)["edition"])
        newsroom.herald("digest", "open", "weekly", allowed=(1, 65) if is_open else (0,))
        books = Books(newsroom.store)
        addresses = {row["address"] for row in books["job"]}
        if (len(books["edition"]), len(books["job"]), len(addresses)) != (1, self.owed, self.owed):
            yield f"after the same command again: {len(books['edition'])} editions, {len(books['job'])} jobs"


class Scheduled(Scenario):
    """A drain that finds a scheduled edition due opens it once, and delivers it."""
    name = "schedule"

    def prepare(self, newsroom):
        due = datetime.datetime.now(datetime.timezone.utc) - datetime.timedelta(minutes=2)
        self.configure(schedule=f', every: "daily {due:%H:%M}"')
        # The digest has to be known before the time of its run.
        early = clock(self.folder, -3600)
        for arguments in (("subscribers", "import", "--list", "readers", "readers.csv"), ("add", "harbour.txt")):
            done = subprocess.run([newsroom.binary, *arguments], cwd=newsroom.folder, env=early, capture_output=True)
            done.check_returncode()

    def repeat(self, newsroom):
        newsroom.herald("run", "--drain")
        books = Books(newsroom.store)
        if (len(books["edition"]), len(books["job"])) != (1, self.readers):
            yield f"the run was opened {len(books['edition'])} times and owes {len(books['job'])} mails"


class Drain(Scenario):
    """Posts, a thread and an edition go into files."""
    name = "drain"

    def prepare(self, newsroom):
        self.subscribe(newsroom)
        newsroom.herald("queue", "harbour.txt")
        newsroom.herald("digest", "open", "weekly")


class Mail(Drain):
    """The same edition goes to a mail server, and what is in doubt is held."""
    name = "mail"
    on_uncertain = "hold"

    def configure(self, sender=None, schedule=""):
        super().configure(smtp(self.recorder.port, self.on_uncertain))

    def begin(self, folder):
        self.before = len(self.recorder.read().accepted)
        return super().begin(folder)

    def arrived(self, newsroom, books):
        jobs = {row["address"]: number for number, row in books.jobs.items() if row["channel"] == "mail"}
        found = super().arrived(newsroom, books)
        for mail in self.recorder.read().accepted[self.before:]:
            found[jobs.get(mail.recipient, mail.recipient)] += 1
        return found


class MailAgain(Mail):
    """What is in doubt is sent a second time, 15 minutes later."""
    name = "mail-again"
    on_uncertain = "retry"
    may_repeat = True

    def repeat(self, newsroom):
        newsroom.herald("run", "--drain")
        return ()

    def drain(self, newsroom):
        subprocess.run(
            [newsroom.binary, "run", "--drain"], cwd=newsroom.folder, env=clock(self.folder, 16 * 60), capture_output=True,
        ).check_returncode()


class Recovery(Mail):
    """The next start after a death: some jobs are leased, some marked, and it dies itself."""
    name = "recovery"

    def prepare(self, newsroom):
        super().prepare(newsroom)
        whole = newsroom.copy(self.folder / "recovery-before")
        command = [newsroom.binary, "run", "--drain"]
        for call, number in [(call, number) for number in range(2, 40) for call in ("sendto", "fdatasync", "recvfrom")]:
            shutil.rmtree(newsroom.folder)
            whole.copy(newsroom.folder)
            # What the server has from the first death counts too.
            self.since = len(self.recorder.read().accepted)
            if not strace.is_killed(command, newsroom.folder, call, number):
                continue
            leased = [row["marked_at"] is not None for row in Books(newsroom.store)["job"] if row["state"] == "leased"]
            if True in leased and False in leased:
                self.first = self.recorder.read().accepted[self.since:]
                return
        raise RuntimeError("no death left leases of both kinds")

    def arrived(self, newsroom, books):
        jobs = {row["address"]: number for number, row in books.jobs.items() if row["channel"] == "mail"}
        found = super().arrived(newsroom, books)
        for mail in self.first:
            found[jobs[mail.recipient]] += 1
        return found


class RecoveryOfFiles(Drain):
    """The same with files: a doubt ends by looking."""
    name = "recovery-files"

    def prepare(self, newsroom):
        super().prepare(newsroom)
        if not strace.is_killed([newsroom.binary, "run", "--drain"], newsroom.folder, "linkat", 2):
            raise RuntimeError("nothing was linked a second time")


class Migration(Scenario):
    """A store of the first schema is old or new, never between."""
    name = "migration"

    def prepare(self, newsroom):
        shutil.copyfile(OLD_STORE, newsroom.store)
        before = Books(newsroom.store)
        self.before = {table: len(before[table]) for table in before.tables}
        reference = newsroom.copy(self.folder / "migration-reference")
        reference.herald("run", "--drain")
        end = Books(reference.store)
        self.ends = {number: (row["state"], row["reason"]) for number, row in end.jobs.items()}
        self.migrations = [row["identifier"] for row in end["grdb_migrations"]]

    def after(self, newsroom, books):
        yield from (f"the file: {finding}" for finding in books.integrity)
        done = [row["identifier"] for row in books["grdb_migrations"]]
        by_number = lambda name: int(name.split(":")[0])
        if sorted(done, key=by_number) != sorted(self.migrations, key=by_number)[:len(done)]:
            yield f"migrated out of order: {done}"
        if any(table.startswith("job_with") for table in books.tables):
            yield f"between two schemas: {sorted(books.tables)}"
        for table in ("article", "brief", "job", "edition", "subscriber"):
            if len(books[table]) != self.before[table]:
                yield f"{table} had {self.before[table]} rows and has {len(books[table])}"

    def arrived(self, newsroom, books):
        """Of the jobs that were sent before, the old store's own word; of the others, the files."""
        found = super().arrived(newsroom, books)
        for row in Books(OLD_STORE)["job"]:
            found[row["id"]] += row["state"] == "sent"
        return found

    def ended(self, newsroom, books):
        yield from super().ended(newsroom, books)
        found = {number: (row["state"], row["reason"]) for number, row in books.jobs.items()}
        if found != self.ends:
            yield f"the jobs end otherwise than without a death: {set(found.items()) ^ set(self.ends.items())}"


class Import(Scenario):
    """People are added in chunks; the same file again adds the rest."""
    name = "import"
    arguments = ("subscribers", "import", "--list", "readers", "readers.csv")
    readers = 3_000

    def prepare(self, newsroom):
        newsroom.herald("status")

    def after(self, newsroom, books):
        yield from (f"the file: {finding}" for finding in books.integrity)
        count = len(books["subscriber"])
        if count % 1_000 != 0:
            yield f"{count} people were added: part of a chunk"

    def repeat(self, newsroom):
        self.subscribe(newsroom)
        people = Books(newsroom.store)["subscriber"]
        if (len(people), len({row["identity"] for row in people})) != (self.readers, self.readers):
            yield f"after the same command again the list has {len(people)} people"


class Rehearsal(Drain):
    """`run --into` works a copy; the store stays as it is."""
    name = "rehearsal"
    arguments = ("run", "--into", "rehearsal")

    def prepare(self, newsroom):
        super().prepare(newsroom)
        self.before = Books(newsroom.store)

    def after(self, newsroom, books):
        if books.substance != self.before.substance:
            yield "the store was changed"
        if (newsroom.folder / "outbox").exists():
            yield "something was delivered"


class Backup(Rehearsal):
    """A backup that has its name is whole."""
    name = "backup"
    arguments = ("backup", "kept.db")

    def after(self, newsroom, books):
        yield from super().after(newsroom, books)
        kept = newsroom.folder / "kept.db"
        if kept.exists() and (Books(kept).integrity or Books(kept).substance != self.before.substance):
            yield "a backup that is not whole has its name"

    def repeat(self, newsroom):
        kept = newsroom.folder / "kept.db"
        if not kept.exists():
            newsroom.herald(*self.arguments)
        if Books(kept).substance != self.before.substance:
            yield "the backup holds something else than the store"


ALL = (
    First, Queue, Open, Scheduled, Drain, Mail, MailAgain, Recovery, RecoveryOfFiles, Migration, Import, Rehearsal, Backup,
)
