import ArgumentParser
import Foundation
import Herald
import HeraldStore

struct RestoreCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "restore",
    abstract: "Puts a backup in the place of the store, paused.",
    discussion: """
      herald restore /var/backups/herald-2026-11-23.db

      The store that is there is kept beside it. What the backup would send was
      perhaps sent since it was made, so nothing leaves until you have looked:

      herald jobs list --state waiting
      herald jobs cancel 17 18
      herald channels resume --all
      """)

  @Argument(help: "The backup.") var file: String
  @OptionGroup var options: NewsroomOptions

  func run() async throws {
    let newsroom = try options.newsroom()
    let moment = presentMoment()
    let old = try Store.restore(file, to: newsroom.config.storePath, now: moment)
    let store = try await newsroom.openStore(.command, now: moment)
    defer { store.close() }
    Terminal.say("restored \(newsroom.config.storePath.shown()) from \(file.shown())")
    if let old { Terminal.say("the store that was there is \(old.shown())") }
    try await store.sayWhatWouldGo(zone: newsroom.config.newsroom.timezone)
    Terminal.say("nothing is sent until `herald channels resume --all`")
  }
}

extension Store {
  /// What a paused store would send: by channel, and the first of it.
  func sayWhatWouldGo(zone: TimeZone, limit: Int = 20) async throws {
    let waiting = try await jobs(state: .waiting, limit: limit)
    let ledgers = try await ledgers()
    guard !waiting.isEmpty else { return Terminal.say("nothing waits in it") }
    let counts = ledgers.filter { $0.value[.waiting] > 0 }.sorted { $0.key < $1.key }
      .map { "\($0.value[.waiting]) on \($0.key)" }
    Terminal.say("it would send: \(counts.joined(separator: ", "))")
    let titles = try await titles(of: waiting.map(\.id))
    let rows = waiting.map { job in
      let title = titles[job.id] ?? ""
      return [
        "  job \(job.id)", job.channel, job.due.shown(in: zone),
        (job.address.map { "\(title) to \($0)" } ?? title).shown(),
      ]
    }
    for line in Terminal.table(rows, fitting: true) { Terminal.say(line) }
    if waiting.count == limit { Terminal.say("  … all of it: `herald jobs list --state waiting`") }
  }
}
