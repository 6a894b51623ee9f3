import Foundation
import Glibc
import Herald
import Testing

@testable import HeraldSenders

@Suite struct SecretTests {
  private static let hidden = "hunter2"

  private func withFolder(_ body: (URL) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "herald-secret-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { remove(folder) }
    try body(folder)
  }

  private func failure(_ secret: Secret, base: URL) -> Failure? {
    if case .failure(let failure) = secret.value(base: base) { failure } else { nil }
  }

  // MARK: - Reading it

  @Test(arguments: ["hunter2", "hunter2\n", "hunter2\r\n"]) func theLineBreakAtItsEndIsDropped(_ text: String) throws {
    try withFolder { folder in
      try Data(text.utf8).write(to: folder.appending(path: "password"))
      #expect(Secret.file("password").value(base: folder) == .success("hunter2"))
      #expect(Secret.file(folder.path + "/password").value(base: URL(filePath: "/")) == .success("hunter2"))
    }
  }

  @Test func blanksBelongToIt() throws {
    try withFolder { folder in
      try Data(" a b\tc é \n".utf8).write(to: folder.appending(path: "password"))
      #expect(Secret.file("password").value(base: folder) == .success(" a b\tc é "))
    }
  }

  @Test func itIsReadAtEveryUse() throws {
    try withFolder { folder in
      let secret = Secret.file("password")
      #expect(failure(secret, base: folder)?.code == "ENOENT")
      try Data("one".utf8).write(to: folder.appending(path: "password"))
      #expect(secret.value(base: folder) == .success("one"))
      try Data("two".utf8).write(to: folder.appending(path: "password"))
      #expect(secret.value(base: folder) == .success("two"))
    }
  }

  static let unusable: [(bytes: [UInt8], says: String)] = [
    ([], "is empty"), (Array("\n".utf8), "is empty"), (Array("hunter2\nhunter2\n".utf8), "more than one line"),
    (Array("hunter2\rx".utf8), "more than one line"), (Array("hunter2\n\n".utf8), "more than one line"),
    (Array("hunter2".utf8) + [0], "a NUL byte"), (Array("hunter2".utf8) + [0xFF], "is not UTF-8"),
    ([UInt8](repeating: 0x68, count: 65_537), "larger than 64 KB"),
    ([UInt8](repeating: 0x68, count: 200_000), "larger than 64 KB"),
  ]

  @Test(arguments: unusable) func aFileThatHoldsNoSecretIsNamedAndNotShown(_ bytes: [UInt8], _ says: String) throws {
    try withFolder { folder in
      try Data(bytes).write(to: folder.appending(path: "password"))
      let failure = try #require(self.failure(.file("password"), base: folder))
      #expect(failure.text.hasPrefix("the file password ") && failure.text.contains(says), "\(failure)")
      #expect(!"\(failure)".contains(Self.hidden))
    }
  }

  @Test func aSecretMayFill64KB() throws {
    try withFolder { folder in
      let text = String(repeating: "h", count: 65_536)
      try Data((text + "\r\n").utf8).write(to: folder.appending(path: "password"))
      #expect(Secret.file("password").value(base: folder) == .success(text))
    }
  }

  @Test func whatIsNoFileIsNotWaitedFor() throws {
    try withFolder { folder in
      try #require(mkfifo(folder.appending(path: "pipe").path, 0o600) == 0)
      #expect(failure(.file("pipe"), base: folder)?.text.contains("is no plain file") == true)
      #expect(failure(.file("."), base: folder)?.text.contains("is no plain file") == true)
      #expect(failure(.file("/dev/zero"), base: folder)?.text.contains("is no plain file") == true)
      try Data("x".utf8).write(to: folder.appending(path: "password"))
      #expect(failure(.file("password/x"), base: folder)?.code == "ENOTDIR")
    }
  }

  @Test(arguments: [
    (nil, "is not set"), ("", "is empty"), ("hunter2\nhunter2", "more than one line"),
    (String(repeating: "h", count: 65_537), "larger than 64 KB"),
  ])
  func aVariableThatHoldsNoSecretIsNamedAndNotShown(_ value: String?, _ says: String) throws {
    let read = Secret.environment("SMTP_PASSWORD").value(base: URL(filePath: "/")) { name in
      #expect(name == "SMTP_PASSWORD")
      return value.map { Array($0.utf8) }
    }
    guard case .failure(let failure) = read else {
      Issue.record("it was taken: \(says)")
      return
    }
    #expect(failure.text.hasPrefix("the environment variable SMTP_PASSWORD ") && failure.text.contains(says))
    #expect(!"\(failure)".contains(Self.hidden))
  }

  @Test func aVariableIsReadFromTheEnvironment() throws {
    let path = try #require(ProcessInfo.processInfo.environment["PATH"])
    #expect(Secret.environment("PATH").value(base: URL(filePath: "/")) == .success(path))
    #expect(failure(.environment("HERALD_TEST_UNSET"), base: URL(filePath: "/"))?.text.contains("is not set") == true)
  }

  // MARK: - Who else may read it

  @Test(arguments: [(0o600, false), (0o400, false), (0o640, true), (0o604, true), (0o666, true)] as [(mode_t, Bool)])
  func aFileThatOthersMayReadIsWarnedOf(_ mode: mode_t, _ isOpen: Bool) throws {
    try withFolder { folder in
      let file = folder.appending(path: "password")
      try Data("hunter2".utf8).write(to: file)
      try #require(chmod(file.path, mode) == 0)
      let warning = Secret.file("password").warning(base: folder)
      #expect((warning != nil) == isOpen)
      #expect(warning?.hasSuffix("chmod 600 \(file.path)") ?? true)
    }
  }

  @Test func whatIsNotThereIsNotWarnedOf() {
    #expect(Secret.file("/nowhere/password").warning(base: URL(filePath: "/")) == nil)
    #expect(Secret.environment("PATH").warning(base: URL(filePath: "/")) == nil)
  }
}
