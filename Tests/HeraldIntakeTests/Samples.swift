import Foundation
import HeraldIntake
import Testing

/// The project's own sample articles, which `herald init` lays out too.
enum Samples {
  static func read(_ name: String) throws -> Reading {
    try Reading(source: bytes(name), name: name)
  }

  static func bytes(_ name: String) throws -> Data {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    return try Data(contentsOf: folder.appending(path: "Config/Samples/\(name)"))
  }
}

func reading(_ text: String, name: String = "story.txt") throws -> Reading {
  try Reading(source: Array(text.utf8), name: name)
}

/// The problem that reading the bytes ends with; records an issue when it ends without.
func problem(_ bytes: [UInt8], name: String = "story.md") -> String? {
  do throws(ReadingProblem) {
    let reading = try Reading(source: bytes, name: name)
    Issue.record("read as “\(reading.article.title)”")
    return nil
  } catch {
    return error.description
  }
}

extension Reading {
  /// The rule by which the first dropped part with this text went.
  func rule(for text: String) -> String? { dropped.first { $0.text.contains(text) }?.rule }

  /// Everything that a reader of the article sees.
  var shown: String { ([article.title] + article.paragraphs + article.briefs.map(\.text)).joined(separator: "\n") }
}
