import Foundation
import Herald
import HeraldSenders
import HeraldTransfer
import Servers
import Testing

/// A session carries many messages (row 47), and one that the server closed meanwhile costs nothing.
@Suite(.serialized, .timeLimit(.minutes(15))) struct SessionReuseTests {
  /// Sends so many mails one after the other, with a pause between them.
  private func sendInTurn(
    _ count: Int, _ script: Script, pause: Duration = .milliseconds(150), as client: Client = Client(),
    at place: SourceLocation = #_sourceLocation
  ) async throws -> (outcomes: [Outcome], gates: [Int], record: Record) {
    var attempts: [(message: Message, outcome: Outcome)] = []
    var gates: [Int] = []
    let record = try await MisbehavingServer.with(script) { server in
      let sender = try client.sender(port: server.port)
      for number in 1...count {
        let (message, turnstile) = (try sampleMail(job: Int64(number)), Turnstile())
        attempts.append((message, await sender.send(message, gate: turnstile.gate)))
        gates.append(turnstile.wires.count)
        try await Task.sleep(for: pause)
      }
      await sender.close()
    }
    try expectHonest(attempts, record, as: client, at: place)
    return (attempts.map(\.outcome), gates, record)
  }

  @Test(arguments: EnvelopeTests.offers) func aSessionIsUsedForMessageAfterMessage(_ offer: [String]) async throws {
    let (outcomes, gates, record) = try await sendInTurn(8, Script(extensions: offer), pause: .zero)
    #expect(outcomes.allSatisfy { Delivery.Ending($0) == .sent })
    #expect(gates == Array(repeating: 1, count: 8))
    #expect(record.connections == 1)
    #expect(record.commands("QUIT").count == 1, "and ends politely")
  }

  @Test(
    "47: closed while idle",
    arguments: [
      [Step.Action.usual, .drop], [.usual, .wait(0.05), .drop], [.usual, .wait(0.05), .reset],
      [.usual, .wait(0.05), .send("421 4.4.2 idle for too long\r\n"), .drop],
      [.usual, .wait(0.05), .send("421 4.4.2 idle for too long\r\n")],
    ], EnvelopeTests.offers)
  func aMailAfterAnIdleCloseIsSentOnceOnANewSession(_ actions: [Step.Action], _ offer: [String]) async throws {
    var step = Step.at(.dot, connection: 1)
    step.actions = actions
    let (outcomes, gates, record) = try await sendInTurn(2, Script([step], extensions: offer))
    #expect(outcomes.map { Delivery.Ending($0) } == [.sent, .sent], "\(outcomes)")
    #expect(gates == [1, 1])
    #expect(record.connections == 2)
  }

  @Test(
    "47: closed at the next MAIL",
    arguments: [
      [Step.Action.drop], [.reset], [.send("421 4.4.2 idle for too long\r\n"), .drop],
    ], EnvelopeTests.offers)
  func aMailThatMeetsAClosingSessionIsSentOnceOnANewOne(_ actions: [Step.Action], _ offer: [String]) async throws {
    var step = Step.at(.mail, connection: 1, transaction: 2)
    step.actions = actions
    let (outcomes, gates, record) = try await sendInTurn(2, Script([step], extensions: offer), pause: .zero)
    #expect(outcomes.map { Delivery.Ending($0) } == [.sent, .sent], "\(outcomes)")
    #expect(gates == [1, 1])
    #expect(record.connections == 2)
  }

  /// It speaks of the session: the next message was never offered to it.
  @Test(
    "47: refused to begin anew",
    arguments: ["550 5.5.0 too many invalid recipients\r\n", "451 4.3.0 later\r\n", "354 what\r\n"],
    EnvelopeTests.offers)
  func aMailBehindARefusedResetIsSentOnANewSession(_ reply: String, _ offer: [String]) async throws {
    let script = Script(
      [
        .at(.rcpt, .send("550 5.1.1 nobody here\r\n"), connection: 1, transaction: 1),
        .at(.rset, .send(reply), connection: 1),
      ], extensions: offer)
    let (outcomes, gates, record) = try await sendInTurn(3, script, pause: .zero)
    #expect(outcomes.map { Delivery.Ending($0) } == [.rejected, .sent, .sent], "\(outcomes)")
    #expect(gates == [0, 1, 1])
    #expect(record.connections == 2)
  }

  @Test(arguments: EnvelopeTests.offers) func aSecondSessionThatIsClosedTooIsNoReasonForAThird(_ offer: [String])
    async throws
  {
    let script = Script(
      [.at(.mail, .drop, connection: 1, transaction: 2), .at(.mail, .drop, connection: 2)], extensions: offer)
    let (outcomes, gates, record) = try await sendInTurn(2, script, pause: .zero)
    #expect(outcomes.map { Delivery.Ending($0) } == [.sent, .deferred], "\(outcomes)")
    #expect(gates == [1, 0])
    #expect(record.connections == 2)
  }

  @Test("47: lost after an answer", arguments: [Step.Moment.rcpt, .data], EnvelopeTests.offers)
  func aReusedSessionThatIsLostAfterAnAnswerDefers(_ moment: Step.Moment, _ offer: [String]) async throws {
    let script = Script([.at(moment, .drop, connection: 1, transaction: 2)], extensions: offer)
    let (outcomes, gates, record) = try await sendInTurn(2, script, pause: .zero)
    #expect(outcomes.map { Delivery.Ending($0) } == [.sent, .deferred], "\(outcomes)")
    #expect(gates == [1, 0])
    #expect(record.connections == 1)
  }

  @Test("47: lost at the dot") func aReusedSessionThatIsLostAtTheDotIsUncertain() async throws {
    for accepts in [true, false] {
      let script = Script([.at(.dot, .drop, connection: 1, transaction: 2, accepts: accepts)])
      let (outcomes, gates, record) = try await sendInTurn(2, script, pause: .zero)
      #expect(outcomes.map { Delivery.Ending($0) } == [.sent, .uncertain], "\(outcomes)")
      #expect(gates == [1, 1])
      #expect(record.connections == 1, "never again within the attempt")
    }
  }

  @Test func aRefusedMessageLeavesItsSessionForTheNext() async throws {
    for moment in [Step.Moment.mail, .rcpt, .data, .dot] {
      let script = Script([.at(moment, .send("550 5.0.0 no\r\n"), transaction: 2)])
      let (outcomes, _, record) = try await sendInTurn(3, script, pause: .zero)
      #expect(outcomes.map { Delivery.Ending($0) } == [.sent, .rejected, .sent], "\(moment): \(outcomes)")
      #expect(record.connections == 1)
    }
  }

  @Test func aReplyThatComesTooLateIsNotTakenForTheNextOne() async throws {
    // The reply to the first dot comes after its time; the next message must not read it.
    let script = Script([.at(.dot, .wait(0.9), .usual, connection: 1)])
    let (outcomes, _, record) = try await sendInTurn(
      2, script, pause: .milliseconds(900), as: .waiting(\.dot, .milliseconds(300)))
    #expect(outcomes.map { Delivery.Ending($0) } == [.uncertain, .sent], "\(outcomes)")
    #expect(record.connections == 2)
  }

  @Test func aServerThatTakesThreeSessionsGetsEveryMailOverThree() async throws {
    var script = Script([.at(.dot, .wait(0.02), .usual)])
    script.mostConnections = 3
    let messages = try (1...40).map { try sampleMail(job: Int64($0)) }
    let attempts = Attempts()
    let record = try await MisbehavingServer.with(script) { server in
      let sender = try Client().sender(port: server.port)
      await withTaskGroup(of: Void.self) { group in
        for slot in 0..<10 {
          group.addTask {
            for number in stride(from: slot, to: messages.count, by: 10) {
              await attempts.add(messages[number], await sender.send(messages[number], gate: Turnstile().gate))
            }
          }
        }
      }
      await sender.close()
    }
    let all = await attempts.all
    try expectHonest(all, record, as: Client())
    #expect(all.map { Delivery.Ending($0.outcome) } == Array(repeating: .sent, count: 40))
    #expect(Set(record.accepted.map(\.connection)).count <= 3)
    #expect(record.connections <= 13, "it does not knock again and again")
  }
}

/// What many tasks report.
actor Attempts {
  private(set) var all: [(message: Message, outcome: Outcome)] = []

  func add(_ message: Message, _ outcome: Outcome) { all.append((message, outcome)) }
}
