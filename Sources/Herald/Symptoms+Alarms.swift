extension Symptoms {
  /// The alarms that stand, each cause once, in the order of their kinds and then of their channels.
  ///
  /// What is told already explains what follows from it: jobs that wait for a paused, blocked or busy channel, or for room
  /// on the disk, are not overdue too.
  public func alarms(now: Instant) -> [Alarm] {
    let alarms =
      pauses.map(alarm(of:)) + blockAlarms + held.map { alarm(of: $0, now: now) } + overdueAlarms
      + missed.map(Self.alarm(of:)) + diskAlarms(now: now) + failed.compactMap(Self.alarm(of:))
    let order = Dictionary(uniqueKeysWithValues: zip(Alarm.Kind.allCases, 0...))
    return alarms.sorted { (order[$0.kind] ?? 0, $0.cause) < (order[$1.kind] ?? 0, $1.cause) }
  }

  private func waiting(for channel: String?) -> Int {
    channel.map { name in backlogs.first { $0.channel == name }?.waiting ?? 0 } ?? waiting
  }

  private func alarm(of pause: Pause) -> Alarm {
    Alarm(
      .paused, channel: pause.channel, since: pause.since, count: waiting(for: pause.channel), detail: pause.detail)
  }

  private var blockAlarms: [Alarm] {
    closings.compactMap { channel, closing in
      let count = waiting(for: channel)
      // A far side that names its own time is no fault of ours, nor of its.
      guard closing.cause != .busy, count > 0 else { return nil }
      return Alarm(
        .blocked, channel: channel, since: closing.since, count: count, detail: closing.failure.description)
    }
  }

  private func alarm(of held: Held, now: Instant) -> Alarm {
    Alarm(
      .held, channel: held.channel, subject: held.reason.rawValue, since: now, count: held.count, job: held.job,
      detail: held.said.isEmpty ? Self.cause(of: held.reason) : held.said)
  }

  /// Of those that no attempt was made for there is nothing that was said last.
  private static func cause(of reason: Reason) -> String {
    switch reason {
    case .misfire: "the time that was set, and `catch-up:` after it, passed before anything took it in hand"
    case .approval: "it is due, and nobody has approved its text"
    case .poison: "three times the process died with it alone in its hands"
    default: ""
    }
  }

  private var overdueAlarms: [Alarm] {
    guard disk == nil, !pauses.contains(where: { $0.channel == nil }) else { return [] }
    return backlogs.compactMap { backlog in
      guard backlog.overdue > 0, let oldest = backlog.oldest, !backlog.isMoving, closings[backlog.channel] == nil,
        !pauses.contains(where: { $0.channel == backlog.channel })
      else { return nil }
      return Alarm(
        .overdue, channel: backlog.channel, since: oldest, count: backlog.overdue, job: backlog.job,
        detail: "the oldest has been due since then, and the channel sends nothing")
    }
  }

  private static func alarm(of missed: Missed) -> Alarm {
    Alarm(
      .missed, subject: missed.schedule, since: missed.decided, count: missed.runs,
      detail: "nothing was at work at \(missed.nominal), or too late after it")
  }

  private func diskAlarms(now: Instant) -> [Alarm] {
    guard let disk else { return [] }
    return [
      Alarm(
        .disk, since: now, count: waiting,
        detail: "\(disk.path) has \(disk.free >> 20) MB left, and \(max(1, disk.needed >> 20)) MB are needed")
    ]
  }

  /// One post that failed is one too many. Of mails some always fail, because readers change their addresses.
  private static func alarm(of failed: Failed) -> Alarm? {
    if let edition = failed.edition {
      let isMany = failed.count * 20 > edition.owed && failed.count >= 3
      guard isMany || failed.count >= edition.owed else { return nil }
    }
    return Alarm(
      .failed, channel: failed.channel, subject: failed.edition?.name, since: failed.since, count: failed.count,
      job: failed.job, detail: failed.said)
  }
}
