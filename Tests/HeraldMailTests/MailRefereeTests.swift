import Foundation
import Herald
import HeraldMail
import Servers
import Testing

/// Python's e-mail parser reads what Herald wrote, and must find the same words and no defect.
@Suite struct MailRefereeTests {
  private struct Meant: Codable {
    var subject: String?
    var from: [String]?
    var to: [String]?
    var body: String
  }

  @Test func anotherParserReadsEveryMailAsItWasMeant() throws {
    let folder = try temporaryFolder()
    defer { remove(folder) }
    var generator = SeededGenerator(state: 2026)
    for number in 0..<400 {
      // A first piece that is no line end, so that the text is content.
      let text =
        "N\(number) " + generator.text(pieces: 0...12, lines: false)
        + (number % 5 == 0 ? "" : "\n\n" + generator.text(pieces: 0...60, lines: true))
        + (number % 7 == 0 ? "\n" + generator.anyScalars(300) : "")
        + (number % 3 == 0 ? "" : "\n")
      let name = number % 4 == 0 ? "" : generator.text(pieces: 1...4, lines: false)
      let content = try Content.digest(text)
      let envelope = try sampleEnvelope(to: name, messageID: "\(number).1.weekly@news.example.org")
      let message = try MailMessage(content: content, envelope: envelope)
      // A cut subject and a name with an address in it are meant to differ; tests of their own say how.
      let isWhole = content.subject.utf8.count <= 2_000
      let meant = Meant(
        subject: isWhole ? content.subject : nil, from: ["Dispatch", "news@example.org"],
        to: name.utf8.count <= 200 && !name.contains(where: { "@＠".contains($0) })
          ? [name.trimmingCharacters(in: .whitespaces), "ann@example.org"] : nil,
        body: content.text)
      try write(message, meant, to: folder, name: "\(number)")
    }
    try expectNoProblem(folder)
  }

  @Test func aThousandVariedMailsAreReadAsTheyWereMeant() throws {
    let folder = try temporaryFolder()
    defer { remove(folder) }
    let writer = MailWriter()
    var kinds: Set<String> = []
    for mail in VariedMails() {
      kinds.insert(mail.kind)
      let bytes = try writer.bytes(content: mail.content, envelope: mail.envelope)
      #expect(Wire.problem(of: bytes, to: mail.envelope.to.address) == nil, "mail \(mail.number), \(mail.kind)")
      let meant = Meant(
        subject: mail.content.subject,
        from: [mail.shownFrom, mail.envelope.from.address.description],
        to: [mail.shownTo, mail.envelope.to.address.description],
        body: mail.content.text)
      try write(bytes, meant, to: folder, name: "\(mail.number)")
    }
    #expect(kinds.count == 13)
    let (status, output) = try check(folder)
    #expect(status == 0 && output == "1000 mails read, 0 of them wrong\n", "\(output)")
  }

  @Test(arguments: ["a", "word ", "日", "👩‍👩‍👧‍👦", "שלום ", "é", "e\u{301}\u{302}", "x=?", "Z\u{335}"])
  func aSubjectOfTwentyThousandCharactersIsReadAndItsTextIsWhole(_ piece: String) throws {
    let folder = try temporaryFolder()
    defer { remove(folder) }
    let subject = String(repeating: piece, count: 20_000 / piece.count)
    let content = try Content.digest(subject + "\n\nText.\n")
    let message = try MailMessage(content: content, envelope: sampleEnvelope())
    try write(message, Meant(body: content.text), to: folder, name: "long")
    try expectNoProblem(folder)
  }

  @Test func theRefereeFindsWhatIsWrong() throws {
    let folder = try temporaryFolder()
    defer { remove(folder) }
    let content = try Content.digest("Subject\n\nText\n")
    let message = try MailMessage(content: content, envelope: sampleEnvelope())
    try write(message, Meant(body: "Other text\n"), to: folder, name: "other-body")
    try write(message, Meant(to: ["Someone", "bob@example.org"], body: content.text), to: folder, name: "other-name")
    let good = String(decoding: message.bytes, as: UTF8.self)
    for (name, bad) in [
      "eight-bit-subject": good.replacingOccurrences(of: "Subject: S", with: "Subject: é"),
      "not-nfc": good.replacingOccurrences(of: "To: ann", with: "To: ae\u{301}nn"),
      "eight-bit-domain": good.replacingOccurrences(of: "ann@example", with: "ann@éxample"),
      "lone-lf": good + "a\nb\r\n", "lone-cr": good + "a\rb\r\n", "eight-bit": good + "é\r\n",
      "long-line": good + String(repeating: "x", count: 999) + "\r\n", "no-end": good + "x",
      "twice": "Date: Mon, 23 Nov 2026 10:30:00 +0000\r\n" + good,
      "no-type": good.replacingOccurrences(of: "Content-Type", with: "X-Type"),
    ] {
      try Data(bad.utf8).write(to: folder.appending(path: name + ".eml"))
    }
    let (status, output) = try check(folder)
    #expect(status == 1)
    #expect(output.hasSuffix("12 mails read, 12 of them wrong\n"), "\(output)")
  }

  @Test func theRefereeComparesEveryBodyWithOneFile() throws {
    let folder = try temporaryFolder()
    defer { remove(folder) }
    let content = try Content.digest("Жаңалық\n\n.\nNo line end")
    let message = try MailMessage(content: content, envelope: sampleEnvelope())
    try write(message, Meant(body: content.text), to: folder, name: "a")
    let file = folder.appending(path: "meant.txt")
    try Data(content.text.utf8).write(to: file)
    #expect(try check(folder, "--expect", file.path()).status == 0)
    try FileManager.default.removeItem(at: folder.appending(path: "a.json"))
    try Data((content.text + "\n").utf8).write(to: file)
    #expect(try check(folder, "--expect", file.path()).status == 1)
  }

  private func expectNoProblem(_ folder: URL) throws {
    let (status, output) = try check(folder)
    #expect(status == 0, "\(output)")
  }

  private func check(_ folder: URL, _ options: String...) throws -> (status: Int32, output: String) {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["python3", root.appending(path: "Scripts/check-mail").path(), folder.path()] + options
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
    return (process.waitForEnd(), String(decoding: output, as: UTF8.self))
  }

  private func write(_ message: MailMessage, _ meant: Meant, to folder: URL, name: String) throws {
    try write(message.bytes, meant, to: folder, name: name)
  }

  private func write(_ bytes: [UInt8], _ meant: Meant, to folder: URL, name: String) throws {
    try Data(bytes).write(to: folder.appending(path: name + ".eml"))
    try JSONEncoder().encode(meant).write(to: folder.appending(path: name + ".json"))
  }

  private func temporaryFolder() throws -> URL {
    let folder = FileManager.default.temporaryDirectory.appending(path: "herald-mail-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
    return folder
  }

  private func remove(_ folder: URL) {
    do { try FileManager.default.removeItem(at: folder) } catch { Issue.record(error) }
  }
}
