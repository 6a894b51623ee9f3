import Foundation
import GRDB
import Herald

extension Store {
  /// Writes a consistent copy of this store, also while a daemon works on it, into a file that must not exist yet.
  public func copy(to path: String) async throws {
    let target = path
    try await database.writeWithoutTransaction { database in
      try database.execute(sql: "VACUUM INTO ?", arguments: [target])
    }
  }
}
