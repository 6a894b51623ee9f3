import Herald
import HeraldStore
import Logging
import Synchronization

/// What one channel may take at a moment. It learns from how attempts end, decides when the channel or one of its
/// destinations is closed for a while, and keeps that in the store; the claim loop heeds it.
final class ChannelFlow: Sendable {
  /// How the channel stands.
  enum Standing: Sendable {
    case open
    /// Its time is over, or a new process may try it: one job goes, and shows whether it is open.
    case trying
    case closed(Closing)
  }

  private struct State {
    var closing: Closing?
    /// Somebody may have mended it: one job tries it although its time is not over.
    var mayTry = false
    /// Failed connections since the last one that stood.
    var failures = 0
    /// Messages in a row that were rejected for what a server calls its policy.
    var policyRefusals = 0
    var paces: [String: DestinationPace] = [:]
    /// Writes under way: what the store says then is older than what is known here.
    var writing = 0
  }

  private let channel: Channel
  private let store: Store
  private let surroundings: Surroundings
  private let log: Logger
  private let state = Mutex(State())

  init(channel: Channel, store: Store, surroundings: Surroundings, log: Logger) {
    (self.channel, self.store, self.surroundings, self.log) = (channel, store, surroundings, log)
  }

  /// Takes up what an earlier process knew. What was closed for a fault is tried once at the start, because whoever starts
  /// a process may just have mended it; a time that the far side named is heeded.
  func begin() async throws {
    let known = try await store.closings(of: channel.name)
    state.withLock { state in
      for entry in known {
        if let destination = entry.destination {
          state.paces[destination] = DestinationPace(closing: entry.closing)
        } else {
          state.closing = entry.closing
          state.mayTry = entry.closing.cause != .busy
        }
      }
    }
  }

  func standing(at now: Instant) -> Standing {
    state.withLock { state in
      guard let closing = state.closing else { return .open }
      return closing.holds(at: now) && !state.mayTry ? .closed(closing) : .trying
    }
  }

  /// How many attempts more may begin for each slow destination; those that are not there have no bound of their own.
  func slow(at now: Instant, atWork: (String) -> Int) -> [String: Int] {
    let allowed = state.withLock { state in
      state.paces.isEmpty ? [:] : state.paces.mapValues { $0.allowed(at: now) }
    }
    return Dictionary(uniqueKeysWithValues: allowed.map { ($0.key, max(0, $0.value - atWork($0.key))) })
  }

  /// What an attempt that begins now has to bring back with its outcome.
  func generation(of destination: String) -> Int { state.withLock { $0.paces[destination]?.generation ?? 0 } }

  // MARK: - What attempts teach

  /// An outcome in the light of those before it: one refusal for policy (`5.7.x`, RFC 3463, 3.8) may be the reader’s, several
  /// in a row speak of us, whatever their servers blame.
  func judged(_ outcome: Outcome) -> Outcome {
    state.withLock { state in
      switch outcome {
      case .rejected(let failure) where failure.code?.contains(" 5.7.") == true:
        state.policyRefusals += 1
        guard state.policyRefusals > Self.mostPolicyRefusals else { return outcome }
        return .blocked(
          Failure(
            "\(state.policyRefusals) messages in a row were refused like this: \(failure.text)", code: failure.code))
      case .sent: state.policyRefusals = 0
      default: break
      }
      return outcome
    }
  }

  private static let mostPolicyRefusals = 5

  /// Notes a message that was sent where nothing follows from it: the channel is open, and the destination has its full
  /// pace. False where ``note(_:to:generation:)`` has to look.
  func noteSent(to destination: String) -> Bool {
    state.withLock { state in
      guard state.closing == nil, state.paces[destination] == nil else { return false }
      state.failures = 0
      return true
    }
  }

  /// - Returns: true when less may go from now on.
  func note(_ outcome: Outcome, to destination: String, generation: Int) async throws -> Bool {
    let now = surroundings.now()
    if let blockage = outcome.blockage {
      guard let closing = close(blockage, now: now) else { return false }
      log.warning(
        "channel closed",
        metadata: [
          "channel": "\(channel.name)", "cause": "\(closing.cause.rawValue)", "until": "\(closing.until)",
          "failure": "\(closing.failure)",
        ])
      try await write { [channel, store] in try await store.close(channel.name, closing) }
      return true
    }
    if case .withheld = outcome { return false }
    if reopen(at: now) {
      log.notice("channel open", metadata: ["channel": "\(channel.name)"])
      try await write { [channel, store] in try await store.open(channel.name) }
    }
    switch outcome {
    case .slowed(let failure): return try await slowDown(destination, failure, generation: generation, now: now)
    case .sent, .rejected: try await speedUp(destination)
    default: break
    }
    return false
  }

