import Foundation

/// A real Postfix with Dovecot for its AUTH, as `Scripts/mail-server` starts them.
public struct MailServer: Sendable {
  public let startTLSPort: Int
  public let tlsPort: Int
  public let clearPort: Int
  public let ca: String
  public let username: String
  public let password: String
  public let maildir: URL
  public let log: URL

  /// Whether Postfix and Dovecot are installed here, or `HERALD_REQUIRE=1` makes their absence a failure.
  public static let isAvailable: Bool =
    ProcessInfo.processInfo.environment["HERALD_REQUIRE"] == "1"
    || ["/usr/sbin/postfix", "/usr/sbin/dovecot"].allSatisfy(FileManager.default.isExecutableFile)

  /// Runs `body` beside a server of its own, which is stopped and removed afterwards.
  public static func with(_ body: (MailServer) async throws -> Void) async throws {
    // Sockets below it may not have long names.
    let folder = URL(filePath: "/tmp/herald-mail-\(UUID().uuidString.prefix(8))")
    let told = try run("start", folder)
    do {
      try await body(MailServer(told))
    } catch {
      _ = try run("stop", folder)
      try FileManager.default.removeItem(at: folder)
      throw error
    }
    _ = try run("stop", folder)
    try FileManager.default.removeItem(at: folder)
  }

  private init(_ text: String) throws {
    var values: [String: String] = [:]
    for line in text.split(separator: "\n") {
      let halves = line.split(separator: "=", maxSplits: 1)
      if halves.count == 2 { values[String(halves[0])] = String(halves[1]) }
    }
    func value(_ name: String) throws -> String {
      guard let value = values[name] else { throw ServerProblem("mail-server told no \(name)") }
      return value
    }
    func port(_ name: String) throws -> Int {
      guard let port = Int(try value(name)) else { throw ServerProblem("mail-server told no port as \(name)") }
      return port
    }
    startTLSPort = try port("STARTTLS_PORT")
    tlsPort = try port("TLS_PORT")
    clearPort = try port("CLEAR_PORT")
    ca = try value("CA")
    username = try value("USERNAME")
    password = try value("PASSWORD")
    maildir = URL(filePath: try value("MAILDIR"))
    log = URL(filePath: try value("LOG"))
  }

  private static func run(_ verb: String, _ folder: URL) throws -> String {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/python3")
    process.arguments = [Sources.root.appending(path: "Scripts/mail-server").path, verb, folder.path]
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let told = try output.fileHandleForReading.readToEnd() ?? Data()
    try process.waitForSuccess("mail-server \(verb)")
    return String(decoding: told, as: UTF8.self)
  }

  /// How many mails were delivered.
  public func count() throws -> Int { try names().count }

  /// Every mail that was delivered, as it stands in the Maildir (LF line ends).
  public func delivered() throws -> [[UInt8]] {
    try names().sorted().map { Array(try Data(contentsOf: maildir.appending(path: "new/" + $0))) }
  }

  private func names() throws -> [String] {
    let new = maildir.appending(path: "new").path
    return FileManager.default.fileExists(atPath: new) ? try FileManager.default.contentsOfDirectory(atPath: new) : []
  }
}
