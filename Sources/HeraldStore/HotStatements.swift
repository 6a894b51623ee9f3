import GRDB
import GRDBSQLite

/// The statements of claim, mark and finish, prepared on the writer's connection when they are first needed.
final class HotStatements: @unchecked Sendable {
  // Touched inside the writer's transactions alone. A statement keeps its text, and so its key.
  private var prepared: [ObjectIdentifier: HotStatement] = [:]

  func statement(_ sql: HotSQL, in database: Database) throws -> HotStatement {
    if let known = prepared[ObjectIdentifier(sql)] { return known }
    guard let connection = database.sqliteConnection else { throw DatabaseError(resultCode: .SQLITE_MISUSE) }
    let made = try HotStatement(sql, on: connection)
    prepared[ObjectIdentifier(sql)] = made
    return made
  }

  /// Before the connection is closed.
  func close() { prepared = [:] }
}
