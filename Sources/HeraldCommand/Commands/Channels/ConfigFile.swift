import Foundation
import Herald
import HeraldSenders

/// The configuration as a file that a channel is to be added to.
struct ConfigFile {
  let path: String
  let data: Data
  let text: String
  let config: Config

  /// - Throws: `Ending` with every problem that is there already: nothing is added to what is wrong.
  init(_ named: String?) throws {
    config = try Config.needed(path: named)
    path = Config.file(named)
    data = try InputFile.read(path, limit: 1_000_000)
    text = String(decoding: data, as: UTF8.self)
  }

  /// Where secrets are kept, from the newsroom's folder: beside the configuration.
  var secrets: String {
    let folder = URL(fileURLWithPath: path).standardizedFileURL.deletingLastPathComponent()
    return folder.lastPathComponent == "Config" ? "Config/secrets" : "secrets"
  }

  /// Why a new channel cannot be called so; nil when it can.
  func problem(ofName name: String) -> String? {
    guard Name.isValid(name) else { return "“\(name.shown())” is not a name: \(Name.form)" }
    guard config.channels.contains(where: { $0.name == name }) else { return nil }
    return "there is a channel \(name) already: take another name, or remove that one from \(path.shown())"
  }

  func inserting(_ draft: ChannelDraft) throws(Ending) -> ConfigInsertion {
    try ConfigInsertion(channel: draft.name, draft.section, into: text)
  }

  /// What speaks against one key of a channel that is not whole yet, without file and line.
  func problems(of key: String, in draft: ChannelDraft) -> [String] {
    let mark = " channels.\(draft.name).\(key): "
    switch Result(catching: { try checked(inserting(draft)) }) {
    case .success: return []
    case .failure(let error):
      let lines = (error as? Ending)?.message.split(separator: "\n") ?? []
      return lines.compactMap { line in line.range(of: mark).map { "\(key): \(line[$0.upperBound...])" } }
    }
  }

  /// The configuration with the channel in it, read whole again.
  ///
  /// - Throws: `Ending` with every problem, for the lines that the file would have.
  func checked(_ insertion: ConfigInsertion) throws -> Config {
    try Config.read(path, holding: Data(insertion.text.utf8))
  }
}
