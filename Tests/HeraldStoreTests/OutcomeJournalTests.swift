import Foundation
import GRDB
import Herald
import Testing

@testable import HeraldStore

/// What happens to an outcome that the database does not take.
@Suite struct OutcomeJournalTests {
  @Test func anOutcomeThatCannotBeStoredIsKeptAndReplayed() async throws {
    try await withFolder { folder in
      let path = folder + "/herald.db"
      let store = try Store(path: path, role: .daemon)
      let id = try await store.queueOne()
      let lease = try #require(try await store.claimOne())
      #expect(try await store.mark(lease) == .open)
      // As after an error of the disk: the writer takes nothing any more.
      store.committer.breakDown(.unavailable(path: path, detail: "database or disk is full"))
      #expect(try await store.finish(lease, .sent(Receipt(id: "queued as 7"))))
      store.close()

      let next = try Store(path: path, role: .daemon)
      defer { next.close() }
      #expect(try await next.look(id).job.state == .leased)
      #expect(try await next.recover(now: .noon + 60) == Store.Recovery(replayed: 1))
      let (job, deliveries) = try await next.look(id)
      #expect(job.state == .sent)
      #expect(deliveries.map(\.receipt) == [Receipt(id: "queued as 7")])
      #expect(try await next.recover(now: .noon + 120).isNothing, "the journal is empty again")
      #expect(try await next.audit() == [])
    }
  }

  @Test func aReplayThatWasCutShortIsHarmless() async throws {
    try await withFolder { folder in
      let store = try Store(path: folder + "/herald.db", role: .daemon)
      defer { store.close() }
      let id = try await store.queueOne()
      let lease = try #require(try await store.claimOne())
      _ = try await store.mark(lease)
      try await store.finish(lease, .sent(Receipt(id: "once")))
      // It was written, and the process died before the journal was emptied.
      let delivery = Delivery(
        job: id, token: lease.token, started: .noon, marked: .noon, ended: .noon, ending: .sent,
        receipt: Receipt(id: "once"))
      let finished = FinishedAttempt(lease, next: .sent(Receipt(id: "once")), delivery: delivery, isQuestion: false)
      try store.journal?.append(#require(finished))
      #expect(try await store.recover(now: .noon).isNothing)
      #expect(try await store.look(id).deliveries.count == 1)
      #expect(try await store.audit() == [])
    }
  }

  @Test func aTornLastLineIsNoEntry() async throws {
    try await withFolder { folder in
      let path = folder + "/herald.db.outcomes"
      let journal = try OutcomeJournal(path: path)
      let file = try FileHandle(forWritingTo: URL(filePath: path))
      try file.write(contentsOf: Data(#"{"job":1,"tok"#.utf8))
      try file.close()
      #expect(try journal.entries() == [])
    }
  }

  /// An attempt that came to nothing, as it would be recorded.
  private func deferred(_ folder: String) async throws -> FinishedAttempt {
    let store = try Store(path: folder + "/herald.db", role: .daemon)
    defer { store.close() }
    try await store.queueOne()
    let lease = try #require(try await store.claimOne())
    let delivery = Delivery(
      job: lease.job.id, token: 1, started: .noon, marked: nil, ended: .noon, ending: .deferred, failure: Failure("no"))
    let next = RetryPolicy.Next.waiting(until: .noon, doubt: false)
    return try #require(FinishedAttempt(lease, next: next, delivery: delivery, isQuestion: false))
  }

  @Test func nothingIsWrittenBehindATornLine() async throws {
    try await withFolder { folder in
      let finished = try await deferred(folder)
      let path = folder + "/outcomes"
      try OutcomeJournal(path: path).append(finished)
      // The next one was cut short.
      let file = try FileHandle(forUpdating: URL(filePath: path))
      let used = try #require(try file.readToEnd()?.firstIndex(of: 0))
      try file.seek(toOffset: UInt64(used))
      try file.write(contentsOf: Data(#"{"job":1,"tok"#.utf8))
      try file.close()
      let again = try OutcomeJournal(path: path)
      try again.append(finished)
      #expect(try OutcomeJournal(path: path).entries() == [finished, finished])
    }
  }

  @Test func whatAClearingThatWasCutShortLeftIsGone() async throws {
    try await withFolder { folder in
      let finished = try await deferred(folder)
      let path = folder + "/outcomes"
      let journal = try OutcomeJournal(path: path)
      for _ in 0..<50 { try journal.append(finished) }
      // Its first page was zeroed, and then the power failed.
      let file = try FileHandle(forUpdating: URL(filePath: path))
      try file.write(contentsOf: Data(count: 4_096))
      try file.close()
      let again = try OutcomeJournal(path: path)
      #expect(try again.entries() == [])
      for _ in 0..<50 { try again.append(finished) }
      #expect(try again.entries().count == 50)
    }
  }

  @Test func itsRoomIsTakenBeforeTheDiskIsFull() async throws {
    try await withFolder { folder in
      let path = folder + "/outcomes"
      _ = try OutcomeJournal(path: path)
      var status = stat()
      #expect(stat(path, &status) == 0)
      #expect(Int(status.st_blocks) * 512 >= OutcomeJournal.size)
    }
  }
}
