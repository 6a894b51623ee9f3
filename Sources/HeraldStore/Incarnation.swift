import Foundation
import GRDB
import Glibc
import Herald

/// Tells a store from a copy of it. A copy would send again what the original has sent since, so it starts paused.
///
/// Beside the file stands `….incarnation`: the store's own name, its generation and which file it is. The generation is
/// raised in the store, and then in that file, whenever a daemon starts, ends or empties the log, and at most once a
/// second while it copies the log. A store whose file is another one, or whose generation lies behind, is a copy or an earlier state; one that never had a generation was
/// written by an earlier version, and is taken as it is.
struct Incarnation: Codable, Hashable {
  var store: String
  var generation: Int64
  var file: FileIdentity?

  private static func path(_ database: String) -> String { database + ".incarnation" }

  static func isRecorded(beside path: String) -> Bool { access(Self.path(path), F_OK) == 0 }

  /// What `path` has beside it; nil when there is none, or none that can be read.
  static func recorded(beside path: String) throws(StoreProblem) -> Incarnation? {
    guard isRecorded(beside: path) else { return nil }
    do {
      return try JSONDecoder().decode(Incarnation.self, from: Data(contentsOf: URL(filePath: self.path(path))))
    } catch is DecodingError {
      return nil
    } catch {
      throw .unavailable(path: self.path(path), detail: "\(error.localizedDescription)")
    }
  }

  /// Written aside, synced and renamed, so that a crash leaves the old one or the new one.
  func record(beside path: String) throws(StoreProblem) {
    let final = Self.path(path)
    let aside = final + ".part"
    do {
      let octets = Array(try JSONEncoder().encode(self))
      try OwnedFile.write(octets, to: aside, beside: path)
    } catch let problem as StoreProblem {
      throw problem
    } catch {
      throw .unavailable(path: aside, detail: "\(error)")
    }
    guard rename(aside, final) == 0 else { throw .unavailable(path: final, detail: String(cString: strerror(errno))) }
    try OwnedFile.syncFolder(of: final)
  }

  /// Why this store may not go on by itself; nil when it is the one that was here before.
  static func objection(to store: String, generation: Int64, file: FileIdentity?, recorded: Incarnation?) -> String? {
    guard let recorded else { return "it is a copy: nothing beside it knows it" }
    if recorded.store != store { return "another store was here before it" }
    if recorded.file != file { return "it is a copy of the file that was here, or was moved to another disk" }
    if generation < recorded.generation {
      return "it is an earlier state: \(recorded.generation - generation) starts, ends or checkpoints are missing"
    }
    return nil
  }
}

extension Store {
  /// Throws `missing` where there is no file, or an empty one, and something beside it knows of a store. It is written down
  /// when a new store is whole, so that a crash before is no loss. Throws `noFolder` where not even its folder is there.
  public static func checkIsNotMissing(_ path: String) throws(StoreProblem) {
    try OwnedFile.checkFolder(of: path)
    var status = stat()
    if stat(path, &status) == 0, status.st_size > 0 { return }
    try checkWasNeverThere(path)
  }

  /// Throws `missing` where something beside the file knows of a store.
  static func checkWasNeverThere(_ path: String) throws(StoreProblem) {
    if Incarnation.isRecorded(beside: path) { throw .missing(path: path) }
  }

  /// Called with the write lock in hand, when a daemon opens the file: pauses a copy, and raises the generation.
  static func recognise(_ path: String, in database: DatabaseQueue) throws {
    // New, or of an earlier version.
    guard let generation = try database.read({ try Self.generation(in: $0) }) else {
      return try introduce(path, in: database)
    }
    let recorded = try Incarnation.recorded(beside: path)
    let file = FileIdentity(path: path)
    let name = try database.read { try Self.name(in: $0) }
    let objection = Incarnation.objection(
      to: name, generation: generation, file: file, recorded: recorded)
    let next = max(generation, recorded?.generation ?? 0) + 1
    try database.write { database in
      if let objection {
        try database.execute(
          sql: """
            INSERT OR IGNORE INTO pause (channel, since, cause, detail) VALUES ('*', unixepoch() * 1000000, 'copy', ?)
            """, arguments: [objection])
      }
      try Self.setGeneration(next, in: database)
    }
    try Incarnation(store: name, generation: next, file: file).record(beside: path)
  }

  /// Why a daemon would open this store paused: it is a copy, or an earlier state. Nil when it would go on by itself.
  public func objection() async throws -> String? {
    guard path != ":memory:" else { return nil }
    // Before the store's own, because a daemon beside it raises that first.
    let recorded = try Incarnation.recorded(beside: path)
    let file = FileIdentity(path: path)
    return try await read { database in
      guard let generation = try Self.generation(in: database) else { return nil }
      return Incarnation.objection(
        to: try Self.name(in: database), generation: generation, file: file, recorded: recorded)
    }
  }

  /// A person's word that this file may go on as it is, also before a daemon has looked at it: for a write transaction.
  static func vouch(for path: String, in database: Database) throws {
    guard let generation = try Self.generation(in: database) else { return }
    try Incarnation(store: try name(in: database), generation: generation, file: FileIdentity(path: path))
      .record(beside: path)
  }

  /// The first time that any process opens a file.
  static func introduce(_ path: String, in database: DatabaseQueue) throws {
    guard try database.read({ try Self.generation(in: $0) }) == nil else { return }
    let name = try database.read { try Self.name(in: $0) }
    // In this order, so that a crash between the two leaves it without a generation.
    try Incarnation(store: name, generation: 1, file: FileIdentity(path: path)).record(beside: path)
    try database.write { try Self.setGeneration(1, in: $0) }
  }

  /// By the daemon, at its end and when its log was emptied: what was copied before is an earlier state from now on.
  static func age(_ path: String, in database: DatabaseQueue) throws {
    let (name, generation) = try database.write { database in
      let next = (try Self.generation(in: database) ?? 0) + 1
      try Self.setGeneration(next, in: database)
      return (try Self.name(in: database), next)
    }
    try Incarnation(store: name, generation: generation, file: FileIdentity(path: path)).record(beside: path)
  }

  private static func name(in database: Database) throws -> String {
    try String.fetchOne(database, sql: "SELECT value FROM meta WHERE key = 'store'") ?? ""
  }

  private static func generation(in database: Database) throws -> Int64? {
    try String.fetchOne(database, sql: "SELECT value FROM meta WHERE key = 'generation'").flatMap(Int64.init)
  }

  private static func setGeneration(_ generation: Int64, in database: Database) throws {
    try database.execute(
      sql: "INSERT OR REPLACE INTO meta (key, value) VALUES ('generation', ?)", arguments: ["\(generation)"])
  }
}
