import Herald
import Synchronization

/// The leases that this process holds, so that a heartbeat can extend them.
final class LeasesInHand: Sendable {
  private let tokens = Mutex<[Job.ID: Int64]>([:])

  func take(_ leases: [Lease]) {
    tokens.withLock { for lease in leases { $0[lease.job.id] = lease.token } }
  }

  func drop(_ lease: Lease) {
    tokens.withLock { if $0[lease.job.id] == lease.token { $0[lease.job.id] = nil } }
  }

  var all: [(job: Job.ID, token: Int64)] { tokens.withLock { $0.map { ($0.key, $0.value) } } }
}
