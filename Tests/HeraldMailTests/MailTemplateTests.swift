import Foundation
import Herald
import HeraldMail
import Testing

@Suite struct MailTemplateTests {
  @Test func aTemplateWritesWhatAMessageOfItsOwnWrites() throws {
    var generator = SeededGenerator(state: 7)
    for _ in 0..<40 {
      let content = try Content.digest("N " + generator.text(pieces: 1...30, lines: true))
      let listName = generator.text(pieces: 0...2, lines: false)
      let template = try MailTemplate(content: content, common: sampleEnvelope(to: "First", listName: listName))
      for number in 0..<5 {
        let envelope = try sampleEnvelope(
          to: generator.text(pieces: 0...3, lines: false), recipient: "reader\(number)@example.org",
          messageID: "\(number)@example.org", listName: listName,
          seconds: Int64.random(in: 0..<4_000_000_000, using: &generator), unsubscribe: "leave+\(number)@example.org")
        let message = try MailMessage(content: content, envelope: envelope)
        #expect(try template.bytes(for: envelope) == message.bytes)
      }
    }
  }

  @Test func anEnvelopeOfAnotherEditionIsRefused() throws {
    let template = try MailTemplate(content: .digest("Digest\n"), common: sampleEnvelope())
    #expect(throws: MailProblem.notCommon(field: "From")) { try template.bytes(for: sampleEnvelope(from: "Other")) }
    #expect(throws: MailProblem.notCommon(field: "list name")) {
      try template.bytes(for: sampleEnvelope(listName: "Other"))
    }
    #expect(throws: MailProblem.notCommon(field: "Content-Language")) {
      try template.bytes(for: sampleEnvelope(language: "kk"))
    }
    var envelope = try sampleEnvelope()
    envelope.listID = "daily.news.example.org"
    #expect(throws: MailProblem.notCommon(field: "List-Id")) { try template.bytes(for: envelope) }
  }

  /// What SMTP and header parsers rely on, held for texts of every kind.
  @Test func everyMailKeepsTheInvariantsOfTheWire() throws {
    var generator = SeededGenerator(state: 99)
    for _ in 0..<300 {
      let text = "S" + generator.text(pieces: 0...40, lines: true)
      let envelope = try sampleEnvelope(
        from: generator.text(pieces: 0...5, lines: false), to: generator.text(pieces: 0...5, lines: false),
        listName: generator.text(pieces: 0...5, lines: false))
      let bytes = try MailMessage(content: .digest(text), envelope: envelope).bytes
      var previous: UInt8 = 0
      var column = 0
      for byte in bytes {
        #expect(byte < 0x80 && byte != 0)
        #expect((byte == 0x0A) == (previous == 0x0D), "a CR or LF stands alone in the mail of \(text.debugDescription)")
        column = byte == 0x0A ? 0 : column + 1
        #expect(column <= 999)
        previous = byte
      }
      #expect(bytes.suffix(2) == [0x0D, 0x0A])
      let head = String(decoding: bytes, as: UTF8.self).components(separatedBy: "\r\n\r\n")[0]
      let names = head.components(separatedBy: "\r\n").filter { !$0.hasPrefix(" ") }.map { $0.prefix { $0 != ":" } }
      #expect(
        names == [
          "From", "To", "Date", "Message-ID", "List-Unsubscribe", "Subject", "List-Id", "Auto-Submitted",
          "MIME-Version", "Content-Type", "Content-Transfer-Encoding", "Content-Language",
        ])
    }
  }
}
