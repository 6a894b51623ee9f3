"""Bugs that crash-sweep must find, put into a store as triggers: the product has no switch for them.

A trigger sees what herald writes and undoes or adds a part of it in the same transaction, as a herald with that bug would
have written it. `calls` are the system calls at which such a bug can show.
"""
import collections
import contextlib
import sqlite3


class Defect(collections.namedtuple("Defect", "name scenario calls sql")):
    def seed(self, store):
        with contextlib.closing(sqlite3.connect(store)) as database:
            database.executescript(self.sql)


TALK = ("sendto", "recvfrom", "fdatasync", "poll", "epoll_wait", "unlinkat")
WORK = ("fsync", "linkat", "fdatasync", "unlinkat", "pwrite64")

DEFECTS = [
    # The gate opens without a mark on the disk: who dies after the dot sends it again, and nobody speaks of doubt.
    Defect("no-mark", "mail", TALK, """
        CREATE TRIGGER defect AFTER UPDATE OF marked_at ON job
        WHEN new.marked_at IS NOT NULL AND new.channel = 'mail'
        BEGIN UPDATE job SET marked_at = NULL WHERE id = new.id; END;
        """),
    # Recovery forgets that a job was marked.
    Defect("recovery-forgets-the-mark", "mail", TALK, """
        CREATE TRIGGER defect AFTER UPDATE OF crashes ON job WHEN new.crashes > old.crashes AND old.marked_at IS NOT NULL
        BEGIN UPDATE job SET in_doubt = 0, attempts = old.attempts WHERE id = new.id; END;
        """),
    # The outcome is written with the mark, before the dot.
    Defect("sent-before-the-dot", "mail", TALK, """
        CREATE TRIGGER defect AFTER UPDATE OF marked_at ON job
        WHEN new.marked_at IS NOT NULL AND new.channel = 'mail'
        BEGIN
          UPDATE job SET state = 'sent', marked_at = NULL, leased_until = NULL, finished_at = new.marked_at WHERE id = new.id;
          INSERT INTO delivery (job, token, started_at, marked_at, ended_at, ending, receipt)
            VALUES (new.id, new.token, new.marked_at, new.marked_at, new.marked_at, 'sent', 'early');
        END;
        """),
    # Recovery does not take back what was not marked.
    Defect("recovery-leaves-leases", "drain", WORK, """
        CREATE TRIGGER defect AFTER UPDATE OF crashes ON job WHEN new.crashes > old.crashes AND old.marked_at IS NULL
        BEGIN UPDATE job SET state = 'leased', leased_until = old.leased_until, crashes = 0 WHERE id = new.id; END;
        """),
    # A doubt is settled by giving up, although looking would have ended it.
    Defect("the-dead-are-failed", "drain", WORK, """
        CREATE TRIGGER defect AFTER UPDATE OF crashes ON job WHEN new.crashes > old.crashes
        BEGIN UPDATE job SET state = 'failed', reason = 'exhausted', finished_at = old.leased_until, crashes = 0
          WHERE id = new.id; END;
        """),
]
