import GRDB
import Herald

/// What is left of the rates of a channel, kept with the claims that use it up: a process that is killed neither forgets
/// nor doubles a permit.
extension Store {
  /// When the next message of the channel may go by its rates: now, or later.
  public func nextPermit(of channel: String, _ limits: RateLimits, now: Instant) async throws -> Instant {
    guard !limits.isNone else { return now }
    return try await read {
      limits.permits(try Self.allowances(of: channel, limits, in: $0), now: now).next
    }
  }

  static func allowances(
    of channel: String, _ limits: RateLimits, in database: Database
  ) throws -> [RateLimit: Allowance] {
    let known = Dictionary(uniqueKeysWithValues: limits.rates.map { ($0.description, $0) })
    let rows = try Row.fetchAll(
      database.cachedStatement(sql: "SELECT rate, full_at, since FROM allowance WHERE channel = ?"),
      arguments: [channel])
    return rows.reduce(into: [:]) { found, row in
      guard let rate = known[row["rate"]] else { return }
      found[rate] = Allowance(full: row["full_at"], since: row["since"])
    }
  }

  static func take(
    _ count: Int, of channel: String, _ limits: RateLimits, now: Instant, in database: Database
  ) throws {
    guard count > 0, !limits.isNone else { return }
    let left = limits.taking(count, of: try allowances(of: channel, limits, in: database), now: now)
    try store(left, of: channel, in: database)
  }

  /// Permits of leases that nobody began with.
  static func giveBack(
    _ leases: [Lease], of channel: String, _ limits: RateLimits, in database: Database
  ) throws {
    guard !limits.isNone, !leases.isEmpty else { return }
    var left = try allowances(of: channel, limits, in: database)
    for claimed in leases.compactMap(\.claimed) {
      for (rate, allowance) in left {
        left[rate] = rate.returning(1, takenAt: claimed, to: allowance, burst: limits.burst)
      }
    }
    try store(left, of: channel, in: database)
  }

  private static func store(_ left: [RateLimit: Allowance], of channel: String, in database: Database) throws {
    let statement = try database.cachedStatement(
      sql: """
        INSERT INTO allowance (channel, rate, full_at, since) VALUES (?, ?, ?, ?)
        ON CONFLICT (channel, rate) DO UPDATE SET full_at = excluded.full_at, since = excluded.since
        """)
    for (rate, allowance) in left {
      try statement.execute(arguments: [channel, rate.description, allowance.full, allowance.since])
    }
  }
}
