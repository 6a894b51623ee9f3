import Foundation
import HeraldText
import Testing

@testable import HeraldCommand

/// An article that is queued a second time, seen from outside.
@Suite(.serialized, .timeLimit(.minutes(15))) struct ReschedulingTests {
  private static let text = "# The ferry sails again\n\nThe ferry sails again from Monday, twice a day.\n"

  @Test func anExplicitTimeMovesPostsThatWait() throws {
    let newsroom = try TestNewsroom()
    try newsroom.done("queue", TestNewsroom.story)
    let moved = try newsroom.done("queue", TestNewsroom.story, "--at", "2099-01-01 09:00")
    #expect(moved.out.components(separatedBy: "moved, due 2099-01-01 09:00 +01:00").count == 4, "\(moved)")
    #expect(try newsroom.done("run", "--drain").out == "sent 0, waiting 3, held 0, failed 0\n")
    #expect(try newsroom.done("queue", TestNewsroom.story).out.contains("waits until 2099-01-01 09:00 +01:00"))
    let corrected = try newsroom.done("queue", TestNewsroom.story, "--correct", "--at", "2099-01-02 09:00")
    #expect(corrected.out.contains("moved, due 2099-01-02"), "\(corrected)")
    #expect(try newsroom.done("queue", TestNewsroom.story, "--now").out.contains("moved, due "))
    #expect(try newsroom.done("run", "--drain").out.hasPrefix("sent 3,"))
    let late = try newsroom.herald("queue", TestNewsroom.story, "--at", "2099-01-01 09:00")
    #expect(late.code == 1 && late.out.contains("sent already; --at was not applied"), "\(late)")
    #expect(late.err.contains("--at was not applied to job 1, 2, 3"), "\(late)")
  }

  @Test func aCorrectionSaysThatWhatIsOutStays() throws {
    let newsroom = try TestNewsroom()
    let text = try String(contentsOf: newsroom.url.appending(path: TestNewsroom.story), encoding: .utf8)
    let changed = text.replacingOccurrences(of: "four cranes", with: "five cranes")
    try newsroom.done("queue", TestNewsroom.story)
    try newsroom.done("run", "--drain")
    let corrected = try newsroom.done("queue", "-", "--correct", input: changed)
    #expect(corrected.out.components(separatedBy: "sent already, stays as it is").count == 4, "\(corrected)")
    #expect(corrected.out.contains("what is out stays as it was sent"), "\(corrected)")
  }

  @Test func anAddressThatIsNewIsNoOtherText() throws {
    let newsroom = try TestNewsroom()
    let first = try newsroom.done("queue", "-", input: Self.text)
    #expect(first.err == "herald: no link: “The ferry sails again” has no address; give --url or front matter\n")
    let refused = try newsroom.herald("queue", "-", "--url", "https://example.org/ferry", input: Self.text)
    #expect(refused.code == 65, "\(refused)")
    #expect(refused.err.contains("known without an address (job 1, 2, 3): say --correct to add it"), "\(refused)")
    let mended = try newsroom.done(
      "queue", "-", "--url", "https://example.org/ferry", "--correct", input: Self.text)
    #expect(mended.out.contains("corrected, due ") && mended.err.isEmpty, "\(mended)")
  }

  @Test func addNamesOnlyOptionsThatItHas() throws {
    let newsroom = try TestNewsroom()
    try newsroom.done("add", "-", input: Self.text)
    let refused = try newsroom.herald("add", "-", input: Self.text + "\nA further paragraph.\n")
    #expect(refused.code == 65 && refused.err.contains("--correct") && !refused.err.contains("--again"), "\(refused)")
  }

  @Test func againSaysThatEarlierPostsStillWait() throws {
    let newsroom = try TestNewsroom()
    try newsroom.done("queue", TestNewsroom.story)
    let again = try newsroom.done("queue", TestNewsroom.story, "--again")
    #expect(again.out.contains("job 1, 2, 3 of an earlier time still waits"), "\(again)")
  }

  @Test func aMissingLinkIsToldToTheNewsroomAndNotToItsReaders() throws {
    let newsroom = try TestNewsroom()
    let text = Self.text + "\nNews Briefs:\n\n- The hall is sold.\n- The school has a new roof.\n"
    let note = "no link: “The ferry sails again” has no address"
    #expect(try newsroom.done("add", "-", input: text).err.contains(note))
    try newsroom.done("subscribers", "add", "--list", "readers", "ada@example.org")
    for command in ["preview", "open"] {
      let ended = try newsroom.done("digest", command, "weekly")
      #expect(ended.err.contains(note) && !ended.out.contains("Read:") && !ended.out.contains("no link"), "\(ended)")
    }
    let preview = try newsroom.done("preview", "-", input: text)
    #expect(preview.out.components(separatedBy: "\n── digest")[1].contains("   (\(note)"), "\(preview)")
  }

  @Test func jobsAreListedByTitleInEightyColumns() throws {
    let newsroom = try TestNewsroom()
    let title = String(repeating: "五つの町が川の水について合意した ", count: 4)
    try newsroom.done("queue", "-", "--at", "2099-07-01 09:00", input: "# \(title)\n\nA paragraph of words.\n")
    let list = try newsroom.done("jobs", "list").out
    #expect(list.contains("五つの町") && list.contains("2099-07-01 09:00 +02:00"), "\(list)")
    for line in list.split(separator: "\n") { #expect(DisplayWidth.of(line) <= 80, "\(line)") }
    let jobs = try #require(try newsroom.done("jobs", "list", "--json").object()["jobs"] as? [[String: Any]])
    #expect(jobs.allSatisfy { ($0["title"] as? String)?.hasPrefix("五つの町") == true })
    #expect(jobs.allSatisfy { $0["part"] as? Int == 1 })
    #expect(jobs.allSatisfy { $0["due"] as? String == "2099-07-01T07:00:00Z" }, "\(jobs)")
  }

  @Test func linesAreExplainedInEightyColumns() throws {
    let newsroom = try TestNewsroom()
    for line in try newsroom.done("parse", "Articles/steppe-water.txt", "--explain").out.split(separator: "\n") {
      #expect(DisplayWidth.of(line) <= 80, "\(line)")
    }
  }

  @Test func withoutConfigurationADigestIsDatedInItsArticlesLanguageAndHasNoName() throws {
    let folder = try TemporaryFolder()
    let text =
      "---\ntitle: The ferry sails again\nlanguage: en\n---\nA paragraph.\n\nNews Briefs:\n\n- The hall is sold.\n"
    let ended = try HeraldProcess.run(["preview", "-"], in: folder.url, input: text)
    #expect(ended.code == 0 && !ended.out.contains("News Briefs"), "\(ended)")
    #expect(ended.out.contains("Subject: Weekly digest: The ferry sails again"), "\(ended)")
    #expect(ended.out.firstMatch(of: /Weekly digest, \d{1,2} [A-Z][a-z]+ \d{4}\n/) != nil, "\(ended)")
  }
}
