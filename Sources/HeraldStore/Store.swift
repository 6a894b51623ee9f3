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
  private let log: WriteAheadLog?
  let role: Role

  /// Opens, creating and migrating as needed.
  ///
  /// Throws `daemonRunning`, `daemonOfEarlierVersion`, `missing`, `noFolder`, `damaged`, `foreign`, `newer`,
  /// `networkFileSystem` or `unavailable`; the file is unchanged then. A daemon that finds a copy, or an earlier state,
  /// opens it paused.
  ///
  /// - Parameter longLog: pages of the log after which a daemon copies it; default 2,000, which are 8 MB.
  public init(path: String, role: Role, longLog: Int = 2_000) throws(StoreProblem) {
    self.path = path
    self.role = role
    let inMemory = path == ":memory:"
    if !inMemory { try OwnedFile.checkFolder(of: path) }
    let writeLock = inMemory ? nil : try FileLock(path: path + ".write", beside: path)
    let daemonLock = inMemory ? nil : try FileLock(path: path + ".daemon", beside: path)
    self.daemonLock = daemonLock
    do {
      // A command that checkpoints holds the daemon lock for a moment, always with the write lock in hand: whoever has
      // the write lock finds the daemon lock taken by a daemon alone.
      try writeLock?.lock()
      defer { writeLock?.unlock() }
      // Before SQLite sees it, which would take away the log of an empty file.
      if !inMemory { try Self.checkIsNotMissing(path) }
      if role.works, let daemonLock {
        guard try daemonLock.tryLock() else {
          throw StoreProblem.daemonRunning(path: path, process: daemonLock.holder)
        }
        daemonLock.sign()
      }
      if !inMemory {
        try Self.createPrivately(path, beside: path)
        if let name = NetworkFileSystem.holding(path) { throw StoreProblem.networkFileSystem(path: path, name: name) }
      }
      let database =
        inMemory ? try DatabaseQueue(configuration: .herald()) : try .init(path: path, configuration: .herald())
      // SQLite waits ten seconds for another program's lock; a daemon that starts has as much patience as one that runs.
      try Self.patiently(times: role.works ? 6 : 1) {
        try database.prepare(path: path, inMemory: inMemory, thoroughly: role.works) {
          // A daemon of another version writes what it knew when it started.
          guard role == .command, let daemonLock else { return }
          guard try daemonLock.tryLock() else {
            throw StoreProblem.daemonOfEarlierVersion(path: path, process: daemonLock.holder)
          }
          daemonLock.unlock()
        }
        switch role {
        case .daemon where !inMemory: try Self.recognise(path, in: database)
        case .command where !inMemory: try Self.introduce(path, in: database)
        case .rehearsal: try database.write { try $0.execute(sql: Self.rehearsing) }
        default: break
        }
      }
      self.database = database
      journal = role == .daemon && !inMemory ? try OutcomeJournal(path: path + ".outcomes", beside: path) : nil
    } catch {
      throw StoreProblem(fatal: error, path: path) ?? (error as? StoreProblem)
        ?? .unavailable(path: path, detail: (error as? DatabaseError)?.message ?? "\(error)")
    }
    if let writeLock, let daemonLock {
      log = WriteAheadLog(
        path: path, database: database, role: role, writeLock: writeLock, daemonLock: daemonLock, most: longLog)
    } else {
      log = nil
    }
    committer = Committer(
      database: database, path: path, file: inMemory ? nil : FileIdentity(path: path),
      writeLock: role == .command ? writeLock : nil, log: log, hot: hot)
  }

  deinit { committer.stop() }

  /// Files stand for every channel: none is closed, and none has announced these octets before.
  private static let rehearsing = """
    DELETE FROM pause;
    DELETE FROM closing;
    UPDATE job SET wire_sha256 = NULL WHERE state = 'waiting' AND wire_sha256 IS NOT NULL;
    """

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
    empty(isAged: isWhole && role == .daemon)
    hot.close()
    do {
      try database.close()
    } catch {
      // Somebody still reads: the connection closes with the last of them.
    }
    if role.works { daemonLock?.unlock() }
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
          throw StoreProblem.closed(path)
        }
        var value: T?
        try database.inTransaction(.deferred) {
          value = try body(database)
          return .commit
        }
        guard let value else { throw StoreProblem.closed(path) }
        return value
      }
    } catch {
      throw StoreProblem(fatal: error, path: path) ?? error
    }
  }

  /// Throws `replaced` when the file was moved away or replaced since it was opened. A process that has nothing to write
  /// would not find out otherwise, and go on promising what it does not hold any more.
  public func checkFile() throws(StoreProblem) { try committer.checkFile() }

  /// Changes whenever another process has committed.
  public func foreignVersion() async throws -> Int64 {
    try await read { try Int64.fetchOne($0, sql: "PRAGMA data_version") ?? 0 }
  }

  /// Copies the log into the file and cuts it to nothing, unless some other process may write at this moment; then a
  /// later call does it.
  ///
  /// - Parameter bytes: only a log that is longer.
  public func checkpoint(whenLogExceeds bytes: Int = 0) {
    empty(longerThan: bytes, isAged: bytes > 0 && role == .daemon)
  }

  private func empty(longerThan bytes: Int = 0, isAged: Bool) {
    do {
      try log?.empty(longerThan: bytes, isAged: isAged)
    } catch {
      committer.breakDown(error)
    }
  }

  /// The store holds addresses: nobody but its owner reads it. A file that exists is not touched: closing it would drop
  /// the locks that another connection of this process has on it (POSIX). False when it exists.
  ///
  /// - Parameter store: whose owner it belongs to when root makes it; default this user.
  @discardableResult
  static func createPrivately(_ path: String, beside store: String? = nil) throws(StoreProblem) -> Bool {
    let owner = store.flatMap(FileOwner.init(beside:))
    let descriptor = Glibc.open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      if errno == EEXIST { return false }
      throw OwnedFile.refused(path)
    }
    owner?.take(descriptor)
    Glibc.close(descriptor)
    return true
  }
}
