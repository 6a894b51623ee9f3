import Foundation
import Glibc
import Herald

/// Where a password or token is kept: `{ env: NAME }` or `{ file: path }`. The secret itself never stands in the
/// configuration, and this value never holds it, so that printing or logging it gives nothing away.
///
/// It is read when it is used, not when the configuration is: a preview needs no secret, and one that was changed counts
/// from the next use on.
public enum Secret: Hashable, Sendable {
  /// The name of an environment variable: letters, digits and `_`, no digit first.
  case environment(String)
  /// The path of a file; a relative one starts at the newsroom's folder.
  case file(String)

  /// No password or token is longer, and a wrong path may lead to anything.
  private static let limit = 65_536

  /// The secret: one line, not empty, at most 64 KB of UTF-8; the line break at its end, if there is one, is dropped.
  ///
  /// - Parameter base: the newsroom's folder.
  /// - Returns: the secret, or a failure that names the variable or the file and what to do, never what it holds.
  public func value(base: URL) -> Result<String, Failure> {
    value(base: base) { name in
      getenv(name).map { Array(UnsafeRawBufferPointer(start: $0, count: strlen($0))) }
    }
  }

  /// - Parameter variable: the environment. A test brings its own: `setenv` is not safe while other threads read.
  func value(base: URL, variable: (String) -> [UInt8]?) -> Result<String, Failure> {
    switch self {
    case .environment(let name):
      guard let bytes = variable(name) else {
        return .failure(Failure("\(self) is not set: set it where herald runs, or use `{ file: path }`"))
      }
      return checked(bytes)
    case .file(let path):
      return switch Self.read(Self.absolute(path, base: base)) {
      case .success(let bytes): checked(bytes)
      case .failure(let failure): .failure(Failure("\(self) \(failure.text)", code: failure.code))
      }
    }
  }

  /// What a person should look after although the secret can be used: a file that other users may read. Nil when there is
  /// nothing, also when the file is not there.
  public func warning(base: URL) -> String? {
    guard case .file(let path) = self else { return nil }
    var status = stat()
    let file = Self.absolute(path, base: base)
    guard stat(file, &status) == 0, status.st_mode & 0o077 != 0 else { return nil }
    return "\(self) may be read or changed by other users: chmod 600 \(file)"
  }

  private func checked(_ bytes: [UInt8]) -> Result<String, Failure> {
    var bytes = bytes[...]
    if bytes.last == UInt8(ascii: "\n") { bytes.removeLast() }
    if bytes.last == UInt8(ascii: "\r") { bytes.removeLast() }
    let problem: String? =
      if bytes.isEmpty {
        "is empty: put the secret there"
      } else if bytes.count > Self.limit {
        "is larger than 64 KB: that is no secret, is its name right?"
      } else if bytes.contains(0) {
        "holds a NUL byte: write the secret as plain text"
      } else if bytes.contains(UInt8(ascii: "\n")) || bytes.contains(UInt8(ascii: "\r")) {
        "has more than one line: keep the secret alone, on one line"
      } else {
        nil
      }
    if let problem { return .failure(Failure("\(self) \(problem)")) }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      return .failure(Failure("\(self) is not UTF-8: write the secret as plain text"))
    }
    return .success(text)
  }

  // MARK: - The file

  private static func absolute(_ path: String, base: URL) -> String {
    (path.hasPrefix("/") ? URL(filePath: path) : base.appending(path: path)).standardizedFileURL.path
  }

  /// At most the limit, the line break and one byte more, so that what is too large is known without reading it all.
  private static func read(_ path: String) -> Result<[UInt8], Failure> {
    // A pipe without a writer must not be waited for.
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { return .failure(reason(errno)) }
    // It was only read, so closing it cannot lose anything.
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { return .failure(reason(errno)) }
    guard status.st_mode & S_IFMT == S_IFREG else {
      return .failure(Failure("is no plain file: name the file that holds the secret"))
    }
    var bytes = [UInt8](repeating: 0, count: limit + 3)
    var filled = 0
    while filled < bytes.count {
      let count = bytes.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress! + filled, $0.count - filled) }
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { return .failure(reason(errno)) }
      if count == 0 { break }
      filled += count
    }
    return .success(Array(bytes.prefix(filled)))
  }

  private static func reason(_ number: Int32) -> Failure {
    switch number {
    case ENOENT: Failure("is not there: make it, readable by herald's user alone (chmod 600)", code: "ENOENT")
    case ENOTDIR: Failure("cannot be there: a part of its path is a file", code: "ENOTDIR")
    case EACCES: Failure("cannot be read: give it to the user that herald runs as", code: "EACCES")
    default: Failure("cannot be read: \(String(cString: strerror(number)))", code: "errno \(number)")
    }
  }
}

extension Secret: CustomStringConvertible {
  /// Where it is kept, never what it is.
  public var description: String {
    switch self {
    case .environment(let name): "the environment variable \(name)"
    case .file(let path): "the file \(path)"
    }
  }
}

extension Secret: Decodable {
  private enum CodingKeys: CodingKey { case env, file }

  /// No message repeats what stands there: it may be the secret.
  public init(from decoder: any Decoder) throws {
    let section: KeyedDecodingContainer<CodingKeys>
    do {
      section = try decoder.container(keyedBy: CodingKeys.self)
    } catch DecodingError.typeMismatch {
      throw Self.wrong(
        decoder.codingPath,
        "a secret never stands in the configuration: put it into an environment variable or a file, and write "
          + "`{ env: NAME }` or `{ file: path }` here")
    }
    let name = try section.decodeIfPresent(String.self, forKey: .env)
    let path = try section.decodeIfPresent(String.self, forKey: .file)
    switch (name, path) {
    case (let name?, nil):
      guard name.wholeMatch(of: /[A-Za-z_][A-Za-z0-9_]*/) != nil else {
        throw Self.wrong(
          section.codingPath, "`env:` takes the name of an environment variable, as in `{ env: SMTP_PASSWORD }`")
      }
      self = .environment(name)
    case (nil, let path?):
      guard !path.isEmpty, !path.hasPrefix("~"), !path.unicodeScalars.contains(where: { $0.value < 0x20 }) else {
        throw Self.wrong(
          section.codingPath,
          "`file:` takes the path of a file, whole or from the newsroom's folder, as in `{ file: /etc/herald/password }`"
        )
      }
      self = .file(path)
    case (nil, nil): throw Self.wrong(section.codingPath, "write `{ env: NAME }` or `{ file: path }`")
    case (_?, _?): throw Self.wrong(section.codingPath, "`env` and `file` are both there: keep one of them")
    }
  }

  private static func wrong(_ path: [any CodingKey], _ text: String) -> DecodingError {
    .dataCorrupted(DecodingError.Context(codingPath: path, debugDescription: text))
  }
}
