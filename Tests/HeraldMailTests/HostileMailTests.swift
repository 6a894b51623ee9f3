import Foundation
import Herald
import HeraldMail
import Testing

/// Subjects, names and bodies that try to be something else.
@Suite struct HostileMailTests {
  private static let fields = [
    "From", "To", "Date", "Message-ID", "List-Unsubscribe", "Subject", "List-Id", "Auto-Submitted", "MIME-Version",
    "Content-Type", "Content-Transfer-Encoding", "Content-Language",
  ]

  private func fields(of mail: String) -> [String] {
    let head = mail.components(separatedBy: "\r\n\r\n")[0]
    return head.components(separatedBy: "\r\n").filter { !$0.hasPrefix(" ") }.map { String($0.prefix { $0 != ":" }) }
  }

  // MARK: - Headers

  @Test func aLineEndInASubjectBeginsTheBodyAndNeverAField() throws {
    let text = try mail("Digest\nBcc: v@example.net\nSubject: other\n", sampleEnvelope())
    #expect(fields(of: text) == Self.fields)
    #expect(field("Subject", of: text) == "Digest")
    #expect(body(of: text).hasPrefix("Digest\r\nBcc: v@example.net\r\n"))
    for end in ["\r\n", "\r", "\u{0B}", "\u{0C}", "\u{85}", "\u{2028}", "\u{2029}"] {
      #expect(throws: ContentProblem.self) { try Content.digest("x\(end)Bcc: v@example.net\n") }
    }
  }

  @Test(arguments: ["\r\n", "\n", "\r", "\u{0}", "\u{85}", "\u{2028}", "\u{2029}"])
  func aLineEndInANameIsRefusedWhereItIsReadAndWhereItIsWritten(_ end: String) throws {
    let name = "Ann\(end)Bcc: v@example.net"
    #expect(throws: EmailAddressProblem.self) { try Mailbox("\(name) <ann@example.org>") }
    for envelope in [
      try sampleEnvelope(to: name), try sampleEnvelope(from: name), try sampleEnvelope(listName: name),
    ] {
      let problem = #expect(throws: MailProblem.self) { try mail("Digest\n", envelope) }
      #expect(problem?.description.hasSuffix(": remove it") == true)
    }
  }

  @Test(arguments: ["word ", "👩‍👩‍👧‍👦", "مرحبا ", "長"])
  func aSubjectOfTwentyThousandCharactersIsCutAndTheBodyKeepsItWhole(_ piece: String) throws {
    let subject = String(repeating: piece, count: 20_000 / piece.count) + "."
    let content = try Content.digest(subject + "\n\nText.\n")
    let text = try mail(content.text, sampleEnvelope())
    let value = try #require(field("Subject", of: text))
    #expect(value.utf8.count < 8_000)
    #expect(try decoded(value).hasSuffix("…"))
    #expect(subject.hasPrefix(try decoded(value).dropLast().description))
    #expect(content.text.contains(subject))
  }

  @Test(arguments: [
    "=?utf-8?Q?boss?=", "=?utf-8?B?Ym9zc0BleGFtcGxlLmNvbQ==?=", "=?", "?=", "a =?x?= b", "=?utf-8?Q?a?==?utf-8?Q?b?=",
  ])
  func whatLooksLikeAnEncodedWordIsReadAsItStands(_ text: String) throws {
    let mail = try mail(text + "\n", sampleEnvelope(to: text))
    #expect(try decoded(try #require(field("Subject", of: mail))) == text)
    let to = try #require(field("To", of: mail))
    #expect(!to.contains("?Q?boss") && !to.contains("Ym9zc0BleGFtcGxlLmNvbQ==?= "))
    let phrase = to.dropLast(" <ann@example.org>".count)
    let isQuoted = phrase.hasPrefix("\"")
    #expect(try isQuoted ? String(phrase.dropFirst().dropLast()) == text : decoded(String(phrase)) == text)
  }

