/// One event of the log, and how it is written on one line, whatever its values hold.
struct LogLine {
  let level: String
  let event: String
  /// By key.
  let values: [(key: String, value: String)]

  func write(_ format: LineLog.Format, time: [UInt8], to bytes: inout [UInt8]) {
    switch format {
    case .text:
      bytes += time
      bytes.append(UInt8(ascii: " "))
      writeText(&bytes)
    case .journal:
      bytes += "<\(priority)>".utf8
      writeText(&bytes)
    case .json: writeJSON(time, &bytes)
    }
    bytes.append(UInt8(ascii: "\n"))
  }

  /// The level as sd-daemon(3) writes it before a line; an unknown one is plain information.
  private var priority: Int {
    switch level {
    case "trace", "debug": 7
    case "notice": 5
    case "warning": 4
    case "error": 3
    case "critical": 2
    default: 6
    }
  }

  private func writeText(_ bytes: inout [UInt8]) {
    bytes += level.utf8
    bytes.append(UInt8(ascii: " "))
    bytes += event.shown().utf8
    for (key, value) in values {
      bytes.append(UInt8(ascii: " "))
      bytes += key.utf8
      bytes.append(UInt8(ascii: "="))
      if value.isEmpty || !value.utf8.allSatisfy(Self.isPlain) {
        Self.writeQuoted(value, &bytes)
      } else {
        bytes += value.utf8
      }
    }
  }

  /// `time`, `level` and `event` win over values with the same key.
  private func writeJSON(_ time: [UInt8], _ bytes: inout [UInt8]) {
    let own = ["time", "level", "event"]
    var fields = values.filter { !own.contains($0.key) } + [("level", level), ("event", event)]
    fields.append(("time", String(decoding: time, as: UTF8.self)))
    fields.sort { $0.key < $1.key }
    var separator = UInt8(ascii: "{")
    for (key, value) in fields {
      bytes.append(separator)
      Self.writeQuoted(key, &bytes)
      bytes.append(UInt8(ascii: ":"))
      // Beside quote and backslash JSON has to escape controls alone, and those are text after this.
      Self.writeQuoted(value.shown(), &bytes)
      separator = UInt8(ascii: ",")
    }
    bytes.append(UInt8(ascii: "}"))
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    byte > 0x20 && byte < 0x7F && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "=") && byte != UInt8(ascii: "\\")
  }

  /// In quotes, with `\` before quote and backslash; what moves a cursor is shown as `\u{1B}`.
  private static func writeQuoted(_ text: String, _ bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "\""))
    if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) {
      writeEscaped(text, &bytes)
    } else {
      // Escaped first, so that the backslash of `\u{1B}` stays one.
      var escaped: [UInt8] = []
      writeEscaped(text, &escaped)
      bytes += String(decoding: escaped, as: UTF8.self).shown().utf8
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private static func writeEscaped(_ text: String, _ bytes: inout [UInt8]) {
    for byte in text.utf8 {
      if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { bytes.append(UInt8(ascii: "\\")) }
      bytes.append(byte)
    }
  }
}
