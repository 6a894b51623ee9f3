import Foundation
import Glibc
import Herald
import Logging
import Testing

@testable import HeraldCommand

@Suite struct LineLogTests {
  private static let hostile = [
    "x\nlevel=error event=forged", "a\" level=error x=\"", "a\\\" level=error x=\"", "\\", "\u{1B}[2Kgone", "a\rb", "",
    "two words", "a=b", "\u{2028}next", "{\"level\":\"error\"}", "é",
  ]

  private func line(_ format: LineLog.Format, _ values: KeyValuePairs<String, String>) -> String {
    var bytes: [UInt8] = []
    LogLine(level: "info", event: "sent", values: values.map { ($0.key, $0.value) })
      .write(format, time: Array("T".utf8), to: &bytes)
    #expect(bytes.last == UInt8(ascii: "\n"))
    return String(decoding: bytes.dropLast(), as: UTF8.self)
  }

  /// Reads a text line as a log tool does: `key=value`, or `key="value"` with `\` before `"` and `\`.
  private func parsed(_ line: String) -> [String: String]? {
    var rest = Substring(line)
    for _ in 0..<3 { rest = rest.drop { $0 != " " }.dropFirst() }
    var fields: [String: String] = [:]
    while !rest.isEmpty {
      guard let equals = rest.firstIndex(of: "=") else { return nil }
      let key = String(rest[..<equals])
      rest = rest[equals...].dropFirst()
      var value = ""
      if rest.first == "\"" {
        rest.removeFirst()
        while let next = rest.popFirst(), next != "\"" { value.append(next == "\\" ? rest.popFirst() ?? "?" : next) }
      } else {
        while let next = rest.first, next != " " {
          value.append(next)
          rest.removeFirst()
        }
      }
      guard fields.updateValue(value, forKey: key) == nil, rest.isEmpty || rest.first == " " else { return nil }
      rest = rest.dropFirst()
    }
    return fields
  }

  @Test(arguments: hostile) func noValueForgesALineOrAField(_ value: String) throws {
    let line = line(.text, ["failure": value, "job": "7"])
    #expect(line.hasPrefix("T info sent failure="))
    #expect(!line.unicodeScalars.contains { $0.properties.generalCategory == .control || $0 == "\u{2028}" })
    let fields = try #require(parsed(line))
    #expect(Set(fields.keys) == ["failure", "job"])
    #expect(fields["job"] == "7")
  }

  @Test(arguments: hostile) func asJSONEveryLineIsOneObject(_ value: String) throws {
    let line = line(.json, ["failure": value, "level": "error"])
    #expect(!line.contains("\n"))
    let object = try JSONDecoder().decode([String: String].self, from: Data(line.utf8))
    #expect(object == ["time": "T", "level": "info", "event": "sent", "failure": value.shown()])
  }

  @Test func valuesAreQuotedWhereTheyNeedIt() {
    #expect(
      line(.text, ["a": "plain/1-2@x", "b": "2.0.0 Ok: queued as 4F2B1", "c": "say \"no\" \\", "d": "é", "e": ""])
        == #"T info sent a=plain/1-2@x b="2.0.0 Ok: queued as 4F2B1" c="say \"no\" \\" d="é" e="""#)
    #expect(line(.text, ["a": "\u{1B}[2J\u{7F}"]) == #"T info sent a="\u{1B}[2J\u{7F}""#)
    #expect(
      line(.json, ["a": "x/\"y\"", "z": "\u{1B}"])
        == #"{"a":"x/\"y\"","event":"sent","level":"info","time":"T","z":"\\u{1B}"}"#)
  }

  @Test func theTimeIsWrittenAsAnInstantIs() {
    var time = LogTime()
    let second: Int64 = 1_795_340_040_000_000
    for offset: Int64 in [0, 5, 1_000, 120_000, 999_999, 1_000_000, 1_000_001, 1_500_000, 0, 3_600_000_000, -1] {
      let moment = Instant(microseconds: second + offset)
      #expect(String(decoding: time.bytes(of: moment), as: UTF8.self) == "\(moment)")
    }
    for moment in [Instant.first, .last, Instant(microseconds: -1), Instant(microseconds: 0)] {
      #expect(String(decoding: time.bytes(of: moment), as: UTF8.self) == "\(moment)")
    }
  }

  @Test func theLogKeepsEveryLineInOrderAndItsOwnValuesAreOverruled() throws {
    try withPipe { write, read in
      let lines = LogLines(descriptor: write)
      var log = Logger(label: "test") { _ in LineLog(format: .text, lines: lines) }
      log[metadataKey: "job"] = "0"
      log[metadataKey: "channel"] = "x"
      for job in 1...300 { log.info("sent", metadata: ["job": "\(job)"]) }
      lines.flush()
      let found = read().split(separator: "\n").map { $0.split(separator: " ").dropFirst().joined(separator: " ") }
      #expect(found == (1...300).map { "info sent channel=x job=\($0)" })
    }
  }

  @Test func aLineThatComesAloneIsWrittenAtOnceAndAFloodSoonAfter() throws {
    try withPipe { write, read in
      let lines = LogLines(descriptor: write)
      func append() {
        lines.append(LogLine(level: "info", event: "sent", values: []), .text, at: Instant(microseconds: 0))
      }
      append()
      #expect(read().split(separator: "\n").count == 1)
      for _ in 0..<5 { append() }
      var count = 0
      let began = ContinuousClock.now
      while count < 5, ContinuousClock.now - began < .seconds(10) {
        count += read().split(separator: "\n").count
        usleep(5_000)
      }
      #expect(count == 5)
    }
  }

  @Test func linesAreWrittenAboveTheMovingLine() throws {
    try withPipe { write, read in
      let lines = LogLines(descriptor: write)
      lines.move("")
      lines.move("sent 1 of 9")
      lines.append("herald: careful\n")
      lines.move("sent 2 of 9")
      lines.move("")
      lines.append("done\n")
      let clear = "\r\u{1B}[K"
      #expect(
        read() == "\(clear)sent 1 of 9\(clear)herald: careful\nsent 1 of 9\(clear)sent 2 of 9\(clear)done\n")
    }
  }

  @Test func theMovingLineNeverWraps() throws {
    try withPipe { write, read in
      LogLines(descriptor: write).move(String(repeating: "9", count: 200))
      #expect(read().count == 4 + 79)
    }
  }

  /// A pipe, and what can be read from it at a moment.
  private func withPipe(_ body: (_ write: Int32, _ read: () -> String) throws -> Void) throws {
    var ends: [Int32] = [0, 0]
    try #require(pipe(&ends) == 0 && fcntl(ends[0], F_SETFL, O_NONBLOCK) == 0)
    defer {
      close(ends[0])
      close(ends[1])
    }
    try body(ends[1]) {
      var buffer = [UInt8](repeating: 0, count: 1 << 16)
      let count = Glibc.read(ends[0], &buffer, buffer.count)
      return String(decoding: buffer.prefix(max(0, count)), as: UTF8.self)
    }
  }
}
