import Foundation
import Glibc
import Servers
import Testing

/// The `herald` binary that was built with this test bundle.
enum HeraldProcess {
  struct Ended: CustomStringConvertible {
    /// The exit code; negative, the signal that ended it.
    let code: Int32
    let out: String
    let err: String
    var description: String { "exit \(code)\n\(out)\n\(err)" }

    /// Standard output as a JSON object.
    func object() throws -> [String: Any] {
      try #require(try JSONSerialization.jsonObject(with: Data(out.utf8)) as? [String: Any])
    }
  }

  /// Beside the test bundle, which is this process.
  static let binary = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
    .appending(path: "herald").path

  /// Runs it to its end.
  static func run(
    _ arguments: [String], in folder: URL, input: String = "", environment: [String: String] = [:]
  ) throws -> Ended {
    try run(program: binary, arguments, in: folder, input: input, environment: environment)
  }

  /// Runs a shell line in which `$herald` is the binary.
  static func shell(_ line: String, in folder: URL) throws -> Ended {
    try run(program: "/bin/sh", ["-c", line], in: folder, environment: ["herald": binary])
  }

  /// Starts it and goes on; its output goes to files in `folder`.
  static func start(
    _ arguments: [String], in folder: URL, environment: [String: String] = [:]
  ) throws -> Process {
    try launched(arguments, in: folder, environment: environment).process
  }

  /// The same, with the file that its standard error goes to.
  static func launched(
    _ arguments: [String], in folder: URL, environment: [String: String] = [:]
  ) throws -> (process: Process, err: URL) {
    let (process, _, err) = try launch(
      binary, arguments, in: folder, input: "", environment: environment, scratch: folder)
    return (process, err)
  }

  private static func run(
    program: String, _ arguments: [String], in folder: URL, input: String = "", environment: [String: String] = [:]
  ) throws -> Ended {
    let (process, out, err) = try launch(
      program, arguments, in: folder, input: input, environment: environment,
      scratch: FileManager.default.temporaryDirectory)
    let code = process.waitForEnd()
    defer {
      for file in [out, err] { unlink(file.path) }
    }
    return Ended(
      code: code,
      out: try String(contentsOf: out, encoding: .utf8), err: try String(contentsOf: err, encoding: .utf8))
  }

  /// Output goes to files, so that a full pipe never stops it.
  private static func launch(
    _ program: String, _ arguments: [String], in folder: URL, input: String, environment: [String: String],
    scratch: URL
  ) throws -> (process: Process, out: URL, err: URL) {
    let name = UUID().uuidString
    let out = scratch.appending(path: "herald-\(name).out")
    let err = scratch.appending(path: "herald-\(name).err")
    let given = scratch.appending(path: "herald-\(name).in")
    for file in [out, err] { try Data().write(to: file) }
    try Data(input.utf8).write(to: given)
    defer { unlink(given.path) }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    process.currentDirectoryURL = folder
    process.standardInput = try FileHandle(forReadingFrom: given)
    process.standardOutput = try FileHandle(forWritingTo: out)
    process.standardError = try FileHandle(forWritingTo: err)
    process.environment = ["PATH": "/usr/bin:/bin", "HOME": folder.path].merging(environment) { $1 }
    try process.run()
    return (process, out, err)
  }
}

/// A newsroom as `herald init` lays it out, in a folder of its own.
struct TestNewsroom {
  let folder: TemporaryFolder
  var url: URL { folder.url }

  init() throws {
    folder = try TemporaryFolder()
    let ended = try HeraldProcess.run(["init", "."], in: folder.url)
    try #require(ended.code == 0, "\(ended)")
  }

  @discardableResult
  func herald(_ arguments: String..., input: String = "", environment: [String: String] = [:]) throws
    -> HeraldProcess.Ended
  { try HeraldProcess.run(arguments, in: url, input: input, environment: environment) }

  /// Runs it and expects it to go well.
  @discardableResult
  func done(_ arguments: String..., input: String = "", at place: SourceLocation = #_sourceLocation) throws
    -> HeraldProcess.Ended
  {
    let ended = try HeraldProcess.run(arguments, in: url, input: input)
    #expect(ended.code == 0, "\(arguments): \(ended)", sourceLocation: place)
    return ended
  }

  func configure(_ yaml: String) throws { try folder.write(yaml, to: "Config/herald.yaml") }

  /// Jobs in all channels by state.
  func count(_ state: String) throws -> Int {
    let channels = try #require(try done("status", "--json").object()["channels"] as? [String: [String: Int]])
    return channels.values.reduce(0) { $0 + ($1[state] ?? 0) }
  }

  func isBalanced() throws -> Bool { try done("audit", "--json").object()["balanced"] as? Bool == true }

  /// Everything that is delivered.
  var delivered: [String] {
    folder.files.filter { $0.hasPrefix("outbox/") && ($0.hasSuffix(".json") || $0.hasSuffix(".eml")) }
  }

  static let story = "Articles/harbour.md"
}
