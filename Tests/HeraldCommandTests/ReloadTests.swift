import Foundation
import Glibc
import Herald
import Testing

@testable import HeraldCommand

/// SIGHUP: the configuration is read again, or it is said why not.
@Suite(.serialized, .timeLimit(.minutes(15))) struct ReloadTests {
  private static let one = "channels:\n  y: { sender: file, directory: outbox/y }\n"

  private func serving(_ yaml: String = one) throws -> (TestNewsroom, Serving) {
    let newsroom = try TestNewsroom()
    try newsroom.configure(yaml)
    let serving = try Serving(newsroom)
    try serving.waitUntilAtWork(newsroom)
    return (newsroom, serving)
  }

  @Test func aChannelThatIsAddedWhileItRunsDelivers() throws {
    let (newsroom, serving) = try serving()
    try newsroom.configure(Self.one + "  z: { sender: file, directory: outbox/z }\n")
    try newsroom.done("queue", TestNewsroom.story)
    try Serving.wait("one file") { newsroom.delivered.count == 1 }
    #expect(newsroom.delivered.allSatisfy { $0.hasPrefix("outbox/y/") }, "nobody works for z yet")
    try serving.reload()
    try Serving.wait("two files") { newsroom.delivered.count == 2 }
    #expect(serving.stop() == 0)
    #expect(try newsroom.isBalanced() && newsroom.count("sent") == 2)
  }

  static let wrong: [(yaml: String, says: String)] = [
    (
      "channels:\n  y: { sender: file, directroy: outbox/y }\n",
      "Config/herald.yaml:2: channels.y: `directory` is missing"
    ),
    ("channels: [\n", "Config/herald.yaml:"), ("channels: {}\n", "there is no channel to work for"),
    (one + "store: sqlite:other.db\n", "stop `herald run` and start it again"),
    (one + "alerts:\n  mail: { channel: y, to: a@example.org }\n", "Config/herald.yaml:4: alerts.mail"),
  ]

  @Test(arguments: wrong) func aWrongOneIsNamedWithItsLineAndTheOldOneStays(_ yaml: String, _ says: String) throws {
    let (newsroom, serving) = try serving()
    try newsroom.configure(yaml)
    try serving.reload(expecting: "configuration refused, the one before stays in force")
    let log = try serving.log
    #expect(log.contains(says), "\(log)")
    try newsroom.configure(Self.one)
    try newsroom.done("queue", TestNewsroom.story)
    try Serving.wait("a file") { newsroom.delivered.count == 1 }
    try serving.reload()
    #expect(serving.stop() == 0)
    #expect(!FileManager.default.fileExists(atPath: newsroom.url.appending(path: "other.db").path))
  }

  @Test func templatesAreReadAgainToo() throws {
    let (newsroom, serving) = try serving()
    try newsroom.folder.write("{{titel}}\n", to: "Templates/post.mustache")
    try serving.reload(expecting: "configuration refused, the one before stays in force")
    let log = try serving.log
    #expect(log.contains("post.mustache:1"), "\(log)")
    try newsroom.folder.write("{{title}}\n", to: "Templates/post.mustache")
    try serving.reload()
    #expect(serving.stop() == 0)
  }

  @Test func whatWaitsForItsAnswerIsWaitedFor() throws {
    let newsroom = try TestNewsroom()
    let server = try MailRecorder(in: newsroom.url, options: ["--slow", "dot:2"])
    try mails(newsroom, server, readers: 2, sessions: 1)
    let serving = try Serving(newsroom)
    try Serving.wait("a final dot") { try server.accepted.count == 1 }
    try serving.reload()
    #expect(try server.events.contains("replied 1") && newsroom.count("sent") >= 1)
    try Serving.wait("both") { try newsroom.count("sent") == 2 }
    #expect(try server.accepted.count == 2)
    #expect(serving.stop() == 0)
  }

  @Test func underLoadNothingIsLostAndNothingDoubled() throws {
    let newsroom = try TestNewsroom()
    let server = try MailRecorder(in: newsroom.url)
    try mails(newsroom, server, readers: 3_000, sessions: 8)
    let serving = try Serving(newsroom)
    var reloads = 0
    for _ in 0..<12 {
      try Serving.wait("more mails") { try server.accepted.count > reloads * 20 }
      try serving.reload()
      reloads += 1
    }
    let during = try server.accepted.count
    try Serving.wait("all of them") { try server.accepted.count >= 3_000 }
    #expect(serving.stop() == 0)
    #expect(during < 3_000, "they were in the middle of it")
    let accepted = try server.accepted
    #expect(accepted.count == 3_000 && Set(accepted.map(\.recipient)).count == 3_000)
    #expect(try newsroom.count("sent") == 3_000 && newsroom.isBalanced())
  }

  private func mails(_ newsroom: TestNewsroom, _ server: MailRecorder, readers: Int, sessions: Int) throws {
    try newsroom.configure(
      """
      channels:
        mail: { sender: smtp, server: "smtp://127.0.0.1:\(server.port)", tls: none, on-uncertain: hold,
                from: Harbour Courier <news@example.org>, sessions: \(sessions) }
      digests:
        weekly: { channel: mail, list: readers }
      """)
    let people = (1...readers).map { "reader\($0)@example.net,\n" }.joined()
    try newsroom.folder.write("email,name\n" + people, to: "readers.csv")
    try newsroom.done("subscribers", "import", "--list", "readers", "readers.csv")
    try newsroom.done("add", TestNewsroom.story)
    try newsroom.done("digest", "open", "weekly")
  }

  /// Nobody is left to stop what goes on without its terminal.
  @Test func aTerminalThatIsClosedEndsIt() throws {
    let newsroom = try TestNewsroom()
    try newsroom.configure(Self.one)
    try newsroom.folder.write(
      """
      import os, pty, sys, time
      pid, terminal = pty.fork()
      if pid == 0:
          os.execv(sys.argv[1], ["herald", "run"])
      deadline = time.time() + 30
      while not os.path.exists("herald.db.daemon") and time.time() < deadline:
          time.sleep(0.05)
      time.sleep(2)
      os.close(terminal)
      while time.time() < deadline:
          ended, status = os.waitpid(pid, os.WNOHANG)
          if ended:
              print(os.waitstatus_to_exitcode(status))
              break
          time.sleep(0.05)
      else:
          os.kill(pid, 9)
          print("it went on")
      """, to: "terminal.py")
    let ended = try HeraldProcess.shell("python3 terminal.py \"$herald\"", in: newsroom.url)
    // Its last line had nowhere to go.
    #expect(ended.out == "69\n", "\(ended)")
  }
}
