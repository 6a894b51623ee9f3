import Foundation
import Herald

/// Starts a program of the newsroom's own with the notice as JSON on its standard input; no shell. Exit code 0 means that
/// it was told.
public struct CommandAlert: Alert {
  public struct Settings: Decodable, Sendable {
    let line: ProgramLine

    public init(from decoder: any Decoder) throws { line = try ProgramLine(from: decoder) }
  }

  /// It is killed then.
  static let timeout = Duration.seconds(30)

  private let line: ProgramLine
  private let base: URL
  private let now: @Sendable () -> Instant
  public let way = "command"

  /// - Parameter base: the newsroom's folder, at which relative paths start, and in which the program runs.
  public init(settings: Settings, base: URL, now: @escaping @Sendable () -> Instant = { Instant(Date()) }) {
    (line, self.base, self.now) = (settings.line, base, now)
  }

  public func tell(_ notice: Notice) async -> Failure? {
    if let failure = line.obstacle(base: base) { return failure }
    let input: [UInt8]
    switch JSONOctets.of(NoticeEvent(notice, now: now())) {
    case .success(let made): input = made + [UInt8(ascii: "\n")]
    case .failure(let failure): return failure
    }
    let name = line.words[0]
    let run = ProgramRun(program: line.program(base: base), arguments: line.arguments, folder: base, input: input)
    switch await run.ended(within: Self.timeout) {
    case .exited(0, _, _): return nil
    case .exited(let code, _, let err):
      let said = FarWords.clean(err, limit: 300, without: [])
      return Failure(said.isEmpty ? "\(name) failed" : "\(name): \(said)", code: "exit \(code)")
    case .killed(let signal): return Failure("\(name) was ended by a signal", code: "signal \(signal)")
    case .tooLong:
      return Failure("\(name) did not end within \(Self.timeout.components.seconds) seconds and was killed")
    case .notStarted(let why): return Failure("\(name) did not start: \(why)")
    case .lost(let why): return Failure("\(name) ran, and its end cannot be read: \(why)")
    }
  }

  public func check() async -> Failure? { line.obstacle(base: base) }

  public func probe() async -> Result<String, Failure> {
    if let failure = await check() { return .failure(failure) }
    return .success("\(line.program(base: base)) can be run")
  }
}
