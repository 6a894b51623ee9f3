import Herald
import HeraldStore
import Testing

@Suite struct SubscriberTests {
  @Test(arguments: StoreKind.allCases)
  func variantsOfCaseAreOneSubscriber(_ kind: StoreKind) async throws {
    try await withStore(kind) { store in
      let effects = try await store.subscribe("Ann@Mail.Example", "ann@mail.example", "ANN@MAIL.EXAMPLE")
      #expect(effects == [.added, .known, .known])
      #expect(try await store.subscribers(of: "readers").map(\.mailbox.description) == ["Ann@mail.example"])
      #expect(try await store.subscribe("ann+news@mail.example") == [.added])
      #expect(try await store.subscribe("ann@mail.example", list: "staff") == [.added])
    }
  }

  @Test(arguments: StoreKind.allCases)
  func aNewNameIsTakenOverAndAnEmptyOneIsNot(_ kind: StoreKind) async throws {
    try await withStore(kind) { store in
      _ = try await store.subscribe("ann@mail.example")
      #expect(try await store.subscribe("Ann A. <ann@mail.example>") == [.renamed])
      #expect(try await store.subscribe("ann@mail.example") == [.known])
      #expect(try await store.subscribers(of: "readers").map(\.mailbox.name) == ["Ann A."])
    }
  }

  @Test(arguments: StoreKind.allCases)
  func aMailThatWaitsForWhoLeftIsSkippedUnlessItMayBeOut(_ kind: StoreKind) async throws {
    try await withStore(kind) { store in
      try await store.prepareWeekly()
      _ = try await store.open(.weekly())
      // Ann's mail may be out.
      let lease = try #require(try await store.claimOne(channel: "mail"))
      _ = try await store.mark(lease)
      _ = try await store.recover(now: .noon)
      for address in ["ann@mail.example", "ben@mail.example"] {
        #expect(try await store.unsubscribe(EmailAddress(address), from: "readers", now: .noon))
      }
      #expect(try await store.look(lease.job.id).job.state == .waiting)
      #expect(try await store.ledgers()["mail"]?[.skipped] == 1)
      #expect(try await store.audit() == [])
    }
  }

  @Test(arguments: StoreKind.allCases)
  func whoLeftStaysOutUntilTheyAskToReturn(_ kind: StoreKind) async throws {
    try await withStore(kind) { store in
      _ = try await store.subscribe("ann@mail.example")
      #expect(try await store.unsubscribe(EmailAddress("Ann@Mail.example"), from: "readers", now: .noon))
      #expect(try await !store.unsubscribe(EmailAddress("ann@mail.example"), from: "readers", now: .noon))
      #expect(try await !store.unsubscribe(EmailAddress("zoe@mail.example"), from: "readers", now: .noon))
      #expect(try await store.subscribe("Ann <ann@mail.example>") == [.stayedRemoved])
      #expect(try await store.subscribers(of: "readers").map(\.state) == [.removed])
      #expect(try await store.subscribe("ann@mail.example", returning: true) == [.returned])
      #expect(try await store.subscribers(of: "readers").map(\.state) == [.active])
    }
  }
}
