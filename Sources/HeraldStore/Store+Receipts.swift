import GRDB
import Herald

extension Store {
  /// Another job of the same channel whose delivery came back with this receipt; nil when there is none.
  public func job(with receipt: Receipt, besides job: LeasedJob) async throws -> Job.ID? {
    try await read { database in
      try Int64.fetchOne(
        database,
        sql: """
          SELECT d.job FROM job j JOIN delivery d ON d.job = j.id
          WHERE j.channel = ? AND j.id <> ? AND d.ending = 'sent' AND d.receipt = ? LIMIT 1
          """, arguments: [job.channel, job.id, receipt.id])
    }
  }
}
