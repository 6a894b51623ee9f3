import Herald

/// When each digest has something to decide, kept in memory, so that a thousand schedules that wait cost nothing.
struct OpeningTimes {
  /// By digest; one that is not there is looked at now.
  private var looks: [String: Instant] = [:]
  private var earliest: Instant?
  private var last = Instant(microseconds: .min)
  /// Runs that could not be opened (no subscribers, say): reported once, then left for a person.
  var refused: Set<String> = []

  /// Whether something is to be decided at `now`. All is looked at anew when the clock was set back.
  mutating func isTime(_ now: Instant) -> Bool {
    if now < last { (looks, earliest) = ([:], nil) }
    last = now
    return earliest.map { $0 <= now } ?? true
  }

  func isTime(of digest: String, _ now: Instant) -> Bool { looks[digest].map { $0 <= now } ?? true }

  mutating func set(_ digest: String, to look: Instant?) { looks[digest] = look ?? Instant(microseconds: .max) }

  /// When all that was due is decided.
  mutating func settle() { earliest = looks.values.min() }
}
