import Foundation
import Glibc
import Herald
import HeraldMail

/// Writes each message as a file of its own, for dry runs, tests and archives: `JOB-REVISION.eml` for a mail (RFC 5322,
/// as it would go out), `JOB-REVISION.json` for a post.
///
/// Exactly once on a local file system: the bytes are written aside and synced, the gate is passed, the file is linked
/// into place without overwriting, and the folder is synced. A file that is there with the same bytes is `sent`; one with
/// other bytes is left alone, and the job ends `held (uncertain)`.
public struct File: Sender {
  public struct Settings: Decodable, Sendable {
    /// The folder; made when it is missing. A relative path starts at the newsroom's folder.
    public var directory: String

    public init(directory: String) { self.directory = directory }
  }

  private let directory: String
  private let writer = MailWriter()

  /// - Parameter base: the newsroom's folder.
  public init(settings: Settings, base: URL) {
    // Not `relativeTo:`, which drops the last name of a base that does not end in a slash.
    let isAbsolute = settings.directory.hasPrefix("/")
    directory =
      (isAbsolute ? URL(filePath: settings.directory) : base.appending(path: settings.directory))
      .standardizedFileURL.path
  }

  public func send(_ message: Message, gate: Gate) async -> Outcome {
    let bytes: [UInt8]
    switch wire(message) {
    case .success(let made): bytes = made
    case .failure(let failure): return .rejected(failure)
    }
    let name = Self.name(message)
    switch await onOwnThread({ prepare(bytes, name: name) }) {
    case .ready: break
    case .ended(let outcome): return outcome
    }
    if case .closed(let closure) = await gate.pass(wire: SHA256Digest(of: bytes)) {
      await onOwnThread { unlinkAside(name) }
      return .withheld(closure)
    }
    return await onOwnThread { place(bytes, name: name) }
  }

  public func settle(_ message: Message, note: String?) async -> Settlement {
    guard case .success(let bytes) = wire(message) else { return .absent }
    let name = Self.name(message)
    return await onOwnThread {
      switch Folder.open(directory) {
      case .failure(let failure) where failure.code == "ENOENT": return .absent
      case .failure(let failure): return .unknown(failure)
      case .success(let folder):
        switch folder.compare(name, with: bytes) {
        case .missing:
          folder.unlink(aside(name))
          return .absent
        case .same:
          guard folder.sync() else { return .unknown(folder.failure("syncing")) }
          folder.unlink(aside(name))
          return .sent(Receipt(id: name))
        case .other: return .unknown(Self.occupied(name, in: directory))
        case .failed(let failure): return .unknown(failure)
        }
      }
    }
  }

  public func check() async -> Failure? {
    await onOwnThread { Folder.obstacle(to: directory) }
  }

  /// There is no far side: the folder can be written, or made.
  public func probe() async -> Result<Offer, Failure> {
    await onOwnThread {
      if let failure = Folder.obstacle(to: directory) { return .failure(failure) }
      let isThere = access(directory, F_OK) == 0
      return .success(Offer("\(directory) can be \(isThere ? "" : "made and ")written"))
    }
  }

  /// Nil when the file is gone.
  func remove(_ name: String) async -> Failure? {
    await onOwnThread {
      switch Folder.open(directory) {
      case .failure(let failure): return failure
      case .success(let folder): return folder.remove(name)
      }
    }
  }

  // MARK: - The bytes

  private static func name(_ message: Message) -> String {
    let suffix =
      switch message.envelope {
      case .mail: "eml"
      case .post: "json"
      }
    return "\(message.key.job)-\(message.key.revision).\(suffix)"
  }

  public func wire(_ message: Message) -> Result<[UInt8], Failure> {
    do {
      switch message.envelope {
      case .mail(let envelope): return .success(try writer.bytes(content: message.content, envelope: envelope))
      case .post(let envelope): return .success(try PostFile(message, envelope: envelope).bytes())
      }
    } catch {
      return .failure(Failure("the message cannot be written: \(error)"))
    }
  }

  // MARK: - The file

  private enum Preparation: Sendable {
    case ready
    case ended(Outcome)
  }

  private func aside(_ name: String) -> String { ".\(name).part" }

  private func unlinkAside(_ name: String) {
    if case .success(let folder) = Folder.open(directory) { folder.unlink(aside(name)) }
  }

  private func prepare(_ bytes: [UInt8], name: String) -> Preparation {
    switch Folder.openOrMake(directory) {
    case .failure(let failure): return .ended(.blocked(failure))
    case .success(let folder):
      switch folder.compare(name, with: bytes) {
      case .same:
        folder.unlink(aside(name))
        return .ended(folder.sync() ? .sent(Receipt(id: name)) : .blocked(folder.failure("syncing")))
      case .other: return .ended(.uncertain(Self.occupied(name, in: directory)))
      case .failed(let failure): return .ended(.blocked(failure))
      case .missing: break
      }
      if let failure = folder.write(bytes, to: aside(name)) { return .ended(.blocked(failure)) }
      return .ready
    }
  }

  private func place(_ bytes: [UInt8], name: String) -> Outcome {
    switch Folder.open(directory) {
    case .failure(let failure): return .blocked(failure)
    case .success(let folder):
      let refusal = folder.link(aside(name), to: name)
      folder.unlink(aside(name))
      if let refusal, folder.compare(name, with: bytes) != .same {
        return refusal.code == "EEXIST" ? .uncertain(Self.occupied(name, in: directory)) : .blocked(refusal)
      }
      return folder.sync() ? .sent(Receipt(id: name)) : .uncertain(folder.failure("syncing"))
    }
  }

  private static func occupied(_ name: String, in directory: String) -> Failure {
    Failure("\(directory)/\(name) is there already with other bytes: move it away, then `herald jobs retry`")
  }
}

/// A post as the file sink writes it: what was composed, and whose it is.
private struct PostFile: Encodable {
  let channel: String
  let network: Network
  let key: String
  let part: Int
  let parts: Int
  let text: String
  let card: LinkCard?
  let sha256: SHA256Digest
  let createdAt: Instant

  init(_ message: Message, envelope: PostEnvelope) {
    channel = message.channel
    network = message.network
    key = message.key.description
    part = message.key.part + 1
    parts = message.content.parts.count
    text = message.text
    card = message.card
    sha256 = message.content.sha256
    createdAt = envelope.createdAt
  }

  func bytes() throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return Array(try encoder.encode(self)) + [0x0A]
  }
}

/// Runs blocking system calls off the cooperative pool.
private func onOwnThread<T: Sendable>(_ body: @escaping @Sendable () -> T) async -> T {
  await withCheckedContinuation { continuation in
    fileQueue.async { continuation.resume(returning: body()) }
  }
}

private let fileQueue = DispatchQueue(label: "herald-file", attributes: .concurrent)
