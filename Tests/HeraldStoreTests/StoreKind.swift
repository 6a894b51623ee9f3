import Foundation
import Herald
import Testing

@testable import HeraldStore

/// The contract holds for both: a store in memory is the test double of one in a file.
enum StoreKind: String, CaseIterable, Sendable { case memory, file }

/// Runs `body` with a new store, and afterwards has the audit prove that everything adds up.
func withStore(
  _ kind: StoreKind, location: SourceLocation = #_sourceLocation, _ body: (Store) async throws -> Void
) async throws {
  try await withFolder { folder in
    let store = try Store(path: kind == .memory ? ":memory:" : folder + "/herald.db", role: .daemon)
    defer { store.close() }
    try await body(store)
    let findings = try await store.audit()
    #expect(findings == [], sourceLocation: location)
    let ledgers = try await store.ledgers()
    let jobs = try await store.read {
      try Int.fetchOne(
        $0, sql: "SELECT count(*) + (SELECT COALESCE(sum(count), 0) FROM edition_total) FROM job")
    }
    #expect(ledgers.values.map(\.owed).reduce(0, +) == jobs, sourceLocation: location)
  }
}

/// A folder of its own, removed afterwards.
func withFolder(_ body: (String) async throws -> Void) async throws {
  let folder = NSTemporaryDirectory() + "herald-store-" + UUID().uuidString
  try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  do {
    try await body(folder)
  } catch {
    try FileManager.default.removeItem(atPath: folder)
    throw error
  }
  try FileManager.default.removeItem(atPath: folder)
}
