import Foundation
import GRDB
import Glibc
import Herald

/// Remembers articles, jobs, subscribers and deliveries, and hands each due job to exactly one claimant.
///
/// One SQLite file, WAL, `synchronous=FULL`: what a call returned is on the disk. All writes go through one writer that
/// commits in groups. Beside the file stand `….daemon`, held for a daemon's life, and `….write`, held by every other
/// process around each transaction and by whoever checkpoints (Debian's SQLite must never checkpoint while another
/// connection commits).
public final class Store: Sendable {
  public enum Role: Sendable {
    /// Works the queue; only one at a time.
    case daemon
    /// Writes beside a daemon or alone, in short transactions.
    case command
    /// Works a copy of a queue that goes nowhere: what pauses the original does not pause it.
    case rehearsal

    var works: Bool { self != .command }
  }

  /// The file's path, `:memory:` for a store that lives as long as this value.
  public let path: String
  let database: DatabaseQueue
  let committer: Committer
  let messages = MessageCache()
  let hot = HotStatements()
  let leases = LeasesInHand()
  /// Nil for one that does not work the queue.
  let journal: OutcomeJournal?
  let daemonLock: FileLock?
  private let writeLock: FileLock?
  let role: Role

  /// Opens, creating and migrating as needed.
  ///
  /// Throws `daemonRunning`, `damaged`, `foreign`, `newer`, `networkFileSystem` or `unavailable`; the file is unchanged
  /// then. A daemon that finds a copy, or an earlier state, opens it paused.
  public init(path: String, role: Role) throws(StoreProblem) {
    self.path = path
    self.role = role
    let inMemory = path == ":memory:"
    let writeLock = inMemory ? nil : try FileLock(path: path + ".write")
    let daemonLock = inMemory ? nil : try FileLock(path: path + ".daemon")
    self.writeLock = writeLock
    self.daemonLock = daemonLock
    do {
      // A command that checkpoints holds the daemon lock for a moment, always with the write lock in hand: whoever has
      // the write lock finds the daemon lock taken by a daemon alone.
      try writeLock?.lock()
      defer { writeLock?.unlock() }
      if role.works, let daemonLock {
        guard try daemonLock.tryLock() else {
          throw StoreProblem.daemonRunning(path: path, process: daemonLock.holder)
        }
        daemonLock.sign()
      }
      if !inMemory {
        try Self.createPrivately(path)
        if let name = NetworkFileSystem.holding(path) { throw StoreProblem.networkFileSystem(path: path, name: name) }
      }
      let database =
        inMemory ? try DatabaseQueue(configuration: .herald()) : try .init(path: path, configuration: .herald())
      // SQLite waits ten seconds for another program's lock; a daemon that starts has as much patience as one that runs.
      try Self.patiently(times: role.works ? 6 : 1) {
        try database.prepare(path: path, inMemory: inMemory, thoroughly: role.works)
        switch role {
        case .daemon where !inMemory: try Self.recognise(path, in: database)
        case .command where !inMemory: try Self.introduce(path, in: database)
        case .rehearsal: try database.write { try $0.execute(sql: "DELETE FROM pause; DELETE FROM closing") }
        default: break
        }
      }
      self.database = database
      journal = role == .daemon && !inMemory ? try OutcomeJournal(path: path + ".outcomes") : nil
    } catch {
      throw StoreProblem(fatal: error, path: path) ?? (error as? StoreProblem)
        ?? .unavailable(path: path, detail: (error as? DatabaseError)?.message ?? "\(error)")
    }
    committer = Committer(
      database: database, path: path, file: inMemory ? nil : FileIdentity(path: path),
      writeLock: role == .command ? writeLock : nil)
  }

  deinit { committer.stop() }

  private static func patiently(times: Int, _ body: () throws -> Void) throws {
    do {
      try body()
    } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY && times > 1 {
      try patiently(times: times - 1, body)
    }
  }

