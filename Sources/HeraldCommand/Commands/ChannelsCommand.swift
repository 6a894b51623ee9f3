import ArgumentParser
import Herald
import HeraldStore

struct ChannelsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "channels",
    abstract: "Set up, test, see, pause and resume channels.",
    discussion: """
      herald channels add                  asks, and writes the configuration
      herald channels test mastodon        sends one marked test post
      herald channels pause mastodon --why "the server moves"
      herald channels resume mastodon
      herald channels resume --all         what a copy of a store waits for

      A paused channel takes nothing; its jobs wait. A channel also closes by itself:
      when its far side has enough of it, does not let it in, or cannot be reached
      (`channels list` says until when). `resume` ends both, and opens the
      destinations that are slowed. `herald run` heeds it within a second, and what
      is in hand ends as it would.
      """,
    subcommands: [ChannelsAdd.self, ChannelsTest.self, List.self, PauseCommand.self, Resume.self])

  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Lists the channels: how fast they may go, and what pauses or closes them.")

    @Flag(help: "One JSON object.") var json = false
    @OptionGroup var options: NewsroomOptions

    func run() async throws {
      let newsroom = try options.newsroom()
      let moment = presentMoment()
      let store = try await newsroom.openStoreToLook(now: moment)
      defer { store.close() }
      let report = try await ChannelsReport(newsroom, store, now: moment)
      if json { return try Terminal.sayJSON(report) }
      report.show(in: newsroom.config.newsroom.timezone, now: moment)
    }
  }

  struct PauseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "pause", abstract: "Lets channels take nothing.")

    @Argument(help: "The channels.") var names: [String] = []
    @Flag(help: "All channels of this store.") var all = false
    @Option(help: "What lists say of it.") var why = "a person paused it"
    @OptionGroup var options: NewsroomOptions

    func validate() throws { try checkNames(names, all: all) }

    func run() async throws {
      let newsroom = try options.newsroom()
      let moment = presentMoment()
      let store = try await newsroom.openStore(.command, now: moment)
      defer { store.close() }
      for name in names { try newsroom.checkChannel(name, orOneOf: try await store.ledgers().keys.sorted()) }
      for name in all ? [nil] : names.map(Optional.some) {
        try await store.pause(name, detail: why, now: moment)
        Terminal.say("\(name ?? "every channel") is paused")
      }
    }
  }

  struct Resume: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Lets channels go on that are paused, or closed by themselves.")

    @Argument(help: "The channels.") var names: [String] = []
    @Flag(help: "The pause of the whole store; channels that were paused one by one stay so.") var all = false
    @OptionGroup var options: NewsroomOptions

    func validate() throws { try checkNames(names, all: all) }

    func run() async throws {
      let newsroom = try options.newsroom()
      let store = try await newsroom.openStore(.command, now: presentMoment())
      defer { store.close() }
      for name in names { try newsroom.checkChannel(name, orOneOf: try await store.stopped()) }
      for name in all ? [nil] : names.map(Optional.some) {
        let called = name ?? "the store"
        Terminal.say(try await store.resume(name) ? "\(called) goes on" : "\(called) was neither paused nor closed")
      }
      if !all, try await store.pauseOfAll() != nil {
        Terminal.say("the whole store is paused still: `herald channels resume --all`")
      }
    }
  }
}

extension Store {
  /// Channels that are paused or closed, also those that left the configuration.
  fileprivate func stopped() async throws -> [String] {
    try await pauses().compactMap(\.channel) + closings().map(\.channel)
  }
}

private func checkNames(_ names: [String], all: Bool) throws {
  guard names.isEmpty == all else { throw ValidationError("name channels, or say --all") }
}
