extension Schema {
  /// A post may have a slot of its channel and a time after which it is missed; a digest remembers its schedule. The table
  /// of jobs is made anew because SQLite cannot change its CHECKs; ids stay.
  static let schedules = """
    CREATE TABLE job_with_slot (
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
      slot TEXT,
      missed_after INTEGER,
      misfires INTEGER NOT NULL DEFAULT 0 CHECK (misfires >= 0),
      UNIQUE (edition, subscriber),
      CHECK ((article IS NULL) <> (edition IS NULL)),
      CHECK (brief IS NULL OR article IS NOT NULL),
      CHECK ((edition IS NULL) = (subscriber IS NULL)),
      CHECK ((edition IS NULL) = (address IS NULL)),
      CHECK (edition IS NULL OR (slot IS NULL AND missed_after IS NULL)),
      CHECK ((state = 'leased') = (leased_until IS NOT NULL)),
      CHECK (marked_at IS NULL OR (state = 'leased' AND wire_sha256 IS NOT NULL)),
      CHECK ((state IN ('sent', 'failed', 'cancelled', 'skipped')) = (finished_at IS NOT NULL)),
      -- Nobody sends what a person has to approve and has not.
      CHECK (NOT needs_approval OR approved_sha256 IS NOT NULL OR state NOT IN ('waiting', 'leased')),
      -- A CHECK that is NULL passes, so a missing reason must not make it NULL.
      CHECK (CASE state
        WHEN 'held' THEN COALESCE(reason, '')
          IN ('approval', 'misfire', 'uncertain', 'changed', 'poison', 'undecodable')
        WHEN 'failed' THEN COALESCE(reason, '') IN ('rejected', 'exhausted', 'expired')
        WHEN 'skipped' THEN COALESCE(reason, '') IN ('unsubscribed')
        ELSE reason IS NULL END)
    ) STRICT;

    INSERT INTO job_with_slot (
      id, channel, article, brief, edition, subscriber, address, name, run, part, follows, content, revision,
      edited_at, needs_approval, approved_sha256, destination, priority, state, reason, due, created_at, attempts,
      crashes, in_doubt, doubts, token, leased_until, first_claimed_at, marked_at, wire_sha256, note, expires,
      cancel_asked, finished_at)
    SELECT
      id, channel, article, brief, edition, subscriber, address, name, run, part, follows, content, revision,
      edited_at, needs_approval, approved_sha256, destination, priority, state, reason, due, created_at, attempts,
      crashes, in_doubt, doubts, token, leased_until, first_claimed_at, marked_at, wire_sha256, note, expires,
      cancel_asked, finished_at
    FROM job;

    DROP TABLE job;
    ALTER TABLE job_with_slot RENAME TO job;

    CREATE UNIQUE INDEX job_posting ON job (article, COALESCE(brief, 0), channel, run, part)
      WHERE article IS NOT NULL;
    CREATE INDEX job_waiting ON job (channel, priority, due, id) WHERE state = 'waiting' AND crashes = 0;
    CREATE INDEX job_suspect ON job (due, id) WHERE state = 'waiting' AND crashes > 0;
    CREATE INDEX job_leased ON job (leased_until) WHERE state = 'leased';
    CREATE INDEX job_ledger ON job (channel, state);
    CREATE INDEX job_follows ON job (follows) WHERE follows IS NOT NULL;
    -- One post for each slot; one that is cancelled or failed gives its slot back.
    CREATE UNIQUE INDEX job_slot ON job (channel, slot)
      WHERE slot IS NOT NULL AND state IN ('waiting', 'leased', 'held', 'sent');
    CREATE INDEX job_missed ON job (missed_after)
      WHERE state = 'waiting' AND missed_after IS NOT NULL AND first_claimed_at IS NULL;

    -- Which schedule a digest has, and since when: its runs begin there. NULL is not known yet.
    ALTER TABLE digest ADD COLUMN schedule TEXT;
    ALTER TABLE digest ADD COLUMN scheduled_at INTEGER NOT NULL DEFAULT 0;
    UPDATE digest SET scheduled_at = registered_at;
    """
}
