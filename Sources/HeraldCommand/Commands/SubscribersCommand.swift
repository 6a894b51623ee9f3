import ArgumentParser
import Foundation
import Herald
import HeraldStore

struct SubscribersCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "subscribers",
    abstract: "Who gets a digest.",
    subcommands: [Add.self, Remove.self, List.self, Import.self, Export.self])

  struct Add: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Adds one subscriber, also one who had left and asked to come back.")

    @Option(help: "The list.") var list: String
    @Argument(help: "ada@example.org or \"Ada <ada@example.org>\".") var address: String
    @OptionGroup var options: NewsroomOptions

    func run() async throws {
      let newsroom = try options.newsroom()
      try newsroom.checkList(list)
      let person = try Mailbox(address).checked()
      let store = try await newsroom.openStore(.command, now: presentMoment())
      defer { store.close() }
      let effects = try await store.subscribe([person], to: list, returning: true, now: presentMoment())
      Terminal.say("\(person.address): \(effects.first?.says ?? "")")
    }
  }

  struct Remove: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Takes a subscriber off a list; mails that still wait for them are skipped.")

    @Option(help: "The list.") var list: String
    @Argument(help: "The address.") var address: String
    @OptionGroup var options: NewsroomOptions

    func run() async throws {
      let newsroom = try options.newsroom()
      try newsroom.checkList(list)
      let address = try EmailAddress(address)
      let store = try await newsroom.openStore(.command, now: presentMoment())
      defer { store.close() }
      guard try await store.unsubscribe(address, from: list, now: presentMoment()) else {
        throw Ending(.failed, "\(address) is not on the list \(list)")
      }
      Terminal.say("\(address): removed")
    }
  }

  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Lists the subscribers of a list, or of all.")

    @Option(help: "The list; default all.") var list: String?
    @Flag(help: "One JSON object.") var json = false
    @OptionGroup var options: NewsroomOptions

    func run() async throws {
      let newsroom = try options.newsroom()
      if let list { try newsroom.checkList(list) }
      let lists = list.map { [$0] } ?? Set(newsroom.config.digests.map(\.list)).sorted()
      let store = try await newsroom.openStoreToLook(now: presentMoment())
      defer { store.close() }
      var people: [Subscriber] = []
      for list in lists { people += try await store.subscribers(of: list) }
      if json { return try Terminal.sayJSON(["subscribers": people.map(SubscriberReport.init)]) }
      let rows = people.map { [$0.list, $0.mailbox.address.description, $0.mailbox.name.shown(), $0.state.rawValue] }
      for line in Terminal.table([["list", "email", "name", "state"]] + rows) { Terminal.say(line) }
    }
  }

  struct Import: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Adds the subscribers of a CSV file with the columns email,name.",
      discussion: """
        The whole file is checked first: with one bad line nothing is added, and every bad line is named. Someone who
        left stays out.
        """)

    @Option(help: "The list.") var list: String
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
      Terminal.say("\(people.count) read: \(parts.isEmpty ? "nobody" : parts.joined(separator: ", "))")
    }
  }

  struct Export: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Writes the active subscribers of a list as CSV.",
      discussion: """
        A name that a spreadsheet would take for a formula (= + - @) gets a ' before it; --raw leaves it as it is.
        """)

    @Option(help: "The list.") var list: String
    @Flag(help: "Do not protect spreadsheets.") var raw = false
    @OptionGroup var options: NewsroomOptions

    func run() async throws {
      let newsroom = try options.newsroom()
      try newsroom.checkList(list)
      let store = try await newsroom.openStoreToLook(now: presentMoment())
      defer { store.close() }
      Terminal.say("email,name")
      for person in try await store.subscribers(of: list) where person.state == .active {
        let cells = [person.mailbox.address.description, person.mailbox.name]
        Terminal.say(cells.map { SubscriberFile.cell($0, raw: raw) }.joined(separator: ","))
      }
    }
  }
}

/// Subscribers as a CSV file: `email,name`, with a header line that may have the columns in any order.
enum SubscriberFile {
  /// Reads everyone, or throws `Ending` that names every bad line (the first 20).
  static func read(_ file: String) throws -> [Mailbox] {
    let name = file == "-" ? "standard input" : file.shown()
    var reader = CSVReader(try text(of: file, name: name))
    var people: [Mailbox] = []
    var problems: [String] = []
    do {
      guard let header = try reader.next() else { throw Ending(.input, "\(name): it is empty") }
      let columns = header.fields.map { $0.trimmingCharacters(in: .whitespaces).lowercased() }
      guard let email = columns.firstIndex(of: "email") else {
        throw Ending(.input, "\(name):1: the first line must name the columns: email,name")
      }
      let label = columns.firstIndex(of: "name")
      while let row = try reader.next() {
        do {
          guard row.fields.count == columns.count else {
            throw Wrong("\(row.fields.count) fields where the first line has \(columns.count)")
          }
          let address = try EmailAddress(row.fields[email].trimmingCharacters(in: .whitespaces))
          people.append(try Mailbox(name: label.map { row.fields[$0] } ?? "", address: address).checked())
        } catch {
          problems.append("\(name):\(row.line): \("\(error)".shown())")
        }
      }
    } catch let problem as CSVReader.Problem {
      problems.append("\(name):\(problem)")
    }
    guard problems.isEmpty else {
      let more = problems.count > 20 ? ["… and \(problems.count - 20) more bad lines"] : []
      throw Ending(.input, (problems.prefix(20) + more + ["nobody was added"]).joined(separator: "\n"))
    }
    return people
  }

  static func cell(_ text: String, raw: Bool) -> String {
    let isFormula = text.first.map { "=+-@\t\r".contains($0) } ?? false
    let safe = isFormula && !raw ? "'" + text : text
    guard safe.contains(where: { ",\"\n\r".contains($0) }) else { return safe }
    return "\"" + safe.replacingOccurrences(of: "\"", with: "\"\"") + "\""
  }

  private static func text(of file: String, name: String) throws -> String {
    do {
      let data =
        file == "-"
        ? try FileHandle.standardInput.readToEnd() ?? Data() : try Data(contentsOf: URL(fileURLWithPath: file))
      guard let text = String(data: data, encoding: .utf8) else {
        throw Ending(.input, "\(name): it is not UTF-8: convert it with `iconv -f … -t utf-8`")
      }
      return text
    } catch let ending as Ending {
      throw ending
    } catch {
      throw Ending(.input, "\(name): it cannot be read: \(error.localizedDescription)")
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

extension Mailbox {
  /// This mailbox with its name trimmed; a name of control characters or more than 200 characters is no name.
  fileprivate func checked() throws -> Mailbox {
    var mailbox = self
    mailbox.name = name.trimmingCharacters(in: .whitespaces)
    guard mailbox.name.count <= 200 else { throw Ending(.input, "the name is longer than 200 characters") }
    guard !mailbox.name.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) else {
      throw Ending(.input, "the name “\(name.shown())” holds control characters")
    }
    return mailbox
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
