extension Schema {
  /// A person may have to approve a job's text before it goes out, and may edit it; a channel, or the whole store, may
  /// be paused; finished mails may be folded into the totals of their edition. The table of jobs is made anew because
  /// SQLite cannot change its CHECKs; ids stay.
  static let hands = """
    CREATE TABLE job_with_approval (
      id INTEGER PRIMARY KEY,
      channel TEXT NOT NULL,
      article INTEGER REFERENCES article,
      brief INTEGER REFERENCES brief,
      edition INTEGER REFERENCES edition,
      subscriber INTEGER REFERENCES subscriber,
      address TEXT,
      name TEXT,
      run INTEGER NOT NULL DEFAULT 1 CHECK (run > 0),
      part INTEGER NOT NULL DEFAULT 0 CHECK (part >= 0),
      follows INTEGER REFERENCES job,
      content INTEGER NOT NULL REFERENCES content,
      revision INTEGER NOT NULL DEFAULT 1 CHECK (revision > 0),
      edited_at INTEGER,
      needs_approval INTEGER NOT NULL DEFAULT 0 CHECK (needs_approval IN (0, 1)),
      approved_sha256 TEXT CHECK (approved_sha256 IS NULL OR length(approved_sha256) = 64),
      destination TEXT NOT NULL,
      priority INTEGER NOT NULL DEFAULT 0,
      state TEXT NOT NULL DEFAULT 'waiting'
        CHECK (state IN ('waiting', 'leased', 'sent', 'held', 'failed', 'cancelled', 'skipped')),
      reason TEXT,
      due INTEGER NOT NULL,
      created_at INTEGER NOT NULL,
      attempts INTEGER NOT NULL DEFAULT 0 CHECK (attempts >= 0),
      crashes INTEGER NOT NULL DEFAULT 0 CHECK (crashes >= 0),
      in_doubt INTEGER NOT NULL DEFAULT 0 CHECK (in_doubt IN (0, 1)),
      doubts INTEGER NOT NULL DEFAULT 0 CHECK (doubts >= 0),
      token INTEGER NOT NULL DEFAULT 0,
      leased_until INTEGER,
      first_claimed_at INTEGER,
      marked_at INTEGER,
      wire_sha256 TEXT,
      note TEXT,
      expires INTEGER,
      cancel_asked INTEGER NOT NULL DEFAULT 0 CHECK (cancel_asked IN (0, 1)),
      finished_at INTEGER,
      UNIQUE (edition, subscriber),
      CHECK ((article IS NULL) <> (edition IS NULL)),
      CHECK (brief IS NULL OR article IS NOT NULL),
      CHECK ((edition IS NULL) = (subscriber IS NULL)),
      CHECK ((edition IS NULL) = (address IS NULL)),
      CHECK ((state = 'leased') = (leased_until IS NOT NULL)),
      CHECK (marked_at IS NULL OR (state = 'leased' AND wire_sha256 IS NOT NULL)),
      CHECK ((state IN ('sent', 'failed', 'cancelled', 'skipped')) = (finished_at IS NOT NULL)),
      -- Nobody sends what a person has to approve and has not.
      CHECK (NOT needs_approval OR approved_sha256 IS NOT NULL OR state NOT IN ('waiting', 'leased')),
      -- A CHECK that is NULL passes, so a missing reason must not make it NULL.
      CHECK (CASE state
        WHEN 'held' THEN COALESCE(reason, '') IN ('approval', 'uncertain', 'changed', 'poison', 'undecodable')
        WHEN 'failed' THEN COALESCE(reason, '') IN ('rejected', 'exhausted', 'expired')
        WHEN 'skipped' THEN COALESCE(reason, '') IN ('unsubscribed')
        ELSE reason IS NULL END)
    ) STRICT;

    INSERT INTO job_with_approval (
      id, channel, article, brief, edition, subscriber, address, name, run, part, follows, content, revision,
      destination, priority, state, reason, due, created_at, attempts, crashes, in_doubt, doubts, token, leased_until,
      first_claimed_at, marked_at, wire_sha256, note, expires, cancel_asked, finished_at)
    SELECT
      id, channel, article, brief, edition, subscriber, address, name, run, part, follows, content, revision,
      destination, priority, state, reason, due, created_at, attempts, crashes, in_doubt, doubts, token, leased_until,
      first_claimed_at, marked_at, wire_sha256, note, expires, cancel_asked, finished_at
    FROM job;

    DROP TABLE job;
    ALTER TABLE job_with_approval RENAME TO job;

    CREATE UNIQUE INDEX job_posting ON job (article, COALESCE(brief, 0), channel, run, part)
      WHERE article IS NOT NULL;
    CREATE INDEX job_waiting ON job (channel, priority, due, id) WHERE state = 'waiting' AND crashes = 0;
    CREATE INDEX job_suspect ON job (due, id) WHERE state = 'waiting' AND crashes > 0;
    CREATE INDEX job_leased ON job (leased_until) WHERE state = 'leased';
    CREATE INDEX job_ledger ON job (channel, state);
    CREATE INDEX job_follows ON job (follows) WHERE follows IS NOT NULL;

    -- A channel that takes nothing until somebody resumes it; '*' is every channel of this store.
    CREATE TABLE pause (
      channel TEXT PRIMARY KEY,
      since INTEGER NOT NULL,
      cause TEXT NOT NULL CHECK (cause IN ('person', 'copy')),
      detail TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;

    -- What was pruned: the jobs of an edition that are finished and were taken out, counted. A state without a reason
    -- has the reason ''.
    CREATE TABLE edition_total (
      edition INTEGER NOT NULL REFERENCES edition,
      state TEXT NOT NULL CHECK (state IN ('sent', 'failed', 'cancelled', 'skipped')),
      reason TEXT NOT NULL,
      count INTEGER NOT NULL CHECK (count > 0),
      PRIMARY KEY (edition, state, reason)
    ) STRICT, WITHOUT ROWID;
    """
}
