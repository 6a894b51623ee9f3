import Foundation
import GRDB
import Herald

@testable import HeraldStore

extension ModelLife {
  mutating func perform(_ operation: ModelOperation) async throws {
    switch operation {
    case .queue(let channel, let dueIn, let catchUp):
      try await queue(channel, due: now + Self.seconds(dueIn), catchUp: catchUp.map(Self.seconds))
    case .claim(let who, let channel, let limit):
      let until = now + Self.leaseTime
      let expected = model.claim(channel, limit: limit, until: until, now: now)
      let leases = try await store(who).claim(
        channel: channel.rawValue, network: .plain, limit: limit, until: until, now: now)
      try await take(leases, expected, who)
    case .claimSuspect(let who):
      let until = now + Self.leaseTime
      let expected = model.claimSuspect(until: until, now: now)
      let networks = Dictionary(uniqueKeysWithValues: ModelChannel.allCases.map { ($0.rawValue, Network.plain) })
      let lease = try await store(who).claimSuspect(networks: networks, until: until, now: now)
      try await take(lease.map { [$0] } ?? [], expected, who)
    case .settle(let who, let pick): try settle(who, pick)
    case .gate(let who, let pick, let otherBytes):
      if defect == .markAfterTheDot {
        try await transmit(who, pick, isTaken: true)
      } else {
        try await gate(who, pick, otherBytes: otherBytes)
      }
    case .transmit(let who, let pick, let isTaken):
      if defect == .markAfterTheDot {
        try await gate(who, pick, otherBytes: false)
      } else {
        try await transmit(who, pick, isTaken: isTaken)
      }
    case .finish(let who, let pick, let choice): try await finish(who, pick, choice)
    case .release(let who, let pick):
      guard let index = index(who, pick), hands[who]?[index].answer == nil, let hand = remove(who, index) else {
        return
      }
      model.release(hand.key.job, token: hand.lease.token)
      try await store(who).release([hand.lease])
    case .crash(let who): try die(who)
    case .restart:
      for who in ModelOperation.Claimant.allCases { try die(who) }
      stores = try reopen(stores)
      let expected = model.recover(onlyExpired: false, now: now)
      try equal("recovery", try await store(.ada).recover(now: now), expected)
    case .recoverExpired:
      let expected = model.recover(onlyExpired: true, now: now)
      try equal("recovery", try await store(.ada).recover(onlyExpired: true, now: now), expected)
    case .beat(let who): try await beat(who)
    case .pause(let channel):
      model.pause(channel)
      try await store(.bert).pause(channel?.rawValue, detail: "a test", now: now)
    case .resume(let channel):
      let expected = model.resume(channel)
      try equal("resume", try await store(.bert).resume(channel?.rawValue), expected)
    case .wait(let seconds):
      elapsed += seconds
      now = now + Seconds(microseconds: seconds * 1_000_000)
    case .jump(let seconds): now = now + Seconds(microseconds: seconds * 1_000_000)
    case .correct(let pick): try await correct(pick)
    case .cancel(let pick):
      guard let id = job(pick)?.id else { return }
      let expected = model.cancel(id)
      try equal("cancel", try await unlessRefused { try await $0.cancel([id], now: $1).first?.came }, expected)
    case .retry(let pick):
      guard let id = job(pick)?.id else { return }
      let expected = model.retry(id, now: now)
      if expected { grants[id, default: 0] += 1 }
      try equal("retry", try await unlessRefused { try await $0.retry([id], now: $1) } != nil, expected)
    case .markSent(let pick):
      guard let id = job(pick)?.id, taken.contains(where: { $0.key.job == id && $0.value > 0 }) else { return }
      let expected = model.markSent(id)
      let receipt = Receipt(id: "seen")
      let isDone = try await unlessRefused { try await $0.markSent([(id, receipt)], now: $1) } != nil
      try equal("mark-sent", isDone, expected)
    case .move(let pick, let dueIn, let catchUp):
      guard let job = job(pick) else { return }
      let due = now + Self.seconds(dueIn)
      let allowed = catchUp.map(Self.seconds)
      let expected = model.move(job.id, to: due, missedAfter: allowed.map { due + $0 })
      let moved: Void? = try await unlessRefused { store, _ in
        try await store.move([job.id], to: due, catchUp: allowed.map { [job.channel.rawValue: $0] } ?? [:])
      }
      try equal("move", moved != nil, expected)
    case .moveToSlot(let pick):
      guard let id = job(pick)?.id else { return }
      let expected = model.moveToSlot(id, now: now)
      let policies = try Self.policies(.spread)
      let moved = try await unlessRefused { try await $0.moveToSlots([id], policies: policies, now: $1) }
      try equal("the slot", moved?.first?.due, expected)
    case .misfire(let misfire):
      let expected = model.misfire(misfire, now: now)
      let missed = try await store(.ada).applyMisfires(Self.policies(misfire), now: now)
      try equal("missed jobs", missed.map(\.job), expected)
    case .expire(let pick):
      guard let job = job(pick) else { return }
      model.change(job.id) { $0.expires = now }
      try await set("expires = \(now.microseconds)", job.id)
    }
  }

