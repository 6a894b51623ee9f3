import GRDB

/// The database's own rules, as SQL. Each migration runs once, in order, in a transaction; a released one never changes.
enum Schema {
  /// Marks a file as Herald's ("HRLD", `PRAGMA application_id`).
  static let applicationID = 0x4852_4C44

  static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1: articles, jobs, editions") { database in
      try database.execute(sql: first)
    }
    migrator.registerMigration("2: a schedule begins when its digest is first known") { database in
      try database.execute(sql: "ALTER TABLE digest ADD COLUMN registered_at INTEGER NOT NULL DEFAULT 0")
    }
    migrator.registerMigration("3: posts of briefs") { database in
      try database.execute(sql: briefPosts)
    }
    migrator.registerMigration("4: approval, edits, pauses, totals") { database in
      try database.execute(sql: hands)
    }
    migrator.registerMigration("5: what digests take and pass over") { database in
      try database.execute(sql: digests)
    }
    migrator.registerMigration("6: slots, missed times, schedules") { database in
      try database.execute(sql: schedules)
    }
    migrator.registerMigration("7: rates, closings, expiry") { database in
      try database.execute(sql: flow)
    }
    migrator.registerMigration("8: alarms") { database in
      try database.execute(sql: alarms)
    }
    migrator.registerMigration("9: leases by their state alone") { database in
      // An index by `leased_until` was written at every mark and heartbeat, for a search among some hundred rows.
      try database.execute(
        sql: "DROP INDEX job_leased; CREATE INDEX job_leased ON job (channel) WHERE state = 'leased'")
    }
    migrator.registerMigration("10: checks without lists", migrate: chainChecks)
    migrator.registerMigration("11: what goes out is counted without an index of its own") { database in
      try database.execute(sql: counting)
    }
    return migrator
  }

  /// Times are UTC microseconds. Every enum has its CHECK, every "only once" its UNIQUE.
  private static let first = """
    CREATE TABLE meta (
      key TEXT PRIMARY KEY,
      value TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE article (
      id INTEGER PRIMARY KEY,
      identity TEXT NOT NULL UNIQUE,
      title_identity TEXT NOT NULL,
      body TEXT NOT NULL,
      sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
      stored_at INTEGER NOT NULL,
      changed_at INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX article_title ON article (title_identity);

    CREATE TABLE brief (
      id INTEGER PRIMARY KEY,
      article INTEGER NOT NULL REFERENCES article,
      position INTEGER NOT NULL,
      identity TEXT NOT NULL,
      text TEXT NOT NULL CHECK (text <> ''),
      stored_at INTEGER NOT NULL,
      withdrawn_at INTEGER,
      UNIQUE (article, identity)
    ) STRICT;

    CREATE TABLE content (
      id INTEGER PRIMARY KEY,
      kind TEXT NOT NULL CHECK (kind IN ('post', 'digest')),
      parts TEXT NOT NULL,
      sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
      created_at INTEGER NOT NULL
    ) STRICT;

    CREATE TABLE subscriber (
      id INTEGER PRIMARY KEY,
      list TEXT NOT NULL,
      identity TEXT NOT NULL,
      address TEXT NOT NULL,
      domain TEXT NOT NULL,
      name TEXT NOT NULL,
      state TEXT NOT NULL CHECK (state IN ('active', 'removed')),
      added_at INTEGER NOT NULL,
      removed_at INTEGER,
      UNIQUE (list, identity),
      CHECK ((state = 'removed') = (removed_at IS NOT NULL))
    ) STRICT;

    CREATE TABLE digest (
      name TEXT PRIMARY KEY,
      since INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE edition (
      id INTEGER PRIMARY KEY,
      digest TEXT NOT NULL REFERENCES digest,
      number INTEGER NOT NULL CHECK (number > 0),
      nominal TEXT,
      opened_at INTEGER NOT NULL,
      content INTEGER NOT NULL REFERENCES content,
      channel TEXT NOT NULL,
      list TEXT NOT NULL,
      sending TEXT NOT NULL,
      owed INTEGER NOT NULL CHECK (owed > 0),
      UNIQUE (digest, number),
      UNIQUE (digest, nominal)
    ) STRICT;

    CREATE TABLE edition_brief (
      edition INTEGER NOT NULL REFERENCES edition,
      brief INTEGER NOT NULL REFERENCES brief,
      digest TEXT NOT NULL REFERENCES digest,
      PRIMARY KEY (edition, brief),
      UNIQUE (digest, brief)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE job (
      id INTEGER PRIMARY KEY,
      channel TEXT NOT NULL,
      article INTEGER REFERENCES article,
      edition INTEGER REFERENCES edition,
      subscriber INTEGER REFERENCES subscriber,
      address TEXT,
      name TEXT,
      run INTEGER NOT NULL DEFAULT 1 CHECK (run > 0),
      part INTEGER NOT NULL DEFAULT 0 CHECK (part >= 0),
      follows INTEGER REFERENCES job,
      content INTEGER NOT NULL REFERENCES content,
      revision INTEGER NOT NULL DEFAULT 1 CHECK (revision > 0),
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
      UNIQUE (article, channel, run, part),
      UNIQUE (edition, subscriber),
      CHECK ((article IS NULL) <> (edition IS NULL)),
      CHECK ((edition IS NULL) = (subscriber IS NULL)),
      CHECK ((edition IS NULL) = (address IS NULL)),
      CHECK ((state = 'leased') = (leased_until IS NOT NULL)),
      CHECK (marked_at IS NULL OR (state = 'leased' AND wire_sha256 IS NOT NULL)),
      CHECK ((state IN ('sent', 'failed', 'cancelled', 'skipped')) = (finished_at IS NOT NULL)),
      -- A CHECK that is NULL passes, so a missing reason must not make it NULL.
      CHECK (CASE state
        WHEN 'held' THEN COALESCE(reason, '') IN ('uncertain', 'changed', 'poison', 'undecodable')
        WHEN 'failed' THEN COALESCE(reason, '') IN ('rejected', 'exhausted', 'expired')
        WHEN 'skipped' THEN COALESCE(reason, '') IN ('unsubscribed')
        ELSE reason IS NULL END)
    ) STRICT;
    CREATE INDEX job_waiting ON job (channel, priority, due, id) WHERE state = 'waiting' AND crashes = 0;
    CREATE INDEX job_suspect ON job (due, id) WHERE state = 'waiting' AND crashes > 0;
    CREATE INDEX job_leased ON job (leased_until) WHERE state = 'leased';
    CREATE INDEX job_ledger ON job (channel, state);
    CREATE INDEX job_follows ON job (follows) WHERE follows IS NOT NULL;

    CREATE TABLE delivery (
      id INTEGER PRIMARY KEY,
      job INTEGER NOT NULL REFERENCES job,
      token INTEGER NOT NULL,
      started_at INTEGER NOT NULL,
      marked_at INTEGER,
      ended_at INTEGER NOT NULL,
      ending TEXT NOT NULL
        CHECK (ending IN ('sent', 'deferred', 'rejected', 'blocked', 'uncertain', 'withheld')),
      receipt TEXT,
      failure TEXT,
      code TEXT,
      UNIQUE (job, token),
      CHECK ((ending = 'sent') = (receipt IS NOT NULL)),
      CHECK ((ending = 'sent') <> (failure IS NOT NULL))
    ) STRICT;
    CREATE UNIQUE INDEX delivery_sent ON delivery (job) WHERE ending = 'sent';
    """
}
