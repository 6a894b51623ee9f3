import Foundation

/// One of the project's own cases of `Tests/Sentences/LANGUAGE.txt`: a line there, ` | ` between its sentences, `⏎` for a
/// line break between two, `!` before an adversarial one.
struct SentenceCase {
  static let languages = ["en", "ru", "kk", "de", "fr", "es"]

  let sentences: [String]
  let text: String
  let isAdversarial: Bool

  init(line: String) {
    isAdversarial = line.hasPrefix("! ")
    let body = isAdversarial ? String(line.dropFirst(2)) : line
    text = body.replacing(" | ", with: " ").replacing("⏎", with: "\n")
    sentences = body.replacing(" | ", with: "⏎").split(separator: "⏎").map(String.init)
  }

  static func all(in language: String) throws -> [SentenceCase] {
    let folder = URL(fileURLWithPath: #filePath).appending(path: "../../../Sentences").standardized
    let file = try String(contentsOf: folder.appending(path: "\(language).txt"), encoding: .utf8)
    return file.split(separator: "\n").map(String.init).filter { !$0.hasPrefix("#") }.map(SentenceCase.init)
  }
}

/// How many of the boundaries that were found are right, and how many of the right ones were found. The end of a text is
/// no boundary.
struct BoundaryScore {
  private var right = 0
  private var found = 0
  private var wanted = 0

  var precision: Double { found == 0 ? 1 : Double(right) / Double(found) }
  var recall: Double { wanted == 0 ? 1 : Double(right) / Double(wanted) }

  mutating func add(_ sentences: [String], for expected: [String]) {
    let got = Self.boundaries(sentences)
    let want = Self.boundaries(expected)
    right += got.intersection(want).count
    found += got.count
    wanted += want.count
  }

  /// Places counted in characters that are no white space.
  private static func boundaries(_ sentences: [String]) -> Set<Int> {
    var places: Set<Int> = []
    var place = 0
    for sentence in sentences.dropLast() {
      place += sentence.unicodeScalars.count { !$0.properties.isWhitespace }
      places.insert(place)
    }
    return places
  }
}
