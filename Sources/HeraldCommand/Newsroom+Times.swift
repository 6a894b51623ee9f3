import Foundation
import Herald
import HeraldWorker

extension Newsroom {
  /// How a channel treats posts whose time was missed, its slots being meant in the newsroom's zone.
  func misfire(of channel: ChannelConfig) -> MisfirePolicy {
    MisfirePolicy(
      misfire: channel.misfire, catchUp: channel.catchUp,
      slots: channel.slots.isEmpty ? nil : Slots(channel.slots, in: config.newsroom.timezone))
  }

  /// By name, of every channel.
  var misfires: [String: MisfirePolicy] {
    Dictionary(uniqueKeysWithValues: config.channels.map { ($0.name, misfire(of: $0)) })
  }

  /// The channels as the worker has them.
  var channels: [Channel] {
    config.channels.map { config in
      var channel = config.channel
      channel.misfire = misfire(of: config)
      return channel
    }
  }

  /// One for each digest that has a schedule.
  func openers() throws -> [EditionOpener] {
    try config.digests.compactMap { digest -> EditionOpener? in
      guard let schedule = digest.schedule else { return nil }
      return EditionOpener(
        schedule: schedule, zone: config.newsroom.timezone, minimum: digest.minimum, hold: digest.hold.times(1),
        misfire: digest.misfire, catchUp: digest.catchUp.times(1), plan: try plan(of: digest)
      ) { try edition(of: digest, $0, day: $1) }
    }
  }
}
