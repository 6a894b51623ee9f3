import GRDB
import GRDBSQLite
import Glibc
import Herald
import Synchronization

/// The log of a store's file: who copies it into the file, and when. Whoever copies holds the write lock meanwhile, a
/// command the daemon lock as well.
///
/// A daemon that commits much copies the log every 8 MB and writes it over from its beginning: to write and sync pages
/// takes twice the time where the file has to grow (ext4 syncs its length apart).
final class WriteAheadLog: Sendable {
  private let path: String
  private let database: DatabaseQueue
  private let role: Store.Role
  private let writeLock: FileLock
  private let daemonLock: FileLock
  /// Pages of 4 kB after which it is copied.
  private let most: Int
  /// Pages in the log after the last commit of this process.
  private let pages = Atomic(0)
  /// As many were there when it was copied last; 0 again when it is written over.
  private let copied = Atomic(0)
  /// When the generation was raised last, by the monotonic clock.
  private let agedAt = Atomic<UInt64>(0)

  init(
    path: String, database: DatabaseQueue, role: Store.Role, writeLock: FileLock, daemonLock: FileLock, most: Int
  ) {
    self.path = path
    self.database = database
    self.role = role
    self.writeLock = writeLock
    self.daemonLock = daemonLock
    self.most = most
    guard role.works else { return }
    let hook: @convention(c) (UnsafeMutableRawPointer?, OpaquePointer?, UnsafePointer<CChar>?, CInt) -> CInt = {
      log, _, _, pages in
      if let log { Unmanaged<WriteAheadLog>.fromOpaque(log).takeUnretainedValue().note(Int(pages)) }
      return SQLITE_OK
    }
    // Nobody commits without a committer, and that holds the log.
    _ = database.inDatabase { sqlite3_wal_hook($0.sqliteConnection, hook, Unmanaged.passUnretained(self).toOpaque()) }
  }

  /// To raise the generation takes two syncs more.
  private static let shortestAge: UInt64 = 1_000_000_000

  private func note(_ count: Int) {
    // A commit makes the log longer, unless it began at its front.
    if count <= pages.exchange(count, ordering: .relaxed) { copied.store(0, ordering: .relaxed) }
  }

  /// Copies the log when it has grown long since it was copied last, and leaves it as long as it is. After a commit, on
  /// the writer's thread. Throws when the file can not be trusted any more.
  func copyWhenLong() throws(StoreProblem) {
    guard pages.load(ordering: .relaxed) - copied.load(ordering: .relaxed) >= most else { return }
    let isOld = Monitor.now() >= agedAt.load(ordering: .relaxed) + Self.shortestAge
    if try copy(.passive, isAged: role == .daemon && isOld) {
      copied.store(pages.load(ordering: .relaxed), ordering: .relaxed)
    }
  }

  /// Copies the log and cuts it to nothing, unless some other process may write at this moment; then a later call does
  /// it.
  ///
  /// - Parameter bytes: only a log that is longer.
  /// - Parameter isAged: what was copied before this moment is an earlier state from now on.
  func empty(longerThan bytes: Int = 0, isAged: Bool = false) throws(StoreProblem) {
    var status = stat()
    guard bytes == 0 || stat(path + "-wal", &status) == 0 && status.st_size > bytes else { return }
    _ = try copy(.truncate, isAged: isAged)
  }

  /// False when it was not tried, or failed without harm: then the log stays longer and a later call copies it.
  private func copy(_ kind: Database.CheckpointMode, isAged: Bool) throws(StoreProblem) -> Bool {
    try locked {
      if isAged { try growOlder() }
      try database.writeWithoutTransaction { database in
        // SQLite does not survive a checkpoint of a closed connection.
        if database.sqliteConnection != nil { try database.checkpoint(kind) }
      }
    }
  }

  /// What was copied before this moment is an earlier state from now on. That it could not be noted, on a full disk, is
  /// known at the next start.
  private func growOlder() throws(StoreProblem) {
    do {
      try Store.age(path, in: database)
      agedAt.store(Monitor.now(), ordering: .relaxed)
    } catch let problem as StoreProblem where problem.isFatal {
      throw problem
    } catch {
      // The generation stays, and so does everything else.
    }
  }

  /// With the locks in hand. False when they are not free, or when the body was only refused or full. After an I/O error
  /// a second sync may lie, so nothing may be written any more.
  private func locked(_ body: () throws -> Void) throws(StoreProblem) -> Bool {
    do {
      guard try writeLock.tryLock() else { return false }
      defer { writeLock.unlock() }
      if role == .command, try !daemonLock.tryLock() { return false }
      defer { if role == .command { daemonLock.unlock() } }
      try body()
      return true
    } catch {
      let grave: [ResultCode] = [.SQLITE_IOERR, .SQLITE_CORRUPT, .SQLITE_NOTADB]
      if let error = error as? DatabaseError, !grave.contains(error.resultCode) { return false }
      if let problem = StoreProblem(fatal: error, path: path) { throw problem }
      return false
    }
  }
}
