import GRDB
import Herald

extension Store {
  /// What recovery found.
  public struct Recovery: Hashable, Sendable {
    /// Not marked: wait again.
    public var waiting = 0
    /// Marked: in doubt, recorded as `uncertain`, to be settled before anything is sent again.
    public var inDoubt = 0
    /// Died three times alone.
    public var poison = 0

    public var isNothing: Bool { self == Recovery() }
  }

  /// Takes back the leases of dead processes. A daemon at its start holds the only daemon lock, so every lease is one
  /// of them; `onlyExpired` takes back those whose time is over.
  public func recover(onlyExpired: Bool = false, now: Instant) async throws -> Recovery {
    try await write { [hot] database in
      var recovery = Recovery()
      let rows = try Row.fetchAll(
        database,
        sql: "SELECT \(JobRow.columns) FROM job WHERE state = 'leased' AND (NOT ? OR leased_until <= ?)",
        arguments: [onlyExpired, now])
      for row in rows {
        let id: Int64 = row["id"]
        let marked: Instant? = row["marked_at"]
        let isPoison = (row["crashes"] as Int) + 1 > 3
        try database.execute(
          sql: """
            UPDATE job SET state = ?, reason = ?, crashes = crashes + 1, leased_until = NULL, marked_at = NULL,
              in_doubt = max(in_doubt, ?), attempts = attempts + ?
            WHERE id = ?
            """,
          arguments: [
            isPoison ? "held" : "waiting", isPoison ? Reason.poison.rawValue : nil, marked != nil,
            marked == nil ? 0 : 1, id,
          ])
        switch (isPoison, marked) {
        case (true, _): recovery.poison += 1
        case (false, nil): recovery.waiting += 1
        case (false, _): recovery.inDoubt += 1
        }
        if let marked {
          let failure = Failure("the process died after the gate and before an answer was recorded")
          try Self.record(
            Delivery(
              job: id, token: row["token"], started: marked, marked: marked, ended: now, ending: .uncertain,
              failure: failure), hot, in: database)
        }
      }
      return recovery
    }
  }
}
