import Foundation
import Herald

/// Hands each post to a program of the newsroom's own: no shell, the message as JSON on its standard input.
///
/// Its start is the point of no return, because nobody knows what it has done before it ended. Its exit code says how it
/// ended, by `sysexits.h`; a program that is killed, or does not end in time, leaves the job in doubt.
public struct Command: Sender {
  public struct Settings: Decodable, Sendable {
    /// The program, whole or from the newsroom's folder, and its arguments.
    let run: ProgramLine
    /// Seconds until it is killed, 1 to 3,600; default 60.
    let timeout: Int

    private enum CodingKeys: CodingKey { case run, timeout }

    public init(from decoder: any Decoder) throws {
      var reader = try SettingsReader(decoder, keyedBy: CodingKeys.self)
      let run = reader.need(ProgramLine.self, .run, example: "[Scripts/post, --quiet]")
      timeout = reader.take(CommandTimeout.self, .timeout)?.seconds ?? 60
      try reader.finish()
      self.run = try reader.found(run, .run)
    }
  }

  private let settings: Settings
  private let program: String
  private let base: URL

  /// - Parameter base: the newsroom's folder, at which relative paths start, and in which the program runs.
  public init(settings: Settings, base: URL, means: NetworkMeans = NetworkMeans()) {
    (self.settings, self.base) = (settings, base)
    program = settings.run.program(base: base)
  }

  public func send(_ message: Message, gate: Gate) async -> Outcome {
    let body: [UInt8]
    switch wire(message) {
    case .success(let made): body = made
    case .failure(let failure): return .rejected(failure)
    }
    if let failure = await check() { return .blocked(failure) }
    if Task.isCancelled { return .deferred(Failure("stopped before \(program) began")) }
    if case .closed(let closure) = await gate.pass(wire: SHA256Digest(of: body)) { return .withheld(closure) }
    let run = ProgramRun(program: program, arguments: settings.run.arguments, folder: base, input: body)
    return outcome(await run.ended(within: .seconds(settings.timeout)))
  }

  /// What it gets, in the form of a webhook's body.
  public func wire(_ message: Message) -> Result<[UInt8], Failure> {
    message.postEnvelope(for: "command").flatMap { JSONOctets.of(PostEvent(message, envelope: $0)) }
  }

  /// Nobody can ask what a program of an earlier process has done.
  public func settle(_ message: Message, note: String?) async -> Settlement {
    .unknown(Failure("\(program) may have posted it: look there"))
  }

  public func check() async -> Failure? {
    settings.run.obstacle(base: base).map { Failure("`run`: \($0.text)", code: $0.code) }
  }

  public func probe() async -> Result<Offer, Failure> {
    if let failure = await check() { return .failure(failure) }
    return .success(Offer("\(program) can be run"))
  }

  /// | exit code | outcome |
  /// | --- | --- |
  /// | 0 | sent; the receipt is the last line that it printed |
  /// | 65 `EX_DATAERR` | rejected |
  /// | 69 `EX_UNAVAILABLE`, 77 `EX_NOPERM`, 78 `EX_CONFIG` | blocked |
  /// | 75 `EX_TEMPFAIL` | deferred |
  /// | any other, a signal, too long | uncertain |
  private func outcome(_ ending: ProgramRun.Ending) -> Outcome {
    let name = settings.run.words[0]
    switch ending {
    case .notStarted(let why): return .blocked(Failure("\(name) did not start: \(why)"))
    case .tooLong: return .uncertain(Failure("\(name) did not end within \(settings.timeout) seconds and was killed"))
    case .lost(let why): return .uncertain(Failure("\(name) ran, and its end cannot be read: \(why)"))
    case .killed(let signal): return .uncertain(Failure("\(name) was ended by a signal", code: "signal \(signal)"))
    case .exited(let code, let out, let err):
      let said = FarWords.clean(err, limit: 300, without: [])
      let failure = Failure(said.isEmpty ? "\(name) failed" : "\(name): \(said)", code: "exit \(code)")
      switch code {
      case 0:
        let line = out.split(whereSeparator: \.isNewline).last.map(String.init) ?? ""
        let id = FarWords.clean(line, limit: 200, without: [])
        return .sent(Receipt(id: id.isEmpty ? "done" : id))
      case 65: return .rejected(failure)
      case 69, 77, 78: return .blocked(failure)
      case 75: return .deferred(failure)
      default: return .uncertain(failure)
      }
    }
  }
}

private struct CommandTimeout: Decodable {
  let seconds: Int

  init(from decoder: any Decoder) throws {
    seconds = try decoder.singleValueContainer().decode(Int.self)
    guard (1...3_600).contains(seconds) else {
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: "it takes seconds, from 1 to 3600"))
    }
  }
}
