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

      A paused channel takes nothing; its jobs wait. `herald run` heeds it within a
      second, and what is in hand ends as it would.
      """,
    subcommands: [ChannelsAdd.self, ChannelsTest.self, List.self, PauseCommand.self, Resume.self])

  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Lists the channels, and what pauses them.")

    @Flag(help: "One JSON object.") var json = false
    @OptionGroup var options: NewsroomOptions

    func run() async throws {
      let newsroom = try options.newsroom()
      let store = try await newsroom.openStoreToLook(now: presentMoment())
      defer { store.close() }
      let pauses = try await store.pauses()
      let ledgers = try await store.ledgers()
      let names = newsroom.config.channels.map(\.name)
      let others = ledgers.keys.filter { !names.contains($0) }.sorted()
      if json {
        return try Terminal.sayJSON(ChannelsReport(names: names + others, configured: names, ledgers, pauses))
      }
      let zone = newsroom.config.newsroom.timezone
      let rows = (names + others).map { name in
        let pause = pauses.first { $0.channel == name || $0.channel == nil }
        let says = pause.map { "paused since \($0.since.shown(in: zone)): \($0.detail)" }
        let state = says ?? (names.contains(name) ? "open" : "not in the configuration: nothing works for it")
        return [name, "\(ledgers[name]?[.waiting] ?? 0)", state.shown()]
      }
      for line in Terminal.table([["channel", "waiting", "state"]] + rows) { Terminal.say(line) }
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
    static let configuration = CommandConfiguration(abstract: "Lets channels go on.")

    @Argument(help: "The channels.") var names: [String] = []
    @Flag(help: "The pause of the whole store; channels that were paused one by one stay so.") var all = false
    @OptionGroup var options: NewsroomOptions

    func validate() throws { try checkNames(names, all: all) }

    func run() async throws {
      let newsroom = try options.newsroom()
      let store = try await newsroom.openStore(.command, now: presentMoment())
      defer { store.close() }
      for name in names { try newsroom.checkChannel(name, orOneOf: try await store.pauses().compactMap(\.channel)) }
      for name in all ? [nil] : names.map(Optional.some) {
        let called = name ?? "the store"
        Terminal.say(try await store.resume(name) ? "\(called) goes on" : "\(called) was not paused")
      }
      if !all, try await store.pauseOfAll() != nil {
        Terminal.say("the whole store is paused still: `herald channels resume --all`")
      }
    }
  }
}

private func checkNames(_ names: [String], all: Bool) throws {
  guard names.isEmpty == all else { throw ValidationError("name channels, or say --all") }
}

/// What `channels list --json` prints. Fields are added, never renamed.
private struct ChannelsReport: Encodable {
  struct Channel: Encodable {
    let name: String
    let isConfigured: Bool
    let waiting: Int
    @OrNull var pausedSince: Instant?
    @OrNull var cause: Pause.Cause?
    @OrNull var why: String?
  }

  let channels: [Channel]

  init(names: [String], configured: [String], _ ledgers: [String: Ledger], _ pauses: [Pause]) {
    channels = names.map { name in
      let pause = pauses.first { $0.channel == name || $0.channel == nil }
      return Channel(
        name: name, isConfigured: configured.contains(name), waiting: ledgers[name]?[.waiting] ?? 0,
        pausedSince: OrNull(wrappedValue: pause?.since), cause: OrNull(wrappedValue: pause?.cause),
        why: OrNull(wrappedValue: pause?.detail))
    }
  }
}
