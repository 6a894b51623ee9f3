import Foundation
import Glibc
import Herald
import HeraldSenders
import Servers
import Testing

/// Fault rows 64, 65 and 71: no partial file is visible, the channel is blocked with a remedy, and it goes on by itself.
@Suite(
  .serialized,
  .enabled(if: SmallDisk.isPossible, "mounting a tmpfs needs root: not run"))
struct SmallDiskTests {
  private func expectBlocked(_ there: Destination, code: String) async throws {
    let turnstile = Turnstile()
    let outcome = try await there.sender().send(sampleMail(text: long), gate: turnstile.gate)
    guard case .blocked(let failure) = outcome else { throw Unexpected(outcome) }
    #expect(failure.code == code)
    #expect(failure.text.contains(there.folder.lastPathComponent))
    #expect(turnstile.wires.isEmpty)
  }

  private func with(_ options: String, _ body: (Destination, SmallDisk) async throws -> Void) async throws {
    let disk = try SmallDisk(options)
    try await body(Destination(kind: .file, folder: disk.url), disk)
  }

  private func expectSent(_ there: Destination) async throws {
    let outcome = try await there.sender().send(sampleMail(text: long), gate: Turnstile().gate)
    #expect(outcome == .sent(Receipt(id: "7-1.eml")))
    #expect(try there.names().filter { $0.hasPrefix(".") }.isEmpty)
  }

  private let long = "Weekly digest\n\n" + String(repeating: "A line of a long digest.\n", count: 4_000)

  @Test func aFullDiskLeavesNoPartialFile() async throws {
    try await with("size=200k") { there, _ in
      try Data(count: 140_000).write(to: there.folder.appending(path: "ballast"))
      try await expectBlocked(there, code: "ENOSPC")
      #expect(try there.names() == ["ballast"])
      try FileManager.default.removeItem(at: there.folder.appending(path: "ballast"))
      try await expectSent(there)
    }
  }

  @Test func aDiskWithoutInodesLeavesNothing() async throws {
    try await with("size=1m,nr_inodes=4") { there, _ in
      var ballast: [URL] = []
      while ballast.count < 8 {
        let file = there.folder.appending(path: "ballast-\(ballast.count)")
        let descriptor = open(file.path, O_CREAT | O_WRONLY, 0o600)
        guard descriptor >= 0 else { break }
        close(descriptor)
        ballast.append(file)
      }
      try await expectBlocked(there, code: "ENOSPC")
      #expect(try there.names().count == ballast.count)
      // On tmpfs each name takes an inode: now the file can be written aside but not named, which shows past the mark.
      try FileManager.default.removeItem(at: ballast.removeLast())
      let turnstile = Turnstile()
      let outcome = try await there.sender().send(sampleMail(text: long), gate: turnstile.gate)
      #expect(outcome.failure?.code == "ENOSPC")
      #expect(turnstile.wires.count == 1)
      #expect(try there.names().count == ballast.count)
      let settlement = try await there.sender().settle(sampleMail(text: long), note: nil)
      #expect(settlement == .absent)
      try FileManager.default.removeItem(at: ballast.removeLast())
      try await expectSent(there)
    }
  }

  @Test func aReadOnlyDiskBlocks() async throws {
    try await with("size=1m") { there, disk in
      try disk.remount("ro")
      try await expectBlocked(there, code: "EROFS")
      try disk.remount("rw")
      try await expectSent(there)
    }
  }
}
