import ArgumentParser
import Herald
import HeraldStore

struct PruneCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "prune",
    abstract: "Folds the mails of old editions into totals.",
    discussion: """
      herald prune --older 90d --dry-run
      herald prune --older 90d

      For editions that have been through for so long. Their text, and how many
      were sent, failed and skipped, stays, and the ledger still adds up; who got
      which mail, and when, is forgotten. Posts are kept. May run beside
      `herald run`. The freed room is used for what comes next.
      """)

  @Option(help: ArgumentHelp("How long ago an edition was through: 30d, 52w; at least 1d.", valueName: "time"))
  var older: Retention
  @Flag(help: "Only say what would be folded.") var dryRun = false
  @OptionGroup var options: NewsroomOptions

  func run() async throws {
    let newsroom = try options.newsroom()
    try newsroom.checkStoreIsThere()
    let moment = presentMoment()
    let store = try await newsroom.openStore(.command, now: moment)
    defer { store.close() }
    let pruned = try await store.prune(before: moment + older.seconds(-1), isDryRun: dryRun)
    Terminal.say(
      "\(dryRun ? "would fold" : "folded") \(counted(pruned.mails, "mail")) of \(counted(pruned.editions, "edition"))")
  }
}

/// How long something is kept: `30d`, `52w`; 1 day to 100 years.
struct Retention: ExpressibleByArgument {
  private let days: Int64

  init?(argument: String) {
    let units: [Character: Int64] = ["d": 1, "w": 7]
    guard let letter = argument.last, let unit = units[letter], let count = Int64(argument.dropLast()),
      (1...36_500).contains(count), count * unit <= 36_500
    else { return nil }
    days = count * unit
  }

  func seconds(_ sign: Int64) -> Seconds { Seconds(microseconds: sign * days * 86_400_000_000) }
}
