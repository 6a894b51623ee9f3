import GRDB
import Herald
import Testing

@testable import HeraldStore

/// What the tables refuse, whoever writes into them.
@Suite struct ChecksTests {
  private static let refused = [
    "UPDATE job SET state = 'lost'", "UPDATE job SET state = NULL", "UPDATE job SET state = 'sent'",
    "UPDATE job SET state = 'skipped', reason = 'unsubscribed'", "UPDATE job SET finished_at = 1",
    "UPDATE job SET state = 'held'", "UPDATE job SET state = 'leased'",
    "INSERT INTO delivery (job, token, started_at, ended_at, ending, failure) VALUES (1, 9, 1, 1, 'lost', 'x')",
    "INSERT INTO delivery (job, token, started_at, ended_at, ending, failure) VALUES (1, 9, 1, 1, NULL, 'x')",
  ]

  private static let taken = [
    "UPDATE job SET state = 'sent', finished_at = 1", "UPDATE job SET state = 'held', reason = 'poison'",
    "UPDATE job SET state = 'cancelled', finished_at = 1",
    "INSERT INTO delivery (job, token, started_at, ended_at, ending, failure) VALUES (1, 9, 1, 1, 'deferred', 'x')",
  ]

  private func look(_ store: Store) async throws {
    for sql in Self.refused {
      await #expect(throws: DatabaseError.self, "\(sql)") {
        try await store.write { try $0.execute(sql: sql) }
      }
    }
    for sql in Self.taken {
      try await store.write { database in
        try database.inSavepoint {
          try database.execute(sql: sql + (sql.hasPrefix("UPDATE") ? " WHERE id = 1" : ""))
          return .rollback
        }
      }
    }
  }

  @Test func whatATableCannotHoldIsRefused() async throws {
    try await withStore(.memory) { store in
      try await store.queueOne()
      try await look(store)
      #expect(try await store.audit() == [])
    }
  }

  /// A list of more than two values is a temporary B-tree, which the statement fills each time that it comes by.
  @Test func noHotStatementFillsAList() async throws {
    try await withStore(.memory) { store in
      // A job that is sent comes by none: two are for the reasons of other states, two for a job that has a slot.
      let most = [(Store.marking, 0), (Delivery.insertion, 0), (FinishedAttempt.sending, 4)]
      for (statement, most) in most {
        let lists = try await store.read { database in
          let program = try database.makeStatement(sql: "EXPLAIN " + statement.text)
          program.setUncheckedArguments(StatementArguments())
          return try Row.fetchAll(program).count { $0["opcode"] == "OpenEphemeral" }
        }
        #expect(lists <= most, "\(statement.text)")
      }
    }
  }
}
