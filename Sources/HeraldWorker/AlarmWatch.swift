import Herald
import HeraldStore
import Logging
import Synchronization

/// Looks for what needs a person, keeps it in the store, and lets it be told, beside the work and never in its way.
///
/// Each cause is told once by each way, also across restarts; what was told just before a crash may be told twice. A way
/// that fails is tried again, later and later. Whatever happens here ends nothing: it is a line of the log at most.
public final class AlarmWatch: Sendable {
  let store: Store
  let alerts: [any Alert]
  let rules: AlarmRules
  let now: @Sendable () -> Instant
  let log: Logger
  /// Called after each look.
  private let looked: @Sendable (Symptoms, [Alarm]) -> Void
  let state = Mutex(State())

  struct State {
    /// Channels at fault, by name; nil until the store was asked which were when the last process ended.
    var blocks: [String: Symptoms.Block]?
    /// What came of channels before that was known: nil, the channel is well.
    var early: [String: Symptoms.Block?] = [:]
    /// Ways that are telling at this moment.
    var busy: Set<String> = []
    /// What the store was like at the last look, and when the next one is due although it is the same.
    var mark: [Int64] = []
    var nextLook = ContinuousClock.now
    var wasLow = false
    /// What was said last of a look that failed.
    var said: String?
  }

  public init(
    store: Store, alerts: [any Alert], rules: AlarmRules, now: @escaping @Sendable () -> Instant, log: Logger,
    looked: @escaping @Sendable (Symptoms, [Alarm]) -> Void = { _, _ in }
  ) {
    self.store = store
    self.alerts = alerts
    self.rules = rules
    self.now = now
    self.log = log
    self.looked = looked
  }

  /// Takes the outcome of an attempt: whether a channel is at fault is known from those alone. From any thread.
  public func note(channel: String, _ outcome: Outcome) {
    let block: Symptoms.Block?
    switch outcome {
    case .withheld: return
    case .blocked(let failure), .unreachable(let failure):
      block = Symptoms.Block(since: now(), failure: failure.description)
    case .busy: return
    case .sent, .deferred, .slowed, .rejected, .uncertain: block = nil
    }
    state.withLock { state in
      guard state.blocks != nil else {
        state.early[channel] = .some(block)
        return
      }
      state.note(block, of: channel)
    }
  }

  /// Looks until its task is cancelled.
  public func run() async {
    while !Task.isCancelled {
      await look(isLast: false)
      do { try await Task.sleep(for: rules.interval) } catch { return }
    }
  }

  /// Looks once more, at the end of a drain, and tells at once; returns when that was taken or refused, or when
  /// `patience` is over.
  public func finish() async {
    await look(isLast: true)
    let deadline = ContinuousClock.now + rules.patience
    while state.withLock({ !$0.busy.isEmpty }), ContinuousClock.now < deadline {
      do { try await Task.sleep(for: .milliseconds(20)) } catch { return }
    }
    for way in state.withLock({ $0.busy.sorted() }) {
      log.warning("alarm not told", metadata: ["way": "\(way)", "failure": "it took longer than a drain waits"])
    }
  }

  /// One look. `isLast` asks the store whatever it says of itself, and gathers nothing.
  func look(isLast: Bool) async {
    do {
      try await recallBlocks()
      let room = store.room.flatMap { $0.isLow ? $0 : nil }
      guard try await mustLook(isLow: room != nil) || isLast else { return }
      let now = now()
      var symptoms = try await store.symptoms(overdue: rules.overdue, digests: rules.digests, now: now)
      symptoms.disk = room.map { Symptoms.Disk(path: store.path, free: $0.free, needed: $0.needed) }
      symptoms.blocks = state.withLock { $0.blocks ?? [:] }.filter { rules.channels.contains($0.key) }
      let found = symptoms.alarms(now: now)
      looked(symptoms, found)
      let known = try await store.alarms()
      let changes = AlarmChange.all(found: found, known: known, now: now)
      try await store.write(changes, now: now)
      say(changes, known)
      let standing = changes.isEmpty ? known : try await store.alarms()
      let isPending = try await tell(standing, atOnce: isLast, now: now)
      // What is gathered, tried again or about to be over does not wait for the store to change.
      let isSoon = isPending || standing.contains { $0.absentSince != nil && $0.over == nil }
      state.withLock { state in
        state.nextLook = .now + (isSoon ? .zero : Self.longest)
        state.said = nil
      }
    } catch {
      // The claim loops meet the same, and end the process where it must end.
      let text = "\(error)"
      let isNew = state.withLock { state in
        defer { state.said = text }
        return state.said != text
      }
      if isNew, !(error is CancellationError) {
        log.warning("alarms not looked for", metadata: ["failure": "\(text)"])
      }
    }
  }

  /// What grows old without a change in the store is seen this late at most.
  private static let longest = Duration.seconds(60)

  /// Whether the store, or what is not the store's, may differ from the last look.
  private func mustLook(isLow: Bool) async throws -> Bool {
    let mark = try await store.changeMark()
    return state.withLock { state in
      let must = state.mark != mark || state.wasLow != isLow || ContinuousClock.now >= state.nextLook
      state.mark = mark
      state.wasLow = isLow
      return must
    }
  }

  /// What was blocked when the last process ended is blocked until an attempt has shown otherwise.
  private func recallBlocks() async throws {
    guard state.withLock({ $0.blocks == nil }) else { return }
    let known = try await store.alarms()
    state.withLock { state in
      guard state.blocks == nil else { return }
      state.blocks = [:]
      for standing in known where standing.alarm.kind == .blocked && standing.over == nil {
        guard let channel = standing.alarm.channel else { continue }
        state.blocks?[channel] = Symptoms.Block(since: standing.alarm.since, failure: standing.alarm.detail)
      }
      for (channel, block) in state.early { state.note(block, of: channel) }
      state.early = [:]
    }
  }

  private func say(_ changes: [AlarmChange], _ known: [StandingAlarm]) {
    for change in changes {
      switch change {
      case .began(let alarm):
        log.error(
          "alarm",
          metadata: ["alarm": "\(alarm.title)", "failure": "\(alarm.detail)", "remedy": "\(alarm.remedy)"])
      case .ended(let id):
        guard let standing = known.first(where: { $0.id == id }) else { continue }
        log.notice("alarm over", metadata: ["alarm": "\(standing.alarm.title)"])
      case .grew, .vanished, .returned: continue
      }
    }
  }
}

extension AlarmWatch.State {
  fileprivate mutating func note(_ block: Symptoms.Block?, of channel: String) {
    if let block {
      let since = blocks?[channel]?.since ?? block.since
      blocks?[channel] = Symptoms.Block(since: since, failure: block.failure)
      nextLook = .now
    } else if blocks?.removeValue(forKey: channel) != nil {
      nextLook = .now
    }
  }
}
