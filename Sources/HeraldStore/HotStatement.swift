import GRDB
import GRDBSQLite
import Herald

/// A statement that runs for every message, prepared once and spoken to in SQLite's own terms: a tenth of the processor
/// time of one that is described to GRDB each time. For the writer's thread alone.
final class HotStatement {
  private let statement: OpaquePointer
  private let connection: OpaquePointer
  private let sql: String

  init(_ sql: String, on connection: OpaquePointer) throws {
    var statement: OpaquePointer?
    let code = sqlite3_prepare_v3(connection, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &statement, nil)
    guard code == SQLITE_OK, let statement else { throw Self.error(code, connection, sql) }
    (self.statement, self.connection, self.sql) = (statement, connection, sql)
  }

  deinit { sqlite3_finalize(statement) }

  /// Binds the values in order and runs to the end; `read` is called for each row.
  func run(_ values: HotValue..., read: () throws -> Void = {}) throws { try run(values, read: read) }

  /// Whether it changed a row; what its triggers did does not count. `RETURNING` would say the same, by way of a table.
  func changes(_ values: HotValue...) throws -> Bool {
    try run(values) {}
    return sqlite3_changes(connection) > 0
  }

  func run(_ values: [HotValue], read: () throws -> Void) throws {
    defer {
      sqlite3_reset(statement)
      sqlite3_clear_bindings(statement)
    }
    for (index, value) in values.enumerated() { try bind(value, Int32(index + 1)) }
    while true {
      let code = sqlite3_step(statement)
      switch code {
      case SQLITE_ROW: try read()
      case SQLITE_DONE: return
      default: throw Self.error(code, connection, sql)
      }
    }
  }

  private func bind(_ value: HotValue, _ index: Int32) throws {
    let code =
      switch value {
      case .integer(let number): sqlite3_bind_int64(statement, index, number)
      // SQLite copies it.
      case .text(let text): sqlite3_bind_text(statement, index, text, Int32(text.utf8.count), Self.transient)
      case .null: sqlite3_bind_null(statement, index)
      }
    guard code == SQLITE_OK else { throw Self.error(code, connection, sql) }
  }

  private static let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

  private static func error(_ code: Int32, _ connection: OpaquePointer, _ sql: String) -> DatabaseError {
    DatabaseError(
      resultCode: ResultCode(rawValue: sqlite3_extended_errcode(connection)),
      message: String(cString: sqlite3_errmsg(connection)), sql: sql)
  }
}

/// What a hot statement takes.
enum HotValue {
  case integer(Int64)
  case text(String)
  case null

  static func integer(_ value: Int) -> HotValue { .integer(Int64(value)) }
  static func integer(_ value: Int64?) -> HotValue { value.map { .integer($0) } ?? .null }
  static func flag(_ value: Bool) -> HotValue { .integer(value ? 1 : 0) }
  static func instant(_ value: Instant?) -> HotValue { value.map { .integer($0.microseconds) } ?? .null }
  static func text(_ value: String?) -> HotValue { value.map { .text($0) } ?? .null }
}

/// Columns by their place, as a job's row is read.
protocol ColumnSource {
  func integer(_ column: Int) -> Int64?
  func text(_ column: Int) -> String?
}

extension HotStatement: ColumnSource {
  func integer(_ column: Int) -> Int64? {
    let index = Int32(column)
    return sqlite3_column_type(statement, index) == SQLITE_INTEGER ? sqlite3_column_int64(statement, index) : nil
  }

  func text(_ column: Int) -> String? {
    let index = Int32(column)
    guard sqlite3_column_type(statement, index) == SQLITE_TEXT, let octets = sqlite3_column_text(statement, index)
    else {
      return nil
    }
    let count = Int(sqlite3_column_bytes(statement, index))
    return String(decoding: UnsafeBufferPointer(start: octets, count: count), as: UTF8.self)
  }
}

extension Row: ColumnSource {
  func integer(_ column: Int) -> Int64? { self[column] }
  func text(_ column: Int) -> String? { self[column] }
}
