import Foundation
import GRDB
import Herald
import Testing

@testable import HeraldStore

/// Slots at 9:00 and 17:30 UTC, the tests' noon being 2025-11-24 16:00 UTC.
@Suite struct SlotTests {
  private static let slots = Result { Slots([try Schedule("daily 17:30"), try Schedule("daily 09:00")], in: .gmt) }

  private func policy(_ misfire: PostMisfire? = nil) throws -> MisfirePolicy {
    MisfirePolicy(misfire: misfire, slots: try Self.slots.get())
  }

  private func posting(_ texts: [String], moves: Bool = true, due: Instant = .noon) throws -> Posting {
    Posting(
      channel: "x", content: try .post(texts), due: due, destination: "social.example", moves: moves,
      slots: try Self.slots.get(), catchUp: .hours(2))
  }

  @discardableResult
  private func post(_ text: String, in store: Store) async throws -> QueuedJob {
    try await store.queue(
      Article(title: text, paragraphs: [text]), postings: [posting([text])], now: .noon
    ).jobs[0]
  }

  @Test(arguments: StoreKind.allCases)
  func eachPostTakesTheFirstSlotThatNoOtherHas(_ kind: StoreKind) async throws {
    try await withStore(kind) { store in
      var slots: [String?] = []
      for number in 1...4 { slots.append(try await post("Story \(number)", in: store).slot) }
      #expect(slots == ["2025-11-24 17:30", "2025-11-25 09:00", "2025-11-25 17:30", "2025-11-26 09:00"])
      let first = try await store.look(1).job
      #expect(first.due.description == "2025-11-24T17:30:00Z" && first.missedAfter == first.due + 7_200)
      // What is sent keeps its slot, what is cancelled gives it back.
      let lease = try #require(try await store.claimOne(at: first.due))
      try await store.finish(lease, .sent(Receipt(id: "1")), at: first.due)
      _ = try await store.cancel([3], now: .noon)
      #expect(try await post("Story 5", in: store).slot == "2025-11-25 17:30")
      #expect(try await post("Story 6", in: store).slot == "2025-11-26 17:30")
    }
  }

