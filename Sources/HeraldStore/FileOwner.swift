import Foundation
import Glibc

/// Whose a file is. What root makes beside a store belongs to the owner of the store, else one `herald run --drain` or
/// `restore` as root would lock the service's user out for good.
struct FileOwner: Hashable, Sendable {
  let user: uid_t
  let group: gid_t

  private init(_ status: stat) { (user, group) = (status.st_uid, status.st_gid) }

  /// Nil when there is no such file.
  init?(of path: String) {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    self.init(status)
  }

  /// Of the store or, where that is not there yet, of its folder: to be asked before it is made. Nil for everybody but
  /// root, who gives nothing away.
  init?(beside store: String) {
    guard geteuid() == 0 else { return nil }
    let folder = URL(filePath: store).deletingLastPathComponent().path
    guard let owner = FileOwner(of: store) ?? FileOwner(of: folder), owner.user != 0 else { return nil }
    self = owner
  }

  /// Gives an open file away that is root's. Where root may not (a container without that right), it stays as it would be
  /// anyway.
  func take(_ descriptor: Int32) {
    var status = stat()
    // A second name of it could be anywhere.
    guard fstat(descriptor, &status) == 0, status.st_uid == 0, status.st_nlink == 1 else { return }
    _ = fchown(descriptor, user, group)
  }

  /// `herald`, or its number where the system knows no name.
  var name: String { Self.name(of: user) }

  private static func name(of user: uid_t) -> String {
    guard let entry = getpwuid(user) else { return "user \(user)" }
    return String(cString: entry.pointee.pw_name)
  }

  /// What the system said of a file; where it refused somebody, also whose the file is, or its folder when it is to be made.
  static func detail(_ code: Int32, _ path: String) -> String {
    let said = String(cString: strerror(code))
    guard code == EACCES || code == EPERM else { return said }
    let me = name(of: geteuid())
    if let owner = FileOwner(of: path) { return "\(said): it belongs to \(owner.name), and this is \(me)" }
    let folder = URL(filePath: path).deletingLastPathComponent().path
    guard let owner = FileOwner(of: folder) else { return said }
    return "\(said): its folder belongs to \(owner.name), and this is \(me)"
  }

  /// The same of the first file of a store that refuses, of which SQLite says only that it cannot be opened or written; nil
  /// when none does.
  static func refusal(ofStore path: String) -> String? {
    for file in [path, path + "-wal", path + "-shm"] where access(file, F_OK) == 0 && access(file, R_OK | W_OK) != 0 {
      let said = detail(errno, file)
      return file == path ? said : "\(file): \(said)"
    }
    return nil
  }
}
