import Herald

/// A post's text between what a person reads and what a network's interface takes.
public enum NetworkText {
  /// The text as the network's interface wants it.
  ///
  /// | network | on the wire |
  /// | --- | --- |
  /// | `linkedin` | little text: reserved characters behind `\`, hashtags as `{hashtag|\#|tag}` |
  /// | `slack` | mrkdwn: `&`, `<` and `>` as `&amp;`, `&lt;`, `&gt;`, which also keeps `<!channel>` from pinging |
  /// | `discord` | Markdown: formatting marks behind `\`, but those in addresses |
  /// | all others | as it is; links are ``RichText`` on Bluesky and Telegram |
  ///
  /// Limits are counted before this, as the networks do; Discord alone counts what it is sent.
  public static func wire(_ text: String, _ network: Network) -> String {
    switch network {
    case .linkedin: LittleText.escaped(text)
    case .slack: slack(text)
    case .discord: DiscordText.escaped(text)
    default: text
    }
  }

  /// What a reader sees of a text as ``wire(_:_:)`` made it: its exact inverse.
  public static func read(_ wire: String, _ network: Network) -> String {
    switch network {
    case .linkedin: LittleText.unescaped(wire)
    case .slack: unescaped(wire)
    case .discord: DiscordText.unescaped(wire)
    default: wire
    }
  }

  private static func slack(_ text: String) -> String {
    var escaped = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": escaped.append(contentsOf: "&amp;".unicodeScalars)
      case "<": escaped.append(contentsOf: "&lt;".unicodeScalars)
      case ">": escaped.append(contentsOf: "&gt;".unicodeScalars)
      default: escaped.append(scalar)
      }
    }
    return String(escaped)
  }

  private static func unescaped(_ wire: String) -> String {
    let entities: [(name: [Unicode.Scalar], scalar: Unicode.Scalar)] = [
      (Array("&lt;".unicodeScalars), "<"), (Array("&gt;".unicodeScalars), ">"), (Array("&amp;".unicodeScalars), "&"),
    ]
    let scalars = Array(wire.unicodeScalars)
    var text = String.UnicodeScalarView()
    var index = 0
    while index < scalars.count {
      let entity = scalars[index] == "&" ? entities.first { scalars[index...].starts(with: $0.name) } : nil
      text.append(entity?.scalar ?? scalars[index])
      index += entity?.name.count ?? 1
    }
    return String(text)
  }
}
