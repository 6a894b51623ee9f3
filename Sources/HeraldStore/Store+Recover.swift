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
    /// Outcomes that the journal had and the database had not.
    public var replayed = 0

    public init(waiting: Int = 0, inDoubt: Int = 0, poison: Int = 0, replayed: Int = 0) {
      (self.waiting, self.inDoubt, self.poison, self.replayed) = (waiting, inDoubt, poison, replayed)
    }

    public var isNothing: Bool { self == Recovery() }
  }

  /// Writes what the outcome journal holds, and takes back the leases of dead processes. A daemon at its start holds the
  /// only daemon lock, so every lease is one of them; `onlyExpired` takes back those whose time is over.
  public func recover(onlyExpired: Bool = false, now: Instant) async throws -> Recovery {
    let entries = onlyExpired ? [] : try journal?.entries() ?? []
    let recovery = try await write { [hot] database in
      var recovery = Recovery()
      for entry in entries where try entry.write(hot, in: database) { recovery.replayed += 1 }
      let rows = try Row.fetchAll(
        database,
        sql: """
          SELECT id, token, crashes, marked_at, cancel_asked, in_doubt FROM job
          WHERE state = 'leased' AND (NOT ? OR leased_until <= ?)
          """, arguments: [onlyExpired, now])
      for row in rows { try Self.takeBack(row, hot, now: now, &recovery, in: database) }
      return recovery
    }
    if !entries.isEmpty { try journal?.clear() }
    return recovery
  }

  private static func takeBack(
    _ row: Row, _ hot: HotStatements, now: Instant, _ recovery: inout Recovery, in database: Database
  ) throws {
    let id: Int64 = row["id"]
    let marked: Instant? = row["marked_at"]
    let state: (name: JobState, reason: Reason?)
    if (row["crashes"] as Int) + 1 > 3 {
      state = (.held, .poison)
      recovery.poison += 1
    } else if row["cancel_asked"] {
      let mayBeOut = marked != nil || row["in_doubt"]
      state = mayBeOut ? (.held, .uncertain) : (.cancelled, nil)
    } else {
      state = (.waiting, nil)
      if marked == nil { recovery.waiting += 1 } else { recovery.inDoubt += 1 }
    }
    try database.execute(
      sql: """
        UPDATE job SET state = ?, reason = ?, crashes = crashes + 1, leased_until = NULL, marked_at = NULL,
          in_doubt = max(in_doubt, ?), attempts = attempts + ?, finished_at = ?
        WHERE id = ?
        """,
      arguments: [
        state.name.rawValue, state.reason?.rawValue, marked != nil, marked == nil ? 0 : 1,
        state.name.isFinished ? now : nil, id,
      ])
    if state.name == .cancelled { try endCancelled(id, now: now, in: database) }
    guard let marked else { return }
    let failure = Failure("the process died after the gate and before an answer was recorded")
    try Delivery(
      job: id, token: row["token"], started: marked, marked: marked, ended: now, ending: .uncertain, failure: failure
    ).write(hot, in: database)
  }
}
