import Foundation
import Glibc

extension Process {
  /// Waits until it has ended; its exit code, or the negative number of the signal that ended it.
  ///
  /// Foundation learns of an end through a socket, which a process that was started at the same moment may hold open for
  /// as long as it runs, and spins meanwhile: two such waits keep both threads of the tests from ending that process.
  @discardableResult
  public func waitForEnd() -> Int32 {
    var end = siginfo_t()
    // It stays for Foundation to be reaped.
    while waitid(P_PID, id_t(processIdentifier), &end, WEXITED | WNOWAIT) != 0 {
      if errno == EINTR { continue }
      // Foundation has reaped it, and is about to say so.
      waitUntilExit()
      return terminationReason == .exit ? terminationStatus : -terminationStatus
    }
    let status = end._sifields._sigchld.si_status
    return end.si_code == CLD_EXITED ? status : -status
  }

  /// The same, and throws unless it ended with 0.
  ///
  /// - Parameter name: what the error calls it.
  func waitForSuccess(_ name: String) throws {
    let code = waitForEnd()
    guard code == 0 else { throw ServerProblem("\(name) ended with \(code)") }
  }
}
