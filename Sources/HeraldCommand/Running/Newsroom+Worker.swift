import Herald
import HeraldTransfer
import HeraldWorker

extension Newsroom {
  func checkHasChannels() throws(Ending) {
    guard config.channels.isEmpty else { return }
    throw Ending(.configuration, "there is no channel to work for: add one under `channels:`")
  }

  /// One for each digest that has a schedule.
  func openers() throws -> [EditionOpener] {
    try config.digests.compactMap { digest -> EditionOpener? in
      guard let schedule = digest.schedule else { return nil }
      return EditionOpener(
        schedule: schedule, zone: config.newsroom.timezone, minimum: digest.minimum, hold: digest.hold.times(1),
        plan: try plan(of: digest)
      ) { try edition(of: digest, $0, day: $1) }
    }
  }
}

extension Surroundings {
  /// Those of a process that works, which has one clock.
  static func ofProcess(_ clock: SteadyClock) -> Surroundings {
    var surroundings = Surroundings(
      now: { clock.now }, random: { Double.random(in: 0..<1) }, executor: TransferLoop.shared)
    surroundings.clock = clock
    return surroundings
  }
}
