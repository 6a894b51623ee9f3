import Foundation
import GRDB
import Herald

@testable import HeraldStore

/// A bug that the model has to find. The product has no switch for it: the harness breaks the rule around the real store.
enum ModelDefect: String, CaseIterable, Sendable {
  case none
  /// `finish` writes whatever lease it is given.
  case finishIsNotGuarded
  /// The sender sends, and asks at the gate afterwards.
  case markAfterTheDot
  /// A claim does not raise the token, so a late claimant looks like the present one.
  case tokenIsNotRaised
}

/// Where a life left the path of the model, or broke a promise.
struct ModelDivergence: Error, CustomStringConvertible {
  let step: Int
  let finding: String

  var description: String { "after step \(step + 1): \(finding)" }
}

/// What one claimant has in hand for one job.
struct ModelHand {
  var lease: Lease
  /// What settling found out; nil before it was asked.
  var settlement: Settlement?
  var answer: GateAnswer?
  /// By the clock that nobody sets: later than this it does not send.
  var deadline: Int64 = 0
  /// Whether the far side took it; nil when nothing was sent.
  var isTaken: Bool?

  var key: MessageKey { lease.job.key }
}

/// Plays one life of the queue on a real store and on the model, and compares them after every step.
struct ModelLife {
  let defect: ModelDefect
  /// One for each claimant; in memory both are the same.
  var stores: [ModelOperation.Claimant: Store]
  /// Opens them anew, where they are files.
  let reopen: ([ModelOperation.Claimant: Store]) throws -> [ModelOperation.Claimant: Store]

  var model = ModelQueue()
  var hands: [ModelOperation.Claimant: [ModelHand]] = [:]
  /// How often the far side took each revision of each job.
  var taken: [MessageKey: Int] = [:]
  /// How often a person let a job be tried again.
  var grants: [Job.ID: Int] = [:]
  var now = Instant.noon
  /// Seconds that have really passed.
  var elapsed: Int64 = 0

  static let leaseTime: Seconds = 60

  /// Throws the first divergence.
  mutating func play(_ operations: [ModelOperation]) async throws {
    for (step, operation) in operations.enumerated() {
      do {
        try await perform(operation)
        try await compare()
      } catch let finding as ModelFinding {
        throw ModelDivergence(step: step, finding: finding.text)
      } catch {
        throw ModelDivergence(step: step, finding: "the store threw \(error)")
      }
    }
    let ledger = try await store(.ada).ledgers().values.reduce(Ledger(), +)
    let isEven = JobState.allCases.allSatisfy { state in ledger[state] == model.all.count { $0.state == state } }
    if !isEven { throw ModelDivergence(step: operations.count - 1, finding: "the ledger counts \(ledger)") }
    let findings = try await store(.ada).audit()
    if !findings.isEmpty { throw ModelDivergence(step: operations.count - 1, finding: "audit: \(findings)") }
  }

  func store(_ who: ModelOperation.Claimant) throws -> Store {
    guard let store = stores[who] else { throw ModelFinding("no store for \(who)") }
    return store
  }

  // MARK: - Promises

  private func compare() async throws {
    let stored = try await store(.bert).modelJobs()
    // Without this a token that is not raised would be seen before it does any harm.
    let blind = defect == .tokenIsNotRaised
    for (stored, expected) in zip(stored, model.all) {
      var (left, right) = (stored, expected)
      if blind { (left.token, left.deliveries, right.token, right.deliveries) = (0, [:], 0, [:]) }
      try check(left == right, "the store has\n    \(stored)\n  and the model\n    \(expected)")
    }
    try check(stored.count == model.all.count, "the store has \(stored.count) jobs, the model \(model.all.count)")
    for job in stored {
      let times = taken.filter { $0.key.job == job.id }
      let most = times.values.max() ?? 0
      // One second try by itself where the channel says so, and one each time that a person says so; never unnoticed.
      let may = job.admitsDoubt ? 1 + (job.channel == .retry ? 1 : 0) + (grants[job.id] ?? 0) : 1
      try check(most <= may, "the far side took one revision \(most) times of\n    \(job)")
      if job.state == .sent { try check(most > 0, "the far side never saw\n    \(job)") }
      // Whoever sent it and lives still will say so.
      let isKnown = job.admitsDoubt || hands.values.joined().contains { $0.key.job == job.id && $0.isTaken == true }
      if most > 0, job.state != .sent { try check(isKnown, "the far side took it, and nobody knows:\n    \(job)") }
      if job.state != .leased { try check(job.marked == nil, "marked without a lease:\n    \(job)") }
    }
  }

  func check(_ holds: Bool, _ finding: @autoclosure () -> String) throws {
    if !holds { throw ModelFinding(finding()) }
  }

  func equal<T: Equatable>(_ what: String, _ stored: T, _ expected: T) throws {
    try check(stored == expected, "\(what): the store answers \(stored), the model \(expected)")
  }
}

struct ModelFinding: Error {
  let text: String
  init(_ text: String) { self.text = text }
}
