import Herald
import Logging

/// Shows how far a drain is while it works.
///
/// | standard error | standard output | shown |
/// | --- | --- | --- |
/// | a terminal, no `--log-format` | any | one moving line there, and of the log only warnings and worse |
/// | a file or a pipe | a terminal | one moving line on standard output, and a line in the log every 10 seconds |
/// | a file or a pipe | no terminal | a line in the log every 10 seconds |
/// | a terminal, `--log-format` | any | a line in the log every 10 seconds |
struct ProgressDisplay: Sendable {
  private let progress: Progress
  private let isDraining: Bool
  private let logs: Bool
  private let movesOnOutput: Bool

  /// - Parameter logs: whether each outcome is a line of the log.
  init(_ progress: Progress, isDraining: Bool, logs: Bool, isTerminal: (output: Bool, error: Bool)) {
    self.progress = progress
    self.isDraining = isDraining
    self.logs = logs
    movesOnOutput = isTerminal.output && !isTerminal.error
  }

  /// Instead of the log's lines.
  var movesOverLog: Bool { isDraining && !logs }

  static let redrawing = Duration.milliseconds(200)
  static let logging = Duration.seconds(10)

  /// Runs `body`, and shows the progress until it ends.
  func whileShown<T: Sendable>(_ log: Logger, _ body: () async throws -> T) async throws -> T {
    guard isDraining else { return try await body() }
    let lines = movesOverLog ? LogLines.standardError : movesOnOutput ? LogLines(descriptor: 1) : nil
    let shower = Task { await show(on: lines, log) }
    let result: Result<T, any Error>
    do {
      result = .success(try await body())
    } catch {
      result = .failure(error)
    }
    shower.cancel()
    await shower.value
    lines?.move("")
    return try result.get()
  }

  private func show(on lines: LogLines?, _ log: Logger) async {
    var logged = ContinuousClock.now
    while true {
      do { try await Task.sleep(for: Self.redrawing) } catch { return }
      let now = ContinuousClock.now
      let state = progress.state(at: now)
      lines?.move(state.line)
      if logs, now - logged >= Self.logging {
        logged = now
        log.info("progress", metadata: Self.metadata(state))
      }
    }
  }

  static func metadata(_ state: Progress.State) -> Logger.Metadata {
    var metadata: Logger.Metadata = ["sent": "\(state.sent)", "of": "\(state.of)"]
    if state.others > 0 { metadata["not-sent"] = "\(state.others)" }
    if let rate = state.rate { metadata["rate"] = "\(shownRate(rate))" }
    if let left = state.timeLeft { metadata["left"] = "\(left)" }
    return metadata
  }
}
