import Foundation
import Glibc
import Servers
import Testing

/// `kill -9` in every phase of a post to each network, then a restart: never two posts, and where the network allows it one
/// and `sent`. System calls are counted with strace.
@Suite(.serialized, .timeLimit(.minutes(15))) struct NetworkCrashTests {
  @Test(arguments: NewsroomNetwork.all)
  func aKillWhileTheNetworkIsSilentNeverMakesTwoPosts(_ network: NewsroomNetwork) async throws {
    try await network.with([FakeNetwork.Plan.Fault("silent")]) { newsroom, fake in
      let process = try HeraldProcess.start(["run", "--drain"], in: newsroom.url)
      defer {
        kill(process.processIdentifier, SIGKILL)
        process.waitForEnd()
      }
      for _ in 0..<6_000 where try fake.posts().isEmpty { try await Task.sleep(for: .milliseconds(5)) }
      #expect(process.isRunning)
      #expect(try fake.posts().count == 1)
      kill(process.processIdentifier, SIGKILL)
      process.waitForEnd()
      let state = try restarted(newsroom)
      #expect(state == (network.ends ? "sent" : "held (uncertain)"))
      #expect(try fake.posts().count == 1)
    }
  }

  /// What is sent and received on sockets, one call after the other.
  @Test(arguments: NewsroomNetwork.all, ["sendto", "recvfrom"])
  func aKillAtEachCallNeverMakesTwoPosts(_ network: NewsroomNetwork, _ call: String) async throws {
    var states: [String] = []
    for number in 1...12 {
      let isOver = try await network.with { newsroom, fake in
        let ended = try HeraldProcess.shell(
          "exec strace -f -qq -o /dev/null -e trace=\(call) -e inject=\(call):signal=SIGKILL:when=\(number) "
            + "\"$herald\" run --drain", in: newsroom.url)
        let isOver = ended.code == 0
        if !isOver { #expect(ended.code == -SIGKILL || ended.code == 128 + SIGKILL, "\(ended)") }
        let state = isOver ? try job(newsroom) : try restarted(newsroom)
        let count = try fake.posts().count
        #expect(count <= 1, "\(call) \(number): \(state)")
        let mustBeSent = network.ends && (!network.needsAPost || count == 1)
        #expect(mustBeSent ? state == "sent" : ["sent", "held (uncertain)"].contains(state), "\(call) \(number)")
        if state == "sent" { #expect(count == 1, "\(call) \(number)") }
        states.append(state)
        return isOver
      }
      if isOver { break }
    }
    #expect(states.count >= 2, "nothing was killed: \(states)")
  }

  /// Goes on as the next process, and says what became of the post.
  private func restarted(_ newsroom: TestNewsroom) throws -> String {
    try newsroom.done("run", "--drain")
    #expect(try newsroom.isBalanced())
    return try job(newsroom)
  }

  private func job(_ newsroom: TestNewsroom) throws -> String {
    let shown = try newsroom.done("jobs", "show", "1", "--json").object()
    let reason = (shown["reason"] as? String).map { " (\($0))" } ?? ""
    return try #require(shown["state"] as? String) + reason
  }
}
