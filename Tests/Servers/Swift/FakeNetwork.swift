import Foundation

/// `Tests/Servers/fake-network` as a process of its own, on a free port of 127.0.0.1.
public struct FakeNetwork: Sendable {
  /// What it is told to do; described in `fake_http.py`.
  public struct Plan: Encodable, Sendable {
    public struct Fault: Encodable, Sendable {
      public var name: String
      public var times: Int
      public var value: String?

      public init(_ name: String, times: Int = 1, value: String? = nil) {
        (self.name, self.times, self.value) = (name, times, value)
      }

      private enum CodingKeys: String, CodingKey {
        case times, value
        case name = "do"
      }
    }

    public enum Defect: String, Encodable, Sendable, CaseIterable {
      case keyIgnored = "key-ignored"
      case keyPerAttempt = "key-per-attempt"
    }

    public enum Value: Encodable, Sendable {
      case text(String)
      case number(Int)
      case flag(Bool)

      public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .text(let text): try container.encode(text)
        case .number(let number): try container.encode(number)
        case .flag(let flag): try container.encode(flag)
        }
      }
    }

    public var faults: [Fault]
    public var defect: Defect?
    public var settings: [String: Value]

    public init(_ faults: [Fault] = [], defect: Defect? = nil, settings: [String: Value] = [:]) {
      (self.faults, self.defect, self.settings) = (faults, defect, settings)
    }
  }

  public struct Event: Decodable, Sendable {
    public let event: String
    public let method: String?
    public let path: String?
    /// Names in lower case.
    public let headers: [String: String]?
    public let body: String?
    /// Whether it asks for a post.
    public let posting: Bool?
    /// When a request came, seconds since 1970.
    public let at: Double?
    public let id: String?
    public let text: String?
    public let reply: String?
    public let key: String?
  }

  public let port: Int
  private let file: URL
  private let scheme: String

  public var url: String { "\(scheme)://127.0.0.1:\(port)" }

  /// What it has seen until now.
  public func events() throws -> [Event] {
    let decoder = JSONDecoder()
    return try Data(contentsOf: file).split(separator: UInt8(ascii: "\n")).map {
      try decoder.decode(Event.self, from: Data($0))
    }
  }

  /// The posts that readers see.
  public func posts() throws -> [Event] { try events().filter { $0.event == "posted" } }

  /// The requests that asked for one.
  public func attempts() throws -> [Event] { try events().filter { $0.posting == true } }

  /// The names of posts that readers no longer see.
  public func deleted() throws -> [String] { try events().filter { $0.event == "deleted" }.compactMap(\.id) }

  /// What the network's documentation forbids.
  public func problems() throws -> [String] { try events().filter { $0.event == "problem" }.compactMap(\.text) }

  /// Runs `body` beside the network of that name.
  public static func with<T>(
    _ name: String, _ plan: Plan, _ body: (FakeNetwork) async throws -> T
  ) async throws -> T {
    let folder = FileManager.default.temporaryDirectory.appending(path: "herald-network-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let (script, record) = (folder.appending(path: "plan.json"), folder.appending(path: "record.jsonl"))
    try JSONEncoder().encode(plan).write(to: script)
    let server = try ServerProcess(
      Sources.servers.appending(path: "fake-network"), [name, script.path, record.path])
    let result: Result<T, any Error>
    do {
      guard let port = Int(server.firstLine) else { throw ServerProblem("it printed no port: \(server.firstLine)") }
      result = .success(
        try await body(
          FakeNetwork(port: port, file: record, scheme: plan.settings["certificate"] == nil ? "http" : "https")))
    } catch {
      result = .failure(error)
    }
    try server.end()
    try FileManager.default.removeItem(at: folder)
    return try result.get()
  }
}
