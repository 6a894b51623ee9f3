import Foundation
import Testing

@testable import HeraldCommand

@Suite(.serialized, .timeLimit(.minutes(15))) struct CheckTests {
  @Test func configurationAndTemplatesAreCheckedTogether() throws {
    let newsroom = try TestNewsroom()
    try newsroom.configure("channels:\n  x: { sender: file, directory: outbox, as: blusky }\n")
    try newsroom.folder.write("{{titel}}\n", to: "Templates/post.mustache")
    let ended = try newsroom.herald("check")
    #expect(ended.code == 78)
    #expect(ended.err.contains("Config/herald.yaml:2: channels.x.as: "), "\(ended)")
    #expect(ended.err.contains("did you mean `bluesky`?"), "\(ended)")
    #expect(ended.err.contains("post.mustache:1"), "\(ended)")
  }

  @Test func aSenderThatFewServersTakeMailFromIsNamedBeforeAnythingIsSent() throws {
    let newsroom = try TestNewsroom()
    try newsroom.configure(
      """
      channels:
        mail: { sender: file, directory: outbox, from: "Dispatch <jörg@example.org>" }
      digests:
        weekly: { channel: mail, list: readers, every: "mon 08:00" }

      """)
    let ended = try newsroom.herald("check")
    #expect(ended.code != 0)
    #expect(ended.err.contains("From cannot be “jörg@example.org”: the part before @ must be ASCII"), "\(ended)")
  }

  @Test func aFolderThatCannotBeAFolderIsNamed() throws {
    let newsroom = try TestNewsroom()
    try newsroom.configure("channels:\n  x: { sender: file, directory: Config/herald.yaml/mail, as: x }\n")
    let ended = try newsroom.herald("check")
    #expect(ended.code == 69)
    #expect(ended.err.contains("channels.x: "), "\(ended)")
    #expect(ended.err.contains("a part of the path is a file"), "\(ended)")
  }

  @Test func aFolderThatIsNotThereYetIsNoProblemAndIsNotMade() throws {
    let newsroom = try TestNewsroom()
    try newsroom.done("check")
    #expect(!FileManager.default.fileExists(atPath: newsroom.url.appending(path: "outbox").path))
  }

  // MARK: - The store

  @Test func anEarlierStateIsNamedUntilSomebodyVouchesForIt() throws {
    let newsroom = try TestNewsroom()
    try newsroom.done("queue", TestNewsroom.story)
    try newsroom.folder.write(try Data(contentsOf: newsroom.url.appending(path: "herald.db")), to: "kept.db")
    try newsroom.done("run", "--drain")
    try newsroom.done("check")
    let back = try HeraldProcess.shell("cat kept.db > herald.db", in: newsroom.url)
    try #require(back.code == 0)
    let ended = try newsroom.herald("check")
    #expect(ended.code == 69 && ended.err.contains("it is an earlier state"), "\(ended)")
    #expect(ended.err.contains("`herald channels resume --all`"), "\(ended)")
    try newsroom.herald("channels", "resume", "--all")
    try newsroom.herald("jobs", "cancel", "1", "2", "3")
    try newsroom.done("check")
    #expect(try newsroom.done("run", "--drain").out == "sent 0, waiting 0, held 0, failed 0\n")
  }

  @Test func aStoreWhoseFolderIsNotThereIsNamedWithTheFolder() throws {
    let newsroom = try TestNewsroom()
    try newsroom.configure("store: \"disk/herald.db\"\nchannels:\n  x: { sender: file, directory: outbox/x }\n")
    for line in ["check", "status", "queue \(TestNewsroom.story)", "run --drain"] {
      let ended = try HeraldProcess.run(line.split(separator: " ").map(String.init), in: newsroom.url)
      #expect(ended.code == 69, "\(line): \(ended)")
      #expect(ended.err.contains("/disk: make it, or mount the disk that it is on"), "\(line): \(ended)")
    }
    try FileManager.default.createDirectory(
      at: newsroom.url.appending(path: "disk"), withIntermediateDirectories: false)
    try newsroom.done("check")
    try newsroom.done("queue", TestNewsroom.story)
    let backup = try newsroom.herald("backup", "nodir/b.db")
    #expect(backup.code == 69 && backup.err.contains("there is no folder "), "\(backup)")
    #expect(backup.err.contains("nodir: make it, or mount the disk"), "\(backup)")
  }

  // MARK: - Online

  @Test func onlineEveryChannelSaysWhatItOffersOnALineOfItsOwn() throws {
    let newsroom = try TestNewsroom()
    let ended = try newsroom.done("check", "--online")
    let lines = ended.out.split(separator: "\n")
    #expect(
      lines.count == 5 && lines[0].hasPrefix("x         /") && lines[0].hasSuffix("outbox/x can be made and written"))
    #expect(lines.last?.hasPrefix("all is well: 4 channels, 1 digest, store ") == true)
    #expect(!FileManager.default.fileExists(atPath: newsroom.url.appending(path: "outbox").path))
    let report = try newsroom.done("check", "--online", "--json").object()
    #expect(Set(report.keys) == ["channels", "alerts", "alarms", "problems", "warnings"])
    let channels = try #require(report["channels"] as? [[String: Any]])
    #expect(channels.map { $0["name"] as? String } == ["x", "mastodon", "bluesky", "mail"])
    #expect(channels.allSatisfy { $0["offers"] is String && $0["failure"] is NSNull })
  }

  @Test func aChannelThatFailsIsNamedAndTheOthersAreTriedAllTheSame() throws {
    let newsroom = try TestNewsroom()
    try newsroom.configure(
      "channels:\n  x: { sender: file, directory: Config/herald.yaml/mail }\n  y: { sender: discard }\n")
    let ended = try newsroom.herald("check", "--online")
    #expect(ended.code == 69)
    #expect(ended.out == "y  takes everything and keeps nothing\n")
    #expect(ended.err.hasPrefix("herald: channels.x: ") && ended.err.split(separator: "\n").count == 1, "\(ended)")
    let json = try newsroom.herald("check", "--online", "--json")
    let channels = try #require(try json.object()["channels"] as? [[String: Any]])
    #expect(json.code == 69 && channels[0]["failure"] is String && channels[1]["offers"] is String, "\(json)")
    let offline = try newsroom.herald("check", "--json")
    #expect(try #require(offline.object()["channels"] as? [[String: Any]]).allSatisfy { $0["offers"] is NSNull })
  }

  @Test func aWrongConfigurationIsOneObjectToo() throws {
    let newsroom = try TestNewsroom()
    try newsroom.configure("stoer: b\nchanels: {}\n")
    let ended = try newsroom.herald("check", "--json")
    #expect(ended.code == 78 && ended.err.isEmpty, "\(ended)")
    let problems = try #require(try ended.object()["problems"] as? [String])
    #expect(problems.count == 2 && problems[0].hasPrefix("Config/herald.yaml:1: "))
  }
}
