import GRDB
import Herald

extension Store {
  /// Extends the leases that this process holds, and takes back those of others whose time is over: their process is
  /// dead or stopped. Nothing is written when there is neither.
  @discardableResult
  public func keepLeases(until: Instant, now: Instant) async throws -> Recovery {
    let held = leases.all
    if !held.isEmpty {
      try await write { [hot] database in
        let statement = try hot.statement(Self.extending, in: database)
        for lease in held {
          try statement.run {
            $0.bind(until)
            $0.bind(lease.job)
            $0.bind(lease.token)
          }
        }
      }
    }
    let areExpired = try await read { database in
      try Bool.fetchOne(
        database, sql: "SELECT EXISTS (SELECT 1 FROM job WHERE state = 'leased' AND leased_until <= ?)",
        arguments: [now])
    }
    return areExpired == true ? try await recover(onlyExpired: true, now: now) : Recovery()
  }

  /// A lease that another process took meanwhile has another token, and stays as it is.
  private static let extending = HotSQL(
    """
    UPDATE job SET leased_until = max(leased_until, ?1) WHERE id = ?2 AND token = ?3 AND state = 'leased'
    """)
}
