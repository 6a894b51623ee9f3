import Herald
import HeraldSenders
import HeraldTransfer
import Servers
import Synchronization
import Testing

/// At and past the gate (rows 30 to 36): only here there is doubt, and a clear answer ends it.
@Suite(.serialized, .timeLimit(.minutes(15))) struct DotTests {
  private func expectDoubt(
    _ actions: Step.Action..., accepts: Bool, as client: Client = Client(), at place: SourceLocation = #_sourceLocation
  ) async throws {
    for extensions in EnvelopeTests.offers {
      var step = Step.at(.dot, accepts: accepts)
      step.actions = actions
      let attempt = try await attempt(Script([step], extensions: extensions), as: client, at: place)
      #expect(attempt.ending == .uncertain, "\(attempt.outcome)", sourceLocation: place)
      #expect(attempt.turnstile.wires.count == 1, sourceLocation: place)
      #expect(attempt.record.accepted.count == (accepts ? 1 : 0), sourceLocation: place)
      #expect(attempt.record.connections == 1, "nobody tries again within the attempt", sourceLocation: place)
    }
  }

  @Test("30: drop at the dot", arguments: [true, false]) func aDropAtTheDotIsUncertain(_ accepts: Bool) async throws {
    try await expectDoubt(.drop, accepts: accepts)
    try await expectDoubt(.reset, accepts: accepts)
  }

  @Test("31: 421 at the dot") func a421AtTheDotIsDeferred() async throws {
    let attempt = try await attempt(Script([.at(.dot, .send("421 4.3.2 going down\r\n"), .drop)]))
    #expect(attempt.ending == .deferred)
    #expect(attempt.failure?.code == "421 4.3.2")
  }

  @Test(
    "32: refused at the dot",
    arguments: [
      ("451 4.3.0 later", .deferred), ("452 4.3.1 disk full", .deferred), ("554 5.7.1 spam", .rejected),
      ("552 5.3.4 too big", .rejected), ("550 no code", .rejected),
    ] as [(String, Delivery.Ending)])
  func aRefusalAtTheDotEndsByItsCode(_ reply: String, _ ending: Delivery.Ending) async throws {
    let attempt = try await attempt(Script([.at(.dot, .send(reply + "\r\n"))]))
    #expect(attempt.ending == ending, "\(attempt.outcome)")
    #expect(attempt.failure?.code?.hasPrefix(reply.prefix(3)) == true)
    #expect(attempt.turnstile.wires.count == 1)
  }

  @Test("33: half a reply", arguments: [true, false]) func halfAReplyIsUncertain(_ accepts: Bool) async throws {
    for half in ["2", "25", "250", "250 2.0.0 queued", "250-first line\r\n", "250-a\r\n250"] {
      try await expectDoubt(.send(half), .drop, accepts: accepts)
    }
  }

  @Test("34: a late reply") func aReplyThatComesLateIsWaitedFor() async throws {
    // Five minutes of ten, scaled.
    let attempt = try await attempt(
      Script([.at(.dot, .wait(1.5), .usual)]), as: .waiting(\.dot, .seconds(30)))
    #expect(attempt.ending == .sent)
  }

  @Test("35: no reply ever", arguments: [true, false]) func noReplyEverIsUncertainAfterItsTime(_ accepts: Bool)
    async throws
  {
    let start = ContinuousClock.now
    try await expectDoubt(.wait(60), accepts: accepts, as: .waiting(\.dot, .milliseconds(500)))
    #expect(ContinuousClock.now - start >= .seconds(1), "both attempts waited for it")
  }

  @Test("35: a reply that drips is no reply in time") func aDrippingReplyIsUncertainAfterItsTime() async throws {
    var actions: [Step.Action] = []
    for _ in 0..<200 { actions += [.send("250-x\r\n"), .wait(0.05)] }
    var step = Step.at(.dot, accepts: true)
    step.actions = actions
    let attempt = try await attempt(Script([step]), as: .waiting(\.dot, .milliseconds(500)))
    #expect(attempt.ending == .uncertain, "\(attempt.outcome)")
  }

  @Test(
    "36: odd 2xx", arguments: ["250", "251 2.1.5 forwarded", "252 2.0.0 cannot verify", "299 odd", "200 ok", "250 "])
  func every2xxAtTheDotIsSent(_ reply: String) async throws {
    let attempt = try await attempt(Script([.at(.dot, .send(reply + "\r\n"))]))
    #expect(attempt.ending == .sent, "\(attempt.outcome)")
    #expect(attempt.outcome.receipt?.id.hasPrefix(reply.prefix(3)) == true)
  }

  @Test("36: 1xx, 3xx and nonsense", arguments: ["354 go ahead", "150 wait", "334 ", "600 what", "ok", "", "\0"])
  func whatIsNeitherYesNorNoAtTheDotIsUncertain(_ reply: String) async throws {
    try await expectDoubt(.send(reply + "\r\n"), accepts: true)
  }

  @Test func theReceiptIsTheServersOwnWords() async throws {
    let attempt = try await attempt(
      Script([
        .at(
          .dot, .send("250-2.0.0 Ok:\r\n250 2.0.0 queued as 4F2B1\u{1B}[2J \(String(repeating: "x", count: 900))\r\n"))
      ]))
    let id = try #require(attempt.outcome.receipt?.id)
    #expect(id.contains("queued as 4F2B1"))
    #expect(id.count <= 220)
    #expect(!id.contains("\u{1B}"))
  }

  @Test(arguments: [GateClosure.leaseLost, .cancelled, .expired, .unsubscribed, .changed, .storeFailed])
  func nothingIsSentAfterTheGateStaysShut(_ closure: GateClosure) async throws {
    for extensions in EnvelopeTests.offers {
      let attempt = try await attempt(Script(extensions: extensions), turnstile: Turnstile(.closed(closure)))
      #expect(attempt.outcome == .withheld(closure))
      #expect(attempt.turnstile.wires.count == 1)
      #expect(!attempt.record.events.contains { $0.event == "refused" || $0.event == "accepted" }, "no dot was seen")
      #expect(attempt.record.events.contains { $0.event == "unfinished" })
    }
  }

  @Test func theMarkNamesTheOctetsThatTheServerTook() async throws {
    let attempt = try await attempt(Script(), try sampleMail(text: "Dots\n\n.\n..\n.x\n\n.\n"))
    let accepted = try #require(attempt.record.accepted.first)
    #expect(attempt.turnstile.wires == [SHA256Digest(of: accepted.message)])
  }

  @Test func beforeTheGateTheServerHasNoWholeMessage() async throws {
    let seen = Mutex<Int?>(nil)
    _ = try await MisbehavingServer.with(Script()) { server in
      let turnstile = Turnstile {
        do {
          let count = try server.record().accepted.count
          seen.withLock { $0 = count }
        } catch {
          Issue.record(error)
        }
      }
      let outcome = try await Client().sender(port: server.port).send(try sampleMail(), gate: turnstile.gate)
      #expect(Delivery.Ending(outcome) == .sent)
    }
    #expect(seen.withLock { $0 } == 0)
  }

  @Test("cancelled before the gate", arguments: [Step.Moment.greeting, .ehlo, .mail, .rcpt, .data])
  func aTaskThatIsCancelledBeforeTheGateSendsNothing(_ moment: Step.Moment) async throws {
    var outcome: Outcome?
    let turnstile = Turnstile()
    let message = try sampleMail()
    let record = try await MisbehavingServer.with(Script([.at(moment, .wait(60))])) { server in
      let sender = try Client().sender(port: server.port)
      let sending = Task { await sender.send(message, gate: turnstile.gate) }
      try await Task.sleep(for: .milliseconds(300))
      sending.cancel()
      outcome = await sending.value
      await sender.close()
    }
    let ended = try #require(outcome)
    try expectHonest([(message, ended)], record, as: Client())
    #expect(turnstile.wires.isEmpty)
    #expect(record.accepted.isEmpty)
    // Without a session there is nobody to blame but the connection.
    #expect([.deferred, .blocked].contains(Delivery.Ending(ended)), "\(ended)")
    if moment != .greeting, moment != .ehlo { #expect(Delivery.Ending(ended) == .deferred) }
  }

  @Test func aTaskThatIsCancelledAtTheGateSendsNoDot() async throws {
    var outcome: Outcome?
    let message = try sampleMail()
    let record = try await MisbehavingServer.with(Script()) { server in
      let sender = try Client().sender(port: server.port)
      let sending = Task { () -> Outcome in
        await sender.send(
          message,
          gate: Gate { _, _ in
            withUnsafeCurrentTask { $0?.cancel() }
            return .open
          })
      }
      outcome = await sending.value
    }
    let ended = try #require(outcome)
    try expectHonest([(message, ended)], record, as: Client())
    #expect(Delivery.Ending(ended) == .deferred, "\(ended)")
  }

  @Test func aTaskThatIsCancelledAfterTheGateWaitsForTheReply() async throws {
    var outcome: Outcome?
    let message = try sampleMail()
    let turnstile = Turnstile()
    let record = try await MisbehavingServer.with(Script([.at(.dot, .wait(1.2), .usual)])) { server in
      let sender = try Client().sender(port: server.port)
      let sending = Task { await sender.send(message, gate: turnstile.gate) }
      while try server.record().accepted.isEmpty { try await Task.sleep(for: .milliseconds(10)) }
      sending.cancel()
      outcome = await sending.value
    }
    let ended = try #require(outcome)
    try expectHonest([(message, ended)], record, as: Client())
    #expect(Delivery.Ending(ended) == .sent, "\(ended)")
  }
}
