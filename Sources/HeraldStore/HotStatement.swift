import GRDB
import GRDBSQLite
import Herald

/// A statement that runs for every message, prepared once and spoken to in SQLite's own terms: a tenth of the processor
/// time of one that is described to GRDB each time. For the writer's thread alone.
final class HotStatement {
  private let statement: OpaquePointer
  private let connection: OpaquePointer
  private let sql: HotSQL

  init(_ sql: HotSQL, on connection: OpaquePointer) throws {
    var statement: OpaquePointer?
    let code = sqlite3_prepare_v3(connection, sql.text, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &statement, nil)
    guard code == SQLITE_OK, let statement else { throw Self.error(code, connection, sql) }
    (self.statement, self.connection, self.sql) = (statement, connection, sql)
  }

  deinit { sqlite3_finalize(statement) }

  /// Whether it changed a row; what its triggers did does not count. `RETURNING` would say the same, by way of a table.
  func changes(_ bind: (inout HotBinding) -> Void) throws -> Bool {
    try run(bind)
    return sqlite3_changes(connection) > 0
  }

  /// Binds the parameters in their order and runs to the end; `read` is called for each row.
  func run(_ bind: (inout HotBinding) -> Void = { _ in }, read: () throws -> Void = {}) throws {
    defer {
      sqlite3_reset(statement)
      sqlite3_clear_bindings(statement)
    }
    var binding = HotBinding(statement: statement)
    bind(&binding)
    guard binding.code == SQLITE_OK else { throw Self.error(binding.code, connection, sql) }
    while true {
      let code = sqlite3_step(statement)
      switch code {
      case SQLITE_ROW: try read()
      case SQLITE_DONE: return
      default: throw Self.error(code, connection, sql)
      }
    }
  }

  private static func error(_ code: Int32, _ connection: OpaquePointer, _ sql: HotSQL) -> DatabaseError {
    DatabaseError(
      resultCode: ResultCode(rawValue: sqlite3_extended_errcode(connection)),
      message: String(cString: sqlite3_errmsg(connection)), sql: sql.text)
  }
}

/// The text of a hot statement. A reference, so that its prepared form is found without a look at the text.
final class HotSQL: Sendable {
  let text: String

  init(_ text: String) { self.text = text }
}

/// Gives the parameters of a hot statement their values, one after the other. nil is NULL, a time its microseconds.
struct HotBinding {
  fileprivate let statement: OpaquePointer
  fileprivate private(set) var code = SQLITE_OK
  private var index: Int32 = 0

  fileprivate init(statement: OpaquePointer) { self.statement = statement }

  mutating func bind(_ value: Int64?) {
    index += 1
    note(value.map { sqlite3_bind_int64(statement, index, $0) } ?? sqlite3_bind_null(statement, index))
  }

  mutating func bind(_ value: Int) { bind(Int64(value)) }
  mutating func bind(_ value: Bool) { bind(value ? 1 : 0) }
  mutating func bind(_ value: Instant?) { bind(value?.microseconds) }

  mutating func bind(_ value: String?) {
    guard var value else { return bind(nil as Int64?) }
    index += 1
    // Without Swift's copy that ends in a zero; SQLite makes its own.
    note(
      value.withUTF8 { octets in
        // What has no address would be NULL.
        guard let start = octets.baseAddress else { return sqlite3_bind_text(statement, index, "", 0, Self.transient) }
        return start.withMemoryRebound(to: CChar.self, capacity: octets.count) {
          sqlite3_bind_text(statement, index, $0, Int32(octets.count), Self.transient)
        }
      })
  }

  private mutating func note(_ code: Int32) { if code != SQLITE_OK { self.code = code } }

  private static let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
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
