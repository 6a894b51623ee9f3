import Herald
import HeraldSenders
import Servers
import Testing

/// What is a Discord bot's alone: https://docs.discord.com/developers/resources/message
@Suite(.timeLimit(.minutes(15))) struct DiscordBotTests {
  typealias Fault = FakeNetwork.Plan.Fault

  @Test func withinTheWindowARepeatIsHarmless() async throws {
    try await NetworkBench.with(.discordBot, [Fault("drop")], settings: ["readable": .flag(false)]) { bench in
      let (sender, message) = (try bench.sender(), try bench.message())
      let turnstile = Turnstile()
      #expect(Delivery.Ending(await sender.send(message, gate: turnstile.gate)) == .uncertain)
      bench.advance(60)
      #expect(await sender.settle(message, note: turnstile.note) == .repeatable)
      #expect(Delivery.Ending(await sender.send(message, gate: Turnstile().gate)) == .sent)
      #expect(try bench.network.posts().count == 1)
    }
  }

  @Test func afterTheWindowTheMessageIsFoundAndNotRepeated() async throws {
    try await NetworkBench.with(.discordBot, [Fault("drop")], settings: ["nonce-seconds": .number(0)]) { bench in
      let message = try bench.message()
      let turnstile = Turnstile()
      _ = try await bench.sender().send(message, gate: turnstile.gate)
      bench.advance(.minutes(10))
      let receipt = Receipt(id: "1300000000000000100")
      #expect(try await bench.sender().settle(message, note: turnstile.note) == .sent(receipt))
      #expect(try bench.network.posts().count == 1)
    }
  }

  @Test(arguments: [true, false]) func afterTheWindowWhatIsNotFoundWaitsForAPerson(_ isReadable: Bool) async throws {
    let settings: [String: FakeNetwork.Plan.Value] = ["readable": .flag(isReadable)]
    try await NetworkBench.with(.discordBot, [Fault("drop-unread")], settings: settings) { bench in
      let message = try bench.message()
      let turnstile = Turnstile()
      _ = try await bench.sender().send(message, gate: turnstile.gate)
      bench.advance(.minutes(3))
      let settled = try await bench.sender().settle(message, note: turnstile.note)
      guard case .unknown(let failure) = settled else { return #expect(Bool(false), "\(settled)") }
      #expect(failure.text.contains(isReadable ? "look in the channel" : "Read Message History"))
      #expect(try bench.network.attempts().count == 1)
    }
  }
}
