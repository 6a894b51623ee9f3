import Herald
import HeraldSenders
import Servers
import Testing

/// What `herald channels test` deletes again, where the network lets it.
@Suite(.timeLimit(.minutes(15))) struct DeletionTests {
  static let deleting = NetworkCase.all.filter { !["board", "slack-webhook", "webhook"].contains($0.name) }

  @Test(arguments: NetworkCase.all) func whoCannotDeleteIsKnownBeforeAnythingIsSent(_ test: NetworkCase) async throws {
    try await NetworkBench.with(test) { bench in
      let canDelete = Self.deleting.contains { $0.name == test.name }
      let sender = try bench.sender()
      #expect((sender is any DeletingSender) == canDelete)
    }
  }

  @Test(arguments: deleting) func whatWasSentIsDeletedAndNothingElse(_ test: NetworkCase) async throws {
    try await NetworkBench.with(test) { bench in
      let sender = try #require(try bench.sender() as? any DeletingSender)
      var receipts: [Receipt] = []
      for job in Int64(1)...3 {
        let message = try bench.message(job: job, of: ["Ferry number \(job) runs."])
        receipts.append(try #require(await sender.send(message, gate: Turnstile().gate).receipt))
      }
      #expect(await sender.delete(receipts[1]) == nil)
      let gone = try bench.network.posts()[1].id
      #expect(try bench.network.deleted() == [gone].compactMap { $0 })
      // Only Telegram says that there is nothing to delete, as it says that it may not be.
      if test.name != "telegram" { #expect(await sender.delete(receipts[1]) == nil, "gone is gone") }
      #expect(try bench.network.deleted().count == 1)
    }
  }

  @Test(arguments: deleting) func whatMayNotBeDeletedIsSaidWithoutASecret(_ test: NetworkCase) async throws {
    try await NetworkBench.with(test) { bench in
      let message = try bench.message()
      let receipt = try #require(try await bench.sender().send(message, gate: Turnstile().gate).receipt)
      let stranger = try bench.sender(secret: test.secret + "x")
      let failure = try #require(await (stranger as? any DeletingSender)?.delete(receipt))
      expectShowable(.rejected(failure), test)
      #expect(try bench.network.deleted().isEmpty)
      let nowhere = try bench.sender(server: "http://127.0.0.1:1") as? any DeletingSender
      expectShowable(.rejected(try #require(await nowhere?.delete(receipt))), test)
    }
  }
}
