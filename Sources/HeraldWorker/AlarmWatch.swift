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
  let looked: @Sendable (Symptoms, [Alarm]) -> Void
  let busy: BusyWays
  let state = Mutex(State())

  struct State {
    /// What the store was like at the last look, and when the next one is due although it is the same.
    var mark: [Int64] = []
    var nextLook = ContinuousClock.now
    var wasLow = false
    /// The disk that is full, where nothing can be kept: only in memory.
    var fullDisk: FullDisk?
    /// What was said last of a look that failed.
    var said: String?
  }

  struct FullDisk {
    let alarm: Alarm
    /// Ways that took it.
    var told: Set<String> = []
    /// When those that did not are asked again.
    var next = ContinuousClock.now
  }

  /// - Parameter busy: those that another watch on this store has set to work.
  public init(
    store: Store, alerts: [any Alert], rules: AlarmRules, busy: BusyWays = BusyWays(),
    now: @escaping @Sendable () -> Instant, log: Logger,
    looked: @escaping @Sendable (Symptoms, [Alarm]) -> Void = { _, _ in }
  ) {
    self.store = store
    self.alerts = alerts
    self.rules = rules
    self.busy = busy
    self.now = now
    self.log = log
    self.looked = looked
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
    await busy.settle(within: rules.patience)
    for way in busy.all {
      log.warning("alarm not told", metadata: ["way": "\(way)", "failure": "it took longer than a drain waits"])
    }
  }

  /// One look. `isLast` asks the store whatever it says of itself, and gathers nothing.
  func look(isLast: Bool) async {
    do {
      let room = store.room.flatMap { $0.isLow ? $0 : nil }
      if let room, room.isFull { return try await lookAtFullDisk(isLast: isLast) }
      leaveFullDisk()
      guard try await mustLook(isLow: room != nil) || isLast else { return }
      let now = now()
      let symptoms = try await symptoms(now: now)
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

  func symptoms(now: Instant) async throws -> Symptoms {
    try await store.symptoms(overdue: rules.overdue, channels: rules.channels, digests: rules.digests, now: now)
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

  func say(_ alarm: Alarm) {
    log.error(
      "alarm", metadata: ["alarm": "\(alarm.title)", "failure": "\(alarm.detail)", "remedy": "\(alarm.remedy)"])
  }

  private func say(_ changes: [AlarmChange], _ known: [StandingAlarm]) {
    for change in changes {
      switch change {
      case .began(let alarm): say(alarm)
      case .ended(let id):
        guard let standing = known.first(where: { $0.id == id }) else { continue }
        log.notice("alarm over", metadata: ["alarm": "\(standing.alarm.title)"])
      case .grew, .vanished, .returned: continue
      }
    }
  }
}
