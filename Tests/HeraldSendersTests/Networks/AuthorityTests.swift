import Foundation
import Herald
import HeraldSenders
import Servers
import Testing

/// `ca:`, for senders whose server may be one's own.
@Suite(.timeLimit(.minutes(5))) struct AuthorityTests {
  static let own = [NetworkCase.bluesky, .mastodon, .webhook]

  private func with(_ test: NetworkCase, _ body: (NetworkBench) async throws -> Void) async throws {
    let certificate = try Certificates.file(.good)
    try await NetworkBench.with(test, settings: ["certificate": .text(certificate)], body)
  }

  @Test(arguments: own) func aServerOfAPrivateAuthorityIsSpokenToWhereItIsNamed(_ test: NetworkCase) async throws {
    try await with(test) { bench in
      let sender = try bench.sender(ca: Certificates.ca)
      #expect(await sender.check() == nil)
      let offer = try await sender.probe().get()
      #expect(!offer.text.isEmpty)
      let outcome = try await sender.send(bench.message(), gate: Turnstile().gate)
      #expect(outcome.receipt != nil, "\(outcome)")
      #expect(try bench.network.posts().count == 1)
    }
  }

  @Test(arguments: own) func withoutItTheChannelIsBlockedAndNothingIsSent(_ test: NetworkCase) async throws {
    try await with(test) { bench in
      let turnstile = Turnstile()
      let outcome = try await bench.sender().send(bench.message(), gate: turnstile.gate)
      #expect(Delivery.Ending(outcome) == .blocked && turnstile.wires.isEmpty, "\(outcome)")
      expectShowable(outcome, test)
      #expect(try bench.network.events().isEmpty)
    }
  }

  @Test(arguments: own) func aFileThatIsNoAuthorityIsNamedByCheck(_ test: NetworkCase) async throws {
    try await with(test) { bench in
      for (name, says) in [("nowhere.pem", "cannot be read"), ("secret", "holds no certificate")] {
        let sender = try bench.sender(ca: name)
        let failure = try #require(await sender.check())
        #expect(failure.text.hasPrefix("`ca`: \(bench.folder.path)/\(name) \(says)"), "\(failure)")
        let outcome = try await sender.send(bench.message(), gate: Turnstile().gate)
        #expect(Delivery.Ending(outcome) == .blocked, "\(outcome)")
      }
    }
  }
}