  @Test(arguments: [
    ("Bank <bank@example.com>", "Bank <bank at example.com>"), ("bank@example.com", "bank at example.com"),
    ("bank﹫example.com", "bank at example.com"), ("銀行＠例え", "銀行 at 例え"),
    ("\"bank@example.com\" via news", "\"bank at example.com\" via news"),
  ])
  func aNameWithAnotherAddressIsShownWithoutIt(_ name: String, _ shown: String) throws {
    #expect(Mailbox.harmless(name) == shown)
    for (mailField, mail) in [
      ("From", try mail("Digest\n", sampleEnvelope(from: name))),
      ("To", try mail("Digest\n", sampleEnvelope(to: name))),
      ("List-Id", try mail("Digest\n", sampleEnvelope(listName: name))),
    ] {
      let value = try #require(field(mailField, of: mail))
      #expect(value.count { $0 == "@" } == (mailField == "List-Id" ? 0 : 1))
    }
  }

  @Test(arguments: ["Ann", "@SteppeCourier", "news @ night", "Ann <angle>", "日本"])
  func aNameWithoutAnAddressStaysAsItIs(_ name: String) {
    #expect(Mailbox.harmless(name) == name)
  }

  // MARK: - Addresses

  @Test(arguments: [("", "jörg@example.org"), ("Ann", "\"Ann\" <jörg@example.org>")])
  func anAddressBeyondASCIIStandsInToInUTF8AndAllElseIsSevenBit(_ name: String, _ to: String) throws {
    let envelope = try sampleEnvelope(to: name, recipient: "jo\u{308}rg@example.org", unsubscribe: "weg-ü@example.org")
    let bytes = try MailMessage(content: .digest("Grüße\n"), envelope: envelope).bytes
    #expect(Wire.problem(of: bytes, to: envelope.to.address) == nil)
    let text = String(decoding: bytes, as: UTF8.self)
    #expect(field("To", of: text) == to)
    #expect(field("List-Unsubscribe", of: text) == "<mailto:weg-%C3%BC@example.org?subject=unsubscribe>")
  }

  @Test func aSenderBeyondASCIIIsRefusedAndTheReasonSaysWhy() throws {
    var envelope = try sampleEnvelope()
    envelope.from.address = try EmailAddress("jörg@example.org")
    let problem = #expect(throws: MailProblem.self) { try mail("Digest\n", envelope) }
    #expect(problem?.description.contains("the part before @ must be ASCII") == true)
  }

  @Test func anAddressThatLooksLikeAShellCommandIsWrittenAsItIs() throws {
    for address in ["|sh@example.org", "`id`@example.org", "$(x)@example.org".replacing("(x)", with: "HOME")] {
      let text = try mail("Digest\n", sampleEnvelope(recipient: address, unsubscribe: address))
      #expect(field("To", of: text) == address)
      #expect(field("List-Unsubscribe", of: text)?.contains("|") == false)
    }
  }

  // MARK: - Bodies

  /// No line of a mail begins with a dot even before dot-stuffing, so a server that ends a mail at the wrong place finds none.
  @Test(arguments: [
    "x\n.\nMAIL FROM:<a@example.net>\nRCPT TO:<v@example.net>\nDATA\n", "x\n.\n", "x\n..\n.\n", "x\n.", ".\n.\n.\n",
    ".", "x\n\n.\n\n", "x\n.\nQUIT\n", "日本\n.\nMAIL FROM:<a@example.net>\n",
  ])
  func aBodyThatSpeaksSMTPIsText(_ text: String) throws {
    let bytes = try MailMessage(content: .digest(text), envelope: sampleEnvelope()).bytes
    #expect(Wire.problem(of: bytes, to: try EmailAddress("ann@example.org")) == nil)
    #expect(!String(decoding: bytes, as: UTF8.self).contains("\r\n."))
    try expect(bytes, carries: text)
  }

  @Test(arguments: [
    ("x\r.\r", 0x0D), ("x\r\n.\r\n", 0x0D), ("x\ry", 0x0D), ("x\u{85}y", 0x85), ("x\u{2028}y", 0x2028),
    ("x\u{2029}y", 0x2029), ("x\u{0}y", 0x00), ("x\u{1A}y", 0x1A), ("x\u{1B}[2J", 0x1B), ("x\u{9B}2J", 0x9B),
    ("x\ty", 0x09), ("x\u{7F}y", 0x7F), ("x\u{202E}y", 0x202E), ("x\u{FEFF}y", 0xFEFF), ("x\u{0C}y", 0x0C),
  ])
  func aControlCharacterIsNoContentAndTheReasonNamesIt(_ text: String, _ value: UInt32) throws {
    let scalar = try #require(Unicode.Scalar(value))
    let problem = #expect(throws: ContentProblem.control(scalar)) { try Content.digest("Digest\n\n" + text) }
    let digits = String(value, radix: 16, uppercase: true)
    #expect(problem?.description == "the text holds the control character U+\(digits): remove it")
  }

