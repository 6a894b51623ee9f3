import Foundation
import Herald
import HeraldStore

/// What `channels list --json` prints. Fields are added, never renamed.
struct ChannelsReport: Encodable {
  struct Channel: Encodable {
    let name: String
    let isConfigured: Bool
    let waiting: Int
    @OrNull var pausedSince: Instant?
    @OrNull var cause: Pause.Cause?
    @OrNull var why: String?
    /// Null while it is open.
    @OrNull var closing: ClosingReport?
    /// Destinations that have too much to do.
    let slowed: [ClosingReport]
    /// `300 per 5m`; none is no limit.
    let rates: [String]
    /// The most that leave at once; null without rates.
    @OrNull var burst: Int?
    /// When the next message may go by its rates; null when one may go now.
    @OrNull var nextPermit: Instant?
  }

  let channels: [Channel]

  init(_ newsroom: Newsroom, _ store: Store, now: Instant) async throws {
    let (pauses, ledgers) = (try await store.pauses(), try await store.ledgers())
    let closings = try await store.closings().map(ClosingReport.init)
    let configured = newsroom.config.channels
    let others = ledgers.keys.filter { name in !configured.contains { $0.name == name } }.sorted()
    var channels: [Channel] = []
    for name in configured.map(\.name) + others {
      let pause = pauses.first { $0.channel == name || $0.channel == nil }
      let config = configured.first { $0.name == name }
      let limits = config?.limits ?? .none
      let next = try await store.nextPermit(of: name, limits, now: now)
      channels.append(
        Channel(
          name: name, isConfigured: config != nil, waiting: ledgers[name]?[.waiting] ?? 0,
          pausedSince: OrNull(wrappedValue: pause?.since), cause: OrNull(wrappedValue: pause?.cause),
          why: OrNull(wrappedValue: pause?.detail),
          closing: OrNull(wrappedValue: closings.first { $0.channel == name && $0.destination == nil }),
          slowed: closings.filter { $0.channel == name && $0.destination != nil },
          rates: limits.rates.map(\.description), burst: OrNull(wrappedValue: limits.isNone ? nil : limits.burst),
          nextPermit: OrNull(wrappedValue: next > now ? next : nil)))
    }
    self.channels = channels
  }

  func show(in zone: TimeZone, now: Instant) {
    var rows = [["channel", "waiting", "rate", "state"]]
    for channel in channels {
      let rate = channel.rates.joined(separator: ", ")
      let states = states(of: channel, in: zone, now: now)
      rows.append([channel.name, "\(channel.waiting)", rate.isEmpty ? "·" : rate, states[0].shown()])
      rows += states.dropFirst().map { ["", "", "", $0.shown()] }
    }
    for line in Terminal.table(rows) { Terminal.say(line) }
  }

  /// One line each, at least one.
  private func states(of channel: Channel, in zone: TimeZone, now: Instant) -> [String] {
    var states: [String] = []
    if let since = channel.pausedSince {
      states.append("paused since \(since.shown(in: zone)): \(channel.why ?? "")")
    }
    if let closing = channel.closing { states.append(closing.says(in: zone, now: now)) }
    if states.isEmpty, let next = channel.nextPermit {
      states.append("its rate is used up: the next goes \(next.shown(in: zone))")
    }
    if states.isEmpty {
      states.append(channel.isConfigured ? "open" : "not in the configuration: nothing works for it")
    }
    return states + channel.slowed.map { "\($0.destination ?? ""): \($0.says(in: zone, now: now))" }
  }
}
