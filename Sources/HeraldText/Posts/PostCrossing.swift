import Foundation
import Herald

/// Makes texts ready for one network: composed (NFC), without control characters, and mentioning nobody who is not meant.
struct PostCrossing {
  private let network: Network
  private let own: [String]
  private var strangers: [String] = []

  init(_ article: Article, style: PostStyle) {
    network = style.rules.network
    own = article.handles.filter { [network] in $0.network == network }.map(\.name)
  }

  /// What was changed so far, one sentence each.
  var notes: [String] { strangers.isEmpty ? [] : ["not mentioned: " + strangers.joined(separator: " ")] }

  /// The newsroom's own handle on the network; empty where none is known.
  var handle: String { own.first?.onOneLine ?? "" }

  /// A text of one line.
  mutating func line(_ text: String) -> String { crossed(text.precomposedStringWithCanonicalMapping.onOneLine) }

  /// A text whose lines stay.
  mutating func ready(_ text: String) -> String {
    var lines: [String] = []
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) { lines.append(self.line(String(line))) }
    return lines.joined(separator: "\n")
  }

  private mutating func crossed(_ text: String) -> String {
    guard network != .plain else { return text }
    let defused = StrangerMention.defused(text, own: own)
    for stranger in defused.strangers where !strangers.contains(stranger) && strangers.count < 20 {
      strangers.append(stranger)
    }
    return defused.text
  }
}
