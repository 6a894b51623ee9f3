extension Store {
  /// Held, failed, cancelled or skipped: the condition of the index `job_aside`, to the letter, so that SQLite uses it.
  static let isAside = "state <> 'waiting' AND state <> 'leased' AND state <> 'sent'"

  /// A SELECT of all jobs that are not sent, from the indexes that hold just these: however many were sent, it costs
  /// the same.
  ///
  /// - Parameters:
  ///   - condition: that must hold beside it.
  ///   - columns: given how the state is written; as a column it would have to be read from each job.
  static func unsent(where condition: String = "true", _ columns: (_ state: String) -> String) -> String {
    let parts = [
      (index: "job_waiting", condition: "state = 'waiting' AND crashes = 0", state: "'waiting'"),
      (index: "job_suspect", condition: "state = 'waiting' AND crashes > 0", state: "'waiting'"),
      (index: "job_leased", condition: "state = 'leased'", state: "'leased'"),
      (index: "job_aside", condition: isAside, state: "state"),
    ]
    return parts.map {
      "SELECT \(columns($0.state)) FROM job INDEXED BY \($0.index) WHERE \($0.condition) AND \(condition)"
    }.joined(separator: "\nUNION ALL\n")
  }
}
