import Foundation
import Herald
import HeraldText

// Single values of the configuration, each read from its text with an error that says what would be right.

extension KeyedDecodingContainer {
  /// An optional value; nil also when it was wrong and has been reported, so that the rest of the section is checked too.
  func take<T: Decodable>(_ type: T.Type, _ key: Key) throws -> T? {
    do {
      return try decodeIfPresent(type, forKey: key)
    } catch is ConfigProblems.Reported {
      return nil
    }
  }
}

/// One of a closed set of words.
struct Choice<Value: RawRepresentable & CaseIterable>: Decodable where Value.RawValue == String {
  let value: Value

  init(from decoder: any Decoder) throws {
    let text = try decoder.singleValueContainer().decode(String.self)
    guard let value = Value(rawValue: text) else {
      let known = Value.allCases.map(\.rawValue)
      let hint =
        nearest(to: text, in: known).map { "did you mean `\($0)`?" } ?? "it may be \(known.joined(separator: ", "))"
      throw Wrong("`\(text)` is not known here: \(hint)")
    }
    self.value = value
  }
}

/// A whole number from 1 to 1,000,000.
struct Count: Decodable {
  let value: Int

  init(from decoder: any Decoder) throws { value = try wholeNumber(1...1_000_000, from: decoder) }
}

/// `true` or `false`; `yes`, `no`, `on` and `off` are the same.
struct YesOrNo: Decodable {
  let value: Bool

  init(from decoder: any Decoder) throws {
    let text = try decoder.singleValueContainer().decode(String.self).lowercased()
    switch text {
    case "true", "yes", "on": value = true
    case "false", "no", "off": value = false
    default: throw Wrong("“\(text)” is neither true nor false")
    }
  }
}

/// Attempts at once: a whole number from 1 to 500.
struct SessionCount: Decodable {
  let value: Int

  init(from decoder: any Decoder) throws { value = try wholeNumber(1...500, from: decoder) }
}

/// Parts of a thread: a whole number from 1 to 50.
struct PartCount: Decodable {
  let value: Int

  init(from decoder: any Decoder) throws { value = try wholeNumber(1...PostStyle.mostParts, from: decoder) }
}

/// Hashtags of a post: a whole number from 0 to 20.
struct HashtagCount: Decodable {
  let value: Int

  init(from decoder: any Decoder) throws { value = try wholeNumber(0...20, from: decoder) }
}

private func wholeNumber(_ range: ClosedRange<Int>, from decoder: any Decoder) throws -> Int {
  let text = try decoder.singleValueContainer().decode(String.self)
  guard let value = Int(text), range.contains(value) else {
    throw Wrong("“\(text)” is not a whole number from \(range.lowerBound) to \(range.upperBound)")
  }
  return value
}

/// Text on one line without control characters, not empty.
struct OneLine: Decodable {
  let text: String

  init(from decoder: any Decoder) throws {
    text = try decoder.singleValueContainer().decode(String.self).trimmingCharacters(in: .whitespaces)
    guard !text.isEmpty, !text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) else {
      throw Wrong("it must be one line of text and not empty")
    }
  }
}

/// A language as BCP 47 writes it: two or three letters, then a script, a region, or both (`en`, `pt-BR`, `kk-Cyrl-KZ`).
struct LanguageTag: Decodable {
  let text: String

  init(from decoder: any Decoder) throws {
    text = try decoder.singleValueContainer().decode(String.self)
    guard text.wholeMatch(of: /[A-Za-z]{2,3}(-[A-Za-z]{4})?(-([A-Za-z]{2}|[0-9]{3}))?/) != nil else {
      throw Wrong("“\(text)” is not a language: write its code, such as en, kk or pt-BR")
    }
  }
}

/// What channels, digests and lists are called: 1 to 64 of `a-z`, `0-9`, `-`, `_`.
struct Name: Decodable {
  let text: String

  init(from decoder: any Decoder) throws {
    text = try decoder.singleValueContainer().decode(String.self)
    guard Self.isValid(text) else { throw Wrong("“\(text)” is not a name: \(Self.form)") }
  }

  static let form = "use 1 to 64 of a-z, 0-9, - and _"

  static func isValid(_ text: String) -> Bool {
    (1...64).contains(text.utf8.count)
      && text.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 45 || $0 == 95 }
  }
}

struct MailboxText: Decodable {
  let mailbox: Mailbox

  init(from decoder: any Decoder) throws {
    mailbox = try Mailbox(try decoder.singleValueContainer().decode(String.self))
  }
}

struct ScheduleText: Decodable {
  let schedule: Schedule

  init(from decoder: any Decoder) throws {
    schedule = try Schedule(try decoder.singleValueContainer().decode(String.self))
  }
}

struct ZoneName: Decodable {
  let zone: TimeZone

  init(from decoder: any Decoder) throws {
    let text = try decoder.singleValueContainer().decode(String.self)
    guard text.contains("/") || text == "UTC", let zone = TimeZone(identifier: text) else {
      let hint = nearest(to: text, in: TimeZone.knownTimeZoneIdentifiers).map { ": did you mean \($0)?" }
      throw Wrong("“\(text)” is not a time zone such as Asia/Almaty or UTC\(hint ?? "")")
    }
    self.zone = zone
  }
}

/// Says why a value is wrong.
struct Wrong: Error, CustomStringConvertible {
  let description: String
  init(_ description: String) { self.description = description }
}
