import Foundation
import Herald
import Testing

@testable import HeraldText

/// What must hold for any text at all, on texts of whatever trips a scanner. 20,000 of them in the normal run;
/// `HERALD_LONG=1` (which `Scripts/test --long` sets) makes it 1,000,000.
@Suite(.timeLimit(.minutes(60))) struct NetworkPropertyTests {
  private static let count = ProcessInfo.processInfo.environment["HERALD_LONG"] == "1" ? 1_000_000 : 20_000
  private static let map = HandleMap([
    HandleMap.Person(
      name: "Ada Lovat",
      handles: [
        .x: "AdaLovat", .mastodon: "ada@social.example.org", .bluesky: "ada.example.org", .telegram: "adalovat",
      ])
  ])

  /// Runs `body` on every text, in as many tasks as there are processors.
  private func forEachText(_ body: @escaping @Sendable (String, Network) -> Void) async {
    let lanes = max(1, ProcessInfo.processInfo.activeProcessorCount)
    await withTaskGroup(of: Void.self) { group in
      for lane in 0..<lanes {
        group.addTask {
          var texts = RandomText(seed: UInt64(4_711 + lane))
          for turn in stride(from: lane, to: Self.count, by: lanes) {
            body(texts.next(), Network.allCases[turn / lanes % Network.allCases.count])
          }
        }
      }
    }
  }

  @Test func entitiesAreInOrderApartAndMadeOfTheirText() async {
    await forEachText { text, network in
      let scalars = Array(text.unicodeScalars)
      var last = 0
      for entity in Detection.entities(in: text, network: network) {
        #expect(entity.range.lowerBound >= last && !entity.range.isEmpty, "\(network): \(text.debugDescription)")
        last = entity.range.upperBound
        guard last <= scalars.count else { break }
        let written = Detection.string(scalars[entity.range])
        let bare = Detection.string(scalars[entity.range].dropFirst())
        let right =
          switch entity.kind {
          case .url:
            entity.value.utf8.elementsEqual(written.utf8)
              || entity.value.utf8.elementsEqual(("https://" + written).utf8)
          case .mention where network == .discord: entity.value == written
          case .cashtag: entity.value == bare || network == .bluesky && entity.value == bare.uppercased()
          case .mention, .list, .hashtag: entity.value.utf8.elementsEqual(bare.utf8)
          }
        #expect(right, "\(network): \(text.debugDescription) → \(entity)")
      }
      #expect(last <= scalars.count, "\(network): \(text.debugDescription)")
    }
  }

  @Test func everyCountIsTheSumOfItsPartsAndNeverTooSmall() async {
    await forEachText { text, network in
      let measure = PostRules(network: network, limit: 40).measure(text)
      let sum = measure.explanation.split(separator: ";")[0].split(separator: "=").last ?? ""
      let terms = sum.split(separator: "+").compactMap { Int($0.split(separator: " ").first ?? "") }
      #expect(terms.reduce(0, +) == measure.count, "\(network): \(measure.explanation): \(text.debugDescription)")
      #expect(measure.fits == (measure.count <= 40) || network == .bluesky)
      switch network {
      case .telegram, .linkedin: #expect(measure.count == text.utf16.count)
      case .slack: #expect(measure.count == text.unicodeScalars.count)
      case .discord: #expect(measure.count == NetworkText.wire(text, .discord).unicodeScalars.count)
      case .threads: #expect(measure.count >= text.count)
      default: break
      }
    }
  }

  @Test func markedTextIsWholeAndItsSpansAreWholeCharacters() async {
    await forEachText { text, _ in
      let telegram = RichText.telegram(text)
      #expect(telegram.text == text)
      for span in telegram.spans {
        #expect(span.range.upperBound <= text.utf16.count)
        let start = text.utf16.index(text.utf16.startIndex, offsetBy: span.range.lowerBound)
        let end = text.utf16.index(text.utf16.startIndex, offsetBy: span.range.upperBound)
        #expect(
          start.samePosition(in: text.unicodeScalars) != nil && end.samePosition(in: text.unicodeScalars) != nil)
      }
      #expect(RichText.bluesky(text, shorteningLinks: false).text == text)
      let bluesky = RichText.bluesky(text)
      let bytes = Array(bluesky.text.utf8)
      var last = 0
      for span in bluesky.spans {
        #expect(span.range.lowerBound >= last && span.range.upperBound <= bytes.count, "\(text.debugDescription)")
        last = span.range.upperBound
        #expect(String(validating: bytes[span.range], as: UTF8.self)?.isEmpty == false, "\(text.debugDescription)")
      }
    }
  }

  @Test func nobodyIsMentionedWhoIsNotMeant() async {
    await forEachText { text, network in
      let crossed = MentionCrossing(text, to: network, map: Self.map).text
      let meant = Set(["AdaLovat", "ada@social.example.org", "ada.example.org", "adalovat"].map { $0.lowercased() })
      for entity in Detection.entities(in: crossed, network: network) where entity.kind == .mention {
        #expect(meant.contains(entity.value.lowercased()), "\(network): \(text.debugDescription) → \(entity.value)")
      }
      // Nothing but at signs (and the handles that the map gave) is lost.
      if !text.contains("Ada"), !text.contains("ada") {
        let words = text.unicodeScalars.filter { $0 != "@" && $0 != "＠" }
        #expect(Array(crossed.unicodeScalars.filter { $0 != "@" && $0 != "＠" }) == Array(words))
      }
    }
  }

  @Test func whatIsEscapedIsReadBackAndHasNoBareReservedCharacter() async {
    await forEachText { text, network in
      let wire = NetworkText.wire(text, network)
      let read = NetworkText.read(wire, network)
      #expect(Array(read.unicodeScalars) == Array(text.unicodeScalars), "\(network): \(text.debugDescription)")
      if network == .slack { #expect(!wire.unicodeScalars.contains { $0 == "<" || $0 == ">" }) }
    }
  }

  @Test func aCleanTextIsCleanAndMayBeSent() async {
    await forEachText { text, _ in
      let clean = CleanText.of(text)
      #expect(CleanText.of(clean).unicodeScalars.elementsEqual(clean.unicodeScalars), "\(text.debugDescription)")
      let body = "a" + clean
      #expect(throws: Never.self, "\(text.debugDescription)") { try Content.post([body]) }
      let lines = CleanText.withoutExcessLines(clean)
      #expect(CleanText.withoutExcessLines(lines) == lines)
    }
  }

  @Test func aHashtagIsOneOrNone() async {
    await forEachText { text, network in
      guard network != .plain, let tag = Hashtag.form(of: text, on: network) else { return }
      let found = Detection.entities(in: tag, network: network)
      #expect(found.count == 1 && found[0].kind == .hashtag, "\(network): \(text.debugDescription)")
    }
  }
}
