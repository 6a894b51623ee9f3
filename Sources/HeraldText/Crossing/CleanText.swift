import Foundation

/// A text as it may stand in a post: composed, and with nothing in it that a reader cannot see but that changes what is
/// read.
///
/// | in the text | becomes |
/// | --- | --- |
/// | any text | Unicode normalization form C |
/// | CR LF, CR, line and paragraph separators, NEL | `\n` |
/// | TAB | a space |
/// | other control characters, noncharacters, byte-order marks, soft hyphens, zero-width spaces, word joiners | nothing |
/// | ZWJ and ZWNJ | kept between emoji, and after a letter of a script that joins; nothing elsewhere |
/// | marks of direction (LRM, RLM, ALM) | kept in a text with right-to-left letters; nothing elsewhere |
/// | isolates (U+2066 to U+2069) | kept in pairs within one line; half a pair goes |
/// | embeddings and overrides (U+202A to U+202E) | nothing |
/// | tag characters | kept in the flag of a region (🏴 and tags); nothing elsewhere |
public enum CleanText {
  public static func of(_ text: String) -> String {
    let composed = text.precomposedStringWithCanonicalMapping
    // Of two thirds of all texts this is all.
    guard composed.unicodeScalars.contains(where: \.mayBeUnclean) else { return composed }
    let scalars = Array(composed.unicodeScalars)
    let directions = scalars.contains(where: \.isRightToLeft)
    let isolates = pairedIsolates(in: scalars)
    var clean: [Unicode.Scalar] = []
    var index = 0
    while index < scalars.count {
      let scalar = scalars[index]
      if !scalar.mayBeUnclean {
        clean.append(scalar)
      } else {
        switch scalar.value {
        case 0x0A: clean.append("\n")
        case 0x0D:
          if index + 1 == scalars.count || scalars[index + 1] != "\n" { clean.append("\n") }
        case 0x85, 0x2028, 0x2029, 0x0B, 0x0C: clean.append("\n")
        case 0x09: clean.append(" ")
        case 0x200C, 0x200D:
          let next = index + 1 < scalars.count ? scalars[index + 1] : nil
          if joins(scalar, after: clean.last, before: next) { clean.append(scalar) }
        case 0x200E, 0x200F, 0x061C:
          if directions { clean.append(scalar) }
        case 0x2066...0x2069:
          if isolates.contains(index) { clean.append(scalar) }
        case 0xE0020...0xE007F:
          let end = EmojiSequence.tagEnd(in: scalars, from: index)
          if clean.last == "🏴", let end {
            clean += scalars[index..<end]
            index = end
            continue
          }
        default: break
        }
      }
      index += 1
    }
    // What goes may have kept apart what composes, or marks that are put in order: then the joiners are looked at again.
    let normal = Detection.string(clean[...]).precomposedStringWithCanonicalMapping
    return normal.unicodeScalars.elementsEqual(clean) ? normal : of(normal)
  }

  private static func joins(_ joiner: Unicode.Scalar, after: Unicode.Scalar?, before: Unicode.Scalar?) -> Bool {
    guard let after else { return false }
    if after.isJoiningScript { return true }
    guard joiner.value == 0x200D, let before else { return false }
    let isEmoji =
      after.value == 0xFE0F || after.properties.isEmojiPresentation || after.properties.isEmojiModifier
      || (after.properties.isEmoji && !after.isASCII)
    return isEmoji && before.properties.isEmoji && !before.isASCII
  }

  /// The places of isolates that have a partner on their line.
  private static func pairedIsolates(in text: [Unicode.Scalar]) -> Set<Int> {
    var paired: Set<Int> = []
    var open: [Int] = []
    for (index, scalar) in text.enumerated() {
      switch scalar.value {
      case 0x2066...0x2068: open.append(index)
      case 0x2069:
        if let start = open.popLast() { paired.formUnion([start, index]) }
      case 0x0A...0x0D, 0x85, 0x2028, 0x2029: open = []
      default: break
      }
    }
    return paired
  }

  /// At most one empty line between two others, as Bluesky's client keeps them (`sanitization.ts`): a run of three or
  /// more line ends, with white space and zero-width marks between, is two.
  public static func withoutExcessLines(_ text: String) -> String {
    let scalars = Array(text.unicodeScalars)
    var kept = String.UnicodeScalarView()
    var index = 0
    while index < scalars.count {
      guard scalars[index] == "\n" || scalars[index] == "\r" else {
        kept.append(scalars[index])
        index += 1
        continue
      }
      var end = index
      var last = index
      var count = 0
      while end < scalars.count, scalars[end].isSpaceOnBluesky || scalars[end].isBlankBetweenLines {
        if scalars[end] == "\n" || scalars[end] == "\r" {
          count += 1
          last = end
        }
        end += 1
      }
      if count >= 3 {
        kept.append(contentsOf: "\n\n".unicodeScalars)
      } else {
        kept.append(contentsOf: scalars[index...last])
      }
      index = last + 1
    }
    return String(kept)
  }
}

extension Unicode.Scalar {
  /// Anything that ``CleanText`` looks at.
  fileprivate var mayBeUnclean: Bool {
    switch value {
    case 0x20...0x7E: return false
    case 0x00...0x1F, 0x7F...0x9F, 0xAD, 0x034F, 0x061C, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180E, 0x200B...0x200F,
      0x2028...0x202E, 0x2060...0x206F, 0x3164, 0xFDD0...0xFDEF, 0xFEFF, 0xFFA0, 0xFFF0...0xFFFB, 0xE0000...0xE0FFF:
      return true
    default: return value & 0xFFFE == 0xFFFE
    }
  }

  /// Hebrew, Arabic, Syriac, Thaana, N'Ko and their presentation forms, and the historic scripts of Unicode's R and AL.
  fileprivate var isRightToLeft: Bool {
    switch value {
    case 0x0590...0x061B, 0x061D...0x08FF, 0xFB1D...0xFDCF, 0xFDF0...0xFDFF, 0xFE70...0xFEFE, 0x10800...0x10FFF,
      0x1E800...0x1EFFF:
      true
    default: false
    }
  }

  /// A letter or mark after which ZWJ and ZWNJ choose a form: Arabic, Syriac, Mongolian and their kin, and the scripts of
  /// India and South-East Asia.
  fileprivate var isJoiningScript: Bool {
    guard isLetterOrMark else { return false }
    switch value {
    case 0x0600...0x08FF, 0x0900...0x0DFF, 0x0E80...0x0FFF, 0x1000...0x109F, 0x1780...0x18AF, 0x1A20...0x1AAF,
      0x1B00...0x1BFF, 0xA800...0xA8FF, 0xA980...0xA9DF, 0xAA00...0xAADF, 0xABC0...0xABFF, 0xFB50...0xFDFF,
      0xFE70...0xFEFE, 0x11000...0x11FFF, 0x1E900...0x1E95F:
      return true
    default: return false
    }
  }

  fileprivate var isBlankBetweenLines: Bool {
    value == 0xAD || value == 0x2060 || (0x200B...0x200D).contains(value)
  }
}
