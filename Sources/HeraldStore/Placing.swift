import GRDB
import Herald

/// Where a job stands in time: when it is due, in which slot, and when it is missed.
struct Placing {
  var due: Instant
  var slot: String?
  var missedAfter: Instant?

  /// For the parts behind the first, which wait for it: they have no slot, and miss nothing.
  var following: Placing { Placing(due: due) }

  /// A time that nobody asked for has no end.
  init(due: Instant, catchUp: Seconds? = nil) {
    self.due = due
    missedAfter = catchUp.map { due + $0 }
  }

  /// The slot is taken by whoever writes it, in this transaction.
  init(slot: Occurrence, catchUp: Seconds) {
    self.init(due: slot.instant, catchUp: catchUp)
    self.slot = slot.nominal
  }

  /// What a posting asks for: its time, or the first free slot after it. Throws `noFreeSlot`.
  ///
  /// - Parameter job: its own slot is free for it.
  init(_ posting: Posting, keeping job: Job.ID? = nil, in database: Database) throws {
    if let slots = posting.slots {
      self = try Self.firstFree(
        of: slots, channel: posting.channel, after: posting.due, catchUp: posting.catchUp ?? .hours(2), keeping: job,
        in: database)
    } else {
      self.init(due: posting.due, catchUp: posting.catchUp)
    }
  }

  /// In the first free slot after `instant`. Throws `noFreeSlot`.
  static func firstFree(
    of slots: Slots, channel: String, after instant: Instant, catchUp: Seconds, keeping job: Job.ID?,
    in database: Database
  ) throws -> Placing {
    let taken = try database.cachedStatement(
      sql: """
        SELECT 1 FROM job
        WHERE channel = ? AND slot = ? AND state IN ('waiting', 'leased', 'held', 'sent') AND id IS NOT ?
        """)
    let free = try slots.firstFree(after: instant) { slot in
      try Bool.fetchOne(taken, arguments: [channel, slot.nominal, job]) == true
    }
    guard let free else { throw StoreProblem.noFreeSlot(channel: channel) }
    return Placing(slot: free, catchUp: catchUp)
  }

  /// Where a job stands now. It has `due`, `slot` and `missed_after`.
  init(_ row: Row) { (due, slot, missedAfter) = (row["due"], row["slot"], row["missed_after"]) }

  /// Puts a job there, and the parts that wait behind it; one that missed its time waits again.
  ///
  /// - Parameter expiresAfter: how long after it the job is worth nothing; nil is as long after as it was.
  func write(to id: Job.ID, expiresAfter: Seconds? = nil, in database: Database) throws {
    try writeOne(to: id, expiresAfter: expiresAfter, in: database)
    let behind = try Int64.fetchAll(
      database,
      sql: """
        \(Store.withThread)
        SELECT id FROM job WHERE id IN thread AND id <> :id AND (state = 'waiting' OR reason IN ('approval', 'misfire'))
        """, arguments: ["id": id])
    for part in behind { try following.writeOne(to: part, expiresAfter: expiresAfter, in: database) }
  }

  private func writeOne(to id: Job.ID, expiresAfter: Seconds?, in database: Database) throws {
    try database.execute(
      sql: """
        UPDATE job SET expires = COALESCE(:expires, expires - due + :due), due = :due, slot = :slot, missed_after = :missed,
          state = iif(reason = 'misfire', 'waiting', state), reason = iif(reason = 'misfire', NULL, reason)
        WHERE id = :id
        """,
      arguments: [
        "due": due, "slot": slot, "missed": missedAfter, "expires": expiresAfter.map { due + $0 }, "id": id,
      ])
  }
}
