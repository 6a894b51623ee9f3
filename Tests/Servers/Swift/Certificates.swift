import Foundation

/// Certificates for servers on this machine, made once for a test process and removed at its end.
public enum Certificates {
  public enum Kind: String, Sendable, CaseIterable {
    case good, expired, weak
    case selfSigned = "self-signed"
    case wrongHost = "wrong-host"
  }

  /// What signed all but the self-signed one.
  public static var ca: String { get throws { try folder.get().appending(path: "ca.pem").path } }

  /// A PEM file with certificate and key.
  public static func file(_ kind: Kind) throws -> String {
    try folder.get().appending(path: kind.rawValue + ".pem").path
  }

  private static let folder: Result<URL, any Error> = Result {
    let folder = FileManager.default.temporaryDirectory.appending(path: "herald-certificates-\(UUID().uuidString)")
    let process = Process()
    process.executableURL = Sources.servers.appending(path: "make-certificates")
    process.arguments = [folder.path]
    process.standardError = FileHandle.nullDevice
    try process.run()
    guard process.waitForEnd() == 0 else { throw ServerProblem("make-certificates failed: is openssl there?") }
    atexit { Certificates.remove() }
    return folder
  }

  private static func remove() {
    guard case .success(let folder) = folder else { return }
    do { try FileManager.default.removeItem(at: folder) } catch { print("\(folder.path) was left: \(error)") }
  }
}
