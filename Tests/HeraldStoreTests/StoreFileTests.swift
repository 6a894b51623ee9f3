import Foundation
import GRDB
import Glibc
import Herald
import Servers
import Testing

@testable import HeraldStore

@Suite struct StoreFileTests {
  @Test func aSecondDaemonIsRefusedUntilTheFirstCloses() async throws {
    try await withFolder { folder in
      let path = folder + "/herald.db"
      let first = try Store(path: path, role: .daemon)
      #expect(throws: StoreProblem.daemonRunning(path: path, process: getpid())) {
        try Store(path: path, role: .daemon)
      }
      first.close()
      try Store(path: path, role: .daemon).close()
    }
  }

  /// After an upgrade, say, while the old process is still at work: it goes on writing what it knew.
  @Test func aCommandDoesNotMigrateUnderADaemon() async throws {
    try await withFolder { folder in
      let path = folder + "/herald.db"
      let daemon = try Store(path: path, role: .daemon)
      try await daemon.write {
        try $0.execute(sql: "DELETE FROM grdb_migrations WHERE rowid = (SELECT max(rowid) FROM grdb_migrations)")
      }
      #expect(throws: StoreProblem.daemonOfEarlierVersion(path: path, process: getpid())) {
        try Store(path: path, role: .command)
      }
      #expect(!FileManager.default.fileExists(atPath: path + ".before-migration-11"))
      daemon.close()
    }
  }

  @Test func aCommandWritesBesideADaemonWhichNotices() async throws {
    try await withFolder { folder in
      let path = folder + "/herald.db"
      let daemon = try Store(path: path, role: .daemon)
      defer { daemon.close() }
      let before = try await daemon.foreignVersion()
      #expect(try await daemon.foreignVersion() == before)
      let command = try Store(path: path, role: .command)
      try await command.queueOne()
      command.close()
      #expect(try await daemon.foreignVersion() != before)
      #expect(try await daemon.claim().count == 1)
    }
  }

  @Test func aCommandNeverCheckpointsWhileADaemonWorks() async throws {
    try await withFolder { folder in
      let path = folder + "/herald.db"
      let daemon = try Store(path: path, role: .daemon)
      let command = try Store(path: path, role: .command)
      try await command.queueOne()
      let length = try size(path + "-wal")
      #expect(length > 0)
      command.checkpoint()
      #expect(try size(path + "-wal") == length)
      command.close()
      #expect(try size(path + "-wal") == length)
      daemon.checkpoint()
      #expect(try size(path + "-wal") == 0)
      #expect(try await daemon.claim().count == 1)
      daemon.close()
      #expect(!FileManager.default.fileExists(atPath: path + "-wal"))
    }
  }

  @Test func nobodyCheckpointsWhileAnotherProcessHoldsTheWriteLock() async throws {
    try await withFolder { folder in
      let path = folder + "/herald.db"
      let daemon = try Store(path: path, role: .daemon)
      defer { daemon.close() }
      try await daemon.queueOne()
      let length = try size(path + "-wal")
      let writer = try FileLock(path: path + ".write")
      #expect(try writer.tryLock())
      daemon.checkpoint()
      #expect(try size(path + "-wal") == length)
      // The daemon's own commits do not wait for it.
      try await daemon.queueOne("Story 2")
      writer.unlock()
      daemon.checkpoint()
      #expect(try size(path + "-wal") == 0)
    }
  }

  @Test func aLockIsExclusiveAlsoInsideTheProcess() async throws {
    try await withFolder { folder in
      let lock = try FileLock(path: folder + "/lock")
      let other = try FileLock(path: folder + "/lock")
      #expect(try lock.tryLock())
      #expect(try !lock.tryLock())
      #expect(try !other.tryLock())
      #expect(throws: StoreProblem.self) { try other.lock(waitingAtMost: 0) }
      lock.unlock()
      #expect(try other.tryLock())
      #expect(try !lock.tryLock())
      other.unlock()
    }
  }

  @Test func openingASecondStoreLeavesTheLocksOfTheFirst() async throws {
    try await withFolder { folder in
      let path = folder + "/herald.db"
      let daemon = try Store(path: path, role: .daemon)
      defer { daemon.close() }
      try await daemon.queueOne()
      try Store(path: path, role: .command).close()
      // Another process could take the whole file only if our shared lock were gone.
      let shell = Process()
      shell.executableURL = URL(filePath: "/usr/bin/env")
      shell.arguments = ["cat", "/proc/locks"]
      let pipe = Pipe()
      shell.standardOutput = pipe
      try shell.run()
      let locks = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
      shell.waitForEnd()
      let inode = try #require(try FileManager.default.attributesOfItem(atPath: path)[.systemFileNumber] as? UInt64)
      #expect(locks.split(separator: "\n").contains { $0.contains("POSIX") && $0.contains(":\(inode) ") })
    }
  }

  @Test func theFilesAreTheirOwnersAlone() async throws {
    try await withFolder { folder in
      let path = folder + "/herald.db"
      let store = try Store(path: path, role: .daemon)
      defer { store.close() }
      try await store.queueOne()
      let copy = folder + "/copy.db"
      try await store.copy(to: copy)
      for file in [path, path + "-wal", path + ".write", path + ".daemon", copy] {
        let mode = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int
        #expect(mode == 0o600, "\(file)")
      }
    }
  }

  /// Else one command as root would lock the service's user out for good.
  @Test(.enabled(if: geteuid() == 0, "only root gives files away"), arguments: [false, true])
  func whatRootMakesBelongsToTheOwnerOfTheStore(_ isStoreThere: Bool) async throws {
    try await withFolder { folder in
      let nobody: uid_t = 65_534
      let path = folder + "/herald.db"
      if isStoreThere {
        // In a folder of root's.
        try Store(path: path, role: .command).close()
        for file in try FileManager.default.contentsOfDirectory(atPath: folder) {
          try #require(chown(folder + "/" + file, nobody, nobody) == 0)
        }
      } else {
        try #require(chown(folder, nobody, nobody) == 0)
      }
      let store = try Store(path: path, role: .daemon)
      try await store.queueOne()
      try await store.backup(to: folder + "/kept.db")
      func strangers() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder).filter {
          FileOwner(of: folder + "/" + $0)?.user != nobody && $0 != "kept.db"
        }
      }
      #expect(try strangers() == [])
      store.close()
      try Store.restore(folder + "/kept.db", to: path, now: .noon)
      #expect(try strangers() == [])
      try FileManager.default.removeItem(atPath: path)
      try Store.restore(folder + "/kept.db", to: path, now: .noon)
      let again = try Store(path: path, role: .daemon)
      defer { again.close() }
      #expect(try isStoreThere || strangers() == [])
    }
  }

  @Test func whoIsRefusedIsToldWhoseTheFileIs() {
    let me = FileOwner(of: "/proc/self")?.name ?? ""
    #expect(
      FileOwner.detail(EACCES, "/etc/passwd") == "Permission denied: it belongs to root, and this is \(me)")
    #expect(
      FileOwner.detail(EACCES, "/etc/none/at/all") == "Permission denied")
    #expect(
      FileOwner.detail(EACCES, "/etc/none") == "Permission denied: its folder belongs to root, and this is \(me)")
    #expect(FileOwner.detail(ENOSPC, "/etc/passwd") == "No space left on device")
  }

  @Test func aCopyIsAWholeStoreAndNeverOverwrites() async throws {
    try await withFolder { folder in
      let store = try Store(path: folder + "/herald.db", role: .daemon)
      defer { store.close() }
      try await store.queueOne()
      let path = folder + "/copy.db"
      try await store.copy(to: path)
      await #expect(throws: StoreProblem.fileExists(path: path)) {
        try await store.copy(to: path)
      }
      let copy = try Store(path: path, role: .rehearsal)
      defer { copy.close() }
      #expect(try await copy.audit() == [])
      #expect(try await copy.claim().count == 1)
    }
  }

  /// A folder's octets are not the network's, which an attempt has announced.
  @Test func aRehearsalWritesWhatHasPassedItsGateBefore() async throws {
    try await withFolder { folder in
      let store = try Store(path: folder + "/herald.db", role: .daemon)
      defer { store.close() }
      try await store.queueOne()
      let lease = try #require(try await store.claimOne())
      #expect(try await store.mark(lease, "for the network") == .open)
      try await store.finish(lease, .deferred(Failure("busy", code: "429")))
      let path = folder + "/copy.db"
      try await store.copy(to: path)
      let copy = try Store(path: path, role: .rehearsal)
      defer { copy.close() }
      let again = try #require(try await copy.claimOne(at: .noon + 999_999))
      #expect(try await copy.mark(again, "for a folder", at: .noon + 999_999) == .open)
    }
  }

  @Test func aForeignDatabaseIsRefusedAndLeftAsItIs() async throws {
    try await withFolder { folder in
      let path = folder + "/other.db"
      let other = try DatabaseQueue(path: path)
      try await other.write { try $0.execute(sql: "CREATE TABLE t (x); INSERT INTO t VALUES (1)") }
      try other.close()
      let bytes = try Data(contentsOf: URL(filePath: path))
      for role in [Store.Role.daemon, .command] {
        #expect(throws: StoreProblem.foreign(path: path)) { try Store(path: path, role: role) }
      }
      #expect(try Data(contentsOf: URL(filePath: path)) == bytes)
    }
  }

  @Test func aNewerStoreIsRefusedAndLeftAsItIs() async throws {
    try await withFolder { folder in
      let path = folder + "/herald.db"
      try Store(path: path, role: .daemon).close()
      let later = try DatabaseQueue(path: path)
      try await later.write { try $0.execute(sql: "INSERT INTO grdb_migrations VALUES ('99: from the future')") }
      try later.close()
      let bytes = try Data(contentsOf: URL(filePath: path))
      for role in [Store.Role.daemon, .command] {
        #expect(throws: StoreProblem.newer(path: path)) { try Store(path: path, role: role) }
      }
      #expect(try Data(contentsOf: URL(filePath: path)) == bytes)
    }
  }

  @Test(arguments: [0, 8, 20, 100, 104])
  func aDamagedHeaderIsRefused(_ offset: Int) async throws {
    try await withFolder { folder in
      let path = try await filledStore(in: folder)
      try flip(path, at: offset..<offset + 4)
      #expect { try Store(path: path, role: .daemon) } throws: { error in
        if case .damaged? = error as? StoreProblem { true } else { false }
      }
    }
  }

  @Test func damageInTheMiddleStopsADaemonAndTheAuditOfACommandSeesIt() async throws {
    try await withFolder { folder in
      let path = try await filledStore(in: folder)
      let middle = try size(path) / 2 / 4_096 * 4_096
      try flip(path, at: middle..<middle + 64)
      #expect { try Store(path: path, role: .daemon) } throws: { error in
        if case .damaged? = error as? StoreProblem { true } else { false }
      }
      let command = try Store(path: path, role: .command)
      defer { command.close() }
      do {
        #expect(try await command.audit() != [])
      } catch let problem as StoreProblem {
        guard case .damaged = problem else { throw problem }
      }
    }
  }

  @Test(arguments: ["", String(repeating: "This is no database. ", count: 10)])
  func aFileThatIsNoDatabaseIsRefusedUnlessItIsEmpty(_ text: String) async throws {
    try await withFolder { folder in
      let path = folder + "/herald.db"
      try text.write(toFile: path, atomically: false, encoding: .utf8)
      if text.isEmpty {
        try Store(path: path, role: .daemon).close()
      } else {
        #expect { try Store(path: path, role: .daemon) } throws: { error in
          if case .damaged? = error as? StoreProblem { true } else { false }
        }
        #expect(try String(contentsOfFile: path, encoding: .utf8) == text)
      }
    }
  }

  @Test(arguments: ["/dev/null/herald.db", "/proc/herald.db", "/nowhere/at/all/herald.db"])
  func aPlaceThatCannotHoldAStoreIsNamed(_ path: String) {
    #expect { try Store(path: path, role: .command) } throws: { error in
      switch error as? StoreProblem {
      case .unavailable(let named, _): named.hasPrefix(path)
      case .noFolder(let named, let folder): named == path && folder == "/nowhere/at/all"
      default: false
      }
    }
  }

  private func filledStore(in folder: String) async throws -> String {
    let path = folder + "/herald.db"
    let store = try Store(path: path, role: .daemon)
    for story in 1...200 { try await store.queueOne("Story \(story) of a town with many words to fill its pages.") }
    store.close()
    return path
  }

  private func size(_ path: String) throws -> Int {
    try #require(try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int)
  }

  private func flip(_ path: String, at range: Range<Int>) throws {
    var bytes = try Data(contentsOf: URL(filePath: path))
    for index in range { bytes[index] ^= 0xFF }
    try bytes.write(to: URL(filePath: path))
  }
}
