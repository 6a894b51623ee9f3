import Foundation
import Herald
import Testing

@testable import HeraldCommand

@Suite struct ProgressTests {
  private let start = ContinuousClock.now

  @Test func aMovingLineSaysHowFarHowFastAndHowLong() {
    let progress = Progress(due: 10_000)
    #expect(progress.state(at: start).line == "sent 0 of 10000")
    for _ in 0..<2_000 { progress.note(.sent(Receipt(id: "r"))) }
    #expect(progress.state(at: start + .seconds(2)).line == "sent 2000 of 10000, 1000/s, about 8 seconds left")
    for _ in 0..<3 { progress.note(.deferred(Failure("busy"))) }
    #expect(
      progress.state(at: start + .seconds(2)).line
        == "sent 2000 of 10000, 3 not sent, 1002/s, about 8 seconds left")
    #expect(progress.sent == 2_000 && progress.skipped == 0)
  }

  @Test func theRateIsThatOfTheLastSeconds() {
    let progress = Progress(due: 1_000)
    for second in 0...20 {
      let state = progress.state(at: start + .seconds(second))
      if second == 10 { #expect(state.rate == 10) }
      // It stood still from the tenth second on.
      if second == 12 { #expect(state.rate == 6) }
      if second == 20 { #expect(state.rate == 0 && state.timeLeft == nil) }
      if second == 20 { #expect(state.line == "sent 100 of 1000, 0/s") }
      if second < 10 { for _ in 0..<10 { progress.note(.sent(Receipt(id: "r"))) } }
    }
  }

  @Test func aRepeatedAttemptDoesNotMakeTheRestNegative() {
    let progress = Progress(due: 2)
    _ = progress.state(at: start)
    for _ in 0..<3 { progress.note(.deferred(Failure("busy"))) }
    for _ in 0..<2 { progress.note(.sent(Receipt(id: "r"))) }
    #expect(progress.state(at: start + .seconds(1)).line == "sent 2 of 5, 3 not sent, 5/s, nothing left")
  }

  @Test func theSameGoesIntoTheLog() {
    let progress = Progress(due: 100)
    _ = progress.state(at: start)
    for _ in 0..<5 { progress.note(.sent(Receipt(id: "r"))) }
    progress.note(.withheld(.unsubscribed))
    let metadata = ProgressDisplay.metadata(progress.state(at: start + .seconds(10))).mapValues(\.description)
    #expect(
      metadata == ["sent": "5", "of": "100", "not-sent": "1", "rate": "0.6/s", "left": "about 3 minutes"])
    #expect(progress.skipped == 1)
  }

  static let rests: [(rest: Int, rate: Double, words: String?)] = [
    (0, 5, "nothing"), (10, 0, nil), (1, 10, "about 1 second"), (599, 10, "about 1 minute"),
    (590, 10, "about 59 seconds"), (601, 10, "about 2 minutes"), (53_990, 10, "about 90 minutes"),
    (54_000, 10, "about 2 hours"), (1_000_000, 10, "about 28 hours"), (2_000_000, 10, "about 3 days"),
    (Int.max, 0.000001, "about 11574075 days"),
  ]

  @Test(arguments: rests) func theTimeLeftIsToldInWords(_ rest: Int, _ rate: Double, _ words: String?) {
    #expect(leftInWords(rest, rate: rate) == words)
  }

  @Test(
    arguments: [
      (0, "0/s"), (0.04, "0/s"), (0.05, "0.1/s"), (0.44, "0.4/s"), (9.94, "9.9/s"), (9.96, "10/s"),
      (10.4, "10/s"), (10.5, "11/s"), (812.3, "812/s"), (9_999.9, "10000/s"),
    ] as [(Double, String)])
  func aRateIsShort(_ rate: Double, _ expected: String) {
    #expect(shownRate(rate) == expected)
  }

  // MARK: - The binary

  /// Two thousand mails that are due.
  private func newsroom(_ sender: String = "discard") throws -> TestNewsroom {
    let newsroom = try TestNewsroom()
    try newsroom.configure(
      """
      channels:
        mail: { sender: \(sender), from: News <news@example.org> }
      digests:
        weekly: { channel: mail, list: readers }
      """)
    let people = (1...2_000).map { "reader\($0)@example.org,Reader \($0)\n" }.joined()
    try newsroom.folder.write("email,name\n" + people, to: "readers.csv")
    try newsroom.done("subscribers", "import", "--list", "readers", "readers.csv")
    try newsroom.done("add", TestNewsroom.story)
    try newsroom.done("digest", "open", "weekly")
    return newsroom
  }

  @Test func aTerminalShowsOneMovingLine() throws {
    guard FileManager.default.fileExists(atPath: "/usr/bin/script") else { return }
    let newsroom = try newsroom("file, directory: outbox")
    let ended = try HeraldProcess.shell("script -qec \"$herald run --drain\" /dev/null", in: newsroom.url)
    #expect(ended.code == 0)
    #expect(ended.out.contains(#/\r\x1B\[Ksent [0-9]+ of 2000/#), "\(ended)")
    #expect(ended.out.hasSuffix("\r\u{1B}[Ksent 2000, waiting 0, held 0, failed 0\r\n"), "\(ended)")
    #expect(!ended.out.contains(" info "))
  }

  @Test func aLogHoldsOneLineForEveryOutcomeAndNoMovingLine() throws {
    let ended = try newsroom().done("run", "--drain")
    #expect(!ended.err.contains("\r"))
    #expect(ended.err.split(separator: "\n").count { $0.contains(" info sent ") } == 2_000)
  }
}
