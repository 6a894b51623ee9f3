/// What becomes of a digest's run that nobody was there for when its time came.
public enum EditionMisfire: String, CaseIterable, Sendable {
  /// It opens late, once: several that were missed become one edition. The default.
  case once
  /// It never opens late.
  case skip

  /// A run that is decided within this time is not late.
  public static let punctual: Seconds = 60

  /// Parts the runs that are to be decided (in order, none later than `now`) into those that are missed and those that may
  /// open. Of several that wait, those of the last instant may open; what is as old as `catchUp` is missed.
  public func parting(
    _ runs: [Occurrence], now: Instant, catchUp: Seconds
  ) -> (missed: [Occurrence], open: [Occurrence]) {
    guard let last = runs.last?.instant else { return ([], []) }
    let late = now - last
    let mayOpen = late < Self.punctual || (self == .once && late < catchUp)
    return (runs.filter { !mayOpen || $0.instant != last }, runs.filter { mayOpen && $0.instant == last })
  }
}

/// What becomes of a post that was given a time (`--at`, or a slot) and that nobody sent within its `catchUp`.
public enum PostMisfire: String, CaseIterable, Sendable {
  /// It is held (misfire) for a person. The default of a channel without slots.
  case skip
  /// It goes out now.
  case once
  /// It takes the next free slot. The default of a channel with slots.
  case spread
}

/// How a channel treats posts whose time was missed.
public struct MisfirePolicy: Hashable, Sendable {
  public var misfire: PostMisfire
  /// How late a post may go out as if nothing had been; default two hours.
  public var catchUp: Seconds
  /// Nil where the channel has none; `spread` needs them.
  public var slots: Slots?

  public init(misfire: PostMisfire? = nil, catchUp: Seconds = .hours(2), slots: Slots? = nil) {
    self.misfire = misfire ?? (slots == nil ? .skip : .spread)
    self.catchUp = catchUp
    self.slots = slots
  }
}
