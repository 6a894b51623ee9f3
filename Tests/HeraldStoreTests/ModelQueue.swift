import Herald

@testable import HeraldStore

/// The life of jobs in plain Swift, as DESIGN.md tells it: what every call on the store has to answer and to leave behind.
struct ModelQueue {
  private(set) var jobs: [Job.ID: ModelJob] = [:]
  /// Nil is the pause of all channels.
  private var paused: Set<ModelChannel?> = []

  var all: [ModelJob] { jobs.values.sorted { $0.id < $1.id } }

  mutating func add(_ job: ModelJob) { jobs[job.id] = job }

  // MARK: - Claims

  /// The jobs that a claim leases, in order.
  mutating func claim(_ channel: ModelChannel, limit: Int, until: Instant, now: Instant) -> [Job.ID] {
    lease(all.filter { $0.channel == channel && $0.crashes == 0 }, limit, until, now)
  }

  /// The one that a dead process had in hand.
  mutating func claimSuspect(until: Instant, now: Instant) -> [Job.ID] {
    lease(all.filter { $0.crashes > 0 }, 1, until, now)
  }

  private mutating func lease(_ candidates: [ModelJob], _ limit: Int, _ until: Instant, _ now: Instant) -> [Job.ID] {
    let due = candidates.filter {
      $0.state == .waiting && $0.due <= now && !isPaused($0.channel) && !$0.isMissed(now)
    }
    let ids = due.sorted { ($0.due, $0.id) < ($1.due, $1.id) }.prefix(limit).map(\.id)
    for id in ids {
      change(id) {
        $0.state = .leased
        $0.isFresh = false
        $0.token += 1
        $0.leasedUntil = until
      }
    }
    return ids
  }

  mutating func pause(_ channel: ModelChannel?) { paused.insert(channel) }
  /// False when there was no such pause.
  mutating func resume(_ channel: ModelChannel?) -> Bool { paused.remove(channel) != nil }
  private func isPaused(_ channel: ModelChannel) -> Bool { paused.contains(nil) || paused.contains(channel) }

  /// The heartbeat of one process.
  mutating func extend(_ id: Job.ID, token: Int64, until: Instant) {
    guard let job = jobs[id], job.token == token, job.state == .leased else { return }
    change(id) { $0.leasedUntil = max($0.leasedUntil ?? until, until) }
  }

  mutating func release(_ id: Job.ID, token: Int64) {
    guard let job = jobs[id], job.token == token, job.state == .leased, job.marked == nil else { return }
    change(id) { $0.giveBack() }
  }

  // MARK: - The gate

  mutating func mark(_ id: Job.ID, token: Int64, wire: SHA256Digest, until: Instant, now: Instant) -> GateAnswer {
    guard let job = jobs[id], job.token == token, job.state == .leased, job.marked == nil,
      let leasedUntil = job.leasedUntil, leasedUntil > now
    else { return .closed(.leaseLost) }
    if job.cancelAsked { return .closed(.cancelled) }
    if let expires = job.expires, expires <= now { return .closed(.expired) }
    if isPaused(job.channel) { return .closed(.paused) }
    if let announced = job.wire, announced != wire { return .closed(.changed) }
    change(id) {
      $0.marked = now
      $0.wire = wire
      $0.leasedUntil = until
    }
    return .open
  }

  // MARK: - Ends