  @Test(arguments: StoreKind.allCases)
  func twoPostsNeverHaveOneSlot(_ kind: StoreKind) async throws {
    try await withStore(kind) { store in
      try await post("Story 1", in: store)
      try await post("Story 2", in: store)
      await #expect(throws: (any Error).self) {
        try await store.write { try $0.execute(sql: "UPDATE job SET slot = '2025-11-24 17:30' WHERE id = 2") }
      }
      // On another channel it is another slot.
      let other = Posting(
        channel: "y", content: try .post(["Story 3"]), due: .noon, destination: "d", slots: try Self.slots.get(),
        catchUp: 60)
      let jobs = try await store.queue(Article(title: "Story 3", paragraphs: ["3"]), postings: [other], now: .noon).jobs
      #expect(jobs.map(\.slot) == ["2025-11-24 17:30"])
    }
  }

  @Test(arguments: StoreKind.allCases)
  func aThreadHasOneSlotAndItsPartsFollow(_ kind: StoreKind) async throws {
    try await withStore(kind) { store in
      let jobs = try await store.queue(.dam, postings: [posting(["One.", "Two.", "Three."])], now: .noon).jobs
      #expect(jobs.map(\.slot) == ["2025-11-24 17:30", nil, nil])
      #expect(Set(jobs.map(\.due)).count == 1)
      #expect(try await store.look(2).job.missedAfter == nil, "it waits for the part before it")
      #expect(try await post("Story 2", in: store).slot == "2025-11-25 09:00")
      // A part that is moved has a slot of its own, and still misses nothing.
      _ = try await store.moveToSlots([2], policies: ["x": policy()], now: .noon)
      let part = try await store.look(2).job
      #expect(part.slot == "2025-11-25 17:30" && part.missedAfter == nil)
    }
  }

  @Test(arguments: StoreKind.allCases)
  func eachBriefHasItsOwnSlot(_ kind: StoreKind) async throws {
    try await withStore(kind) { store in
      let postings = try Article.dam.briefs.map { brief in
        var posting = try posting([brief.text])
        posting.brief = brief
        return posting
      }
      let jobs = try await store.queue(.dam, postings: postings, now: .noon).jobs
      #expect(jobs.map(\.slot) == ["2025-11-24 17:30", "2025-11-25 09:00"])
    }
  }

  @Test(arguments: StoreKind.allCases)
  func queuedAgainForASlotItKeepsTheOneThatIsItsOwn(_ kind: StoreKind) async throws {
    try await withStore(kind) { store in
      _ = try await store.queue(.dam, postings: [posting(["One."])], now: .noon)
      let again = try await store.queue(.dam, postings: [posting(["One."])], now: .noon).jobs
      #expect(again.map(\.slot) == ["2025-11-24 17:30"])
      let now = Posting(
        channel: "x", content: try .post(["One."]), due: .noon, destination: "social.example", moves: true)
      let moved = try await store.queue(.dam, postings: [now], now: .noon).jobs
      #expect(moved.map(\.slot) == [nil] && moved.map(\.due) == [.noon])
      #expect(try await store.look(1).job.missedAfter == nil)
      #expect(try await post("Story 2", in: store).slot == "2025-11-24 17:30", "it is free again")
    }
  }

  @Test(arguments: StoreKind.allCases)
  func aMoveFreesASlotAndTakesAnother(_ kind: StoreKind) async throws {
    try await withStore(kind) { store in
      for number in 1...3 { try await post("Story \(number)", in: store) }
      try await store.move([1], to: .noon + 600, catchUp: ["x": 60])
      #expect(try await store.look(1).job.slot == nil)
      #expect(try await store.look(1).job.missedAfter == .noon + 660)
      let moved = try await store.moveToSlots([3, 1], policies: ["x": policy()], now: .noon)
      #expect(moved.map(\.due.description) == ["2025-11-24T17:30:00Z", "2025-11-25T17:30:00Z"])
      #expect(
        try await store.slots(of: "x", from: try #require(CalendarDay("2025-11-24"))).values.sorted() == [1, 2, 3])
      await #expect { try await store.moveToSlots([2], policies: ["x": MisfirePolicy()], now: .noon) } throws: {
        "\($0)".contains("is for x, which has no slots")
      }
    }
  }

  @Test(arguments: StoreKind.allCases)
  func aCorrectionIntoAThreadOfAnotherLengthKeepsTheSlot(_ kind: StoreKind) async throws {
    try await withStore(kind) { store in
      _ = try await store.queue(.dam, postings: [posting(["One."])], now: .noon)
      let longer = try posting(["One.", "Two."], moves: false)
      let jobs = try await store.queue(.dam, postings: [longer], intent: .correct, now: .noon).jobs
      #expect(jobs.map(\.id) == [2, 3] && jobs.map(\.slot) == ["2025-11-24 17:30", nil])
    }
  }

  @Test(arguments: StoreKind.allCases)
  func aFailedPostGivesItsSlotBackAndIsTriedWithoutOne(_ kind: StoreKind) async throws {
    try await withStore(kind) { store in
      let first = try await post("Story 1", in: store)
      let lease = try #require(try await store.claimOne(at: first.due))
      try await store.finish(lease, .rejected(Failure("400")), at: first.due)
      #expect(try await post("Story 2", in: store).slot == first.slot)
      try await store.retry([1], now: first.due)
      #expect(try await store.look(1).job.slot == nil)
      let second = try #require(try await store.claim(2, at: first.due).last)
      try await store.finish(second, .rejected(Failure("400")), at: first.due)
      #expect(try await post("Story 3", in: store).slot != nil)
      let failed = try await store.jobs(state: .failed).map(\.id)
      try await store.markSent(failed.map { ($0, Receipt(id: "seen")) }, now: first.due)
    }
  }

  @Test(arguments: StoreKind.allCases)
  func aMailHasNoSlot(_ kind: StoreKind) async throws {
    try await withStore(kind) { store in
      try await store.prepareWeekly()
      _ = try await store.open(.weekly())
      await #expect { try await store.moveToSlots([1], policies: ["mail": policy()], now: .noon) } throws: {
        "\($0)".contains("is a mail of a digest: slots are for posts")
      }
      try await store.move([1], to: .noon + 600, catchUp: ["mail": 60])
      #expect(try await store.look(1).job.missedAfter == nil)
    }
  }
}
