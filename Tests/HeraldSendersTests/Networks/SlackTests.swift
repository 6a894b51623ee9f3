import Herald
import HeraldSenders
import Servers
import Testing

/// What is Slack's alone: 200 to everything (row 56), and messages that are found by their metadata.
@Suite(.timeLimit(.minutes(15))) struct SlackTests {
  typealias Fault = FakeNetwork.Plan.Fault

  @Test func aMessageIsFoundByItsKeyAndNotByItsText() async throws {
    try await NetworkBench.with(.slack, [Fault("drop"), Fault("drop-unread")]) { bench in
      let sender = try bench.sender()
      // The same words twice: only the first arrives.
      for (job, isThere) in [(Int64(1), true), (2, false)] {
        let message = try bench.message(job: job)
        #expect(Delivery.Ending(await sender.send(message, gate: Turnstile().gate)) == .uncertain)
        let settled = await sender.settle(message, note: nil)
        if case .sent = settled { #expect(isThere) } else { #expect(!isThere, "\(settled)") }
      }
      #expect(try bench.network.posts().count == 1)
    }
  }

  @Test func aReplyWhoseAnswerWasLostIsFoundInItsThread() async throws {
    try await NetworkBench.with(.slack) { bench in
      let sender = try bench.sender()
      let first = try #require(
        await sender.send(bench.message(job: 1, of: ["One.", "Two."]), gate: Turnstile().gate).receipt)
      let second = try bench.message(job: 2, part: 1, of: ["One.", "Two."], previous: first)
      let sent = await sender.send(second, gate: Turnstile().gate)
      #expect(try await bench.sender().settle(second, note: nil) == .sent(#require(sent.receipt)))
    }
  }

  @Test func anAppThatMayNotReadLeavesDoubtToAPersonAndSaysWhy() async throws {
    try await NetworkBench.with(.slack, [Fault("drop")], settings: ["readable": .flag(false)]) { bench in
      let outcome = try await bench.live(bench.sender(), bench.message())
      #expect(Delivery.Ending(outcome) == .uncertain)
      #expect(outcome.failure?.text.contains("channels:history") == true, "\(outcome)")
      #expect(try bench.network.posts().count == 1)
    }
  }

  /// Row 56: the status says nothing.
  @Test(arguments: [
    ("ratelimited", Delivery.Ending.blocked), ("request_timeout", .deferred), ("internal_error", .uncertain),
    ("fatal_error", .uncertain), ("invalid_auth", .blocked), ("token_revoked", .blocked), ("missing_scope", .blocked),
    ("channel_not_found", .blocked), ("is_archived", .blocked), ("msg_too_long", .rejected), ("no_text", .rejected),
    ("invalid_blocks", .rejected),
  ])
  func okFalseIsWhatItsWordSays(_ word: String, _ ending: Delivery.Ending) async throws {
    try await NetworkBench.with(.slack, [Fault("say", value: word)]) { bench in
      let outcome = try await bench.sender().send(bench.message(), gate: Turnstile().gate)
      #expect(Delivery.Ending(outcome) == ending, "\(outcome)")
      #expect(outcome.failure?.code == "200 \(word)")
    }
  }
}
