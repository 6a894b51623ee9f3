import Foundation
import Glibc
import Servers
import Testing

/// Fault rows 3 to 8: `kill -9` in every phase of a transaction, then a restart, then the books are compared with what the
/// server wrote down. One reader, one session; system calls are counted with strace.
@Suite(.serialized, .timeLimit(.minutes(15))) struct SMTPCrashTests {
  // MARK: - Before the mark

  @Test(arguments: ["greeting", "ehlo", "auth", "mail", "rcpt", "data"])
  func aKillBeforeTheBodyLeavesNoDoubt(_ phase: String) throws {
    let post = try PostOffice(hanging: phase, options: ["--auth", "news:secret"], login: true)
    try post.killWhileHanging(in: phase)
    try post.expectOneMailWithoutDoubt()
  }

  /// The server takes 64 kB and the system keeps little more, so the body cannot have left Herald's hands.
  @Test func aKillInTheMiddleOfTheBodyLeavesNoDoubt() throws {
    let post = try PostOffice(hanging: "body", options: ["--small-window"], briefOctets: 1_000_000)
    try post.killWhileHanging(in: "body")
    try post.expectOneMailWithoutDoubt()
    #expect(try #require(post.server.accepted.first).size > 1_000_000)
  }

  // MARK: - Between the mark and the reply

  /// Every write to the server is tried in turn, until the message has arrived: EHLO, the commands, the body, the dot.
  @Test func aKillBetweenTheMarkAndTheDotIsUncertain() throws {
    var endings: [String] = []
    for number in 1...20 {
      let post = try PostOffice(onUncertain: "hold")
      try #require(try post.isKilled(entering: "sendto", number: number))
      // QUIT: that was all.
      guard try post.server.accepted.isEmpty else { break }
      if try post.isInDoubt() {
        endings.append(try post.job().state)
        #expect(try post.server.accepted.isEmpty, "a job in doubt that is on hold is not sent")
        #expect(try post.newsroom.isBalanced())
      } else {
        endings.append("repeated")
        try post.expectOneMailWithoutDoubt()
      }
    }
    #expect(endings.count >= 3 && endings.dropLast().allSatisfy { $0 == "repeated" }, "\(endings)")
    #expect(endings.last == "held (uncertain)", "\(endings)")
  }

  @Test func aKillAfterTheDotAndBeforeTheReplyIsRepeatedOnceWithTheSameBytes() throws {
    let post = try PostOffice(hanging: "dot")
    let killed = Date()
    try post.killWhileHanging(in: "dot")
    try post.newsroom.done("run", "--drain")
    let waiting = try post.job()
    #expect(waiting.state == "waiting" && Set(waiting.endings) == ["uncertain"], "\(waiting)")
    #expect(try #require(waiting.due) >= killed + 15 * 60)
    try post.newsroom.done("run", "--drain")
    #expect(try post.server.accepted.count == 1, "not before its time")

    try post.drainLater(by: 16 * 60)
    let sent = try post.job()
    #expect(sent.state == "sent" && sent.endings == waiting.endings + ["sent"], "\(sent)")
    let mails = try post.server.accepted
    #expect(mails.count == 2 && Set(mails).count == 1, "the same bytes, Message-ID and reader: \(mails)")
    #expect(try post.newsroom.isBalanced())
  }

  @Test func aKillAfterTheDotOnHoldIsNeverRepeated() throws {
    let post = try PostOffice(hanging: "dot", onUncertain: "hold")
    try post.killWhileHanging(in: "dot")
    try post.newsroom.done("run", "--drain")
    try post.drainLater(by: 24 * 3_600)
    let held = try post.job()
    #expect(held.state == "held (uncertain)" && Set(held.endings) == ["uncertain"], "\(held)")
    #expect(try post.server.accepted.count == 1)
    #expect(try post.newsroom.isBalanced())
  }

  // MARK: - After the reply

  /// The writes to the store that follow the dot are its outcome's commit: a kill before the first of them is row 7.
  @Test func aKillAfterTheReplyAndBeforeItsRecordIsUncertain() throws {
    let first = try #require(try PostOffice(onUncertain: "hold").writesAfterTheDot("pwrite64").first)
    let post = try PostOffice(onUncertain: "hold")
    #expect(try post.isKilled(entering: "pwrite64", number: first))
    #expect(try post.server.events.contains("replied 1"))
    #expect(try post.isInDoubt())
    let held = try post.job()
    #expect(held.state == "held (uncertain)" && Set(held.endings) == ["uncertain"], "\(held)")
    #expect(try post.server.accepted.count == 1)
    #expect(try post.newsroom.isBalanced())
  }

  @Test(arguments: ["pwrite64", "fdatasync"])
  func aKillDuringTheCommitOfTheOutcomeIsSentOrUncertainAndNeverWaiting(_ call: String) throws {
    let numbers = try PostOffice(onUncertain: "hold").writesAfterTheDot(call)
    try #require(!numbers.isEmpty)
    // Beginning, middle and end of the commit, and what follows it.
    for number in Set([0, numbers.count / 3, numbers.count / 2, numbers.count - 1].map { numbers[$0] }).sorted() {
      let post = try PostOffice(onUncertain: "hold")
      #expect(try post.isKilled(entering: call, number: number))
      #expect(try post.server.events.contains("replied 1"), "\(call) \(number)")
      try post.newsroom.done("run", "--drain")
      let job = try post.job()
      #expect(["sent", "held (uncertain)"].contains(job.state), "\(call) \(number): \(job)")
      #expect(try post.server.accepted.count == 1, "\(call) \(number)")
      #expect(try post.newsroom.isBalanced())
    }
  }
}

