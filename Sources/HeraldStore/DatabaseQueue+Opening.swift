import CSQLite
import Foundation
import GRDB
import Glibc
import Herald

/// SQLite would take a lock to count each piece of memory, and nobody asks: 2 to 7 % of a message's processor time.
private let withoutMemoryStatistics = csqlite_without_memory_statistics()

extension Configuration {
  /// WAL with `synchronous=FULL`, no checkpoint by itself, ten seconds of patience with other programs.
  static func herald() -> Configuration {
    _ = withoutMemoryStatistics
    var configuration = Configuration()
    configuration.busyMode = .timeout(10)
    configuration.foreignKeysEnabled = true
    configuration.label = "herald"
    configuration.maximumReaderCount = 1
    configuration.prepareDatabase { database in
      try database.execute(
        sql: """
          PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 0; PRAGMA trusted_schema = OFF;
          PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0; PRAGMA temp_store = MEMORY;
          """)
    }
    return configuration
  }
}

extension DatabaseQueue {
  /// A copy of what is there before it is changed; one that was cut short is made anew.
  private func keep(_ copy: String, of path: String) throws {
    let aside = copy + ".part"
    unlink(aside)
    try Store.createPrivately(aside, beside: path)
    try writeWithoutTransaction { try $0.execute(sql: "VACUUM INTO ?", arguments: [aside]) }
    guard rename(aside, copy) == 0 else { throw OwnedFile.refused(copy) }
  }

  /// Checks that the file is Herald's, sound and not newer, and only then changes it: WAL, then the migrations that it
  /// lacks.
  ///
  /// - Parameter beforeMigrating: throws where the file may not be changed now.
  func prepare(path: String, inMemory: Bool, thoroughly: Bool, beforeMigrating: () throws -> Void) throws {
    let migrator = Schema.migrator
    try writeWithoutTransaction { database in
      let isEmpty = try Int.fetchOne(database, sql: "SELECT count(*) FROM sqlite_schema") == 0
      if isEmpty, !inMemory { try Store.checkWasNeverThere(path) }
      if !isEmpty {
        guard try Int.fetchOne(database, sql: "PRAGMA application_id") == Schema.applicationID else {
          throw StoreProblem.foreign(path: path)
        }
        if thoroughly { try database.checkIsSound(path) }
        if try migrator.hasBeenSuperseded(database) { throw StoreProblem.newer(path: path) }
      }
      let mode = try String.fetchOne(database, sql: "PRAGMA journal_mode = WAL")
      guard inMemory || mode == "wal" else {
        throw StoreProblem.unavailable(path: path, detail: "its file system has no shared memory for SQLite's WAL")
      }
      // Before the migrator makes its own table, so that a crash between the two leaves a file that is known as ours.
      if isEmpty { try database.execute(sql: "PRAGMA application_id = \(Schema.applicationID)") }
    }
    if try !read(migrator.hasCompletedMigrations) {
      try beforeMigrating()
      let done = try read { try migrator.appliedIdentifiers($0).count }
      if done > 0, !inMemory { try keep(path + ".before-migration-\(done + 1)", of: path) }
      try migrator.migrate(self)
    }
    try writeWithoutTransaction { database in
      try database.execute(
        sql: "INSERT OR IGNORE INTO meta (key, value) VALUES ('store', lower(hex(randomblob(5))))")
    }
  }
}

extension Database {
  /// Throws `damaged` when the pages of this file do not agree.
  func checkIsSound(_ path: String) throws {
    guard let finding = try String.fetchOne(self, sql: "PRAGMA quick_check(1)"), finding != "ok" else { return }
    throw StoreProblem.damaged(path: path, detail: finding)
  }
}
