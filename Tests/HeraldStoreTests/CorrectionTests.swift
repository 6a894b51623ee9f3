import Herald
import Testing

@testable import HeraldStore

/// A brief that was mailed, and then corrected.
@Suite struct CorrectionTests {
  private let monday = "The night bus runs again from Monday."
  private let friday = "The night bus runs again from Friday."
  private let sunday = "The night bus runs again from Sunday."

  private func store(_ store: Store, _ briefs: [String], at now: Instant = .noon) async throws {
    let article = Article(title: "Buses", briefs: briefs.map { Brief(text: $0) })
    _ = try await store.queue(article, postings: [], intent: .correct, now: now)
  }

  private func with(_ kind: StoreKind, _ body: (Store) async throws -> Void) async throws {
    try await withStore(kind) { store in
      try await store.register(digests: [(name: "weekly", since: nil), (name: "daily", since: nil)], now: .noon)
      _ = try await store.subscribe("ann@mail.example")
      try await body(store)
    }
  }

  private func next(_ store: Store, _ digest: String = "weekly") async throws -> [Unmailed.Brief] {
    try await store.unmailed(digest: digest).groups.flatMap(\.briefs)
  }

  @Test(arguments: StoreKind.allCases)
  func aCorrectedBriefSaysWhatWasMailed(_ kind: StoreKind) async throws {
    try await with(kind) { store in
      try await self.store(store, [monday, "Library cards are free."])
      _ = try await store.open(.weekly())
      try await self.store(store, ["Library cards are free.", friday], at: .noon + 60)
      let briefs = try await next(store)
      #expect(briefs.map(\.text) == [friday])
      #expect(briefs.map(\.correction) == [Correction(text: monday, number: 1, opened: .noon)])
      // A digest that did not mail it has no reader to correct.
      #expect(try await next(store, "daily").map(\.correction) == [nil, nil])
      _ = try await store.open(.weekly(), at: .noon + 70)
      #expect(try await next(store).isEmpty)
    }
  }

  @Test(arguments: StoreKind.allCases)
  func aCorrectionOfACorrectionSaysWhatWasMailed(_ kind: StoreKind) async throws {
    try await with(kind) { store in
      try await self.store(store, [monday])
      _ = try await store.open(.weekly())
      try await self.store(store, [friday], at: .noon + 1)
      try await self.store(store, [sunday], at: .noon + 2)
      #expect(try await next(store).map(\.correction?.text) == [monday])
      _ = try await store.open(.weekly(), at: .noon + 3)
      try await self.store(store, [friday], at: .noon + 4)
      let briefs = try await next(store)
      #expect(briefs.map(\.text) == [friday])
      #expect(briefs.map(\.correction) == [Correction(text: sunday, number: 2, opened: .noon + 3)])
    }
  }

  @Test(arguments: StoreKind.allCases)
  func whatWasNotMailedIsNoCorrection(_ kind: StoreKind) async throws {
    try await with(kind) { store in
      try await self.store(store, [monday])
      try await self.store(store, [friday])
      try await self.store(store, [monday])
      #expect(try await next(store).map(\.text) == [monday])
      #expect(try await next(store).map(\.correction) == [nil])
      // There and back, without end.
      for _ in 0..<3 {
        try await self.store(store, [friday])
        try await self.store(store, [monday])
      }
      #expect(try await next(store).map(\.correction) == [nil])
    }
  }

  @Test(arguments: StoreKind.allCases)
  func anotherBriefInItsPlaceIsNews(_ kind: StoreKind) async throws {
    try await with(kind) { store in
      try await self.store(store, [monday])
      _ = try await store.open(.weekly())
      try await self.store(store, ["Forty-one people gave blood on Saturday."])
      #expect(try await next(store).map(\.correction) == [nil])
    }
  }
}
