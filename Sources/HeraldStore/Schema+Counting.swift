extension Schema {
  /// An index by state was written four times for each message. Jobs that wait or are in hand have indexes of their own,
  /// those that are sent are what is left of a channel's: only the few others need one.
  static let counting = """
    DROP INDEX job_ledger;
    CREATE INDEX job_channel ON job (channel);
    CREATE INDEX job_aside ON job (channel, state)
      WHERE state <> 'waiting' AND state <> 'leased' AND state <> 'sent';
    """
}
