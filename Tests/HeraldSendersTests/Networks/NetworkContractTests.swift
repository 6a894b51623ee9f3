import Herald
import HeraldSenders
import HeraldTransfer
import Servers
import Synchronization
import Testing

/// What every sender to a network promises, over fake networks that misbehave: `SenderContractTests` for those that have a
/// far side.
@Suite(.timeLimit(.minutes(15))) struct NetworkContractTests {
  typealias Fault = FakeNetwork.Plan.Fault

  // MARK: - What goes well

  @Test(arguments: NetworkCase.all) func whatIsAcceptedIsOnePostAndSentWithAReceipt(_ test: NetworkCase) async throws {
    try await NetworkBench.with(test) { bench in
      let (sender, message) = (try bench.sender(), try bench.message())
      let turnstile = Turnstile {
        do { #expect(try bench.network.attempts().isEmpty, "the gate stands before the request") } catch {
          Issue.record(error)
        }
      }
      let outcome = await sender.send(message, gate: turnstile.gate)
      #expect(try #require(outcome.receipt, "\(outcome)").id.isEmpty == false)
      expectShowable(outcome, test)
      let post = try #require(try bench.network.posts().first)
      #expect(post.text == test.written(message.text))
      #expect(try bench.network.posts().count == 1)
    }
  }

  @Test(arguments: NetworkCase.all) func theMarkNamesTheBytesThatArrive(_ test: NetworkCase) async throws {
    try await NetworkBench.with(test) { bench in
      let (sender, message) = (try bench.sender(), try bench.message())
      let turnstile = Turnstile()
      _ = await sender.send(message, gate: turnstile.gate)
      let arrived = Array(try #require(try bench.network.attempts().first?.body).utf8)
      #expect(try sender.wire(message).get() == arrived)
      #expect(turnstile.wires == [SHA256Digest(of: arrived)])
      #expect(!String(decoding: arrived, as: UTF8.self).contains(test.secret))
    }
  }

  @Test(arguments: NetworkCase.all) func aThreadNamesThePartBefore(_ test: NetworkCase) async throws {
    try await NetworkBench.with(test) { bench in
      let texts = ["One of three.", "Two of three.", "Three of three."]
      var previous: Receipt?
      for part in 0..<3 {
        let message = try bench.message(job: 20 + Int64(part), part: part, of: texts, previous: previous)
        // Each part by a process of its own: a thread goes on where it broke.
        let outcome = try await bench.sender().send(message, gate: Turnstile().gate)
        previous = outcome.receipt
        #expect(previous != nil, "\(outcome)")
      }
      let posts = try bench.network.posts()
      #expect(posts.map(\.text) == texts.map(test.written))
      let replies: [String?] =
        switch test.replies {
        case .none: [nil, nil, nil]
        case .before: [nil, posts[0].id, posts[1].id]
        case .first: [nil, posts[0].id, posts[0].id]
        }
      #expect(posts.map(\.reply) == replies)
    }
  }

  @Test(arguments: NetworkCase.all) func tenAtOnceAllArriveOnce(_ test: NetworkCase) async throws {
    try await NetworkBench.with(test) { bench in
      let sender = try bench.sender()
      let outcomes = try await withThrowingTaskGroup(of: Outcome.self) { group in
        for job in Int64(1)...10 {
          let message = try bench.message(job: job, of: ["Ferry number \(job) runs."])
          group.addTask { await sender.send(message, gate: Turnstile().gate) }
        }
        return try await group.reduce(into: []) { $0.append($1) }
      }
      #expect(outcomes.count { $0.receipt != nil } == 10, "\(outcomes)")
      #expect(Set(try bench.network.posts().map(\.text)).count == 10)
      #expect(try bench.network.posts().count == 10)
    }
  }

  @Test(arguments: NetworkCase.all) func aProbeSaysInOneLineWhatIsThereAndPostsNothing(_ test: NetworkCase) async throws
  {
    try await NetworkBench.with(test) { bench in
      let offer = try await bench.sender().probe().get().text
      #expect(!offer.isEmpty && !offer.contains("\n") && !offer.contains(test.secret))
      #expect(try bench.network.posts().isEmpty)
      let sender = try bench.sender()
      #expect(await sender.check() == nil)
    }
  }

  // MARK: - What certainly did not go out

  @Test(arguments: NetworkCase.all) func aClosedGateSendsNothing(_ test: NetworkCase) async throws {
    try await NetworkBench.with(test) { bench in
      for closure in [GateClosure.leaseLost, .cancelled, .expired, .changed, .storeFailed, .stopping] {
        let outcome = try await bench.sender().send(bench.message(), gate: Turnstile(.closed(closure)).gate)
        #expect(outcome == .withheld(closure))
      }
      #expect(try bench.network.attempts().isEmpty && bench.network.posts().isEmpty)
    }
  }

  @Test(arguments: NetworkCase.all) func aRefusedConnectionBlocksAndAsksNoGate(_ test: NetworkCase) async throws {
    try await NetworkBench.with(test) { bench in
      let turnstile = Turnstile()
      let outcome = try await bench.sender(server: "http://127.0.0.1:1").send(bench.message(), gate: turnstile.gate)
      #expect(Delivery.Ending(outcome) == .blocked, "\(outcome)")
      #expect(turnstile.wires.isEmpty)
      expectShowable(outcome, test)
    }
  }

  @Test(arguments: NetworkCase.all) func aMailOfADigestIsRejected(_ test: NetworkCase) async throws {
    try await NetworkBench.with(test) { bench in
      let turnstile = Turnstile()
      let outcome = try await bench.sender().send(sampleMail(), gate: turnstile.gate)
      #expect(Delivery.Ending(outcome) == .rejected && turnstile.wires.isEmpty)
      if case .success = try bench.sender().wire(sampleMail()) { Issue.record("a mail has no wire here") }
    }
  }

  @Test(arguments: NetworkCase.all) func whoStopsBeforeTheGateSendsNothing(_ test: NetworkCase) async throws {
    try await NetworkBench.with(test) { bench in
      let (sender, message) = (try bench.sender(), try bench.message())
      let turnstile = Turnstile()
      let outcome = await Task {
        withUnsafeCurrentTask { $0?.cancel() }
        return await sender.send(message, gate: turnstile.gate)
      }.value
      #expect([.deferred, .blocked].contains(Delivery.Ending(outcome)), "\(outcome)")
      #expect(turnstile.wires.isEmpty)
      #expect(try bench.network.posts().isEmpty)
    }
  }

  /// Rows 54, 56 and 61: what the far side says decides, and nothing of it is on the network.
  @Test(arguments: NetworkCase.all) func everyRefusalIsWhatItSays(_ test: NetworkCase) async throws {
    let table: [(fault: Fault, ending: Delivery.Ending)] = [
      (Fault("refuse"), .rejected), (Fault("expired"), test.expired),
      (Fault("unavailable", value: "30"), .blocked), (Fault("error", value: "408"), .deferred),
      (Fault("error", value: "425"), .deferred), (Fault("error", value: "413"), .rejected),
      (Fault("error", value: "401"), .blocked), (Fault("error", value: "403"), .blocked),
      (Fault("error", value: "404"), .blocked), (Fault("error", value: "410"), .blocked),
      (Fault("redirect", value: "301"), .blocked), (Fault("redirect", value: "302"), .blocked),
      (Fault("redirect", value: "307"), .blocked), (Fault("redirect", value: "308"), .blocked),
      (Fault("redirect", value: "303"), .uncertain), (Fault("error", value: "500"), .uncertain),
      (Fault("error", value: "502"), .uncertain), (Fault("error", value: "503"), .uncertain),
      (Fault("error", value: "504"), .uncertain), (Fault("echo"), .rejected),
      (Fault("echo", value: "\u{301}"), .rejected),
    ]
    try await NetworkBench.with(test, table.map(\.fault)) { bench in
      let sender = try bench.sender()
      for (number, row) in table.enumerated() {
        let outcome = await sender.send(try bench.message(job: Int64(number + 1)), gate: Turnstile().gate)
        #expect(Delivery.Ending(outcome) == row.ending, "\(row.fault.name) \(row.fault.value ?? ""): \(outcome)")
        expectShowable(outcome, test)
      }
      #expect(try bench.network.posts().isEmpty)
      #expect(try !bench.network.events().contains { $0.path == "/elsewhere" }, "a post is never redirected")
    }
  }

  /// Row 55.
  @Test(arguments: NetworkCase.all) func tooManyRequestsWaitAsLongAsTheNetworkSays(_ test: NetworkCase) async throws {
    try await NetworkBench.with(test, test.limits.map { Fault("limit", value: $0.value) }) { bench in
      let sender = try bench.sender()
      for (number, limit) in test.limits.enumerated() {
        let outcome = await sender.send(try bench.message(job: Int64(number + 1)), gate: Turnstile().gate)
        guard case .busy(_, let notBefore) = outcome else {
          Issue.record("\(limit.value): \(outcome)")
          continue
        }
        #expect(notBefore.map { ($0 - bench.now).value } == limit.seconds, "\(limit.value)")
      }
      #expect(try bench.network.posts().isEmpty)
    }
  }

  // MARK: - What may have arrived

  static func lost(_ test: NetworkCase) -> [Fault] {
    [
      Fault("drop"), Fault("half"), Fault("huge"), Fault("error-after"), Fault("error-after", value: "502"),
      Fault("drop-unread"),
    ]
      + (test.readsAnswers ? [Fault("malformed"), Fault("empty")] : [])
  }

  @Test(arguments: NetworkCase.all) func noClearAnswerPastTheGateIsUncertain(_ test: NetworkCase) async throws {
    let faults = Self.lost(test)
    try await NetworkBench.with(test, faults) { bench in
      let sender = try bench.sender()
      for (number, fault) in faults.enumerated() {
        let outcome = await sender.send(try bench.message(job: Int64(number + 1)), gate: Turnstile().gate)
        #expect(Delivery.Ending(outcome) == .uncertain, "\(fault.name): \(outcome)")
        expectShowable(outcome, test)
      }
    }
  }

  @Test(arguments: NetworkCase.all, ["silent", "drip"])
  func silenceAfterTheRequestIsUncertain(_ test: NetworkCase, _ fault: String) async throws {
    // A generic webhook's answer has no octet to drip.
    guard test.readsAnswers || fault == "silent" else { return }
    try await NetworkBench.with(test, [Fault(fault)], limits: HTTPLimits(whole: .seconds(10))) { bench in
      let outcome = try await bench.sender().send(bench.message(), gate: Turnstile().gate)
      #expect(Delivery.Ending(outcome) == .uncertain, "\(outcome)")
    }
  }

  @Test(arguments: NetworkCase.all) func whoStopsAfterTheRequestIsUncertain(_ test: NetworkCase) async throws {
    try await NetworkBench.with(test, [Fault("silent")]) { bench in
      let (sender, message) = (try bench.sender(), try bench.message())
      let sending = Task { await sender.send(message, gate: Turnstile().gate) }
      while try bench.network.posts().isEmpty { try await Task.sleep(for: .milliseconds(10)) }
      sending.cancel()
      let outcome = await sending.value
      #expect(Delivery.Ending(outcome) == .uncertain, "\(outcome)")
    }
  }

  /// Rows 53, 57 and 58.
  @Test(arguments: NetworkCase.all) func anAnswerThatIsLostEndsAsPromised(_ test: NetworkCase) async throws {
    let violations = try await Self.violations(test)
    #expect(violations == [])
  }

  /// The contract is worth something: a network that breaks its word breaks it.
  @Test(arguments: NetworkCase.keyed, FakeNetwork.Plan.Defect.allCases)
  func aNetworkThatForgetsKeysTurnsTheContractRed(_ test: NetworkCase, _ defect: FakeNetwork.Plan.Defect) async throws {
    let violations = try await Self.violations(test, defect: defect)
    #expect(violations != [])
  }

  /// Every way to lose an answer, each with a message of its own, lived through to its end.
  static func violations(_ test: NetworkCase, defect: FakeNetwork.Plan.Defect? = nil) async throws -> [String] {
    var violations: [String] = []
    for isReadable in test.needsNoReading ? [true, false] : [true] {
      let faults = isReadable ? lost(test) : [Fault("drop")]
      try await NetworkBench.with(test, faults, defect: defect, settings: ["readable": .flag(isReadable)]) { bench in
        for (number, fault) in faults.enumerated() {
          let text = "Lost answer \(number)."
          let outcome = await bench.live(try bench.sender(), try bench.message(job: Int64(number + 1), of: [text]))
          let posts = try bench.network.posts().filter { $0.text == test.written(text) }
          let ending = Delivery.Ending(outcome)
          if posts.count > 1 { violations.append("\(fault.name): \(posts.count) posts") }
          if ending == .sent, posts.count != 1 { violations.append("\(fault.name): sent, and \(posts.count) posts") }
          if !test.mayEnd(as: ending, isPosted: !posts.isEmpty) { violations.append("\(fault.name): \(outcome)") }
        }
      }
    }
    return violations
  }

  // MARK: - A process that dies

  /// At its mark, with nothing sent; and with the request answered, and the answer not recorded.
  @Test(arguments: NetworkCase.all, [false, true])
  func aCrashAfterTheMarkNeverMakesTwoPosts(_ test: NetworkCase, _ isSent: Bool) async throws {
    try await NetworkBench.with(test) { bench in
      let message = try bench.message()
      let turnstile = Turnstile(isSent ? .open : .closed(.stopping))
      _ = try await bench.sender().send(message, gate: turnstile.gate)
      let outcome = try await bench.goOn(message, note: turnstile.note)
      let count = try bench.network.posts().count
      switch test.doubt {
      case .ends:
        #expect(Delivery.Ending(outcome) == .sent && count == 1, "\(outcome)")
      case .stays, .isRead:
        let ending = Delivery.Ending(outcome)
        #expect(test.mayEnd(as: ending, isPosted: count == 1) && count == (isSent ? 1 : 0), "\(outcome)")
      }
    }
  }

  // MARK: - Keys and secrets

  @Test(arguments: NetworkCase.all) func aRepeatBringsTheSameKeyAndBytes(_ test: NetworkCase) async throws {
    try await NetworkBench.with(test, [Fault("error"), Fault("limit")]) { bench in
      let message = try bench.message()
      for _ in 1...2 {
        _ = try await bench.sender().send(message, gate: Turnstile().gate)
        bench.advance(60)
      }
      _ = try await bench.sender().send(try bench.message(job: 8), gate: Turnstile().gate)
      let attempts = try bench.network.attempts()
      #expect(attempts.count == 3)
      #expect(attempts[0].body == attempts[1].body)
      for key in test.keys {
        let values = attempts.map { $0.headers?[key] }
        #expect(values[0] != nil && values[0] == values[1], "\(key)")
        #expect(values[0] != values[2], "\(key) of another job")
      }
    }
  }

  @Test(arguments: NetworkCase.all) func aSecretThatCannotBeReadBlocks(_ test: NetworkCase) async throws {
    try await NetworkBench.with(test) { bench in
      let sender = try bench.sender()
      remove(bench.folder.appending(path: "secret"))
      let turnstile = Turnstile()
      let outcome = await sender.send(try bench.message(), gate: turnstile.gate)
      #expect(Delivery.Ending(outcome) == .blocked && turnstile.wires.isEmpty, "\(outcome)")
      #expect(await sender.check() != nil)
    }
  }
}
