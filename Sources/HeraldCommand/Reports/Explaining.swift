import Foundation
import Herald
import HeraldStore

/// Answers why a job is where it is: from what is stored, the configuration and the moment.
struct Explaining {
  private let store: Store
  private let newsroom: Newsroom
  private let now: Instant
  private let pauses: [Pause]
  private let closings: [KnownClosing]
  private let isWorked: Bool

  init(store: Store, newsroom: Newsroom, now: Instant) async throws {
    self.store = store
    self.newsroom = newsroom
    self.now = now
    pauses = try await store.pauses()
    closings = try await store.closings()
    isWorked = try store.isWorked
  }

  private var zone: TimeZone { newsroom.config.newsroom.timezone }

  func job(_ id: Job.ID) async throws -> WhyReport {
    let (job, message, title, deliveries) = try await newsroom.job(id, in: store)
    let place = message.content.parts.count > 1 ? ", part \(job.part + 1) of \(message.content.parts.count)" : ""
    var report = WhyReport(title: "job \(id) · \(job.channel)\(place) · \(title)", job: id)
    let waits = try await store.waits(of: [job])
    report.lines += standing(job, waits[id], try await flow(of: job), deliveries)
    report.lines += try await textOf(job, message.content)
    report.lines += deliveries.map { delivery in
      let end = delivery.receipt.map { ": \($0.id)" } ?? delivery.failure.map { ": \($0)" } ?? ""
      return "\(delivery.ended.shown(in: zone))  \(delivery.ending.rawValue)\(end)"
    }
    return report
  }

  func article(_ article: Article) async throws -> WhyReport {
    var report = WhyReport(title: article.title)
    guard let standing = try await store.standing(of: article) else { return report }
    report.lines.append("stored \(standing.stored.shown(in: zone))")
    if standing.changed != standing.stored {
      report.lines.append("its text was changed \(standing.changed.shown(in: zone))")
    }
    for job in standing.jobs { report.posts.append(try await self.job(job.id)) }
    let posted = Set(standing.jobs.map(\.channel))
    let missing = newsroom.config.postChannels.map(\.name).filter { !posted.contains($0) }
    if !missing.isEmpty {
      report.lines.append(
        "no post on \(missing.joined(separator: ", ")): none was asked for; `herald queue FILE --channel \(missing[0])`"
      )
    }
    report.briefs = standing.briefs.map(went)
    return report
  }

  // MARK: - Where it stands

  /// What its channel and its destination keep it from; nothing when they are open.
  private func flow(of job: Job) async throws -> [String] {
    var lines = closings.filter { $0.channel == job.channel }.compactMap { known -> String? in
      guard known.destination == nil || known.destination == job.destination else { return nil }
      let name = known.destination ?? "Its channel"
      return "\(name) is \(ClosingReport(known).says(in: zone, now: now)); "
        + "`herald channels resume \(job.channel)` opens it at once."
    }
    if lines.isEmpty, let config = newsroom.config.channels.first(where: { $0.name == job.channel }) {
      let next = try await store.nextPermit(of: job.channel, config.limits, now: now)
      let rates = config.limits.rates.map(\.description).joined(separator: ", ")
      if next > now {
        lines.append("Its channel's rate of \(rates) is used up: the next goes \(next.shown(in: zone)).")
      }
    }
    return lines
  }

  private func standing(
    _ job: Job, _ waited: WaitedFor?, _ flow: [String], _ deliveries: [Delivery]
  ) -> [String] {
    switch job.state {
    case .waiting: waiting(job, waited, flow, deliveries)
    case .leased:
      job.marked == nil
        ? ["It is in hand, and has not passed its gate."]
        : ["It has passed its gate at \(job.marked?.shown(in: zone) ?? ""); its answer is awaited."]
    case .sent:
      ["It is sent: \(deliveries.last { $0.ending == .sent }?.receipt?.id ?? "")."]
    case .held, .failed, .skipped, .cancelled: [ended(job, deliveries)]
    }
  }

