import GRDB
import Herald

/// Where claims around slow destinations have got to, so that the next claim need not look again at what it passed over:
/// with 100,000 such jobs a claim from the beginning takes some ten milliseconds, one from here as long as any other.
/// What comes before these places meanwhile is seen once they are forgotten, which a worker does every pulse.
public struct QueuePlaces: Hashable, Sendable {
  struct Place: Hashable, Sendable {
    var due = Instant(microseconds: .min)
    var id: Job.ID = 0
  }

  /// Of all jobs but those of slow destinations; a priority that is not there begins at its beginning.
  var others: [Priority: Place] = [:]
  /// Of the jobs of each slow destination.
  var slow: [String: [Priority: Place]] = [:]

  public init() {}

  /// The places behind what a claim of at most `limit` has leased, in its order; one that found fewer has seen all that
  /// was due.
  static func behind(_ leases: [Lease], limit: Int, from places: [Priority: Place], now: Instant) -> [Priority: Place] {
    let all = Place(due: now, id: .max)
    guard leases.count >= limit, let last = leases.last?.job else {
      return Dictionary(uniqueKeysWithValues: Priority.allCases.map { ($0, all) })
    }
    var places = places
    for priority in Priority.allCases where priority < last.priority { places[priority] = all }
    places[last.priority] = Place(due: last.due, id: last.id)
    return places
  }
}

extension Store {
  /// The same as a claim without it, but for some destinations at most so many, as `slow` says.
  ///
  /// - Parameter places: of the claim before it; empty to look from the beginning.
  /// - Returns: the leases, and the places to go on from.
  public func claim(
    channel: String, network: Network, limit: Int, limits: RateLimits = .none, around slow: [String: Int],
    from places: QueuePlaces, until: Instant, now: Instant
  ) async throws -> (leases: [Lease], places: QueuePlaces) {
    try await write { [self] database in
      var (room, places, claimed) = (
        try room(limit, of: channel, limits, now: now, in: database), places, [Lease]()
      )
      func some(_ sql: HotSQL, _ which: String, _ limit: Int, _ from: inout [Priority: QueuePlaces.Place]) throws {
        let places = Priority.allCases.map { from[$0] ?? QueuePlaces.Place() }
        let leases = try lease(
          by: sql, of: channel, limit: limit, network: { _ in network }, until: until, now: now, in: database
        ) {
          $0.bind(which)
          for place in places {
            $0.bind(place.due)
            $0.bind(place.id)
          }
        }
        from = QueuePlaces.behind(leases, limit: limit, from: from, now: now)
        claimed += leases
        room -= leases.count
      }
      for (destination, most) in slow.sorted(by: { $0.key < $1.key }) where most > 0 && room > 0 {
        try some(
          Self.claimingOfOne, destination, min(most, room), &places.slow[destination, default: [:]])
      }
      if room > 0 { try some(Self.claimingOfOthers, try json(slow.keys.sorted()), room, &places.others) }
      try Self.take(claimed.count, of: channel, limits, now: now, in: database)
      return (claimed, places)
    }
  }

  private static let claimingOfOne = claiming(behindPlaces("destination = ?5"))
  private static let claimingOfOthers = claiming(
    behindPlaces("destination NOT IN (SELECT value FROM json_each(?5))"))

  /// SQLite bounds `due` alone by a comparison of both columns; the mails of an edition all have the same.
  private static func behindPlaces(_ condition: String) -> String {
    byPriority { priority in
      let index = 6 + 2 * (priority.rawValue - Priority.first.rawValue)
      return [
        "due = ?\(index) AND ?\(index) <= ?3 AND id > ?\(index + 1) AND \(condition)",
        "due > ?\(index) AND due <= ?3 AND \(condition)",
      ]
    }
  }
}

extension Store {
  /// What claims run, so that a test can ask SQLite how.
  static var claimStatements: [String] { [claiming, claimingOfOne, claimingOfOthers].map(\.text) }
}
