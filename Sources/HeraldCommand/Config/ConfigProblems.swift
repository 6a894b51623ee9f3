import Herald
import Yams

/// Everything that is wrong with a configuration, each with file, line and remedy.
final class ConfigProblems {
  /// Thrown after the reason has been reported.
  struct Reported: Error {}

  private struct Problem {
    let line: Int
    let text: String
  }

  let file: String
  private var problems: [Problem] = []
  /// By the place of a section in the file: the keys that some part of Herald asked for.
  private var askedKeys: [String: [String]] = [:]

  private var openPlaces: Set<String> = []

  init(file: String) { self.file = file }

  var isEmpty: Bool { problems.isEmpty }

  /// One line each, in the order of the file: `Config/herald.yaml:12: channels.mail.from: …`.
  var lines: [String] {
    problems.sorted { ($0.line, $0.text) < ($1.line, $1.text) }.map {
      ($0.line > 0 ? "\(file):\($0.line): \($0.text)" : "\(file): \($0.text)").shown()
    }
  }

  func report(_ node: Node?, _ path: [any CodingKey], _ text: String) {
    let name = path.map(\.stringValue).joined(separator: ".")
    let problem = Problem(line: node?.mark?.line ?? 0, text: name.isEmpty ? text : "\(name): \(text)")
    if !problems.contains(where: { $0.line == problem.line && $0.text == problem.text }) { problems.append(problem) }
  }

  func report(line: Int, _ text: String) { problems.append(Problem(line: line, text: text)) }

  /// Which keys belong into this section is not known: only those that look like a misspelling are reported.
  func leaveOpen(_ node: Node) { openPlaces.insert(place(node)) }

  func asked(_ node: Node, _ keys: [String]) { askedKeys[place(node), default: []] += keys }

  /// Reports each key of a section that nothing asked for, with the nearest one that something did.
  func reportUnknownKeys(_ node: Node, path: [any CodingKey] = []) {
    guard case .mapping(let mapping) = node, let asked = askedKeys[place(node)] else { return }
    var seen: Set<String> = []
    for (key, value) in mapping {
      guard let name = key.scalar?.string else {
        report(key, path, "a key must be a word")
        continue
      }
      // YAML takes `on` and `"on"` for different keys; here both are the same word.
      guard seen.insert(name).inserted else {
        report(key, path, "`\(name)` is there twice: keep one of them")
        continue
      }
      if asked.contains(name) {
        reportUnknownKeys(value, path: path + [AnyKey(stringValue: name)])
      } else {
        let known = Set(asked).sorted()
        let near = nearest(to: name, in: known)
        if near == nil, openPlaces.contains(place(node)) { continue }
        let hint =
          near.map { "did you mean `\($0)`?" }
          ?? "known here: \(known.joined(separator: ", "))"
        report(key, path, "unknown key `\(name)`: \(hint)")
      }
    }
  }

  private func place(_ node: Node) -> String { node.mark.map { "\($0.line):\($0.column)" } ?? "" }
}
