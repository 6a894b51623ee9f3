import Foundation
import Glibc
import Herald
import HeraldStore
import Servers
import Testing

@testable import HeraldCommand

/// Fault rows 20 to 22: what a signal ends, what it waits for, and what never goes out after it.
@Suite(.serialized, .timeLimit(.minutes(15))) struct SignalTests {
  private func post(_ options: [String] = [], readers: Int = 3) throws -> (newsroom: TestNewsroom, server: MailRecorder)
  {
    let newsroom = try TestNewsroom()
    let server = try MailRecorder(in: newsroom.url, options: options)
    try newsroom.configure(
      """
      newsroom: { name: The Harbour Courier, timezone: UTC }
      channels:
        mail: { sender: smtp, server: "smtp://127.0.0.1:\(server.port)", tls: none, on-uncertain: hold,
                from: Harbour Courier <news@example.org>, sessions: 1 }
      digests:
        weekly: { channel: mail, list: readers }
      """)
    for number in 1...readers {
      try newsroom.done("subscribers", "add", "--list", "readers", "reader\(number)@example.net")
    }
    try newsroom.done("add", TestNewsroom.story)
    try newsroom.done("digest", "open", "weekly")
    return (newsroom, server)
  }

  private func wait(_ what: String, until holds: () throws -> Bool) throws {
    for _ in 0..<4_000 {
      if try holds() { return }
      usleep(5_000)
    }
    throw Wrong("it did not come to this in 20 seconds: \(what)")
  }

  /// Row 20. The limit leaves room for a busy machine; on a quiet one it takes some 20 ms.
  @Test(arguments: [SIGTERM, SIGINT]) func anIdleDaemonEndsWithinASecond(_ signal: Int32) throws {
    let newsroom = try TestNewsroom()
    try newsroom.done("queue", TestNewsroom.story)
    let process = try HeraldProcess.start(["run"], in: newsroom.url)
    defer { if process.isRunning { kill(process.processIdentifier, SIGKILL) } }
    try wait("three files") { newsroom.delivered.count == 3 }
    usleep(300_000)
    var code: Int32?
    let took = ContinuousClock().measure {
      kill(process.processIdentifier, signal)
      code = process.waitForEnd()
    }
    #expect(code == 0)
    #expect(took < .seconds(1), "\(took)")
    #expect(try newsroom.isBalanced())
  }

  /// Row 20.
  @Test func whileAReplyIsOutstandingTheEndWaitsForIt() throws {
    let (newsroom, server) = try post(["--slow", "dot:2"])
    let process = try HeraldProcess.start(["run", "--drain"], in: newsroom.url)
    defer { if process.isRunning { kill(process.processIdentifier, SIGKILL) } }
    try wait("a final dot") { try server.accepted.count == 1 }
    kill(process.processIdentifier, SIGTERM)
    #expect(process.waitForEnd() == 0)
    #expect(try server.events.contains("replied 1"))
    #expect(try server.accepted.count == 1, "nothing new begins")
    #expect(try newsroom.count("sent") == 1)
    #expect(try newsroom.count("leased") == 0)
    try newsroom.done("run", "--drain")
    #expect(try server.accepted.count == 3 && newsroom.count("sent") == 3)
    #expect(try newsroom.isBalanced())
  }

  /// Row 21.
  @Test(arguments: [SIGTERM, SIGINT]) func aSecondSignalEndsAtOnceAndSendsNothingMore(_ signal: Int32) throws {
    let (newsroom, server) = try post(["--hang", "dot"])
    let process = try HeraldProcess.start(["run", "--drain"], in: newsroom.url)
    defer { if process.isRunning { kill(process.processIdentifier, SIGKILL) } }
    try wait("a final dot") { try server.accepted.count == 1 }
    kill(process.processIdentifier, signal)
    usleep(300_000)
    #expect(process.isRunning, "the first waits for the answer")
    kill(process.processIdentifier, signal)
    #expect(process.waitForEnd() == 75)
    #expect(try server.accepted.count == 1)
    try newsroom.done("run", "--drain")
    #expect(try newsroom.count("held") == 1 && newsroom.count("sent") == 2)
    #expect(try Set(server.accepted.map(\.recipient)).count == 3 && server.accepted.count == 3, "nobody has two")
    #expect(try newsroom.isBalanced())
  }

  /// Row 21: Herald does not catch it, so it is as any other death.
  @Test func aHangUpIsAsAKill() throws {
    let (newsroom, server) = try post(["--hang", "data"])
    let process = try HeraldProcess.start(["run", "--drain"], in: newsroom.url)
    defer { if process.isRunning { kill(process.processIdentifier, SIGKILL) } }
    try server.waitUntilHanging(in: "data")
    kill(process.processIdentifier, SIGHUP)
    #expect(process.waitForEnd() == -SIGHUP)
    try newsroom.done("run", "--drain")
    #expect(try newsroom.count("sent") == 3 && server.accepted.count == 3)
    #expect(try newsroom.isBalanced())
  }

  /// Row 22. The lease ends by the clock of the second claimant, which is two minutes ahead.
  @Test func aProcessThatSleptPastItsLeaseSendsNothing() async throws {
    let (newsroom, server) = try post(["--slow", "greeting:2"], readers: 1)
    let process = try HeraldProcess.start(["run", "--drain"], in: newsroom.url)
    defer { if process.isRunning { kill(process.processIdentifier, SIGKILL) } }
    try wait("a connection") { try server.events.contains("connected") }
    kill(process.processIdentifier, SIGSTOP)
    let path = newsroom.url.appending(path: "herald.db").path
    let other = try Store(path: path, role: .command)
    let now = Instant(Date()) + 120
    #expect(try await other.recover(onlyExpired: true, now: now).waiting == 1)
    let lease = try #require(try await other.claimSuspect(networks: ["mail": .plain], until: now + 60, now: now))
    let wire = SHA256Digest(of: "sent by the second claimant")
    #expect(try await other.mark(lease, wire: wire, note: nil, until: now + 60, now: now) == .open)
    let delivery = Delivery(
      job: lease.job.id, token: lease.token, started: now, marked: now, ended: now, ending: .sent,
      receipt: Receipt(id: "second"))
    #expect(try await other.finish(lease, next: .sent(Receipt(id: "second")), delivery: delivery))
    other.close()
    kill(process.processIdentifier, SIGCONT)
    process.waitForEnd()
    #expect(try server.accepted.isEmpty, "the sleeper sends nothing")
    #expect(try newsroom.count("sent") == 1)
    #expect(try newsroom.isBalanced())
  }
}
