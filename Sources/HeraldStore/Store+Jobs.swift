import GRDB
import Herald

extension Store {
  /// Jobs in the order of their numbers, the latest first.
  public func jobs(
    state: JobState? = nil, channel: String? = nil, limit: Int = 50, before: Job.ID? = nil
  ) async throws -> [Job] {
    try await readableJobs(state: state, channel: channel, limit: limit, before: before).jobs
  }

  /// A row that this version cannot read; it is named, and nothing else is done with it.
  public struct UnreadableJob: Hashable, Sendable {
    public var job: Job.ID
    public var detail: String
  }

  /// The same, and the rows among them that cannot be read.
  ///
  /// - Parameter dueBefore: only jobs whose due time is not later.
  public func readableJobs(
    state: JobState? = nil, reason: Reason? = nil, channel: String? = nil, dueBefore: Instant? = nil, limit: Int = 50,
    before: Job.ID? = nil
  ) async throws -> (jobs: [Job], unreadable: [UnreadableJob]) {
    try await read { database in
      let rows = try Row.fetchAll(
        database,
        sql: """
          SELECT \(JobRow.columns) FROM job
          WHERE (:state IS NULL OR state = :state) AND (:reason IS NULL OR reason = :reason)
            AND (:channel IS NULL OR channel = :channel) AND (:due IS NULL OR due <= :due)
            AND (:before IS NULL OR id < :before)
          ORDER BY id DESC LIMIT :limit
          """,
        arguments: [
          "state": state?.rawValue, "reason": reason?.rawValue, "channel": channel, "due": dueBefore,
          "before": before, "limit": limit,
        ])
      var jobs: [Job] = []
      var unreadable: [UnreadableJob] = []
      for row in rows {
        do {
          jobs.append(try JobRow.job(from: row))
        } catch {
          unreadable.append(UnreadableJob(job: row["id"], detail: "\(error)"))
        }
      }
      return (jobs, unreadable)
    }
  }

  /// What each of these jobs carries, for a person: the article's title, the text of a brief, or the digest and the edition's number.
  public func titles(of ids: [Job.ID]) async throws -> [Job.ID: String] {
    try await read { database in
      let rows = try Row.fetchAll(
        database,
        sql: "SELECT id, \(Self.title) AS title FROM job j WHERE id IN (SELECT value FROM json_each(?))",
        arguments: [try json(ids)])
      return Dictionary(uniqueKeysWithValues: rows.map { ($0["id"] as Int64, $0["title"] as String? ?? "") })
    }
  }

  private static let title = """
    COALESCE((SELECT text FROM brief b WHERE b.id = j.brief), (SELECT body ->> 'title' FROM article a WHERE a.id = j.article),
      (SELECT digest || ' ' || number FROM edition e WHERE e.id = j.edition))
    """

  /// One job, what it carries and every attempt at it. Throws `noSuchJob`.
  public func job(_ id: Job.ID, network: Network) async throws -> (
    job: Job, message: Message, title: String, deliveries: [Delivery]
  ) {
    try await read { [messages] database in
      guard
        let row = try Row.fetchOne(
          database, sql: "SELECT \(JobRow.columns) FROM job WHERE id = ?", arguments: [id])
      else { throw StoreProblem.noSuchJob(id) }
      let job = try JobRow.job(from: row)
      let deliveries = try Row.fetchAll(
        database, sql: "SELECT * FROM delivery WHERE job = ? ORDER BY id", arguments: [id]
      ).map(Self.delivery(from:))
      let message = try messages.message(for: LeasedJob(job), network: network, in: database)
      let title = try String.fetchOne(
        database, sql: "SELECT \(Self.title) FROM job j WHERE id = ?", arguments: [id])
      return (job, message, title ?? "", deliveries)
    }
  }

  private static func delivery(from row: Row) throws -> Delivery {
    guard let ending = Delivery.Ending(rawValue: row["ending"]) else { throw JobRow.Undecodable(detail: "ending") }
    let receipt: String? = row["receipt"]
    let failure: String? = row["failure"]
    return Delivery(
      job: row["job"], token: row["token"], started: row["started_at"], marked: row["marked_at"],
      ended: row["ended_at"], ending: ending, receipt: receipt.map(Receipt.init(id:)),
      failure: failure.map { Failure($0, code: row["code"]) })
  }
}
