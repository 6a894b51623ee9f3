extension Schema {
  /// Alarms that stand, or whose end is still to be told; by which way each was told; which way fails.
  static let alarms = """
    CREATE TABLE alarm (
      id INTEGER PRIMARY KEY,
      cause TEXT NOT NULL,
      kind TEXT NOT NULL CHECK (kind IN ('paused', 'blocked', 'held', 'overdue', 'missed', 'disk', 'failed')),
      channel TEXT,
      subject TEXT,
      since INTEGER NOT NULL,
      count INTEGER NOT NULL CHECK (count >= 0),
      -- One of its jobs, for a person to look at; no reference, because jobs are pruned.
      job INTEGER,
      detail TEXT NOT NULL,
      -- When it was found, and when it was last written.
      noticed_at INTEGER NOT NULL,
      changed_at INTEGER NOT NULL,
      -- Since when its cause is not found any more; over when that has lasted.
      absent_since INTEGER,
      over_at INTEGER,
      CHECK (over_at IS NULL OR absent_since IS NOT NULL)
    ) STRICT;
    CREATE UNIQUE INDEX alarm_standing ON alarm (cause) WHERE over_at IS NULL;

    CREATE TABLE alarm_told (
      alarm INTEGER NOT NULL REFERENCES alarm ON DELETE CASCADE,
      event TEXT NOT NULL CHECK (event IN ('began', 'over')),
      way TEXT NOT NULL,
      told_at INTEGER NOT NULL,
      PRIMARY KEY (alarm, event, way)
    ) STRICT, WITHOUT ROWID;

    -- A way by which nothing can be told now, and why.
    CREATE TABLE alarm_trouble (
      way TEXT PRIMARY KEY,
      tries INTEGER NOT NULL CHECK (tries > 0),
      since INTEGER NOT NULL,
      next_at INTEGER NOT NULL,
      failure TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
    """
}
