import Herald

extension Instant {
  /// To the second, as people read it; JSON keeps the microseconds.
  func shown() -> String {
    let fraction = microseconds % 1_000_000
    return Instant(microseconds: microseconds - (fraction < 0 ? fraction + 1_000_000 : fraction)).description
  }
}