  private func waiting(
    _ job: Job, _ waited: WaitedFor?, _ flow: [String], _ deliveries: [Delivery]
  ) -> [String] {
    var lines: [String] = []
    if let last = deliveries.last, last.ending != .sent {
      lines.append("Its last attempt ended “\(last.ending.rawValue)”: \(last.failure?.description ?? "").")
    }
    if job.doubts > 0 || job.isInDoubt {
      lines.append("It may have arrived: its second try has the same bytes and the same key.")
    }
    if let waited {
      let says = waited.needsPerson ? ", which is \(waited.says) and needs a person" : ""
      lines.append("It waits for job \(waited.job), the part before it\(says).")
    }
    if job.misfires > 0 {
      let times = job.misfires == 1 ? "once" : "\(job.misfires) times"
      lines.append("It missed its time \(times): nothing worked for it then.")
    }
    if job.due > now {
      let slot = job.slot == nil ? "" : ", the slot that it has on \(job.channel)"
      lines.append("It waits for its time: \(job.due.shown(in: zone))\(slot).")
    } else if let missed = job.missedAfter, missed <= now, job.firstClaimed == nil {
      lines.append(
        "It missed its time, \(job.due.shown(in: zone)), by more than its channel's `catch-up:`; the next `herald run` does "
          + "what `misfire:` says.")
    } else {
      lines.append("It is due since \(job.due.shown(in: zone)).")
    }
    if let expires = job.expires, job.follows == nil {
      lines.append("It is worth nothing any more after \(expires.shown(in: zone)).")
    }
    if job.priority == .first { lines.append("Somebody put it first: it goes before the others of its channel.") }
    if !newsroom.config.channels.contains(where: { $0.name == job.channel }) {
      lines.append("The configuration has no channel \(job.channel): nothing works for it until it is back.")
    } else if let pause = pauses.first(where: { $0.channel == job.channel || $0.channel == nil }) {
      let name = pause.channel ?? "--all"
      lines.append("It is paused: \(pause.detail). `herald channels resume \(name)` lets it go.")
    } else if !flow.isEmpty {
      lines += flow
    } else if !isWorked {
      lines.append("Nothing works the queue at this moment: `herald run`.")
    } else if let room = store.room, room.isLow {
      lines.append("The disk is nearly full: nothing is begun until there is room.")
    } else if job.due <= now, waited == nil {
      lines.append("`herald run` is at work: its turn comes after those of its channel that are due longer.")
    }
    return lines
  }

  private func ended(_ job: Job, _ deliveries: [Delivery]) -> String {
    let last = deliveries.last?.failure.map { " (\($0))" } ?? ""
    let id = job.id
    return switch job.reason {
    case .approval:
      "It waits until a person approves its text: `herald jobs show \(id)`, then `herald jobs approve \(id) --sha256 …`."
    case .misfire:
      "It was to go out \(job.due.shown(in: zone)), and nothing worked for it within its channel's `catch-up:`. "
        + "`herald jobs retry \(id)` sends it now, `herald jobs move \(id) --at TIME` later, `herald jobs cancel \(id)` "
        + "takes it back."
    case .uncertain:
      "It may have arrived, and nobody can tell\(last). Look there: then `herald jobs mark-sent \(id)`, or "
        + "`herald jobs retry \(id)` to send it (again)."
    case .changed:
      "Its bytes would differ from those of an earlier attempt, which may have arrived: `herald jobs retry \(id)` sends "
        + "the new ones."
    case .poison:
      "Three times the process died with it alone in its hands: `herald jobs retry \(id)` once the cause is found."
    case .undecodable: "Its stored content or envelope cannot be read: see `herald audit`."
    case .rejected: refused(job, last)
    case .exhausted: "All its attempts failed\(last): `herald jobs retry \(id)` begins anew."
    case .expired:
      "It expired\(job.expires.map { " at \($0.shown(in: zone))" } ?? ""), before it could go out: `herald jobs retry \(id)` sends it all the same."
    case .unsubscribed: "Its reader left the list before it went out."
    case nil: job.state == .cancelled ? "It was cancelled." : "It is \(job.state.rawValue)."
    }
  }

  private func refused(_ job: Job, _ last: String) -> String {
    let remedy =
      switch job.origin {
      case .article: "`herald jobs edit \(job.id)`"
      case .edition(_, let recipient):
        "an address that is none any more leaves the list with `herald subscribers remove \(recipient.address) --list LIST`"
      }
    return "It was refused for good\(last): \(remedy), or `herald jobs retry \(job.id)`."
  }

  // MARK: - Why this text

  private func textOf(_ job: Job, _ content: Content) async throws -> [String] {
    var lines: [String] = []
    switch job.origin {
    case .edition:
      lines.append("Its text is that of its edition, frozen when it opened; sha256 \(content.sha256).")
    case .article:
      let made =
        job.edited.map { "written by a person, \($0.shown(in: zone))" }
        ?? (job.revision > 1
          ? "composed anew when its article was corrected" : "composed and frozen when it was queued")
      lines.append("Its text was \(made): revision \(job.revision), sha256 \(content.sha256).")
      if let article = try await store.article(of: job), let standing = try await store.standing(of: article),
        standing.changed > (job.edited ?? job.created), job.revision == 1, job.state != .sent
      {
        lines.append("Its article was changed since: `herald queue FILE --correct` takes the new text.")
      }
    }
    if job.needsApproval, job.reason != .approval { lines.append("A person approved this text.") }
    return lines
  }

  private func went(_ brief: ArticleStanding.BriefStanding) -> String {
    let whereTo: String
    if !brief.editions.isEmpty {
      whereTo = "in edition \(brief.editions.joined(separator: ", "))"
    } else if brief.withdrawn != nil {
      whereTo = "withdrawn: the article has it no longer"
    } else if newsroom.config.digests.isEmpty {
      whereTo = "no digest is configured that would take it"
    } else {
      whereTo = "waits for the next edition: `herald digest preview \(newsroom.config.digests[0].name)`"
    }
    return "\(Terminal.clipped(brief.text.shown(), to: 50)) — \(whereTo)"
  }
}