  /// Nil when nothing new follows: it is closed already, or did not fail often enough.
  private func close(_ blockage: (cause: Blockage, failure: Failure, until: Instant?), now: Instant) -> Closing? {
    let policy = surroundings.closing
    return state.withLock { state in
      if let closing = state.closing, closing.holds(at: now), !state.mayTry {
        // What was in hand when it closed. It may know of a later time.
        guard blockage.cause == .busy, let until = blockage.until, until > closing.until else { return nil }
      } else if state.closing == nil, blockage.cause == .unreachable {
        state.failures += 1
        guard state.failures >= policy.threshold else { return nil }
      }
      let closing = policy.closing(
        after: state.closing, blockage.failure, as: blockage.cause, until: blockage.until, now: now,
        random: surroundings.random())
      (state.closing, state.mayTry, state.failures) = (closing, false, 0)
      return closing
    }
  }

  /// False when it was open, or is closed and something that was in hand went through.
  private func reopen(at now: Instant) -> Bool {
    state.withLock { state in
      state.failures = 0
      guard let closing = state.closing, !closing.holds(at: now) || state.mayTry else { return false }
      (state.closing, state.mayTry) = (nil, false)
      return true
    }
  }

  private func slowDown(
    _ destination: String, _ failure: Failure, generation: Int, now: Instant
  ) async throws -> Bool {
    let pace = state.withLock { state -> DestinationPace? in
      var pace = state.paces[destination] ?? DestinationPace(most: channel.concurrency)
      guard
        pace.slowDown(
          failure, generation: generation, policy: surroundings.closing, now: now, random: surroundings.random())
      else { return nil }
      state.paces[destination] = pace
      return pace
    }
    guard let pace else { return false }
    var metadata: Logger.Metadata = [
      "channel": "\(channel.name)", "destination": "\(destination)", "failure": "\(failure)",
    ]
    if let closing = pace.closing {
      metadata["until"] = "\(closing.until)"
      try await write { [channel, store] in try await store.close(channel.name, destination: destination, closing) }
    } else {
      metadata["at-once"] = "\(pace.atOnce)"
    }
    log.warning("destination slowed", metadata: metadata)
    return true
  }

  private func speedUp(_ destination: String) async throws {
    let (wasClosed, isWhole) = state.withLock { state -> (Bool, Bool) in
      guard var pace = state.paces[destination] else { return (false, false) }
      let wasClosed = pace.closing != nil
      let isWhole = pace.speedUp(most: channel.concurrency)
      state.paces[destination] = isWhole ? nil : pace
      return (wasClosed, isWhole)
    }
    if isWhole {
      log.notice("destination recovered", metadata: ["channel": "\(channel.name)", "destination": "\(destination)"])
    }
    if wasClosed {
      try await write { [channel, store] in try await store.open(channel.name, destination: destination) }
    }
  }

  private func write(_ body: () async throws -> Void) async throws {
    state.withLock { $0.writing += 1 }
    defer { state.withLock { $0.writing -= 1 } }
    try await body()
  }

  // MARK: - What a person said

  /// Opens what somebody resumed (`herald channels resume`). Asks nothing when all is open.
  func heedResuming() async throws {
    guard state.withLock({ Self.isAnythingClosed($0) && $0.writing == 0 }) else { return }
    let known = try await store.closings(of: channel.name)
    let wasOpened = state.withLock { state -> Bool in
      guard state.writing == 0 else { return false }
      let destinations = Set(known.compactMap(\.destination))
      for (destination, pace) in state.paces where pace.closing != nil && !destinations.contains(destination) {
        state.paces[destination] = nil
      }
      guard state.closing != nil, !known.contains(where: { $0.destination == nil }) else { return false }
      (state.closing, state.mayTry, state.failures) = (nil, false, 0)
      return true
    }
    if wasOpened { log.notice("channel resumed", metadata: ["channel": "\(channel.name)"]) }
  }

  private static func isAnythingClosed(_ state: borrowing State) -> Bool {
    state.closing != nil || state.paces.values.contains { $0.closing != nil }
  }
}
