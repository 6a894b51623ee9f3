import Foundation
import Herald
import HeraldSenders
import HeraldStore
import HeraldWorker
import Servers
import Testing

/// A real sender and a greylisting server under the worker (row 46 of the fault matrix).
@Suite(.timeLimit(.minutes(15))) struct GreylistingTests {
  @Test("46: 450, then 250") func aGreylistedReaderGetsTheMailOnceOnTheNextTry() async throws {
    let readers = ["ann@example.net", "bob@example.net", "cyd@example.org"]
    let script = Script(
      readers.prefix(2).map { .at(.rcpt, .send("450 4.2.0 greylisted, come back\r\n"), recipient: $0, times: 1) })
    try await Bench.with { bench in
      let record = try await MisbehavingServer.with(script) { server in
        try await bench.prepareDigest(readers: readers)
        _ = try await bench.open()
        let sender = SMTP(
          settings: try SMTP.Settings(server: "smtp://127.0.0.1:\(server.port)", tls: .none),
          base: FileManager.default.temporaryDirectory)
        let channel = bench.channel(sender, name: "mail", retry: RetryPolicy(base: 60))
        try await bench.drain(channel)
        #expect(try await bench.store.ledgers()["mail"]?[.sent] == 1)
        #expect(try await bench.store.ledgers()["mail"]?[.waiting] == 2)
        // Half of a minute: the dice always say 0.5.
        bench.advance(29)
        try await bench.drain(channel)
        #expect(try server.record().commands("RCPT").count == 3, "not before its time")
        bench.advance(2)
        try await bench.drain(channel)
        #expect(try await bench.store.ledgers()["mail"]?[.sent] == 3)
        await sender.close()
      }
      #expect(record.accepted.flatMap(\.recipients).sorted() == readers.map { "TO:<\($0)>" })
      #expect(Set(record.accepted.map(\.messageID)).count == 3)
      #expect(record.commands("RCPT").count == 5)
      #expect(try await bench.store.audit() == [])
      #expect(bench.blocked == [:])
    }
  }
}
