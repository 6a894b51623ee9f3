import Herald

/// Makes texts ready for one network: clean, and mentioning nobody who is not meant.
struct PostCrossing {
  private let network: Network
  private let map: HandleMap
  /// The newsroom's own handle on the network, with its `@`; empty where none is known.
  let handle: String
  private var strangers: [String] = []

  /// The own handles are the style's, and on other networks those that the article names.
  init(_ article: Article, style: PostStyle) {
    network = style.rules.network
    let own = style.ownHandles + article.handles
    map = style.handles.adding(own: own)
    handle = own.first { [network] in $0.network == network }.map(\.name.onOneLine) ?? ""
  }

  /// What was changed so far, one sentence each.
  var notes: [String] { strangers.isEmpty ? [] : ["not mentioned: " + strangers.joined(separator: " ")] }

  /// A text of one line.
  mutating func line(_ text: String) -> String { crossed(CleanText.of(text).onOneLine) }

  /// A text whose lines stay.
  mutating func lines(_ text: String) -> String {
    var lines: [String] = []
    for line in CleanText.of(text).split(separator: "\n", omittingEmptySubsequences: false) {
      lines.append(crossed(String(line).onOneLine))
    }
    return lines.joined(separator: "\n")
  }

  private mutating func crossed(_ text: String) -> String {
    let crossing = MentionCrossing(text, to: network, map: map)
    for stranger in crossing.strangers where !strangers.contains(stranger) && strangers.count < 20 {
      strangers.append(stranger)
    }
    return crossing.text
  }
}
