import GRDB
import Herald
import Testing

@testable import HeraldStore

@Suite struct ContentRowTests {
  @Test(arguments: StoreKind.allCases)
  func aCardIsStoredWithItsPost(_ kind: StoreKind) async throws {
    try await withFolder { folder in
      let store = try Store(path: kind == .memory ? ":memory:" : folder + "/herald.db", role: .daemon)
      defer { store.close() }
      let card = try LinkCard(
        url: try #require(WebURL("https://paper.example/weir")), title: "A weir", summary: "Four towns pay",
        picture: WebURL("https://paper.example/weir.jpg"))
      let content = try Content.post(["One.", "Two."], card: card)
      let posting = Posting(channel: "x", content: content, due: .noon, destination: "social.example")
      _ = try await store.queue(.dam, postings: [posting], now: .noon)
      let lease = try #require(try await store.claimOne(channel: "x"))
      #expect(lease.message.content == content)
      #expect(lease.message.content.sha256 == content.sha256)
      #expect(try await store.audit() == [])
    }
  }

  @Test func aContentWithoutACardIsStoredAsBefore() async throws {
    let store = try Store(path: ":memory:", role: .daemon)
    defer { store.close() }
    try await store.queueOne("Single.")
    let parts = try await store.database.writeWithoutTransaction {
      try String.fetchAll($0, sql: "SELECT parts FROM content")
    }
    #expect(parts == [#"["Single."]"#])
  }

  /// A card that was changed in the file is not sent: the hash no longer fits.
  @Test func aChangedCardIsDamage() async throws {
    let store = try Store(path: ":memory:", role: .daemon)
    defer { store.close() }
    let card = try LinkCard(url: try #require(WebURL("https://paper.example/weir")), title: "A weir")
    let content = try Content.post(["One."], card: card)
    _ = try await store.queue(
      .dam, postings: [Posting(channel: "x", content: content, due: .noon, destination: "d")], now: .noon)
    try await store.database.writeWithoutTransaction {
      try $0.execute(sql: "UPDATE content SET parts = replace(parts, 'A weir', 'A dam')")
    }
    #expect(try await store.audit().contains { $0.contains("cannot be read as it was frozen") })
  }
}
