import Herald

/// A text with its mentions carried over to another network: nobody is to be told of it who was not meant.
///
/// An `@name` that the handle map knows becomes the handle of that network, or the person's name where there is none. Of
/// every other the `@` is dropped and the name stays: the words are the same, the count is what it says, and no invisible
/// character gets into the text. `@` inside an address or an e-mail address is no mention and stays.
public struct MentionCrossing: Hashable, Sendable {
  public let text: String
  /// The mentions that lost their `@` because nobody knows them, as written, in order, each once; at most 20.
  public let strangers: [String]

  public init(_ text: String, to network: Network, map: HandleMap = HandleMap()) {
    let marks = text.unicodeScalars.contains { $0 == "@" || $0 == "＠" }
    guard network != .plain, marks else {
      self.text = text
      strangers = []
      return
    }
    var writer = Writer(Array(text.unicodeScalars), network: network, map: map)
    writer.run()
    var crossed = Array(writer.written)
    // What only this network takes for a mention (X after a Japanese letter, Discord in angle brackets) goes too.
    for pass in 0... {
      let dropped = Writer.unmeant(in: crossed, network: network, allowed: writer.allowed)
      if dropped.isEmpty { break }
      let everywhere = pass > 3
      for (_, name) in dropped { writer.note(name) }
      let places = Set(dropped.flatMap { Array($0.range) })
      crossed = crossed.enumerated().compactMap { offset, scalar in
        (scalar == "@" || scalar == "＠") && (everywhere || places.contains(offset)) ? nil : scalar
      }
    }
    self.text = Detection.string(crossed[...])
    strangers = writer.strangers
  }

  private struct Writer {
    let text: [Unicode.Scalar]
    let network: Network
    let map: HandleMap
    var written: [Unicode.Scalar] = []
    var strangers: [String] = []
    /// The handles that the map gave, in lower case, without `@`.
    var allowed: Set<String> = []

    init(_ text: [Unicode.Scalar], network: Network, map: HandleMap) {
      self.text = text
      self.network = network
      self.map = map
    }

    mutating func run() {
      var urls = URLDetection.urls(in: text)[...]
      var index = 0
      while index < text.count {
        while let url = urls.first, url.range.upperBound <= index { urls.removeFirst() }
        if let url = urls.first, url.range.lowerBound <= index {
          written += text[index..<url.range.upperBound]
          index = url.range.upperBound
        } else if isMention(at: index) {
          index = cross(at: index)
        } else {
          written.append(text[index])
          index += 1
        }
      }
    }

    private func isMention(at index: Int) -> Bool {
      (text[index] == "@" || text[index] == "＠") && index + 1 < text.count && text[index + 1].isWord
        && (index == 0 || !text[index - 1].isWord)
    }

    /// Writes what the mention at `start` becomes, and says where the text goes on.
    private mutating func cross(at start: Int) -> Int {
      var end = nameEnd(from: start + 1)
      let whole = Detection.string(text[start..<end])
      // `@ada-led` and `@ada.Then` are `@ada` when only that is known.
      var shorter = map.people.isEmpty ? 0 : 5
      while end > start + 1, shorter > 0 {
        shorter -= 1
        switch map.crossing(of: Detection.string(text[start..<end]), to: network) {
        case .mention(let handle):
          written += Array(handle.unicodeScalars)
          allowed.insert(String(handle.dropFirst()).lowercased())
          return end
        case .name(let name):
          written += Array(name.unicodeScalars)
          return end
        case .stranger:
          end = text[(start + 1)..<end].lastIndex { ".-@'’".unicodeScalars.contains($0) } ?? start
        }
      }
      note(whole)
      while written.last == "@" || written.last == "＠" { written.removeLast() }
      return start + 1
    }

    /// The end of a name with its server: letters, digits, `_`, and between them `.`, `-` and `@`.
    private func nameEnd(from start: Int) -> Int {
      var end = start
      var index = start
      while index < text.count, index - start < 320, text[index].isWord || "@.-".unicodeScalars.contains(text[index]) {
        index += 1
        if text[index - 1].isWord { end = index }
      }
      return end
    }

    mutating func note(_ name: String) {
      if !strangers.contains(name), strangers.count < 20 { strangers.append(name) }
    }

    /// Mentions in a text that nobody meant, by the network's own rules.
    static func unmeant(
      in text: [Unicode.Scalar], network: Network, allowed: Set<String>
    ) -> [(range: Range<Int>, name: String)] {
      guard text.contains(where: { $0 == "@" || $0 == "＠" }) else { return [] }
      return Detection.entities(in: text, network: network).compactMap { entity in
        let name = entity.kind == .list ? String(entity.value.prefix { $0 != "/" }) : entity.value
        guard entity.kind == .mention || entity.kind == .list, !allowed.contains(name.lowercased()) else { return nil }
        return (entity.range, Detection.string(text[entity.range]))
      }
    }
  }
}
