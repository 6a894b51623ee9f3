import Foundation
import Herald
import Testing

@testable import HeraldStore

/// A log that a daemon writes over from its beginning, instead of letting it grow or cutting it short.
@Suite struct WriteAheadLogTests {
  private static let page = 4_096 + 24

  private func length(_ path: String) throws -> Int {
    try #require(try FileManager.default.attributesOfItem(atPath: path + "-wal")[.size] as? Int)
  }

  private func generation(_ path: String) throws -> Int64 {
    try #require(try Incarnation.recorded(beside: path)).generation
  }

  @Test func aDaemonsLogIsWrittenOverAndKeepsItsLength() async throws {
    try await withFolder { folder in
      let path = folder + "/herald.db"
      let store = try Store(path: path, role: .daemon, longLog: 50)
      defer { store.close() }
      // Without what making the tables has left.
      store.checkpoint()
      var longest = 0
      for number in 1...60 {
        try await store.queueOne("Story \(number)")
        longest = max(longest, try length(path))
      }
      // 50 pages, the last commit's and that of the generation.
      #expect(longest > 50 * Self.page && longest < 100 * Self.page)
      #expect(try length(path) == longest)
      #expect(try await store.ledgers()["x"]?[.waiting] == 60)
      #expect(try await store.audit() == [])
    }
  }

  /// A copy of the file that was made before is an earlier state; more than once a second it is not worth its sync.
  @Test func theGenerationGrowsWhileTheLogIsCopied() async throws {
    try await withFolder { folder in
      let path = folder + "/herald.db"
      let store = try Store(path: path, role: .daemon, longLog: 1)
      defer { store.close() }
      let began = try generation(path)
      let start = ContinuousClock.now
      var copies = 0
      while try generation(path) < began + 3 {
        copies += 1
        try await store.queueOne("Story \(copies)")
      }
      let seconds = start.duration(to: .now) / .seconds(1)
      #expect(seconds > 2 && copies > 3)
    }
  }

  @Test func whatWasCopiedIsInTheFileAlone() async throws {
    try await withFolder { folder in
      let path = folder + "/herald.db"
      let store = try Store(path: path, role: .daemon, longLog: 1)
      for number in 1...20 { try await store.queueOne("Story \(number)") }
      // The writer copies after it has answered.
      try await store.flush()
      let copy = folder + "/copy.db"
      try FileManager.default.copyItem(atPath: path, toPath: copy)
      store.close()
      let copied = try Store(path: copy, role: .command)
      defer { copied.close() }
      #expect(try await copied.jobs(state: .waiting).count == 20)
    }
  }

  @Test func anotherProcessThatWritesPutsItOff() async throws {
    try await withFolder { folder in
      let path = folder + "/herald.db"
      let store = try Store(path: path, role: .daemon, longLog: 50)
      defer { store.close() }
      let writer = try FileLock(path: path + ".write")
      #expect(try writer.tryLock())
      for number in 1...30 { try await store.queueOne("Story \(number)") }
      let grown = try length(path)
      #expect(grown > 150 * Self.page)
      writer.unlock()
      for number in 31...60 { try await store.queueOne("Story \(number)") }
      #expect(try length(path) < grown + 50 * Self.page)
      #expect(try await store.ledgers()["x"]?[.waiting] == 60)
    }
  }

  @Test func aCommandNeverWritesItOver() async throws {
    try await withFolder { folder in
      let path = folder + "/herald.db"
      let daemon = try Store(path: path, role: .daemon)
      defer { daemon.close() }
      let command = try Store(path: path, role: .command, longLog: 1)
      var last = try length(path)
      for number in 1...20 {
        try await command.queueOne("Story \(number)")
        let now = try length(path)
        #expect(now > last)
        last = now
      }
      command.close()
      #expect(try length(path) == last)
    }
  }

  /// What a large edition or another process left is cut when nothing else goes on.
  @Test func aLogOfUnusualLengthIsCut() async throws {
    try await withFolder { folder in
      let path = folder + "/herald.db"
      let store = try Store(path: path, role: .daemon)
      defer { store.close() }
      for number in 1...50 { try await store.queueOne("Story \(number)") }
      let grown = try length(path)
      let began = try generation(path)
      store.checkpoint(whenLogExceeds: grown)
      #expect(try length(path) == grown)
      #expect(try generation(path) == began)
      store.checkpoint(whenLogExceeds: grown - 1)
      #expect(try length(path) == 0)
      #expect(try generation(path) == began + 1)
    }
  }
}
