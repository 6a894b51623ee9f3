import Foundation

/// What a server answered (RFC 5321, section 4.2; RFC 2034 for the enhanced code).
public struct SMTPReply: Hashable, Sendable, CustomStringConvertible {
  /// 200 to 599.
  public let code: Int
  /// What followed the code in each line, as it came, with a line feed between two lines. Most replies are only looked at
  /// for their code.
  private let octets: [UInt8]

  public var isAccepted: Bool { code / 100 == 2 }
  public var isTemporary: Bool { code / 100 == 4 }
  public var isPermanent: Bool { code / 100 == 5 }

  /// `550 5.1.1`.
  public var codes: String { enhanced.map { "\(code) \($0)" } ?? "\(code)" }
  public var description: String {
    if isPlain { return "\(code) " + String(decoding: octets, as: UTF8.self) }
    let text = text
    return text.isEmpty ? codes : "\(codes) \(text)"
  }

  /// `5.1.1`; nil when the server sent none.
  public var enhanced: String? { Self.enhancedCode(in: octets.prefix { $0 != Self.lineFeed }, class: code / 100) }

  /// The server's words without the codes, its lines joined by a space, at most 200 characters, none of them a control.
  public var text: String { String(lines.filter { !$0.isEmpty }.joined(separator: " ").prefix(200)) }

  /// Each line without the codes, as it can be shown.
  var lines: [String] {
    let enhanced = enhanced
    return octets.split(separator: Self.lineFeed, omittingEmptySubsequences: false).map { line in
      let hasCode = enhanced.map { line.starts(with: $0.utf8) } ?? false
      return Self.shown(line.dropFirst(hasCode ? enhanced?.utf8.count ?? 0 : 0))
    }
  }

  /// - Parameter octets: of each line without its code, with a line feed between two.
  init(code: Int, octets: [UInt8]) {
    self.code = code
    self.octets = octets
  }

  private static let lineFeed = UInt8(ascii: "\n")

  /// One line of words with single spaces between them, which is shown as it came.
  private var isPlain: Bool {
    guard (1...200).contains(octets.count) else { return false }
    var previous = UInt8(ascii: " ")
    for octet in octets {
      guard octet == UInt8(ascii: " ") ? previous != octet : (0x21...0x7E).contains(octet) else { return false }
      previous = octet
    }
    return previous != UInt8(ascii: " ")
  }

  /// Without its words, should a server repeat the password in them, as it is or in the base64 of AUTH.
  func withholding(_ credentials: SMTPServer.Credentials?) -> SMTPReply {
    guard let credentials else { return self }
    let sent = [credentials.password, "\0\(credentials.username)\0\(credentials.password)"]
    let shown = sent + sent.map { Data($0.utf8).base64EncodedString() }
    return shown.contains { !octets.ranges(of: Array($0.utf8)).isEmpty }
      ? SMTPReply(code: code, octets: Array(codes.utf8.dropFirst(4))) : self
  }

  /// A code such as `5.1.1` at the line's start, of the reply's own class, followed by a space or nothing.
  private static func enhancedCode(in line: ArraySlice<UInt8>, class first: Int) -> String? {
    let word = line.prefix { $0 != UInt8(ascii: " ") }
    guard (5...9).contains(word.count) else { return nil }
    let fields = word.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard fields.count == 3, fields[0].elementsEqual(String(first).utf8),
      fields.dropFirst().allSatisfy({ (1...3).contains($0.count) && $0.allSatisfy { (48...57).contains($0) } })
    else { return nil }
    return String(decoding: word, as: UTF8.self)
  }

