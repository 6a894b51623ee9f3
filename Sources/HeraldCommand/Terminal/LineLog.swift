import Herald
import Logging

/// One line per event on standard error, as `time level event key=value …` or as one JSON object; for the journal without
/// the time, which it knows, and with its own sign of the level before it. Values are quoted where they need it, so that no
/// outside text forges a line.
struct LineLog: LogHandler {
  enum Format: String, CaseIterable { case text, json, journal }

  let format: Format
  var logLevel: Logger.Level = .info
  var metadata: Logger.Metadata = [:]
  private let lines: LogLines

  init(format: Format, level: Logger.Level = .info, lines: LogLines = .standardError) {
    self.format = format
    self.lines = lines
    logLevel = level
  }

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    let given = event.metadata ?? [:]
    var values: [(key: String, value: String)] = []
    values.reserveCapacity(given.count)
    for (key, value) in metadata.isEmpty ? given : metadata.merging(given, uniquingKeysWith: { $1 }) {
      if case .string(let text) = value {
        values.append((key, text))
      } else {
        values.append((key, value.description))
      }
    }
    values.sort { $0.key < $1.key }
    lines.append(
      LogLine(level: event.level.rawValue, event: event.message.description, values: values), format,
      at: presentMoment())
  }
}
