import Foundation
import GRDB
import Glibc
import Herald

extension Store {
  /// Writes a consistent copy of this store, also while a daemon works on it, into a new file that only its owner reads.
  /// Throws `unavailable` when the file exists or cannot be written; a half-written one is removed.
  public func copy(to path: String) async throws {
    guard try Self.createPrivately(path) else { throw StoreProblem.unavailable(path: path, detail: "it exists") }
    do {
      try await database.writeWithoutTransaction { database in
        try database.execute(sql: "VACUUM INTO ?", arguments: [path])
      }
    } catch {
      unlink(path)
      throw StoreProblem(fatal: error, path: path) ?? error
    }
  }
}
