import Foundation
import Herald
import Testing

/// A file system of its own in memory, for disks that are full or read-only. Mounting needs the right to; where it is
/// missing the tests are skipped, unless HERALD_REQUIRE=1 makes that a failure.
enum SmallDisk {
  static let isAvailable: Bool = {
    do {
      try mountOnce()
      return true
    } catch {
      return ProcessInfo.processInfo.environment["HERALD_REQUIRE"] == "1"
    }
  }()

  static func with(_ options: String, _ body: (Destination) async throws -> Void) async throws {
    try await Destination.with(.file) { there in
      try run("mount", "-t", "tmpfs", "-o", options, "herald-test", there.folder.path)
      do {
        try await body(there)
      } catch {
        try run("umount", there.folder.path)
        throw error
      }
      try run("umount", there.folder.path)
    }
  }

  private static func mountOnce() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "herald-disk-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { remove(folder) }
    try run("mount", "-t", "tmpfs", "-o", "size=64k", "herald-test", folder.path)
    try run("umount", folder.path)
  }

  static func run(_ command: String...) throws {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = command
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw Refused(command: command) }
  }

  struct Refused: Error {
    let command: [String]
  }
}
