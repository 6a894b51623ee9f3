extension Schema {
  /// How fast a channel may go: what is left of its rates, and what is closed for a while by itself. Jobs that wait are
  /// found with their destination in the index, so that those of a slow one are passed over without being read.
  static let flow = """
    CREATE TABLE allowance (
      channel TEXT NOT NULL,
      -- As the configuration writes it (300 per 3h): another rate begins anew.
      rate TEXT NOT NULL,
      full_at INTEGER NOT NULL,
      since INTEGER NOT NULL,
      PRIMARY KEY (channel, rate),
      CHECK (full_at >= since)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE closing (
      channel TEXT NOT NULL,
      -- '' is the whole channel.
      destination TEXT NOT NULL,
      cause TEXT NOT NULL CHECK (cause IN ('busy', 'refused', 'unreachable')),
      since INTEGER NOT NULL,
      until INTEGER NOT NULL,
      times INTEGER NOT NULL CHECK (times > 0),
      failure TEXT NOT NULL,
      code TEXT,
      PRIMARY KEY (channel, destination),
      CHECK (destination = '' OR cause = 'busy')
    ) STRICT, WITHOUT ROWID;

    DROP INDEX job_waiting;
    CREATE INDEX job_waiting ON job (channel, priority, due, id, destination)
      WHERE state = 'waiting' AND crashes = 0;
    CREATE INDEX job_expires ON job (expires) WHERE state = 'waiting' AND expires IS NOT NULL;
    """
}
