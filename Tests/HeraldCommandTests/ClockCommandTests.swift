import Foundation
import Glibc
import Testing

/// The wall clock of a `herald run` is set while it works, through a preload.
@Suite(.timeLimit(.minutes(15))) struct ClockCommandTests {
  private static let hour: Int64 = 3_600
  private static let day: Int64 = 86_400

  struct Jump: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let seconds: Int64
    /// What becomes of twenty posts that were to go out in half an hour.
    let posts: String
  }

  static let jumps = [
    Jump(testDescription: "+1 h", seconds: hour, posts: "sent"),
    Jump(testDescription: "+1 d", seconds: day, posts: "held"),
    Jump(testDescription: "+10 y", seconds: 3_652 * day, posts: "held"),
    Jump(testDescription: "-1 h", seconds: -hour, posts: "waiting"),
    // The minute of the day's run comes again when the jump is believed, a day before.
    Jump(testDescription: "-1 d", seconds: -day - 80, posts: "waiting"),
  ]

  /// Fault rows 78 and 79. A minute of every case is the one in which nobody believes the new time.
  @Test(arguments: jumps) func aJumpStartsNothingInBulkRepeatsNoRunAndEndsNoLease(_ jump: Jump) async throws {
    let newsroom = try TestNewsroom()
    let server = try MailRecorder(in: newsroom.url, options: ["--slow", "dot:75"])
    let (clock, ahead) = try atTheMinuteBefore(newsroom, server)
    let half = Date.now.addingTimeInterval(Double(ahead) + 1_800)
    let articles = try (1...20).map { number in
      try newsroom.folder.write("The ferry sails again, part \(number)\n\nIt sails twice.\n", to: "story-\(number).txt")
      return "story-\(number).txt"
    }
    let queued = try HeraldProcess.run(
      ["queue", "--at", half.ISO8601Format()] + articles, in: newsroom.url, environment: clock.environment)
    try #require(queued.code == 0, "\(queued)")

    let serving = try Serving(newsroom, environment: clock.environment)
    try await Serving.comes("the day's mail at its final dot") { try server.accepted.count == 1 }
    try clock.set(ahead: ahead + jump.seconds)
    try await Serving.comes("a warning") { try serving.log.contains("clock jumped") }
    try await Task.sleep(for: .seconds(5))
    #expect(newsroom.delivered.isEmpty)
    #expect(try !serving.log.contains("clock followed"))
    for _ in 0..<4 where try !serving.log.contains("clock followed") { try await Task.sleep(for: .seconds(20)) }
    if jump.posts == "sent" { try await Serving.comes("the posts") { newsroom.delivered.count == 20 } }
    try await Task.sleep(for: .seconds(20))
    #expect(newsroom.delivered.count == (jump.posts == "sent" ? 20 : 0))
    #expect(try server.accepted.count == 1, "no run twice, and no mail")
    #expect(serving.stop() == 0)
    let log = try serving.log
    #expect(log.contains("clock followed") && !log.contains("recovered"), "\(log)")
    #expect(try newsroom.count("sent") == (jump.posts == "sent" ? 21 : 1))
    #expect(try newsroom.count(jump.posts) >= 20)
    #expect(try newsroom.isBalanced())
    if jump.seconds < 0 {
      // Between two runs nobody sees a jump: the store remembers a later moment.
      let again = try newsroom.herald("run", "--drain", environment: clock.environment)
      #expect(again.code == 0 && again.err.contains("clock is behind the store"), "\(again)")
      try clock.set(ahead: ahead)
      try newsroom.herald("run", "--drain", environment: clock.environment)
      #expect(try server.accepted.count == 1 && newsroom.delivered.isEmpty)
    }
  }

  /// A step of less than five minutes is followed at once.
  @Test func aClockThatIsSetBackOverARunDoesNotRepeatIt() async throws {
    let newsroom = try TestNewsroom()
    let server = try MailRecorder(in: newsroom.url)
    let (clock, ahead) = try atTheMinuteBefore(newsroom, server)
    let serving = try Serving(newsroom, environment: clock.environment)
    try await Serving.comes("the day's mail") { try newsroom.count("sent") == 1 }
    try clock.set(ahead: ahead - 15)
    try await Serving.comes("a clock that is followed") { try serving.log.contains("clock followed") }
    try await Task.sleep(for: .seconds(20))
    #expect(serving.stop() == 0)
    #expect(try server.accepted.count == 1)
    let editions = try newsroom.done("digest", "list", "--json").out
    #expect(editions.components(separatedBy: "\"run\"").count <= 2, "\(editions)")
  }

  /// A newsroom whose digest opens in the next minute, by its clock some seconds from now.
  private func atTheMinuteBefore(_ newsroom: TestNewsroom, _ server: MailRecorder) throws -> (LaterClock, Int64) {
    let now = Int64(Date.now.timeIntervalSince1970)
    let ahead = 60 - now % 60 - 8
    let run = Date(timeIntervalSince1970: Double((now + ahead) / 60 * 60 + 60))
    var utc = Calendar(identifier: .gregorian)
    utc.timeZone = .gmt
    let time = utc.dateComponents([.hour, .minute], from: run)
    try newsroom.configure(
      """
      newsroom: { name: The Harbour Courier, timezone: UTC }
      channels:
        x: { sender: file, directory: outbox/x }
        mail: { sender: smtp, server: "smtp://127.0.0.1:\(server.port)", tls: none, from: News <news@example.org> }
      digests:
        daily: { channel: mail, list: readers, every: "daily \(time.hour!):\(String(format: "%02d", time.minute!))" }
      """)
    let clock = try LaterClock(newsroom, ahead: ahead)
    for arguments in [["subscribers", "add", "--list", "readers", "ada@example.net"], ["add", TestNewsroom.story]] {
      let ended = try HeraldProcess.run(arguments, in: newsroom.url, environment: clock.environment)
      try #require(ended.code == 0, "\(ended)")
    }
    return (clock, ahead)
  }
}
