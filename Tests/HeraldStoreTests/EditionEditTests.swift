import Herald
import Testing

@testable import HeraldStore

/// An edition that a person changes before it goes.
@Suite struct EditionEditTests {
  private let text = "Another subject\n\nAnother text.\n"

  @Test(arguments: StoreKind.allCases)
  func everyJobCarriesTheNewTextAsANewRevision(_ kind: StoreKind) async throws {
    try await withStore(kind) { store in
      try await store.prepareWeekly()
      let opened = try await store.open(.weekly())
      let content = try Content.digest(text)
      let edited = try await store.editEdition(
        of: "weekly", number: 1, to: content, from: opened.contentID, now: .noon + 60)
      #expect(edited.edited == .noon + 60 && edited.contentID != opened.contentID)
      #expect(try await store.audit() == [])
      let (edition, stored, ledger) = try await store.edition(of: "weekly", number: 1)
      #expect(edition == edited && stored == content && ledger[.waiting] == 3)
      let leases = try await store.claim(channel: "mail")
      #expect(leases.count == 3)
      #expect(leases.allSatisfy { $0.message.content == content && $0.job.revision == 2 })
      // The briefs stay taken.
      #expect(try await store.unmailed(digest: "weekly").count == 0)
    }
  }

  @Test(arguments: StoreKind.allCases)
  func onceAMailWasTakenInHandNothingIsChanged(_ kind: StoreKind) async throws {
    try await withStore(kind) { store in
      try await store.prepareWeekly()
      let opened = try await store.open(.weekly())
      let lease = try #require(try await store.claimOne(channel: "mail"))
      try await store.release([lease])
      let before = try await store.edition(of: "weekly", number: 1).content
      await #expect(throws: StoreProblem.editionClaimed(digest: "weekly", number: 1, claimed: 1, owed: 3)) {
        try await store.editEdition(
          of: "weekly", number: 1, to: .digest(text), from: opened.contentID, now: .noon)
      }
      #expect(try await store.edition(of: "weekly", number: 1).content == before)
      #expect(try await store.jobs().allSatisfy { $0.revision == 1 })
    }
  }

  @Test(arguments: StoreKind.allCases)
  func twoPeopleDoNotChangeItWithoutKnowing(_ kind: StoreKind) async throws {
    try await withStore(kind) { store in
      try await store.prepareWeekly()
      let opened = try await store.open(.weekly())
      _ = try await store.editEdition(of: "weekly", number: 1, to: .digest(text), from: opened.contentID, now: .noon)
      await #expect(throws: StoreProblem.editionChanged(digest: "weekly", number: 1)) {
        try await store.editEdition(
          of: "weekly", number: 1, to: .digest("Third\n\nThird.\n"), from: opened.contentID, now: .noon)
      }
      await #expect(throws: StoreProblem.noSuchEdition(digest: "weekly", number: 2)) {
        try await store.editEdition(of: "weekly", number: 2, to: .digest(text), from: nil, now: .noon)
      }
    }
  }

  @Test(arguments: StoreKind.allCases)
  func aFlowedTextIsStoredAsOne(_ kind: StoreKind) async throws {
    try await withStore(kind) { store in
      try await store.prepareWeekly()
      let content = try Content.digest("Subject\n\nA paragraph that \ngoes on.\n", isFlowed: true)
      _ = try await store.openEdition(.weekly(), due: .noon, now: .noon) { _ in content }
      #expect(try await store.edition(of: "weekly", number: 1).content == content)
      let lease = try #require(try await store.claimOne(channel: "mail"))
      #expect(lease.message.content.isFlowed)
    }
  }
}
