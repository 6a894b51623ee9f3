import Foundation
import Testing

@testable import Herald

@Suite struct AlarmTests {
  static let now = Instant(microseconds: 1_790_000_000_000_000)
  private var now: Instant { Self.now }

  private func backlog(_ channel: String, waiting: Int = 5, overdue: Int = 0, isMoving: Bool = false)
    -> Symptoms.Backlog
  {
    var backlog = Symptoms.Backlog(channel: channel, waiting: waiting)
    backlog.overdue = overdue
    backlog.oldest = overdue > 0 ? now + -3_600 : nil
    backlog.job = overdue > 0 ? 7 : nil
    backlog.isMoving = isMoving
    return backlog
  }

  private func causes(_ change: (inout Symptoms) -> Void) -> [String] {
    var symptoms = Symptoms()
    change(&symptoms)
    return symptoms.alarms(now: now).map(\.cause)
  }

  // MARK: - Symptoms to alarms

  @Test func whereAllIsWellNothingStands() {
    #expect(
      causes { $0.backlogs = [backlog("x"), backlog("mail", waiting: 9_000, overdue: 8_000, isMoving: true)] } == [])
  }

  @Test func overdueIsAnAlarmWhereTheChannelDoesNotMove() throws {
    var symptoms = Symptoms()
    symptoms.backlogs = [backlog("x", overdue: 3)]
    let alarm = try #require(symptoms.alarms(now: now).first)
    #expect(alarm.cause == "overdue/x" && alarm.count == 3 && alarm.since == now + -3_600)
    #expect(alarm.title == "3 jobs of x are overdue")
    #expect(alarm.remedy.contains("`herald why 7`"))
  }

  @Test func whatIsExplainedAlreadyIsNotOverdueToo() {
    let late = backlog("x", overdue: 3)
    let block = Symptoms.Block(since: now, failure: "535")
    let pause = Symptoms.Pause(channel: "x", since: now, detail: "moves")
    let all = Symptoms.Pause(channel: nil, since: now, detail: "a copy")
    let disk = Symptoms.Disk(path: "/d", free: 1, needed: 2)
    #expect(causes { ($0.backlogs, $0.blocks) = ([late], ["x": block]) } == ["blocked/x"])
    #expect(causes { ($0.backlogs, $0.pauses) = ([late], [pause]) } == ["paused/x"])
    #expect(causes { ($0.backlogs, $0.pauses) = ([late], [all]) } == ["paused/*"])
    #expect(causes { ($0.backlogs, $0.disk) = ([late], disk) } == ["disk/*"])
    let other = Symptoms.Pause(channel: "y", since: now, detail: "moves")
    #expect(causes { ($0.backlogs, $0.pauses) = ([late], [other]) } == ["paused/y", "overdue/x"])
  }

  @Test func aBlockForWhichNothingWaitsIsNone() {
    let block = Symptoms.Block(since: now, failure: "535")
    #expect(causes { ($0.backlogs, $0.blocks) = ([backlog("x", waiting: 0)], ["x": block]) } == [])
  }

  @Test func tenThousandHeldJobsOfOneReasonAreOneAlarm() {
    let held = [
      Symptoms.Held(channel: "x", reason: .uncertain, count: 10_000, job: 1, said: "no answer"),
      Symptoms.Held(channel: "x", reason: .poison, count: 1, job: 2, said: ""),
    ]
    #expect(causes { $0.held = held } == ["held/x/poison", "held/x/uncertain"])
  }

  @Test(arguments: [
    (failed: 1, owed: 1, isTold: true), (1, 2, false), (2, 2, true), (2, 30, false), (3, 59, true), (3, 60, false),
    (600, 10_000, true), (500, 10_000, false),
  ])
  func someMailsAlwaysFailAndManyAreAnAlarm(_ rule: (failed: Int, owed: Int, isTold: Bool)) {
    let edition = Symptoms.Failed.Edition(name: "weekly 3", owed: rule.owed)
    let failed = Symptoms.Failed(
      channel: "mail", edition: edition, count: rule.failed, since: now, job: 1, said: "550")
    #expect(causes { $0.failed = [failed] } == (rule.isTold ? ["failed/mail/weekly 3"] : []))
  }

  @Test func onePostThatFailsIsAnAlarm() {
    let failed = Symptoms.Failed(channel: "x", edition: nil, count: 1, since: now, job: 4, said: "403")
    #expect(causes { $0.failed = [failed] } == ["failed/x"])
  }

  // MARK: - What changes

  private func standing(_ alarm: Alarm, id: Int64 = 1, absent: Instant? = nil) -> StandingAlarm {
    StandingAlarm(id: id, alarm: alarm, noticed: now, changed: now, absentSince: absent)
  }

  private var blocked: Alarm { Alarm(.blocked, channel: "mail", since: now, count: 3, detail: "535") }

  @Test func whatStandsDoesNotBeginAgain() {
    #expect(AlarmChange.all(found: [blocked], known: [], now: now) == [.began(blocked)])
    #expect(AlarmChange.all(found: [blocked], known: [standing(blocked)], now: now + 5) == [])
  }

  @Test func aRisingCountIsWrittenOnceAMinute() {
    var more = blocked
    more.count = 400
    #expect(AlarmChange.all(found: [more], known: [standing(blocked)], now: now + 59) == [])
    #expect(AlarmChange.all(found: [more], known: [standing(blocked)], now: now + 60) == [.grew(1, more)])
  }

  @Test func whatComesAndGoesIsOneAlarm() {
    #expect(AlarmChange.all(found: [], known: [standing(blocked)], now: now + 5) == [.vanished(1)])
    let away = standing(blocked, absent: now + 5)
    #expect(AlarmChange.all(found: [], known: [away], now: now + 124) == [])
    #expect(AlarmChange.all(found: [blocked], known: [away], now: now + 124) == [.returned(1, blocked)])
    #expect(AlarmChange.all(found: [], known: [away], now: now + 125) == [.ended(1)])
  }

  @Test func aClockThatWasSetBackKeepsNoAlarm() {
    #expect(AlarmChange.all(found: [], known: [standing(blocked, absent: now)], now: now + -86_400) == [.ended(1)])
  }

  // MARK: - Who is told

  private struct Way: Alert {
    let way: String
    var channel: String?
    func tell(_ notice: Notice) async -> Failure? { nil }
    func check() async -> Failure? { nil }
    func probe() async -> Result<String, Failure> { .success("") }
  }

  @Test func anAlarmNeverGoesThroughTheChannelAtFault() {
    let other = Alarm(.blocked, channel: "x", since: now, count: 1, detail: "")
    let disk = Alarm(.disk, since: now, count: 1, detail: "")
    let all = [standing(blocked, id: 1), standing(other, id: 2), standing(disk, id: 3)]
    let mail = AlarmNews(of: all, for: Way(way: "mail", channel: "mail"), tellsOver: true)
    #expect(mail.began.map(\.id) == [2, 3])
    #expect(AlarmNews(of: all, for: Way(way: "command"), tellsOver: true).began.map(\.id) == [1, 2, 3])
  }

  @Test func anEndIsToldWhereItsBeginningWas() {
    var over = standing(blocked, absent: now)
    over.over = now
    let (way, silent) = (Way(way: "command"), Way(way: "webhook"))
    #expect(AlarmNews(of: [over], for: way, tellsOver: true).isEmpty, "an alarm that nobody heard of ends unheard")
    over.toldBegan = ["command": now]
    #expect(AlarmNews(of: [over], for: way, tellsOver: true).over == [over])
    #expect(AlarmNews(of: [over], for: way, tellsOver: false).isEmpty)
    #expect(AlarmNews(of: [over], for: silent, tellsOver: true).isEmpty)
    over.toldOver = ["command": now]
    #expect(AlarmNews(of: [over], for: way, tellsOver: true).isEmpty)
  }

  @Test func thatTimePassedIsNoNews() {
    var over = standing(Alarm(.failed, channel: "x", since: now, count: 1, detail: ""), absent: now)
    (over.over, over.toldBegan) = (now, ["command": now])
    #expect(AlarmNews(of: [over], for: Way(way: "command"), tellsOver: true).isEmpty)
  }

  @Test func aWayThatFailsIsTriedLaterAndLater() {
    var trouble: AlarmTrouble?
    var waits: [Double] = []
    for _ in 0..<60 {
      let next = AlarmTrouble(way: "mail", failure: Failure("no"), before: trouble, now: now)
      waits.append((next.next - now).value)
      trouble = next
    }
    #expect(waits.prefix(9) == [30, 60, 120, 240, 480, 960, 1_920, 3_600, 3_600] && waits.max() == 3_600)
    #expect(trouble?.tries == 60 && trouble?.since == now)
  }

  // MARK: - Words

  static let hostile = [
    "a\r\nBcc: v@example.org", "\u{1B}[2Jgone", "right\u{202E}left", "tab\tNUL\u{0}end", "\u{2028}line",
    String(repeating: "x", count: 100_000), "e" + String(repeating: "\u{301}", count: 100_000),
  ]

  @Test(arguments: hostile) func whatAFarSideSaysIsOneShortLine(_ text: String) throws {
    let alarm = Alarm(.blocked, channel: "mail", since: now, count: 1, detail: text)
    #expect(alarm.detail.unicodeScalars.count <= 300 && !alarm.detail.unicodeScalars.contains { $0.isHidden })
    let notice = Notice(newsroom: "Courier", zone: .gmt, began: [alarm])
    #expect(!notice.subject.unicodeScalars.contains { $0.isHidden })
    #expect(notice.text.split(separator: "\n").count == 4)
  }

  @Test func aNoticeSaysWhatSinceWhenWhatWaitsAndWhatToDo() throws {
    let notice = Notice(
      newsroom: "Courier", zone: try #require(TimeZone(identifier: "Europe/Berlin")), began: [blocked])
    #expect(notice.subject == "Alarm: mail is blocked (Courier)")
    #expect(
      notice.text == """
        mail is blocked, since 2026-09-21 16:13 +02:00
          What happened: 535
          What waits: 3 jobs wait for mail, and no attempt was spent.
          What to do: `herald check --online` tries it. Mend what it says; the rest goes on by itself.

        """)
  }

  @Test func aThousandAlarmsMakeAShortNotice() {
    let many = (1...1_000).map {
      Alarm(.blocked, channel: "c\($0)", since: now, count: 1, detail: String(repeating: "y", count: 900))
    }
    let notice = Notice(newsroom: "Courier", zone: .gmt, began: many)
    #expect(notice.subject == "1000 alarms (Courier)")
    #expect(notice.text.utf8.count < 20 * 700 && notice.text.contains("And 980 more: `herald alerts list`."))
  }

  @Test func theSameNewsHasTheSameIdentity() {
    let one = Notice(newsroom: "Courier", zone: .gmt, began: [blocked])
    #expect(one.id(at: now) == one.id(at: now + 60))
    let over = Notice(newsroom: "Courier", zone: .gmt, over: [.init(alarm: blocked, at: now)])
    #expect(over.id(at: now) != one.id(at: now))
    let test = Notice(newsroom: "Courier", zone: .gmt, isTest: true)
    #expect(test.id(at: now) != test.id(at: now + 1))
  }

  @Test(arguments: Alarm.Kind.allCases) func everyKindHasItsWords(_ kind: Alarm.Kind) {
    for count in [0, 1, 2] {
      for channel in [nil, "x"] {
        let alarm = Alarm(kind, channel: channel, subject: "weekly", since: now, count: count, detail: "")
        #expect(!alarm.title.isEmpty && alarm.waits.hasSuffix("."))
        #expect(alarm.remedy.contains("`herald ") || kind == .disk)
      }
    }
  }
}
