import Foundation
import Herald
import HeraldStore
import HeraldWorker
import Servers
import Testing

/// Fault row 23: a process that is stopped between its mark and its first byte, longer than its lease.
@Suite(.timeLimit(.minutes(15))) struct StoppedTests {
  /// The stop is a commit that another process delays: the mark is durable when the lease is over.
  @Test func afterAStopBetweenMarkAndDotNothingIsSent() async throws {
    try await Bench.with(.file) { bench in
      let id = try await bench.owe()[0]
      let lock = Process()
      lock.executableURL = URL(filePath: "/usr/bin/env")
      lock.arguments = [
        "python3", "-c",
        """
        import sqlite3, sys, time
        store = sqlite3.connect(sys.argv[1])
        store.execute("BEGIN IMMEDIATE")
        print("locked", flush=True)
        time.sleep(1.5)
        """, bench.store.path,
      ]
      let said = Pipe()
      lock.standardOutput = said
      let sender = Scripted(during: { _ in
        do {
          try lock.run()
          _ = said.fileHandleForReading.availableData
        } catch {
          Issue.record(error)
        }
      })
      let worker = Worker(
        store: bench.store, channels: [bench.channel(sender)], mode: .drain,
        surroundings: Surroundings(now: { bench.now }, random: { 0.5 }, leaseTime: 1, pulse: .milliseconds(10)),
        log: bench.log.logger)
      try await worker.run()
      lock.waitForEnd()
      #expect(sender.record.sent == [id])
      #expect(sender.record.marked.isEmpty, "the gate did not open")
      // Its mark stands, so it is in doubt, and settled before anything is sent again.
      bench.advance(2)
      let next = Scripted()
      try await bench.drain(bench.channel(next))
      #expect(next.record.sent.isEmpty && next.record.settled == [id])
      #expect(try await bench.job(id).reason == .uncertain)
      #expect(try await bench.store.audit() == [])
    }
  }
}
