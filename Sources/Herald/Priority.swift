/// Which of a channel's due jobs go before the others. Within one priority the one that is due longest goes first.
///
/// | priority | stored | who has it |
/// | --- | --- | --- |
/// | first | -1 | what a person put there: `queue --first`, `jobs move --first` |
/// | usual | 0 | posts |
/// | later | 1 | the mails of digests |
public enum Priority: Int, Sendable, CaseIterable, Comparable {
  case first = -1
  case usual = 0
  case later = 1

  /// As commands and reports write it.
  public var name: String {
    switch self {
    case .first: "first"
    case .usual: "usual"
    case .later: "later"
    }
  }

  public static func < (left: Priority, right: Priority) -> Bool { left.rawValue < right.rawValue }
}
