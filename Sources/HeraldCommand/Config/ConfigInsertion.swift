import Foundation
import Yams

/// A configuration's text with one channel more. Everything else stays as it is, letter by letter: comments, order, blank
/// lines.
struct ConfigInsertion {
  let text: String
  /// Where the channel begins, from 1.
  let line: Int
  /// What was put in, as it stands there.
  let lines: [String]

  /// - Parameters:
  ///   - name: the channel's.
  ///   - section: its keys, one line each, without indentation.
  ///   - old: the configuration; it is right as it is.
  /// - Throws: `Ending` with the lines to put in by hand, where the text is written in a way that this cannot extend.
  init(channel name: String, _ section: [String], into old: String) throws(Ending) {
    let lineEnd = old.contains("\r\n") ? "\r\n" : "\n"
    var lines = old.components(separatedBy: lineEnd)
    var tail: [String] = []
    while let last = lines.last, last.allSatisfy(\.isWhitespace) { tail.insert(lines.removeLast(), at: 0) }
    guard let place = Self.place(in: &lines, of: old) else { throw Self.byHand(name, section) }
    let inside = String(repeating: " ", count: place.indent)
    let added = ["\(inside)\(YAMLValue.of(name)):"] + section.map { "\(inside)  \($0)" }
    for line in place.lines {
      let text = (lines[..<line] + added + lines[line...] + (tail.isEmpty ? [""] : tail)).joined(separator: lineEnd)
      guard Self.channels(of: text).map({ $0.dropLast() }) == Self.channels(of: old)?[...],
        Self.others(of: text) == Self.others(of: old)
      else { continue }
      (self.text, self.line, self.lines) = (text, line + 1, added)
      return
    }
    throw Self.byHand(name, section)
  }

  private struct Place {
    /// How many lines stand before it; the first that changes nothing else is the place.
    let lines: [Int]
    let indent: Int
  }

  /// Behind the last line of `channels:`; where there is no such section, it is made.
  private static func place(in lines: inout [String], of old: String) -> Place? {
    guard case .mapping(let root)? = node(of: old), root.style != .flow, let first = root.first?.key.mark else {
      return nil
    }
    guard let (key, value) = root.first(where: { $0.key.scalar?.string == "channels" }), let mark = key.mark else {
      lines += ["", String(repeating: " ", count: first.column - 1) + "channels:"]
      return Place(lines: [lines.count], indent: first.column + 1)
    }
    let number = mark.line - 1
    let isEmpty = value.mapping?.isEmpty ?? (value.scalar?.string == "")
    if isEmpty {
      guard let match = lines[number].wholeMatch(of: /( *["']?channels["']?:)(?: *\{ *\})?( *(?:#.*)?)/) else {
        return nil
      }
      lines[number] = String(match.1) + match.2
      return Place(lines: [number + 1], indent: mark.column + 1)
    }
    guard case .mapping(let channels) = value, channels.style != .flow, let child = channels.first?.key.mark else {
      return nil
    }
    let next = root.compactMap { $0.key.mark?.line }.filter { $0 > mark.line }.min() ?? lines.count + 1
    let inside = number..<min(next - 1, lines.count)
    let written = inside.filter { line in
      let text = lines[line].drop { $0 == " " }
      return !text.isEmpty && text != "..." && text != "---"
    }
    // Before the comments at its end; behind them, where they are none but the end of a text.
    let said = written.last { !lines[$0].drop { $0 == " " }.hasPrefix("#") }
    return Place(lines: [said, written.last].compactMap { $0.map { $0 + 1 } }, indent: child.column - 1)
  }

  private static func node(of text: String) -> Node? {
    switch Result(catching: { try Yams.compose(yaml: text) }) {
    case .success(let node): node
    case .failure: nil
    }
  }

  /// The channels as names and what they say; nil where the text is no configuration.
  private static func channels(of text: String) -> [Pair]? {
    guard case .mapping(let root)? = node(of: text) else { return nil }
    let section = root.first { $0.key.scalar?.string == "channels" }?.value
    return (section?.mapping.map(Array.init) ?? []).map { Pair(key: $0.key, value: $0.value) }
  }

  private static func others(of text: String) -> [Pair]? {
    guard case .mapping(let root)? = node(of: text) else { return nil }
    return root.filter { $0.key.scalar?.string != "channels" }.map { Pair(key: $0.key, value: $0.value) }
  }

  private struct Pair: Equatable {
    let key: Node
    let value: Node
  }

  private static func byHand(_ name: String, _ section: [String]) -> Ending {
    let lines = ["channels:", "  \(name):"] + section.map { "    \($0)" }
    return Ending(
      .configuration,
      "this configuration cannot be extended as it is written: write `channels:` as a section of indented lines, or put "
        + "this in yourself:\n" + lines.joined(separator: "\n"))
  }
}
