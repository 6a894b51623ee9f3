import Foundation
import Herald
import HeraldStore
import HeraldWorker
import Logging
import Synchronization

/// One store, a clock that only a test moves, and a worker over them.
final class Bench: Sendable {
  enum Place: String, CaseIterable, Sendable { case memory, file }

  static let start = Instant(microseconds: 1_790_000_000_000_000)

  let store: Store
  let log = Lines()
  private let clock = Mutex(Bench.start)
  private let progressed = Mutex(0)
  private let ended = Mutex<[String: Standstill]?>(nil)

  /// Runs `body` with a new store, in memory or in a folder that is removed afterwards.
  static func with(_ place: Place = .memory, _ body: (Bench) async throws -> Void) async throws {
    switch place {
    case .memory: try await body(Bench(path: ":memory:"))
    case .file:
      let folder = FileManager.default.temporaryDirectory.appending(path: "herald-worker-\(UUID().uuidString)")
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      do {
        let bench = try Bench(path: folder.appending(path: "herald.db").path)
        try await body(bench)
        bench.store.close()
      } catch {
        try FileManager.default.removeItem(at: folder)
        throw error
      }
      try FileManager.default.removeItem(at: folder)
    }
  }

  private init(path: String) throws { store = try Store(path: path, role: .daemon) }

  var now: Instant { clock.withLock { $0 } }

  func advance(_ time: Seconds) { clock.withLock { $0 = $0 + time } }

  /// Outcomes reported to the progress.
  var outcomes: Int { progressed.withLock { $0 } }

  /// The channels that were blocked at the end, nil before the end.
  var blocked: [String: Standstill]? { ended.withLock { $0 } }

  /// Queues `count` posts of one part each on a channel, due now.
  @discardableResult
  func owe(_ count: Int = 1, on channel: String = "x", after: Seconds = 0) async throws -> [Job.ID] {
    let due = now + after
    let orders = try (0..<count).map { number in
      QueueOrder(
        article: Article(title: "Ferry \(channel) \(UUID().uuidString)", paragraphs: ["Text."], briefs: []),
        postings: [
          Posting(
            channel: channel, content: try .post(["The ferry runs again (\(number))."]), due: due, destination: "d")
        ])
    }
    return try await store.queue(orders, now: now).flatMap(\.jobs).map(\.id)
  }

  func job(_ id: Job.ID) async throws -> Job { try await store.job(id, network: .plain).job }

  func deliveries(_ id: Job.ID) async throws -> [Delivery] { try await store.job(id, network: .plain).deliveries }

  func channel(
    _ sender: any Sender, name: String = "x", retry: RetryPolicy = RetryPolicy(), concurrency: Int = 4,
    limits: RateLimits = .none
  ) -> Channel {
    Channel(
      name: name, network: .plain, sender: sender, retry: retry, concurrency: concurrency, limits: limits,
      destination: "d")
  }

  func worker(
    _ channels: [Channel], openers: [EditionOpener] = [], mode: WorkMode = .drain,
    closing: ClosingPolicy = ClosingPolicy()
  ) -> Worker {
    Worker(
      store: store, channels: channels, openers: openers, mode: mode,
      surroundings: Surroundings(
        now: { self.now }, random: { 0.5 }, pulse: .milliseconds(10), closing: closing),
      log: log.logger, progress: { _ in self.progressed.withLock { $0 += 1 } },
      finished: { blocked in self.ended.withLock { $0 = blocked } })
  }

  func drain(_ channels: Channel...) async throws { try await worker(channels).run() }

  /// Leaves a job as a process leaves it that dies with it in hand.
  func dieWith(_ channel: String = "x", marked: Bool, note: String? = nil) async throws -> Job.ID? {
    let leases = try await store.claim(channel: channel, network: .plain, limit: 1, until: now + 1_200, now: now)
    guard let lease = leases.first else { return nil }
    if marked {
      _ = try await store.mark(
        lease, wire: SHA256Digest(of: lease.message.text), note: note, until: now + 1_200, now: now)
    }
    return lease.job.id
  }
}

/// A log that a test reads.
final class Lines: Sendable {
  struct Line: Sendable {
    let event: String
    let values: [String: String]
  }

  private let lines = Mutex<[Line]>([])

  var all: [Line] { lines.withLock { $0 } }

  func about(_ job: Job.ID) -> [Line] { all.filter { $0.values["job"] == "\(job)" } }

  var logger: Logger {
    Logger(label: "test") { _ in Handler(lines: self) }
  }

  private struct Handler: LogHandler {
    let lines: Lines
    var logLevel: Logger.Level = .trace
    var metadata: Logger.Metadata = [:]

    init(lines: Lines) { self.lines = lines }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
      get { metadata[key] }
      set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
      let line = Line(
        event: event.message.description, values: (event.metadata ?? [:]).mapValues(\.description))
      lines.lines.withLock { $0.append(line) }
    }
  }
}
