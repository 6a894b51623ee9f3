import Foundation
import Glibc
import HeraldText
import Synchronization

/// What a command writes: text and JSON on standard output, everything else on standard error.
enum Terminal {
  /// Why standard output took no more; nil while it takes everything. A reader that left (`| head`) is no failure.
  static var failure: String? { state.withLock { $0 } }

  private static let state = Mutex<String?>(nil)

  static func say(_ line: String = "") { write(Array((line + "\n").utf8), to: 1) }

  /// One line for a person; whatever is in it, it stays one line.
  static func warn(_ line: String) { LogLines.standardError.append("herald: \(line.shown())\n") }

  /// A heading: bold on a terminal, unless `NO_COLOR` is set (no-color.org).
  static func heading(_ text: String) -> String {
    let isPlain = ProcessInfo.processInfo.environment["NO_COLOR"].map { !$0.isEmpty } ?? false
    return isatty(1) == 1 && !isPlain ? "\u{1B}[1m\(text)\u{1B}[0m" : text
  }

  /// One JSON document with sorted keys. Throws when the value holds what JSON cannot say.
  static func sayJSON(_ value: some Encodable) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    say(String(decoding: try encoder.encode(value), as: UTF8.self).shownAsJSON())
  }

  /// Columns padded to the widest cell as a terminal shows it, two spaces apart, without trailing space.
  ///
  /// `fitting` shortens the last column so that each line fits `width`, but to no less than 10 columns.
  static func table(_ rows: [[String]], fitting: Bool = false) -> [String] {
    if fitting, let last = rows.first.map({ $0.count - 1 }), last >= 0 {
      let before = (0..<last).map { column in (rows.map { DisplayWidth.of($0[column]) }.max() ?? 0) + 2 }.reduce(0, +)
      return table(rows.map { $0.dropLast() + [clipped($0[last], to: max(10, width - before))] })
    }
    var widths: [Int] = []
    for row in rows {
      for (column, cell) in row.enumerated() {
        if column == widths.count { widths.append(0) }
        widths[column] = max(widths[column], DisplayWidth.of(cell))
      }
    }
    return rows.map { row in
      var line = ""
      for (column, cell) in row.enumerated() {
        line += cell + String(repeating: " ", count: widths[column] - DisplayWidth.of(cell) + 2)
      }
      while line.last == " " { line.removeLast() }
      return line
    }
  }

  /// The columns of the terminal when standard output is one, else 80.
  static var width: Int { width(of: 1) }

  static func width(of descriptor: Int32) -> Int {
    var size = winsize()
    guard isatty(descriptor) == 1, ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
    return Int(size.ws_col)
  }

  /// A text on one line in at most so many columns, with an ellipsis in the place of what does not fit.
  static func clipped(_ text: String, to columns: Int) -> String {
    guard DisplayWidth.of(text) > columns else { return text }
    var width = 0
    let kept = text.prefix {
      width += DisplayWidth.of($0)
      return width < columns
    }
    return kept + "…"
  }

  static func write(_ bytes: [UInt8], to descriptor: Int32) {
    if descriptor == 1, failure != nil { return }
    var written = 0
    while written < bytes.count {
      let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress! + written, $0.count - written) }
      if count < 0 && errno == EINTR { continue }
      if count <= 0 {
        // The reader is gone (`herald … | head`): there is nobody left to tell.
        if descriptor == 1, errno != EPIPE {
          let reason = String(cString: strerror(errno))
          state.withLock { $0 = reason }
        }
        return
      }
      written += count
    }
  }
}
