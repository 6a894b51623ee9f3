import Foundation
import GRDB
import Herald
import Testing

@testable import HeraldStore

/// A copy would send again what the original has sent since.
@Suite struct IncarnationTests {
  private func copy(_ from: String, _ to: String) throws {
    let files = FileManager.default
    for suffix in ["", "-wal", "-shm"] where files.fileExists(atPath: from + suffix) {
      try files.copyItem(atPath: from + suffix, toPath: to + suffix)
    }
  }

  /// What a daemon finds there.
  private func pause(of path: String) async throws -> Pause? {
    let store = try Store(path: path, role: .daemon)
    defer { store.close() }
    return try await store.pauseOfAll()
  }

  @Test func theSameStoreIsKnownAgain() async throws {
    try await withFolder { folder in
      let path = folder + "/herald.db"
      for _ in 0..<3 {
        let command = try Store(path: path, role: .command)
        try await command.queueOne("Story \(UUID())")
        command.close()
        #expect(try await pause(of: path) == nil)
      }
    }
  }

  @Test func aPlainCopyElsewhereStartsPausedAndSendsNothing() async throws {
    try await withFolder { folder in
      let path = folder + "/herald.db"
      let store = try Store(path: path, role: .daemon)
      try await store.queueOne()
      store.close()
      let elsewhere = folder + "/elsewhere.db"
      try copy(path, elsewhere)
      let copied = try Store(path: elsewhere, role: .daemon)
      defer { copied.close() }
      #expect(try await copied.pauseOfAll()?.cause == .copy)
      #expect(try await copied.claim().isEmpty)
      #expect(try await copied.nextDue(channels: ["x"]) == nil)
      #expect(try await copied.resume(nil))
      #expect(try await copied.claim().count == 1)
    }
  }

  @Test func aCopyOfEveryFileBesideItIsACopyToo() async throws {
    try await withFolder { folder in
      let path = folder + "/one/herald.db"
      try FileManager.default.createDirectory(atPath: folder + "/one", withIntermediateDirectories: false)
      try Store(path: path, role: .daemon).close()
      try FileManager.default.copyItem(atPath: folder + "/one", toPath: folder + "/two")
      #expect(try await pause(of: folder + "/two/herald.db")?.cause == .copy)
    }
  }

  @Test func aFolderThatWasMovedIsNoCopy() async throws {
    try await withFolder { folder in
      try FileManager.default.createDirectory(atPath: folder + "/one", withIntermediateDirectories: false)
      try Store(path: folder + "/one/herald.db", role: .daemon).close()
      try FileManager.default.moveItem(atPath: folder + "/one", toPath: folder + "/two")
      #expect(try await pause(of: folder + "/two/herald.db") == nil)
    }
  }

  @Test func anEarlierStatePutBackInPlaceStartsPaused() async throws {
    try await withFolder { folder in
      let path = folder + "/herald.db"
      try Store(path: path, role: .daemon).close()
      let kept = try Data(contentsOf: URL(filePath: path))
      let later = try Store(path: path, role: .daemon)
      try await later.queueOne()
      later.close()
      // Into the same file, as `cp` does.
      let file = try FileHandle(forWritingTo: URL(filePath: path))
      try file.truncate(atOffset: 0)
      try file.write(contentsOf: kept)
      try file.close()
      #expect(try await pause(of: path)?.cause == .copy)
    }
  }

  @Test func aStoreOfAnEarlierVersionIsTakenAsItIs() async throws {
    try await withFolder { folder in
      let path = folder + "/herald.db"
      let store = try Store(path: path, role: .daemon)
      try await store.write { try $0.execute(sql: "DELETE FROM meta WHERE key = 'generation'") }
      store.close()
      let again = try Store(path: path, role: .daemon)
      try await again.write { try $0.execute(sql: "DELETE FROM meta WHERE key = 'generation'") }
      again.close()
      try FileManager.default.removeItem(atPath: path + ".incarnation")
      // Closing has given it a generation again.
      #expect(try await pause(of: path)?.cause == .copy)
    }
  }

