import Testing

@testable import HeraldTransfer

@Suite struct ReplyReaderTests {
  private func replies(_ pieces: String...) throws -> [SMTPReply] {
    var reader = SMTPReplyReader()
    var found: [SMTPReply] = []
    for piece in pieces {
      Array(piece.utf8).withUnsafeBytes { reader.append($0) }
      while let reply = try reader.next() { found.append(reply) }
    }
    return found
  }

  @Test func aReplyMayComeInAnyPieces() throws {
    let whole = "250-mail.example.org\r\n250-SIZE 100\r\n250 PIPELINING\r\n354 go on\r\n"
    let expected = try replies(whole)
    #expect(expected.map(\.code) == [250, 354])
    for cut in 1..<whole.utf8.count {
      let first = String(whole.prefix(cut))
      #expect(try replies(first, String(whole.dropFirst(cut))) == expected)
    }
  }

  @Test(arguments: [
    ("550 5.1.1 no such user\r\n", 550, "5.1.1", "no such user"), ("250 ok\r\n", 250, nil, "ok"),
    ("250\r\n", 250, nil, ""), ("250 2.0.0\n", 250, "2.0.0", ""),
    ("421 4.7.0-not an enhanced code\r\n", 421, nil, "4.7.0-not an enhanced code"),
    ("550 4.1.1 of another class\r\n", 550, nil, "4.1.1 of another class"),
    ("550-5.7.1 first\r\n550 5.7.1 second\r\n", 550, "5.7.1", "first second"),
    ("250 \u{1B}[2J\r\n", 250, nil, "\u{FFFD}[2J"), ("250 2.0.0  two  spaces \r\n", 250, "2.0.0", "two  spaces"),
    ("250-\r\n250-one\r\n250 2.0.0 two\r\n", 250, nil, "one 2.0.0 two"),
  ])
  func codesAndWordsAreToldApart(_ line: String, _ code: Int, _ enhanced: String?, _ text: String) throws {
    let reply = try #require(try replies(line).first)
    #expect(reply.code == code)
    #expect(reply.enhanced == enhanced)
    #expect(reply.text == text)
    #expect(reply.description == [reply.codes, text].filter { !$0.isEmpty }.joined(separator: " "))
  }

  @Test(arguments: [
    "25\r\n", "hello\r\n", "150 too low\r\n", "650 too high\r\n", "250_text\r\n", "250 a\0b\r\n", "250-a\r\n251 b\r\n",
    "\r\n",
  ])
  func whatIsNoReplyIsGarble(_ line: String) {
    #expect(throws: SMTPGarble.self) { try replies(line) }
  }

  @Test func whatNeverEndsIsBounded() {
    #expect(throws: SMTPGarble.lineTooLong) { try replies("250 " + String(repeating: "x", count: 3_000)) }
    #expect(throws: SMTPGarble.tooManyLines) { try replies(String(repeating: "250-x\r\n", count: 200)) }
  }

  @Test func anOfferIsReadFromTheLastEHLO() throws {
    let reply = try #require(
      try replies("250-mail.example.org at your service\r\n250-size 1000\r\n250-PIPELINING\r\n250 8bitmime\r\n").first)
    let offer = SMTPOffer(lines: reply.lines)
    #expect(offer.name == "mail.example.org")
    #expect(offer.pipelining && offer.eightBit && !offer.smtpUTF8)
    #expect(offer.largestMessage == 1_000)
  }
}
