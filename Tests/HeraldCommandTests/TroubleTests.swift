import Foundation
import Glibc
import Servers
import Testing

@testable import HeraldCommand

/// What goes wrong around the binary: each time a clear message, the documented code, and nothing lost.
@Suite(.serialized, .timeLimit(.minutes(15))) struct TroubleTests {
  // MARK: - Channels

  @Test func anUnwritableFolderSpendsNothingAndTheJobsWait() throws {
    let newsroom = try TestNewsroom()
    try newsroom.folder.write("a file", to: "plain")
    // Below a plain file, because root may write everywhere else.
    try newsroom.configure(
      "channels:\n  x: { sender: file, directory: plain/x }\n  y: { sender: file, directory: outbox/y }\n")
    try newsroom.done("queue", TestNewsroom.story)
    let ended = try newsroom.herald("run", "--drain")
    #expect(ended.code == 69, "\(ended)")
    #expect(ended.err.contains("the channel x is blocked: "), "\(ended)")
    #expect(ended.err.contains("a part of the path is a file"), "\(ended)")
    #expect(ended.err.contains("its jobs wait, and no attempt was spent"), "\(ended)")
    #expect(ended.out.hasSuffix("sent 1, waiting 1, held 0, failed 0\n"), "\(ended)")
    let jobs = try #require(
      try newsroom.done("jobs", "list", "--channel", "x", "--json").object()["jobs"] as? [[String: Any]])
    #expect(jobs.first?["attempts"] as? Int == 0 && jobs.first?["state"] as? String == "waiting")
    unlink(newsroom.url.appending(path: "plain").path)
    #expect(try newsroom.done("run", "--drain").out == "sent 1, waiting 0, held 0, failed 0\n")
    #expect(try newsroom.isBalanced())
  }

  // MARK: - Daemons

  /// Starts `herald run` and waits until it holds its lock.
  private func daemon(_ newsroom: TestNewsroom) throws -> Process {
    let process = try HeraldProcess.start(["run"], in: newsroom.url)
    for _ in 0..<600 where process.isRunning {
      let descriptor = open(newsroom.url.appending(path: "herald.db.daemon").path, O_RDWR)
      if descriptor >= 0 {
        defer { close(descriptor) }
        if flock(descriptor, LOCK_EX | LOCK_NB) != 0 { return process }
      }
      usleep(50_000)
    }
    throw Wrong("the daemon did not start")
  }

  @Test func aSecondDaemonIsRefusedAndCommandsWorkBesideTheFirst() throws {
    let newsroom = try TestNewsroom()
    try newsroom.done("status")
    let first = try daemon(newsroom)
    defer { if first.isRunning { kill(first.processIdentifier, SIGKILL) } }
    let second = try newsroom.herald("run", "--drain")
    #expect(second.code == 75 && second.err.contains("another `herald run` works on"), "\(second)")
    let people = (1...5_000).map { "reader\($0)@example.org,Reader \($0)\n" }.joined()
    try newsroom.folder.write("email,name\n" + people, to: "readers.csv")
    try newsroom.done("subscribers", "import", "--list", "readers", "readers.csv")
    try newsroom.done("queue", TestNewsroom.story)
    for _ in 0..<600 where newsroom.delivered.count < 3 { usleep(50_000) }
    #expect(newsroom.delivered.count == 3)
    #expect(try newsroom.isBalanced())
    #expect(try newsroom.done("subscribers", "export", "--list", "readers").out.split(separator: "\n").count == 5_001)
    var code: Int32?
    let took = ContinuousClock().measure {
      kill(first.processIdentifier, SIGTERM)
      code = first.waitForEnd()
    }
    #expect(code == 0)
    #expect(took < .seconds(5), "\(took)")
    #expect(try newsroom.done("run", "--drain").out == "sent 0, waiting 0, held 0, failed 0\n")
  }

  // MARK: - The database

  @Test func aDamagedDatabaseIsNamedAndLeftAlone() throws {
    let newsroom = try TestNewsroom()
    let garbage = Data(repeating: 0x41, count: 8_192)
    try newsroom.folder.write(garbage, to: "herald.db")
    for line in ["check", "status", "audit", "run --drain", "queue \(TestNewsroom.story)", "jobs list"] {
      let ended = try HeraldProcess.run(line.split(separator: " ").map(String.init), in: newsroom.url)
      #expect(ended.code == 69 && ended.err.contains("herald.db is damaged"), "\(line): \(ended)")
    }
    #expect(try Data(contentsOf: newsroom.url.appending(path: "herald.db")) == garbage)
  }

  @Test func aDatabaseThatIsTornInTheMiddleIsNamed() throws {
    let newsroom = try TestNewsroom()
    try newsroom.done("queue", TestNewsroom.story)
    let file = newsroom.url.appending(path: "herald.db")
    var bytes = try Data(contentsOf: file)
    try #require(bytes.count > 40_000)
    for at in 8_192..<min(bytes.count, 90_000) { bytes[at] = 0x5A }
    try bytes.write(to: file)
    for line in ["check", "run --drain", "audit"] {
      let ended = try HeraldProcess.run(line.split(separator: " ").map(String.init), in: newsroom.url)
      #expect(ended.code == 69 || (line == "audit" && ended.code == 1), "\(line): \(ended)")
      #expect(!(ended.out + ended.err).contains("Fatal error"), "\(line): \(ended)")
    }
    #expect(newsroom.delivered.isEmpty)
  }

  @Test func aDatabaseOfAnotherKindOrOfALaterVersionIsRefused() throws {
    let newsroom = try TestNewsroom()
    guard FileManager.default.fileExists(atPath: "/usr/bin/python3") else { return }
    func sql(_ file: String, _ text: String) throws {
      let line =
        "/usr/bin/python3 -c 'import sqlite3,sys; c=sqlite3.connect(sys.argv[1]); c.executescript(sys.argv[2])'"
      let ended = try HeraldProcess.shell("\(line) \(file) \"\(text)\"", in: newsroom.url)
      try #require(ended.code == 0, "\(ended)")
    }
    try sql("herald.db", "CREATE TABLE photos (id INTEGER)")
    let foreign = try newsroom.herald("status")
    #expect(foreign.code == 69 && foreign.err.contains("not one of Herald's"), "\(foreign)")
    unlink(newsroom.url.appending(path: "herald.db").path)
    try newsroom.done("queue", TestNewsroom.story)
    try sql("herald.db", "INSERT INTO grdb_migrations VALUES ('9999 later')")
    let newer = try newsroom.herald("run", "--drain")
    #expect(newer.code == 69 && newer.err.contains("later version of Herald"), "\(newer)")
    #expect(newsroom.delivered.isEmpty)
  }

  // MARK: - A full disk

  /// Fills a small file system to the last byte; what it returns empties it again.
  private func fill(_ disk: SmallDisk) throws -> URL {
    let ballast = disk.url.appending(path: "ballast")
    let ended = try HeraldProcess.shell("cat /dev/zero > ballast; ls -l ballast", in: disk.url)
    #expect(ended.err.contains("No space left"), "\(ended)")
    return ballast
  }

  @Test(.enabled("needs root and mount, for a small tmpfs") { SmallDisk.isPossible })
  func aFullDiskWhileQueueingLosesNothing() throws {
    let newsroom = try TestNewsroom()
    let disk = try SmallDisk(megabytes: 2)
    try newsroom.configure(
      "store: \"\(disk.url.path)/herald.db\"\nchannels:\n  x: { sender: file, directory: outbox/x }\n")
    try newsroom.done("status")
    try newsroom.done("queue", TestNewsroom.story)
    let ballast = try fill(disk)
    let full = try newsroom.herald("queue", "Articles/steppe-water.txt")
    #expect(full.code == 69, "\(full)")
    #expect(full.err.contains("nothing was lost; free some space"), "\(full)")
    unlink(ballast.path)
    #expect(try newsroom.count("waiting") == 1)
    try newsroom.done("queue", "Articles/steppe-water.txt")
    #expect(try newsroom.done("run", "--drain").out == "sent 2, waiting 0, held 0, failed 0\n")
    #expect(newsroom.delivered.count == 2)
    #expect(try newsroom.isBalanced())
  }

  @Test(.enabled("needs root and mount, for a small tmpfs") { SmallDisk.isPossible })
  func aFullDiskWhileDeliveringLosesNothingAndSendsNothingTwice() throws {
    let newsroom = try TestNewsroom()
    let disk = try SmallDisk(megabytes: 8)
    try newsroom.configure(
      """
      store: "\(disk.url.path)/herald.db"
      channels:
        mail: { sender: file, directory: outbox/mail, from: News <news@example.org> }
      digests:
        weekly: { channel: mail, list: readers }
      """)
    let people = (1...1_000).map { "reader\($0)@example.org,Reader \($0)\n" }.joined()
    try newsroom.folder.write("email,name\n" + people, to: "readers.csv")
    try newsroom.done("subscribers", "import", "--list", "readers", "readers.csv")
    try newsroom.done("add", TestNewsroom.story)
    try newsroom.done("digest", "open", "weekly")
    let ballast = try fill(disk)
    // Room for some deliveries, not for all.
    let size = try #require(try FileManager.default.attributesOfItem(atPath: ballast.path)[.size] as? Int)
    try #require(truncate(ballast.path, size - 900_000) == 0)
    let full = try newsroom.herald("run", "--drain")
    #expect(full.code == 69, "\(full)")
    #expect(full.err.contains("is nearly full"), "\(full)")
    #expect(newsroom.delivered.count < 1_000)
    unlink(ballast.path)
    try disk.grow(megabytes: 64)
    let rest = try newsroom.herald("run", "--drain")
    #expect(rest.code == 0 && rest.out.hasSuffix("waiting 0, held 0, failed 0\n"), "\(rest)")
    #expect(newsroom.delivered.count == 1_000)
    #expect(try newsroom.count("sent") == 1_000)
    #expect(try newsroom.isBalanced())
  }

  @Test(.enabled("needs root and mount, for a small tmpfs") { SmallDisk.isPossible })
  func aFullOutboxBlocksTheChannelAndLeavesNoHalfFile() throws {
    let newsroom = try TestNewsroom()
    let disk = try SmallDisk(megabytes: 1)
    try newsroom.configure("channels:\n  x: { sender: file, directory: \"\(disk.url.path)/out\" }\n")
    try newsroom.done("queue", TestNewsroom.story)
    try FileManager.default.createDirectory(at: disk.url.appending(path: "out"), withIntermediateDirectories: false)
    let ballast = try fill(disk)
    let full = try newsroom.herald("run", "--drain")
    #expect(full.code == 69 && full.err.contains("free some space"), "\(full)")
    #expect(try FileManager.default.contentsOfDirectory(atPath: disk.url.appending(path: "out").path).isEmpty)
    unlink(ballast.path)
    #expect(try newsroom.done("run", "--drain").out == "sent 1, waiting 0, held 0, failed 0\n")
    #expect(try newsroom.isBalanced())
  }
}
