import ArgumentParser
import Herald
import HeraldStore

struct StatusCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status", abstract: "Counts every job by channel and state.")

  @Flag(help: "One JSON object.") var json = false
  @OptionGroup var options: NewsroomOptions

  func run() async throws {
    let newsroom = try options.newsroom()
    let store = try await newsroom.openStoreToLook(now: presentMoment())
    defer { store.close() }
    let report = try await LedgerReport(store: store, channels: newsroom.config.channels.map(\.name))
    if json { try Terminal.sayJSON(report) } else { report.show() }
    if !json { try await store.sayStoppedThreads() }
  }
}
