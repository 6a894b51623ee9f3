import Foundation
import Herald
import HeraldStore

/// The queue through `Store`, on one file, in batches of 100, as `Benchmarks/jobs.py` asks; each prints one number.
///
///     QueueBenchmark prepare PATH READERS     makes the store, a list and an article with briefs
///     QueueBenchmark enqueue PATH COUNT       queues so many posts: seconds
///     QueueBenchmark open PATH                opens an edition for the whole list: seconds
///     QueueBenchmark work PATH                claims, marks and finishes all that is due of the digest: seconds
///     QueueBenchmark latency PATH             claims ten and gives them back, 200 times: median in microseconds
@main struct QueueBenchmark {
  static let batch = 100
  static let now = Instant(microseconds: 1_790_000_000_000_000)

  static func main() async throws {
    let arguments = CommandLine.arguments
    guard arguments.count > 2 else {
      return print("usage: QueueBenchmark prepare|enqueue|open|work|latency PATH [COUNT]")
    }
    let store = try Store(path: arguments[2], role: .daemon)
    let count = arguments.count > 3 ? Int(arguments[3]) ?? 0 : 0
    var begun = ContinuousClock.now
    switch arguments[1] {
    case "prepare": try await prepare(store, readers: count)
    case "enqueue":
      // The posts are composed beforehand.
      let orders = try orders(count)
      begun = .now
      for start in stride(from: 0, to: count, by: batch) {
        _ = try await store.queue(Array(orders[start..<min(start + batch, count)]), now: now)
      }
    case "open": try await open(store)
    case "work": try await work(store)
    default: print(try await latency(store))
    }
    if arguments[1] != "latency" { print(seconds(since: begun)) }
    store.close()
  }

  private static func seconds(since begun: ContinuousClock.Instant) -> Double {
    let took = (ContinuousClock.now - begun).components
    return Double(took.seconds) + Double(took.attoseconds) / 1e18
  }

  private static func prepare(_ store: Store, readers: Int) async throws {
    try await store.register(digests: [("weekly", nil)], now: now)
    let people = try (0..<readers).map {
      Mailbox(name: "Reader \($0)", address: try EmailAddress("reader\($0)@list\($0 % 97).example.net"))
    }
    _ = try await store.subscribe(people, to: "readers", now: now)
    let article = Article(
      title: "The harbour reopens", paragraphs: ["The harbour at Northwick reopened on Monday."],
      briefs: [Brief(text: "The library on Quay Street opens again on Saturday.")])
    _ = try await store.queue(article, postings: [], now: now)
  }

  private static func orders(_ count: Int) throws -> [QueueOrder] {
    try (0..<count).map { number in
      let text = "Story \(number): four towns on the upper Talas agreed on Thursday to share the winter water."
      return QueueOrder(
        article: Article(title: "Story \(number)", paragraphs: [text]),
        postings: [Posting(channel: "x", content: try .post([text]), due: now, destination: "social.example")])
    }
  }

  private static func open(_ store: Store) async throws {
    let address = try EmailAddress("news@example.org")
    let plan = EditionPlan(
      digest: "weekly", channel: "mail", list: "readers",
      sending: EditionSending(
        from: Mailbox(name: "The Gazette", address: address), listID: "weekly.example.org", listName: "Weekly",
        unsubscribe: address, language: "en"))
    _ = try await store.openEdition(plan, due: now, now: now) { try .digest("Weekly \($0.number)\n\nA text.\n") }
  }

  /// One commit for each claim, one for its marks, one for its outcomes, as the raw loop has.
  private static func work(_ store: Store) async throws {
    let wire = SHA256Digest(of: "the bytes of a mail")
    while true {
      let leases = try await store.claim(channel: "mail", network: .plain, limit: batch, until: now + 60, now: now)
      if leases.isEmpty { return }
      try await withThrowingTaskGroup(of: Void.self) { group in
        for lease in leases {
          store.expectMark()
          group.addTask {
            let answer = try await store.mark(lease, wire: wire, note: nil, until: now + 60, now: now)
            store.expectNoMark()
            guard answer == .open else { throw Unexpected() }
          }
        }
        try await group.waitForAll()
      }
      for lease in leases {
        let receipt = Receipt(id: "250 2.0.0 Ok: queued as \(lease.job.id)")
        let delivery = Delivery(
          job: lease.job.id, token: lease.token, started: now, marked: now, ended: now, ending: .sent,
          receipt: receipt)
        store.finishSoon(lease, next: .sent(receipt), delivery: delivery) { _ in }
      }
      try await store.flush()
    }
  }

  private static func latency(_ store: Store) async throws -> Double {
    var times: [Double] = []
    for _ in 0..<200 {
      let begun = ContinuousClock.now
      let leases = try await store.claim(channel: "mail", network: .plain, limit: 10, until: now + 60, now: now)
      times.append(seconds(since: begun))
      guard leases.count == 10 else { throw Unexpected() }
      try await store.release(leases)
    }
    return times.sorted()[times.count / 2] * 1e6
  }

  private struct Unexpected: Error {}
}
