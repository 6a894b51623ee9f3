import Herald
import HeraldTransfer
import HeraldWorker

extension Newsroom {
  func checkHasChannels() throws(Ending) {
    guard config.channels.isEmpty else { return }
    throw Ending(.configuration, "there is no channel to work for: add one under `channels:`")
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
