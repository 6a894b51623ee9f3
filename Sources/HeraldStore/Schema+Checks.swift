import GRDB

extension Schema {
  /// SQLite makes a temporary B-tree, fills it and drops it each time that a CHECK compares with a list of more than two
  /// values; a chain of OR costs a comparison each. The rows stay as they are: only the text of the tables changes, as
  /// https://sqlite.org/lang_altertable.html#otheralter has it.
  static func chainChecks(_ database: Database) throws {
    let lists: [(table: String, column: String, values: [String])] = [
      ("job", "state", ["waiting", "leased", "sent", "held", "failed", "cancelled", "skipped"]),
      ("job", "state", ["sent", "failed", "cancelled", "skipped"]),
      ("delivery", "ending", ["sent", "deferred", "rejected", "blocked", "uncertain", "withheld"]),
    ]
    let version = try Int.fetchOne(database, sql: "PRAGMA schema_version") ?? 0
    try database.execute(sql: "PRAGMA writable_schema = ON")
    for (table, column, values) in lists {
      let list = "\(column) IN (\(values.map { "'\($0)'" }.joined(separator: ", ")))"
      let chain = "(\(values.map { "\(column) = '\($0)'" }.joined(separator: " OR ")))"
      try database.execute(
        sql: """
          UPDATE sqlite_schema SET sql = replace(sql, :list, :chain)
          WHERE type = 'table' AND name = :table AND instr(sql, :list) > 0
          """, arguments: ["list": list, "chain": chain, "table": table])
      guard database.changesCount == 1 else {
        throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "the table \(table) has no CHECK (\(list))")
      }
    }
    try database.execute(sql: "PRAGMA schema_version = \(version + 1); PRAGMA writable_schema = RESET")
    database.clearSchemaCache()
  }
}
