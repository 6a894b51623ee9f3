import Foundation
import GRDB
import Herald
import Testing

@testable import HeraldStore

/// The rates of a channel, kept with the claims.
@Suite struct AllowanceTests {
  private let limits = RateLimits(rates: [RateLimit(20, per: .minutes(1))])

  private func claim(_ store: Store, _ limit: Int = 10, at now: Instant = .noon) async throws -> [Lease] {
    try await store.claim(channel: "x", network: .plain, limit: limit, limits: limits, until: now + 60, now: now)
  }

  private func owe(_ count: Int, in store: Store) async throws {
    for number in 0..<count { try await store.queueOne("Story \(number).") }
  }

  @Test(arguments: StoreKind.allCases) func aClaimTakesNoMoreThanTheRateAllows(_ kind: StoreKind) async throws {
    try await withStore(kind) { store in
      try await owe(12, in: store)
      #expect(try await claim(store).count == 5)
      #expect(try await claim(store).isEmpty)
      let next = try await store.nextPermit(of: "x", limits, now: .noon)
      #expect(next > .noon)
      #expect(try await claim(store, at: next + Seconds(microseconds: -1)).isEmpty)
      #expect(try await claim(store, at: next).count == 1)
      #expect(try await store.ledgers()["x"]?[.waiting] == 6)
    }
  }

  @Test func whatIsGivenBackReturnsItsPermit() async throws {
    try await withStore(.memory) { store in
      try await owe(8, in: store)
      let leases = try await claim(store)
      try await store.release(Array(leases.suffix(2)), limits: limits)
      #expect(try await claim(store).count == 2)
      #expect(try await claim(store).isEmpty)
    }
  }

  @Test func aProcessThatIsKilledNeitherForgetsNorDoublesAPermit() async throws {
    try await withFolder { folder in
      let path = folder + "/herald.db"
      let first = try Store(path: path, role: .daemon)
      try await owe(12, in: first)
      #expect(try await claim(first, 3).count == 3)
      // As a kill leaves it: the claim is there with its permits, nothing is given back.
      first.close()
      let second = try Store(path: path, role: .daemon)
      defer { second.close() }
      #expect(try await second.recover(now: .noon).waiting == 3)
      #expect(try await claim(second).count == 2, "five in all")
      let suspect = try await second.claimSuspect(
        networks: ["x": .plain], limits: ["x": limits], until: .noon + 60, now: .noon)
      #expect(suspect == nil, "what died takes a permit too")
      let next = try await second.nextPermit(of: "x", limits, now: .noon)
      let later = try await second.claimSuspect(
        networks: ["x": .plain], limits: ["x": limits], until: next + 60, now: next)
      #expect(later != nil)
      #expect(try await claim(second, at: next).isEmpty)
    }
  }

  /// The transaction that fails takes nothing with it.
  @Test func aClaimThatIsUndoneTakesNoPermit() async throws {
    try await withStore(.memory) { store in
      try await owe(6, in: store)
      try await store.write {
        try $0.execute(sql: "CREATE TRIGGER broken BEFORE UPDATE ON job BEGIN SELECT RAISE(ABORT, 'no'); END")
      }
      await #expect(throws: (any Error).self) { try await claim(store) }
      try await store.write { try $0.execute(sql: "DROP TRIGGER broken") }
      #expect(try await claim(store).count == 5)
    }
  }

  @Test func anotherRateBeginsAnewAndOthersKeepTheirs() async throws {
    try await withStore(.memory) { store in
      try await owe(9, in: store)
      #expect(try await claim(store).count == 5)
      let other = RateLimits(rates: [RateLimit(12, per: .minutes(1))])
      #expect(try await store.nextPermit(of: "x", other, now: .noon) == .noon)
      #expect(try await store.nextPermit(of: "y", limits, now: .noon) == .noon)
      #expect(try await store.nextPermit(of: "x", limits, now: .noon) > .noon)
    }
  }
}
