import ArgumentParser
import Foundation
import Herald
import HeraldStore

struct BackupCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backup",
    abstract: "Writes a consistent copy of the store, also while `herald run` works.",
    discussion: """
      herald backup /var/backups/herald-2026-11-23.db

      The file is checked and synced before it gets its name; an existing one is
      never written over. It holds addresses: only you may read it.
      """)

  @Argument(help: "The new file.") var file: String
  @OptionGroup var options: NewsroomOptions

  func run() async throws {
    let newsroom = try options.newsroom()
    try newsroom.checkStoreIsThere()
    let store = try await newsroom.openStoreToLook(now: presentMoment())
    defer { store.close() }
    try await store.backup(to: file)
    Terminal.say("backed up \(newsroom.config.storePath.shown()) to \(file.shown())")
  }
}

extension Newsroom {
  /// Throws where there is no store yet.
  func checkStoreIsThere() throws {
    try Store.checkIsNotMissing(config.storePath)
    guard FileManager.default.fileExists(atPath: config.storePath) else {
      throw Ending(.failed, "there is no store yet at \(config.storePath.shown())")
    }
  }
}
