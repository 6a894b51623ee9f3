import Foundation

/// A file system of its own in memory, for disks that are full or read-only, unmounted with it. Mounting needs the right to;
/// where it is missing the tests are skipped, unless HERALD_REQUIRE=1 makes that a failure.
public final class SmallDisk {
  public let url: URL

  public static let isPossible: Bool = {
    if ProcessInfo.processInfo.environment["HERALD_REQUIRE"] == "1" { return true }
    do {
      _ = try SmallDisk("size=64k")
      return true
    } catch {
      print("no small disk: \(error)")
      return false
    }
  }()

  /// - Parameter options: as `mount -o` takes them for tmpfs: `size=200k`.
  public init(_ options: String) throws {
    url = FileManager.default.temporaryDirectory.appending(path: "herald-disk-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    do {
      try Self.run("mount", "-t", "tmpfs", "-o", "\(options),mode=700", "herald-test", url.path)
    } catch {
      try FileManager.default.removeItem(at: url)
      throw error
    }
  }

  public convenience init(megabytes: Int) throws { try self.init("size=\(megabytes)m") }

  public func grow(megabytes: Int) throws { try remount("size=\(megabytes)m") }

  /// - Parameter options: what changes: `ro`, `size=8m`.
  public func remount(_ options: String) throws { try Self.run("mount", "-o", "remount,\(options)", url.path) }

  deinit {
    do {
      try Self.run("umount", url.path)
      try FileManager.default.removeItem(at: url)
    } catch {
      print("\(url.path) is still mounted: \(error)")
    }
  }

  private static func run(_ command: String...) throws {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = command
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    process.environment = ["PATH": path + ":/usr/sbin:/sbin"]
    process.standardError = FileHandle.nullDevice
    try process.run()
    try process.waitForSuccess(command[0])
  }
}
