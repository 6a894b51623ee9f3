import Herald
import HeraldMail
import Testing

@Suite struct MailWriterTests {
  @Test func aWriterWritesWhatAMessageOfItsOwnWritesWhateverItWroteBefore() throws {
    var generator = SeededGenerator(state: 11)
    let writer = MailWriter()
    let contents = try (0..<7).map { try Content.digest("N\($0) " + generator.text(pieces: 1...30, lines: true)) }
    for number in 0..<300 {
      let content = try #require(contents.randomElement(using: &generator))
      let envelope = try sampleEnvelope(
        from: ["Dispatch", "Évening", ""].randomElement(using: &generator) ?? "",
        to: generator.text(pieces: 0...3, lines: false), recipient: "reader\(number)@example.org",
        messageID: "\(number)@example.org", language: [nil, "en", "kk"].randomElement(using: &generator) ?? nil)
      #expect(
        try writer.bytes(content: content, envelope: envelope)
          == MailMessage(content: content, envelope: envelope).bytes)
    }
  }

  /// Swift takes both for equal; what was frozen, and what the receipt's hash names, is one of them.
  @Test func twoSpellingsOfOneLetterAreTwoMails() throws {
    let writer = MailWriter()
    for letter in ["é", "e\u{301}", "é"] {
      let content = try Content.digest("Caf\(letter)\n")
      for name in ["Andr\(letter)", "Andre\u{301}", "André"] {
        let envelope = try sampleEnvelope(from: name, listName: name)
        let message = try MailMessage(content: content, envelope: envelope)
        #expect(try writer.bytes(content: content, envelope: envelope) == message.bytes)
      }
    }
  }

  @Test func aMailThatCannotBeWrittenIsRefusedEachTime() throws {
    let writer = MailWriter()
    let content = try Content.digest("Digest\n")
    for _ in 0..<3 {
      #expect(throws: MailProblem.self) { try writer.bytes(content: content, envelope: sampleEnvelope(messageID: "x")) }
      #expect(throws: MailProblem.self) {
        try writer.bytes(content: content, envelope: sampleEnvelope(from: "a\u{0}b"))
      }
      #expect(try writer.bytes(content: content, envelope: sampleEnvelope()).isEmpty == false)
    }
  }

  @Test func oneWriterServesManySendersAtOnce() async throws {
    let writer = MailWriter()
    let contents = try (0..<6).map { try Content.digest("Digest \($0)\n\nText é\n") }
    try await withThrowingTaskGroup(of: Bool.self) { group in
      for task in 0..<8 {
        group.addTask {
          for number in 0..<200 {
            let content = contents[(task + number) % contents.count]
            let envelope = try sampleEnvelope(recipient: "r\(task)-\(number)@example.org")
            let own = try MailMessage(content: content, envelope: envelope).bytes
            guard try writer.bytes(content: content, envelope: envelope) == own else { return false }
          }
          return true
        }
      }
      for try await isSame in group { #expect(isSame) }
    }
  }

  /// Encoding 2 MB takes a hundred times as long as comparing it, so a writer that encoded each time would fail.
  @Test func theBodyOfAnEditionIsEncodedOnce() throws {
    let content = try Content.digest("Digest\n" + String(repeating: "Жаңалық = é\n", count: 100_000))
    let clock = ContinuousClock()
    let alone = try clock.measure { _ = try MailMessage(content: content, envelope: sampleEnvelope()) }
    let writer = MailWriter()
    let together = try clock.measure {
      for number in 0..<20 {
        _ = try writer.bytes(content: content, envelope: sampleEnvelope(recipient: "r\(number)@example.org"))
      }
    }
    #expect(together < alone * 5, "one mail takes \(alone), twenty take \(together)")
  }
}