  /// False when nothing was written. A question is an attempt that only asked what became of another, and learnt nothing.
  mutating func finish(_ id: Job.ID, token: Int64, _ outcome: Outcome, isQuestion: Bool, now: Instant) -> Bool {
    let writesNothing: [Outcome] = [.withheld(.leaseLost), .withheld(.storeFailed), .withheld(.paused)]
    guard var job = jobs[id], !writesNothing.contains(outcome) else { return false }
    let ending = Delivery.Ending(outcome)
    guard job.token == token, job.state == .leased else {
      // Late evidence: nobody has claimed it since, and it stands in doubt.
      let isDoubtful =
        job.isInDoubt && job.state == .waiting || job.state == .held && (job.isInDoubt || job.reason == .uncertain)
      guard job.token == token, ending == .sent, isDoubtful else { return false }
      (job.state, job.reason, job.isInDoubt, job.crashes) = (.sent, nil, false, 0)
      job.deliveries[token] = .sent
      jobs[id] = job
      return true
    }
    job.giveBack()
    job.crashes = 0
    if !isQuestion { job.deliveries[token] = ending }
    if [.sent, .rejected, .uncertain].contains(ending) { job.isInDoubt = false }
    switch outcome {
    case .sent: job.end(.sent)
    case .rejected: job.end(.failed, .rejected)
    case .blocked, .unreachable, .busy: break
    case .deferred, .slowed, .repeatable:
      if case .repeatable = outcome { job.isInDoubt = true }
      let notBefore: Instant? = if case .deferred(_, let time) = outcome { time } else { nil }
      job.attempts += 1
      if job.attempts < 4 {
        let wait = Seconds(microseconds: min(60 << Int64(job.attempts - 1), 240) * 500_000)
        job.due = max(now + wait, notBefore ?? now)
      } else if job.isInDoubt {
        job.end(.held, .uncertain)
        if ending == .uncertain { job.isInDoubt = false }
      } else {
        job.end(.failed, .exhausted)
      }
    case .uncertain:
      if !isQuestion { job.attempts += 1 }
      if job.channel == .retry, job.doubts == 0 {
        job.doubts = 1
        job.due = now + 900
      } else {
        job.end(.held, .uncertain)
      }
    case .withheld(.cancelled): job.end(.cancelled)
    case .withheld(.expired): job.end(.failed, .expired)
    case .withheld(.changed): job.end(.held, .changed)
    case .withheld: break
    }
    // It does not wait again: a doubt is held, and what is not out is not owed any more.
    if job.state == .waiting, job.cancelAsked { job.endAsCancelled(mayBeOut: job.isInDoubt || ending == .uncertain) }
    jobs[id] = job
    return true
  }

  // MARK: - Deaths

  mutating func recover(onlyExpired: Bool, now: Instant) -> Store.Recovery {
    var recovery = Store.Recovery()
    for job in all where job.state == .leased && (!onlyExpired || (job.leasedUntil ?? now) <= now) {
      let wasMarked = job.marked != nil
      change(job.id) {
        $0.giveBack()
        $0.crashes += 1
        if wasMarked {
          $0.isInDoubt = true
          $0.attempts += 1
          $0.deliveries[$0.token] = .uncertain
        }
        if $0.crashes > 3 {
          $0.end(.held, .poison)
        } else if $0.cancelAsked {
          $0.endAsCancelled(mayBeOut: $0.isInDoubt)
        }
      }
      if job.crashes >= 3 {
        recovery.poison += 1
      } else if job.cancelAsked {
        // Nobody is told: a person asked for it.
      } else if wasMarked {
        recovery.inDoubt += 1
      } else {
        recovery.waiting += 1
      }
    }
    return recovery
  }

  // MARK: - People

  /// A correction changes what waits, or missed its time, and cannot be out.
  mutating func correct(_ id: Job.ID) {
    guard let job = jobs[id], job.isOpen, !job.isInDoubt, job.doubts == 0 else { return }
    change(id) {
      $0.revision += 1
      $0.wire = nil
    }
  }

  /// Nil when it refuses.
  mutating func cancel(_ id: Job.ID) -> Store.Cancelling? {
    guard let job = jobs[id], !job.state.isFinished else { return nil }
    guard job.state == .leased else {
      change(id) { $0.end(.cancelled) }
      return job.isInDoubt || job.doubts > 0 || job.reason == .uncertain ? .inDoubt : .cancelled
    }
    change(id) { $0.cancelAsked = true }
    return job.marked == nil ? .asked : .tooLate
  }

  /// False when it refuses. Who retries an uncertain job has decided; any other doubt stays to be settled.
  mutating func retry(_ id: Job.ID, now: Instant) -> Bool {
    guard let job = jobs[id], job.state == .failed || job.state == .held else { return false }
    change(id) {
      $0.giveBack()
      ($0.slot, $0.missedAfter) = (nil, nil)
      ($0.due, $0.attempts, $0.cancelAsked, $0.crashes) = (now, 0, false, job.reason == .poison ? 1 : 0)
      switch job.reason {
      case .uncertain: ($0.isInDoubt, $0.doubts) = (false, max(job.doubts, 1))
      case .changed: $0.wire = nil
      default: break
      }
      if let expires = $0.expires, expires <= now || job.reason == .expired { $0.expires = nil }
    }
    return true
  }

