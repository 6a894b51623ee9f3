import Foundation
import Herald

/// `ca:`, a PEM file of certificates that are trusted instead of the system's: a private authority's, for a server of one's
/// own.
struct Authority: Hashable, Sendable {
  /// The whole path.
  let path: String

  /// Nil where the configuration names none.
  ///
  /// - Parameters:
  ///   - ca: as it is configured; a relative path starts at `base`.
  ///   - base: the newsroom's folder.
  init?(_ ca: String?, base: URL) {
    guard let ca else { return nil }
    path = (ca.hasPrefix("/") ? URL(filePath: ca) : base.appending(path: ca)).standardizedFileURL.path
  }

  /// Why it cannot be used; nil when it can.
  func obstacle() -> Failure? {
    let text: Data
    do {
      let file = try FileHandle(forReadingFrom: URL(filePath: path))
      text = try file.read(upToCount: 4_000_000) ?? Data()
      try file.close()
    } catch {
      return Failure("`ca`: \(path) cannot be read: name a PEM file, or remove it to trust the system's")
    }
    guard text.range(of: Data("-----BEGIN CERTIFICATE-----".utf8)) != nil else {
      return Failure("`ca`: \(path) holds no certificate: it begins with -----BEGIN CERTIFICATE----- in a PEM file")
    }
    return nil
  }
}