  // MARK: - Jobs

  private static func seconds(_ number: Int64) -> Seconds { Seconds(microseconds: number * 1_000_000) }

  private static let slots = Result { Slots([try Schedule(ModelQueue.slots)], in: .gmt) }

  private static func policies(_ misfire: PostMisfire) throws -> [String: MisfirePolicy] {
    let policy = MisfirePolicy(misfire: misfire, catchUp: ModelQueue.catchUp, slots: try slots.get())
    return Dictionary(uniqueKeysWithValues: ModelChannel.allCases.map { ($0.rawValue, policy) })
  }

  /// What a person does, in another process than the daemon's; nil when the job refuses.
  private func unlessRefused<T>(_ body: (Store, Instant) async throws -> T?) async throws -> T? {
    do {
      return try await body(store(.bert), now)
    } catch StoreProblem.jobRefuses {
      return nil
    }
  }

  private func job(_ pick: Int) -> ModelJob? {
    let jobs = model.all
    return jobs.isEmpty ? nil : jobs[pick % jobs.count]
  }

  private func article(_ number: Int, revision: Int) -> Article {
    Article(title: "Story \(number)", paragraphs: ["The mill turns again, as written \(revision) times."])
  }

  private mutating func queue(_ channel: ModelChannel, due: Instant, catchUp: Seconds?) async throws {
    let number = model.all.count + 1
    var posting = try Posting.one(channel.rawValue, "Story \(number) revision 1", due: due)
    posting.catchUp = catchUp
    let receipt = try await store(.bert).queue(article(number, revision: 1), postings: [posting], now: now)
    try equal("queued jobs", receipt.jobs.map(\.id), [Int64(number)])
    model.add(ModelJob(id: Int64(number), channel: channel, due: due, missedAfter: catchUp.map { due + $0 }))
  }

  private mutating func correct(_ pick: Int) async throws {
    guard let job = job(pick) else { return }
    let text = "Story \(job.id) revision \(job.revision + 1)"
    model.correct(job.id)
    let receipt = try await store(.bert).queue(
      article(Int(job.id), revision: job.revision + 1), postings: [.one(job.channel.rawValue, text, due: job.due)],
      intent: .correct, now: now)
    try equal("corrected jobs", receipt.jobs.map(\.id), [job.id])
  }

  private func set(_ assignment: String, _ id: Job.ID) async throws {
    try await store(.ada).write { try $0.execute(sql: "UPDATE job SET \(assignment) WHERE id = ?", arguments: [id]) }
  }

  // MARK: - Hands

  private mutating func take(_ leases: [Lease], _ expected: [Job.ID], _ who: ModelOperation.Claimant) async throws {
    try equal("claimed jobs", leases.map(\.job.id), expected)
    for var lease in leases {
      if defect == .tokenIsNotRaised {
        try await set("token = token - 1", lease.job.id)
        try store(who).leases.drop(lease)
        var job = lease.job
        job.token -= 1
        lease = Lease(job: job, until: lease.until, message: lease.message)
        try store(who).leases.take([lease])
        model.change(job.id) { $0.token -= 1 }
      }
      hands[who, default: []].append(ModelHand(lease: lease))
    }
  }

  /// The store forgets what the dead had in hand, as the store of another process would never have known it.
  private mutating func die(_ who: ModelOperation.Claimant) throws {
    for hand in hands[who] ?? [] { try store(who).leases.drop(hand.lease) }
    hands[who] = []
  }

  private mutating func beat(_ who: ModelOperation.Claimant) async throws {
    let until = now + Self.leaseTime
    let store = try store(who)
    for hand in hands.filter({ stores[$0.key] === store }).values.joined() {
      model.extend(hand.key.job, token: hand.lease.token, until: until)
    }
    let expected = model.recover(onlyExpired: true, now: now)
    try equal("heartbeat", try await store.keepLeases(until: until, now: now), expected)
  }

  private func index(_ who: ModelOperation.Claimant, _ pick: Int) -> Int? {
    let count = hands[who]?.count ?? 0
    return count == 0 ? nil : pick % count
  }

  private mutating func remove(_ who: ModelOperation.Claimant, _ index: Int) -> ModelHand? {
    hands[who]?.remove(at: index)
  }

  /// Settling ends a doubt where one can look. Absence is a proof only when nobody can still be sending.
  private mutating func settle(_ who: ModelOperation.Claimant, _ pick: Int) throws {
    guard let index = index(who, pick), let hand = hands[who]?[index], hand.lease.job.isInDoubt, hand.settlement == nil
    else { return }
    let isUnderWay = hands.values.joined().contains {
      $0.key.job == hand.key.job && $0.answer == .open && $0.isTaken == nil && elapsed < $0.deadline
    }
    let isThere = taken[hand.key, default: 0] > 0
    hands[who]?[index].settlement =
      switch (hand.lease.job.channel, isThere, isUnderWay) {
      case (ModelChannel.look.rawValue, true, _): .sent(Receipt(id: "found"))
      case (ModelChannel.look.rawValue, false, false): .absent
      default: .unknown(Failure("nobody can tell"))
      }
  }

