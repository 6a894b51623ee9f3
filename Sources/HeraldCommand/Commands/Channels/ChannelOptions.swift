import Herald

/// What follows `channels add` beside its own options: `--KEY VALUE` for each key of the channel, and for a secret
/// `--KEY-file PATH`, `--KEY-env NAME` or `--KEY-stdin`.
struct ChannelOptions {
  private var values: [(name: String, value: String?)] = []

  /// - Throws: `Ending` for a word without an option before it, and for an option that is there twice.
  init(_ words: [String]) throws(Ending) {
    var rest = words[...]
    while let word = rest.popFirst() {
      guard word.hasPrefix("--"), word.count > 2 else {
        throw Ending(
          .usage, "“\(word.shown())” stands alone: write --KEY VALUE, as in --server https://social.example.org")
      }
      let halves = word.dropFirst(2).split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let name = String(halves[0])
      var value = halves.count > 1 ? String(halves[1]) : nil
      if value == nil, let next = rest.first, !next.hasPrefix("--") { value = rest.popFirst() }
      guard !values.contains(where: { $0.name == name }) else {
        throw Ending(.usage, "--\(name.shown()) is there twice: keep one of them")
      }
      values.append((name, value))
    }
  }

  /// Fills in what was said, in the order of the questions, and behind it the channel's other keys.
  ///
  /// - Parameters:
  ///   - folder: where secrets are kept, from the newsroom's folder.
  ///   - input: reads a secret from standard input.
  mutating func fill(_ draft: inout ChannelDraft, secretsIn folder: String, input: () throws(Ending) -> String)
    throws(Ending)
  {
    for question in draft.questions {
      guard case .secret = question.kind else {
        guard let value = try take(question.key) else { continue }
        if case .words = question.kind {
          if Self.isYAML(value) { draft.set(question.key, yaml: value) } else { draft.set(question.key, words: value) }
        } else {
          draft.set(question.key, line: value)
        }
        continue
      }
      if values.contains(where: { $0.name == question.key }) {
        throw Ending(
          .usage,
          "a secret never stands on a command line, which lists of processes show: --\(question.key)-file PATH, "
            + "--\(question.key)-env NAME, or --\(question.key)-stdin")
      }
      if let path = try take(question.key + "-file") { draft.set(question.key, file: path) }
      if let name = try take(question.key + "-env") { draft.set(question.key, environment: name) }
      if let index = values.firstIndex(where: { $0.name == question.key + "-stdin" }) {
        values.remove(at: index)
        draft.set(question.key, secret: try input(), in: folder)
      }
    }
    for (name, _) in values {
      guard let value = try take(name) else { continue }
      if Self.isYAML(value) {
        draft.set(name, yaml: value)
      } else {
        draft.set(name, line: value)
      }
    }
  }

  private static func isYAML(_ value: String) -> Bool { value.hasPrefix("[") || value.hasPrefix("{") }

  private mutating func take(_ name: String) throws(Ending) -> String? {
    guard let index = values.firstIndex(where: { $0.name == name }) else { return nil }
    guard let value = values.remove(at: index).value, !value.isEmpty else {
      throw Ending(.usage, "--\(name.shown()) needs a value")
    }
    guard !value.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) else {
      throw Ending(.usage, "--\(name.shown()) holds a control character: write it on one line")
    }
    return value
  }
}