  /// Waits for the writer, copies the log into the file if that is safe now, closes the file and lets the daemon lock
  /// go. Every later call throws `unavailable`, every later read an error of SQLite.
  public func close() {
    let isWhole = committer.close()
    if isWhole, role == .daemon { growOlder() }
    checkpoint()
    hot.close()
    do {
      try database.close()
    } catch {
      // Somebody still reads: the connection closes with the last of them.
    }
    if role.works { daemonLock?.unlock() }
  }

  /// What was copied before this moment is an earlier state. That it could not be noted is known at the next start.
  private func growOlder() {
    guard path != ":memory:", let writeLock else { return }
    do {
      guard try writeLock.tryLock() else { return }
      defer { writeLock.unlock() }
      try Self.age(path, in: database)
    } catch let problem as StoreProblem where problem.isFatal {
      committer.breakDown(problem)
    } catch {
      // A full disk: the generation stays, and so does everything else.
    }
  }

  /// Runs `body` in the next group commit.
  func write<T: Sendable>(_ body: @escaping @Sendable (Database) throws -> T) async throws -> T {
    try await committer.submit(.several, body)
  }

  /// An attempt has begun that will ask for a mark: a commit waits a moment for most of those.
  public func expectMark() { committer.expect(1) }
  /// It has ended.
  public func expectNoMark() { committer.expect(-1) }

  /// Returns when everything that was handed over before is on the disk.
  public func flush() async throws { try await committer.submit(.statement) { _ in } }

  func read<T: Sendable>(_ body: @escaping @Sendable (Database) throws -> T) async throws -> T {
    do {
      return try await database.unsafeRead { [path] database in
        // SQLite does not survive being asked after its connection was closed.
        guard database.sqliteConnection != nil else {
          throw StoreProblem.unavailable(path: path, detail: "it is closed")
        }
        var value: T?
        try database.inTransaction(.deferred) {
          value = try body(database)
          return .commit
        }
        guard let value else { throw StoreProblem.unavailable(path: path, detail: "it is closed") }
        return value
      }
    } catch {
      throw StoreProblem(fatal: error, path: path) ?? error
    }
  }

  /// Changes whenever another process has committed.
  public func foreignVersion() async throws -> Int64 {
    try await read { try Int64.fetchOne($0, sql: "PRAGMA data_version") ?? 0 }
  }

  /// Copies the log into the file, unless some other process may write at this moment; then a later call does it.
  public func checkpoint() {
    do {
      guard let writeLock, try writeLock.tryLock() else { return }
      defer { writeLock.unlock() }
      if role == .command, let daemonLock {
        guard try daemonLock.tryLock() else { return }
        defer { daemonLock.unlock() }
        try truncateLog()
      } else {
        try truncateLog()
      }
    } catch {
      // When it was only busy or full, the log stays longer and a later checkpoint copies it. After an I/O error a
      // second sync may lie, so nothing may be written any more.
      let code = (error as? DatabaseError)?.resultCode
      if [.SQLITE_IOERR, .SQLITE_CORRUPT, .SQLITE_NOTADB].contains(code),
        let problem = StoreProblem(fatal: error, path: path)
      {
        committer.breakDown(problem)
      }
    }
  }

  /// A checkpoint when the log has grown beyond `bytes`, so that a long run needs little more disk than the file itself.
  public func checkpoint(whenLogExceeds bytes: Int) {
    var status = stat()
    guard stat(path + "-wal", &status) == 0, status.st_size > bytes else { return }
    if role == .daemon { growOlder() }
    checkpoint()
  }

  /// The store holds addresses: nobody but its owner reads it. A file that exists is not touched: closing it would drop
  /// the locks that another connection of this process has on it (POSIX). False when it exists.
  @discardableResult
  static func createPrivately(_ path: String) throws(StoreProblem) -> Bool {
    let descriptor = Glibc.open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      if errno == EEXIST { return false }
      throw .unavailable(path: path, detail: String(cString: strerror(errno)))
    }
    Glibc.close(descriptor)
    return true
  }

  private func truncateLog() throws {
    try database.writeWithoutTransaction { database in
      // SQLite does not survive a checkpoint of a closed connection.
      if database.sqliteConnection != nil { try database.checkpoint(.truncate) }
    }
  }
}
