import Foundation
import Herald
import HeraldSenders
import HeraldTransfer
import Servers
import Testing

/// Row 51: the network goes after N octets, for every N of two messages on one session, in each direction.
@Suite(.serialized, .timeLimit(.minutes(15))) struct CutSweepTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    let script: Script
    let security: Client.Security
    let direction: WritableKeyPath<Script.Cut, Int?> & Sendable
    let isReset: Bool
    /// Octets from one cut to the next.
    let step: Int
    var testDescription: String { name }
  }

  static let cases: [Case] = [
    Case(
      name: "received, pipelined", script: Script(), security: .clear, direction: \.received, isReset: false, step: 1),
    Case(
      name: "received, in turn, by RST", script: Script(extensions: []), security: .clear, direction: \.received,
      isReset: true, step: 3),
    Case(
      name: "sent, pipelined, by RST", script: Script(), security: .clear, direction: \.sent, isReset: true, step: 1),
    Case(
      name: "sent, in turn", script: Script(extensions: []), security: .clear, direction: \.sent, isReset: false,
      step: 1
    ),
    Case(name: "received, TLS", script: Script(), security: .startTLS, direction: \.received, isReset: false, step: 19),
    Case(name: "sent, TLS", script: Script(), security: .startTLS, direction: \.sent, isReset: true, step: 19),
  ]

  @Test("51: every N", arguments: cases) func aNetworkThatGoesAfterNOctetsLosesNothingUnseen(_ test: Case) async throws
  {
    var script = test.script
    if test.security != .clear { script.tls = .init(try Certificates.file(.good)) }
    // How long a session of two messages is.
    let whole = try await session(script, test.security, mails: [1, 2])
    let length = try #require(
      whole.record.endings.first.flatMap { test.direction == \.received ? $0.received : $0.sent })
    #expect(whole.attempts.allSatisfy { Delivery.Ending($0.outcome) == .sent })

    var cut = Script.Cut(step: test.step, reset: test.isReset)
    cut[keyPath: test.direction] = 0
    script.cut = cut
    let count = length / test.step + 1
    let attempts = Attempts()
    let cutting = script
    let record = try await MisbehavingServer.with(cutting) { server in
      try await withThrowingTaskGroup(of: Void.self) { group in
        for slot in 0..<6 {
          group.addTask {
            for number in stride(from: slot, to: count, by: 6) {
              // A sender of its own for each cut, so that connection k is one session from its first octet.
              let client = Client(security: test.security)
              let sender = try client.sender(port: server.port)
              for job in [2 * number + 1, 2 * number + 2] {
                let message = try sampleMail(job: Int64(job))
                let turnstile = Turnstile()
                let outcome = await sender.send(message, gate: turnstile.gate)
                if turnstile.wires.isEmpty { #expect(![.sent, .uncertain].contains(Delivery.Ending(outcome))) }
                await attempts.add(message, outcome)
              }
              await sender.close()
            }
          }
        }
        try await group.waitForAll()
      }
    }
    let all = await attempts.all
    try expectHonest(all, record, as: Client(security: test.security))
    #expect(all.count == 2 * count)
    #expect(record.connections >= count, "a cut for each N")
    // The sweep must have met all of it: no session, no message, doubt, and a whole session.
    let endings = Set(all.map { Delivery.Ending($0.outcome) })
    #expect(endings.isSuperset(of: [.blocked, .sent]), "\(endings)")
    #expect(endings.contains(.uncertain) && endings.contains(.deferred), "\(endings)")
    #expect(!endings.contains(.rejected) && !endings.contains(.withheld), "\(endings)")
  }

  private func session(_ script: Script, _ security: Client.Security, mails: [Int64]) async throws -> (
    attempts: [(message: Message, outcome: Outcome)], record: Record
  ) {
    var attempts: [(message: Message, outcome: Outcome)] = []
    let record = try await MisbehavingServer.with(script) { server in
      let sender = try Client(security: security).sender(port: server.port)
      for job in mails {
        let message = try sampleMail(job: job)
        attempts.append((message, await sender.send(message, gate: Turnstile().gate)))
      }
      await sender.close()
    }
    return (attempts, record)
  }
}
