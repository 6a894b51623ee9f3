import Foundation
import Testing

@testable import HeraldCommand

@Suite(.serialized, .timeLimit(.minutes(15))) struct StatusTests {
  private func newsroom() throws -> TestNewsroom {
    let newsroom = try TestNewsroom()
    for name in ["ada", "bert", "carl"] {
      try newsroom.done("subscribers", "add", "--list", "readers", "\(name)@example.org")
    }
    try newsroom.done("queue", TestNewsroom.story)
    try newsroom.done("digest", "open", "weekly")
    return newsroom
  }

  @Test func aQueueThatStandsStillIsAskedWhetherSomethingRuns() throws {
    let newsroom = try newsroom()
    let out = try newsroom.done("status").out
    #expect(out.contains("\nmail      3 due  sent 0  nothing sent in the last minute: is `herald run` at work?\n"))
    #expect(out.hasSuffix("\nweekly 1  sent 0 of 3\n"), "\(out)")
    let report = try newsroom.done("status", "--json").object()
    let mail = try #require((report["progress"] as? [String: [String: Any]])?["mail"])
    #expect(mail["due"] as? Int == 3 && mail["sent"] as? Int == 0 && mail["rate"] as? Double == 0)
    #expect(mail["secondsLeft"] is NSNull && mail["left"] == nil)
    let edition = try #require((report["editions"] as? [[String: Any]])?.first)
    #expect(edition["owed"] as? Int == 3 && edition["digest"] as? String == "weekly")
  }

  @Test func whatIsThroughIsNotShown() throws {
    let newsroom = try newsroom()
    try newsroom.done("run", "--drain")
    #expect(try newsroom.done("status").out.split(separator: "\n").count == 6)
    let report = try newsroom.done("status", "--json").object()
    #expect((report["progress"] as? [String: Any])?.isEmpty == true)
    #expect((report["editions"] as? [Any])?.isEmpty == true)
  }

  @Test func theRateOfTheLastMinuteSaysHowLongTheRestTakes() throws {
    let newsroom = try newsroom()
    try newsroom.done("run", "--drain")
    try newsroom.done("queue", "Articles/steppe-water.txt")
    let out = try newsroom.done("status").out
    #expect(out.contains(#/\nmastodon +1 due +sent 1 +[0-9.]+/s, about [0-9]+ seconds? left\n/#), "\(out)")
  }
}
