import GRDB
import Herald

extension Instant: SQLExpressible, StatementBinding, DatabaseValueConvertible {
  public var databaseValue: DatabaseValue { microseconds.databaseValue }

  public static func fromDatabaseValue(_ value: DatabaseValue) -> Instant? {
    Int64.fromDatabaseValue(value).map(Instant.init(microseconds:))
  }
}
