import Foundation
import Herald
import HeraldSenders
import HeraldStore

/// Works a copy of the store, every channel being a folder. Nothing is sent, nobody is told, the store stays as it is.
struct Rehearsal {
  let newsroom: Newsroom
  let folder: String
  let logFormat: LineLog.Format?

  func run() async throws {
    try checkIsEmpty()
    let scratch = FileManager.default.temporaryDirectory.appending(path: "herald-\(UUID().uuidString)")
    do {
      // The copy holds addresses: nobody else may look into its folder.
      try FileManager.default.createDirectory(
        at: scratch, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    } catch {
      throw Ending(.unavailable, "\(scratch.path): the folder for the copy of the store cannot be made")
    }
    defer { removeQuietly(scratch) }
    let copy = scratch.appending(path: "rehearsal.db").path
    let original = try await newsroom.openStoreToLook(now: presentMoment())
    try await original.copy(to: copy)
    original.close()
    let store = try Store(path: copy, role: .rehearsal)
    defer { store.close() }
    let channels = newsroom.channels.map { named in
      var channel = named
      // A folder takes everything at once.
      channel.limits = .none
      channel.sender = File(
        settings: File.Settings(directory: "\(folder)/\(named.name)"), base: URL.currentDirectory())
      return channel
    }
    try await Drain(
      store: store, channels: channels, rules: newsroom.alarmRules, logFormat: logFormat, folder: folder
    ).run()
  }

  /// The file of a job is never written over: what an earlier rehearsal left would hold each job.
  private func checkIsEmpty() throws(Ending) {
    guard FileManager.default.fileExists(atPath: folder) else { return }
    let files: [String]
    do {
      files = try FileManager.default.contentsOfDirectory(atPath: folder)
    } catch {
      throw Ending(.usage, "\(folder.shown()) cannot be read as a folder: name a new one for --into")
    }
    if files.isEmpty { return }
    throw Ending(.usage, "\(folder.shown()) is not empty: name a new folder for --into, or empty this one")
  }

  /// The copy of a rehearsal: what cannot be removed is left to the system's cleaning of temporary files.
  private func removeQuietly(_ folder: URL) {
    do { try FileManager.default.removeItem(at: folder) } catch { Terminal.warn("\(folder.path) was left behind") }
  }
}
