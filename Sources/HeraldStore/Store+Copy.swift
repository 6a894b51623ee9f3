import Foundation
import GRDB
import Glibc
import Herald

extension Store {
  /// Writes a consistent copy of this store, also while a daemon works on it, into a new file that only its owner reads.
  /// Throws `fileExists`, or `unavailable` when it cannot be written; a half-written one is removed.
  public func copy(to path: String) async throws {
    guard try Self.createPrivately(path) else { throw StoreProblem.fileExists(path: path) }
    do {
      try await database.writeWithoutTransaction { database in
        try database.execute(sql: "VACUUM INTO ?", arguments: [path])
      }
    } catch {
      unlink(path)
      throw StoreProblem(fatal: error, path: path) ?? error
    }
  }

  /// The same for keeping: the copy is written aside, synced, checked and only then given its name, so that a backup which
  /// has its name is whole.
  public func backup(to path: String) async throws {
    try OwnedFile.checkFolder(of: path)
    guard access(path, F_OK) != 0 else { throw StoreProblem.fileExists(path: path) }
    let aside = path + ".part"
    unlink(aside)
    try await copy(to: aside)
    do {
      try Self.syncFile(aside)
      try Self.checkBackup(aside)
      guard link(aside, path) == 0 else { throw OwnedFile.refused(path) }
      unlink(aside)
      try OwnedFile.syncFolder(of: path)
    } catch {
      unlink(aside)
      throw error
    }
  }

  /// Puts a backup in the place of the store at `path`, paused: it would send again what was sent since. The store that
  /// was there is kept beside it.
  ///
  /// - Returns: where the old store is now; nil when there was none.
  /// - Throws: `daemonRunning`, and `foreign`, `damaged` or `newer` for a file that is no backup of this version or an
  ///   earlier one, and `noSuchFile`; then nothing was changed.
  @discardableResult
  public static func restore(_ backup: String, to path: String, now: Instant) throws(StoreProblem) -> String? {
    try OwnedFile.checkFolder(of: path)
    let writeLock = try FileLock(path: path + ".write", beside: path)
    try writeLock.lock()
    defer { writeLock.unlock() }
    let daemonLock = try FileLock(path: path + ".daemon", beside: path)
    guard try daemonLock.tryLock() else { throw .daemonRunning(path: path, process: daemonLock.holder) }
    defer { daemonLock.unlock() }
    let aside = path + ".restoring"
    do {
      guard access(backup, F_OK) == 0 else { throw StoreProblem.noSuchFile(path: backup) }
      try checkBackup(backup)
      try prepareRestored(from: backup, at: aside, beside: path, now: now)
      let old = try putAway(path, now: now)
      guard rename(aside, path) == 0 else { throw OwnedFile.refused(path) }
      try OwnedFile.syncFolder(of: path)
      return old
    } catch {
      unlink(aside)
      throw StoreProblem(fatal: error, path: backup) ?? (error as? StoreProblem)
        ?? .unavailable(path: backup, detail: "\(error)")
    }
  }

  /// A copy of the backup, paused and synced.
  private static func prepareRestored(
    from backup: String, at aside: String, beside path: String, now: Instant
  ) throws {
    unlink(aside)
    guard try createPrivately(aside, beside: path) else { throw StoreProblem.fileExists(path: aside) }
    let source = try DatabaseQueue(path: backup)
    try source.writeWithoutTransaction { try $0.execute(sql: "VACUUM INTO ?", arguments: [aside]) }
    try source.close()
    let restored = try DatabaseQueue(path: aside)
    try Schema.migrator.migrate(restored)
    try restored.write { database in
      try database.execute(
        sql: "INSERT OR REPLACE INTO pause (channel, since, cause, detail) VALUES ('*', ?, 'copy', ?)",
        arguments: [now, "it was restored from \(URL(filePath: backup).lastPathComponent)"])
    }
    try restored.close()
    try syncFile(aside)
  }

  /// Renames a store and the log that belongs to it; the log also where the file is gone, because SQLite would copy it into
  /// what comes in its place. Nil when there was no file.
  private static func putAway(_ path: String, now: Instant) throws -> String? {
    let there = ["-wal", "-shm", ""].filter { access(path + $0, F_OK) == 0 }
    if there.isEmpty { return nil }
    let stamp = now.description.filter(\.isNumber).prefix(14)
    let old = "\(path).before-restore-\(stamp)"
    guard access(old, F_OK) != 0 else { throw StoreProblem.fileExists(path: old) }
    for suffix in there {
      guard rename(path + suffix, old + suffix) == 0 else { throw OwnedFile.refused(path + suffix) }
    }
    return there.contains("") ? old : nil
  }

  /// Throws for a file that is no sound store of this version or an earlier one.
  private static func checkBackup(_ path: String) throws {
    guard access(path, R_OK) == 0 else { throw OwnedFile.refused(path) }
    var configuration = Configuration()
    configuration.readonly = true
    let backup = try DatabaseQueue(path: path, configuration: configuration)
    try backup.read { database in
      guard try Int.fetchOne(database, sql: "PRAGMA application_id") == Schema.applicationID else {
        throw StoreProblem.foreign(path: path)
      }
      try database.checkIsSound(path)
      if try Schema.migrator.hasBeenSuperseded(database) { throw StoreProblem.newer(path: path) }
    }
    try backup.close()
  }

  private static func syncFile(_ path: String) throws(StoreProblem) {
    let descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw OwnedFile.refused(path) }
    defer { Glibc.close(descriptor) }
    guard fsync(descriptor) == 0 else { throw OwnedFile.refused(path) }
  }

  /// Throws `damaged` when the pages of the file do not agree. Reads the whole file, without the indexes' order.
  public func checkIsSound() async throws {
    try await read { [path] in try $0.checkIsSound(path) }
  }

  /// Whether some process works the queue of this store at this moment.
  public var isWorked: Bool {
    get throws {
      guard let daemonLock, !role.works else { return role.works }
      guard try daemonLock.tryLock() else { return true }
      daemonLock.unlock()
      return false
    }
  }
}
