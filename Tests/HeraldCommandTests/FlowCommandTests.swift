import Foundation
import Glibc
import Servers
import Testing

/// How fast a channel goes and what stops it, through `herald run` beside servers that misbehave.
@Suite(.serialized, .timeLimit(.minutes(15))) struct FlowCommandTests {
  private static let secret = "whsec_Wmlubm9iZXItNDcxMS1LYXJtZXNpbi1Jbi1CYXNlNjQ="

  /// A newsroom whose channel `there` is a webhook, with so many posts in its queue.
  private func posts<T>(
    _ count: Int, _ faults: [FakeNetwork.Plan.Fault] = [], keys: String = "sessions: 1",
    _ body: (TestNewsroom, FakeNetwork) async throws -> T
  ) async throws -> T {
    let plan = FakeNetwork.Plan(faults, settings: ["token": .text(Self.secret)])
    return try await FakeNetwork.with("webhook", plan) { fake in
      let newsroom = try TestNewsroom()
      try newsroom.folder.write(Self.secret + "\n", to: "secret")
      try newsroom.configure(
        """
        newsroom: { name: The Harbour Courier, timezone: UTC }
        channels:
          there: { sender: webhook, url: "\(fake.url)/herald", secret: { file: secret }, \(keys) }
        """)
      for number in 1...count { try newsroom.folder.write(story(number), to: "story-\(number).txt") }
      let files = (1...count).map { "story-\($0).txt" }
      let queued = try HeraldProcess.run(["queue"] + files, in: newsroom.url)
      try #require(queued.code == 0, "\(queued)")
      let result = try await body(newsroom, fake)
      #expect(try fake.problems() == [])
      #expect(try newsroom.isBalanced())
      return result
    }
  }

  private func story(_ number: Int) -> String {
    "The ferry sails again, part \(number)\n\nIt sails twice a day from pier \(number) and calls at both islands.\n"
  }

  private func channel(_ newsroom: TestNewsroom) throws -> [String: Any] {
    let report = try newsroom.done("channels", "list", "--json").object()
    return try #require((report["channels"] as? [[String: Any]])?.first)
  }

  private func cause(_ newsroom: TestNewsroom) throws -> String? {
    (try channel(newsroom)["closing"] as? [String: Any])?["cause"] as? String
  }

  private func attempts(_ newsroom: TestNewsroom, _ job: Int) throws -> Int? {
    try newsroom.done("jobs", "show", "\(job)", "--json").object()["attempts"] as? Int
  }

  // MARK: - Rates

  /// At the far side no second holds more than the rate and what was on its way, and a rest gives no more than the burst;
  /// a kill in the middle changes neither.
  @Test func aBacklogOf500PostsGoesOutAtTheBurstCapAlsoAcrossAKill() async throws {
    let (rate, burst, sessions) = (100.0, 5.0, 4.0)
    try await posts(500, keys: "rate: 100 per 1s, burst: 5, sessions: 4") { newsroom, fake in
      let first = try Serving(newsroom)
      try await Serving.comes("150 posts") { try fake.posts().count >= 150 }
      first.send(SIGKILL)
      first.process.waitForEnd()
      let second = try Serving(newsroom)
      try await Serving.comes("500 posts") { try fake.posts().count >= 500 }
      try await Serving.comes("their outcomes") { try newsroom.count("sent") == 500 }
      #expect(second.stop() == 0)
      let posts = try fake.posts()
      #expect(posts.count == 500 && Set(posts.compactMap(\.key)).count == 500)
      let times = try fake.attempts().compactMap(\.at).sorted()
      #expect(times.count <= 500 + Int(sessions), "only what was in hand is sent again")
      for (span, most) in [(0.1, burst + rate / 10), (1, rate)] {
        var (begin, fullest) = (0, 0)
        for end in times.indices {
          while times[end] - times[begin] > span { begin += 1 }
          fullest = max(fullest, end - begin + 1)
        }
        #expect(Double(fullest) <= most + sessions + 1, "in \(span) s")
      }
      #expect(try #require(times.last) - times[0] >= (500 - burst) / rate)
    }
  }

  /// What is left of a rate is stored: the next process does not begin anew.
  @Test func aRateThatIsUsedUpIsSaidAndKeptByTheNextProcess() async throws {
    try await posts(2, keys: "rate: 1 per 1h, burst: 1") { newsroom, fake in
      for _ in 0..<2 {
        let ended = try newsroom.herald("run", "--drain")
        #expect(ended.code == 69, "\(ended)")
        let says = "the channel there waits: its rate of 1 per 1h is used up; nothing goes before 20"
        #expect(ended.err.contains(says), "\(ended)")
        #expect(try fake.attempts().count == 1)
      }
      let listed = try newsroom.done("channels", "list").out
      #expect(listed.contains("1 per 1h") && listed.contains("its rate is used up: the next goes "), "\(listed)")
      #expect(try newsroom.done("why", "2").out.contains("rate"))
      #expect(try newsroom.done("status").out.contains("sent 1  its rate is used up: the next goes 20"))
      #expect(try channel(newsroom)["nextPermit"] is String)
      #expect(try attempts(newsroom, 2) == 0)
    }
  }

  // MARK: - A far side that has enough

  /// Fault row 55, through the binary: the whole channel waits, no attempt is spent.
  @Test func a429ClosesTheChannelForItsTimeAndSpendsNoAttempt() async throws {
    try await posts(3, [FakeNetwork.Plan.Fault("limit", value: "12")]) { newsroom, fake in
      let serving = try Serving(newsroom)
      try await Serving.comes("a closed channel") { try cause(newsroom) == "busy" }
      #expect(try newsroom.done("channels", "list").out.contains("429"))
      let status = try newsroom.done("status").out
      #expect(status.contains("429") && status.contains("closed, as said above"), "\(status)")
      #expect(try newsroom.done("why", "2").out.contains("429"))
      try await Serving.comes("three posts") { try fake.posts().count == 3 }
      try await Serving.comes("their outcomes") { try newsroom.count("sent") == 3 }
      #expect(serving.stop() == 0)
      let times = try fake.attempts().compactMap(\.at)
      #expect(times.count == 4 && times[1] - times[0] >= 12 && times[1] - times[0] < 60, "\(times)")
      let shown = try newsroom.done("jobs", "show", "1")
      #expect(try attempts(newsroom, 1) == 0, "\(shown)")
      #expect(try cause(newsroom) == nil)
    }
  }

  @Test func aDrainWaitsForSecondsAndSaysWhatItDoesNotWaitFor() async throws {
    try await posts(1, [FakeNetwork.Plan.Fault("limit", value: "2")]) { newsroom, fake in
      let ended = try newsroom.done("run", "--drain")
      #expect(ended.out.hasPrefix("sent 1,"))
      #expect(try fake.attempts().count == 2)
    }
    try await posts(1, [FakeNetwork.Plan.Fault("limit", value: "600")]) { newsroom, fake in
      for _ in 0..<2 {
        let ended = try newsroom.herald("run", "--drain")
        #expect(ended.code == 69 && ended.err.contains("the channel there is blocked: ") && ended.err.contains("429"))
        #expect(ended.err.contains("nothing goes before "), "\(ended)")
        #expect(try fake.attempts().count == 1, "its time is heeded by the next process too")
      }
      #expect(try newsroom.done("channels", "resume", "there").out == "there goes on\n")
      try newsroom.done("run", "--drain")
      #expect(try fake.posts().count == 1)
    }
  }

  // MARK: - The circuit breaker

  /// It opens after three failures in a row, is half open with one job for each new process, and closes when that went.
  @Test func aServerThatNobodyReachesIsTriedByOneJobUntilItIsThere() async throws {
    let newsroom = try TestNewsroom()
    var sent = 0
    let failing = try await MisbehavingServer.with(Script([.at(.greeting, .drop)])) { server in
      try mails(newsroom, server, to: (1...30).map { "reader\($0)@example.net" })
      var connections = 0
      for run in 0..<3 {
        let serving = try Serving(newsroom)
        try await Serving.comes("a closed channel") { try serving.log.contains("channel closed") }
        // What comes now would be too much.
        try await Task.sleep(for: .milliseconds(1_500))
        #expect(try cause(newsroom) == "unreachable")
        #expect(serving.stop() == 0)
        let seen = try server.record().endings.count
        // Three failures close it. By then six attempts have begun, and one that is refused while others connect takes
        // that for a limit, and connects once more.
        let isRight = run == 0 ? (3...12).contains(seen) : seen == connections + 1
        #expect(isRight, "run \(run): \(seen) after \(connections)")
        connections = seen
        sent += try newsroom.count("sent")
      }
    }
    #expect(sent == 0 && failing.accepted.isEmpty)
    let good = try await MisbehavingServer.with(Script([.at(.dot, .wait(1), .usual, times: 1)])) { server in
      try configure(newsroom, server)
      let serving = try Serving(newsroom)
      try await Serving.comes("all mails") { try newsroom.count("sent") == 30 }
      #expect(serving.stop() == 0)
    }
    #expect(good.accepted.count == 30)
    // One tried it, and only when that had its answer, a second after it was taken, did the others follow.
    let second = try #require(good.events.filter { $0.line == "DATA" }.dropFirst().first)
    #expect(second.at - good.accepted[0].at >= 1)
    #expect(try cause(newsroom) == nil && newsroom.isBalanced())
  }

  /// A person need not wait: within a second the daemon goes on.
  @Test func resumeOpensAClosedChannelWhileTheDaemonRuns() async throws {
    try await posts(2, [FakeNetwork.Plan.Fault("limit", value: "3600")]) { newsroom, fake in
      let serving = try Serving(newsroom)
      try await Serving.comes("a closed channel") { try cause(newsroom) == "busy" }
      try newsroom.done("channels", "resume", "there")
      let resumed = Date.now
      try await Serving.comes("both") { try fake.posts().count == 2 }
      #expect(Date.now.timeIntervalSince(resumed) < 60, "within a second, on a machine that has nothing else to do")
      #expect(serving.stop() == 0)
      #expect(try serving.log.contains("channel resumed"))
    }
  }

  // MARK: - Slow destinations

  @Test func aDomainThatHasTooMuchToDoSlowsAlone() async throws {
    let newsroom = try TestNewsroom()
    let slow = (1...20).map { "reader\($0)@slow.example" }
    let record = try await MisbehavingServer.with(
      Script([.at(.rcpt, .send("451 4.7.1 slow down\r\n"), recipient: "slow.example")])
    ) { server in
      try mails(newsroom, server, to: slow + (1...40).map { "reader\($0)@fast.example" })
      let serving = try Serving(newsroom)
      try await Serving.comes("all mails of the fast one") { try newsroom.count("sent") == 40 }
      try await Serving.comes("a slowed destination") { try serving.log.contains("until=") }
      let slowed = try #require(try channel(newsroom)["slowed"] as? [[String: Any]])
      #expect(slowed.map { $0["destination"] as? String } == ["slow.example"])
      #expect(try cause(newsroom) == nil, "the channel itself is open")
      #expect(try newsroom.done("channels", "list").out.contains("slow.example: "))
      let waiting = try newsroom.done("jobs", "list", "--state", "waiting", "--json").out
      #expect(waiting.contains("slow.example") && !waiting.contains("fast.example"))
      #expect(serving.stop() == 0)
    }
    #expect(record.accepted.count == 40)
    let tried = record.events.filter { $0.line?.contains("@slow.example") == true }.count
    // Four at once, then two, then one, then nothing.
    #expect((4...8).contains(tried), "\(tried)")
    #expect(try newsroom.isBalanced())
  }

  private func mails(_ newsroom: TestNewsroom, _ server: MisbehavingServer, to readers: [String]) throws {
    try configure(newsroom, server)
    try newsroom.folder.write("email,name\n" + readers.map { "\($0),\n" }.joined(), to: "readers.csv")
    try newsroom.done("subscribers", "import", "--list", "readers", "readers.csv")
    try newsroom.done("add", TestNewsroom.story)
    try newsroom.done("digest", "open", "weekly")
  }

  private func configure(_ newsroom: TestNewsroom, _ server: MisbehavingServer) throws {
    try newsroom.configure(
      """
      channels:
        mail: { sender: smtp, server: "smtp://127.0.0.1:\(server.port)", tls: none, sessions: 4,
                from: Harbour Courier <news@example.org> }
      digests:
        weekly: { channel: mail, list: readers }
      """)
  }

  // MARK: - Order and expiry

  @Test func whatIsFirstGoesFirstAndTheRestInOrder() async throws {
    try await posts(4) { newsroom, fake in
      try newsroom.done("jobs", "move", "3", "--first")
      try newsroom.done("jobs", "move", "1", "--later")
      try newsroom.folder.write(story(5), to: "story-5.txt")
      try newsroom.done("queue", "story-5.txt", "--first")
      try newsroom.done("run", "--drain")
      let parts = try fake.posts().compactMap { $0.text?.firstMatch(of: #/part (\d)/#).map { String($0.1) } }
      #expect(parts == ["3", "5", "2", "4", "1"])
    }
  }

  @Test func whatIsWorthNothingAnyMoreEndsByItselfAndIsNamed() async throws {
    try await posts(2, keys: "expires: 1s") { newsroom, fake in
      try newsroom.done("channels", "pause", "there")
      try await Task.sleep(for: .milliseconds(1_500))
      let serving = try Serving(newsroom)
      try await Serving.comes("two that failed") { try newsroom.count("failed") == 2 }
      #expect(serving.stop() == 0)
      #expect(try newsroom.done("jobs", "list", "--state", "failed").out.contains("expired"))
      #expect(try newsroom.done("why", "1").out.contains("expired"))
      #expect(try fake.attempts().isEmpty)
    }
  }
}
