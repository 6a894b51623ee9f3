import Foundation
import Herald
import HeraldSenders
import Testing

/// Where a sender of a kind without a far side delivers to, as a test sees it; networks have `NetworkBench`.
struct Destination: Sendable {
  let kind: SenderKind
  let folder: URL

  /// Runs `body` with an empty destination, which is removed afterwards.
  static func with<T>(_ kind: SenderKind, _ body: (Destination) async throws -> T) async throws -> T {
    let folder = FileManager.default.temporaryDirectory.appending(path: "herald-sender-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { remove(folder) }
    return try await body(Destination(kind: kind, folder: folder))
  }

  /// As the configuration makes it.
  func sender() throws -> any Sender {
    let decoder = JSONDecoder()
    decoder.userInfo[.destination] = self
    return try decoder.decode(Configured.self, from: Data(settings.utf8)).sender
  }

  /// What a reader at the destination sees, by name. Names that begin with a dot are not shown.
  func visible() throws -> [String: [UInt8]] {
    var found: [String: [UInt8]] = [:]
    for name in try names() where !name.hasPrefix(".") { found[name] = try bytes(name) }
    return found
  }

  func names() throws -> [String] { try FileManager.default.contentsOfDirectory(atPath: folder.path) }

  func bytes(_ name: String) throws -> [UInt8] { Array(try Data(contentsOf: folder.appending(path: name))) }

  /// Whether a message that was sent can be seen there.
  var keepsMessages: Bool {
    kind == .file
  }

  private var settings: String {
    keepsMessages ? #"{ "directory": "." }"# : "{}"
  }
}

extension SenderKind {
  static let discard = SenderKind(Discard.self)
  static let file = SenderKind(File.self)
}

private struct Configured: Decodable {
  let sender: any Sender

  init(from decoder: any Decoder) throws {
    let destination = try #require(decoder.userInfo[.destination] as? Destination)
    sender = try destination.kind.make(from: decoder, base: destination.folder).sender
  }
}

extension CodingUserInfoKey {
  fileprivate static let destination = CodingUserInfoKey(rawValue: "destination")!
}

func remove(_ folder: URL) {
  do { try FileManager.default.removeItem(at: folder) } catch { Issue.record("\(folder.path) was left: \(error)") }
}