  @Test(arguments: ["x", ".", " ", "長", "=", "é"])
  func aLineOfTenThousandCharactersIsBrokenSoftly(_ piece: String) throws {
    let text = "Digest\n\n" + String(repeating: piece, count: 10_000) + "\n"
    let bytes = try MailMessage(content: .digest(text), envelope: sampleEnvelope()).bytes
    let lines = body(of: String(decoding: bytes, as: UTF8.self)).components(separatedBy: "\r\n")
    #expect(lines.allSatisfy { $0.utf8.count <= 76 })
    try expect(bytes, carries: text)
  }

  @Test(arguments: [
    "Only a subject", "Only a subject\n", "S\n\n\n\n\n", ".", "..\n...\n.", "no line end\n.", "S\n \n  \n", "S\n\nend ",
    "-- ",
    "From me\nFrom you\n", "From ", "S\nFrom \n>From x\n", "S\n\nFrom a\n.\nFrom b",
  ])
  func aBodyArrivesAsItWasWithItsDotsItsSpacesAndItsEnd(_ text: String) throws {
    try expect(MailMessage(content: .digest(text), envelope: sampleEnvelope()).bytes, carries: text)
  }

  @Test func aLineThatBeginsWithFromIsEncoded() throws {
    let text = try mail("From me\nFrom you, From all\n>From x\nFromage\n", sampleEnvelope())
    #expect(body(of: text) == "=46rom me\r\n=46rom you, From all\r\n>From x\r\nFromage\r\n")
  }

  @Test func anEmptyTextIsNoContent() {
    for text in ["", "\n", "\n\ntext\n"] {
      #expect(throws: ContentProblem.empty) { try Content.digest(text) }
    }
  }

  @Test func aDigestOfTenMegabytesIsRefusedBeforeItsEditionOpensWithItsSize() throws {
    let envelope = try sampleEnvelope()
    let sending = EditionSending(
      from: envelope.from, listID: envelope.listID, listName: envelope.listName, unsubscribe: envelope.unsubscribe,
      language: envelope.language)
    let content = try Content.digest("Digest\n" + String(repeating: "a brief\n", count: 1_250_000))
    let problem = #expect(throws: MailProblem.tooLarge(octets: 10_000_007)) {
      try MailTemplate.check(content, sending)
    }
    #expect(problem?.description.contains("10000007 octets, the most is 10000000: take fewer briefs") == true)
    try MailTemplate.check(.digest("Digest\n"), sending)
  }

  /// What the encoded-words of a field say; the field itself where it has none.
  private func decoded(_ value: String) throws -> String {
    guard value.contains("=?utf-8?") else { return value.replacing("\n ", with: " ") }
    var octets: [UInt8] = []
    for word in value.components(separatedBy: "\n ") {
      let parts = word.components(separatedBy: "?")
      try #require(parts.count == 5)
      if parts[2] == "B" {
        octets += try #require(Data(base64Encoded: parts[3]))
      } else {
        let escaped = parts[3].replacing("_", with: " ").replacing("%", with: "%25").replacing("=", with: "%")
        octets += try #require(escaped.removingPercentEncoding).utf8
      }
    }
    return String(decoding: octets, as: UTF8.self)
  }

  private func expect(_ bytes: [UInt8], carries text: String) throws {
    let mail = String(decoding: bytes, as: UTF8.self)
    let raw = body(of: mail)
    let found: String
    switch field("Content-Transfer-Encoding", of: mail) {
    case "7bit": found = raw.replacing("\r\n", with: "\n")
    case "base64":
      let octets = try #require(Data(base64Encoded: raw.replacing("\r\n", with: "")))
      found = String(decoding: octets, as: UTF8.self).replacing("\r\n", with: "\n")
    default:
      let escaped = raw.replacing("=\r\n", with: "").replacing("%", with: "%25").replacing("=", with: "%")
      found = try #require(escaped.removingPercentEncoding).replacing("\r\n", with: "\n")
    }
    #expect(Array(found.utf8) == Array(text.utf8), "\(found.debugDescription)")
  }
}