  /// False when it refuses. The token is raised, so that no attempt under way can say otherwise.
  mutating func markSent(_ id: Job.ID) -> Bool {
    guard let job = jobs[id],
      job.state == .held || job.state == .failed || job.state == .waiting && (job.isInDoubt || job.doubts > 0)
    else { return false }
    change(id) {
      if $0.state == .failed { $0.slot = nil }
      $0.end(.sent)
      ($0.isInDoubt, $0.crashes) = (false, 0)
      $0.token += 1
      $0.deliveries[$0.token] = .sent
    }
    return true
  }

  /// False when it refuses.
  mutating func move(_ id: Job.ID, to due: Instant, missedAfter: Instant?) -> Bool {
    guard jobs[id]?.isOpen == true else { return false }
    change(id) { $0.place(due, nil, missedAfter) }
    return true
  }

  /// Nil when it refuses.
  mutating func moveToSlot(_ id: Job.ID, now: Instant) -> Instant? {
    guard let job = jobs[id], job.isOpen else { return nil }
    let slot = firstFree(job.channel, after: now, besides: id)
    change(id) { $0.place(slot, slot, slot + Self.catchUp) }
    return slot
  }

  // MARK: - Time

  /// There is a slot every half hour.
  static let slots = "0,30 * * * *"
  static let catchUp: Seconds = 60

  private func firstFree(_ channel: ModelChannel, after now: Instant, besides id: Job.ID?) -> Instant {
    let taken = all.filter {
      $0.channel == channel && $0.id != id && [.waiting, .leased, .held, .sent].contains($0.state)
    }.compactMap(\.slot)
    var slot = Instant(microseconds: (now.microseconds / 1_800_000_000 + 1) * 1_800_000_000)
    while taken.contains(slot) { slot = slot + 1_800 }
    return slot
  }

  /// The jobs whose time was missed, in order.
  mutating func misfire(_ misfire: PostMisfire, now: Instant) -> [Job.ID] {
    let missed = all.filter { $0.state == .waiting && $0.isMissed(now) && !isPaused($0.channel) }
    let ids = missed.sorted { ($0.due, $0.id) < ($1.due, $1.id) }.map(\.id)
    for id in ids {
      guard let channel = jobs[id]?.channel else { continue }
      let slot = firstFree(channel, after: now, besides: nil)
      change(id) {
        $0.misfires += 1
        switch misfire {
        case .skip: $0.end(.held, .misfire)
        case .once: $0.missedAfter = nil
        case .spread: $0.place(slot, slot, slot + Self.catchUp)
        }
      }
    }
    return ids
  }

  mutating func change(_ id: Job.ID, _ body: (inout ModelJob) -> Void) {
    guard var job = jobs[id] else { return }
    body(&job)
    jobs[id] = job
  }
}

extension ModelJob {
  /// A person may move it.
  fileprivate var isOpen: Bool { state == .waiting || reason == .misfire }
  fileprivate func isMissed(_ now: Instant) -> Bool { isFresh && missedAfter.map { $0 <= now } == true }
  fileprivate mutating func place(_ due: Instant, _ slot: Instant?, _ missedAfter: Instant?) {
    let later = due - self.due
    expires = expires.map { $0 + later }
    (self.due, self.slot, self.missedAfter) = (due, slot, missedAfter)
    if reason == .misfire { (state, reason) = (.waiting, nil) }
  }
  fileprivate mutating func giveBack() { (state, reason, leasedUntil, marked) = (.waiting, nil, nil, nil) }
  fileprivate mutating func endAsCancelled(mayBeOut: Bool) {
    if mayBeOut { end(.held, .uncertain) } else { end(.cancelled) }
  }
  fileprivate mutating func end(_ state: JobState, _ reason: Reason? = nil) {
    (self.state, self.reason) = (state, reason)
  }
}
