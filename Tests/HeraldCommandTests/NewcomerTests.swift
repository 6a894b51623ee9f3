import Foundation
import Herald
import Testing

@testable import HeraldCommand

/// What a newcomer runs into.
@Suite(.serialized, .timeLimit(.minutes(15))) struct NewcomerTests {
  @Test func aSenderThatIsMisspeltBlamesNoOtherKey() throws {
    let newsroom = try TestNewsroom()
    try newsroom.configure("channels:\n  x:\n    sendr: file\n    directory: out\n")
    let ended = try newsroom.herald("check")
    #expect(ended.code == 78 && ended.err.contains("unknown key `sendr`: did you mean `sender`?"), "\(ended)")
    #expect(!ended.err.contains("directory"), "\(ended)")
  }

  @Test(arguments: ["en", "kk", "pt-BR", "kk-Cyrl", "sr-Latn-RS", "es-419"])
  func aLanguageIsACode(_ code: String) throws {
    let newsroom = try TestNewsroom()
    try newsroom.configure("newsroom: { language: \(code) }\nchannels:\n  x: { sender: discard }\n")
    try newsroom.done("check")
  }

  @Test(arguments: [("e", 1), ("english", 1), ("en_GB", 1), ("en-", 1), ("en-Britain", 1)])
  func whatIsNoLanguageIsNamedWithItsLine(_ code: String, _ line: Int) throws {
    let newsroom = try TestNewsroom()
    try newsroom.configure("newsroom: { language: \(code) }\nchannels:\n  x: { sender: discard }\n")
    let ended = try newsroom.herald("check")
    #expect(ended.code == 78 && ended.err.contains("herald.yaml:\(line): newsroom.language: "), "\(ended)")
  }

  @Test func templatesThatNothingUsesAreKnown() throws {
    let folder = try TemporaryFolder()
    let digest = "{{subject}}\n\n{{#articles}}{{#briefs}}{{.}}\n{{/briefs}}{{/articles}}\n"
    for name in ["post-x", "post-twitter", "digest-monthly", "digest-dayly"] {
      try folder.write(name.hasPrefix("post") ? "{{title}}\n" : digest, to: "Templates/\(name).mustache")
    }
    try folder.write(
      "channels:\n  m: { sender: discard, from: a@example.org }\n"
        + "digests:\n  d: { channel: m, list: r, template: digest-monthly }\n", to: "Config/herald.yaml")
    let newsroom = try Newsroom(Config.needed(path: folder.url.appending(path: "Config/herald.yaml").path))
    #expect(newsroom.unusedTemplates == ["digest-dayly", "post-twitter"])
  }

  @Test func aStoreThatIsGoneIsMissed() throws {
    let newsroom = try TestNewsroom()
    #expect(try newsroom.done("status").err.isEmpty)
    try newsroom.done("queue", TestNewsroom.story)
    try FileManager.default.removeItem(at: newsroom.url.appending(path: "herald.db"))
    for line in ["status", "check", "queue \(TestNewsroom.story)", "add \(TestNewsroom.story)", "run --drain"] {
      let ended = try HeraldProcess.run(line.split(separator: " ").map(String.init), in: newsroom.url)
      #expect(ended.code == 69 && ended.err.contains("herald.db is missing or empty"), "\(line): \(ended)")
    }
    #expect(newsroom.delivered.isEmpty && !newsroom.folder.files.contains("herald.db"))
    for file in ["herald.db.write", "herald.db.incarnation"] {
      try FileManager.default.removeItem(at: newsroom.url.appending(path: file))
    }
    try newsroom.done("queue", TestNewsroom.story)
  }

  @Test func aReaderWhoLeftIsSkippedAndCounted() throws {
    let newsroom = try TestNewsroom()
    try newsroom.done("add", TestNewsroom.story)
    try newsroom.done("subscribers", "add", "--list", "readers", "ada@example.org")
    try newsroom.done("subscribers", "add", "--list", "readers", "ben@example.org")
    try newsroom.done("digest", "open", "weekly")
    try newsroom.done("subscribers", "remove", "--list", "readers", "ben@example.org")
    let skipped = try newsroom.done("jobs", "list", "--state", "skipped").out
    #expect(skipped.contains("unsubscribed"), "\(skipped)")
    let run = try newsroom.done("run", "--drain")
    #expect(run.out == "sent 1, waiting 0, held 0, failed 0\n", "\(run)")
    #expect(!run.err.contains(" error "), "\(run)")
  }

  @Test(arguments: [
    ("2026-11-24T08:00:59.9Z", "Europe/Berlin", "2026-11-24 09:00 +01:00"),
    ("2026-07-01T23:30:00Z", "Asia/Kolkata", "2026-07-02 05:00 +05:30"),
    ("2026-01-01T02:00:00Z", "America/St_Johns", "2025-12-31 22:30 -03:30"),
    ("1969-12-31T23:59:59.5Z", "UTC", "1969-12-31 23:59 +00:00"),
  ])
  func aTimeIsShownOnTheNewsroomsClock(_ text: String, _ zone: String, _ expected: String) throws {
    let instant = try #require(Instant(rfc3339: text))
    #expect(instant.shown(in: try #require(TimeZone(identifier: zone))) == expected)
  }
}
