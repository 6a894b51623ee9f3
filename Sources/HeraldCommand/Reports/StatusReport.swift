import Foundation
import Herald
import HeraldStore

/// What `status --json` prints. Fields are added, never renamed.
struct StatusReport: Encodable {
  struct Progress: Encodable {
    /// Jobs that are waiting and due.
    let due: Int
    /// All that this channel ever sent.
    let sent: Int
    /// Messages sent per second over the last minute; 0 when nothing was.
    let rate: Double
    /// Until what is due and in hand is sent; null while nothing moves.
    @OrNull var secondsLeft: Double?
    /// The same for a person; nil while nothing moves.
    let left: String?

    private enum CodingKeys: CodingKey { case due, sent, rate, secondsLeft }
  }

  struct Edition: Encodable {
    let digest: String
    let number: Int
    let channel: String
    let owed: Int
    let ledger: Ledger
  }

  let channels: [String: Ledger]
  /// The channels that have something due.
  let progress: [String: Progress]
  /// The editions with mails that wait, are in hand or are held.
  let editions: [Edition]

  init(store: Store, channels names: [String], now: Instant) async throws {
    let ledgers = try await LedgerReport(store: store, channels: names).channels
    let queue = try await store.progress(channels: ledgers.keys.sorted(), now: now)
    channels = ledgers
    progress = queue.channels.filter { $0.value.due > 0 }.reduce(into: [:]) { found, entry in
      let ledger = ledgers[entry.key] ?? Ledger()
      let rate = entry.value.rate(at: now) ?? 0
      let rest = entry.value.due + ledger[.leased]
      found[entry.key] = Progress(
        due: entry.value.due, sent: ledger[.sent], rate: (rate * 10).rounded() / 10,
        secondsLeft: OrNull(wrappedValue: rate > 0 ? (Double(rest) / rate).rounded(.up) : nil),
        left: leftInWords(rest, rate: rate))
    }
    editions = queue.editions.map {
      Edition(digest: $0.digest, number: $0.number, channel: $0.channel, owed: $0.owed, ledger: $0.ledger)
    }
  }

  func show() {
    LedgerReport(channels: channels).show()
    let moving = progress.sorted { $0.key < $1.key }.map { name, progress in
      let pace =
        progress.left.map { "\(shownRate(progress.rate)), \($0) left" }
        ?? "nothing sent in the last minute: is `herald run` at work?"
      return [name, "\(progress.due) due", "sent \(progress.sent)", pace]
    }
    let open = editions.map { edition in
      let others = [JobState.held, .failed, .cancelled, .skipped].filter { edition.ledger[$0] > 0 }
        .map { ", \(edition.ledger[$0]) \($0.rawValue)" }.joined()
      return ["\(edition.digest) \(edition.number)", "sent \(edition.ledger[.sent]) of \(edition.owed)\(others)"]
    }
    for rows in [moving, open] where !rows.isEmpty {
      Terminal.say()
      for line in Terminal.table(rows) { Terminal.say(line) }
    }
  }
}
