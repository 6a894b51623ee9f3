import Herald
import Synchronization

/// A sender that plays what a test wrote, and remembers what it was asked. What is not written is accepted.
final class Scripted: Sender {
  enum Step: Sendable {
    /// Ends before the gate.
    case refuse(Outcome)
    /// Passes the gate, then ends so.
    case answer(Outcome)
    /// Passes the gate with a note, then ends so.
    case noting(String, Outcome)
  }

  struct Record: Sendable {
    var sent: [Job.ID] = []
    var marked: [Job.ID] = []
    var wires: [SHA256Digest] = []
    var settled: [Job.ID] = []
    var notes: [String?] = []
    var running = 0
    /// The most attempts that ran at once.
    var peak = 0
    /// For each attempt how many others ran when it began.
    var beside: [Job.ID: Int] = [:]
  }

  private struct State {
    var steps: [Step]
    var settlements: [Settlement]
    var record = Record()
  }

  private let state: Mutex<State>
  private let during: @Sendable (Message) async -> Void

  /// - Parameter during: runs inside each attempt, before the gate.
  init(
    _ steps: [Step] = [], settlements: [Settlement] = [], during: @escaping @Sendable (Message) async -> Void = { _ in }
  ) {
    state = Mutex(State(steps: steps, settlements: settlements))
    self.during = during
  }

  var record: Record { state.withLock { $0.record } }

  func send(_ message: Message, gate: Gate) async -> Outcome {
    let job = message.key.job
    let step: Step = state.withLock {
      $0.record.sent.append(job)
      $0.record.beside[job] = $0.record.running
      $0.record.running += 1
      $0.record.peak = max($0.record.peak, $0.record.running)
      return $0.steps.isEmpty ? .answer(.sent(Receipt(id: "receipt-\(job)"))) : $0.steps.removeFirst()
    }
    defer { state.withLock { $0.record.running -= 1 } }
    await during(message)
    switch step {
    case .refuse(let outcome): return outcome
    case .answer(let outcome): return await pass(message, gate, note: nil, then: outcome)
    case .noting(let note, let outcome): return await pass(message, gate, note: note, then: outcome)
    }
  }

  private func pass(_ message: Message, _ gate: Gate, note: String?, then outcome: Outcome) async -> Outcome {
    let wire = SHA256Digest(of: message.text)
    if case .closed(let closure) = await gate.pass(wire: wire, note: note) { return .withheld(closure) }
    state.withLock {
      $0.record.marked.append(message.key.job)
      $0.record.wires.append(wire)
    }
    return outcome
  }

  func wire(_ message: Message) -> Result<[UInt8], Failure> { .success(Array(message.text.utf8)) }

  func check() async -> Failure? { nil }

  func probe() async -> Result<Offer, Failure> { .success(Offer("plays what is written")) }

  /// What is not written is `unknown`.
  func settle(_ message: Message, note: String?) async -> Settlement {
    state.withLock {
      $0.record.settled.append(message.key.job)
      $0.record.notes.append(note)
      return $0.settlements.isEmpty ? .unknown(Failure("nobody can tell")) : $0.settlements.removeFirst()
    }
  }
}

/// Opens once, for everybody who waits.
final class Latch: Sendable {
  private let state = Mutex<(isOpen: Bool, waiting: [CheckedContinuation<Void, Never>])>((false, []))

  func open() {
    let waiting = state.withLock { state in
      defer { state = (true, []) }
      return state.waiting
    }
    for continuation in waiting { continuation.resume() }
  }

  func wait() async {
    await withCheckedContinuation { continuation in
      let isOpen = state.withLock { state in
        if !state.isOpen { state.waiting.append(continuation) }
        return state.isOpen
      }
      if isOpen { continuation.resume() }
    }
  }
}
