import Foundation
import Herald
import HeraldMail
import HeraldSenders
import HeraldTransfer
import Servers
import Testing

/// How a test's sender reaches its server.
struct Client {
  enum Security { case clear, startTLS, implicit }

  static let username = "news"
  static let password = "Zinnober-4711"

  var security = Security.clear
  var logsIn = false
  /// Trusts the CA of `Certificates`; else only what the system trusts.
  var trustsCA = true
  var host = "localhost"
  /// Long: a busy machine is no silent server. Each test shortens what it waits for.
  var timeouts = SMTPTimeouts()

  static var secure: Client { Client(security: .startTLS) }
  static var member: Client { Client(security: .startTLS, logsIn: true) }

  /// A client that waits so long in one phase.
  static func waiting(_ phase: WritableKeyPath<SMTPTimeouts, Duration>, _ time: Duration) -> Client {
    var client = Client()
    client.timeouts[keyPath: phase] = time
    return client
  }

  func sender(port: Int) throws -> SMTP {
    let folder = FileManager.default.temporaryDirectory
    let password = folder.appending(path: "herald-password-\(UUID().uuidString)")
    if logsIn { try Data(Self.password.utf8).write(to: password) }
    return SMTP(
      settings: try SMTP.Settings(
        server: "\(security == .implicit ? "smtps" : "smtp")://\(host):\(port)",
        tls: security == .clear ? .none : .required, username: logsIn ? Self.username : nil,
        password: logsIn ? .file(password.path) : nil,
        ca: security != .clear && trustsCA ? try Certificates.ca : nil, helo: "client.example.org"),
      base: folder, timeouts: timeouts)
  }
}

/// What one attempt came to, on both sides.
struct Attempt {
  let outcome: Outcome
  let record: Record
  let turnstile: Turnstile

  var ending: Delivery.Ending { Delivery.Ending(outcome) }
  var failure: Failure? { outcome.failure }
}

/// Sends one mail to a server that plays `script`, and checks what must hold whatever happens.
func attempt(
  _ script: Script, as client: Client = Client(), _ message: Message? = nil, turnstile: Turnstile = Turnstile(),
  at place: SourceLocation = #_sourceLocation
) async throws -> Attempt {
  let message = try message ?? sampleMail()
  var outcome: Outcome?
  let record = try await MisbehavingServer.with(script) { server in
    let sender = try client.sender(port: server.port)
    outcome = await sender.send(message, gate: turnstile.gate)
    await sender.close()
  }
  let attempt = Attempt(outcome: try #require(outcome), record: record, turnstile: turnstile)
  try expectHonest([(message, attempt.outcome)], record, as: client, at: place)
  #expect(turnstile.wires.count <= 1, sourceLocation: place)
  if turnstile.wires.isEmpty { #expect(record.accepted.isEmpty, sourceLocation: place) }
  return attempt
}

/// What must hold whatever happens: an accepted message was reported as sent or uncertain, one that was reported as sent
/// was accepted, nothing was accepted twice, and every accepted octet is the message's.
func expectHonest(
  _ attempts: [(message: Message, outcome: Outcome)], _ record: Record, as client: Client,
  at place: SourceLocation = #_sourceLocation
) throws {
  #expect(record.problems.isEmpty, sourceLocation: place)
  for (message, outcome) in attempts {
    guard case .mail(let envelope) = message.envelope else { continue }
    let accepted = record.accepted.filter { $0.messageID == "<\(envelope.messageID)>" }
    switch outcome {
    case .sent: #expect(accepted.count == 1, "sent: \(outcome)", sourceLocation: place)
    case .uncertain, .repeatable: #expect(accepted.count <= 1, sourceLocation: place)
    case .deferred, .slowed, .rejected, .blocked, .unreachable, .busy, .withheld:
      #expect(accepted.isEmpty, "accepted, though: \(outcome)", sourceLocation: place)
    }
    let octets = try MailMessage(content: message.content, envelope: envelope).bytes
    for each in accepted {
      #expect(each.message == octets, "the octets are the message's", sourceLocation: place)
      #expect(each.recipients == ["TO:<\(envelope.to.address)>"], sourceLocation: place)
    }
    if let failure = outcome.failure {
      #expect(!"\(failure)".contains(Client.password), sourceLocation: place)
      for secret in [Client.password, "\0\(Client.username)\0\(Client.password)"] {
        #expect(!"\(failure)".contains(Data(secret.utf8).base64EncodedString()), sourceLocation: place)
      }
      #expect(
        !failure.text.unicodeScalars.contains { $0.properties.generalCategory == .control }, sourceLocation: place)
      #expect(failure.text.count <= 600, "bounded", sourceLocation: place)
    }
  }
  if client.security != .clear {
    #expect(!record.commands.contains { !$0.isTLS && ["AUTH", "MAIL", "RCPT", "DATA"].contains($0.verb) })
  }
  #expect(
    record.accepted.count == Set(record.accepted.map(\.messageID)).count, "accepted twice", sourceLocation: place)
}

extension Record.Event {
  var verb: String { String(line?.prefix { $0 != " " } ?? "").uppercased() }
}