  /// A new store in its place would send again what was sent.
  @Test(arguments: [nil, 0, 4_096], [Store.Role.daemon, .command])
  func aLostStoreIsNotReplaced(_ left: Int?, _ role: Store.Role) async throws {
    try await withFolder { folder in
      let path = folder + "/herald.db"
      try Store(path: path, role: .daemon).close()
      if let left {
        // An empty schema is what is left of a first page alone.
        let empty = try DatabaseQueue(path: folder + "/empty.db")
        try await empty.writeWithoutTransaction { try $0.execute(sql: "PRAGMA journal_mode = WAL") }
        try empty.close()
        let page = try Data(contentsOf: URL(filePath: folder + "/empty.db"))
        try page.prefix(left).write(to: URL(filePath: path))
      } else {
        try FileManager.default.removeItem(atPath: path)
      }
      #expect(throws: StoreProblem.missing(path: path)) { try Store(path: path, role: role) }
      #expect(FileManager.default.fileExists(atPath: path) == (left != nil))
      for file in [path + ".write", path + ".incarnation"] { try FileManager.default.removeItem(atPath: file) }
      try Store(path: path, role: role).close()
    }
  }

  /// Its locks are made before it, and what it is known by when it is whole.
  @Test(arguments: [nil, 0]) func aCrashWhileAStoreIsMadeLetsTheNextOneBegin(_ left: Int?) async throws {
    try await withFolder { folder in
      let path = folder + "/herald.db"
      for file in [path + ".write", path + ".daemon"] { try Data().write(to: URL(filePath: file)) }
      if left != nil { try Data().write(to: URL(filePath: path)) }
      #expect(try await pause(of: path) == nil)
    }
  }

  /// Also before any daemon has looked at it.
  @Test func whatAPersonHasVouchedForDoesNotStartPausedAgain() async throws {
    try await withFolder { folder in
      let path = folder + "/herald.db"
      let store = try Store(path: path, role: .daemon)
      try await store.queueOne()
      try await store.backup(to: folder + "/kept.db")
      store.close()
      try Store.restore(folder + "/kept.db", to: path, now: .noon)
      let command = try Store(path: path, role: .command)
      #expect(try await command.objection() != nil)
      #expect(try await command.resume(nil))
      #expect(try await command.objection() == nil)
      command.close()
      #expect(try await pause(of: path) == nil)
    }
  }

  @Test func aBackupTakesThePlaceOfALostStore() async throws {
    try await withFolder { folder in
      let path = folder + "/herald.db"
      let store = try Store(path: path, role: .daemon)
      try await store.queueOne()
      try await store.backup(to: folder + "/kept.db")
      try await store.queueOne("Story 2")
      try FileManager.default.copyItem(atPath: path + "-wal", toPath: folder + "/wal")
      store.close()
      try FileManager.default.removeItem(atPath: path)
      // The log of a process that was killed.
      try FileManager.default.moveItem(atPath: folder + "/wal", toPath: path + "-wal")
      #expect(try Store.restore(folder + "/kept.db", to: path, now: .noon) == nil)
      let restored = try Store(path: path, role: .daemon)
      defer { restored.close() }
      #expect(try await restored.pauseOfAll()?.cause == .copy)
      #expect(try await restored.jobs(state: .waiting).count == 1)
      #expect(try await restored.audit() == [])
    }
  }

  @Test(arguments: [
    // (name, generation, inode) of what is recorded beside a store named "a" of generation 5 in inode 7.
    ("a", 5, 7, true), ("a", 4, 7, true), ("a", 6, 7, false), ("b", 5, 7, false), ("a", 5, 8, false),
  ])
  func whatIsTakenForTheSame(_ name: String, _ generation: Int, _ inode: Int, _ isSame: Bool) throws {
    let recorded = Incarnation(
      store: name, generation: Int64(generation), file: FileIdentity(device: 1, inode: UInt64(inode)))
    let objection = Incarnation.objection(
      to: "a", generation: 5, file: FileIdentity(device: 1, inode: 7), recorded: recorded)
    #expect((objection == nil) == isSame)
  }
}
