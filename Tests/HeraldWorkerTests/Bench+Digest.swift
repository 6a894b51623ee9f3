import Foundation
import Herald
import HeraldStore
import HeraldWorker

extension Bench {
  var plan: EditionPlan {
    get throws {
      EditionPlan(
        digest: "weekly", channel: "mail", list: "readers",
        sending: EditionSending(
          from: Mailbox(name: "Dispatch", address: try EmailAddress("news@example.org")), listID: "weekly.example.org",
          listName: "Weekly", unsubscribe: try EmailAddress("leave@example.org"), language: nil))
    }
  }

  /// A digest that the store knows since now, with briefs and readers.
  func prepareDigest(briefs: Int = 2, readers: [String] = []) async throws {
    try await store.register(digests: [("weekly", nil)], now: now)
    try await storeBriefs(briefs)
    let people = try readers.map { Mailbox(address: try EmailAddress($0)) }
    _ = try await store.subscribe(people, to: "readers", now: now)
  }

  func storeBriefs(_ count: Int) async throws {
    let name = UUID().uuidString
    let article = Article(
      title: "Briefs \(name)", paragraphs: ["Text."],
      briefs: (0..<count).map { Brief(text: "The bridge \(name) is mended, part \($0).") })
    _ = try await store.queue(article, postings: [], now: now)
  }

  func open() async throws -> Edition {
    try await store.openEdition(plan, due: now, now: now) { try .digest("Weekly \($0.number)\n\n\($0.count) briefs\n") }
  }

  /// In UTC, unless said otherwise.
  func opener(
    _ schedule: String, minimum: Int = 1, hold: Seconds = 0, mayBeEmpty: Bool = false,
    misfire: EditionMisfire = .once, catchUp: Seconds = .hours(2), zone: TimeZone = .gmt
  ) throws -> EditionOpener {
    var plan = try plan
    plan.mayBeEmpty = mayBeEmpty
    return EditionOpener(
      schedule: try Schedule(schedule), zone: zone, minimum: minimum, hold: hold, misfire: misfire,
      catchUp: catchUp, plan: plan
    ) { unmailed, day in
      try .digest("Weekly \(unmailed.number) of \(day)\n\n\(unmailed.count) briefs\n")
    }
  }
}
