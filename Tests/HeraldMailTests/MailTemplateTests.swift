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
      let text = "S" + generator.anyScalars(20) + generator.text(pieces: 0...40, lines: true) + generator.anyScalars(50)
      let envelope = try sampleEnvelope(
        from: generator.text(pieces: 0...5, lines: false), to: generator.anyScalars(30),
        listName: generator.text(pieces: 0...5, lines: false))
      let bytes = try MailMessage(content: .digest(text), envelope: envelope).bytes
      let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
      #expect(lines.last == [] && lines.dropLast().allSatisfy { $0.last == 0x0D && $0.count <= 999 })
      #expect(bytes.count { $0 == 0x0D } == lines.count - 1, "a CR alone in the mail of \(text.debugDescription)")
      #expect(bytes.allSatisfy { (0x20...0x7E).contains($0) || $0 == 0x0D || $0 == 0x0A })
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
