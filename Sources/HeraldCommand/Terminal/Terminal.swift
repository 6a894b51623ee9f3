import Foundation
import Glibc

/// What a command writes: text and JSON on standard output, everything else on standard error.
enum Terminal {
  static func say(_ line: String = "") { write(line + "\n", to: 1) }

  static func warn(_ line: String) { write("herald: \(line)\n", to: 2) }

  /// A heading: bold on a terminal, unless `NO_COLOR` is set (no-color.org).
  static func heading(_ text: String) -> String {
    let isPlain = ProcessInfo.processInfo.environment["NO_COLOR"].map { !$0.isEmpty } ?? false
    return isatty(1) == 1 && !isPlain ? "\u{1B}[1m\(text)\u{1B}[0m" : text
  }

  /// One JSON document with sorted keys. Throws when the value holds what JSON cannot say.
  static func sayJSON(_ value: some Encodable) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    say(String(decoding: try encoder.encode(value), as: UTF8.self))
  }

  /// Columns padded to the widest cell, two spaces apart, without trailing space.
  static func table(_ rows: [[String]]) -> [String] {
    let columns = rows.map(\.count).max() ?? 0
    let widths = (0..<columns).map { column in
      rows.map { column < $0.count ? $0[column].count : 0 }.max() ?? 0
    }
    return rows.map { row in
      let line = row.enumerated().map { column, cell in
        cell + String(repeating: " ", count: widths[column] - cell.count + 2)
      }.joined()
      return String(line.reversed().drop { $0 == " " }.reversed())
    }
  }

  static func write(_ text: String, to descriptor: Int32) {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0 && errno == EINTR { continue }
      // The reader is gone (`herald … | head`): there is nobody left to tell.
      if count <= 0 { return }
      bytes = bytes.dropFirst(count)
    }
  }
}
