import Foundation
import GRDB
import Glibc

extension StoreProblem {
  /// The errors after which nothing more may be written; nil for all others.
  init?(fatal error: any Error, path: String) {
    if let problem = error as? StoreProblem, problem.isFatal {
      self = problem
      return
    }
    guard let error = error as? DatabaseError else { return nil }
    switch error.resultCode {
    case .SQLITE_CORRUPT, .SQLITE_NOTADB: self = .damaged(path: path, detail: error.message ?? "\(error.resultCode)")
    case .SQLITE_CANTOPEN where Self.hasNoInodes(path):
      self = .unavailable(path: path, detail: "its disk has no room for another file: no inodes are left")
    case .SQLITE_CANTOPEN, .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_AUTH:
      self = .unavailable(
        path: path, detail: FileOwner.refusal(ofStore: path) ?? error.message ?? "\(error.resultCode)")
    case .SQLITE_FULL, .SQLITE_IOERR, .SQLITE_BUSY, .SQLITE_LOCKED, .SQLITE_PROTOCOL:
      self = .unavailable(path: path, detail: error.message ?? "\(error.resultCode)")
    default: return nil
    }
  }

  /// SQLite says only that it cannot open a file.
  private static func hasNoInodes(_ path: String) -> Bool {
    var disk = statvfs()
    return statvfs(URL(filePath: path).deletingLastPathComponent().path, &disk) == 0 && disk.f_files > 0
      && disk.f_favail == 0
  }
}
