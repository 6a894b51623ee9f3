import Foundation

/// One label of a domain name, turned into what DNS holds: letters, digits and hyphens, or an A-label (RFC 5890).
///
/// A label outside ASCII is held to IDNA 2008 (RFC 5891 to 5893), so that it is one that a registry can have given out;
/// symbols, emoji and invisible joiners are refused. Who has such a name writes it as `xn--…`, which is held to be Punycode of
/// text in its one normal form and nothing more.
enum DomainLabel {
  /// - Parameter label: as `DomainName.mapped` gives it.
  static func ascii(_ label: Substring) throws(AddressRefusal) -> String {
    let scalars = Array(label.unicodeScalars)
    guard let first = scalars.first, let last = scalars.last else {
      throw .init("it has an empty label, two dots in a row")
    }
    guard first != "-", last != "-" else { throw .init("“\(label)” begins or ends with a hyphen") }
    if let wrong = scalars.first(where: { $0.isASCII && !isLDH($0) }) {
      throw .init("\(wrong.named) does not belong in the domain")
    }
    let isPlain = scalars.allSatisfy(\.isASCII)
    if label.hasPrefix("xn--") {
      guard isPlain, isALabel(label) else { throw .init("“\(label)” is no valid internationalised label (Punycode)") }
    }
    let ascii = isPlain ? String(label) : try aLabel(scalars)
    guard ascii.utf8.count <= 63 else { throw .init("“\(label)” is longer than the 63 octets of a label") }
    return ascii
  }

  /// What the label means: the text of an A-label, else itself.
  static func text(_ label: Substring) -> [Unicode.Scalar] {
    label.hasPrefix("xn--") ? Punycode.decoded(label.utf8.dropFirst(4)) ?? [] : Array(label.unicodeScalars)
  }

  private static func aLabel(_ scalars: [Unicode.Scalar]) throws(AddressRefusal) -> String {
    guard let code = Punycode.encoded(scalars) else { throw .init("a part of the domain is too long") }
    let aLabel = "xn--" + code
    let escape = "if the domain is really so, write it as \(aLabel)"
    if scalars.count >= 4, scalars[2] == "-", scalars[3] == "-" {
      throw .init("“\(String.UnicodeScalarView(scalars))” has two hyphens in the third and fourth place")
    }
    if scalars[0].isMark { throw .init("a part of the domain begins with the combining mark \(scalars[0].named)") }
    for (index, scalar) in scalars.enumerated() where !scalar.isASCII {
      guard isValid(scalar), isValid(scalar, at: index, of: scalars) else {
        let isWritable = isALabel(aLabel[...])
        throw .init("\(scalar.named) is not for domain names" + (isWritable ? ": \(escape)" : ""))
      }
    }
    if let mixture = Alphabet.mixture(in: scalars) { throw .init("\(mixture); \(escape)") }
    return aLabel
  }

  /// Whether it stands for exactly one text, which is in lower case and in its normal form.
  private static func isALabel(_ label: Substring) -> Bool {
    guard let scalars = Punycode.decoded(label.utf8.dropFirst(4)), !scalars.allSatisfy(\.isASCII),
      Punycode.encoded(scalars).map({ "xn--" + $0 == label }) == true
    else { return false }
    let text = String(String.UnicodeScalarView(scalars))
    return Array(DomainName.mapped(text).unicodeScalars) == scalars
      && scalars.allSatisfy { $0.isASCII ? isLDH($0) : isStable($0) && !$0.isHidden && !$0.properties.isWhitespace }
  }

  /// Stays what it is when a name is compared, or is one of those that IDNA 2008 keeps all the same: ß, ς and the joiners.
  private static func isStable(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0xDF, 0x3C2, 0x200C, 0x200D: true
    default: !scalar.properties.changesWhenNFKCCaseFolded
    }
  }

  private static func isLDH(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "a"..."z", "0"..."9", "-": true
    default: false
    }
  }

  /// RFC 5892, section 2: letters, marks and digits that stay as they are when normalised, and the exceptions of section 2.6.
  private static func isValid(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0xDF, 0x3C2, 0x6FD, 0x6FE, 0xF0B, 0x3007, 0xB7, 0x375, 0x5F3, 0x5F4, 0x30FB, 0x200C, 0x200D: return true
    case 0x640, 0x7FA, 0x302E, 0x302F, 0x3031...0x3035, 0x303B: return false
    // Old Hangul; combining marks for symbols; musical symbols (sections 2.9 and 2.4).
    case 0x1100...0x11FF, 0xA960...0xA97F, 0xD7B0...0xD7FF, 0x20D0...0x20FF, 0x1D100...0x1D24F: return false
    default: break
    }
    return isStable(scalar) && (scalar.isMark || scalar.isLetterOrDigit)
  }

  /// RFC 5892, appendix A: what some characters need beside them.
  private static func isValid(_ scalar: Unicode.Scalar, at index: Int, of label: [Unicode.Scalar]) -> Bool {
    let before = index > 0 ? label[index - 1] : nil
    let after = index + 1 < label.count ? label[index + 1] : nil
    switch scalar.value {
    // The joiners after a virama. (ZWNJ between letters that join would need data that Swift does not have.)
    case 0x200C, 0x200D: return before?.properties.canonicalCombiningClass == .virama
    case 0xB7: return before == "l" && after == "l"
    case 0x375: return after.flatMap(Alphabet.init) == .greek
    case 0x5F3, 0x5F4: return before.map { (0x5D0...0x5EA).contains($0.value) } == true
    case 0x30FB:
      return label.contains {
        (0x3041...0x309F).contains($0.value) || (0x30A1...0x30FA).contains($0.value) || $0.properties.isIdeographic
      }
    case 0x660...0x669: return !label.contains { (0x6F0...0x6F9).contains($0.value) }
    default: return true
    }
  }
}

extension Unicode.Scalar {
  var isMark: Bool {
    switch properties.generalCategory {
    case .nonspacingMark, .spacingMark, .enclosingMark: true
    default: false
    }
  }

  fileprivate var isLetterOrDigit: Bool {
    switch properties.generalCategory {
    case .lowercaseLetter, .uppercaseLetter, .modifierLetter, .otherLetter, .decimalNumber: true
    default: false
    }
  }
}
