import Herald
import HeraldSenders
import Testing

@Suite struct DiscardTests {
  @Test func itPassesTheGateOnceAndSends() async throws {
    let message = Message(
      key: MessageKey(job: 1, revision: 1, part: 0), channel: "x", network: .x, content: try .post(["Text"]),
      envelope: .post(PostEnvelope(createdAt: Instant(microseconds: 0))))
    let outcome = await Discard().send(message, gate: Gate { _, _ in .open })
    #expect(outcome == .sent(Receipt(id: "discarded")))
  }
}
