import GRDB
import Herald

extension Store {
  /// What adding one subscriber did.
  public enum Subscription: String, Hashable, Sendable, Codable { case added, renamed, known, returned, stayedRemoved }

  /// Adds people to a list, in one transaction. A known address gets the new name; someone who left stays out, unless
  /// `returning` says that they asked to come back.
  public func subscribe(
    _ people: [Mailbox], to list: String, returning: Bool = false, now: Instant
  ) async throws -> [Subscription] {
    try checkRoom()
    return try await write { database in
      try people.map { try Self.subscribe($0, to: list, returning: returning, now: now, in: database) }
    }
  }

  /// Takes an address off a list. False when it was not on it. Mails that wait for it are skipped; one that is in hand is
  /// skipped at its gate, and one that may be out is settled first.
  public func unsubscribe(_ address: EmailAddress, from list: String, now: Instant) async throws -> Bool {
    try await write { database in
      let id = try Int64.fetchOne(
        database,
        sql: """
          UPDATE subscriber SET state = 'removed', removed_at = ?
          WHERE list = ? AND identity = ? AND state = 'active'
          RETURNING id
          """, arguments: [now, list, address.identity])
      guard let id else { return false }
      // By edition, because that is how the mails of a subscriber are found.
      try database.execute(
        sql: """
          UPDATE job SET state = 'skipped', reason = 'unsubscribed', finished_at = ?
          WHERE edition IN (SELECT id FROM edition WHERE list = ?) AND subscriber = ?
            AND state = 'waiting' AND NOT in_doubt AND doubts = 0
          """, arguments: [now, list, id])
      return true
    }
  }

  /// Everyone on a list, in the order they came.
  public func subscribers(of list: String) async throws -> [Subscriber] {
    try await read { database in
      try Row.fetchAll(
        database, sql: "SELECT id, list, address, name, state FROM subscriber WHERE list = ? ORDER BY id",
        arguments: [list]
      ).map { row in
        guard let state = Subscriber.State(rawValue: row["state"]) else { throw JobRow.Undecodable(detail: "state") }
        return Subscriber(
          id: row["id"], list: row["list"],
          mailbox: Mailbox(name: row["name"], address: try EmailAddress(stored: row["address"])), state: state)
      }
    }
  }

  /// Every list that anybody was ever on, with how many are on it now, in alphabetical order.
  public func lists() async throws -> [(name: String, active: Int)] {
    try await read { database in
      try Row.fetchAll(
        database, sql: "SELECT list, sum(state = 'active') AS active FROM subscriber GROUP BY list ORDER BY list"
      ).map { ($0["list"], $0["active"]) }
    }
  }

  /// The lists that an address is on, in alphabetical order.
  public func lists(of address: EmailAddress) async throws -> [String] {
    try await read { database in
      try String.fetchAll(
        database, sql: "SELECT list FROM subscriber WHERE identity = ? AND state = 'active' ORDER BY list",
        arguments: [address.identity])
    }
  }

  /// How many people an edition of this list would go to now.
  public func activeSubscribers(of list: String) async throws -> Int {
    try await read { try Self.activeSubscribers(of: list, in: $0) }
  }

  static func activeSubscribers(of list: String, in database: Database) throws -> Int {
    try Int.fetchOne(
      database, sql: "SELECT count(*) FROM subscriber WHERE list = ? AND state = 'active'", arguments: [list]) ?? 0
  }

  private static func subscribe(
    _ person: Mailbox, to list: String, returning: Bool, now: Instant, in database: Database
  ) throws -> Subscription {
    let row = try Row.fetchOne(
      database.cachedStatement(sql: "SELECT id, name, state FROM subscriber WHERE list = ? AND identity = ?"),
      arguments: [list, person.address.identity])
    guard let row else {
      try database.cachedStatement(
        sql: """
          INSERT INTO subscriber (list, identity, address, domain, name, state, added_at)
          VALUES (?, ?, ?, ?, ?, 'active', ?)
          """
      ).execute(arguments: [
        list, person.address.identity, person.address.description, person.address.domain, person.name, now,
      ])
      return .added
    }
    let isRemoved = row["state"] as String == Subscriber.State.removed.rawValue
    if isRemoved && !returning { return .stayedRemoved }
    let isRenamed = !person.name.isEmpty && person.name != row["name"]
    if isRemoved || isRenamed {
      try database.execute(
        sql: """
          UPDATE subscriber SET state = 'active', removed_at = NULL, name = CASE WHEN ? THEN ? ELSE name END
          WHERE id = ?
          """, arguments: [isRenamed, person.name, row["id"] as Int64])
    }
    return isRemoved ? .returned : isRenamed ? .renamed : .known
  }
}
