import Herald

/// The count of one text by a network's rule, and what it is made of.
public struct Measure: Sendable, Hashable, Codable {
  /// In the unit of the network (``CountingUnit``).
  public var count: Int
  /// The most that the network takes, in the same unit; nil where there is no limit.
  public var limit: Int?
  /// The sum written out: `271/280 = 246 text + 23 link + 2 “…”`. On Bluesky the bytes are named as well when they are
  /// more than 3,000: `250 text; 3,100/3,000 bytes`.
  public var explanation: String
  /// Whether the network takes the text: within the limit, and on Bluesky within 3,000 bytes.
  public var fits: Bool

  public init(count: Int, limit: Int?, explanation: String, fits: Bool) {
    self.count = count
    self.limit = limit
    self.explanation = explanation
    self.fits = fits
  }
}

/// The parts of a count, in the order in which the explanation names them.
struct Tally: Hashable, Sendable {
  var text = 0
  var links = 0
  var linkCount = 0
  var emoji = 0
  var ellipses = 0
  var mentions = 0

  var total: Int { text + links + emoji + ellipses + mentions }

  /// `246 text + 23 link + 2 “…”`; `0` for an empty text.
  var explanation: String {
    let terms = [
      (text, "text"), (links, linkCount == 1 ? "link" : "links"), (mentions, "mentions"),
      (emoji, "emoji"), (ellipses, "“…”"),
    ]
    let sum = terms.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }.joined(separator: " + ")
    return sum.isEmpty ? "0" : sum
  }
}
