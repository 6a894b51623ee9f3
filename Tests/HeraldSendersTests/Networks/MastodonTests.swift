import Herald
import HeraldSenders
import Servers
import Testing

/// What is Mastodon's alone. Its documentation: https://docs.joinmastodon.org/methods/statuses/
@Suite(.timeLimit(.minutes(15))) struct MastodonTests {
  typealias Fault = FakeNetwork.Plan.Fault

  /// Row 57, inside the hour: the server would not even have to show the post.
  @Test func withinTheWindowARepeatIsHarmless() async throws {
    try await NetworkBench.with(.mastodon, [Fault("drop")], settings: ["readable": .flag(false)]) { bench in
      let (sender, message) = (try bench.sender(), try bench.message())
      let turnstile = Turnstile()
      #expect(Delivery.Ending(await sender.send(message, gate: turnstile.gate)) == .uncertain)
      bench.advance(.minutes(49))
      #expect(await sender.settle(message, note: turnstile.note) == .repeatable)
      #expect(Delivery.Ending(await sender.send(message, gate: Turnstile().gate)) == .sent)
      #expect(try bench.network.posts().count == 1)
    }
  }

  /// Row 57, after it: the key is forgotten, and the post is found.
  @Test func afterTheWindowThePostIsFoundAndNotRepeated() async throws {
    try await NetworkBench.with(.mastodon, [Fault("drop")], settings: ["key-seconds": .number(0)]) { bench in
      let message = try bench.message()
      let turnstile = Turnstile()
      _ = try await bench.sender().send(message, gate: turnstile.gate)
      bench.advance(.hours(2))
      let settled = try await bench.sender().settle(message, note: turnstile.note)
      guard case .sent(let receipt) = settled else { return #expect(Bool(false), "\(settled)") }
      #expect(receipt.id == "111001 https://social.example.org/@courier/111001")
      #expect(try bench.network.posts().count == 1)
    }
  }

  /// Not found is no proof, and a repeat would not be known any more.
  @Test(arguments: [true, false]) func afterTheWindowWhatIsNotFoundWaitsForAPerson(_ isReadable: Bool) async throws {
    let settings: [String: FakeNetwork.Plan.Value] = ["readable": .flag(isReadable)]
    try await NetworkBench.with(.mastodon, [Fault("drop-unread")], settings: settings) { bench in
      let message = try bench.message()
      let turnstile = Turnstile()
      _ = try await bench.sender().send(message, gate: turnstile.gate)
      bench.advance(.minutes(51))
      let settled = try await bench.sender().settle(message, note: turnstile.note)
      guard case .unknown(let failure) = settled else { return #expect(Bool(false), "\(settled)") }
      #expect(failure.text.contains(isReadable ? "look there yourself" : "read:statuses"))
      #expect(try bench.network.attempts().count == 1)
    }
  }

  /// Nothing is in doubt, so nothing has to be looked for: a token that may only write is enough.
  @Test(arguments: [true, false]) func aLateFirstAttemptPosts(_ isReadable: Bool) async throws {
    try await NetworkBench.with(.mastodon, settings: ["readable": .flag(isReadable)]) { bench in
      bench.advance(.hours(2))
      let outcome = try await bench.sender().send(bench.message(), gate: Turnstile().gate)
      #expect(Delivery.Ending(outcome) == .sent)
      #expect(try bench.network.posts().count == 1)
    }
  }

  /// The same words below another post, or before this job was claimed, are another post.
  @Test func onlyItsOwnPostIsTakenForIt() async throws {
    try await NetworkBench.with(.mastodon, settings: ["key-seconds": .number(0)]) { bench in
      let sender = try bench.sender()
      let first = try #require(
        await sender.send(bench.message(job: 1, of: ["One.", "Two."]), gate: Turnstile().gate).receipt)
      let second = try bench.message(job: 2, part: 1, of: ["One.", "One."], previous: first)
      guard case .unknown = await sender.settle(second, note: nil) else { return #expect(Bool(false), "not its own") }
      #expect(Delivery.Ending(await sender.send(second, gate: Turnstile().gate)) == .sent)
      #expect(try bench.network.posts().map(\.reply) == [nil, "111001"])
    }
  }

  @Test func aPostThatIsRepliedToAndGoneIsRejected() async throws {
    try await NetworkBench.with(.mastodon) { bench in
      let message = try bench.message(part: 1, of: ["One.", "Two."], previous: Receipt(id: "5 https://gone.example"))
      let outcome = try await bench.sender().send(message, gate: Turnstile().gate)
      #expect(Delivery.Ending(outcome) == .rejected, "\(outcome)")
      #expect(outcome.failure?.code == "404")
    }
  }

  @Test func aProbeSaysWhoAndHowLong() async throws {
    try await NetworkBench.with(.mastodon, settings: ["characters": .number(1_000)]) { bench in
      let offer = try await bench.sender().probe().get().text
      #expect(offer == "127.0.0.1:\(bench.network.port), @courier, version 4.5.0, 1000 characters")
    }
    try await NetworkBench.with(.mastodon, settings: ["readable": .flag(false)]) { bench in
      guard case .failure(let failure) = try await bench.sender().probe() else {
        return #expect(Bool(false), "a token that may not read cannot settle a doubt")
      }
      #expect(failure.text.contains("read:statuses"))
    }
  }
}
