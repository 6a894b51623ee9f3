import Herald
import HeraldSenders
import HeraldTransfer
import Servers
import Testing

/// Faults between MAIL and the dot (rows 29, 43 to 45), and what is offered: the message was provably not taken.
@Suite(.serialized, .timeLimit(.minutes(15))) struct EnvelopeTests {
  static let offers = [["PIPELINING", "ENHANCEDSTATUSCODES"], []]

  @Test("29: closed at MAIL, RCPT, DATA", arguments: [Step.Moment.mail, .rcpt, .data], offers)
  func aServerThatClosesBeforeTheMessageDefers(_ moment: Step.Moment, _ offer: [String]) async throws {
    for action in [Step.Action.drop, .reset, .send("2"), .send("421 4.3.2 going down\r\n")] {
      let attempt = try await attempt(Script([.at(moment, action, .drop)], extensions: offer))
      // At MAIL a 421 is meant for us, whomever we write to.
      let isForUs = if case .send(let reply) = action { moment == .mail && reply.hasPrefix("421") } else { false }
      #expect(attempt.ending == (isForUs ? .blocked : .deferred), "\(action): \(attempt.outcome)")
      #expect(attempt.turnstile.wires.isEmpty)
      #expect(attempt.record.connections == 1, "a new session is no place to try again")
    }
  }

  @Test("29: silent at MAIL, RCPT, DATA", arguments: [Step.Moment.mail, .rcpt, .data], offers)
  func aServerThatIsSilentBeforeTheMessageDefers(_ moment: Step.Moment, _ offer: [String]) async throws {
    var client = Client()
    (client.timeouts.mail, client.timeouts.recipient) = (.milliseconds(500), .milliseconds(500))
    client.timeouts.data = .milliseconds(500)
    let attempt = try await attempt(Script([.at(moment, .wait(30))], extensions: offer), as: client)
    #expect(attempt.ending == .deferred, "\(attempt.outcome)")
    #expect(attempt.turnstile.wires.isEmpty)
  }

  @Test(
    "45: refused at MAIL, RCPT, DATA",
    arguments: [
      (.mail, "451 4.3.0 later", .deferred), (.mail, "550 5.1.8 bad sender", .rejected),
      (.mail, "530 5.7.0 authentication required", .blocked), (.mail, "535 5.7.8 who are you", .blocked),
      (.mail, "550 5.7.1 not allowed", .blocked), (.mail, "552 5.3.4 too big", .rejected),
      (.rcpt, "450 4.2.0 greylisted", .deferred), (.rcpt, "550 5.1.1 no such user", .rejected),
      (.rcpt, "530 5.7.0 authentication required", .blocked), (.rcpt, "452 4.2.2 full", .deferred),
      (.rcpt, "554 5.7.1 relay denied", .rejected), (.rcpt, "550 no code", .rejected),
      (.data, "451 4.3.0 later", .deferred), (.data, "554 5.5.1 no", .rejected), (.data, "421 4.3.2 down", .deferred),
      (.data, "250 ok", .deferred), (.rcpt, "354 go ahead", .deferred), (.mail, "354 go ahead", .deferred),
    ] as [(Step.Moment, String, Delivery.Ending)], offers)
  func aRefusalBeforeTheMessageEndsByItsCode(
    _ refusal: (moment: Step.Moment, reply: String, ending: Delivery.Ending), _ offer: [String]
  ) async throws {
    let attempt = try await attempt(
      Script([.at(refusal.moment, .send(refusal.reply + "\r\n"))], extensions: offer))
    #expect(attempt.ending == refusal.ending, "\(refusal): \(attempt.outcome)")
    #expect(attempt.turnstile.wires.isEmpty)
    let words = refusal.reply.split(separator: " ")
    guard words[0].first == "4" || words[0].first == "5" else { return }
    let hasEnhanced = words[1].contains(".")
    #expect(attempt.failure?.code == words.prefix(hasEnhanced ? 2 : 1).joined(separator: " "))
    #expect(attempt.failure?.text.contains(words.dropFirst(hasEnhanced ? 2 : 1).joined(separator: " ")) == true)
  }

  @Test("45: 354 although RCPT was refused", arguments: offers)
  func aServerThatWantsAMessageForNobodyGetsNone(_ offer: [String]) async throws {
    let script = Script(
      [.at(.rcpt, .send("550 5.1.1 no such user\r\n")), .at(.data, .send("354 go\r\n"))], extensions: offer)
    let attempt = try await attempt(script)
    #expect(attempt.ending == .rejected)
    #expect(attempt.failure?.code == "550 5.1.1")
    #expect(attempt.turnstile.wires.isEmpty)
  }

  @Test("45: mixed recipients", arguments: offers)
  func eachRecipientEndsByItsOwnReply(_ offer: [String]) async throws {
    let script = Script(
      [
        .at(.rcpt, .send("550 5.1.1 no such user\r\n"), recipient: "gone"),
        .at(.rcpt, .send("450 4.2.0 greylisted\r\n"), recipient: "grey"),
      ], extensions: offer)
    let expected: [String: Delivery.Ending] = [
      "ann@example.org": .sent, "gone@example.org": .rejected, "bob@example.org": .sent, "grey@example.org": .deferred,
      "cyd@example.org": .sent,
    ]
    var attempts: [(message: Message, outcome: Outcome)] = []
    let record = try await MisbehavingServer.with(script) { server in
      let sender = try Client().sender(port: server.port)
      for (number, name) in expected.keys.sorted().enumerated() {
        let message = try sampleMail(job: Int64(number + 1), to: name)
        attempts.append((message, await sender.send(message, gate: Turnstile().gate)))
      }
      await sender.close()
    }
    try expectHonest(attempts, record, as: Client())
    #expect(attempts.map { Delivery.Ending($0.outcome) } == expected.keys.sorted().map { expected[$0] })
    #expect(record.connections == 1, "a refusal does not end the session")
  }

  @Test("43: SIZE is smaller than the message", arguments: offers)
  func aMessageLargerThanTheOfferedSizeIsRejectedBeforeMAIL(_ offer: [String]) async throws {
    let attempt = try await attempt(Script(extensions: offer + ["SIZE 200"]))
    #expect(attempt.ending == .rejected)
    #expect(attempt.failure?.code == "5.3.4")
    #expect(attempt.record.commands("MAIL").isEmpty)
  }

  @Test(arguments: ["SIZE 0", "SIZE", "SIZE 100000", "SIZE x", "SIZE 99999999999999999999"])
  func aSizeThatSetsNoBoundOrALargeOneTakesTheMessage(_ size: String) async throws {
    let attempt = try await attempt(Script(extensions: [size]))
    #expect(attempt.ending == .sent, "\(attempt.outcome)")
    #expect(attempt.record.accepted.first?.mail?.contains("SIZE=") == true, "what is announced is the message's size")
  }

  @Test("44: no ESMTP at all") func aServerWithoutESMTPTakesTheMail() async throws {
    var script = Script()
    script.heloOnly = true
    let attempt = try await attempt(script)
    #expect(attempt.ending == .sent, "\(attempt.outcome)")
    #expect(attempt.record.accepted.first?.mail == "FROM:<news@example.org>")
  }

  @Test("44: neither SMTPUTF8 nor 8BITMIME") func aServerWithoutExtensionsTakesTheMail() async throws {
    let text = "Жаңалық 🗞\n\nÜber the river – twice a day.\n.\n..\n"
    let attempt = try await attempt(Script(extensions: []), try sampleMail(text: text))
    #expect(attempt.ending == .sent, "\(attempt.outcome)")
    #expect(attempt.record.accepted.first?.mail == "FROM:<news@example.org>")
    #expect(attempt.record.accepted.first?.message.allSatisfy { $0 < 0x80 } == true)
  }

  @Test func pipeliningIsUsedWhereItIsOfferedAndNotOtherwise() async throws {
    let with = try await attempt(Script(extensions: ["PIPELINING"]))
    #expect(with.record.commands("RCPT").map(\.isEarly) == [true])
    #expect(with.record.commands("DATA").map(\.isEarly) == [true])
    #expect(!with.record.events.contains { $0.event == "early body" }, "the message waits for 354")
    var script = Script(extensions: ["8BITMIME"])
    script.strict = true
    let without = try await attempt(script)
    #expect(without.ending == .sent, "\(without.outcome)")
    #expect(!without.record.commands.contains { $0.isEarly })
  }

  @Test func whatWasOfferedBeforeTLSCountsForNothing() async throws {
    var script = Script(extensions: ["PIPELINING", "SIZE 100", "8BITMIME"], tls: .init(try Certificates.file(.good)))
    script.extensionsOverTLS = ["ENHANCEDSTATUSCODES"]
    script.strict = true
    let lost = try await attempt(script, as: .secure)
    #expect(lost.ending == .sent, "\(lost.outcome)")
    #expect(lost.record.accepted.first?.mail == "FROM:<news@example.org>")
    #expect(!lost.record.commands.contains { $0.isEarly })
    script.extensions = []
    script.extensionsOverTLS = ["PIPELINING", "SIZE 100"]
    let gained = try await attempt(script, as: .secure)
    #expect(gained.failure?.code == "5.3.4")
  }

  @Test func theNameThatEHLOSaysIsTheConfiguredOne() async throws {
    let attempt = try await attempt(Script())
    #expect(attempt.record.commands("EHLO").map(\.line) == ["EHLO client.example.org"])
  }
}
