import Glibc

/// How much room the store's disk has left.
public struct DiskRoom: Hashable, Sendable {
  /// Octets that this process may still use.
  public var free: UInt64
  /// Octets below which nothing new is begun: a twentieth of the disk or 64 MB, whichever is less, and what the
  /// write-ahead log holds, because a checkpoint copies it.
  ///
  /// OpenSMTPD and Postfix take a share of the disk alone; on a disk of a terabyte that would refuse work with 50 GB
  /// free.
  public var needed: UInt64

  public var isLow: Bool { free < needed }

  /// So little is left that nothing but the outcomes of what is under way may be written: one write too many would end
  /// the process.
  public var isFull: Bool { isLow && free < max(needed / 8, 1 << 20) }

  static let most: UInt64 = 64 << 20

  init(free: UInt64, total: UInt64, log: UInt64) {
    self.free = free
    needed = min(Self.most, total / 20) + log
  }

  /// Nil when the system does not say.
  init?(path: String) {
    var disk = statvfs()
    guard statvfs(path, &disk) == 0 else { return nil }
    var log = stat()
    let hasLog = stat(path + "-wal", &log) == 0
    self.init(
      free: UInt64(disk.f_bavail) * UInt64(disk.f_frsize), total: UInt64(disk.f_blocks) * UInt64(disk.f_frsize),
      log: hasLog ? UInt64(max(0, log.st_size)) : 0)
  }
}

extension Store {
  /// Nil for a store in memory, and where the system does not say.
  public var room: DiskRoom? { path == ":memory:" ? nil : DiskRoom(path: path) }

  /// Throws `diskLow` when new work had better not be taken: what is under way needs the rest.
  func checkRoom() throws(StoreProblem) {
    guard let room, room.isLow else { return }
    throw .diskLow(path: path, free: room.free, needed: room.needed)
  }
}
