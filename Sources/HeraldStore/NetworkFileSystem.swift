import Foundation
import Glibc

/// File systems on which SQLite's write-ahead log is not safe: their processes share no memory, or their locks and syncs
/// may lie (<https://sqlite.org/wal.html>, “all processes … must be on the same host”).
enum NetworkFileSystem {
  private static let names: Set<String> = [
    "nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "afs", "ceph", "coda", "glusterfs", "lustre", "gfs2", "ocfs2",
    "ncpfs",
    "fuse.sshfs", "fuse.glusterfs", "fuse.ceph", "fuse.rclone", "fuse.s3fs",
  ]

  /// The type of the network file system that holds this file; nil for a local one, and where the system does not say.
  static func holding(_ path: String) -> String? {
    guard let file = FileIdentity(path: path) else { return nil }
    do {
      return type(ofDevice: file.device, in: try String(contentsOfFile: "/proc/self/mountinfo", encoding: .utf8))
    } catch {
      return nil
    }
  }

  /// - Parameter mounts: lines of `proc_pid_mountinfo(5)`: the third field is the device, `MAJOR:MINOR`; the first after
  ///   ` - ` is the type.
  static func type(ofDevice device: UInt64, in mounts: String) -> String? {
    let major = ((device >> 8) & 0xFFF) | ((device >> 32) & ~0xFFF)
    let minor = (device & 0xFF) | ((device >> 12) & ~0xFF)
    for line in mounts.split(separator: "\n") {
      let halves = line.split(separator: " - ", maxSplits: 1)
      let fields = halves[0].split(separator: " ")
      guard halves.count == 2, fields.count > 2, fields[2] == "\(major):\(minor)",
        let type = halves[1].split(separator: " ").first
      else { continue }
      return names.contains(String(type)) ? String(type) : nil
    }
    return nil
  }
}
