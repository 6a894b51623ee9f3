import Foundation

/// The times at which a channel posts, one post at each: the runs of its schedules, in one order.
public struct Slots: Hashable, Sendable {
  public let schedules: [Schedule]
  public let zone: TimeZone

  public init(_ schedules: [Schedule], in zone: TimeZone) {
    self.schedules = schedules
    self.zone = zone
  }

  /// Slots after `instant`, in order. A time that two schedules name is one slot.
  public func occurrences(after instant: Instant) -> SlotOccurrences {
    SlotOccurrences(schedules.map { $0.occurrences(after: instant, in: zone) })
  }

  /// The first slot after `instant` that is free; nil when the first 10,000 are taken.
  public func firstFree(after instant: Instant, isTaken: (Occurrence) throws -> Bool) rethrows -> Occurrence? {
    try occurrences(after: instant).prefix(10_000).first { try !isTaken($0) }
  }
}

/// Several rows of runs as one, by instant, then by name.
public struct SlotOccurrences: Sequence, IteratorProtocol, Sendable {
  private var rows: [Occurrences]
  private var heads: [Occurrence?]

  init(_ rows: [Occurrences]) {
    self.rows = rows
    heads = self.rows.indices.map { _ in nil }
    for index in self.rows.indices { heads[index] = self.rows[index].next() }
  }

  public mutating func next() -> Occurrence? {
    let first = heads.compactMap(\.self).min { ($0.instant, $0.day, $0.time) < ($1.instant, $1.day, $1.time) }
    guard let first else { return nil }
    for index in heads.indices where heads[index] == first { heads[index] = rows[index].next() }
    return first
  }
}
