import Foundation
import GRDB
import Herald
import Testing

@testable import HeraldStore

@Suite struct GuardTests {
  @Test func aFileThatWasReplacedIsNotWritten() async throws {
    try await withFolder { folder in
      let path = folder + "/herald.db"
      let store = try Store(path: path, role: .daemon)
      try await store.queueOne()
      let lease = try #require(try await store.claimOne())
      try FileManager.default.moveItem(atPath: path, toPath: folder + "/away.db")
      try Data("something else".utf8).write(to: URL(filePath: path))
      await #expect(throws: StoreProblem.replaced(path: path)) { try await store.mark(lease) }
      await #expect(throws: StoreProblem.replaced(path: path)) { try await store.queueOne("Another") }
      store.close()
      #expect(try Data(contentsOf: URL(filePath: path)) == Data("something else".utf8))
    }
  }

  @Test func aFileThatWasRemovedIsNotWritten() async throws {
    try await withFolder { folder in
      let path = folder + "/herald.db"
      let store = try Store(path: path, role: .daemon)
      try FileManager.default.removeItem(atPath: path)
      await #expect(throws: StoreProblem.replaced(path: path)) { try await store.queueOne() }
      store.close()
    }
  }

  /// (free, total, log) in megabytes → low?
  @Test(arguments: [
    (63, 1_000_000, 0, true), (64, 1_000_000, 0, false), (70, 1_000_000, 10, true), (4, 100, 0, true),
    (6, 100, 0, false),
  ])
  func newWorkIsRefusedWhileSomeRoomIsLeft(_ free: UInt64, _ total: UInt64, _ log: UInt64, _ isLow: Bool) {
    #expect(DiskRoom(free: free << 20, total: total << 20, log: log << 20).isLow == isLow)
  }

  @Test(arguments: [
    ("nfs4", "nfs4"), ("cifs", "cifs"), ("9p", "9p"), ("fuse.sshfs", "fuse.sshfs"), ("ext4", nil), ("tmpfs", nil),
    ("overlay", nil),
  ])
  func aNetworkFileSystemIsToldByItsType(_ type: String, _ expected: String?) {
    let mounts = """
      21 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
      36 21 0:50 / /srv/news rw,relatime shared:5 - \(type) host:/news rw
      """
    #expect(NetworkFileSystem.type(ofDevice: 50, in: mounts) == expected)
    #expect(NetworkFileSystem.type(ofDevice: 8 << 8 | 1, in: mounts) == nil)
  }

  @Test func theHeartbeatKeepsWhatIsInHandAndTakesBackTheRest() async throws {
    try await withFolder { folder in
      let path = folder + "/herald.db"
      let living = try Store(path: path, role: .daemon)
      defer { living.close() }
      let dead = try Store(path: path, role: .command)
      let mine = try await living.queueOne("Story 1")
      _ = try await living.claim()
      let theirs = try await living.queueOne("Story 2")
      _ = try await dead.claim()
      dead.close()
      #expect(try await living.keepLeases(until: .noon + 110, now: .noon + 50).isNothing)
      #expect(try await living.keepLeases(until: .noon + 121, now: .noon + 61) == Store.Recovery(waiting: 1))
      #expect(try await living.look(mine).job.state == .leased)
      #expect(try await living.look(theirs).job.state == .waiting)
    }
  }

  /// A process that was stopped past its lease (SIGSTOP) wakes when another has the job.
  @Test func aClaimantThatSleptPastItsLeaseLosesItToTheNext() async throws {
    try await withFolder { folder in
      let path = folder + "/herald.db"
      let sleeper = try Store(path: path, role: .daemon)
      defer { sleeper.close() }
      let other = try Store(path: path, role: .command)
      defer { other.close() }
      let id = try await sleeper.queueOne()
      let slept = try #require(try await sleeper.claimOne())
      #expect(try await other.recover(onlyExpired: true, now: .noon + 61).waiting == 1)
      let taken = try #require(try await other.claimSuspect(at: .noon + 61))
      // Its heartbeat comes first, and then its gate.
      #expect(try await sleeper.keepLeases(until: .noon + 122, now: .noon + 62).isNothing)
      #expect(try await sleeper.mark(slept, at: .noon + 62) == .closed(.leaseLost))
      #expect(try await other.mark(taken, at: .noon + 62) == .open)
      #expect(try await other.finish(taken, .sent(Receipt(id: "once")), at: .noon + 62))
      #expect(try await !sleeper.finish(slept, .sent(Receipt(id: "twice")), at: .noon + 63))
      #expect(try await sleeper.look(id).deliveries.map(\.receipt?.id) == ["once"])
    }
  }

  @Test(arguments: StoreKind.allCases)
  func aPausedChannelGivesNothingAndItsNeighbourDoes(_ kind: StoreKind) async throws {
    try await withStore(kind) { store in
      try await store.queueOne("Story 1")
      try await store.queueOne("Story 2", channel: "y")
      try await store.pause("x", detail: "the page is being rebuilt", now: .noon)
      #expect(try await store.claim().isEmpty)
      #expect(try await store.nextDue(channels: ["x"]) == nil)
      #expect(try await store.claim(channel: "y").count == 1)
      #expect(try await store.pauses().map(\.channel) == ["x"])
      #expect(try await store.resume("x"))
      #expect(try await !store.resume("x"))
      #expect(try await store.claim().count == 1)
    }
  }

  /// What was claimed before the pause ends at its gate, and waits.
  @Test(arguments: StoreKind.allCases, ["x", nil])
  func aPauseShutsTheGatesOfWhatIsInHand(_ kind: StoreKind, _ channel: String?) async throws {
    try await withStore(kind) { store in
      try await store.queueOne()
      let lease = try #require(try await store.claimOne())
      try await store.pause(channel, detail: "", now: .noon)
      #expect(try await store.mark(lease) == .closed(.paused))
      #expect(try await store.resume(channel))
      #expect(try await store.mark(lease) == .open)
    }
  }

  /// A heartbeat, say, that comes a moment too late.
  @Test(arguments: StoreKind.allCases) func aClosedStoreAnswersWithAnErrorAndNothingWorse(_ kind: StoreKind)
    async throws
  {
    try await withFolder { folder in
      let path = kind == .memory ? ":memory:" : folder + "/herald.db"
      let store = try Store(path: path, role: .daemon)
      try await store.queueOne()
      store.close()
      let closed = StoreProblem.unavailable(path: path, detail: "it is closed")
      await #expect(throws: closed) { try await store.jobs() }
      await #expect(throws: closed) { try await store.keepLeases(until: .noon + 40, now: .noon) }
      await #expect(throws: closed) { try await store.queueOne("Another") }
    }
  }
}