  /// Controls and what is no UTF-8 never reach a log.
  private static func shown(_ octets: ArraySlice<UInt8>) -> String {
    if octets.allSatisfy({ (0x20...0x7E).contains($0) }) {
      var octets = octets
      while octets.first == UInt8(ascii: " ") { octets.removeFirst() }
      while octets.last == UInt8(ascii: " ") { octets.removeLast() }
      return String(decoding: octets, as: UTF8.self)
    }
    var text = ""
    for scalar in String(decoding: octets, as: UTF8.self).unicodeScalars {
      let isShown = scalar.properties.generalCategory != .control && scalar.properties.generalCategory != .format
      text.unicodeScalars.append(isShown ? scalar : "\u{FFFD}")
    }
    while text.first == " " { text.removeFirst() }
    while text.last == " " { text.removeLast() }
    return text
  }
}

/// Why what a server sent is no reply.
enum SMTPGarble: Error, Hashable, CustomStringConvertible {
  case noReply(String)
  case lineTooLong
  case tooManyLines
  case changedCode

  var description: String {
    switch self {
    case .noReply(let start): "it sent “\(start)”, which is no SMTP reply"
    case .lineTooLong: "it sent a line of more than \(SMTPReplyReader.longestLine) octets"
    case .tooManyLines: "it sent a reply of more than \(SMTPReplyReader.mostLines) lines"
    case .changedCode: "the lines of its reply differ in their code"
    }
  }
}

/// Cuts what arrives into replies. Bounded: a hostile server costs 2 KB for each of 100 lines at most.
struct SMTPReplyReader {
  /// RFC 5321 allows 512; servers that explain themselves send more.
  static let longestLine = 2_048
  static let mostLines = 100

  private var buffer: [UInt8] = []
  private var start = 0
  /// Of the lines that have come, while the last one of a reply has not.
  private var code: Int?
  private var count = 0
  private var octets: [UInt8] = []

  /// Nothing is left that belongs to no command.
  var isEmpty: Bool { start == buffer.count && code == nil }

  mutating func append(_ octets: UnsafeRawBufferPointer) {
    if start == buffer.count {
      buffer.removeAll(keepingCapacity: true)
      start = 0
    }
    buffer.append(contentsOf: octets)
  }

  /// The next whole reply; nil while it is incomplete. Lines may end in LF alone.
  mutating func next() throws(SMTPGarble) -> SMTPReply? {
    while let end = buffer[start...].firstIndex(of: UInt8(ascii: "\n")) {
      guard end - start <= Self.longestLine else { throw .lineTooLong }
      var line = buffer[start..<end]
      start = end + 1
      if line.last == UInt8(ascii: "\r") { line.removeLast() }
      let (code, isLast) = try Self.parse(line)
      let said = line.dropFirst(4)
      if isLast, self.code == nil { return SMTPReply(code: code, octets: Array(said)) }
      guard self.code == nil || self.code == code else { throw .changedCode }
      self.code = code
      if count > 0 { octets.append(UInt8(ascii: "\n")) }
      octets += said
      count += 1
      guard count <= Self.mostLines else { throw .tooManyLines }
      if isLast {
        defer { (self.code, count, octets) = (nil, 0, []) }
        return SMTPReply(code: code, octets: octets)
      }
    }
    guard buffer.count - start <= Self.longestLine else { throw .lineTooLong }
    return nil
  }

  /// `250-text`, `250 text`, `250`.
  private static func parse(_ line: ArraySlice<UInt8>) throws(SMTPGarble) -> (code: Int, isLast: Bool) {
    let digits = line.prefix(3)
    let separator = line.dropFirst(3).first
    guard digits.count == 3, digits.allSatisfy({ (48...57).contains($0) }), (50...53).contains(digits.first ?? 0),
      separator == nil || separator == UInt8(ascii: " ") || separator == UInt8(ascii: "-"), !line.contains(0)
    else {
      let start = line.prefix(40).map { (0x20...0x7E).contains($0) ? Character(UnicodeScalar($0)) : "?" }
      throw .noReply(String(start))
    }
    let code = digits.reduce(0) { $0 * 10 + Int($1) - 48 }
    return (code, separator != UInt8(ascii: "-"))
  }
}
