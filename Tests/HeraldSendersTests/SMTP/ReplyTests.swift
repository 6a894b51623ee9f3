import Herald
import HeraldSenders
import HeraldTransfer
import Servers
import Testing

/// Replies that are long, odd, early or too many (rows 37 and 38): read within bounds, or the session ends before the dot.
@Suite(.serialized, .timeLimit(.minutes(15))) struct ReplyTests {
  private static let x = String(repeating: "x", count: 60)

  @Test(
    "37: replies that are strange and sound",
    arguments: [
      "250-first\r\n250-second\r\n250 2.1.0 third\r\n", "250 2.1.0 J\u{F6}rg \u{FF}\u{80}\r\n", "250\r\n", "250 \r\n",
      "250-\r\n250\r\n",
      "250 " + String(repeating: "long ", count: 400) + "\r\n", "250 LF only\n", "250-LF\n250 only\n",
      String(repeating: "250-\(x)\r\n", count: 90) + "250 last\r\n", "250 2.1.0 \u{1B}[2J\u{7}\r\n",
    ], [Step.Moment.mail, .rcpt, .dot])
  func aStrangeReplyThatIsSoundIsRead(_ reply: String, _ moment: Step.Moment) async throws {
    for extensions in EnvelopeTests.offers {
      let attempt = try await attempt(Script([.at(moment, .send(reply))], extensions: extensions))
      #expect(attempt.ending == .sent, "\(reply.debugDescription): \(attempt.outcome)")
    }
  }

  @Test(
    "37: replies that are none",
    arguments: [
      "2\0000 ok\r\n", "250 o\0k\r\n", "\0\r\n", "25 ok\r\n", "2500 ok\r\n", "999 ok\r\n", "ok\r\n", "\r\n",
      " 250 ok\r\n", "250_ok\r\n",
      "250-a\r\n550 b\r\n", "250 " + String(repeating: "y", count: 5_000) + "\r\n", "\u{FF}\u{FE}2\r\n",
      String(repeating: "250-\(x)\r\n", count: 150) + "250 last\r\n",
    ], [Step.Moment.mail, .rcpt, .data])
  func whatIsNoReplyEndsTheSessionBeforeTheMessage(_ reply: String, _ moment: Step.Moment) async throws {
    for extensions in EnvelopeTests.offers {
      let attempt = try await attempt(Script([.at(moment, .send(reply), .wait(60))], extensions: extensions))
      #expect(attempt.ending == .deferred, "\(reply.prefix(60).debugDescription): \(attempt.outcome)")
      #expect(attempt.turnstile.wires.isEmpty)
    }
  }

  @Test(
    "37: floods", arguments: [Step.Moment.ehlo, .mail, .rcpt, .data, .dot], ["250-x\r\n", "x", "250-", "\0", "\r\n"])
  func aFloodIsCutOffSoon(_ moment: Step.Moment, _ piece: String) async throws {
    let start = ContinuousClock.now
    let attempt = try await attempt(Script([.at(moment, .flood(piece))]))
    #expect(ContinuousClock.now - start < .seconds(20), "its timeout is minutes")
    let expected: Delivery.Ending = moment == .ehlo ? .blocked : moment == .dot ? .uncertain : .deferred
    #expect(attempt.ending == expected, "\(attempt.outcome)")
    let sent = attempt.record.endings.compactMap(\.sent).reduce(0, +)
    #expect(sent < 16_000_000, "\(sent) octets were taken")
  }

  @Test("38: a reply too many", arguments: [Step.Moment.greeting, .ehlo, .mail, .rcpt, .data], EnvelopeTests.offers)
  func aReplyTooManyEndsTheSessionBeforeTheDot(_ moment: Step.Moment, _ offer: [String]) async throws {
    for extra in ["250 2.0.0 ok\r\n", "354 go\r\n", "2", "550 5.1.1 no\r\n"] {
      let attempt = try await attempt(Script([.at(moment, .usualAnd(extra))], extensions: offer))
      if moment == .greeting || moment == .ehlo {
        // libcurl reads that far, and forgets what follows: the dialogue then begins in step.
        guard attempt.ending == .sent else { continue }
        #expect(attempt.outcome.receipt?.id.contains("queued as 1-1") == true, "\(attempt.outcome)")
      } else if moment == .rcpt, extra.hasPrefix("354"), offer.contains("PIPELINING"), attempt.ending == .uncertain {
        // DATA went out with RCPT, so that this is an answer to it; the real one came after the dot, and is none to that.
        #expect(attempt.outcome.failure?.description.contains("354") == true, "\(attempt.outcome)")
      } else {
        #expect([.deferred, .rejected].contains(attempt.ending), "\(extra.debugDescription): \(attempt.outcome)")
        #expect(attempt.record.accepted.isEmpty)
        #expect(!attempt.record.events.contains { $0.event == "refused" }, "no dot was sent")
      }
    }
  }

  @Test("38: all replies at once", arguments: EnvelopeTests.offers)
  func repliesThatWereSentAheadAreNotBelieved(_ offer: [String]) async throws {
    for (moment, replies) in [
      (Step.Moment.mail, "250 ok\r\n250 ok\r\n354 go\r\n250 2.0.0 queued\r\n"),
      (.rcpt, "250 ok\r\n354 go\r\n250 2.0.0 queued\r\n"), (.data, "354 go\r\n250 2.0.0 queued\r\n"),
      (.data, "354 go\r\n25"),
    ] {
      let attempt = try await attempt(
        Script([.at(moment, .send(replies)), .at(.dot, .send("554 5.7.1 not taken\r\n"))], extensions: offer))
      #expect(attempt.ending != .sent, "\(moment): \(attempt.outcome)")
      #expect(attempt.ending == .deferred, "\(moment): \(attempt.outcome)")
      #expect(!attempt.record.events.contains { $0.event == "refused" }, "no dot was sent")
    }
  }

  @Test("38: a reply in the middle of the message") func aReplyInTheMiddleOfTheMessageEndsTheSession() async throws {
    let large = "Large\n\n" + String(repeating: "The ferry runs again from Monday.\n", count: 120_000)
    var script = Script([.at(.body, .send("250 2.0.0 queued\r\n"), .wait(1), after: 1_000)])
    script.window = 4_096
    let attempt = try await attempt(script, try sampleMail(text: large))
    #expect(attempt.ending == .deferred, "\(attempt.outcome)")
    #expect(attempt.record.accepted.isEmpty)
  }
}
