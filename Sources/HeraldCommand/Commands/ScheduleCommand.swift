import ArgumentParser
import Foundation
import Herald
import HeraldStore

struct ScheduleCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schedule",
    abstract: "Shows what comes next, and what became of the last runs.",
    discussion: """
      herald schedule
      herald schedule --count 30

      The next runs of digests and the next slots of channels, on the newsroom's
      clock and in UTC, each slot with the post that has it. A time that the
      clocks skip runs at the first instant after; one that they show twice runs
      the first time: both are marked. Then the last runs that were decided. It
      only reads.
      """)

  @Option(help: "How many runs and slots; default 10.") var count = 10
  @Flag(help: "One JSON object.") var json = false
  @OptionGroup var options: NewsroomOptions

  func validate() throws {
    guard (1...1_000).contains(count) else { throw ValidationError("--count is from 1 to 1000") }
  }

  func run() async throws {
    let newsroom = try options.newsroom()
    let moment = presentMoment()
    let store = try await newsroom.openStoreToLook(now: moment)
    defer { store.close() }
    let report = try await ScheduleReport(store: store, newsroom: newsroom, count: count, now: moment)
    if json { try Terminal.sayJSON(report) } else { report.show(in: newsroom.config.newsroom.timezone) }
  }
}
