import ArgumentParser
import Herald
import HeraldStore

struct StatusCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status",
    abstract: "Counts every job by channel and state, and says how fast it goes.",
    discussion: """
      For each channel with something due: how fast it was in the last minute and
      how long the rest will take. Then the editions that are not through. May be
      asked at any time, beside `herald run` too.
      """)

  @Flag(help: "One JSON object.") var json = false
  @OptionGroup var options: NewsroomOptions

  func run() async throws {
    let newsroom = try options.newsroom()
    let moment = presentMoment()
    let store = try await newsroom.openStoreToLook(now: moment)
    defer { store.close() }
    let report = try await StatusReport(store: store, channels: newsroom.config.channels.map(\.name), now: moment)
    if json { try Terminal.sayJSON(report) } else { report.show() }
    if !json { try await store.sayStoppedThreads() }
  }
}
