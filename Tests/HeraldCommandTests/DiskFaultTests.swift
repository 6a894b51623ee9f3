import Foundation
import Glibc
import Servers
import Testing

@testable import HeraldCommand

/// Fault rows 62, 63, 65 to 69 and 71: disks that are full, lie, or are taken away while Herald is at work. Errors are
/// injected with strace into the calls on one file alone.
@Suite(.serialized, .timeLimit(.minutes(15))) struct DiskFaultTests {
  private static let outbox = "channels:\n  x: { sender: file, directory: outbox/x }\n"

  private func newsroom(onto store: String = "herald.db", posts: Int = 1) throws -> TestNewsroom {
    let newsroom = try TestNewsroom()
    try newsroom.configure("store: \"\(store)\"\n" + Self.outbox)
    for number in 0..<posts {
      try newsroom.done("queue", "-", input: "# Story \(number) of the harbour\n\nThe ferry sails again from Monday.\n")
    }
    return newsroom
  }

  private func wait(_ what: String, until holds: () throws -> Bool) throws {
    for _ in 0..<4_000 {
      if try holds() { return }
      usleep(5_000)
    }
    throw Wrong("it did not come to this in 20 seconds: \(what)")
  }

  /// Drains while some calls on the store's log fail with that error.
  private func drain(_ newsroom: TestNewsroom, failing call: String, with error: String, when: String, file: String)
    throws -> HeraldProcess.Ended
  {
    try HeraldProcess.shell(
      "exec strace -f -qq -o /dev/null -P \"$PWD/\(file)\" -e trace=\(call) "
        + "-e inject=\(call):error=\(error):when=\(when) \"$herald\" run --drain", in: newsroom.url)
  }

  private func expectAllIsWellAgain(_ newsroom: TestNewsroom, _ posts: Int, _ what: String) throws {
    try newsroom.done("run", "--drain")
    #expect(try newsroom.count("sent") == posts, "\(what)")
    #expect(newsroom.delivered.count == posts, "\(what)")
    #expect(try newsroom.isBalanced(), "\(what)")
  }

  /// Row 62.
  @Test(.enabled("needs root and mount, for a small tmpfs") { SmallDisk.isPossible })
  func aFullDiskAtTheClaimIsToldAndWorkGoesOnByItself() throws {
    let disk = try SmallDisk(megabytes: 8)
    let newsroom = try TestNewsroom()
    try newsroom.configure("store: \"\(disk.url.path)/herald.db\"\n" + Self.outbox)
    try newsroom.done("status")
    let process = try HeraldProcess.start(["run"], in: newsroom.url)
    defer {
      if process.isRunning { kill(process.processIdentifier, SIGKILL) }
      process.waitForEnd()
    }
    let log = { try newsroom.folder.files.filter { $0.hasSuffix(".err") }.map { try newsroom.text($0) }.joined() }
    usleep(500_000)
    let soon = Date(timeIntervalSinceNow: 4).formatted(.iso8601)
    try newsroom.done("queue", TestNewsroom.story, "--at", soon)
    let ended = try HeraldProcess.shell("cat /dev/zero > ballast; ls -l ballast", in: disk.url)
    #expect(ended.err.contains("No space left"), "\(ended)")
    try wait("a word about the disk") { try log().contains("nearly full") }
    #expect(newsroom.delivered.isEmpty)
    #expect(process.isRunning)
    unlink(disk.url.appending(path: "ballast").path)
    try wait("the delivery") { newsroom.delivered.count == 1 }
    kill(process.processIdentifier, SIGTERM)
    #expect(process.waitForEnd() == 0)
    #expect(try newsroom.isBalanced())
  }

  /// Row 63. From the outcome on the log of the store takes nothing more.
  @Test func aFullDiskAtTheOutcomeKeepsItInTheJournal() throws {
    let dry = try newsroom()
    let trace = try HeraldProcess.shell(
      "strace -f -qq -y -o trace -e trace=linkat,pwrite64 \"$herald\" run --drain && cat trace", in: dry.url)
    var writes = 0
    for line in trace.out.split(separator: "\n") {
      if line.contains("linkat(") { break }
      if line.contains("herald.db-wal>") { writes += 1 }
    }
    try #require(writes > 0, "\(trace)")
    let newsroom = try newsroom()
    let full = try drain(newsroom, failing: "pwrite64", with: "ENOSPC", when: "\(writes + 1)+", file: "herald.db-wal")
    #expect(full.code == 69 && full.err.contains("cannot be used"), "\(full)")
    #expect(newsroom.delivered.count == 1)
    #expect(try newsroom.text("herald.db.outcomes").contains("\"ending\":\"sent\""))
    let rest = try newsroom.done("run", "--drain")
    #expect(rest.err.contains("replayed=1"), "\(rest)")
    let shown = try newsroom.done("jobs", "show", "1", "--json").object()
    let deliveries = try #require(shown["deliveries"] as? [[String: Any]])
    #expect(deliveries.map { $0["outcome"] as? String } == ["sent"], "known, and not in doubt")
    try expectAllIsWellAgain(newsroom, 1, "after the replay")
  }

  /// Row 65, for the store's own disk; SmallDiskTests has it for the file sink.
  @Test(.enabled("needs root and mount, for a small tmpfs") { SmallDisk.isPossible })
  func aDiskWithoutInodesIsNamedAndLosesNothing() throws {
    let disk = try SmallDisk(megabytes: 64)
    let newsroom = try newsroom(onto: disk.url.path + "/herald.db", posts: 2)
    let ended = try HeraldProcess.shell(
      "PATH=$PATH:/sbin:/usr/sbin mount -o remount,size=64m,nr_inodes=$(($(ls -a | wc -l) - 1)) \"$PWD\"; ls -a",
      in: disk.url)
    let full = try newsroom.herald("run", "--drain")
    #expect(full.code == 69 && full.err.contains("herald.db cannot be used"), "\(full) \(ended)")
    #expect(newsroom.delivered.isEmpty)
    let more = try HeraldProcess.shell(
      "PATH=$PATH:/sbin:/usr/sbin mount -o remount,size=64m,nr_inodes=1000 \"$PWD\"", in: disk.url)
    #expect(more.code == 0, "\(more)")
    try expectAllIsWellAgain(newsroom, 2, "with inodes again")
  }

  /// Row 66. After a sync that failed nothing may be believed that was not read anew: the process stops.
  @Test(arguments: [1, 2, 3, 4]) func afterAFailedSyncTheProcessStops(_ number: Int) throws {
    let newsroom = try newsroom(posts: 2)
    let ended = try drain(newsroom, failing: "fdatasync", with: "EIO", when: "\(number)", file: "herald.db-wal")
    if ended.code != 0 {
      #expect(ended.code == 69 && ended.err.contains("herald.db cannot be used"), "sync \(number): \(ended)")
    } else {
      #expect(number > 2, "the first syncs of a drain are commits: \(ended)")
    }
    try expectAllIsWellAgain(newsroom, 2, "after sync \(number)")
  }

  /// Row 67: each read of the store's file in turn.
  @Test func aFailedReadSendsNothingWrong() throws {
    var stopped = 0
    for number in [1, 2, 3, 5, 8] {
      let newsroom = try newsroom(posts: 2)
      let ended = try drain(newsroom, failing: "pread64", with: "EIO", when: "\(number)", file: "herald.db")
      #expect([0, 69].contains(ended.code), "read \(number): \(ended)")
      if ended.code == 0 { #expect(newsroom.delivered.count == 2) } else { stopped += 1 }
      try expectAllIsWellAgain(newsroom, 2, "after read \(number)")
    }
    #expect(stopped > 0, "no read failed")
  }

  /// Row 68: 12 seconds, longer than SQLite's own patience; with `HERALD_LONG=1` 50, within Herald's minute.
  @Test func aLockedDatabaseIsWaitedFor() throws {
    let seconds = ProcessInfo.processInfo.environment["HERALD_LONG"] == "1" ? 50 : 12
    let newsroom = try newsroom(posts: 0)
    try newsroom.done("queue", TestNewsroom.story, "--at", Date(timeIntervalSinceNow: 3).formatted(.iso8601))
    let process = try HeraldProcess.start(["run"], in: newsroom.url)
    defer {
      if process.isRunning { kill(process.processIdentifier, SIGKILL) }
      process.waitForEnd()
    }
    usleep(1_000_000)
    let locker =
      "import sqlite3,time;c=sqlite3.connect('herald.db');c.execute('BEGIN IMMEDIATE');time.sleep(\(seconds))"
    let locked = try HeraldProcess.shell("exec python3 -c \"\(locker)\"", in: newsroom.url)
    #expect(locked.code == 0, "\(locked)")
    #expect(process.isRunning)
    try wait("the delivery") { newsroom.delivered.count == 1 }
    kill(process.processIdentifier, SIGTERM)
    #expect(process.waitForEnd() == 0)
    try expectAllIsWellAgain(newsroom, 1, "after the lock")
  }

  /// Row 69.
  @Test func aStoreThatIsReplacedUnderADaemonStopsIt() throws {
    let newsroom = try newsroom(posts: 0)
    try newsroom.done("status")
    let process = try HeraldProcess.start(["run"], in: newsroom.url)
    defer {
      if process.isRunning { kill(process.processIdentifier, SIGKILL) }
      process.waitForEnd()
    }
    usleep(500_000)
    try newsroom.done("queue", TestNewsroom.story, "--at", Date(timeIntervalSinceNow: 3).formatted(.iso8601))
    let moved = try HeraldProcess.shell("mv herald.db away.db && echo another > herald.db", in: newsroom.url)
    #expect(moved.code == 0)
    #expect(process.waitForEnd() == 69)
    #expect(newsroom.delivered.isEmpty)
    #expect(try newsroom.text("herald.db") == "another\n")
    let back = try HeraldProcess.shell("mv away.db herald.db", in: newsroom.url)
    #expect(back.code == 0)
    // It ended while it was idle: the post is due later.
    usleep(3_500_000)
    try expectAllIsWellAgain(newsroom, 1, "with its file back")
  }

  /// Row 71.
  @Test(.enabled("needs root and mount, for a small tmpfs") { SmallDisk.isPossible })
  func aReadOnlyDiskIsNamed() throws {
    let disk = try SmallDisk(megabytes: 8)
    let newsroom = try newsroom(onto: disk.url.path + "/herald.db", posts: 1)
    func remount(_ mode: String) throws {
      let ended = try HeraldProcess.shell(
        "PATH=$PATH:/sbin:/usr/sbin mount -o remount,\(mode) \"$PWD\"", in: disk.url)
      try #require(ended.code == 0, "\(ended)")
    }
    try remount("ro")
    for line in [["run", "--drain"], ["queue", "Articles/steppe-water.txt"]] {
      let ended = try HeraldProcess.run(line, in: newsroom.url)
      #expect(ended.code == 69 && ended.err.contains("Read-only file system"), "\(line): \(ended)")
    }
    #expect(newsroom.delivered.isEmpty)
    try remount("rw")
    try expectAllIsWellAgain(newsroom, 1, "writable again")
  }

  // MARK: - The process

  /// Row 26: with too little memory it dies somewhere, or stands still because no thread can be had, and is killed.
  @Test func aProcessThatRunsOutOfMemoryLosesNothing() throws {
    let newsroom = try newsroom(posts: 3)
    var codes: [Int32] = []
    for kilobytes in [60_000, 120_000, 200_000, 300_000, 400_000, 600_000] {
      let ended = try HeraldProcess.shell(
        "ulimit -c 0; ulimit -v \(kilobytes); exec timeout -s KILL 10 \"$herald\" run --drain", in: newsroom.url)
      codes.append(ended.code)
    }
    #expect(codes.contains { $0 != 0 }, "\(codes)")
    try expectAllIsWellAgain(newsroom, 3, "after \(codes)")
  }

  /// Row 27. 200,000 levels of each.
  @Test(arguments: ["[", "(", ">", "*", "“", "#", "- ", "{{", "<b>", "a: {"])
  func deepNestingIsReadOrRefusedInTime(_ sign: String) throws {
    let newsroom = try newsroom(posts: 0)
    let deep = String(repeating: sign, count: 200_000)
    let story =
      "# Four towns agree on water\n\nFour towns agreed on Monday to share it. \(deep) and so on.\n\n\(deep) x\n"
    for text in [story, "---\ntitle: Four towns\ntags: \(deep)\n---\n\nFour towns agreed.\n"] {
      let took = try ContinuousClock().measure {
        let ended = try newsroom.herald("queue", "-", input: text)
        #expect([0, 65].contains(ended.code), "\(ended.code) \(ended.err.prefix(300))")
      }
      #expect(took < .seconds(60), "\(took)")
    }
    try newsroom.folder.write("channels: \(deep)\n", to: "Config/herald.yaml")
    let checked = try newsroom.herald("check")
    #expect([0, 78].contains(checked.code), "\(checked.code) \(checked.err.prefix(300))")
  }
}

extension TestNewsroom {
  fileprivate func text(_ path: String) throws -> String {
    String(decoding: try Data(contentsOf: url.appending(path: path)), as: UTF8.self)
  }
}
