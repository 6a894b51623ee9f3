extension Schema {
  /// Which brief of an article came in the place of which; editions without a brief, and those that a person changed;
  /// scheduled runs that opened none, and why.
  static let digests = """
    ALTER TABLE brief ADD COLUMN replaces INTEGER REFERENCES brief;

    ALTER TABLE edition ADD COLUMN is_empty INTEGER NOT NULL DEFAULT 0 CHECK (is_empty IN (0, 1));
    ALTER TABLE edition ADD COLUMN edited_at INTEGER;

    CREATE TABLE passed_run (
      digest TEXT NOT NULL REFERENCES digest,
      nominal TEXT NOT NULL,
      reason TEXT NOT NULL CHECK (reason IN ('empty', 'few', 'missed')),
      waiting INTEGER NOT NULL CHECK (waiting >= 0),
      decided_at INTEGER NOT NULL,
      PRIMARY KEY (digest, nominal)
    ) STRICT, WITHOUT ROWID;
    """
}
