import ArgumentParser
import Foundation
import Herald
import HeraldStore

struct SubscribersCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "subscribers",
    abstract: "Who gets a digest.",
    discussion: """
      herald subscribers add --list readers "Ada Byron <ada@example.org>"
      herald subscribers import --list readers readers.csv
      """,
    subcommands: [Add.self, Remove.self, List.self, Import.self, Export.self])

  struct Add: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Adds one subscriber, also one who had left and asked to come back.")

    @Option(help: "The list, as a digest of the configuration names it.") var list: String
    @Argument(help: "ada@example.org or \"Ada <ada@example.org>\".") var address: String
    @OptionGroup var options: NewsroomOptions

    func run() async throws {
      let newsroom = try options.newsroom()
      try newsroom.checkList(list)
      let person = try Mailbox(address).checked()
      if let warning = person.warning { Terminal.warn(warning) }
      let store = try await newsroom.openStore(.command, now: presentMoment())
      defer { store.close() }
      let effects = try await store.subscribe([person], to: list, returning: true, now: presentMoment())
      Terminal.say("\(person.address): \(effects.first?.says ?? "")")
    }
  }

  struct Remove: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Takes a subscriber off a list; mails that still wait are skipped.")

    @Option(help: "The list, also one that no digest names any more.") var list: String
    @Argument(help: "The address.") var address: String
    @OptionGroup var options: NewsroomOptions

    func run() async throws {
      let newsroom = try options.newsroom()
      let address = try EmailAddress(address)
      let store = try await newsroom.openStore(.command, now: presentMoment())
      defer { store.close() }
      try await newsroom.checkList(list, in: store)
      guard try await store.unsubscribe(address, from: list, now: presentMoment()) else {
        throw Ending(.failed, "\(address) is not on the list \(list)")
      }
      Terminal.say("\(address): removed")
      for other in try await store.lists(of: address).map({ $0.shown() }) {
        Terminal.say("still on the list \(other): `herald subscribers remove --list \(other) \(address)`")
      }
    }
  }

  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Lists the subscribers of a list, or of all lists.")

    @Option(help: "The list; default all.") var list: String?
    @Flag(help: "One JSON object.") var json = false
    @OptionGroup var options: NewsroomOptions

    func run() async throws {
      let newsroom = try options.newsroom()
      let store = try await newsroom.openStoreToLook(now: presentMoment())
      defer { store.close() }
      if let list { try await newsroom.checkList(list, in: store) }
      let lists = if let list { [list] } else { try await newsroom.lists(in: store) }
      var people: [Subscriber] = []
      for list in lists { people += try await store.subscribers(of: list) }
      if json { return try Terminal.sayJSON(["subscribers": people.map(SubscriberReport.init)]) }
      guard !people.isEmpty else {
        let example = "herald subscribers add --list \(lists.first ?? "readers") ada@example.org"
        return Terminal.say("nobody is subscribed: `\(example)` adds someone")
      }
      let rows = people.map { [$0.list, $0.mailbox.address.description, $0.mailbox.name.shown(), $0.state.rawValue] }
      for line in Terminal.table([["list", "email", "name", "state"]] + rows) { Terminal.say(line) }
    }
  }

  struct Import: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Adds the subscribers of a CSV file with the columns email,name.",
      discussion: """
        herald subscribers import --list readers readers.csv

        The whole file is checked first: with one bad line nobody is added, and the
        bad lines are named. Someone who left stays out.
        """)

    @Option(help: "The list, as a digest of the configuration names it.") var list: String
    @Argument(help: "The file, - for standard input.") var file: String
    @OptionGroup var options: NewsroomOptions

    func run() async throws {
      let newsroom = try options.newsroom()
      try newsroom.checkList(list)
      let people = try SubscriberFile.read(file)
      let store = try await newsroom.openStore(.command, now: presentMoment())
      defer { store.close() }
      var effects: [Store.Subscription: Int] = [:]
      // Short transactions, so that a daemon beside it goes on delivering.
      for start in stride(from: 0, to: people.count, by: 1_000) {
        let chunk = Array(people[start..<min(start + 1_000, people.count)])
        for effect in try await store.subscribe(chunk, to: list, now: presentMoment()) {
          effects[effect, default: 0] += 1
        }
      }
      let parts = effects.sorted { $0.key.rawValue < $1.key.rawValue }.map { "\($0.value) \($0.key.says)" }
      Terminal.say(
        "\(counted(people.count, "subscriber")) read: \(parts.isEmpty ? "nobody" : parts.joined(separator: ", "))")
    }
  }

  struct Export: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Writes the active subscribers of a list as CSV.",
      discussion: """
        herald subscribers export --list readers > readers.csv

        A cell that a spreadsheet would take for a formula (= + - @) gets a ' before
        it, which `import` takes off again; --raw leaves it as it is.
        """)

    @Option(help: "The list, also one that no digest names any more.") var list: String
    @Flag(help: "Do not protect spreadsheets.") var raw = false
    @OptionGroup var options: NewsroomOptions

    func run() async throws {
      let newsroom = try options.newsroom()
      let store = try await newsroom.openStoreToLook(now: presentMoment())
      defer { store.close() }
      try await newsroom.checkList(list, in: store)
      Terminal.say("email,name")
      for person in try await store.subscribers(of: list) where person.state == .active {
        let cells = [person.mailbox.address.description, person.mailbox.name]
        Terminal.say(cells.map { SubscriberFile.cell($0, raw: raw) }.joined(separator: ","))
      }
    }
  }
}

private struct SubscriberReport: Encodable {
  let list: String
  let email: String
  let name: String
  let state: Subscriber.State

  init(_ subscriber: Subscriber) {
    list = subscriber.list
    email = subscriber.mailbox.address.description
    name = subscriber.mailbox.name
    state = subscriber.state
  }
}

extension Store.Subscription {
  fileprivate var says: String {
    switch self {
    case .added: "added"
    case .renamed: "renamed"
    case .known: "known already"
    case .returned: "back on the list"
    case .stayedRemoved: "had left and stay out"
    }
  }
}
