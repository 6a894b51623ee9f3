import Foundation
import HeraldTransfer
import Servers
import Synchronization
import Testing

/// Who is spoken to over TLS, and who never sees one octet of a request.
@Suite(.timeLimit(.minutes(5))) struct CertificateTests {
  private let transfer = HTTPTransfer()

  private func with(_ kind: Certificates.Kind, _ body: (FakeNetwork) async throws -> Void) async throws {
    let plan = FakeNetwork.Plan(settings: ["certificate": .text(try Certificates.file(kind))])
    try await FakeNetwork.with("mastodon", plan, body)
  }

  private func request(_ network: FakeNetwork) -> HTTPRequest {
    HTTPRequest(.post, network.url + "/api/v1/statuses", body: Array("{}".utf8))
  }

  @Test(arguments: [Certificates.Kind.expired, .selfSigned, .wrongHost, .weak])
  func aCertificateThatIsNotRightGetsNothingAndAsksNoGate(_ kind: Certificates.Kind) async throws {
    try await with(kind) { network in
      let asked = Mutex(0)
      let ending = await transfer.send(request(network), certificates: try Certificates.ca) {
        asked.withLock { $0 += 1 }
        return true
      }
      guard case .notSent(let obstacle) = ending else { return #expect(Bool(false), "\(ending)") }
      #expect(obstacle.kind == .tls, "\(obstacle)")
      #expect(obstacle.text.contains(network.url), "\(obstacle)")
      #expect(asked.withLock { $0 } == 0)
      let seen = try network.events()
      #expect(seen.isEmpty)
    }
  }

  @Test func aPrivateAuthorityIsTrustedWhereItIsNamedAndNowhereElse() async throws {
    try await with(.good) { network in
      let ending = await transfer.send(request(network), certificates: try Certificates.ca)
      guard case .answered(let answer) = ending else { return #expect(Bool(false), "\(ending)") }
      #expect(answer.status == 401)
      // The connection that was made stands still; without the authority it must not be used.
      for method in [HTTPRequest.Method.get, .post] {
        let again = await transfer.send(HTTPRequest(method, network.url + "/api/v2/instance"))
        guard case .notSent(let obstacle) = again else { return #expect(Bool(false), "\(again)") }
        #expect(obstacle.kind == .tls, "\(obstacle)")
      }
    }
  }

  @Test func aFileThatHoldsNoAuthorityTrustsNobody() async throws {
    try await with(.good) { network in
      for file in ["/nowhere/ca.pem", "/etc/hostname"] {
        let ending = await transfer.send(request(network), certificates: file)
        guard case .notSent(let obstacle) = ending else { return #expect(Bool(false), "\(ending)") }
        #expect(obstacle.kind == .tls, "\(obstacle)")
      }
      let seen = try network.events()
      #expect(seen.isEmpty)
    }
  }

  /// A server in clear where TLS is meant.
  @Test func aServerWithoutTLSGetsNothing() async throws {
    try await FakeNetwork.with("mastodon", FakeNetwork.Plan()) { network in
      let url = network.url.replacing("http://", with: "https://")
      let ending = await transfer.send(HTTPRequest(.post, url, body: []))
      guard case .notSent(let obstacle) = ending else { return #expect(Bool(false), "\(ending)") }
      #expect(obstacle.kind == .tls, "\(obstacle)")
      let seen = try network.events()
      #expect(seen.isEmpty)
    }
  }
}
