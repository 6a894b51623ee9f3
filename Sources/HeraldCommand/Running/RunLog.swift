import Glibc
import Herald
import Logging

/// The log of a process that works the queue: on standard error, as it was asked for or as fits where that leads.
enum RunLog {
  /// - Parameters:
  ///   - format: nil is the journal's where systemd reads standard error, else text.
  static func logger(_ format: LineLog.Format?, level: Logger.Level = .info) -> Logger {
    let format = format ?? (isJournal(variable("JOURNAL_STREAM")) ? .journal : .text)
    return Logger(label: "herald") { _ in LineLog(format: format, level: level) }
  }

  /// Whether standard error is the stream that systemd names: `DEVICE:INODE` (systemd.exec(5), `$JOURNAL_STREAM`). A
  /// program that redirects its output keeps the variable, so the file itself decides.
  static func isJournal(_ stream: String?) -> Bool {
    var status = stat()
    guard let stream, fstat(2, &status) == 0 else { return false }
    return stream == "\(status.st_dev):\(status.st_ino)"
  }

  static func variable(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }
}
