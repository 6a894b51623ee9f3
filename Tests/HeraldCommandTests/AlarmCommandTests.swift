import Foundation
import Glibc
import Herald
import HeraldStore
import Servers
import Testing

@testable import HeraldCommand

/// What needs a person, through the binary: told, listed, in `status`, and in the exit code of `check`.
@Suite(.serialized, .timeLimit(.minutes(15))) struct AlarmCommandTests {
  /// A newsroom whose channel x cannot be written, and that tells by a program which keeps what it got.
  private func newsroom(_ more: String = "", command: String = "[/bin/sh, tell]") throws -> TestNewsroom {
    let newsroom = try TestNewsroom()
    try newsroom.folder.write("a file", to: "plain")
    try newsroom.folder.write("#!/bin/sh\ncat >> told.jsonl\n", to: "tell")
    chmod(newsroom.url.appending(path: "tell").path, 0o755)
    try newsroom.configure(
      """
      newsroom: { name: The Harbour Courier, timezone: UTC }
      channels:
        x: { sender: file, directory: plain/x }
        y: { sender: file, directory: outbox/y }
      alerts:
        command: \(command)
      \(more)
      """)
    return newsroom
  }

  private struct Told: Decodable {
    struct Raised: Decodable {
      let cause: String
      let count: Int
    }
    struct Body: Decodable {
      let test: Bool
      let began: [Raised]
      let over: [Raised]
    }
    let data: Body
  }

  private func told(_ newsroom: TestNewsroom) throws -> [Told.Body] {
    let file = newsroom.url.appending(path: "told.jsonl")
    guard FileManager.default.fileExists(atPath: file.path) else { return [] }
    return try Data(contentsOf: file).split(separator: UInt8(ascii: "\n")).map {
      try JSONDecoder().decode(Told.self, from: Data($0)).data
    }
  }

  @Test func aBlockedChannelIsToldOnceListedAndInTheExitCodeOfCheck() throws {
    let newsroom = try newsroom()
    try newsroom.done("queue", TestNewsroom.story)
    for _ in 0..<3 { #expect(try newsroom.herald("run", "--drain").code == 69) }
    #expect(try told(newsroom).map { $0.began.map(\.cause) } == [["blocked/x"]])
    let list = try newsroom.done("alerts", "list").out
    #expect(list.contains("x is blocked, since ") && list.contains("\n  told: command "), "\(list)")
    let object = try newsroom.done("alerts", "list", "--json").object()
    let alarms = try #require(object["alarms"] as? [[String: Any]])
    #expect((alarms[0]["told"] as? [String: String])?.keys.sorted() == ["command"])
    #expect(try newsroom.done("status").out.contains("\nalarm: x is blocked, since "))
    #expect(try (newsroom.done("status", "--json").object()["alarms"] as? [Any])?.count == 1)
    // The folder can be made now, and nobody has tried again.
    unlink(newsroom.url.appending(path: "plain").path)
    let check = try newsroom.herald("check")
    #expect(check.code == 1 && check.err.contains("x is blocked, since "), "\(check)")
    try newsroom.done("run", "--drain")
    #expect(try newsroom.done("check").out.hasPrefix("all is well"))
    #expect(try newsroom.done("alerts", "list").out == "nothing needs a person\n")
    #expect(try told(newsroom).count == 1, "its end is told when it has lasted")
  }

  @Test func whatNobodyWorksOnIsOverdue() throws {
    let newsroom = try newsroom("  overdue: 1s")
    unlink(newsroom.url.appending(path: "plain").path)
    try newsroom.done("queue", TestNewsroom.story, "--channel", "y")
    usleep(1_200_000)
    let check = try newsroom.herald("check")
    #expect(check.code == 1 && check.err.contains("a job of y is overdue, since "), "\(check)")
    #expect(check.err.contains("`herald why 1`"), "\(check)")
    let json = try newsroom.herald("check", "--json")
    let alarms = try #require(try json.object()["alarms"] as? [[String: Any]])
    #expect(json.code == 1 && alarms.map { $0["cause"] as? String } == ["overdue/y"])
    #expect(try newsroom.done("status").out.contains("\nalarm: a job of y is overdue"))
    try newsroom.done("run", "--drain")
    #expect(try newsroom.done("check").code == 0)
    #expect(try told(newsroom).isEmpty, "it went out before anybody had to be told")
  }

  @Test func aTestAlarmIsMarkedAndStoresNothing() throws {
    let newsroom = try newsroom()
    #expect(try newsroom.done("alerts", "test").out == "command: taken\n")
    #expect(try told(newsroom).map(\.test) == [true])
    #expect(!FileManager.default.fileExists(atPath: newsroom.url.appending(path: "herald.db").path))
    try newsroom.folder.write("#!/bin/sh\necho broken >&2; exit 3\n", to: "tell")
    let failed = try newsroom.herald("alerts", "test")
    #expect(failed.code == 1 && failed.err == "herald: command: /bin/sh: broken (exit 3)\n", "\(failed)")
    try newsroom.configure("channels:\n  y: { sender: discard }\n")
    let none = try newsroom.herald("alerts", "test")
    #expect(none.code == 78 && none.err.contains("name a command, mail or webhook under `alerts:`"), "\(none)")
  }

  @Test func checkTriesTheWaysAndTellsNothing() throws {
    let newsroom = try newsroom(command: "[tell]")
    unlink(newsroom.url.appending(path: "plain").path)
    let online = try newsroom.done("check", "--online").out
    #expect(online.contains("\nalerts.command  /") && online.contains("/tell can be run\n"), "\(online)")
    #expect(try told(newsroom).isEmpty)
    unlink(newsroom.url.appending(path: "tell").path)
    let check = try newsroom.herald("check")
    #expect(check.code == 69 && check.err.contains("alerts.command: "), "\(check)")
    #expect(check.err.contains("is no program that can be run"), "\(check)")
  }

  @Test func aWayThatFailsIsListedWithItsReasonAndEndsNothing() throws {
    let newsroom = try newsroom()
    try newsroom.folder.write("#!/bin/sh\necho no network >&2; exit 75\n", to: "tell")
    try newsroom.done("queue", TestNewsroom.story)
    let drain = try newsroom.herald("run", "--drain")
    #expect(drain.code == 69 && drain.out == "sent 1, waiting 1, held 0, failed 0\n", "\(drain)")
    let list = try newsroom.done("alerts", "list").out
    #expect(list.contains("  told: nobody yet: see below\n"), "\(list)")
    #expect(list.contains("command fails since ") && list.contains("/bin/sh: no network (exit 75)"), "\(list)")
  }

  /// The only way is mail, through the channel at fault.
  @Test func whereNoOtherWayIsLeftItIsInStatusLogAndCheck() throws {
    let newsroom = try TestNewsroom()
    try newsroom.configure(
      """
      channels:
        mail: { sender: smtp, server: "smtp://127.0.0.1:1", tls: none, from: news@example.org }
      digests:
        weekly: { channel: mail, list: readers }
      alerts:
        mail: { channel: mail, to: desk@example.org }
      """)
    try newsroom.done("subscribers", "add", "--list", "readers", "ada@example.org")
    try newsroom.done("add", TestNewsroom.story)
    try newsroom.done("digest", "open", "weekly")
    let drain = try newsroom.herald("run", "--drain")
    #expect(drain.err.contains(" error alarm alarm=\"mail is blocked\""), "\(drain)")
    #expect(try newsroom.done("alerts", "list").out.contains("told: nobody, because mail goes through this channel"))
    #expect(try newsroom.done("status").out.contains("alarm: mail is blocked"))
    #expect(try newsroom.herald("check").code == 1)
  }

  /// Nothing can be kept there, and one write too many would end the process.
  @Test(.enabled(if: SmallDisk.isPossible)) func aFullDiskIsToldFromMemory() throws {
    let disk = try SmallDisk(megabytes: 8)
    let newsroom = try newsroom("store: \"\(disk.url.path)/herald.db\"")
    let serving = try Serving(newsroom)
    try Serving.wait("the store") { FileManager.default.fileExists(atPath: disk.url.path + "/herald.db-wal") }
    usleep(500_000)
    let filled = try HeraldProcess.shell("cat /dev/zero > ballast", in: disk.url)
    #expect(filled.err.contains("No space left"), "\(filled)")
    try Serving.wait("a word about the disk") { try !told(newsroom).isEmpty }
    #expect(try told(newsroom).map { $0.began.map(\.cause) } == [["disk/*"]])
    #expect(try newsroom.herald("check").code != 0)
    // Two looks more.
    usleep(11_000_000)
    #expect(try told(newsroom).count == 1 && serving.process.isRunning)
    unlink(disk.url.appending(path: "ballast").path)
    try Serving.wait("room") { try serving.log.contains("notice alarm over") }
    #expect(serving.stop() == 0)
    #expect(try newsroom.done("alerts", "list").out == "nothing needs a person\n")
  }

  @Test func aDaemonTellsWhileItWorks() throws {
    let newsroom = try newsroom()
    let process = try HeraldProcess.start(["run"], in: newsroom.url)
    defer { if process.isRunning { kill(process.processIdentifier, SIGKILL) } }
    try newsroom.done("channels", "pause", "y", "--why", "the server moves")
    for _ in 0..<1_200 where try told(newsroom).isEmpty { usleep(50_000) }
    #expect(try told(newsroom).map { $0.began.map(\.cause) } == [["paused/y"]])
    try newsroom.done("queue", TestNewsroom.story, "--channel", "x")
    for _ in 0..<1_200 where try told(newsroom).count < 2 { usleep(50_000) }
    #expect(try told(newsroom).last?.began.map(\.cause) == ["blocked/x"])
    kill(process.processIdentifier, SIGTERM)
    #expect(process.waitForEnd() == 0)
  }
}
