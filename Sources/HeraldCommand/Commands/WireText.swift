import Herald
import HeraldText

/// What a network's interface gets for one part, beside the text that readers see.
struct WireText {
  /// The text as it is escaped; nil where it goes as it is.
  let changed: String?
  /// What is marked as a link there, where the client has to say so (Bluesky, Telegram).
  let rich: RichText?

  init(of part: String, on network: Network) {
    let wire = NetworkText.wire(part, network)
    changed = wire == part ? nil : wire
    rich =
      switch network {
      case .bluesky: RichText.bluesky(part)
      case .telegram: RichText.telegram(part)
      default: nil
      }
  }
}

extension PreviewCommand {
  func showWire(_ part: String, _ network: Network) {
    let wire = WireText(of: part, on: network)
    if let changed = wire.changed {
      Terminal.say("   on the wire:")
      Terminal.say(changed.shown(keepingLines: true))
    }
    guard let rich = wire.rich, !rich.spans.isEmpty else { return }
    let unit = network == .bluesky ? "bytes" : "UTF-16 units"
    if rich.text != part {
      Terminal.say("   on the wire:")
      Terminal.say(rich.text.shown(keepingLines: true))
    }
    let rows = rich.spans.map { span in
      ["   \(span.kind.rawValue)", "\(unit) \(span.range.lowerBound)–\(span.range.upperBound)", span.value.shown()]
    }
    for line in Terminal.table(rows) { Terminal.say(line) }
  }
}