  /// A job in doubt goes to the gate only when settling found that it is absent.
  private func maySend(_ hand: ModelHand) -> Bool { !hand.lease.job.isInDoubt || hand.settlement == .absent }

  private mutating func gate(_ who: ModelOperation.Claimant, _ pick: Int, otherBytes: Bool) async throws {
    guard let index = index(who, pick), let hand = hands[who]?[index], hand.answer == nil, maySend(hand) else { return }
    let wire = SHA256Digest(of: otherBytes ? "other bytes" : "\(hand.key)")
    let until = now + Self.leaseTime
    let expected = model.mark(hand.key.job, token: hand.lease.token, wire: wire, until: until, now: now)
    let answer = try await store(who).mark(hand.lease, wire: wire, note: nil, until: until, now: now)
    try equal("the gate", answer, expected)
    hands[who]?[index].answer = answer
    hands[who]?[index].deadline = elapsed + 60
  }

  /// Past the gate, and not after the deadline: a stopped process that goes on looks at the clock again.
  private mutating func transmit(_ who: ModelOperation.Claimant, _ pick: Int, isTaken: Bool) async throws {
    guard let index = index(who, pick), let hand = hands[who]?[index], hand.isTaken == nil, maySend(hand) else {
      return
    }
    guard defect == .markAfterTheDot || (hand.answer == .open && elapsed < hand.deadline) else { return }
    hands[who]?[index].isTaken = isTaken
    if isTaken { taken[hand.key, default: 0] += 1 }
  }

  // MARK: - Outcomes

  private mutating func finish(_ who: ModelOperation.Claimant, _ pick: Int, _ choice: Int) async throws {
    guard let index = index(who, pick), let outcome = outcome(of: hands[who]?[index], choice),
      let hand = remove(who, index)
    else { return }
    if defect == .finishIsNotGuarded {
      try await set(
        "state = 'leased', leased_until = 1, reason = NULL, finished_at = NULL, token = \(hand.lease.token)",
        hand.key.job)
    }
    let isQuestion = hand.lease.job.isInDoubt && hand.settlement != .absent && outcome.receipt == nil
    let expected = model.finish(hand.key.job, token: hand.lease.token, outcome, isQuestion: isQuestion, now: now)
    let policy = ModelChannel(rawValue: hand.lease.job.channel)?.policy ?? RetryPolicy()
    let next = policy.next(
      after: outcome, attempts: hand.lease.job.attempts, doubts: hand.lease.job.doubts,
      isInDoubt: hand.lease.job.isInDoubt, now: now, random: 0.5)
    let delivery = Delivery(
      job: hand.key.job, token: hand.lease.token, started: now, marked: nil, ended: now,
      ending: Delivery.Ending(outcome), receipt: outcome.receipt, failure: outcome.failure)
    let store = try store(who)
    let written = try await store.finish(hand.lease, next: next, delivery: delivery, isQuestion: isQuestion)
    // As an attempt does whose lease ran out in its own hands.
    if !written {
      model.release(hand.key.job, token: hand.lease.token)
      try await store.release([hand.lease])
    }
    try equal("finish", written, expected)
  }

  /// What the claimant may say, knowing what it knows; nil when it knows nothing yet.
  private func outcome(of hand: ModelHand?, _ choice: Int) -> Outcome? {
    guard let hand else { return nil }
    let failure = Failure("451")
    if hand.lease.job.isInDoubt, hand.settlement != .absent {
      switch hand.settlement {
      case .sent(let receipt): return .sent(receipt)
      case .unknown(let doubt): return .uncertain(doubt)
      case .absent, .repeatable, nil: return nil
      }
    }
    let deferral = Outcome.deferred(failure, notBefore: choice % 2 == 0 ? nil : now + 400)
    switch (hand.answer, hand.isTaken) {
    case (nil, nil): return [deferral, .rejected(failure), .blocked(failure)][choice % 3]
    case (.closed(let closure), nil): return .withheld(closure)
    case (_, true): return choice < 4 || canLook(hand) ? .sent(Receipt(id: "250")) : .uncertain(failure)
    case (_, false):
      return choice < 3 || canLook(hand)
        ? deferral : [.rejected(failure), .uncertain(failure), .repeatable(failure)][choice % 3]
    case (.open, nil):
      return choice < 3 || canLook(hand) ? deferral : [.uncertain(failure), .repeatable(failure)][choice % 2]
    }
  }

  private func canLook(_ hand: ModelHand) -> Bool { hand.lease.job.channel == ModelChannel.look.rawValue }
}
