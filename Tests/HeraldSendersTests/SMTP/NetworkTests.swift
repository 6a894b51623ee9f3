import Herald
import HeraldSenders
import HeraldTransfer
import Servers
import Testing

/// Networks that lose, slow down or stop a connection while a message is under way (rows 48 and 49).
@Suite(.serialized, .timeLimit(.minutes(15))) struct NetworkTests {
  /// More than the kernel keeps for a receiver that does not read (4 MB).
  private static let large =
    "Large\n\n"
    + String(repeating: "The ferry runs again from Monday, twice a day, and once at night.\n", count: 70_000)

  @Test("48: RST or FIN in the middle of the message", arguments: [Step.Action.reset, .drop])
  func aConnectionThatIsLostInTheMiddleDefersAndIsSentOnceLater(_ action: Step.Action) async throws {
    for after in [1, 4_096, 100_000] {
      let message = try sampleMail(text: Self.large)
      var attempts: [(message: Message, outcome: Outcome)] = []
      var script = Script([.at(.body, action, connection: 1, after: after)])
      script.window = 4_096
      let record = try await MisbehavingServer.with(script) { server in
        let sender = try Client().sender(port: server.port)
        let turnstile = Turnstile()
        let first = await sender.send(message, gate: turnstile.gate)
        #expect(Delivery.Ending(first) == .deferred, "\(first)")
        #expect(turnstile.wires.isEmpty)
        attempts.append((message, await sender.send(message, gate: turnstile.gate)))
        await sender.close()
      }
      try expectHonest(attempts, record, as: Client())
      #expect(attempts.map { Delivery.Ending($0.outcome) } == [.sent])
      #expect(record.connections == 2)
    }
  }

  @Test("49: a narrow network") func aSlowServerGetsTheWholeMessageWithoutAFalseTimeout() async throws {
    // 8 kB a second with three minutes for each block, scaled: the whole takes several times what a block may.
    var script = Script([.at(.data, .usual, .read(64_000))])
    script.window = 4_096
    var client = Client()
    client.timeouts.block = .milliseconds(1_500)
    let text = "Slow\n\n" + String(repeating: "The ferry runs again from Monday.\n", count: 9_000)
    let start = ContinuousClock.now
    let attempt = try await attempt(script, as: client, try sampleMail(text: text))
    #expect(attempt.ending == .sent, "\(attempt.outcome)")
    #expect(ContinuousClock.now - start > .seconds(3))
  }

  @Test("49: a slow server and a message above every buffer") func eachBlockHasItsOwnTime() async throws {
    var script = Script([.at(.data, .usual, .read(1_500_000))])
    script.window = 4_096
    var client = Client()
    client.timeouts.block = .milliseconds(1_500)
    let attempt = try await attempt(script, as: client, try sampleMail(text: Self.large))
    #expect(attempt.ending == .sent, "\(attempt.outcome)")
  }

  @Test("49: a server that stops reading") func aServerThatStopsReadingDefersAfterTheTimeOfABlock() async throws {
    var script = Script([.at(.data, .usual, .read(0))])
    script.window = 4_096
    let start = ContinuousClock.now
    let attempt = try await attempt(script, as: .waiting(\.block, .milliseconds(700)), try sampleMail(text: Self.large))
    #expect(attempt.ending == .deferred, "\(attempt.outcome)")
    #expect(attempt.turnstile.wires.isEmpty)
    #expect(ContinuousClock.now - start < .seconds(30))
  }
}
