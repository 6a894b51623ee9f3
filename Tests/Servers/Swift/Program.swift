import Foundation
import Glibc

/// Writes a shell script that can be started at once.
///
/// Another test may be starting a program at this moment, whose process holds this file open for writing until it begins:
/// until then Linux refuses to start it (“Text file busy”). It grants a lease for reading only when nobody does.
public func writeProgram(_ script: String, to file: URL) throws {
  try Data(("#!/bin/sh\n" + script + "\n").utf8).write(to: file)
  try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: file.path)
  let descriptor = open(file.path, O_RDONLY | O_CLOEXEC)
  defer { close(descriptor) }
  // F_SETLEASE of <linux/fcntl.h>, which Swift does not see.
  let setLease: Int32 = 1_024
  while fcntl(descriptor, setLease, F_RDLCK) != 0, errno == EAGAIN { usleep(1_000) }
  _ = fcntl(descriptor, setLease, F_UNLCK)
}
