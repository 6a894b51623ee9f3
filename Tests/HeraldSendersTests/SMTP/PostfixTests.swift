import Foundation
import Herald
import HeraldMail
import HeraldSenders
import HeraldTransfer
import Servers
import Testing

/// A real Postfix with STARTTLS, and AUTH through a real Dovecot. One server for all of it: it takes seconds to start.
@Suite(.serialized, .timeLimit(.minutes(15))) struct PostfixTests {
  @Test(.enabled(if: MailServer.isAvailable, "there is no Postfix or no Dovecot here: not run"))
  func aRealServerTakesEveryMailAndEveryOctetOfIt() async throws {
    try await MailServer.with { server in
      try await expectDelivered(server)
      try await expectRefused(server)
    }
  }

  private func sender(
    _ server: MailServer, port: Int? = nil, implicit: Bool = false, password: String? = nil, ca: String?
  ) throws -> (sender: SMTP, secret: URL) {
    let secret = FileManager.default.temporaryDirectory.appending(path: "herald-secret-\(UUID().uuidString)")
    try Data((password ?? server.password).utf8).write(to: secret)
    let settings = try SMTP.Settings(
      server: "\(implicit ? "smtps" : "smtp")://localhost:\(port ?? server.startTLSPort)", username: server.username,
      password: .file(secret.path), ca: ca)
    return (SMTP(settings: settings, base: FileManager.default.temporaryDirectory), secret)
  }

  // MARK: - What is taken

  private func expectDelivered(_ server: MailServer) async throws {
    let messages = try VariedMails.all(1_000)
    let (startTLS, first) = try sender(server, ca: server.ca)
    let (implicit, second) = try sender(server, port: server.tlsPort, implicit: true, ca: server.ca)
    defer {
      remove(first)
      remove(second)
    }
    let outcomes = await withTaskGroup(of: [(Int, Outcome)].self) { group in
      for slot in 0..<10 {
        group.addTask {
          var outcomes: [(Int, Outcome)] = []
          for number in stride(from: slot, to: messages.count, by: 10) {
            let sender = number % 50 == 7 ? implicit : startTLS
            outcomes.append((number, await sender.send(messages[number], gate: Turnstile().gate)))
          }
          return outcomes
        }
      }
      return await group.reduce(into: []) { $0 += $1 }
    }
    await startTLS.close()
    await implicit.close()
    for (number, outcome) in outcomes {
      #expect(outcome.receipt?.id.contains("queued as") == true, "mail \(number): \(outcome)")
    }
    try await expectDelivery(of: messages, by: server)
  }

  private func expectDelivery(of messages: [Message], by server: MailServer) async throws {
    let until = ContinuousClock.now + .seconds(120)
    while try server.count() < messages.count, ContinuousClock.now < until {
      try await Task.sleep(for: .milliseconds(100))
    }
    let delivered = try server.delivered()
    #expect(delivered.count == messages.count)
    let folder = FileManager.default.temporaryDirectory.appending(path: "herald-postfix-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { remove(folder) }

    var texts: [String: Message] = [:]
    for message in messages {
      guard case .mail(let envelope) = message.envelope else { continue }
      texts["<\(envelope.messageID)>"] = message
    }
    for (number, mail) in delivered.enumerated() {
      // Postfix puts its own fields before ours, of which From is the first.
      let start = try #require(mail.firstRange(of: Array("\nFrom: ".utf8))).lowerBound + 1
      let name = try #require(Self.messageID(of: mail[start...]))
      let known = texts.removeValue(forKey: name)
      let message = try #require(known, "delivered twice, or never sent: \(name)")
      guard case .mail(let envelope) = message.envelope else { continue }
      let octets = try MailMessage(content: message.content, envelope: envelope).bytes
      #expect(Array(mail[start...]) == octets.filter { $0 != UInt8(ascii: "\r") }, "\(name): every octet as frozen")
      let head = String(decoding: mail[..<start], as: UTF8.self)
      #expect(head.contains("Delivered-To: \(envelope.to.address)\n"))
      #expect(head.contains("with ESMTPSA id"), "with TLS and AUTH")
      // Postfix folds its own fields with a tab, which the referee does not take from us.
      let seen = mail[..<start].map { $0 == UInt8(ascii: "\t") ? UInt8(ascii: " ") : $0 } + mail[start...]
      let wired = seen.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        .joined(separator: Array("\r\n".utf8))
      try Data(wired).write(to: folder.appending(path: "\(number).eml"))
      try JSONEncoder().encode(["body": message.content.text]).write(to: folder.appending(path: "\(number).json"))
    }
    #expect(texts.isEmpty)
    let (status, output) = try Self.referee(folder)
    #expect(status == 0, "Python's parser: \(output.suffix(2_000))")
  }

  private static func messageID(of mail: ArraySlice<UInt8>) -> String? {
    let field = Array("\nMessage-ID: ".utf8)
    guard let start = mail.firstRange(of: field)?.upperBound else { return nil }
    return String(decoding: mail[start...].prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
  }

  private static func referee(_ folder: URL) throws -> (status: Int32, output: String) {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/python3")
    process.arguments = [root.appending(path: "Scripts/check-mail").path, folder.path]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
    return (process.waitForEnd(), String(decoding: output, as: UTF8.self))
  }

  // MARK: - What is not

  private func expectRefused(_ server: MailServer) async throws {
    let before = try server.count()
    let message = try sampleMail(to: "ann@example.org")
    for (what, password, ca, port, code) in [
      ("a wrong password", "wrong", server.ca, nil, "535 5.7.8"), ("an unknown CA", nil, nil, nil, nil),
      ("no STARTTLS", nil, server.ca, server.clearPort, nil),
    ] as [(String, String?, String?, Int?, String?)] {
      let (sender, secret) = try sender(server, port: port, password: password, ca: ca)
      defer { remove(secret) }
      let turnstile = Turnstile()
      let outcome = await sender.send(message, gate: turnstile.gate)
      let failure: Failure
      switch outcome {
      case .blocked(let said): failure = said
      case .unreachable(let said) where password == nil: failure = said
      default: throw Unexpected(outcome)
      }
      if let code { #expect(failure.code == code, "\(what): \(failure)") }
      #expect(turnstile.wires.isEmpty, "\(what)")
      await sender.close()
    }
    let (sender, secret) = try sender(server, ca: server.ca)
    defer { remove(secret) }
    let outcome = await sender.send(try sampleMail(to: "_x@example.org"), gate: Turnstile().gate)
    guard case .rejected(let failure) = outcome else { throw Unexpected(outcome) }
    #expect(failure.code == "550 5.1.1")
    let probe = try await sender.probe().get().text
    for word in ["TLSv1.3", "AUTH accepted", "PIPELINING", "8BITMIME", "SMTPUTF8", "SIZE 20480000"] {
      #expect(probe.contains(word), "\(probe)")
    }
    await sender.close()
    #expect(try server.count() == before)
  }
}
