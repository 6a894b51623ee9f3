import Foundation

/// A domain name as DNS and mail servers know it: labels of lower-case letters, digits and hyphens, those outside ASCII as
/// A-labels (`bücher.example` is `xn--bcher-kva.example`).
///
/// Capitals, full-width letters and the ideographic full stop are mapped as people mean them (RFC 5895, UTS 46); `ß` and `ς`
/// stay what they are. Written here rather than taken from Foundation, whose conversion is left out of a statically linked
/// binary without a word.
enum DomainName {
  static func ascii(_ text: Substring) throws(AddressRefusal) -> String {
    let isPlain = text.utf8.allSatisfy { $0 < 0x80 }
    let mapped = isPlain ? text.lowercased() : mapped(String(text))
    let labels = mapped.split(separator: ".", omittingEmptySubsequences: false)
    guard labels.count >= 2 else { throw .init("the part after @ is not a domain name such as example.org") }
    var ascii: [String] = []
    for label in labels { ascii.append(try DomainLabel.ascii(label)) }
    guard let last = ascii.last, !last.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
      throw .init("the part after @ is not a domain name such as example.org")
    }
    if !isPlain {
      try checkDirection(of: labels)
      try checkLikeness(of: labels, as: ascii)
    }
    return ascii.joined(separator: ".")
  }

  /// As people mean it (RFC 5895): in lower case, full-width and half-width forms as plain ones, NFC, `。` as a dot.
  static func mapped(_ text: String) -> String {
    var scalars = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      let isWidth = (0xFF00...0xFFEF).contains(scalar.value)
      let plain =
        isWidth ? String(Character(scalar)).precomposedStringWithCompatibilityMapping : String(Character(scalar))
      scalars.append(contentsOf: plain.lowercased().unicodeScalars.map { $0 == "\u{3002}" ? "." : $0 })
    }
    return String(scalars).precomposedStringWithCanonicalMapping
  }

  /// RFC 5893, section 2: where one label is written from right to left, none may change its look beside it.
  private static func checkDirection(of labels: [Substring]) throws(AddressRefusal) {
    let texts = labels.map(DomainLabel.text)
    guard texts.contains(where: { $0.contains(where: \.isRightToLeft) }) else { return }
    for (label, text) in zip(labels, texts) {
      let first = text[0]
      let end = text.last { !$0.isMark }
      let isFine =
        text.contains(where: \.isRightToLeft)
        ? first.isRightToLeft && end.map { $0.isRightToLeft || $0.isDigit } == true
          && text.allSatisfy { $0.isRightToLeft || $0.isDigit || $0.isMark || $0 == "-" }
          && !(text.contains(where: \.isArabicDigit) && text.contains { $0.isDigit && !$0.isArabicDigit })
        : !first.isDigit
      guard isFine else { throw .init("“\(label)” mixes directions of writing as no domain name may") }
    }
  }

  /// `рау.com` in Cyrillic letters throughout reads as a Latin name; before a Cyrillic ending (`рау.рф`) nobody is misled.
  private static func checkLikeness(of labels: [Substring], as ascii: [String]) throws(AddressRefusal) {
    guard ascii.last?.hasPrefix("xn--") == false else { return }
    for (label, ascii) in zip(labels, ascii) where label != ascii {
      let letters = label.unicodeScalars.filter(\.properties.isAlphabetic)
      guard letters.allSatisfy(Alphabet.likeLatin.contains) else { continue }
      throw .init(
        "“\(label)” is made of Cyrillic letters that look like Latin ones: write it in Latin letters, or, if the domain is "
          + "really so, as \(ascii)")
    }
  }
}

/// Why a part of an address is not taken.
struct AddressRefusal: Error {
  let reason: String

  init(_ reason: String) { self.reason = reason }
}

extension Unicode.Scalar {
  /// A letter of Hebrew, Arabic and the other scripts that run from right to left.
  fileprivate var isRightToLeft: Bool {
    switch value {
    case 0x590...0x8FF, 0xFB1D...0xFDFF, 0xFE70...0xFEFF, 0x10800...0x10FFF, 0x1E800...0x1EFFF: !isMark && !isDigit
    default: false
    }
  }

  fileprivate var isDigit: Bool { properties.generalCategory == .decimalNumber }
  fileprivate var isArabicDigit: Bool { (0x660...0x669).contains(value) }
}
