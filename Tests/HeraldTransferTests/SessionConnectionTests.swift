import HeraldTransfer
import Servers
import Testing

/// A session keeps its connection whatever libcurl does for others meanwhile.
@Suite(.timeLimit(.minutes(2))) struct SessionConnectionTests {
  /// When libcurl makes a connection it looks through those that are idle to it, once in a second, and closes one that the
  /// server has closed; the new one then has its descriptor.
  @Test func aSessionThatTheServerClosedBeforeItWasUsedCostsNoOtherItsConnection() async throws {
    let script = Script([.at(.ehlo, .usual, .wait(0.2), .drop, connection: 1)])
    let message = Array("Subject: Ferries\r\n\r\nThey run again.\r\n".utf8)
    let record = try await MisbehavingServer.with(script) { server in
      let access = SMTPServer(host: "127.0.0.1", port: server.port, encryption: .none)
      var timeouts = SMTPTimeouts()
      timeouts.mail = .seconds(5)
      let loop = TransferLoop()
      let first = SMTPSession(server: access, timeouts: timeouts, loop: loop)
      let second = SMTPSession(server: access, timeouts: timeouts, loop: loop)
      #expect(await first.open() == nil)
      // More than libcurl's second, so that it looks; nothing tells when it would.
      try await Task.sleep(for: .milliseconds(1_300))
      #expect(await second.open() == nil)

      let lost = await first.deliver(from: "desk@paper.example", to: "ann@mail.example", message: message) { true }
      guard case .lost(.mail, _, isUnanswered: true) = lost.ending else {
        Issue.record("\(lost.ending)")
        return
      }
      let taken = await second.deliver(from: "desk@paper.example", to: "ben@mail.example", message: message) { true }
      guard case .accepted = taken.ending else {
        Issue.record("\(taken.ending)")
        return
      }
      await second.quit()
    }
    #expect(record.connections == 2)
    #expect(record.accepted.count == 1)
  }
}
