extension Alarm {
  /// What it is, in one line without a full stop: `mail is blocked`.
  public var title: String {
    let place = channel ?? "everything"
    switch kind {
    case .paused: return "\(place) is paused"
    case .blocked: return "\(place) is blocked"
    case .held: return "\(jobs) of \(place) \(isOne ? "is" : "are") held (\(subject ?? ""))"
    case .overdue: return "\(jobs) of \(place) \(isOne ? "is" : "are") overdue"
    case .missed: return "\(subject ?? "a digest") missed \(isOne ? "a run" : "\(count) runs")"
    case .disk: return "the disk of the store is nearly full"
    case .failed:
      guard let subject else { return "\(isOne ? "a post" : "\(count) posts") of \(place) failed" }
      return "\(isOne ? "a mail" : "\(count) mails") of \(subject) failed"
    }
  }

  /// What waits because of it, as a sentence.
  public var waits: String {
    switch kind {
    case .paused, .blocked:
      let place = channel.map { " for \($0)" } ?? ""
      let spent = kind == .blocked ? ", and no attempt was spent" : ""
      return count == 0
        ? "Nothing waits\(place) now." : "\(count) \(isOne ? "job waits" : "jobs wait")\(place)\(spent)."
    case .held: return "\(isOne ? "It waits" : "They wait") for a person."
    case .overdue: return "\(isOne ? "It has" : "They have") waited for longer than \(isOne ? "it" : "they") should."
    case .missed: return "What \(isOne ? "it" : "they") would have taken is in the next edition."
    case .disk: return "Nothing new is begun until there is room."
    case .failed: return "Nothing more will happen to \(isOne ? "it" : "them")."
    }
  }

  /// What to do, with the exact command.
  public var remedy: String {
    let why = job.map { "`herald why \($0)`" } ?? "`herald jobs list`"
    let ofChannel = channel.map { " --channel \($0)" } ?? ""
    switch kind {
    case .paused:
      return channel.map { "When it may go on: `herald channels resume \($0)`." }
        ?? "Look at `herald jobs list`, then `herald channels resume --all`."
    case .blocked:
      return
        "`herald check --online` tries it. Mend what it says: it goes on by itself, or at once after `herald channels resume \(channel ?? "")`."
    case .held where subject == Reason.approval.rawValue:
      return "Read and approve: `herald jobs list --state held\(ofChannel)`, `herald jobs approve`."
    case .held:
      return "\(why) says what happened and what can be done; all of them: `herald jobs list --state held\(ofChannel)`."
    case .overdue: return "\(why) says why; is `herald run` at work? All of them: `herald status\(ofChannel)`."
    case .missed: return "Did one open late? `herald digest list`. By hand: `herald digest open \(subject ?? "")`."
    case .disk: return "Free some space there; the work goes on by itself."
    case .failed:
      return
        "\(why) says why; all of them: `herald jobs list --state failed\(ofChannel)`; once more: `herald jobs retry`."
    }
  }

  private var isOne: Bool { count == 1 }
  private var jobs: String { isOne ? "a job" : "\(count) jobs" }
}
