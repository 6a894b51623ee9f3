import Foundation

extension Tally {
  /// X: every address is 23; every emoji 2; of the rest a character up to U+10FF, and the common spaces, dashes and
  /// quotation marks, is 1, every other 2 (twitter-text `config/v3.json`).
  /// `emojiAsOne: false` counts an emoji by its characters, as configuration 2 did.
  static func x(_ text: String, linkLength: Int = 23, emojiAsOne: Bool = true) -> Tally {
    let scalars = Array(text.precomposedStringWithCanonicalMapping.unicodeScalars)
    var tally = Tally()
    var urls = URLDetection.urls(in: scalars)[...]
    var index = 0
    while index < scalars.count {
      if let url = urls.first, url.range.lowerBound == index {
        tally.links += linkLength
        tally.linkCount += 1
        index = url.range.upperBound
        urls.removeFirst()
      } else if emojiAsOne, let end = EmojiSequence.end(in: scalars, from: index) {
        tally.emoji += 2
        index = end
      } else {
        if scalars[index] == "…" { tally.ellipses += 2 } else { tally.text += weight(of: scalars[index]) }
        index += 1
      }
    }
    return tally
  }

  private static func weight(of scalar: Unicode.Scalar) -> Int {
    switch scalar.value {
    case 0x0000...0x10FF, 0x2000...0x200D, 0x2010...0x201F, 0x2032...0x2037: 1
    default: 2
    }
  }

  /// Mastodon: an address with a scheme is 23, and `@user@domain` what `@user` is. For an address without a scheme the
  /// server counts its length and the page's counter 23: the greater of the two holds, so that both let it pass.
  static func mastodon(_ text: String, linkLength: Int = 23) -> Tally {
    let scalars = Array(text.unicodeScalars)
    var tally = Tally()
    var plain = String.UnicodeScalarView()
    let domains = RemoteMention.domains(in: scalars)
    var urls = URLDetection.urls(in: scalars).filter { url in !domains.contains { $0.overlaps(url.range) } }[...]
    var rest = domains[...]
    var index = 0
    while index < scalars.count {
      if let url = urls.first, url.range.lowerBound == index {
        let length = String(String.UnicodeScalarView(scalars[url.range])).count
        tally.links += url.hasScheme ? linkLength : max(linkLength, length)
        tally.linkCount += 1
        index = url.range.upperBound
        urls.removeFirst()
        // What an address parts are two texts: a mark after it joins no letter before it.
        plain.append("\u{200B}")
        tally.text -= 1
      } else if let domain = rest.first, domain.lowerBound == index {
        index = domain.upperBound
        rest.removeFirst()
      } else {
        if scalars[index] == "…" {
          tally.ellipses += 1
          tally.text -= 1
        }
        plain.append(scalars[index])
        index += 1
      }
    }
    tally.text += String(plain).count
    return tally
  }

  /// Bluesky: the grapheme clusters of the text that is shown, in which an address is shortened.
  static func bluesky(_ rich: RichText) -> Tally {
    var tally = Tally(rich.text, in: .graphemes)
    let bytes = rich.text.utf8
    var place = (offset: 0, index: bytes.startIndex)
    for span in rich.spans where span.kind == .url {
      let start = bytes.index(place.index, offsetBy: span.range.lowerBound - place.offset)
      let end = bytes.index(start, offsetBy: span.range.count)
      place = (span.range.upperBound, end)
      let shown = rich.text[start..<end]
      tally.links += shown.count
      tally.linkCount += 1
      tally.text -= shown.count
      // An ellipsis inside an address is part of the address.
      let ellipses = shown.count(where: { $0 == "…" })
      tally.ellipses -= ellipses
      tally.text += ellipses
    }
    return tally
  }

  /// Every other network: the text as it stands, in its unit.
  init(_ text: String, in unit: CountingUnit) {
    switch unit {
    case .graphemes:
      ellipses = text.count(where: { $0 == "…" })
      self.text = text.count - ellipses
    case .utf16:
      ellipses = text.unicodeScalars.count(where: { $0 == "…" })
      self.text = text.utf16.count - ellipses
    case .scalars, .weighted:
      ellipses = text.unicodeScalars.count(where: { $0 == "…" })
      self.text = text.unicodeScalars.count - ellipses
    case .emojiBytes:
      let scalars = Array(text.unicodeScalars)
      var index = 0
      while index < scalars.count {
        if let end = EmojiSequence.end(in: scalars, from: index) {
          for scalar in scalars[index..<end] { emoji += UTF8.width(scalar) }
          index = end
        } else {
          if scalars[index] == "…" { ellipses += 1 } else { self.text += 1 }
          index += 1
        }
      }
    }
  }
}
