import Foundation

/// `Tests/Servers/smtp-misbehaving` as a process of its own, on a free port of 127.0.0.1.
public struct MisbehavingServer: Sendable {
  public let port: Int
  private let file: URL

  /// What it has seen until now.
  public func record() throws -> Record { try Record(file) }

  /// Runs `body` beside a server that plays `script`.
  ///
  /// - Returns: what the server saw; everything that had arrived when `body` ended is in it.
  public static func with(_ script: Script, _ body: (MisbehavingServer) async throws -> Void) async throws -> Record {
    let folder = FileManager.default.temporaryDirectory.appending(path: "herald-server-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let (play, record) = (folder.appending(path: "script.json"), folder.appending(path: "record.jsonl"))
    try JSONEncoder().encode(script).write(to: play)
    let server = try ServerProcess(
      Sources.servers.appending(path: "smtp-misbehaving"), [play.path, record.path])
    do {
      guard let port = Int(server.firstLine) else { throw ServerProblem("it printed no port: \(server.firstLine)") }
      try await body(MisbehavingServer(port: port, file: record))
    } catch {
      try server.end()
      try FileManager.default.removeItem(at: folder)
      throw error
    }
    try server.end()
    let seen = try Record(record)
    try FileManager.default.removeItem(at: folder)
    return seen
  }
}

/// A program that runs until a line or the end of its standard input.
final class ServerProcess {
  private let process = Process()
  private let input = Pipe()
  let firstLine: String

  init(_ program: URL, _ arguments: [String]) throws {
    process.executableURL = URL(filePath: "/usr/bin/python3")
    process.arguments = [program.path] + arguments
    let output = Pipe()
    process.standardInput = input
    process.standardOutput = output
    try process.run()
    var line = Data()
    while let octet = try output.fileHandleForReading.read(upToCount: 1)?.first, octet != UInt8(ascii: "\n") {
      line.append(octet)
    }
    firstLine = String(decoding: line, as: UTF8.self)
  }

  func end() throws {
    // Another process that was started at the same moment may keep this end open.
    if process.isRunning { try input.fileHandleForWriting.write(contentsOf: Data("\n".utf8)) }
    try input.fileHandleForWriting.close()
    try process.waitForSuccess("it")
  }
}

public struct ServerProblem: Error, CustomStringConvertible {
  public let description: String

  init(_ description: String) { self.description = description }
}

/// Where the programs are.
public enum Sources {
  public static let servers = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  static let root = servers.deletingLastPathComponent().deletingLastPathComponent()
}
