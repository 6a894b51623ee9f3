import Foundation
import Testing

@testable import HeraldCommand

/// A small file system in memory, mounted for one test.
final class SmallDisk {
  let url: URL

  /// Whether this process may mount one. With `HERALD_REQUIRE=1` the test runs, and fails where it may not.
  static var isPossible: Bool {
    if ProcessInfo.processInfo.environment["HERALD_REQUIRE"] == "1" { return true }
    do {
      _ = try SmallDisk(megabytes: 1)
      return true
    } catch {
      print("no small disk: \(error)")
      return false
    }
  }

  init(megabytes: Int) throws {
    url = FileManager.default.temporaryDirectory.appending(path: "herald-disk-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    let ended = try HeraldProcess.shell(
      "PATH=$PATH:/sbin:/usr/sbin mount -t tmpfs -o size=\(megabytes)m,mode=700 herald-test \"\(url.path)\"",
      in: FileManager.default.temporaryDirectory)
    guard ended.code == 0 else {
      try FileManager.default.removeItem(at: url)
      throw Wrong("mount: \(ended.err)")
    }
  }

  func grow(megabytes: Int) throws {
    let ended = try HeraldProcess.shell(
      "PATH=$PATH:/sbin:/usr/sbin mount -o remount,size=\(megabytes)m \"\(url.path)\"",
      in: FileManager.default.temporaryDirectory)
    guard ended.code == 0 else { throw Wrong("remount: \(ended.err)") }
  }

  deinit {
    do {
      let line = "PATH=$PATH:/sbin:/usr/sbin umount \"\(url.path)\" && rmdir \"\(url.path)\""
      let ended = try HeraldProcess.shell(line, in: FileManager.default.temporaryDirectory)
      if ended.code != 0 { print("\(url.path) is still mounted: \(ended)") }
    } catch {
      print("\(url.path) is still mounted: \(error)")
    }
  }
}