/// A newsroom that owes one reader one digest, and the mail server that it goes to.
private struct PostOffice {
  let newsroom: TestNewsroom
  let server: MailRecorder

  init(
    hanging phase: String? = nil, options: [String] = [], onUncertain: String = "retry", login: Bool = false,
    briefOctets: Int = 0
  ) throws {
    newsroom = try TestNewsroom()
    server = try MailRecorder(in: newsroom.url, hanging: phase, options: options)
    try newsroom.folder.write("secret\n", to: "password")
    try newsroom.configure(
      """
      newsroom: { name: The Harbour Courier, timezone: UTC }
      channels:
        mail:
          sender: smtp
          server: "smtp://127.0.0.1:\(server.port)"
          tls: none
          from: Harbour Courier <news@example.org>
          on-uncertain: \(onUncertain)
          sessions: 1
      \(login ? "    username: news\n    password: { file: password }" : "")
      digests:
        weekly: { channel: mail, list: readers }
      """)
    try newsroom.done("subscribers", "add", "--list", "readers", "ada@example.net")
    try newsroom.done("add", TestNewsroom.story)
    if briefOctets > 0 {
      let sentence = "The ferry to Lysholm sails every two hours from Monday until the mole is mended again. "
      let brief = String(repeating: sentence, count: 100)
      let briefs = (1...(briefOctets / brief.utf8.count + 1)).map { "- Number \($0). \(brief)" }
      try newsroom.folder.write(
        "# A long week in the harbour\n\nMuch has happened.\n\n## News Briefs\n\n" + briefs.joined(separator: "\n")
          + "\n",
        to: "long.md")
      try newsroom.done("add", "long.md")
    }
    try newsroom.done("digest", "open", "weekly")
  }

  // MARK: - Kills

  func killWhileHanging(in phase: String) throws {
    let process = try HeraldProcess.start(["run", "--drain"], in: newsroom.url)
    defer {
      kill(process.processIdentifier, SIGKILL)
      process.waitForEnd()
    }
    try server.waitUntilHanging(in: phase)
    #expect(process.isRunning)
  }

  private static let ofTheStore: Set = ["pwrite64", "fdatasync"]

  /// Only calls on the store's log.
  private var log: String { "-P \(newsroom.url.path)/herald.db-wal" }

