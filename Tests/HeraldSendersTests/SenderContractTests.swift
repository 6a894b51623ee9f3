import Herald
import HeraldSenders
import Testing

/// What every sender promises, run over the kinds that need no server, with mails and with posts. What SMTP promises stands
/// in the suites of the folder `SMTP`, against servers that misbehave.
@Suite struct SenderContractTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let kind: SenderKind
    let carries: Content.Kind

    var testDescription: String { "\(kind.rawValue) \(carries.rawValue)" }

    static let all = [SenderKind.discard, .file].flatMap { kind in
      Content.Kind.allCases.map { Case(kind: kind, carries: $0) }
    }

    func message(job: Int64 = 7) throws -> Message {
      switch carries {
      case .digest: try sampleMail(job: job)
      case .post: try samplePost(job: job)
      }
    }
  }

  @Test(arguments: Case.all) func whatIsAcceptedIsSentWithAReceipt(_ test: Case) async throws {
    try await Destination.with(test.kind) { there in
      let outcome = try await there.sender().send(test.message(), gate: Turnstile().gate)
      let receipt = try #require(outcome.receipt)
      #expect(!receipt.id.isEmpty)
      #expect(try there.visible().count == (there.keepsMessages ? 1 : 0))
    }
  }

  @Test(arguments: Case.all) func theGateIsPassedOnceBeforeAnythingIsVisible(_ test: Case) async throws {
    try await Destination.with(test.kind) { there in
      let turnstile = Turnstile {
        do { #expect(try there.visible().isEmpty) } catch { Issue.record(error) }
      }
      _ = try await there.sender().send(test.message(), gate: turnstile.gate)
      #expect(turnstile.wires.count == 1)
    }
  }

  @Test(arguments: Case.all) func theMarkNamesTheBytesThatArrive(_ test: Case) async throws {
    try await Destination.with(test.kind) { there in
      let turnstile = Turnstile()
      _ = try await there.sender().send(test.message(), gate: turnstile.gate)
      for bytes in try there.visible().values { #expect(turnstile.wires == [SHA256Digest(of: bytes)]) }
      let again = Turnstile(.closed(.expired))
      try await Destination.with(test.kind) { _ = try await $0.sender().send(test.message(), gate: again.gate) }
      #expect(again.wires == turnstile.wires, "a second attempt brings the same bytes")
    }
  }

  @Test(
    arguments: Case.all,
    [GateClosure.leaseLost, .cancelled, .expired, .unsubscribed, .changed, .storeFailed])
  func aClosedGateLeavesNothing(_ test: Case, _ closure: GateClosure) async throws {
    try await Destination.with(test.kind) { there in
      let turnstile = Turnstile(.closed(closure))
      let outcome = try await there.sender().send(test.message(), gate: turnstile.gate)
      #expect(outcome == .withheld(closure))
      #expect(turnstile.wires.count == 1)
      #expect(try there.names().isEmpty)
    }
  }

  @Test(arguments: Case.all) func aSecondSendLeavesOneMessage(_ test: Case) async throws {
    try await Destination.with(test.kind) { there in
      let sender = try there.sender()
      let first = try await sender.send(test.message(), gate: Turnstile().gate)
      let arrived = try there.visible()
      let second = try await sender.send(test.message(), gate: Turnstile().gate)
      #expect(second == first)
      #expect(try there.visible() == arrived)
      #expect(try there.names().count == arrived.count)
    }
  }

  @Test(arguments: Case.all) func settlingFindsWhatArrived(_ test: Case) async throws {
    try await Destination.with(test.kind) { there in
      let sender = try there.sender()
      let outcome = try await sender.send(test.message(), gate: Turnstile().gate)
      let arrived = try there.visible()
      let settlement = try await sender.settle(test.message(), note: nil)
      #expect(settlement == outcome.receipt.map(Settlement.sent))
      #expect(try there.visible() == arrived)
    }
  }

  @Test(arguments: Case.all) func settlingSendsNothing(_ test: Case) async throws {
    try await Destination.with(test.kind) { there in
      let settlement = try await there.sender().settle(test.message(), note: nil)
      if there.keepsMessages { #expect(settlement == .absent) }
      #expect(try there.names().isEmpty)
    }
  }

  @Test(arguments: [SenderKind.discard, .file]) func aProbeSaysInOneLineWhatIsThereAndSendsNothing(_ kind: SenderKind)
    async throws
  {
    try await Destination.with(kind) { there in
      let offer = try await there.sender().probe().get().text
      #expect(!offer.isEmpty && !offer.contains("\n"))
      #expect(try there.names().isEmpty)
    }
  }

  @Test(arguments: Case.all) func tenAtOnceAllArrive(_ test: Case) async throws {
    try await Destination.with(test.kind) { there in
      let sender = try there.sender()
      let outcomes = try await withThrowingTaskGroup(of: Outcome.self) { group in
        for job in Int64(1)...10 {
          let message = try test.message(job: job)
          group.addTask { await sender.send(message, gate: Turnstile().gate) }
        }
        return try await group.reduce(into: []) { $0.append($1) }
      }
      #expect(outcomes.filter { $0.receipt != nil }.count == 10)
      #expect(try there.names().count == (there.keepsMessages ? 10 : 0))
    }
  }
}
