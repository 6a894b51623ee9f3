import Foundation
import Glibc
import Herald
import HeraldSenders
import Testing

/// What the file sink promises beyond the contract. The mail of job 7 is `7-1.eml`, written aside as `.7-1.eml.part`.
@Suite(.timeLimit(.minutes(15))) struct FileTests {
  private let name = "7-1.eml"
  private let aside = ".7-1.eml.part"

  private func send(_ there: Destination, _ turnstile: Turnstile = Turnstile()) async throws -> Outcome {
    try await there.sender().send(sampleMail(), gate: turnstile.gate)
  }

  private func settle(_ there: Destination) async throws -> Settlement {
    try await there.sender().settle(sampleMail(), note: nil)
  }

  /// What stands aside at the moment of the mark.
  private func preparedBytes(_ there: Destination) async throws -> [UInt8] {
    let seen = Seen()
    _ = try await send(
      there,
      Turnstile(.closed(.leaseLost)) { [aside] in
        do { seen.bytes = try there.bytes(aside) } catch { Issue.record(error) }
      })
    return seen.bytes
  }

  @Test func aFileWithOtherBytesIsLeftAlone() async throws {
    try await Destination.with(.file) { there in
      try Data("Mine".utf8).write(to: there.folder.appending(path: name))
      let turnstile = Turnstile()
      let outcome = try await send(there, turnstile)
      guard case .uncertain(let failure) = outcome else { throw Unexpected(outcome) }
      #expect(failure.text.contains(name))
      #expect(turnstile.wires.isEmpty)
      #expect(try there.visible() == [name: Array("Mine".utf8)])
      let settlement = try await settle(there)
      #expect(settlement == .unknown(failure))
      #expect(try there.names() == [name])
    }
  }

  @Test func aFileThatAppearsAfterTheMarkIsLeftAlone() async throws {
    try await Destination.with(.file) { there in
      let turnstile = Turnstile { [name] in
        do { try Data("Mine".utf8).write(to: there.folder.appending(path: name)) } catch { Issue.record(error) }
      }
      let outcome = try await send(there, turnstile)
      guard case .uncertain = outcome else { throw Unexpected(outcome) }
      #expect(try there.visible() == [name: Array("Mine".utf8)])
      #expect(try there.names() == [name])
    }
  }

  @Test(arguments: ["link", "dangling link", "folder", "pipe"])
  func whatIsNoFileIsNeitherFollowedNorReplaced(_ kind: String) async throws {
    try await Destination.with(.file) { there in
      let path = there.folder.appending(path: name).path
      let other = there.folder.appending(path: "other")
      switch kind {
      case "link":
        // Even to a file with the very bytes.
        try Data(await preparedBytes(there)).write(to: other)
        try #require(symlink("other", path) == 0)
      case "dangling link": try #require(symlink("nowhere", path) == 0)
      case "folder": try #require(mkdir(path, 0o755) == 0)
      default: try #require(mkfifo(path, 0o600) == 0)
      }
      let before = try there.names().sorted()
      let outcome = try await send(there)
      guard case .uncertain = outcome else { throw Unexpected(outcome) }
      guard case .unknown = try await settle(there) else { throw Unexpected(outcome) }
      #expect(try there.names().sorted() == before)
    }
  }

  @Test func aLinkAtTheAsideNameIsNotWrittenThrough() async throws {
    try await Destination.with(.file) { there in
      let other = there.folder.appending(path: "other")
      try Data("Precious".utf8).write(to: other)
      try #require(symlink("other", there.folder.appending(path: aside).path) == 0)
      #expect(try await send(there) == .sent(Receipt(id: name)))
      #expect(try there.bytes("other") == Array("Precious".utf8))
      #expect(try there.names().sorted() == [name, "other"])
    }
  }

  @Test func aHardLinkAtTheAsideNameKeepsItsBytes() async throws {
    try await Destination.with(.file) { there in
      let other = there.folder.appending(path: "other")
      try Data("Precious".utf8).write(to: other)
      try #require(link(other.path, there.folder.appending(path: aside).path) == 0)
      #expect(try await send(there) == .sent(Receipt(id: name)))
      #expect(try there.bytes("other") == Array("Precious".utf8))
    }
  }

  @Test func aFolderAtTheAsideNameBlocksAndSaysWhich() async throws {
    try await Destination.with(.file) { there in
      try #require(mkdir(there.folder.appending(path: aside).path, 0o755) == 0)
      let outcome = try await send(there)
      guard case .blocked(let failure) = outcome else { throw Unexpected(outcome) }
      #expect(failure.text.contains(aside))
      #expect(try there.visible().isEmpty)
    }
  }

  @Test func aCrashBeforeTheLinkIsAbsentAndSentOnce() async throws {
    try await Destination.with(.file) { there in
      let whole = try await preparedBytes(there)
      try Data(whole).write(to: there.folder.appending(path: aside))
      #expect(try await settle(there) == .absent)
      #expect(try there.names().isEmpty)
      #expect(try await send(there) == .sent(Receipt(id: name)))
      #expect(try there.visible() == [name: whole])
    }
  }

  @Test func aCrashAfterTheLinkIsSent() async throws {
    try await Destination.with(.file) { there in
      #expect(try await send(there) == .sent(Receipt(id: name)))
      let whole = try there.bytes(name)
      let (path, asidePath) = (there.folder.appending(path: name).path, there.folder.appending(path: aside).path)
      try #require(link(path, asidePath) == 0)
      #expect(try await settle(there) == .sent(Receipt(id: name)))
      #expect(try there.names() == [name])
      try #require(link(path, asidePath) == 0)
      #expect(try await send(there) == .sent(Receipt(id: name)))
      #expect(try there.names() == [name])
      #expect(try there.bytes(name) == whole)
    }
  }

  @Test(arguments: [0, 1, 100]) func aHalfWrittenFileOfADeadProcessIsWrittenAnew(_ length: Int) async throws {
    try await Destination.with(.file) { there in
      let whole = try await preparedBytes(there)
      try Data(whole.prefix(length)).write(to: there.folder.appending(path: aside))
      #expect(try await send(there) == .sent(Receipt(id: name)))
      #expect(try there.names() == [name])
      #expect(try there.bytes(name) == whole)
    }
  }

  @Test func aMissingFolderIsMade() async throws {
    try await Destination.with(.file) { there in
      let nested = there.folder.appending(path: "a/b/c")
      let sender = File(settings: File.Settings(directory: "a/b/c"), base: there.folder)
      let settlement = try await sender.settle(sampleMail(), note: nil)
      #expect(settlement == .absent)
      #expect(try there.names().isEmpty)
      let outcome = try await sender.send(sampleMail(), gate: Turnstile().gate)
      #expect(outcome == .sent(Receipt(id: name)))
      #expect(try FileManager.default.contentsOfDirectory(atPath: nested.path) == [name])
    }
  }

  @Test func aFolderBelowAFileBlocks() async throws {
    try await Destination.with(.file) { there in
      try Data().write(to: there.folder.appending(path: "plain"))
      for directory in ["plain", "plain/below", "plain/far/below"] {
        let sender = File(settings: File.Settings(directory: directory), base: there.folder)
        let turnstile = Turnstile()
        let outcome = try await sender.send(sampleMail(), gate: turnstile.gate)
        guard case .blocked(let failure) = outcome else { throw Unexpected(outcome) }
        #expect(failure.code == "ENOTDIR")
        #expect(turnstile.wires.isEmpty)
      }
    }
  }

  @Test func aPostFileSaysWhatWasComposed() async throws {
    try await Destination.with(.file) { there in
      let post = try samplePost()
      _ = try await there.sender().send(post, gate: Turnstile().gate)
      let json = try JSONSerialization.jsonObject(with: Data(there.bytes("7-1.json"))) as? [String: Any]
      #expect(json?["text"] as? String == post.text)
      #expect(json?["sha256"] as? String == post.content.sha256.hex)
      #expect(json?["key"] as? String == "7-1-0")
      #expect(json?["part"] as? Int == 1)
      #expect(json?["channel"] as? String == "x")
    }
  }
}

/// What one test saw from inside a gate, which is passed once.
private final class Seen: @unchecked Sendable {
  var bytes: [UInt8] = []
}

struct Unexpected: Error, CustomStringConvertible {
  let description: String

  init(_ outcome: Outcome) { description = "\(outcome)" }
}
