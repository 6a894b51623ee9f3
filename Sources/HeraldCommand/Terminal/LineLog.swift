import Foundation
import Glibc
import Herald
import Logging

/// One line per event on standard error, as `time level event key=value …` or as one JSON object. Values are quoted
/// where they need it, so that no outside text forges a line.
struct LineLog: LogHandler {
  enum Format: String, CaseIterable { case text, json }

  let format: Format
  var logLevel: Logger.Level = .info
  var metadata: Logger.Metadata = [:]

  init(format: Format, level: Logger.Level = .info) {
    self.format = format
    logLevel = level
  }

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    let values = metadata.merging(event.metadata ?? [:]) { $1 }.mapValues(\.description)
    let line = line("\(presentMoment())", "\(event.level)", event.message.description, values)
    Terminal.write(line + "\n", to: 2)
  }

  /// The whole event on one line, whatever its values hold.
  func line(_ time: String, _ level: String, _ event: String, _ values: [String: String]) -> String {
    switch format {
    case .text: text(time, level, event, values)
    case .json: json(time, level, event, values)
    }
  }

  private func text(_ time: String, _ level: String, _ event: String, _ values: [String: String]) -> String {
    let pairs = values.sorted { $0.key < $1.key }.map { "\($0.key)=\(quoted($0.value))" }
    return ([time, level, event.shown()] + pairs).joined(separator: " ")
  }

  private func quoted(_ value: String) -> String {
    let isPlain = !value.isEmpty && value.allSatisfy { $0.isASCII && $0 > " " && $0 != "\"" && $0 != "=" && $0 != "\\" }
    if isPlain { return value }
    let escaped = value.replacingOccurrences(of: "\\", with: "\\\\").replacingOccurrences(of: "\"", with: "\\\"")
    return "\"" + escaped.shown() + "\""
  }

  private func json(_ time: String, _ level: String, _ event: String, _ values: [String: String]) -> String {
    var object = values
    object["time"] = time
    object["level"] = level
    object["event"] = event
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    do {
      return String(decoding: try encoder.encode(object.mapValues { $0.shown() }), as: UTF8.self)
    } catch {
      return #"{"event":"a log line could not be written"}"#
    }
  }
}
