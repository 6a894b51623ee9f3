import Foundation
import Herald
import Testing

/// Slots, schedules and what was missed, seen from outside.
@Suite(.serialized, .timeLimit(.minutes(15))) struct ScheduleCommandTests {
  private static let day = 86_400

  /// Two channels, one with slots, and digests as given. UTC.
  private func newsroom(digests: String = "{ weekly: { channel: mail, list: readers } }", channel: String = "") throws
    -> TestNewsroom
  {
    let newsroom = try TestNewsroom()
    try newsroom.configure(
      """
      newsroom: { name: The Harbour Courier, timezone: UTC }
      channels:
        x: { sender: file, directory: outbox/x, as: x, slots: ["daily 09:00", "daily 17:30"]\(channel) }
        y: { sender: file, directory: outbox/y, as: bluesky }
        mail: { sender: file, directory: outbox/mail, from: News <news@example.org> }
      digests: \(digests)

      """)
    return newsroom
  }

  private func coming(_ newsroom: TestNewsroom, _ arguments: String...) throws -> [[String: Any]] {
    let ended = try HeraldProcess.run(["schedule", "--json"] + arguments, in: newsroom.url)
    return try #require(try ended.object()["coming"] as? [[String: Any]])
  }

  private func story(_ number: Int) -> String { "# The ferry sails again, part \(number)\n\nIt sails twice a day.\n" }

  @Test func eachPostTakesTheNextFreeSlotAndScheduleShowsIt() throws {
    let newsroom = try newsroom()
    for number in 1...3 {
      let queued = try newsroom.done("queue", "-", "--channel", "x", "--next-slot", input: story(number))
      #expect(queued.out.contains(", its slot  sha256 "), "\(queued)")
    }
    try newsroom.done("jobs", "cancel", "2")
    let slots = try coming(newsroom, "--count", "4")
    #expect(slots.map { $0["job"] as? Int } == [1, nil, 3, nil])
    #expect(slots.map { $0["channel"] as? String } == ["x", "x", "x", "x"])
    let first = try #require(slots.first)
    let run = try #require(first["run"] as? String)
    #expect(first["at"] as? String == run.replacingOccurrences(of: " ", with: "T") + ":00Z")
    #expect(first["clock"] as? String == "once" && first["digest"] is NSNull)
    let moved = try newsroom.done("jobs", "move", "3", "--next-slot")
    #expect(moved.out.hasPrefix("job 3 moved, due ") && moved.out.hasSuffix(", its slot\n"), "\(moved)")
    #expect(try coming(newsroom, "--count", "4").map { $0["job"] as? Int } == [1, 3, nil, nil])
    let shown = try newsroom.done("schedule", "--count", "3").out
    #expect(shown.contains(" +00:00  ") && shown.contains("job 1 · The ferry sails again") && shown.contains("free"))
    for line in shown.split(separator: "\n") { #expect(line.count <= 80, "\(line)") }
    #expect(try newsroom.done("why", "1").out.contains("the slot that it has on x"))
    #expect(try newsroom.done("jobs", "show", "1").out.contains(", slot \(run)"))
    #expect(try newsroom.done("jobs", "show", "1", "--json").object()["slot"] as? String == run)
  }

  @Test func ofBriefsEachTakesItsOwnSlot() throws {
    let newsroom = try newsroom()
    try newsroom.done("queue", TestNewsroom.story, "--briefs", "--channel", "x", "--next-slot")
    #expect(try coming(newsroom, "--count", "4").map { $0["job"] as? Int } == [1, 2, 3, nil])
  }

  @Test func queuedOnceMoreItKeepsItsSlotAndNowFreesIt() throws {
    let newsroom = try newsroom()
    for _ in 1...2 { try newsroom.done("queue", "-", "--channel", "x", "--next-slot", input: story(1)) }
    #expect(try coming(newsroom, "--count", "3").map { $0["job"] as? Int } == [1, nil, nil])
    try newsroom.done("queue", "-", "--channel", "x", "--now", input: story(1))
    #expect(try coming(newsroom, "--count", "3").map { $0["job"] as? Int } == [nil, nil, nil])
    #expect(try newsroom.done("run", "--drain").out.hasPrefix("sent 1,"))
  }

  @Test func withoutATimeAPostIsDueNowAlsoWhereThereAreSlots() throws {
    let newsroom = try newsroom()
    try newsroom.done("queue", "-", "--channel", "x", input: story(1))
    #expect(try newsroom.done("run", "--drain").out.hasPrefix("sent 1,"))
  }

  @Test func aChannelWithoutSlotsIsNamedBeforeAnythingIsStored() throws {
    let newsroom = try newsroom()
    let refused = try newsroom.herald("queue", "-", "--next-slot", input: story(1))
    #expect(
      refused.code == 64 && refused.err.contains("y has no slots: add `slots:` to the configuration"), "\(refused)")
    #expect(try newsroom.count("waiting") == 0)
    for options in [["--at", "18:00"], ["--now"], ["--every", "30m"]] {
      let ended = try HeraldProcess.run(["queue", "-", "--next-slot"] + options, in: newsroom.url, input: story(1))
      #expect(ended.code == 64 && ended.err.contains("say different things"), "\(ended)")
    }
    try newsroom.done("queue", "-", "--channel", "y", input: story(2))
    let unmoved = try newsroom.herald("jobs", "move", "1", "--next-slot")
    #expect(unmoved.code == 1 && unmoved.err.contains("is for y, which has no slots"), "\(unmoved)")
  }

  /// A post for an hour from now on each channel, and a machine that comes back after three days.
  @Test func afterThreeDaysDownPostsAreHeldOrSpreadAndNoneIsLost() throws {
    let newsroom = try newsroom()
    let soon = Instant(Date()) + 3_600
    for number in 1...2 { try newsroom.done("queue", "-", "--at", soon.description, input: story(number)) }
    let later = try newsroom.later(by: 3 * Self.day)
    let ran = try newsroom.herald("run", "--drain", environment: later)
    #expect(ran.code == 0 && ran.out == "sent 0, waiting 2, held 2, failed 0\n", "\(ran)")
    #expect(ran.err.components(separatedBy: "missed its time").count == 5, "\(ran)")
    let held = try newsroom.done("jobs", "list", "--reason", "misfire", "--json").object()["jobs"] as? [[String: Any]]
    #expect(held?.map { $0["channel"] as? String } == ["y", "y"])
    let id = try #require(held?.first?["id"] as? Int)
    let why = try newsroom.done("why", "\(id)").out
    #expect(why.contains("nothing worked for it within its channel's `catch-up:`"), "\(why)")
    #expect(why.contains("`herald jobs retry \(id)` sends it now"), "\(why)")
    let spread = try newsroom.done("jobs", "list", "--state", "waiting", "--json").object()["jobs"] as? [[String: Any]]
    #expect(Set(spread?.compactMap { $0["slot"] as? String } ?? []).count == 2)
    #expect(spread?.allSatisfy { $0["misfires"] as? Int == 1 && $0["channel"] as? String == "x" } == true)
    let status = try newsroom.done("status").out
    #expect(status.contains("2 posts missed their time in the last seven days"), "\(status)")
    // Sent at last: by a person, and at their slots.
    try newsroom.done("jobs", "retry", "--held", "--reason", "misfire")
    #expect(try newsroom.done("run", "--drain").out.hasPrefix("sent 2, waiting 2,"))
    for _ in 1...2 {
      let due = try newsroom.done("jobs", "list", "--state", "waiting", "--json").object()["jobs"] as? [[String: Any]]
      let next = try #require(due?.compactMap { $0["due"] as? String }.min().flatMap { Instant(rfc3339: $0) })
      let ahead = Int((next - Instant(Date())).value) + 60
      let ran = try newsroom.herald("run", "--drain", environment: try newsroom.later(by: ahead))
      #expect(ran.out.hasPrefix("sent 1,"), "one at each slot: \(ran)")
    }
    #expect(try newsroom.isBalanced())
    #expect(newsroom.delivered.count == 4)
  }

  @Test func whatAPersonWantsSentLateIsSentLate() throws {
    let newsroom = try newsroom(channel: ", misfire: once, catch-up: 30m")
    try newsroom.done("queue", "-", "--channel", "x", "--next-slot", input: story(1))
    let ran = try newsroom.herald("run", "--drain", environment: try newsroom.later(by: 3 * Self.day))
    #expect(ran.out.hasPrefix("sent 1,") && ran.err.contains("missed its time"), "\(ran)")
  }

  /// Daily at noon with a day of patience, and once a week on the day after tomorrow with two hours.
  @Test func afterThreeDaysDownEachMissedRunIsCountedAndOneEditionOpens() throws {
    let tomorrow = CalendarDay(Instant(Date()), in: .gmt).adding(days: 1)
    let weekday = Schedule.weekdayNames[tomorrow.weekday - 1]
    let newsroom = try newsroom(
      digests: """
        { daily: { channel: mail, list: readers, every: daily 12:00, catch-up: 1d },
                  weekly: { channel: mail, list: readers, every: \(weekday) 12:00 } }
        """)
    try newsroom.done("subscribers", "add", "--list", "readers", "ada@example.org")
    try newsroom.done("add", TestNewsroom.story)
    let clock = try newsroom.later(by: 3 * Self.day)
    let ran = try newsroom.herald("run", "--drain", environment: clock)
    #expect(ran.code == 0 && ran.out.hasPrefix("sent 1,"), "\(ran)")
    let report = try newsroom.herald("schedule", "--json", environment: clock).object()
    #expect(report["missed"] as? [String: Int] == ["daily": 2, "weekly": 1])
    let decided = try #require(report["decided"] as? [[String: Any]])
    #expect(decided.count == 4 && decided.filter { $0["became"] as? String == "missed" }.count == 3)
    #expect(decided.filter { $0["edition"] as? Int == 1 && $0["digest"] as? String == "daily" }.count == 1)
    #expect(
      try newsroom.herald("digest", "list", "daily", environment: clock).out.components(
        separatedBy: "was not at work in time"
      ).count == 3)
    let status = try newsroom.herald("status", environment: clock).out
    #expect(status.contains("daily   2 runs missed in the last seven days"), "\(status)")
    #expect(
      try newsroom.herald("schedule", environment: clock).out.contains("weekly: 1 run missed in the last seven days"))
    // By the right clock nobody has missed what is still to come.
    let right = try newsroom.done("schedule", "--json").object()
    #expect((right["missed"] as? [String: Int])?.isEmpty == true)
    // By the same clock nothing is decided twice.
    let again = try newsroom.herald("run", "--drain", environment: clock)
    #expect(again.out.hasPrefix("sent 0,"), "\(again)")
    let after = try #require(
      try newsroom.herald("schedule", "--json", environment: clock).object()["decided"] as? [[String: Any]])
    #expect(after.count == 4)
  }

  @Test func ofManyMissedRunsTheLatestAreListedAndAllAreCounted() throws {
    let newsroom = try newsroom(digests: "{ often: { channel: mail, list: readers, every: \"* * * * *\" } }")
    try newsroom.done("add", TestNewsroom.story)
    let clock = try newsroom.later(by: 3 * 3_600)
    let ran = try newsroom.herald("run", "--drain", environment: clock)
    #expect(ran.code == 0 && ran.err.contains("runs missed"), "\(ran)")
    let list = try newsroom.herald("digest", "list", "often", environment: clock).out
    #expect(list.contains("these are the latest 20 of often: `herald schedule --count 1000` has more"), "\(list)")
    let missed = try #require(
      try newsroom.herald("schedule", "--json", environment: clock).object()["missed"] as? [String: Int])
    #expect((179...181).contains(missed["often"] ?? 0), "\(missed)")
  }

  @Test func slotsOfAChannelThatCarriesADigestAreWarnedOf() throws {
    let newsroom = try TestNewsroom()
    try newsroom.configure(
      """
      channels:
        mail: { sender: file, directory: out, from: News <news@example.org>, slots: [mon 09:00] }
      digests: { weekly: { channel: mail, list: readers } }

      """)
    let checked = try newsroom.done("check")
    #expect(checked.err.contains("channels.mail: its slots are for posts, and it carries a digest"), "\(checked)")
  }

  @Test func whatNeverComesOnAScheduleSaysSo() throws {
    let newsroom = try TestNewsroom()
    try newsroom.configure("channels:\n  x: { sender: discard }\n")
    let ended = try newsroom.done("schedule")
    #expect(ended.out == "nothing is on a schedule: give a digest `every:`, or a channel `slots:`\n")
    #expect(!newsroom.folder.files.contains { $0.hasSuffix(".db") }, "it only reads")
    #expect(try newsroom.herald("schedule", "--count", "0").code == 64)
  }

  /// Berlin's clocks go forward on the last Sunday of March, and back on that of October.
  @Test func timesThatTheClocksSkipOrShowTwiceAreMarked() throws {
    let newsroom = try TestNewsroom()
    try newsroom.configure(
      """
      newsroom: { timezone: Europe/Berlin }
      channels:
        x: { sender: discard, slots: ["30 2 25-31 3,10 *"] }

      """)
    let runs = try coming(newsroom, "--count", "14").filter { $0["clock"] as? String != "once" }
    #expect(runs.count == 2 && Set(runs.compactMap { $0["clock"] as? String }) == ["skipped", "twice"], "\(runs)")
    let shown = try newsroom.done("schedule", "--count", "14").out
    #expect(shown.contains("clocks skip 02:30; free") && shown.contains("first 02:30 of two; free"), "\(shown)")
  }
}