  /// Drains under strace, which ends the process as it enters the call with this number (counted in each thread; with
  /// `--seccomp-bpf` strace 6.1 does not count). False when it came to its end before that.
  func isKilled(entering call: String, number: Int) throws -> Bool {
    let ended = try HeraldProcess.shell(
      "exec strace -f -qq -o /dev/null \(Self.ofTheStore.contains(call) ? log : "") -e trace=\(call) -e inject=\(call):signal=SIGKILL:when=\(number) "
        + "\"$herald\" run --drain", in: newsroom.url)
    // strace ends as its child did: by the same signal, or with 128 + 9 through the shell.
    let wasKilled = ended.code == -SIGKILL || ended.code == 128 + SIGKILL
    if !wasKilled { #expect(ended.code == 0, "\(ended)") }
    return wasKilled
  }

  /// The numbers, in their thread, of these calls on the way from the final dot to the end of a drain without faults.
  func writesAfterTheDot(_ call: String) throws -> [Int] {
    let trace = newsroom.url.appending(path: "trace")
    let ended = try HeraldProcess.shell(
      "exec strace -f -y -qq -s 65536 -o trace -e trace=sendto,\(call) \"$herald\" run --drain", in: newsroom.url)
    #expect(ended.code == 0, "\(ended)")
    var isAfterTheDot = false
    var thread: Substring?
    var counts: [Substring: Int] = [:]
    var before: [Substring: Int] = [:]
    var numbers: [Int] = []
    for line in try String(contentsOf: trace, encoding: .utf8).split(separator: "\n") {
      // Number of the thread, call.
      let words = line.split(separator: " ", maxSplits: 1).map { $0.drop { $0 == " " } }
      guard words.count == 2 else { continue }
      // Alone, or behind a message that is short.
      if words[1].hasPrefix("sendto("), words[1].contains(#".\r\n""#) { isAfterTheDot = true }
      guard words[1].hasPrefix("\(call)("), words[1].contains("/herald.db-wal>") else { continue }
      counts[words[0], default: 0] += 1
      if !isAfterTheDot { before[words[0]] = counts[words[0]] }
      // The thread that writes first after the dot is the store's.
      if isAfterTheDot, thread ?? words[0] == words[0] {
        thread = words[0]
        numbers.append(counts[words[0]] ?? 0)
      }
    }
    // A number that another thread reaches before the dot would end the process there.
    let others = before.filter { $0.key != thread }.values.max() ?? 0
    return numbers.filter { $0 > others }
  }

  /// Drains by a clock that is so many seconds ahead.
  func drainLater(by seconds: Int) throws {
    let source = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Servers/later.c")
    let library = newsroom.url.appending(path: "later.so")
    let built = try HeraldProcess.shell("exec cc -shared -fPIC -o \(library.path) \(source.path)", in: newsroom.url)
    try #require(built.code == 0, "\(built)")
    let ended = try newsroom.herald(
      "run", "--drain", environment: ["LD_PRELOAD": library.path, "LATER": "\(seconds)"])
    #expect(ended.code == 0, "\(ended)")
  }

  // MARK: - The books

  struct Job {
    let state: String
    let due: Date?
    let endings: [String]
  }

  func job() throws -> Job {
    let shown = try newsroom.done("jobs", "show", "1", "--json").object()
    let deliveries = try #require(shown["deliveries"] as? [[String: Any]])
    let reason = (shown["reason"] as? String).map { " (\($0))" } ?? ""
    return Job(
      state: try #require(shown["state"] as? String) + reason,
      due: try (shown["due"] as? String).map {
        try Date($0, strategy: Date.ISO8601FormatStyle(includingFractionalSeconds: true))
      }, endings: deliveries.compactMap { $0["outcome"] as? String })
  }

  /// Restarts, and says whether the dead process had marked the job.
  func isInDoubt() throws -> Bool {
    try newsroom.done("run", "--drain")
    return try job().endings.first == "uncertain"
  }

  /// Restarts: the mail goes out, and nobody speaks of doubt.
  func expectOneMailWithoutDoubt(at place: SourceLocation = #_sourceLocation) throws {
    try newsroom.done("run", "--drain", at: place)
    let job = try job()
    #expect(job.state == "sent" && job.endings == ["sent"], "\(job)", sourceLocation: place)
    #expect(try server.accepted.map(\.recipient) == ["ada@example.net"], sourceLocation: place)
    #expect(try newsroom.isBalanced(), sourceLocation: place)
  }
}
