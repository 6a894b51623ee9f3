import Foundation
import HeraldSenders

/// A channel that is not in the configuration yet: what `channels add` was told.
struct ChannelDraft {
  let name: String
  let kind: SenderKind
  /// Key and value as YAML, in their order; `sender` is not among them.
  private(set) var entries: [(key: String, value: String)] = []
  /// Secrets that were typed, and the file that each goes into, from the newsroom's folder.
  private(set) var secrets: [(key: String, file: String, text: String)] = []

  init(name: String, kind: SenderKind) { (self.name, self.kind) = (name, kind) }

  /// The section's lines, without indentation.
  var section: [String] { ["sender: \(kind.rawValue)"] + entries.map { "\($0.key): \($0.value)" } }

  func has(_ key: String) -> Bool { entries.contains { $0.key == key } }

  /// The value of a key as it was given, for what is said of a later one.
  func said(_ key: String) -> String? { entries.first { $0.key == key }.map { $0.value.replacing("\"", with: "") } }

  mutating func set(_ key: String, line: String) { put(key, YAMLValue.of(line)) }

  mutating func set(_ key: String, words: String) {
    put(key, YAMLValue.list(words.split(whereSeparator: \.isWhitespace).map(String.init)))
  }

  /// A value that is YAML already: a list, a section in braces.
  mutating func set(_ key: String, yaml: String) { put(key, yaml) }

  mutating func set(_ key: String, environment: String) { put(key, "{ env: \(YAMLValue.of(environment)) }") }

  mutating func set(_ key: String, file: String) { put(key, "{ file: \(YAMLValue.of(file)) }") }

  /// - Parameter folder: where secrets are kept, from the newsroom's folder.
  mutating func set(_ key: String, secret: String, in folder: String) {
    let file = "\(folder)/\(name)-\(key)"
    set(key, file: file)
    secrets.removeAll { $0.key == key }
    secrets.append((key, file, secret))
  }

  mutating func remove(_ key: String) {
    entries.removeAll { $0.key == key }
    secrets.removeAll { $0.key == key }
  }

  /// The questions of its kind, and where posts have no rules of their own whose rules they are written by.
  var questions: [Question] {
    guard kind.network == nil, kind.carriesPosts else { return kind.setup.questions }
    return kind.setup.questions + [
      Question(
        "as", .line, "whose rules its posts are written by", example: "x",
        steps: ["x, mastodon, bluesky, threads, linkedin, telegram, discord, slack, or plain (no limit)."],
        isOptional: true)
    ]
  }

  private mutating func put(_ key: String, _ value: String) {
    if let index = entries.firstIndex(where: { $0.key == key }) {
      entries[index].value = value
    } else {
      entries.append((key, value))
    }
  }
}
